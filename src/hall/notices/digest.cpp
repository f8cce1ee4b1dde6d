// The morning's digest: through all officers by account, a chunk a transaction. How far it has come moves in the transaction of
// the notices, and only from where it was, so neither a kill nor a second process tells anybody twice.
#include <algorithm>
#include <map>
#include <set>

#include "hall/accounts/accounts.h"
#include "hall/notices/telling.h"

namespace unionhall::notices {
namespace {

using namespace std::chrono_literals;

constexpr std::chrono::minutes begins = 8h + 30min, too_late = 12h;  // who was away in the morning is not told at night
constexpr int accounts_at_once = 50;

using ByWhat = std::map<std::string, std::int64_t>;

/// What waits at one union, by desk. Two roles at one desk see the same, so the larger count of the two holds.
struct AtUnion {
  std::map<std::string, ByWhat> by_desk;

  void add(const std::string& desk, const std::vector<Waiting>& waiting) {
    for (const auto& [what, count] : waiting) {
      auto& known = by_desk[desk][what];
      known = std::max(known, count);
    }
  }
  /// A role without a desk has them all, and counts what the others do.
  ByWhat whole() const {
    if (const auto all = by_desk.find(""); all != by_desk.end()) return all->second;
    ByWhat sum;
    for (const auto& [desk, counts] : by_desk) {
      for (const auto& [what, count] : counts) sum[what] += count;
    }
    return sum;
  }
};

struct Chunk {
  std::map<AccountId, std::map<OrgId, AtUnion>> officers;
  store::Progress reached;
};

Chunk next_chunk(db::Session& db, const Counts& counts, AccountId after, Instant now) {
  Chunk chunk{.officers = {}, .reached = {.after = after, .done = true}};
  std::set<AccountId> seen;
  for (const auto& held : accounts::working_roles_after(db, after, accounts_at_once, now)) {
    const access::Role role{.id = held.id, .word = held.word, .org = held.org, .org_path = held.org_path, .desk = held.desk};
    chunk.officers[held.account][held.org].add(held.desk, counts(db, role));
    chunk.reached.after = held.account;
    seen.insert(held.account);
  }
  chunk.reached.done = seen.size() < static_cast<std::size_t>(accounts_at_once);
  return chunk;
}

std::int64_t total(const ByWhat& counts) {
  std::int64_t sum = 0;
  for (const auto& [what, count] : counts) sum += count;
  return sum;
}

/// A day's digest is one event: below zero, where no id is.
std::int64_t event_of(Date day) {
  return -(static_cast<int>(day.year()) * 10'000 + static_cast<int>(unsigned(day.month())) * 100 + static_cast<int>(unsigned(day.day())));
}

/// How many unions she was told of: none where nothing waits.
std::int64_t tell_one(db::Session& db, Hall& hall, AccountId officer, const std::map<OrgId, AtUnion>& unions, Date day, Instant now) {
  std::int64_t told = 0, all = 0;
  for (const auto& [org, at] : unions) {
    Message message{.key = "digest", .params = {}};
    const auto counts = at.whole();
    for (const auto& [what, count] : counts) {
      if (count > 0) message.params[what] = std::to_string(count);
    }
    if (message.params.empty()) continue;
    put(db, hall, officer, org, message, now);
    all += total(counts);
    ++told;
  }
  if (told > 0 && store::chosen(db, officer).digest_text) {
    const Message message{.key = "digest", .params = {{"count", std::to_string(all)}}, .text = Message::Text::again_if_unsure};
    text(db, hall, officer, message, event_of(day), now);
  }
  return told;
}

}  // namespace

std::int64_t digest(Hall& hall, const Counts& counts, const std::function<bool(Date)>& is_working_day) {
  const auto now = hall.clock.now();
  const auto day = beijing_date(now);
  const auto time = now - beijing_midnight(day);
  if (time < begins || time >= too_late || !is_working_day(day)) return 0;

  std::int64_t told = 0;
  auto progress = hall.db.read([&](db::Session& db) { return store::digest_progress(db, day); }).value_or(store::Progress{});
  while (!progress.done) {
    // Counted before the write: other writers do not wait for it.
    const auto chunk = hall.db.snapshot([&](db::Session& db) { return next_chunk(db, counts, progress.after, now); });
    const auto in_chunk = hall.db.write_in_background([&](db::Session& db) -> std::optional<std::int64_t> {
      if (!store::advance_digest(db, day, progress.after, chunk.reached)) return std::nullopt;  // another process does it
      std::int64_t some = 0;
      for (const auto& [officer, unions] : chunk.officers) some += tell_one(db, hall, officer, unions, day, now);
      return some;
    });
    if (!in_chunk) break;
    told += *in_chunk;
    progress = chunk.reached;
  }
  return told;
}

}  // namespace unionhall::notices
