#include "app/front.h"

#include <algorithm>
#include <boost/url.hpp>

#include "app/words.h"
#include "hall/access/access.h"
#include "openapi.h"

namespace unionhall::app {
namespace {

namespace json = http::json;

/// GET / → the desk
http::Response get_root(const http::Request&, Front&) { return {.status = 302, .headers = {{"location", "/office/"}}}; }

/// Never kept: what a sign says is for good, where the page lies is not.
http::Response led_to(std::string place) { return {.status = 302, .headers = {{"location", std::move(place)}}}; }

/// A segment of a path as it was sent.
std::string encoded(const http::Request& request, std::string_view name) {
  return boost::urls::encode(request.path_values.at(std::string(name)), boost::urls::unreserved_chars);
}

/// GET /s/{id} → its page, which says so where there is no such station
http::Response get_station_link(const http::Request& request, Front&) { return led_to("/open/stations/" + encoded(request, "id")); }

/// GET /d/{code} → the page for whoever stands there; a code goes behind the #, where it is in no log
http::Response get_door_link(const http::Request& request, Front&) { return led_to("/open/d/#" + encoded(request, "code")); }

/// GET /d → the same, to type the code
http::Response get_door(const http::Request&, Front&) { return led_to("/open/d/"); }

/// GET /healthz → 200 {alive}: the process answers
http::Response get_health(const http::Request&, Front&) { return http::ok({{"alive", true}}); }

/// GET /readyz → 200 {ready}: the database answers too, and this process has the keys that it is sealed with; else 503
http::Response get_readiness(const http::Request& request, Front& front) {
  front.hall.db.read([](db::Session& s) { return s.first<std::int64_t>("SELECT max(version) FROM schema_migrations"); });
  if (front.keeper && !front.keeper->follows()) return http::problem({503, "keys.not_ours"}, request);
  return http::ok({{"ready", true}});
}

/// GET /metrics → Prometheus' text
http::Response get_metrics(const http::Request&, Front& front) {
  return {.status = 200, .headers = {{"content-type", "text/plain; version=0.0.4; charset=utf-8"}}, .body = metrics(front)};
}

/// GET /api/openapi.json
http::Response get_contract(const http::Request&, Front&) {
  return {.status = 200, .headers = {{"content-type", "application/json"}}, .body = std::string(openapi_json())};
}

json::value tiles_json(const Tiles& tiles) {
  return {{"urls", json::value_from(tiles.urls)},
          {"subdomains", json::value_from(tiles.subdomains)},
          {"attribution", tiles.attribution},
          {"zoom_max", tiles.zoom_max},
          {"datum", tiles.datum == Tiles::Datum::gcj02 ? "gcj02" : "wgs84"}};
}

/// GET /api/v1/hall → 200 Hall
http::Response get_hall(const http::Request&, Front& front) {
  json::object hall{{"name", front.hall.settings.name},
                    {"city_division", front.city_division},
                    {"demo", front.hall.settings.demo},
                    {"version", version()},
                    {"languages", json::array{"zh-CN", "en"}}};
  if (!front.tiles.urls.empty()) hall["tiles"] = tiles_json(front.tiles);
  if (front.hall.settings.demo) {
    const auto accounts =
        front.hall.db.read([](db::Session& s) { return s.first<std::string>("SELECT value FROM settings WHERE name = 'demo_accounts'"); });
    hall["demo_accounts"] = accounts ? json::parse(*accounts) : json::array{};
  }
  return http::ok(std::move(hall));
}

/// GET /api/v1/outlines → 200 Outlines
http::Response get_outlines(const http::Request& request, Front& front) { return http::send(front.outlines, request); }

/// GET /api/v1/code-sets → 200 {sets}
http::Response get_code_sets(const http::Request& request, Front&) { return http::ok({{"sets", code_sets(request.language)}}); }

/// Whoever does not watch this machine finds no such page.
http::Guard watcher(std::vector<std::string> addresses) {
  return {"watcher", [addresses = std::move(addresses)](const http::Request& request) -> std::optional<Problem> {
            if (std::ranges::find(addresses, request.peer) != addresses.end()) return std::nullopt;
            return Problem{404, "http.not_found"};
          }};
}

}  // namespace

void mount_doors(http::Router& route, Front& front) {
  add_words();
  route.get("/healthz", access::anyone, front, get_health);
  route.get("/readyz", access::anyone, front, get_readiness);
  route.get("/metrics", watcher(front.metrics_from), front, get_metrics);
  route.get("/api/openapi.json", access::anyone, front, get_contract);
}

void mount_short_links(http::Router& route, Front& front) {
  route.get("/s/{id}", access::anyone, front, get_station_link);
  route.get("/d/{code}", access::anyone, front, get_door_link);
  route.get("/d", access::anyone, front, get_door);
}

void mount_desk_at_root(http::Router& route, Front& front) {
  add_words();
  route.get("/", access::anyone, front, get_root);
}

void mount_visitor(http::Router& route, Front& front) {
  add_words();
  route.get("/api/v1/hall", access::anyone, front, get_hall);
  route.get("/api/v1/outlines", access::anyone, front, get_outlines);
  route.get("/api/v1/code-sets", access::anyone, front, get_code_sets);
}

rounds::Round RoundCounts::counted(rounds::Round round, const Clock& clock) {
  round.work = [this, &clock, name = round.name, work = std::move(round.work)] {
    const auto count = [&](std::int64_t failures) {
      const std::lock_guard lock(mutex_);
      counts_[name].runs += 1;
      counts_[name].failures += failures;
      counts_[name].last_at = clock.now();
    };
    try {
      work();
    } catch (...) {
      count(1);
      throw;
    }
    count(0);
  };
  return round;
}

std::map<std::string, RoundCounts::Count> RoundCounts::all() const {
  const std::lock_guard lock(mutex_);
  return counts_;
}

std::string_view version() { return UNIONHALL_VERSION; }

}  // namespace unionhall::app
