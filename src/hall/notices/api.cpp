#include <map>
#include <mutex>

#include "hall/access/own_data.h"
#include "hall/audit/audit.h"
#include "hall/notices/telling.h"
#include "hall/notices/words.h"

namespace unionhall::notices {
namespace {

using http::Request;
using http::Response;

constexpr int counted_up_to = 100;   // a badge shows 99+
constexpr int pages_of_one_max = 6;  // a browser opens no more to one host over HTTP/1.1
constexpr int ask_again_s = 30;      // without being told, a page asks
constexpr NoticeId beyond_all{std::numeric_limits<std::int64_t>::max()};

store::Reader reader_of(const access::Actor& actor) {
  return {.account = actor.account, .acts_for = actor.in_force ? actor.in_force->org : OrgId{}};
}

// ── Reading ──

TextParams params_of(const Hall& hall, const store::Row& notice) {
  if (notice.params_sealed.empty()) return {};
  const auto plain = hall.keys.open(notice.params_sealed, params_place(notice.id));
  if (!plain) throw std::runtime_error("notices.params_sealed does not open");
  return http::json::value_to<TextParams>(http::json::parse(*plain));
}

/// "3 cases wait; 1 is overdue"
std::string list_of(const TextParams& counts, http::Language language) {
  const auto& texts = http::Texts::global();
  std::string list;
  for (const auto& [what, count] : counts) {
    if (!list.empty()) list += texts.text("notices.between", language);
    list += texts.text("notices.count." + what, language, {{"count", count}});
  }
  return list;
}

http::json::object notice_json(const Hall& hall, const store::Row& notice, http::Language language) {
  auto params = params_of(hall, notice);
  if (notice.key == "digest") params = {{"list", list_of(params, language)}};
  const auto words = [&](const char* part) { return http::Texts::global().text("notices." + notice.key + part, language, params); };
  http::json::object json{{"id", notice.id.text()},   {"key", notice.key},      {"at", rfc3339(notice.at)},
                          {"title", words(".title")}, {"text", words(".text")}, {"read", notice.read_at.has_value()}};
  if (notice.case_id) json["case"] = std::to_string(*notice.case_id);
  if (notice.org) json["org"] = notice.org->text();
  return json;
}

/// GET /api/v1/me/notices → 200 {items, next?}
Response get_notices(const Request& request, Hall& hall) {
  const auto reader = reader_of(access::actor(request));
  const int limit = cursor::limit_of(request);
  const auto list = "notices " + reader.account.text();
  const auto place = cursor::open(hall, list, request.asked("cursor"), 1);
  const auto before = place ? NoticeId::parse(place->front()).value_or(beyond_all) : beyond_all;

  auto found = hall.db.read([&](db::Session& db) { return store::page(db, reader, before, limit + 1); });
  http::json::object json;
  if (found.size() > static_cast<std::size_t>(limit)) {
    found.resize(static_cast<std::size_t>(limit));
    json["next"] = cursor::seal(hall, list, {found.back().id.text()});
  }
  http::json::array items;
  for (const auto& notice : found) items.push_back(notice_json(hall, notice, request.language));
  json["items"] = std::move(items);
  return http::ok(std::move(json));
}

Response unread(Hall& hall, const store::Reader& reader) {
  return http::ok({{"unread", hall.db.read([&](db::Session& db) { return store::unread(db, reader, counted_up_to); })}});
}

/// GET /api/v1/me/notices/count → 200 {unread}
Response get_count(const Request& request, Hall& hall) { return unread(hall, reader_of(access::actor(request))); }

/// POST /api/v1/me/notices/read  {up_to} → 200 {unread}
Response post_read(const Request& request, Hall& hall) {
  http::Form form(request);
  const auto up_to = form.id<NoticeId>("up_to");
  if (const auto invalid = form.problem()) return *invalid;

  const auto reader = reader_of(access::actor(request));
  while (hall.db.write([&](db::Session& db) { return store::mark_read(db, reader, up_to, hall.clock.now()); }) > 0) {
  }
  return unread(hall, reader);
}

// ── What she chose ──

Response settings_of(Hall& hall, AccountId account) {
  const auto chosen = hall.db.read([&](db::Session& db) { return store::chosen(db, account); });
  return http::ok({{"texts", chosen.texts}, {"digest_text", chosen.digest_text}});
}

/// GET /api/v1/me/notice-settings → 200 {texts, digest_text}
Response get_settings(const Request& request, Hall& hall) { return settings_of(hall, access::actor(request).account); }

/// PATCH /api/v1/me/notice-settings  {texts?, digest_text?}
Response patch_settings(const Request& request, Hall& hall) {
  const auto account = access::actor(request).account;
  http::Form form(request);
  const bool texts = form.flag_or("texts", true), digest_text = form.flag_or("digest_text", false);
  if (const auto invalid = form.problem()) return *invalid;

  hall.db.write([&](db::Session& db) {
    auto chosen = store::chosen(db, account);
    if (form.has("texts")) chosen.texts = texts;
    if (form.has("digest_text")) chosen.digest_text = digest_text;
    store::choose(db, account, chosen);
    audit::record(db, hall,
                  audit::by(request, {.what = "change", .subject_kind = "account", .subject = account.value, .detail = "notice_settings"}));
  });
  return settings_of(hall, account);
}

// ── Counters of the desk ──

/// How many pages of each officer are being told.
class Pages {
 public:
  /// Nothing when she has as many as one may.
  std::shared_ptr<const void> open(AccountId account) {
    const std::lock_guard lock(mutex_);
    if (open_[account] >= pages_of_one_max) return nullptr;
    ++open_[account];
    return {this, [account](Pages* pages) { pages->close(account); }};
  }

 private:
  void close(AccountId account) {
    const std::lock_guard lock(mutex_);
    if (--open_[account] == 0) open_.erase(account);
  }

  std::mutex mutex_;
  std::map<AccountId, int> open_;
};

http::json::object counters(Hall& hall, const access::Actor& actor) {
  http::json::object waiting;
  const auto unread = hall.db.snapshot([&](db::Session& db) {
    waiting.clear();
    for (const auto& [what, count] : all_waiting(db, *actor.in_force)) waiting[what] = count;
    return store::unread(db, reader_of(actor), counted_up_to);
  });
  return {{"unread", unread}, {"waiting", std::move(waiting)}};
}

/// GET /api/v1/me/counters → 200 {unread, waiting}; as text/event-stream, again whenever they change
Response get_counters(const Request& request, Hall& hall) {
  static Pages pages;
  if (!request.header("accept").contains("text/event-stream")) return http::ok(counters(hall, access::actor(request)));
  auto page = pages.open(access::actor(request).account);
  if (!page) {
    return http::problem({429, "notices.too_many_pages", {{"seconds", std::to_string(ask_again_s)}}, {}, ask_again_s}, request);
  }
  return http::streamed({.event = "counters",
                         .says = [&hall](const Request& turn) { return http::json::serialize(counters(hall, access::actor(turn))); },
                         .keeps = std::move(page)});
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  add_words();
  access::own_data::kept_as("notices", [](db::Session& db, const Hall& of, const access::Actor& actor, http::Language language) {
    http::json::array told;
    const store::Reader herself{.account = actor.account, .acts_for = {}};
    for (const auto& notice : store::page(db, herself, beyond_all, access::own_data::listed_most)) {
      told.push_back(notice_json(of, notice, language));
    }
    return told;
  });
  access::own_data::erased_by("notices", [](db::Session& db, Hall&, const access::own_data::Whose& whose, Instant) {
    for (const auto account : whose.accounts) {
      for (const char* rows : {"DELETE FROM notices WHERE account_id = :account", "DELETE FROM notice_texts WHERE account_id = :account",
                               "DELETE FROM notice_settings WHERE account_id = :account"}) {
        db.exec(rows, account);
      }
    }
  });
  route.get("/api/v1/me/notices", access::signed_in, hall, get_notices);
  route.get("/api/v1/me/notices/count", access::signed_in, hall, get_count, {.unattended = true});
  route.post("/api/v1/me/notices/read", access::signed_in, hall, post_read);
  route.get("/api/v1/me/notice-settings", access::signed_in, hall, get_settings);
  route.patch("/api/v1/me/notice-settings", access::signed_in, hall, patch_settings);
  route.get("/api/v1/me/counters", access::officer, hall, get_counters, {.unattended = true});
}

}  // namespace unionhall::notices
