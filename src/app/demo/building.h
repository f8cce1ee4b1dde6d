#pragma once
// A city on its way into a hall. Private to this room.
#include <map>

#include "city.h"
#include "demo.h"
#include "hall/access/access.h"
#include "residents.h"

namespace unionhall::demo {

/// Somebody whom the sign-in page of a demo offers to be.
struct ShownAccount {
  std::string name, phone;
  access::RoleWord word;
  std::string org;
};

struct Building {
  Hall& hall;
  StillClock& clock;
  const City& city;
  const Options& options;
  const Watch& watch;
  const std::filesystem::path& scratch;

  std::vector<OrgId> orgs = {};              // by their place in the plan
  SourceId source = {};                      // of what did not come by a roster
  std::map<int, AccountId> registrars = {};  // by the place of the county; -1: the city's
  std::vector<ShownAccount> shown = {};
  std::map<int, std::vector<Row>> known = {};  // some rows of a county, for samples that come back to them

  const PlannedUnion& planned(int place) const { return city.unions[static_cast<std::size_t>(place)]; }
  OrgId org(int place) const { return orgs[static_cast<std::size_t>(place)]; }
  /// The place of the county with this division ("610422").
  int county(std::string_view division) const;
  /// `number` of what a city of 863,300 members has, for a city of this size; at least `least`.
  std::int64_t scaled(std::int64_t number, std::int64_t least = 1) const;
};

// Each goes on where it was, and returns false when it was asked to stop.
bool found_unions(Building& building);
bool appoint_officers(Building& building);
/// Members come by rosters; those who verified their own record are marked once they are in.
bool enrol_members(Building& building, Residents& residents);
/// Some members get an account that is known to be theirs; and the sign-in page learns whom it may offer.
bool open_accounts(Building& building);
bool leave_samples(Building& building, Residents& residents);
/// Appeals of half a year, with their answers and what came of them, and the results that were published of them.
bool file_appeals(Building& building);
/// Workers' stations, and what was said of them.
bool place_stations(Building& building);

/// A union of a county that sends its roster by itself, with mistakes; −1 where the city is too small.
int late_union(const City& city);

}  // namespace unionhall::demo
