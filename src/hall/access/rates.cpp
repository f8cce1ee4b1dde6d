#include "hall/access/rates.h"

#include <algorithm>

namespace unionhall::access {
namespace {

Instant window_end(const Rate& rate, Instant now) {
  const auto ended = now.time_since_epoch() / std::chrono::milliseconds(rate.window);
  return Instant{} + (ended + 1) * std::chrono::milliseconds(rate.window);
}

}  // namespace

Spent spend(db::Session& db, std::string_view bucket, const Rate& rate, Instant now) {
  const auto end = window_end(rate, now);
  const auto count = db.first<std::int64_t>(R"sql(
      INSERT INTO rate_counts (bucket, ends_at_ms, count) VALUES (:bucket, :end, 1)
          ON CONFLICT (bucket, ends_at_ms) DO UPDATE SET count = rate_counts.count + 1
      RETURNING count)sql",
                                            bucket, end);
  const auto rest_s = static_cast<int>(std::chrono::ceil<std::chrono::seconds>(end - now).count());
  const auto left = std::max<std::int64_t>(0, rate.most - *count);
  return {.allowed = count <= rate.most, .left = left, .retry_after_s = left > 0 ? 0 : rest_s};
}

void give_back(db::Session& db, std::string_view bucket, const Rate& rate, Instant now) {
  db.exec("UPDATE rate_counts SET count = count - 1 WHERE bucket = :bucket AND ends_at_ms = :end", bucket, window_end(rate, now));
}

std::int64_t forget_old_rates(db::Session& db, Instant now) {
  return db.exec(R"sql(
      DELETE FROM rate_counts
       WHERE (bucket, ends_at_ms) IN (SELECT bucket, ends_at_ms FROM rate_counts WHERE ends_at_ms < :before LIMIT 500))sql",
                 now - std::chrono::days(1));
}

}  // namespace unionhall::access
