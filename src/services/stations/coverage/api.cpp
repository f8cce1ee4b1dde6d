// Areas and how they are covered, for whoever keeps stations.
#include <algorithm>
#include <cmath>
#include <numeric>
#include <ranges>

#include "hall/figures/figures.h"
#include "services/stations/coverage/store.h"
#include "services/stations/desk.h"
#include "services/stations/json.h"

namespace unionhall::stations::coverage {
namespace {

namespace json = http::json;

constexpr std::int64_t workers_most = 1'000'000;
constexpr http::Form::TextLimits name_limits{.chars_min = 1, .chars_max = 60}, address_limits{.chars_min = 0, .chars_max = 120};

/// How many outdoor workers each of these unions has.
std::map<OrgId, std::int64_t> outdoor_workers(db::Session& db, const std::vector<store::Line>& lines) {
  static const auto figures_of_trades = [] {
    std::vector<std::string> all;
    for (const auto trade : outdoor_trades) all.push_back("members.category." + std::string(trade));
    return all;
  }();
  constexpr std::size_t at_once = 500;
  std::vector<OrgId> orgs;
  for (const auto& line : lines) {
    if (!line.area.workers) orgs.push_back(line.area.org);
  }
  std::ranges::sort(orgs);
  const auto twice = std::ranges::unique(orgs);
  orgs.erase(twice.begin(), twice.end());
  std::map<OrgId, std::int64_t> workers;
  for (std::size_t from = 0; from < orgs.size(); from += at_once) {
    const std::vector some(orgs.begin() + static_cast<std::ptrdiff_t>(from),
                           orgs.begin() + static_cast<std::ptrdiff_t>(std::min(from + at_once, orgs.size())));
    for (const auto& [org, counted] : figures::of(db, some, figures_of_trades)) {
      const auto values = counted | std::views::values;
      workers[org] = std::accumulate(values.begin(), values.end(), std::int64_t{0});
    }
  }
  return workers;
}

struct Seen {
  const store::Line* line;
  Nearest nearest;
  std::int64_t workers;
};

json::object area_json(const Seen& seen) {
  const auto& area = seen.line->area;
  const auto point = area.place.point();
  json::object out{{"id", area.id.text()},
                   {"version", area.version},
                   {"org", json::object{{"id", area.org.text()}, {"name", seen.line->org_name}}},
                   {"name", area.name},
                   {"address", area.address},
                   {"lng", point.lng},
                   {"lat", point.lat},
                   {"county", area.county},
                   {"workers", seen.workers},
                   {"counted", !area.workers.has_value()},
                   {"covered", seen.nearest.covers()}};
  if (const auto* station = seen.nearest.station) {
    out["nearest"] = json::object{{"id", station->id.text()},
                                  {"code", station->code},
                                  {"name", station->name},
                                  {"distance_m", std::llround(seen.nearest.distance_m)}};
  }
  return out;
}

/// GET /api/v1/station-areas?org= → StationAreas
http::Response get_areas(const http::Request& request, Hall& hall) {
  const auto org = OrgId::parse(request.asked("org"));
  if (!org) return http::problem({404, "http.not_found"}, request);
  std::vector<store::Line> lines;
  std::vector<Open> stations;
  std::map<OrgId, std::int64_t> counted;
  hall.db.snapshot([&](db::Session& db) {
    lines = store::lines(db, access::require_reach(db, access::actor(request), *org));
    stations = store::open_stations(db);
    counted = outdoor_workers(db, lines);
  });

  std::vector<Place> places;
  for (const auto& line : lines) places.push_back(line.area.place);
  const auto around = nearest(places, stations);
  std::vector<Seen> all;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const auto& area = lines[i].area;
    all.push_back({&lines[i], around[i], area.workers ? *area.workers : counted[area.org]});
  }
  std::ranges::stable_sort(all, {}, [](const Seen& one) { return std::pair(one.nearest.covers(), -one.workers); });

  json::array items;
  std::int64_t workers = 0, covered = 0, workers_covered = 0;
  for (const auto& one : all) {
    workers += one.workers;
    if (one.nearest.covers()) {
      ++covered;
      workers_covered += one.workers;
    }
    items.push_back(area_json(one));
  }
  return http::ok({{"within_m", static_cast<std::int64_t>(covered_within_m)},
                   {"workers", workers},
                   {"covered", covered},
                   {"workers_covered", workers_covered},
                   {"items", std::move(items)}});
}

Area read_area(http::Form& form, AreaId id) {
  Area area{.id = id,
            .org = form.id<OrgId>("org"),
            .name = form.text("name", name_limits),
            .address = "",
            .county = "",
            .place = {},
            .workers = {}};
  area.address = form.text_or("address", "", address_limits);
  area.place = read_place(form);
  if (form.has("workers")) area.workers = form.integer("workers", 0, workers_most);
  return area;
}

/// In her reach as it stands. Refused 404 where it is none.
Area require_area(db::Session& db, const http::Request& request) {
  auto area = store::find(db, request.path_id<AreaId>("id"));
  if (!area) throw Refused(problem_for(Refusal::not_found));
  access::require_reach(db, access::actor(request), area->org);
  return *std::move(area);
}

/// POST /api/v1/station-areas StationAreaGiven → 201 {id}
http::Response post_area(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto area = read_area(form, hall.ids.next<StationAreaTag>());
  if (const auto invalid = form.problem()) return *invalid;
  const auto added = hall.write(request, [&](db::Session& db) {
    access::require_reach(db, access::actor(request), area.org);
    return add(db, hall, area, by(request), hall.clock.now());
  });
  return added ? http::created({{"id", added->text()}}) : http::problem(problem_for(added.error()), request);
}

/// PATCH /api/v1/station-areas/{id} StationAreaGiven → 204
http::Response patch_area(const http::Request& request, Hall& hall) {
  http::Form form(request);
  auto area = read_area(form, request.path_id<AreaId>("id"));
  area.version = http::expected_version(request);
  if (const auto invalid = form.problem()) return *invalid;
  const auto changed = hall.db.write([&](db::Session& db) {
    require_area(db, request);
    access::require_reach(db, access::actor(request), area.org);
    return change(db, hall, area, by(request), hall.clock.now());
  });
  return changed ? http::no_content() : http::problem(problem_for(changed.error()), request);
}

/// DELETE /api/v1/station-areas/{id} → 204
http::Response delete_area(const http::Request& request, Hall& hall) {
  const auto removed = hall.db.write([&](db::Session& db) { return remove(db, hall, require_area(db, request), by(request)); });
  return removed ? http::no_content() : http::problem(problem_for(removed.error()), request);
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  add_words();
  route.get("/api/v1/station-areas", access::officer, hall, get_areas);
  route.post("/api/v1/station-areas", keepers(), hall, post_area, {.makes_something = true});
  route.patch("/api/v1/station-areas/{id}", keepers(), hall, patch_area);
  route.del("/api/v1/station-areas/{id}", keepers(), hall, delete_area);
}

}  // namespace unionhall::stations::coverage
