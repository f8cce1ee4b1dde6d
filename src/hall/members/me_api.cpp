// What a person sees of herself: her record, and who looked at it.
#include <set>

#include "hall/members/api.h"
#include "hall/members/json.h"

namespace unionhall::members {
namespace {

http::Response my_record(const http::Request& request, Hall& hall) {
  const auto person = access::actor(request).person;
  if (!person) return http::problem({404, "members.no_record_yet"}, request);

  std::optional<store::Record> record;
  std::vector<store::FieldSource> of_fields;
  std::map<SourceId, sources::Source> of_rows;
  hall.db.read([&](db::Session& db) {
    record = store::find_of_person(db, person);
    if (!record) return;
    of_fields = store::field_sources(db, record->member.id, person);
    of_rows = sources::find_all(db, {record->person.source, record->member.source});
  });
  if (!record) return http::problem({404, "members.no_record_yet"}, request);

  for (auto& field : of_fields) of_rows.emplace(field.source.id, std::move(field.source));
  http::json::array origins;
  for (const auto& [id, source] : of_rows) origins.push_back(sources::to_json(source));
  return http::ok(http::json::object{{"person", person_json(record->person, hall.keys)},
                                     {"membership", membership_json(*record)},
                                     {"verified", verified_json(record->member.verified_method, record->member.verified_at)},
                                     {"sources", std::move(origins)}});
}

http::Response my_accesses(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const int limit = cursor::limit_of(request);
  const auto list = "accesses " + actor.account.text();
  const auto place = cursor::open(hall, list, request.asked("cursor"), 2);
  const auto before = place ? from_unix_ms(std::stoll((*place)[0])) : hall.clock.now() + std::chrono::days{1};
  const auto before_id = place ? audit::EventId::parse((*place)[1]).value_or(audit::EventId{}) : audit::EventId{};

  std::vector<store::Access> found;
  if (actor.person) found = hall.db.read([&](db::Session& db) { return store::accesses(db, actor.person, before, before_id, limit + 1); });
  http::json::object json;
  if (found.size() > static_cast<std::size_t>(limit)) {
    found.resize(static_cast<std::size_t>(limit));
    json["next"] = cursor::seal(hall, list, {std::to_string(unix_ms(found.back().at)), found.back().id.text()});
  }
  http::json::array items;
  for (const auto& one : found) {
    http::json::object item{{"at", rfc3339(one.at)},
                            {"who", {{"role", one.role}, {"org", org_json(one.org, one.org_name)}, {"name", one.by_name}}},
                            {"what", one.what}};
    // "phone:contact": the field, and why it was shown.
    if (const auto colon = one.detail.find(':'); one.what == "reveal" && colon != std::string::npos) {
      item["purpose"] = http::Texts::global().text("members.purpose." + one.detail.substr(colon + 1), request.language);
    }
    items.push_back(std::move(item));
  }
  json["items"] = std::move(items);
  return http::ok(std::move(json));
}

}  // namespace

void mount_me(http::Router& route, Hall& hall) {
  route.get("/api/v1/me/record", access::signed_in, hall, my_record);
  route.get("/api/v1/me/accesses", access::signed_in, hall, my_accesses);
}

}  // namespace unionhall::members
