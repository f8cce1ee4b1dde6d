// What a person sees of herself: her record, and who looked at it.
#include <algorithm>

#include "hall/members/api.h"
#include "hall/members/full_store.h"
#include "hall/members/json.h"
#include "hall/members/merging.h"

namespace unionhall::members {
namespace {

constexpr audit::EventId beyond_all{std::numeric_limits<std::int64_t>::max()};

std::optional<http::json::object> record_json(db::Session& db, const Hall& hall, PersonId person) {
  const auto record = person ? store::find_of_person(db, person) : std::nullopt;
  if (!record) return std::nullopt;
  auto of_rows = sources::find_all(db, {record->person.source, record->member.source});
  for (auto& field : store::field_sources(db, record->member.id, person)) of_rows.emplace(field.source.id, std::move(field.source));
  http::json::array origins;
  for (const auto& [id, source] : of_rows) origins.push_back(sources::to_json(source));
  http::json::array joined;
  if (record->led > 0) {
    for (const auto& one : merging::of_person(db, person)) {
      if (!one.undone_at) joined.push_back(http::json::object{{"at", rfc3339(one.at)}, {"by", one.by_name}});
    }
  }
  return http::json::object{{"person", person_json(record->person, hall.keys)},
                            {"membership", membership_json(*record)},
                            {"verified", verified_json(record->member.verified_method, record->member.verified_at)},
                            {"sources", std::move(origins)},
                            {"joined", std::move(joined)}};
}

http::Response my_record(const http::Request& request, Hall& hall) {
  auto record = hall.db.read([&](db::Session& db) { return record_json(db, hall, access::actor(request).person); });
  return record ? http::ok(*std::move(record)) : http::problem({404, "members.no_record_yet"}, request);
}

http::json::object access_json(const store::Access& one, http::Language language) {
  http::json::object json{{"id", one.id.text()},
                          {"at", rfc3339(one.at)},
                          {"who", {{"role", one.role}, {"org", org_json(one.org, one.org_name)}, {"name", one.by_name}}},
                          {"what", one.what}};
  // "phone:contact": the field, and why it was shown.
  if (const auto colon = one.detail.find(':'); one.what == "reveal" && colon != std::string::npos) {
    json["purpose"] = http::Texts::global().text("members.purpose." + one.detail.substr(colon + 1), language);
  }
  if (one.what == "export") json["purpose"] = one.detail;
  return json;
}

/// Looks, reveals, and lists with whole numbers in which she stood; newest first.
std::vector<store::Access> accesses_of(db::Session& db, PersonId person, Instant before, audit::EventId before_id, int limit) {
  const auto selves = people::with_led(db, {person});
  auto found = store::accesses(db, selves, before, before_id, limit);
  for (const auto self : selves) std::ranges::move(full::of_person(db, self, before, before_id, limit), std::back_inserter(found));
  std::ranges::sort(found, std::greater{}, [](const store::Access& one) { return std::pair{one.at, one.id}; });
  if (found.size() > static_cast<std::size_t>(limit)) found.resize(static_cast<std::size_t>(limit));
  return found;
}

http::Response my_accesses(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const int limit = cursor::limit_of(request);
  const auto list = "accesses " + actor.account.text();
  const auto place = cursor::open(hall, list, request.asked("cursor"), 2);
  const auto before = place ? from_unix_ms(std::stoll((*place)[0])) : hall.clock.now() + std::chrono::days{1};
  const auto before_id = place ? audit::EventId::parse((*place)[1]).value_or(audit::EventId{}) : audit::EventId{};

  std::vector<store::Access> found;
  if (actor.person) found = hall.db.snapshot([&](db::Session& db) { return accesses_of(db, actor.person, before, before_id, limit + 1); });
  http::json::object json;
  if (found.size() > static_cast<std::size_t>(limit)) {
    found.resize(static_cast<std::size_t>(limit));
    json["next"] = cursor::seal(hall, list, {std::to_string(unix_ms(found.back().at)), found.back().id.text()});
  }
  http::json::array items;
  for (const auto& one : found) items.push_back(access_json(one, request.language));
  json["items"] = std::move(items);
  return http::ok(std::move(json));
}

}  // namespace

void mount_me(http::Router& route, Hall& hall) {
  access::own_data::kept_as("record", [](db::Session& db, const Hall& of, const access::Actor& actor, http::Language) -> http::json::value {
    auto record = record_json(db, of, actor.person);
    return record ? http::json::value(*std::move(record)) : nullptr;
  });
  access::own_data::kept_as("looks", [](db::Session& db, const Hall& of, const access::Actor& actor, http::Language language) {
    http::json::array looks;
    if (!actor.person) return looks;
    const auto from_now = of.clock.now() + std::chrono::days{1};
    for (const auto& one : accesses_of(db, actor.person, from_now, beyond_all, access::own_data::listed_most)) {
      looks.push_back(access_json(one, language));
    }
    return looks;
  });
  access::own_data::erased_by("members", erase);
  route.get("/api/v1/me/record", access::signed_in, hall, my_record);
  route.get("/api/v1/me/accesses", access::signed_in, hall, my_accesses);
}

}  // namespace unionhall::members
