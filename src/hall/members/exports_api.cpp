// A list as a file: asked for, watched, found again, fetched by whoever asked.
#include "hall/access/rates.h"
#include "hall/accounts/proving.h"
#include "hall/members/api.h"
#include "hall/members/full_store.h"

namespace unionhall::members {
namespace {

constexpr access::Rate exports_rate{.most = 20, .window = std::chrono::hours{1}};
constexpr std::int64_t counted_most = 1000;
constexpr int listed_most = 10;

void spend_one(Hall& hall, const access::Actor& actor) {
  const auto spent =
      hall.db.write([&](db::Session& db) { return access::spend(db, "export:" + actor.account.text(), exports_rate, hall.clock.now()); });
  if (spent.allowed) return;
  throw Refused({.status = 429,
                 .key = "members.exports_spent",
                 .params = {{"max", std::to_string(exports_rate.most)}, {"minutes", std::to_string((spent.retry_after_s + 59) / 60)}},
                 .retry_after_s = spent.retry_after_s});
}

http::Response ask_for(const http::Request& request, Hall& hall) {
  http::Form form(request);
  auto asked = read_filters(form, hall);
  const auto format = form.text("format", {.chars_min = 1, .chars_max = 10});
  if (!format.empty() && format != "xlsx" && format != "csv") form.fault("format", "unknown_word");
  if (auto problem = form.problem()) return *std::move(problem);

  const auto& actor = access::actor(request);
  exports::Wanted wanted{
      .id = hall.ids.next<exports::Export>(), .account = actor.account, .role = actor.in_force->id.value, .format = format};
  hall.db.snapshot([&](db::Session& db) {
    const auto scope = resolve(db, actor, asked);
    wanted.name = exports::file_name("会员名册", scope.name, beijing_date(hall.clock.now()), format);
    const auto known = total_of(asked.search, figures::of(db, asked.org));
    wanted.total = known ? *known : count(db, asked.search, counted_most).members;
  });
  spend_one(hall, actor);
  record_search(hall, request, asked, "export");
  wanted.search_sealed = exports::seal(hall, wanted.id, asked.search);
  const auto made = hall.write(request, [&](db::Session& db) -> Result<exports::ExportId, Refusal> {
    exports::add(db, hall.ids.region(), wanted, hall.clock.now());
    return wanted.id;
  });
  return http::created(http::json::object{{"id", made->text()}});
}

/// Somebody else's, one asked for in another role, or one whose day is over, is none.
exports::Wanted require_own(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const auto id = request.path_id<exports::ExportId>("id");
  auto found = hall.db.read([&](db::Session& db) { return exports::find(db, id); });
  const bool own = found && found->account == actor.account && found->role == actor.in_force->id.value;
  if (!own || found->at + exports::kept <= hall.clock.now()) throw Refused({404, "http.not_found"});
  return *std::move(found);
}

http::json::object json_of(const exports::Wanted& wanted, const std::optional<full::Kept>& kept) {
  http::json::object json{{"id", wanted.id.text()},
                          {"state", db::word(wanted.state)},
                          {"done", wanted.done},
                          {"total", std::max(wanted.total, wanted.done)},
                          {"file", wanted.name},
                          {"at", rfc3339(wanted.at)},
                          {"until", rfc3339(wanted.at + exports::kept)},
                          {"whole", kept.has_value()}};
  if (kept && kept->fetched_at) json["fetched_at"] = rfc3339(*kept->fetched_at);
  return json;
}

http::Response list(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const auto since = hall.clock.now() - exports::kept;
  return hall.db.snapshot([&](db::Session& db) {
    http::json::array items;
    for (const auto& wanted : exports::of(db, actor.account, actor.in_force->id.value, since, listed_most)) {
      items.push_back(json_of(wanted, full::of_export(db, wanted.id)));
    }
    return http::ok({{"items", std::move(items)}});
  });
}

std::optional<full::Kept> full_of(Hall& hall, const exports::Wanted& wanted) {
  return hall.db.read([&](db::Session& db) { return full::of_export(db, wanted.id); });
}

http::Response show(const http::Request& request, Hall& hall) {
  const auto wanted = require_own(request, hall);
  return http::ok(json_of(wanted, full_of(hall, wanted)));
}

http::Response file_of(Hall& hall, const exports::Wanted& wanted) {
  auto content = wanted.file ? files::open(hall, *wanted.file) : std::nullopt;
  if (!content) throw Refused({404, "http.not_found"});
  auto kept = std::make_shared<const files::Opened>(*std::move(content));
  return {.headers = {{"content-type", wanted.format == "csv" ? "text/csv; charset=utf-8"
                                                              : "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                      {"content-disposition", http::disposition("attachment", wanted.name)}},
          .file = kept->path(),
          .keeps = kept};
}

/// GET /api/v1/member-exports/{id}/file: a masked list, as often as she likes
http::Response fetch(const http::Request& request, Hall& hall) {
  const auto wanted = require_own(request, hall);
  if (full_of(hall, wanted)) throw Refused({409, "members.whole_by_code"});
  return file_of(hall, wanted);
}

/// POST /api/v1/member-exports/{id}/fetches {totp}: one with whole numbers, once
http::Response fetch_whole(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const auto wanted = require_own(request, hall);
  const auto kept = full_of(hall, wanted);
  if (!kept) throw Refused({404, "http.not_found"});
  http::Form form(request);
  const auto totp = form.text("totp", {.chars_min = 6, .chars_max = 6});
  if (auto problem = form.problem()) return *std::move(problem);
  // Her union may have been moved away from what she asked for.
  hall.db.read([&](db::Session& db) { access::require_reach(db, actor, kept->org); });
  if (kept->fetched_at) throw Refused({409, "members.whole_fetched"});
  auto response = file_of(hall, wanted);
  accounts::prove_again(hall, actor, totp, request.id);
  const bool first = hall.db.write([&](db::Session& db) {
    if (!full::fetch(db, *kept, *wanted.file, hall.clock.now())) return false;
    audit::record(
        db, hall,
        audit::by(request, {.what = "full_export", .subject_kind = "export", .subject = kept->id, .org = kept->org, .detail = kept->mark}));
    return true;
  });
  if (!first) throw Refused({409, "members.whole_fetched"});
  files::remove(hall, *wanted.file);
  return response;
}

}  // namespace

void mount_exports(http::Router& route, Hall& hall) {
  files::owned_by("member_exports", exports::written_files);
  route.post("/api/v1/member-exports", access::officer, hall, ask_for, {.makes_something = true});
  route.get("/api/v1/member-exports", access::officer, hall, list);
  route.get("/api/v1/member-exports/{id}", access::officer, hall, show);
  route.get("/api/v1/member-exports/{id}/file", access::officer, hall, fetch);
  route.post("/api/v1/member-exports/{id}/fetches", access::officer, hall, fetch_whole);
}

}  // namespace unionhall::members
