// When a station is open: parts, holidays, make-up days, exceptions, and the intervals that come of them.
#include <gmock/gmock.h>

#include "hours_random.h"
#include "hours_shown.h"

namespace unionhall::hours {
namespace {

using namespace std::chrono_literals;
using std::chrono::sys_days;
using test::on;
using testing::ElementsAre;
using testing::IsEmpty;

using Strings = std::vector<std::string>;

Strings open(const Hours& hours, Date from, int days) { return test::shown(expand(hours, calendar::built_in(), from, days)); }

Part every_day(Spans spans) {
  Part part;
  part.week.fill(std::move(spans));
  return part;
}

/// Monday to Friday, 08:00–18:00; closed at weekends.
Part working_week() {
  auto part = every_day({{8 * 60, 18 * 60}});
  part.week[5] = part.week[6] = Spans{};
  return part;
}

Instant at(Date day, int hour, int minute = 0) { return beijing_midnight(day) + std::chrono::hours{hour} + std::chrono::minutes{minute}; }

TEST(Hours, EachWeekdayHasItsSpans) {
  const Hours hours{.parts = {working_week()}};
  EXPECT_THAT(open(hours, on(2026, 6, 4), 4), ElementsAre("06-04 08:00-18:00", "06-05 08:00-18:00")) << "a Thursday to a Sunday";
}

TEST(Hours, AlwaysIsOneInterval) { EXPECT_THAT(open({.always = true}, on(2026, 6, 4), 3), ElementsAre("06-04 00:00-06-06 24:00")); }

TEST(Hours, ADayOfWhichNothingIsSaidIsClosed) {
  Part part;
  part.week[2] = Spans{{600, 660}};
  EXPECT_THAT(open({.parts = {part}}, on(2026, 6, 1), 7), ElementsAre("06-03 10:00-11:00"));
}

TEST(Hours, OverMidnightItGoesOnIntoTheNextDayWhateverThatSays) {
  Part part = every_day({});
  part.week[4] = Spans{{22 * 60, 28 * 60}};
  EXPECT_THAT(open({.parts = {part}}, on(2026, 6, 5), 3), ElementsAre("06-05 22:00-04:00"));
  EXPECT_THAT(open({.parts = {part}}, on(2026, 6, 6), 1), ElementsAre("06-06 00:00-04:00")) << "begun on the day before the first";
  EXPECT_THAT(open({.parts = {part}}, on(2026, 6, 5), 1), ElementsAre("06-05 22:00-24:00")) << "cut where the days end";
  part.week[5] = Spans{{3 * 60, 5 * 60}};
  EXPECT_THAT(open({.parts = {part}}, on(2026, 6, 5), 3), ElementsAre("06-05 22:00-05:00")) << "as one with what it meets";
}

TEST(Hours, ALaterPartGoesBeforeEarlierOnesWhereItSaysSomething) {
  Part summer;
  summer.seasons = {{std::chrono::June / 1, std::chrono::August / 31}};
  summer.week[5] = Spans{{600, 720}};
  summer.week[0] = Spans{};
  const Hours hours{.parts = {working_week(), summer}};
  EXPECT_THAT(open(hours, on(2026, 6, 5), 4), ElementsAre("06-05 08:00-18:00", "06-06 10:00-12:00")) << "no Monday in summer";
  EXPECT_THAT(open(hours, on(2026, 8, 30), 3), ElementsAre("09-01 08:00-18:00")) << "31 August is the last Monday of it";
}

TEST(Hours, ASeasonRunsOverNewYear) {
  Part winter = every_day({{540, 600}});
  winter.seasons = {{std::chrono::December / 30, std::chrono::January / 2}};
  EXPECT_THAT(open({.parts = {winter}}, on(2026, 12, 28), 8),
              ElementsAre("12-30 09:00-10:00", "12-31 09:00-10:00", "01-01 09:00-10:00", "01-02 09:00-10:00"));
}

TEST(Hours, TheLastOfFebruaryComesEveryFourYears) {
  Part part = every_day({{540, 600}});
  part.seasons = {{std::chrono::February / 29, std::chrono::February / 29}};
  EXPECT_THAT(open({.parts = {part}}, on(2028, 2, 20), 20), ElementsAre("02-29 09:00-10:00"));
  EXPECT_THAT(open({.parts = {part}}, on(2026, 2, 20), 20), IsEmpty());
}

TEST(Hours, WeeksAreCountedByTheirThursday) {
  Part part = every_day({{540, 600}});
  part.weeks.set(53);
  EXPECT_THAT(open({.parts = {part}}, on(2026, 12, 20), 20),
              ElementsAre("12-28 09:00-10:00", "12-29 09:00-10:00", "12-30 09:00-10:00", "12-31 09:00-10:00", "01-01 09:00-10:00",
                          "01-02 09:00-10:00", "01-03 09:00-10:00"));
}

TEST(Hours, ExceptionsGoBeforePartsAndTheLastBeforeTheOthers) {
  const Hours hours{.parts = {working_week()},
                    .exceptions = {{on(2026, 6, 1), on(2026, 6, 5), {}, "装修"}, {on(2026, 6, 3), on(2026, 6, 3), {{600, 660}}, ""}}};
  EXPECT_THAT(open(hours, on(2026, 6, 1), 8), ElementsAre("06-03 10:00-11:00", "06-08 08:00-18:00"));
  EXPECT_THAT(open({.always = true, .exceptions = hours.exceptions}, on(2026, 5, 31), 3), ElementsAre("05-31 00:00-24:00"));
}

TEST(Hours, OnHolidaysAPartSaysOtherwiseOrNothing) {
  auto part = every_day({{480, 1080}});
  const auto festival = [&] { return open({.parts = {part}}, on(2026, 9, 24), 3); };  // Thursday; Friday and Saturday are 中秋节
  EXPECT_THAT(festival(), ElementsAre("09-24 08:00-18:00", "09-25 08:00-18:00", "09-26 08:00-18:00")) << "as the weekday";
  part.holidays = Spans{};
  EXPECT_THAT(festival(), ElementsAre("09-24 08:00-18:00"));
  part.holidays = Spans{{600, 960}};
  EXPECT_THAT(festival(), ElementsAre("09-24 08:00-18:00", "09-25 10:00-16:00", "09-26 10:00-16:00"));
}

TEST(Hours, AMakeUpDayIsItsWeekdayAWorkdayOrItsOwn) {
  auto part = working_week();
  part.week[4] = Spans{{480, 960}};  // Fridays end early
  // Sunday 4 January and Saturday 14 February 2026 are worked.
  const auto worked = [&](Date day) { return open({.parts = {part}}, day, 1); };
  EXPECT_THAT(worked(on(2026, 1, 4)), IsEmpty()) << "a Sunday like others";
  part.make_up = AsWorkday{};
  EXPECT_THAT(worked(on(2026, 1, 4)), ElementsAre("01-04 08:00-18:00")) << "as the Monday after it";
  EXPECT_THAT(worked(on(2026, 2, 14)), ElementsAre("02-14 08:00-16:00")) << "as the Friday before it";
  EXPECT_THAT(worked(on(2026, 2, 7)), IsEmpty()) << "a Saturday like others";
  part.make_up = Spans{{540, 720}};
  EXPECT_THAT(worked(on(2026, 2, 14)), ElementsAre("02-14 09:00-12:00"));
}

TEST(Hours, AsAWorkdayAlsoLooksThroughToEarlierParts) {
  Part on_make_up_days;
  on_make_up_days.make_up = AsWorkday{};
  EXPECT_THAT(open({.parts = {working_week(), on_make_up_days}}, on(2026, 2, 14), 1), ElementsAre("02-14 08:00-18:00"));
}

struct Published {
  int year;
  std::vector<std::pair<Date, Date>> rest;
  std::vector<Date> work;
};

/// 国办发明电〔2024〕12号 and 〔2025〕7号, copied from the notices and not from the files that are built in.
const std::vector<Published> two_years{
    {2025,
     {{on(2025, 1, 1), on(2025, 1, 1)},
      {on(2025, 1, 28), on(2025, 2, 4)},
      {on(2025, 4, 4), on(2025, 4, 6)},
      {on(2025, 5, 1), on(2025, 5, 5)},
      {on(2025, 5, 31), on(2025, 6, 2)},
      {on(2025, 10, 1), on(2025, 10, 8)}},
     {on(2025, 1, 26), on(2025, 2, 8), on(2025, 4, 27), on(2025, 9, 28), on(2025, 10, 11)}},
    {2026,
     {{on(2026, 1, 1), on(2026, 1, 3)},
      {on(2026, 2, 15), on(2026, 2, 23)},
      {on(2026, 4, 4), on(2026, 4, 6)},
      {on(2026, 5, 1), on(2026, 5, 5)},
      {on(2026, 6, 19), on(2026, 6, 21)},
      {on(2026, 9, 25), on(2026, 9, 27)},
      {on(2026, 10, 1), on(2026, 10, 7)}},
     {on(2026, 1, 4), on(2026, 2, 14), on(2026, 2, 28), on(2026, 5, 9), on(2026, 9, 20), on(2026, 10, 10)}},
};

TEST(Hours, InTwoYearsAStationOfWorkingDaysIsOpenExactlyOnThose) {
  auto part = working_week();
  part.holidays = Spans{};
  part.make_up = AsWorkday{};
  const Hours hours{.parts = {part}};
  for (const auto& [year, rest, work] : two_years) {
    int working_days = 0;
    for (auto day = sys_days(on(year, 1, 1)); day <= sys_days(on(year, 12, 31)); day += std::chrono::days{1}) {
      const bool rests = std::ranges::any_of(rest, [&](const auto& range) { return range.first <= day && day <= range.second; });
      const bool weekend = std::chrono::weekday{day}.iso_encoding() >= 6;
      const bool works = std::ranges::count(work, Date{day}) == 1 || (!rests && !weekend);
      EXPECT_EQ(expand(hours, calendar::built_in(), day, 1).size(), works ? 1u : 0u) << iso_date(day);
      working_days += works ? 1 : 0;
    }
    EXPECT_EQ(working_days, 248) << year;
  }
}

TEST(Intervals, OpenFromTheFirstMomentAndClosedFromTheLast) {
  const auto intervals = expand({.parts = {working_week()}}, calendar::built_in(), on(2026, 6, 4), 60);
  const auto end = beijing_midnight(on(2026, 8, 3));
  EXPECT_FALSE(is_open(intervals, at(on(2026, 6, 4), 8) - 1ms));
  EXPECT_TRUE(is_open(intervals, at(on(2026, 6, 4), 8)));
  EXPECT_TRUE(is_open(intervals, at(on(2026, 6, 4), 18) - 1ms));
  EXPECT_FALSE(is_open(intervals, at(on(2026, 6, 4), 18)));
  EXPECT_EQ(next_change(intervals, at(on(2026, 6, 4), 8) - 1ms, end), at(on(2026, 6, 4), 8));
  EXPECT_EQ(next_change(intervals, at(on(2026, 6, 4), 8), end), at(on(2026, 6, 4), 18));
  EXPECT_EQ(next_change(intervals, at(on(2026, 6, 5), 18), end), at(on(2026, 6, 8), 8)) << "over the weekend";
  EXPECT_EQ(next_change(intervals, at(on(2026, 7, 31), 18), end), std::nullopt) << "Monday is not known any more";
  EXPECT_FALSE(is_open({}, at(on(2026, 6, 4), 8)));
}

TEST(Intervals, WhatIsAlwaysOpenDoesNotCloseWhereTheDaysEnd) {
  const auto intervals = expand({.always = true}, calendar::built_in(), on(2026, 6, 4), 60);
  EXPECT_TRUE(is_open(intervals, at(on(2026, 8, 2), 23, 59)));
  EXPECT_EQ(next_change(intervals, at(on(2026, 6, 4), 8), beijing_midnight(on(2026, 8, 3))), std::nullopt);
}

TEST(Intervals, TheyAreInOrderApartAndWithinTheDaysAndTheSameFromAnyFirstDay) {
  test::RandomHours random(11);
  for (int round = 0; round < 500; ++round) {
    const auto hours = random.next(test::RandomHours::MakeUp::some);
    const auto first = sys_days(on(2026, 1, 1)) + std::chrono::days{round % 365};
    const auto all = expand(hours, calendar::built_in(), first, 60);
    for (std::size_t i = 0; i < all.size(); ++i) {
      ASSERT_LT(all[i].from, all[i].until);
      ASSERT_GE(all[i].from, i == 0 ? beijing_midnight(first) : all[i - 1].until + 1min);
      ASSERT_LE(all[i].until, beijing_midnight(first + std::chrono::days{60}));
    }
    const auto noon = beijing_midnight(first + std::chrono::days{7}) + 12h;
    ASSERT_EQ(is_open(all, noon), is_open(expand(hours, calendar::built_in(), first + std::chrono::days{7}, 1), noon));
  }
}

}  // namespace
}  // namespace unionhall::hours
