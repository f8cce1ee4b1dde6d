#pragma once
// Stations on the maps that everybody has on the phone (地图上报): Amap, Tencent, Baidu. Each takes a table from a city; the officer
// brings it to the map's own page and says what became of it. Nothing is sent from here.
//
//               ┌──────────────── changed since: to be updated ◄─┐
//   to be added ┴─► submitted ──► shown ─────────────────────────┤
//                       └───────► refused                        └─ closed: to be removed ──► submitted ──► gone
//
// Source: 户外劳动者服务站点上图 (domain §9.1); which columns a map asks for is its own affair and changes: ours hold what all ask for.
#include "services/stations/stations.h"

namespace unionhall::stations::publishing {

using SubmissionId = Id<struct StationSubmissionTag>;

enum class Provider { amap, tencent, baidu };
BOOST_DESCRIBE_ENUM(Provider, amap, tencent, baidu)

/// How far one is: the first three wait for somebody to submit it.
enum class Part { add, update, remove, submitted, shown, refused };
BOOST_DESCRIBE_ENUM(Part, add, update, remove, submitted, shown, refused)

constexpr int submitted_most = 5000;  // in one file

struct Submission {
  SubmissionId id;
  OrgId org;
  Provider provider = Provider::amap;
  std::int64_t stations = 0;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(Submission, (), (id, org, provider, stations, at))

enum class Refusal {
  nothing_waits,
  not_found,  // one of those named is none that could be submitted, or settled
};
Problem problem_for(Refusal refusal);

/// What an officer acts upon: those of a subtree, or some of them.
struct Scope {
  OrgId org;
  std::string path;
  Provider provider = Provider::amap;
  std::vector<StationId> only;  // empty: all
};

/// In the caller's transaction. Refusals: nothing_waits, not_found.
Result<SubmissionId, Refusal> submit(db::Session& db, Hall& hall, const Scope& scope, const By& by, Instant now);
enum class Settled { shown, refused };
BOOST_DESCRIBE_ENUM(Settled, shown, refused)
/// How many. Refusals: not_found.
Result<std::int64_t, Refusal> settle(db::Session& db, Hall& hall, const Scope& scope, Settled as, std::string_view note, const By& by,
                                     Instant now);

/// As the map of this provider has its coordinates.
struct Shifted {
  double lng = 0, lat = 0;
  std::string_view datum;
};
Shifted shifted(Provider provider, const geo::Point& point);

void add_words();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::stations::publishing
