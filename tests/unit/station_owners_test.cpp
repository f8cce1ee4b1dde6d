// Hours as the owner of a door taps them: what takes the place of what, and what stays.
#include "services/stations/owners/owners.h"

#include <gtest/gtest.h>

namespace unionhall {
namespace {

using hours::Hours;
using hours::Spans;
using namespace std::chrono;
namespace owners = stations::owners;

const Spans day{{8 * 60, 18 * 60}}, evening{{18 * 60, 22 * 60}};

Hours weekly(const Spans& monday) {
  hours::Part part;
  part.week[0] = monday;
  return {.parts = {part}};
}
Hours in_summer(const Spans& monday) {
  auto hours = weekly(monday);
  hours.parts[0].seasons = {{June / 1, September / 30}};
  return hours;
}
const Hours always{.always = true};

TEST(OwnersHours, AreAUsualWeekOrDayAndNight) {
  EXPECT_TRUE(owners::is_usual(weekly(day)));
  EXPECT_TRUE(owners::is_usual(always));
  EXPECT_FALSE(owners::is_usual(in_summer(day)));
  EXPECT_FALSE(owners::is_usual({})) << "nothing is said";
  auto two = weekly(day);
  two.parts.push_back(two.parts[0]);
  EXPECT_FALSE(owners::is_usual(two));
  auto closed_once = weekly(day);
  closed_once.exceptions.push_back({year{2026} / 7 / 20, year{2026} / 7 / 20, {}, ""});
  EXPECT_FALSE(owners::is_usual(closed_once));
}

TEST(OwnersHours, ChangeWhereThereIsAUsualWeek) {
  EXPECT_TRUE(owners::changes_by_week({})) << "unknown";
  EXPECT_TRUE(owners::changes_by_week(always));
  EXPECT_TRUE(owners::changes_by_week(weekly(day)));
  EXPECT_FALSE(owners::changes_by_week(in_summer(day))) << "a usual week would hold for the rest of the year alone";
}

TEST(OwnersHours, TakeThePlaceOfTheUsualWeekAlone) {
  auto known = weekly(day);
  known.parts[0].make_up = hours::AsWorkday{};
  known.parts.push_back(in_summer(evening).parts[0]);
  known.exceptions.push_back({year{2026} / 10 / 1, year{2026} / 10 / 3, {}, "国庆"});
  auto said = weekly(evening);
  said.parts[0].holidays = Spans{};

  const auto now = owners::with_usual(known, said);
  ASSERT_EQ(now.parts.size(), 2U);
  EXPECT_EQ(now.parts[0].week, said.parts[0].week);
  EXPECT_EQ(now.parts[0].holidays, Spans{});
  EXPECT_EQ(now.parts[0].make_up, known.parts[0].make_up);
  EXPECT_EQ(now.parts[1], known.parts[1]);
  EXPECT_EQ(now.exceptions, known.exceptions);
}

TEST(OwnersHours, DayAndNightGoesBeforeAllThatRecurs) {
  auto known = weekly(day);
  known.parts.push_back(in_summer(evening).parts[0]);
  known.exceptions.push_back({year{2026} / 10 / 1, year{2026} / 10 / 3, {}, "国庆"});
  const auto now = owners::with_usual(known, always);
  EXPECT_TRUE(now.always);
  EXPECT_TRUE(now.parts.empty());
  EXPECT_EQ(now.exceptions, known.exceptions);
  EXPECT_EQ(owners::with_usual(now, weekly(day)).parts, weekly(day).parts) << "and back";
  EXPECT_FALSE(owners::with_usual(now, weekly(day)).always);
}

}  // namespace
}  // namespace unionhall
