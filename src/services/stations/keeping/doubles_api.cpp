// Stations that may be one, and the word of whoever knows that they are two.
#include <cmath>
#include <map>
#include <set>

#include "hall/audit/audit.h"
#include "hall/orgs/orgs.h"
#include "services/stations/desk.h"
#include "services/stations/json.h"
#include "services/stations/keeping/doubles.h"

namespace unionhall::stations::keeping {
namespace {

namespace json = http::json;

constexpr std::size_t listed_most = 200;

struct Apart {
  StationId first, second;
};
BOOST_DESCRIBE_STRUCT(Apart, (), (first, second))

/// Those in the subtree, and whatever else is on the map: what others only plan is not theirs to see.
std::vector<Suspect> suspects(db::Session& db, std::string_view path) {
  std::vector<Suspect> all;
  db.each<Suspect>(R"sql(
      SELECT s.id, s.name, s.partner, s.public_phone, s.lng_e7, s.lat_e7, o.path
        FROM stations s JOIN orgs o ON o.id = s.keeper
       WHERE s.state IN ('open', 'suspended') OR (s.state <> 'closed' AND o.path >= :path AND o.path < :end))sql",
                   [&](Suspect&& one) { all.push_back(std::move(one)); }, path, orgs::end_of_subtree(path));
  return all;
}

/// GET /api/v1/station-doubles?org= → {items, more}
http::Response get_doubles(const http::Request& request, Hall& hall) {
  const auto org = OrgId::parse(request.asked("org"));
  if (!org) return http::problem({404, "http.not_found"}, request);
  const auto now = hall.clock.now();
  return hall.db.snapshot([&](db::Session& db) {
    const auto path = access::require_reach(db, access::actor(request), *org);
    std::set<std::pair<StationId, StationId>> apart;
    db.each<Apart>("SELECT first_id, second_id FROM station_pairs_apart", [&](Apart&& two) { apart.emplace(two.first, two.second); });
    auto found = pairs(suspects(db, path), path);
    std::erase_if(found, [&](const Pair& pair) { return apart.contains({pair.first, pair.second}); });
    const bool more = found.size() > listed_most;
    if (more) found.resize(listed_most);

    std::vector<StationId> ids;
    for (const auto& pair : found) ids.insert(ids.end(), {pair.first, pair.second});
    std::map<StationId, store::Line> lines;
    for (auto& line : store::lines(db, ids)) lines.emplace(line.station.id, std::move(line));
    json::array items;
    for (const auto& pair : found) {
      json::array alike;
      if (pair.same_name) alike.emplace_back("name");
      if (pair.same_partner) alike.emplace_back("partner");
      if (pair.same_phone) alike.emplace_back("phone");
      items.push_back(json::object{{"first", line_json(lines.at(pair.first), now)},
                                   {"second", line_json(lines.at(pair.second), now)},
                                   {"distance_m", std::llround(pair.distance_m)},
                                   {"alike", std::move(alike)}});
    }
    return http::ok({{"items", std::move(items)}, {"more", more}});
  });
}

/// POST /api/v1/station-doubles {first, second} → 204: they are two
http::Response post_apart(const http::Request& request, Hall& hall) {
  http::Form form(request);
  auto first = form.id<StationId>("first"), second = form.id<StationId>("second");
  if (const auto invalid = form.problem()) return *invalid;
  if (second < first) std::swap(first, second);
  hall.db.write([&](db::Session& db) {
    const auto one = find(db, first), other = find(db, second);
    if (!one || !other || first == second) throw Refused(problem_for(Refusal::not_found));
    const auto& actor = access::actor(request);
    const auto reaches = [&](const Station& station) { return actor.reaches(orgs::path_of(db, station.facts.keeper)); };
    // One of the two is enough; of the other she sees what everybody sees.
    const auto& hers = reaches(*one) ? *one : *other;
    const auto& next_to_it = &hers == &*one ? *other : *one;
    access::require_reach(db, actor, hers.facts.keeper);
    if (!on_the_map(next_to_it.standing.state) && !reaches(next_to_it)) throw Refused(problem_for(Refusal::not_found));
    db.exec(R"sql(
        INSERT INTO station_pairs_apart (first_id, second_id, region, by_account, at_ms)
        VALUES (:first, :second, :region, :by, :now) ON CONFLICT DO NOTHING)sql",
            first, second, hall.ids.region(), actor.account, hall.clock.now());
    audit::record(
        db, hall,
        audit::by(
            request,
            {.what = "change", .subject_kind = "station", .subject = hers.id.value, .org = hers.facts.keeper, .detail = "no_double"}));
  });
  return http::no_content();
}

}  // namespace

void mount_doubles(http::Router& route, Hall& hall) {
  route.get("/api/v1/station-doubles", access::officer, hall, get_doubles);
  route.post("/api/v1/station-doubles", keepers(), hall, post_apart);
}

}  // namespace unionhall::stations::keeping
