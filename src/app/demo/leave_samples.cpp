#include <algorithm>
#include <stdexcept>

#include "building.h"
#include "sample.h"
#include "spoil.h"

namespace unionhall::demo {
namespace {

/// Unions of a county that have members, with their places.
std::vector<int> with_members(const Building& building, int county) {
  std::vector<int> places;
  for (std::size_t place = 0; place < building.city.unions.size(); ++place) {
    const auto& planned = building.city.unions[place];
    if (planned.county == county && planned.members > 0) places.push_back(static_cast<int>(place));
  }
  return places;
}

/// The county's roster of July: new members, changed ones and such as are the same, some mistakes, some who are members
/// elsewhere. It waits for an officer of the city.
void send_for_confirmation(Building& building, Residents& residents) {
  const int county = building.county("610422");
  const auto places = with_members(building, county);
  const auto& known = building.known.at(county);
  const auto at_most = [&](std::int64_t number) { return std::min(number, static_cast<std::int64_t>(known.size()) / 2); };
  const auto fresh = building.scaled(9'306, 540), changed = at_most(building.scaled(2'114, 40)), same = at_most(building.scaled(1'003, 20));

  Sample sample(building, county, "三原县会员名册2026年7月.xlsx");
  Spoiler spoiler(building.options.seed, building.scaled(41, 9), fresh);
  for (std::int64_t n = 0; n < fresh; ++n) {
    sample.add(spoiler.maybe(residents.next(building.planned(places[static_cast<std::size_t>(n) % places.size()]))));
  }
  for (std::int64_t n = 0; n < changed + same; ++n) {
    auto row = known[static_cast<std::size_t>(n)];
    if (n < changed) row[education] = row[education] == "大专" ? "本科" : "大专";
    sample.add(row);
  }
  auto elsewhere = building.known.at(building.county("610404"));
  elsewhere.resize(std::min<std::size_t>(elsewhere.size(), 9));
  for (auto& row : elsewhere) {
    const auto& to = building.planned(places.front());
    row[union_name] = to.facts.name;
    row[union_code] = *to.facts.credit_code;
    sample.add(row);
  }
  const auto checked = sample.send("demo-sanyuan-july");
  if (checked.state != imports::State::checked) return;
  if (!imports::send_for_confirmation(building.hall, checked.id, building.registrars.at(0))) {
    throw std::logic_error("a sample roster could not be sent for confirmation");
  }
}

/// A street's roster with many mistakes, which its registrar has not looked at yet.
void send_with_mistakes(Building& building, Residents& residents) {
  const int county = building.county("610402");
  const auto places = with_members(building, county);
  constexpr std::int64_t rows = 486, spoiled = 27;
  Sample sample(building, county, "秦都区新就业群体名册.xlsx");
  Spoiler spoiler(building.options.seed + 1, spoiled, rows);
  for (std::int64_t n = 0; n < rows; ++n) {
    sample.add(spoiler.maybe(residents.next(building.planned(places[static_cast<std::size_t>(n) % places.size()]))));
  }
  sample.send("demo-qindu-groups");
}

}  // namespace

bool leave_samples(Building& building, Residents& residents) {
  send_for_confirmation(building, residents);
  send_with_mistakes(building, residents);
  return building.watch("samples", 2, 2);
}

}  // namespace unionhall::demo
