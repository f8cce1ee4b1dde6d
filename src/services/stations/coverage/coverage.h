#pragma once
// Where a station is wanting (覆盖). Unions say where outdoor workers are: a market of lorries, a depot of couriers, a square where drivers
// wait (聚集点), and about how many. An area is covered when an open station is within 1 km as the crow flies, whoever keeps it. How
// many are there is said, or counted: the union's members in the trades that work outdoors. Nobody's own place is asked for or kept.
// Source: the 15-minute circles of the "双15" programme of 2023 (domain §9.1).
#include "services/stations/stations.h"

namespace unionhall::stations::coverage {

using AreaId = Id<struct StationAreaTag>;

constexpr double covered_within_m = 1000;
constexpr std::int64_t areas_most = 5000;  // of the whole hall: each list measures all of a subtree

/// The trades of the roster (就业群体) that work out of doors.
constexpr std::array<std::string_view, 6> outdoor_trades{"truck_driver",  "ride_hailing", "courier",
                                                         "food_delivery", "cleaner",      "chauffeur"};

struct Area {
  AreaId id;
  std::int64_t version = 1;
  OrgId org;
  std::string name, address, county;
  Place place;
  std::optional<std::int64_t> workers;  // nothing: counted
};
BOOST_DESCRIBE_STRUCT(Area, (), (id, version, org, name, address, county, place, workers))

/// How one stands: the open station that is nearest, and how far.
struct Open {
  StationId id;
  std::string code, name;
  Place place;
};
BOOST_DESCRIBE_STRUCT(Open, (), (id, code, name, place))
struct Nearest {
  const Open* station = nullptr;  // nothing: there is none at all
  double distance_m = 0;
  bool covers() const { return station && distance_m <= covered_within_m; }
};
/// Of each of these places. Pure; `stations` outlives what is returned.
std::vector<Nearest> nearest(const std::vector<Place>& places, const std::vector<Open>& stations);

enum class Refusal {
  not_found,
  changed_meanwhile,  // If-Match names an older version
  enough,             // there are areas_most
  org_dissolved,
};
Problem problem_for(Refusal refusal);

/// All in the caller's transaction; the county is told from the place. Of `change` the area's version is the one it writes over.
Result<AreaId, Refusal> add(db::Session& db, Hall& hall, Area area, const By& by, Instant now);
Result<void, Refusal> change(db::Session& db, Hall& hall, Area area, const By& by, Instant now);
Result<void, Refusal> remove(db::Session& db, Hall& hall, const Area& area, const By& by);

void add_words();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::stations::coverage
