#include "services/stations/coverage/coverage.h"

#include "hall/audit/audit.h"
#include "hall/orgs/orgs.h"
#include "services/stations/coverage/store.h"
#include "services/stations/finding/index.h"

namespace unionhall::stations::coverage {
namespace {

void record(db::Session& db, Hall& hall, const By& by, std::string_view detail, const Area& area) {
  audit::record(db, hall,
                {.actor = by.account,
                 .role = by.role,
                 .what = "change",
                 .subject_kind = "station_area",
                 .subject = area.id.value,
                 .org = area.org,
                 .detail = detail,
                 .request = by.request});
}

std::optional<AccountId> account(const By& by) { return by.account ? std::optional(by.account) : std::nullopt; }

}  // namespace

std::vector<Nearest> nearest(const std::vector<Place>& places, const std::vector<Open>& stations) {
  finding::Index index;
  std::unordered_map<StationId, const Open*> known;
  for (const auto& station : stations) {
    index.put({.id = station.id, .facts = "", .point = station.place.point(), .facilities = {}, .standing = {}});
    known.emplace(station.id, &station);
  }
  std::vector<Nearest> all;
  for (const auto& place : places) {
    const auto hits = index.nearest({.at = place.point(), .facilities = {}, .radius_m = {}, .limit = 1}, {});
    all.push_back(hits.empty() ? Nearest{} : Nearest{known.at(hits.front().entry->id), hits.front().distance_m});
  }
  return all;
}

Result<AreaId, Refusal> add(db::Session& db, Hall& hall, Area area, const By& by, Instant now) {
  if (store::count(db) >= areas_most) return std::unexpected(Refusal::enough);
  if (!orgs::active(db, {area.org})) return std::unexpected(Refusal::org_dissolved);
  area.county = county_of(db, {.keeper = area.org, .place = area.place});
  store::insert(db, hall.ids.region(), area, account(by), now);
  record(db, hall, by, "added", area);
  return area.id;
}

Result<void, Refusal> change(db::Session& db, Hall& hall, Area area, const By& by, Instant now) {
  if (!orgs::active(db, {area.org})) return std::unexpected(Refusal::org_dissolved);
  area.county = county_of(db, {.keeper = area.org, .place = area.place});
  if (!store::update(db, area, account(by), now)) return std::unexpected(Refusal::changed_meanwhile);
  record(db, hall, by, "changed", area);
  return {};
}

Result<void, Refusal> remove(db::Session& db, Hall& hall, const Area& area, const By& by) {
  if (!store::remove(db, area.id)) return std::unexpected(Refusal::not_found);
  record(db, hall, by, "removed", area);
  return {};
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::not_found:
      return {404, "stations.area_not_found"};
    case Refusal::changed_meanwhile:
      return {412, "stations.area_changed_meanwhile"};
    case Refusal::enough:
      return {409, "stations.enough_areas"};
    case Refusal::org_dissolved:
      return {409, "stations.keeper_dissolved"};
  }
  std::unreachable();
}

void add_words() {
  http::Texts::global().add({
      {"stations.area_not_found", "没有这个聚集点，可能已经被删掉", "There is no such area; it may have been removed"},
      {"stations.area_changed_meanwhile", "有人刚刚改过这个聚集点，请刷新后再改",
       "Somebody has just changed this area. Load the page again, then change it"},
      {"stations.enough_areas", "聚集点已经有 5000 个，先删掉一些", "There are 5,000 areas. Remove some first"},
  });
}

}  // namespace unionhall::stations::coverage
