#include "base/base.h"

#include <gtest/gtest.h>

namespace unionhall {
namespace {

using OrgId = Id<struct Org>;
using namespace std::chrono_literals;

TEST(Id, OnlyPositiveDecimalDigitsAreAnId) {
  EXPECT_EQ(OrgId::parse("42"), OrgId{42});
  for (const auto* bad : {"", "0", "-1", "+1", "1x", " 1", "9223372036854775808", "1.0"}) EXPECT_FALSE(OrgId::parse(bad)) << bad;
}

TEST(Clock, BeijingDaysBeginEightHoursBeforeUtcDays) {
  const auto last_second = Instant{std::chrono::sys_days{2026y / 7 / 15} + 15h + 59min + 59s};
  EXPECT_EQ(iso_date(beijing_date(last_second)), "2026-07-15");
  EXPECT_EQ(iso_date(beijing_date(last_second + 1s)), "2026-07-16");
  EXPECT_EQ(beijing_midnight(2026y / 7 / 16), last_second + 1s);
  EXPECT_EQ(rfc3339(last_second), "2026-07-15T23:59:59.000+08:00");
}

TEST(Clock, OnlyDaysThatExistAreDates) {
  EXPECT_EQ(parse_iso_date("2024-02-29"), 2024y / 2 / 29);
  for (const auto* bad : {"2023-02-29", "2026-13-01", "2026-7-1", "2026/07/01", "2026-07-0a", ""}) EXPECT_FALSE(parse_iso_date(bad)) << bad;
}

}  // namespace
}  // namespace unionhall
