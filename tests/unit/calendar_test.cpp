// The working calendar: what is worked, and where a period ends.
#include "hall/calendar/calendar.h"

#include "support/engines.h"

namespace unionhall::calendar {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;

constexpr Date on(int year, unsigned month, unsigned day) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

TEST(Calendar, TheWeekHolidaysAndMakeUpDays) {
  const auto& calendar = built_in();
  EXPECT_TRUE(calendar.works(on(2026, 11, 26)));   // a Thursday
  EXPECT_FALSE(calendar.works(on(2026, 11, 28)));  // a Saturday
  EXPECT_FALSE(calendar.works(on(2026, 2, 17)));   // a Tuesday in the Spring Festival
  EXPECT_TRUE(calendar.works(on(2026, 2, 14)));    // a Saturday that makes up for it
  EXPECT_TRUE(calendar.works(on(2026, 10, 10)));
  EXPECT_EQ(calendar.holiday(on(2026, 10, 1)), "国庆节");
  EXPECT_EQ(calendar.holiday(on(2026, 10, 10)), "");
}

TEST(Calendar, TheFirstDayIsNotCounted) {
  const auto& calendar = built_in();
  EXPECT_EQ(calendar.due(on(2026, 11, 23), 1, Count::days).day, on(2026, 11, 24));
  EXPECT_EQ(calendar.due(on(2026, 11, 23), 3, Count::working_days).day, on(2026, 11, 26));
  EXPECT_EQ(calendar.due(on(2026, 11, 26), 3, Count::working_days).day, on(2026, 12, 1)) << "over a weekend";
}

TEST(Calendar, ALastDayOfRestMovesToTheNextThatIsWorked) {
  const auto& calendar = built_in();
  EXPECT_EQ(calendar.due(on(2026, 9, 16), 15, Count::days).day, on(2026, 10, 8)) << "1 October and all of its week";
  EXPECT_EQ(calendar.due(on(2026, 11, 20), 1, Count::days).day, on(2026, 11, 23)) << "a Saturday";
  EXPECT_EQ(calendar.due(on(2026, 2, 13), 1, Count::days).day, on(2026, 2, 14)) << "a Saturday that is worked";
}

TEST(Calendar, WorkingDaysPassOverAHolidayAndCountMakeUpDays) {
  const auto& calendar = built_in();
  // 14 February is worked, then comes the festival, and 24 February is the second working day.
  EXPECT_EQ(calendar.due(on(2026, 2, 13), 2, Count::working_days).day, on(2026, 2, 24));
  EXPECT_EQ(calendar.days_between(on(2026, 2, 13), on(2026, 2, 24), Count::working_days), 2);
  EXPECT_EQ(calendar.days_between(on(2026, 2, 13), on(2026, 2, 24), Count::days), 11);
  EXPECT_EQ(calendar.days_between(on(2026, 2, 24), on(2026, 2, 13), Count::days), 0);
}

TEST(Calendar, BeyondWhatIsAnnouncedADayIsProvisional) {
  auto calendar = built_in();
  EXPECT_FALSE(calendar.due(on(2026, 12, 1), 10, Count::working_days).provisional);
  const auto before = calendar.due(on(2026, 12, 28), 10, Count::working_days);
  EXPECT_TRUE(before.provisional);
  EXPECT_EQ(before.day, on(2027, 1, 11));
  calendar.add(*parse_year("# a notice\nrest 2027-01-01 2027-01-03 元旦\nwork 2027-01-09\n"));
  EXPECT_EQ(calendar.due(on(2026, 12, 28), 10, Count::working_days), (Calendar::Due{on(2027, 1, 11), false}))
      << "one day of rest more and one of work";
  calendar.add(*parse_year("# another\nrest 2027-01-01 2027-01-05 元旦\n"));
  EXPECT_EQ(calendar.due(on(2026, 12, 28), 10, Count::working_days).day, on(2027, 1, 14)) << "the new notice replaces the old one";
}

/// Day by day, without any of the code under test but works().
Date by_hand(const Calendar& calendar, Date from, int days, Count count) {
  auto day = sys_days(from);
  while (days > 0) {
    day += std::chrono::days{1};
    if (count == Count::days) {
      --days;
    } else {
      days -= calendar.works(day) ? 1 : 0;
    }
  }
  while (!calendar.works(day)) day += std::chrono::days{1};
  return day;
}

/// Ten years: three that are known, and seven made up, with holidays and make-up days at random.
Calendar ten_years(unsigned seed) {
  auto calendar = built_in();
  auto next = [&seed] { return seed = seed * 1664525u + 1013904223u, seed >> 16; };
  for (int year = 2027; year <= 2033; ++year) {
    std::string text = "# simulated\n";
    std::set<Date> taken;
    for (int holiday = 0; holiday < 7; ++holiday) {
      const auto first = sys_days(on(year, 1 + next() % 12, 1)) + std::chrono::days{next() % 20};
      const auto last = first + std::chrono::days{next() % 8};
      bool free = true;
      for (auto day = first - 10 * 24h; day <= last + 10 * 24h; day += 24h)
        free &= !taken.contains(std::chrono::floor<std::chrono::days>(day));
      if (!free) continue;
      for (auto day = first; day <= last; day += std::chrono::days{1}) taken.insert(day);
      text += "rest " + iso_date(first) + " " + iso_date(last) + " 假\n";
      for (auto day = first - std::chrono::days{7}; day < first; day += std::chrono::days{1}) {
        if (std::chrono::weekday{day} == std::chrono::Saturday && next() % 2) text += "work " + iso_date(day) + "\n";
      }
    }
    auto parsed = parse_year(text);
    if (parsed) calendar.add(*parsed);
  }
  return calendar;
}

TEST(Calendar, InTenSimulatedYearsNoPeriodEndsOnTheWrongDay) {
  const auto calendar = ten_years(7);
  for (auto day = sys_days(on(2024, 1, 1)); day < sys_days(on(2033, 6, 1)); day += std::chrono::days{1}) {
    for (const int days : {1, 2, 3, 5, 7, 15, 30, 60}) {
      for (const auto count : {Count::days, Count::working_days}) {
        const auto due = calendar.due(day, days, count);
        ASSERT_EQ(due.day, by_hand(calendar, day, days, count)) << iso_date(day) << " + " << days;
        ASSERT_TRUE(calendar.works(due.day)) << "nobody is due on a day of rest";
        ASSERT_GE(calendar.days_between(day, due.day, count), days);
        if (count == Count::working_days) {
          ASSERT_EQ(calendar.days_between(day, due.day, count), days);
        }
        // What begins later is not due earlier.
        ASSERT_GE(calendar.due(day + std::chrono::days{1}, days, count).day, due.day);
      }
    }
  }
}

TEST(CalendarYear, AFaultIsNamedWithItsLine) {
  const auto fault = [](std::string_view text) {
    const auto year = parse_year(text);
    return year ? std::pair{-1, std::string("none")} : std::pair{year.error().line, year.error().code};
  };
  EXPECT_EQ(fault("rest 2027-01-01 2027-01-03 元旦\nrelax 2027-05-01\n"), std::pair(2, std::string("unknown_line")));
  EXPECT_EQ(fault("rest 2027-02-30 2027-03-01 元旦\n"), std::pair(1, std::string("no_such_day")));
  EXPECT_EQ(fault("rest 2027-01-03 2027-01-01 元旦\n"), std::pair(1, std::string("ends_before_it_begins")));
  EXPECT_EQ(fault("rest 2027-01-01 2027-01-03 元旦\nwork 2027-01-03\n"), std::pair(2, std::string("said_twice")));
  EXPECT_EQ(fault("rest 2027-01-01 2027-01-03 元旦\nwork 2028-06-03\n"), std::pair(0, std::string("other_year")));
  EXPECT_EQ(fault("# nothing\n"), std::pair(0, std::string("no_days")));
  EXPECT_EQ(fault("rest 2027-01-01 2027-09-01 假\n"), std::pair(1, std::string("no_such_day")));
}

class CalendarYears : public test::Engines {};
UNIONHALL_ON_EACH_ENGINE(CalendarYears);

TEST_P(CalendarYears, AYearIsKeptInTheHallAndGoesBeforeTheBuiltInOne) {
  const std::string text = "# 更正\nrest 2026-01-01 2026-01-02 元旦\n";
  const auto keep_it = [&] { return database().write([&](db::Session& db) { return keep(db, *parse_year(text), text, Instant{}); }); };
  EXPECT_TRUE(keep_it());
  EXPECT_FALSE(keep_it()) << "it says the same already";
  const auto calendar = database().read([](db::Session& db) { return load(db); });
  EXPECT_FALSE(calendar.works(on(2026, 1, 2)));
  EXPECT_FALSE(calendar.works(on(2026, 1, 4))) << "the make-up day of the notice before, a Sunday";
  EXPECT_FALSE(calendar.works(on(2025, 1, 28))) << "other years stand";
}

}  // namespace
}  // namespace unionhall::calendar
