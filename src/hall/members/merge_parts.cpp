#include "hall/members/merge_parts.h"

#include <fmt/format.h>

#include <sstream>

#include "hall/orgs/orgs.h"

namespace unionhall::members::merging {

namespace json = http::json;

Document document_of(const people::Person& person, const crypto::Keyring& keys) {
  return {person.facts.id_type, people::open_id_number(keys, person), person.facts.sex, person.facts.birth_month};
}

std::string text_of(const Document& d) { return fmt::format("{} {} {} {}", db::word(d.type), db::word(d.sex), d.birth_month, d.number); }

Document document_in(const std::string& text) {
  std::istringstream words(text);
  std::string type, sex;
  Document d;
  words >> type >> sex >> d.birth_month >> std::ws;
  std::getline(words, d.number);
  d.type = *db::from_word<IdType>(type);
  d.sex = *db::from_word<people::Sex>(sex);
  return d;
}

std::string value_of(const people::Person& person, std::string_view field, const crypto::Keyring& keys) {
  if (field == "id_number") return text_of(document_of(person, keys));
  if (field == "phone") return people::open_phone(keys, person).value_or("");
  auto facts = person.facts;
  return *fact_of(facts, field);
}

bool still_has(const people::Person& person, std::string_view field, const std::string& given, const crypto::Keyring& keys) {
  if (field != "id_number") return value_of(person, field, keys) == given;
  const auto now = document_of(person, keys), then = document_in(given);
  return now.type == then.type && now.number == then.number;
}

std::string text_of(const std::vector<Image>& images) {
  json::array all;
  for (const auto& one : images) all.push_back({{"field", one.field}, {"was", one.was}, {"given", one.given}, {"source", one.source}});
  return json::serialize(all);
}

std::vector<Image> images_in(const std::string& text) {
  std::vector<Image> images;
  const auto all = json::parse(text);
  for (const auto& one : all.as_array()) {
    images.push_back({.field = std::string(one.at("field").as_string()),
                      .was = std::string(one.at("was").as_string()),
                      .given = std::string(one.at("given").as_string()),
                      .source = one.at("source").as_int64()});
  }
  return images;
}

std::vector<std::string_view> names_of(std::string_view field) {
  if (field == "id_number") return {"id_number", "sex", "birth_month"};
  return {field};
}

void recount(db::Session& db, Hall& hall, PersonId person, const people::Facts& before, const people::Facts& after) {
  if (before.sex == after.sex && before.birth_month == after.birth_month) return;
  figures::Deltas deltas;
  for (const auto& living : members::living(db, {person})) {
    count(deltas, living, before.sex, before.birth_month, -1);
    count(deltas, living, after.sex, after.birth_month, 1);
  }
  figures::record(db, hall, deltas);
}

Happened happened(MemberId member, std::string_view what, AccountId by, SourceId source) {
  return {
      .member = member, .what = std::string(what), .field = "", .value_from = "", .value_to = "", .cause = "", .by = by, .source = source};
}

void audited(db::Session& db, Hall& hall, const By& by, std::string_view what, PersonId stands, PersonId led, OrgId org) {
  audit::record(db, hall,
                {.actor = by.actor.account,
                 .role = by.actor.in_force->id.value,
                 .what = what,
                 .subject_kind = "person",
                 .subject = stands.value,
                 .org = org,
                 .detail = led.text(),
                 .request = by.request});
}

bool at_employers(db::Session& db, const access::Actor& actor) {
  return orgs::of_employer(orgs::find(db, actor.in_force->org)->facts.level);
}

}  // namespace unionhall::members::merging
