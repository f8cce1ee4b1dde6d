#include "services/stations/json.h"

#include <algorithm>

namespace unionhall::stations {
namespace {

namespace json = http::json;

constexpr std::size_t name_chars_max = 60, address_chars_max = 120, phone_chars_max = 20, person_chars_max = 50;

std::optional<double> number_of(http::Form& form, std::string_view field) {
  const auto* given = form.raw(field);
  if (given && given->is_number()) return given->to_number<double>();
  form.fault(field, given && !given->is_null() ? "no_such_place" : "required");
  return std::nullopt;
}

std::string read_facilities(http::Form& form) {
  const auto* given = form.raw("facilities");
  Facilities all;
  const bool known = given && given->is_array() && std::ranges::all_of(given->as_array(), [&](const json::value& one) {
                       const auto word = one.is_string() ? db::from_word<Facility>(one.as_string()) : std::nullopt;
                       if (word) all.add(*word);
                       return word.has_value();
                     });
  if (!known) form.fault("facilities", "unknown_word");
  return all.text();
}

/// Digits as they stand on a door, "029-3312 0000".
std::string read_phone(http::Form& form, std::string_view field) {
  auto phone = form.text_or(field, "", {.chars_min = 0, .chars_max = phone_chars_max});
  const bool fits = std::ranges::all_of(phone, [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == ' ' || c == '+'; });
  if (!fits) form.fault(field, "not_a_phone");
  return phone;
}

template <class E>
void say(json::object& to, std::string_view name, const std::optional<E>& value) {
  if (value) to[name] = *value;
}

json::array words_json(std::string_view facilities) {
  json::array out;
  for (const auto word : Facilities::parse(facilities).words()) out.push_back(json::string(word));
  return out;
}

}  // namespace

geo::Point read_point(http::Form& form) {
  const auto lng = number_of(form, "lng"), lat = number_of(form, "lat");
  const geo::Point point{lng.value_or(0), lat.value_or(0)};
  if (lng && lat && !geo::on_earth(point)) form.fault("lng", "no_such_place");
  return point;
}

Place read_place(http::Form& form) {
  const auto lng = number_of(form, "lng"), lat = number_of(form, "lat");
  const auto datum = form.text_or("datum", "WGS-84", {.chars_min = 1, .chars_max = 10});
  if (!lng || !lat) return {};
  geo::Point point{*lng, *lat};
  if (datum == "GCJ-02") {
    point = geo::to_wgs84(geo::Gcj02{*lng, *lat});
  } else if (datum == "BD-09") {
    point = geo::to_wgs84(geo::Bd09{*lng, *lat});
  } else if (datum != "WGS-84") {
    form.fault("datum", "unknown_word");
  }
  if (!geo::on_earth(point)) form.fault("lng", "no_such_place");
  return Place::of(point);
}

Facts read_facts(http::Form& form, const Facts* before) {
  Facts facts = before ? *before : Facts{};
  // Of a new one all of these are read, so that what must be there is missed.
  const auto given = [&](std::string_view field) { return !before || form.mentions(field); };
  const auto text = [&](std::string_view field, std::size_t most) { return form.text_or(field, "", {.chars_min = 0, .chars_max = most}); };
  if (given("name")) facts.name = form.text("name", {.chars_min = 1, .chars_max = name_chars_max});
  if (form.mentions("alias")) facts.alias = text("alias", name_chars_max);
  if (given("org")) facts.keeper = form.id<OrgId>("org");
  if (given("kind")) facts.kind = form.word<Kind>("kind", db::from_word<Kind>, false).value_or(Kind::station);
  if (given("build_type")) facts.build_type = form.word<BuildType>("build_type", db::from_word<BuildType>, false).value_or(BuildType::own);
  if (form.mentions("partner")) facts.partner = text("partner", name_chars_max);
  if (form.mentions("division")) facts.division = form.has("division") ? form.text("division", {.chars_min = 6, .chars_max = 12}) : "";
  if (form.mentions("address")) facts.address = text("address", address_chars_max);
  if (given("lng") || form.mentions("lat")) facts.place = read_place(form);
  const auto count = [&](std::string_view field, std::int64_t most) {
    return form.has(field) ? std::optional(form.integer(field, 1, most)) : std::nullopt;
  };
  if (form.mentions("area_m2")) facts.area_m2 = count("area_m2", 100'000);
  if (form.mentions("capacity")) facts.capacity = count("capacity", 10'000);
  if (form.mentions("hours")) facts.hours = read_hours(form);
  if (form.mentions("access")) facts.access = form.word<Access>("access", db::from_word<Access>).value_or(Access::open);
  if (form.mentions("facilities")) facts.facilities = read_facilities(form);
  if (form.mentions("public_phone")) facts.public_phone = read_phone(form, "public_phone");
  if (form.mentions("level")) facts.level = form.word<Level>("level", db::from_word<Level>).value_or(Level::ordinary);
  if (form.mentions("level_year"))
    facts.level_year = form.has("level_year") ? std::optional(form.integer("level_year", 2016, 2100)) : std::nullopt;
  if (form.mentions("opened_on")) facts.opened_on = form.optional_date("opened_on");
  return facts;
}

People read_people(http::Form& form, const People* before) {
  People people = before ? *before : People{};
  if (form.mentions("manager")) people.manager = form.text_or("manager", "", {.chars_min = 0, .chars_max = person_chars_max});
  if (form.mentions("manager_phone")) people.manager_phone = read_phone(form, "manager_phone");
  if (form.mentions("owner_phone")) people.owner_phone = read_phone(form, "owner_phone");
  return people;
}

json::object fields_of(const Facts& facts, const People& people) {
  const auto point = facts.place.point();
  json::object out{{"name", facts.name},
                   {"org", facts.keeper.text()},
                   {"address", facts.address},
                   {"lng", point.lng},
                   {"lat", point.lat},
                   {"facilities", words_json(facts.facilities)},
                   {"manager", people.manager},
                   {"manager_phone", people.manager_phone},
                   {"owner_phone", people.owner_phone}};
  if (!facts.division.empty()) out["division"] = facts.division;
  say_facts(out, facts);
  return out;
}

void say_facts(json::object& to, const Facts& facts) {
  to["alias"] = facts.alias;
  to["kind"] = db::word(facts.kind);
  to["build_type"] = db::word(facts.build_type);
  to["partner"] = facts.partner;
  to["access"] = db::word(facts.access);
  to["public_phone"] = facts.public_phone;
  to["level"] = db::word(facts.level);
  say(to, "level_year", facts.level_year);
  say(to, "area_m2", facts.area_m2);
  say(to, "capacity", facts.capacity);
  if (facts.opened_on) to["opened_on"] = iso_date(*facts.opened_on);
  if (!facts.hours.empty()) to["hours"] = json::parse(facts.hours);
}

void say_photos(json::object& to, StationId id, const std::vector<store::Photo>& photos) {
  json::array all;
  for (const auto& photo : photos) {
    all.push_back(
        {{"id", photo.id.text()}, {"shows", photo.shows}, {"url", "/api/v1/stations/" + id.text() + "/photos/" + photo.id.text()}});
  }
  to["photos"] = std::move(all);
}

void say_state(json::object& to, const Standing& standing) {
  to["state"] = db::word(standing.state);
  if (standing.state == State::suspended) {
    json::object suspended{{"reason", standing.state_reason}};
    if (standing.suspended_until) suspended["until"] = iso_date(*standing.suspended_until);
    to["suspended"] = std::move(suspended);
  }
  if (standing.confirmed_at) {
    to["confirmed_at"] = rfc3339(*standing.confirmed_at);
    to["confirmed_by"] = standing.confirmed_by;
  }
}

void say_doubt(json::object& to, const Standing& standing, Instant now) {
  if (!standing.confirmed_at || *standing.confirmed_at + long_unconfirmed < now) to["long_unconfirmed"] = true;
  if (standing.doubted(now)) {
    to["doubt"] = json::object{{"fault", standing.fault},
                               {"people", standing.fault_people},
                               {"since", rfc3339(standing.fault_since.value_or(now))},
                               {"upheld", !standing.fault_until.has_value()}};
  }
}

void say_standing(json::object& to, const Standing& standing, Instant now) {
  say_state(to, standing);
  say_doubt(to, standing, now);
}

json::object line_json(const store::Line& line, Instant now) {
  const auto& station = line.station;
  json::object out{{"id", station.id.text()},
                   {"code", station.code},
                   {"name", station.facts.name},
                   {"address", station.facts.address},
                   {"org", json::object{{"id", station.facts.keeper.text()}, {"name", line.keeper_name}}},
                   {"lng", station.facts.place.point().lng},
                   {"lat", station.facts.place.point().lat},
                   {"facilities", words_json(station.facts.facilities)},
                   {"hours_known", !station.facts.hours.empty()}};
  say_standing(out, station.standing, now);
  if (station.standing.checked_on) out["checked_on"] = iso_date(*station.standing.checked_on);
  return out;
}

json::object record_json(const Station& station, const People& people, std::string_view keeper_name, Instant now) {
  auto out = line_json({.station = station, .keeper_name = std::string(keeper_name)}, now);
  say_facts(out, station.facts);
  out["division"] = station.facts.division;
  out["door"] = station.door;
  out["state_reason"] = station.standing.state_reason;
  out["manager"] = people.manager;
  out["manager_phone"] = people.manager_phone;
  out["owner_phone"] = people.owner_phone;
  return out;
}

}  // namespace unionhall::stations
