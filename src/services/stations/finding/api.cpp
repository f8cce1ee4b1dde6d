#include <algorithm>

#include "hall/orgs/orgs.h"
#include "services/stations/finding/finding.h"
#include "services/stations/finding/opening.h"
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
  json::array items;
  items.reserve(answer.hits.size());
  for (std::size_t i = 0; i < answer.hits.size(); ++i) {
    auto item = brief(*answer.hits[i].entry, *answer.openings[i], now, days_in_lists);
    item["distance_m"] = std::llround(answer.hits[i].distance_m);
    items.push_back(std::move(item));
  }
  return http::ok({{"as_of", rfc3339(now)}, {"items", std::move(items)}});
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
  auto card = brief({.id = id,
                     .code = station.code,
                     .name = facts.name,
                     .address = facts.address,
                     .point = facts.place.point(),
                     .facilities = Facilities::parse(facts.facilities),
                     .standing = station.standing},
                    finder.opening_of(facts.hours), now, days_expanded);
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

json::array intervals(const Opening& opening, Instant now, int days) {
  const auto minute = [](Instant at) { return std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count(); };
  const auto from = minute(now), until = minute(now + std::chrono::days{days});
  json::array out;
  for (const auto& one : opening.intervals) {
    if (one.until <= from || one.from >= until) continue;
    out.push_back(json::array{one.from, std::min<std::int64_t>(one.until, until)});
  }
  return out;
}

json::object brief(const Entry& entry, const Opening& opening, Instant now, int days) {
  json::object out{{"id", entry.id.text()},    {"code", entry.code},     {"name", entry.name},
                   {"address", entry.address}, {"lng", entry.point.lng}, {"lat", entry.point.lat}};
  json::array facilities;
  for (const auto word : entry.facilities.words()) facilities.push_back(json::string(word));
  out["facilities"] = std::move(facilities);
  if (opening.known) {
    const bool open = entry.standing.state == State::open && open_at(opening, now);
    out["open"] = open;
    out["intervals"] = entry.standing.state == State::open ? intervals(opening, now, days) : json::array{};
  }
  say_standing(out, entry.standing, now);
  return out;
}

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
