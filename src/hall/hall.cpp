#include "hall/hall.h"

#include <charconv>
#include <fstream>

namespace unionhall {

std::string address_of(const Hall& hall, const http::Request& request) {
  if (!hall.settings.public_address.empty()) return hall.settings.public_address;
  const bool secure = request.header("x-forwarded-proto") == "https";
  return (secure ? "https://" : "http://") + std::string(request.header("host"));
}

std::string host_of(std::string_view address) { return std::string(address.substr(address.find("://") + 3)); }

}  // namespace unionhall

namespace unionhall::idempotency {
namespace {

constexpr std::size_t key_chars_max = 64;
constexpr std::chrono::days kept{30};

struct First {
  std::string route, body_digest;
  std::int64_t new_id = 0;
};
BOOST_DESCRIBE_STRUCT(First, (), (route, body_digest, new_id))

/// Of the body, also of one that was streamed to a file.
crypto::Sm3 digest_of(const http::Request& request) {
  if (request.body_file.empty()) return crypto::sm3(request.body);
  std::ifstream in(request.body_file, std::ios::binary);
  crypto::Sm3Stream digest;
  std::string piece(256 * 1024, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(piece.size())) || in.gcount() > 0) {
    digest.add(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount())));
  }
  return digest.finish();
}

}  // namespace

std::optional<Key> of(const http::Request& request) {
  const auto text = request.header("idempotency-key");
  if (text.empty()) return std::nullopt;
  if (text.size() > key_chars_max) throw Refused({400, "http.idempotency_key_too_long"});
  const auto* principal = static_cast<const Principal*>(request.principal.get());
  // The path tells apart what the pattern does not: POST /orgs/{id}/officers for two unions.
  return Key{.account = principal ? principal->account : AccountId{},
             .text = std::string(text),
             .route = request.method + " " + request.path,
             .body_digest = crypto::hex(digest_of(request))};
}

std::optional<std::int64_t> first_answer(db::Session& db, const Key& key) {
  const auto first = db.first<First>("SELECT route, body_digest, new_id FROM idempotency_keys WHERE account_id = :account AND key = :key",
                                     key.account, key.text);
  if (!first) return std::nullopt;
  if (first->route != key.route || first->body_digest != key.body_digest) throw Refused({422, "http.idempotency_key_reused"});
  return first->new_id;
}

void remember(db::Session& db, const Key& key, std::int64_t new_id, Instant now) {
  db.exec(R"sql(
      INSERT INTO idempotency_keys (account_id, key, route, body_digest, new_id, at_ms)
      VALUES (:account, :key, :route, :digest, :new_id, :at))sql",
          key.account, key.text, key.route, key.body_digest, new_id, now);
}

std::int64_t forget_old(db::Session& db, Instant now) {
  return db.exec(R"sql(
      DELETE FROM idempotency_keys
       WHERE (account_id, key) IN (SELECT account_id, key FROM idempotency_keys WHERE at_ms < :before LIMIT 500))sql",
                 now - kept);
}

}  // namespace unionhall::idempotency

namespace unionhall::cursor {

std::string seal(const Hall& hall, std::string_view list, const std::vector<std::string>& after) {
  return hall.keys.seal_token(http::json::serialize(http::json::value_from(after)), "cursor:" + std::string(list));
}

std::optional<std::vector<std::string>> open(const Hall& hall, std::string_view list, std::string_view text, std::size_t parts) {
  if (text.empty()) return std::nullopt;
  const auto plain = hall.keys.open_token(text, "cursor:" + std::string(list));
  auto after = plain ? http::json::value_to<std::vector<std::string>>(http::json::parse(*plain)) : std::vector<std::string>{};
  if (after.size() != parts) throw Refused({422, "http.cursor_unreadable"});
  return after;
}

int limit_of(const http::Request& request) {
  const auto asked = request.query.find("limit");
  if (asked == request.query.end()) return page_limit_default;
  int limit = 0;
  const auto& text = asked->second;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), limit);
  if (error != std::errc{} || end != text.data() + text.size() || limit < 1 || limit > page_limit_max) {
    throw Refused({422, "http.limit_unreadable", {{"max", std::to_string(page_limit_max)}}});
  }
  return limit;
}

}  // namespace unionhall::cursor
