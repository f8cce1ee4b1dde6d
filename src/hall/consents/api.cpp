#include "hall/access/own_data.h"
#include "hall/consents/store.h"
#include "hall/consents/texts.h"
#include "hall/consents/words.h"

namespace unionhall::consents {
namespace {

using http::Request;
using http::Response;

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::not_current:
      return {409, "consents.not_current"};
    case Refusal::notice_first:
      return {409, "consents.notice_first"};
    case Refusal::not_given:
      return {409, "consents.not_given"};
  }
  std::unreachable();
}

http::json::object wording_json(const Hall& hall, Kind kind, http::Language language) {
  const auto version = current_version(kind);
  const auto& wording = wording_of(kind, version, language);
  return {{"kind", db::word(kind)}, {"version", version}, {"digest", digest_of(wording)}, {"text", filled(wording, hall.settings)}};
}

/// GET /api/v1/consents/notice → 200 {kind, version, digest, text, separate}
Response get_notice(const Request& request, Hall& hall) {
  auto notice = wording_json(hall, Kind::notice, request.language);
  notice["separate"] = http::json::array{wording_json(hall, Kind::id_number, request.language)};
  return http::ok(std::move(notice));
}

http::json::object state_json(db::Session& db, const access::Actor& actor, Kind kind) {
  const auto last = store::latest(db, {.account = actor.account, .person = actor.person}, kind);
  http::json::object json{{"kind", db::word(kind)},
                          {"version", current_version(kind)},
                          {"given", last && last->given && last->version == current_version(kind)}};
  if (last) json["last"] = {{"version", last->version}, {"given", last->given}, {"at", rfc3339(last->at)}};
  return json;
}

constexpr ConsentId beyond_all{std::numeric_limits<std::int64_t>::max()};

http::json::object entry_json(const store::Entry& entry) {
  return {{"id", entry.id.text()},  {"kind", db::word(entry.kind)},       {"version", entry.version},        {"given", entry.given},
          {"digest", entry.digest}, {"channel", db::word(entry.channel)}, {"for_her", entry.by.has_value()}, {"at", rfc3339(entry.at)}};
}

/// GET /api/v1/me/consents → 200 {now, items, next?}: what holds, and the ledger, newest first
Response get_consents(const Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const int limit = cursor::limit_of(request);
  const auto list = "consents " + actor.account.text();
  const auto place = cursor::open(hall, list, request.asked("cursor"), 1);
  const auto before = place ? ConsentId::parse(place->front()).value_or(beyond_all) : beyond_all;

  http::json::array now, items;
  auto found = hall.db.snapshot([&](db::Session& db) {
    now = {state_json(db, actor, Kind::notice), state_json(db, actor, Kind::id_number)};
    return store::page(db, actor.account, before, limit + 1);
  });
  http::json::object json{{"now", std::move(now)}};
  if (found.size() > static_cast<std::size_t>(limit)) {
    found.resize(static_cast<std::size_t>(limit));
    json["next"] = cursor::seal(hall, list, {found.back().id.text()});
  }
  for (const auto& entry : found) items.push_back(entry_json(entry));
  json["items"] = std::move(items);
  return http::ok(std::move(json));
}

/// POST /api/v1/me/consents  {kind, version} → 201 {id}
Response post_consent(const Request& request, Hall& hall) {
  http::Form form(request);
  const auto kind = form.word<Kind>("kind", db::from_word<Kind>);
  const auto version = form.integer("version", 1, 10'000);
  if (const auto invalid = form.problem()) return *invalid;

  const auto& actor = access::actor(request);
  const auto id = hall.write(request, [&](db::Session& db) {
    return give(
        db, hall,
        {.whose = {.account = actor.account, .person = actor.person}, .kind = *kind, .version = version, .language = request.language},
        hall.clock.now());
  });
  return id ? http::created({{"id", id->text()}}) : http::problem(problem_for(id.error()), request);
}

/// DELETE /api/v1/me/consents/{kind} → 200 {kind, follows}
Response delete_consent(const Request& request, Hall& hall) {
  const auto kind = db::from_word<Kind>(request.path_values.at("kind"));
  if (!kind) return http::problem({404, "consents.unknown_kind"}, request);
  const auto& actor = access::actor(request);
  const auto taken_back = hall.db.write([&](db::Session& db) {
    return withdraw(db, hall, {.whose = {.account = actor.account, .person = actor.person}, .kind = *kind}, hall.clock.now());
  });
  if (!taken_back) return http::problem(problem_for(taken_back.error()), request);
  const auto key = "consents.follows." + std::string(db::word(*kind));
  return http::ok(
      {{"kind", db::word(*kind)}, {"follows", http::Texts::global().text(key, request.language, {{"contact", hall.settings.contact}})}});
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  add_words();
  access::own_data::kept_as("consents", [](db::Session& db, const Hall&, const access::Actor& actor, http::Language) {
    http::json::array ledger;
    for (const auto& entry : store::page(db, actor.account, beyond_all, access::own_data::listed_most)) ledger.push_back(entry_json(entry));
    return ledger;
  });
  route.get("/api/v1/consents/notice", access::anyone, hall, get_notice);
  route.get("/api/v1/me/consents", access::signed_in, hall, get_consents);
  route.post("/api/v1/me/consents", access::signed_in, hall, post_consent, {.makes_something = true});
  route.del("/api/v1/me/consents/{kind}", access::signed_in, hall, delete_consent);
}

}  // namespace unionhall::consents
