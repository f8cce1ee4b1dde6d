#include "hall/members/json.h"

#include <fmt/format.h>

#include "base/names.h"

namespace unionhall::members {
namespace {

void add_unless_empty(http::json::object& json, std::string_view name, std::string_view value) {
  if (!value.empty()) json[name] = value;
}

}  // namespace

std::string month_text(std::int64_t month) { return month == 0 ? "" : fmt::format("{:04}-{:02}", month / 100, month % 100); }

http::json::object org_json(OrgId id, std::string_view name) { return {{"id", id.text()}, {"name", name}}; }

http::json::object verified_json(std::string_view method, const std::optional<Instant>& at) {
  if (method.empty()) return {{"state", "unverified"}};
  http::json::object json{{"state", "verified"}, {"method", method}};
  if (at) json["at"] = rfc3339(*at);
  return json;
}

http::json::object to_json(const Line& line, const crypto::Keyring& keys) {
  http::json::object json{{"id", line.id.text()},
                          {"name_masked", names::masked(line.name)},
                          {"sex", db::word(line.sex)},
                          {"org", org_json(line.org, line.org_name)},
                          {"id_masked", people::masked_id_number(keys, line.person, line.id_sealed)},
                          {"phone_masked", people::masked_phone(keys, line.person, line.phone_sealed)},
                          {"status", db::word(line.status)},
                          {"verified", verified_json(line.verified_method, line.verified_at)},
                          {"source", sources::to_json(line.source)}};
  add_unless_empty(json, "birth_month", month_text(line.birth_month));
  add_unless_empty(json, "category", line.category);
  return json;
}

http::json::object person_json(const people::Person& person, const crypto::Keyring& keys) {
  const auto& f = person.facts;
  http::json::object json{{"id", person.id.text()},
                          {"name", f.name},
                          {"sex", db::word(f.sex)},
                          {"id_type", db::word(f.id_type)},
                          {"id_masked", people::masked_id_number(keys, person.id, person.id_sealed)},
                          {"phone_masked", people::masked_phone(keys, person.id, person.phone_sealed)},
                          {"migrant", f.migrant}};
  add_unless_empty(json, "birth_month", month_text(f.birth_month));
  add_unless_empty(json, "ethnicity", f.ethnicity);
  add_unless_empty(json, "education", f.education);
  add_unless_empty(json, "politics", f.politics);
  add_unless_empty(json, "employment", f.employment);
  add_unless_empty(json, "skill", f.skill);
  add_unless_empty(json, "household_kind", f.household_kind);
  add_unless_empty(json, "household_place", f.household_place);
  add_unless_empty(json, "native_place", f.native_place);
  add_unless_empty(json, "employer", f.employer);
  return json;
}

http::json::object sources_json(const store::Record& record, const std::vector<store::FieldSource>& fields,
                                const std::map<SourceId, sources::Source>& rows) {
  http::json::object json;
  const auto& member = record.member;
  const auto& person = record.person;
  if (const auto row = rows.find(person.source); row != rows.end()) json["row"] = sources::to_json(row->second);
  const auto own = rows.find(member.source);
  if (member.source != person.source && own != rows.end()) {
    for (const auto* field : {"status", "category", "joined_on", "changed_on"}) json[field] = sources::to_json(own->second);
  }
  for (const auto& [field, source] : fields) json[field] = sources::to_json(source);
  return json;
}

http::json::object membership_json(const store::Record& record) {
  const auto& m = record.member;
  http::json::object json{{"org", org_json(m.org, record.org_name)},
                          {"status", db::word(m.status)},
                          {"joined_on", m.joined_on},
                          {"changed_on", m.changed_on},
                          {"change_kind", m.change_kind}};
  add_unless_empty(json, "category", m.category);
  add_unless_empty(json, "cause", m.change_cause);
  return json;
}

}  // namespace unionhall::members
