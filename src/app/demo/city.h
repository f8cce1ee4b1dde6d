#pragma once
// The demo city as it is planned: every union of Xianyang with what it will be called, who leads it and how many members
// it gets. A plan depends on its two numbers alone. Private to this room.
#include <array>
#include <string>
#include <vector>

#include "hall/orgs/orgs.h"
#include "units.h"

namespace unionhall::demo {

struct PlannedUnion {
  orgs::Facts facts;
  std::string code;
  int parent = -1;  // its place in the plan, always before it; −1: the root
  int industry_parent = -1;
  int county = -1;  // the place of its county's federation; −1: above
  Trade trade = Trade::organ;
  std::string_view group;                  // occupation group of its people, as the form spells it
  std::string home;                        // 陕西省咸阳市三原县陂西镇
  std::int64_t members = 0, verified = 0;  // of its own
};

struct City {
  std::vector<PlannedUnion> unions;  // a union stands behind its parent
  std::vector<int> counties;         // in the order of their codes
};

/// The counties' shares are those of the press for 863,300 members, of whom 201,561 verified their own record.
constexpr std::int64_t members_of_the_city = 863'300, verified_of_the_city = 201'561;

City plan_city(std::int64_t members, std::uint64_t seed, Date today);

/// Splits `total` by weight into whole numbers that add up to it, none above its most.
std::vector<std::int64_t> shares(std::int64_t total, const std::vector<std::int64_t>& weights, const std::vector<std::int64_t>& most);

}  // namespace unionhall::demo
