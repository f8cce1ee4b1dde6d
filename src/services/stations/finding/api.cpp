#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "hall/orgs/orgs.h"
#include "services/stations/finding/finding.h"
#include "services/stations/finding/opening.h"
#include "services/stations/finding/said.h"
#include "services/stations/json.h"
#include "services/stations/store.h"

namespace unionhall::stations::finding {
namespace {

namespace json = http::json;

constexpr int days_in_lists = 7, limit_most = 50, limit_default = 20;
constexpr std::size_t osm_chars_max = 2000;
constexpr std::int64_t radius_most_m = 100'000;

/// One word, or several that must all be there.
Facilities read_facilities(http::Form& form) {
  Facilities wanted;
  const auto* given = form.raw("facility");
  if (!given || given->is_null()) return wanted;
  const auto add = [&](const json::value& one) {
    const auto word = one.is_string() ? db::from_word<Facility>(one.as_string()) : std::nullopt;
    if (word) wanted.add(*word);
    return word.has_value();
  };
  const bool known = given->is_array() ? std::ranges::all_of(given->as_array(), add) : add(*given);
  if (!known) form.fault("facility", "unknown_word");
  return wanted;
}

/// With a comma where something stands before them.
std::string& append_members(std::string& object, std::string_view members) {
  if (members.empty()) return object;
  if (object.back() != '{') object += ',';
  return object.append(members);
}

/// POST /api/v1/stations/nearest {lng, lat, open, facility, radius_m, limit} → StationsNearby
http::Response post_nearest(const http::Request& request, Hall& hall, Finder& finder) {
  http::Form form(request);
  Query query{.at = read_point(form),
              .open = form.flag_or("open", false),
              .facilities = read_facilities(form),
              .radius_m = {},
              .limit = static_cast<std::size_t>(form.integer_or("limit", limit_default, 1, limit_most))};
  if (form.has("radius_m")) query.radius_m = static_cast<double>(form.integer("radius_m", 1, radius_most_m));
  if (const auto invalid = form.problem()) return *invalid;

  const auto answer = finder.nearest(query);
  const auto now = hall.clock.now();
  std::map<const Opening*, std::string> hours;  // many have the same
  std::string items;
  for (std::size_t i = 0; i < answer.hits.size(); ++i) {
    const auto& entry = *answer.hits[i].entry;
    json::object rest{{"distance_m", std::llround(answer.hits[i].distance_m)}};
    say_doubt(rest, entry.standing, now);
    append_members(items.append(i == 0 ? "{" : ",{"), entry.facts);
    if (entry.standing.state == State::open) {
      auto& text = hours[answer.openings[i].get()];
      if (text.empty()) text = members_text(opening_json(*answer.openings[i], State::open, now, days_in_lists));
      append_members(items, text);
    } else {
      append_members(items, members_text(opening_json(*answer.openings[i], entry.standing.state, now, days_in_lists)));
    }
    append_members(items, members_text(rest)).push_back('}');
  }
  return {.headers = {{"content-type", "application/json"}}, .body = fmt::format(R"({{"as_of":"{}","items":[{}]}})", rfc3339(now), items)};
}

/// GET /api/v1/stations/{id} → StationCard
http::Response get_card(const http::Request& request, Hall& hall, Finder& finder) {
  const auto id = request.path_id<StationId>("id");
  std::string keeper;
  std::vector<store::Photo> photos;
  const auto station = hall.db.snapshot([&](db::Session& db) {
    auto found = stations::find(db, id);
    if (!found || !on_the_map(found->standing.state)) throw Refused(problem_for(Refusal::not_found));
    keeper = orgs::find(db, found->facts.keeper)->facts.name;
    photos = store::photos(db, id);
    return *std::move(found);
  });
  const auto now = hall.clock.now();
  const auto& facts = station.facts;
  auto card = facts_json(id, station.code, facts.name, facts.address, facts.place.point(), Facilities::parse(facts.facilities));
  for (auto& [name, value] : opening_json(finder.opening_of(facts.hours), station.standing.state, now, days_expanded)) card[name] = value;
  say_standing(card, station.standing, now);
  card["as_of"] = rfc3339(now);
  card["keeper"] = keeper;
  say_facts(card, facts);
  say_photos(card, id, photos);
  return http::ok(std::move(card));
}

/// POST /api/v1/stations/hours {osm | hours} → {hours, osm, intervals}, or {unreadable}: what a page shows while hours are edited
http::Response post_hours(const http::Request& request, Hall& hall, Finder&) {
  http::Form form(request);
  const auto now = hall.clock.now();
  const auto shown = [&](const hours::Hours& hours) {
    const auto calendar = hall.db.read([](db::Session& db) { return calendar::load(db); });
    json::object out{{"hours", hours::to_json(hours)},
                     {"intervals", intervals(expanded(hours, calendar, beijing_date(now)), now, days_in_lists)}};
    if (auto osm = hours::osm_of(hours)) out["osm"] = *std::move(osm);
    return http::ok(std::move(out));
  };
  const auto unreadable = [](json::value place, hours::Expected expected) {
    return http::ok({{"unreadable", json::object{{"place", std::move(place)}, {"expected", db::word(expected)}}}});
  };
  if (form.has("osm")) {
    const auto text = form.text("osm", {.chars_min = 1, .chars_max = osm_chars_max});
    if (const auto invalid = form.problem()) return *invalid;
    const auto read = hours::parse_osm(text);
    return read ? shown(*read) : unreadable(read.error().place, read.error().expected);
  }
  const auto* given = form.raw("hours");
  if (!given) form.fault("hours", "required");
  if (const auto invalid = form.problem()) return *invalid;
  const auto read = hours::from_json(*given);
  return read ? shown(*read) : unreadable(json::string(read.error().place), read.error().expected);
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  const auto finder = std::make_shared<Finder>(hall);
  const auto add = [&](std::string method, std::string pattern, http::Body body, auto handler) {
    route.add({.method = std::move(method),
               .pattern = std::move(pattern),
               .guard = access::anyone,
               .options = {.body = body},
               .handler = [&hall, finder, handler](const http::Request& request) { return handler(request, hall, *finder); }});
  };
  add("POST", "/api/v1/stations/nearest", http::Body::json, post_nearest);
  add("POST", "/api/v1/stations/hours", http::Body::json, post_hours);
  add("GET", "/api/v1/stations/{id}", http::Body::none, get_card);
}

}  // namespace unionhall::stations::finding
