// OpenStreetMap's opening_hours: what is known to be hard, what is refused, and that writing and reading are the same.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "hours_random.h"
#include "hours_shown.h"

namespace unionhall::hours {
namespace {

using test::on;
using Strings = std::vector<std::string>;

Strings open(const Hours& hours, Date from, int days) { return test::shown(expand(hours, calendar::built_in(), from, days)); }

Hours read(std::string_view text) {
  const auto hours = parse_osm(text);
  if (!hours) throw std::runtime_error(fmt::format("{}: refused at {}", text, hours.error().place));
  return *hours;
}

/// `times` on each of the days.
Strings each(std::initializer_list<std::string_view> days, std::string_view times) {
  Strings all;
  for (const auto day : days) all.push_back(fmt::format("{} {}", day, times));
  return all;
}

Strings joined(std::initializer_list<Strings> lists) {
  Strings all;
  for (const auto& list : lists) all.insert(all.end(), list.begin(), list.end());
  std::ranges::sort(all);
  return all;
}

TEST(HoursOsm, KnownHardHours) {
  struct Case {
    std::string text;
    Date from;
    int days;
    Strings open;
  };
  const auto monday = on(2026, 6, 1);  // no holiday in its week
  for (const auto& [text, from, days, intervals] : std::vector<Case>{
           // The week.
           {"Mo-Fr 08:00-18:00", monday, 7, each({"06-01", "06-02", "06-03", "06-04", "06-05"}, "08:00-18:00")},
           {"Mo-Fr 08:00-12:00,14:00-18:00; We off",
            monday,
            4,
            {"06-01 08:00-12:00", "06-01 14:00-18:00", "06-02 08:00-12:00", "06-02 14:00-18:00", "06-04 08:00-12:00", "06-04 14:00-18:00"}},
           {"Sa-Mo 10:00-11:00", monday, 7, each({"06-01", "06-06", "06-07"}, "10:00-11:00")},
           {"08:00-18:00; Su off", monday, 7, each({"06-01", "06-02", "06-03", "06-04", "06-05", "06-06"}, "08:00-18:00")},
           {"Su off; 08:00-18:00", on(2026, 6, 7), 1, {"06-07 08:00-18:00"}},  // the later rule is for all days
           {"Mo,We", monday, 4, each({"06-01", "06-03"}, "00:00-24:00")},
           {"mo-WE 8:00-9:00 OPEN;", monday, 7, each({"06-01", "06-02", "06-03"}, "08:00-09:00")},
           {"Mo 10:00-12:00,11:00-14:00,14:00-15:00", monday, 1, {"06-01 10:00-15:00"}},
           // Rules that add, and rules that cut.
           {"Mo-Fr 08:00-12:00, We 14:00-18:00", on(2026, 6, 2), 2, {"06-02 08:00-12:00", "06-03 08:00-12:00", "06-03 14:00-18:00"}},
           {"Mo-Fr 08:00-12:00; We 14:00-18:00", on(2026, 6, 2), 2, {"06-02 08:00-12:00", "06-03 14:00-18:00"}},
           {"Mo 08:00-12:00, Jun 14:00-18:00", monday, 2, {"06-01 08:00-12:00", "06-01 14:00-18:00", "06-02 14:00-18:00"}},
           {"Mo-Fr 08:00-18:00; Jun 12:00-13:00 off", on(2026, 5, 29), 4, {"05-29 08:00-18:00", "06-01 08:00-12:00", "06-01 13:00-18:00"}},
           {"Mo 08:00-18:00, Mo off", monday, 7, {}},
           // Over midnight.
           {"Mo-Fr 22:00-02:00", on(2026, 6, 4), 4, {"06-04 00:00-02:00", "06-04 22:00-02:00", "06-05 22:00-02:00"}},
           {"Mo-Fr 22:00-26:00", on(2026, 6, 5), 3, {"06-05 00:00-02:00", "06-05 22:00-02:00"}},
           {"Fr 22:00-04:00; Sa off", on(2026, 6, 5), 3, {"06-05 22:00-04:00"}},  // the night is Friday's
           {"Fr 22:00-04:00; Sa 03:00-12:00", on(2026, 6, 5), 3, {"06-05 22:00-12:00"}},
           {"20:00-04:00; Fr 20:00-22:00", on(2026, 6, 5), 2, {"06-05 00:00-04:00", "06-05 20:00-22:00", "06-06 20:00-24:00"}},
           {"20:00-04:00; Fr off", on(2026, 6, 5), 2, {"06-05 00:00-04:00", "06-06 20:00-24:00"}},  // no night begins on Friday
           {"Fr 10:00-34:00", on(2026, 6, 5), 3, {"06-05 10:00-10:00"}},
           {"Fr 00:00-48:00", on(2026, 6, 5), 3, {"06-05 00:00-06-06 24:00"}},
           // Always, and never.
           {"24/7", monday, 3, {"06-01 00:00-06-03 24:00"}},
           {"24/7; Tu off", monday, 3, {"06-01 00:00-24:00", "06-03 00:00-24:00"}},
           {"24/7; Tu 10:00-12:00 off", on(2026, 6, 2), 1, {"06-02 00:00-10:00", "06-02 12:00-24:00"}},
           {"Mo 08:00-10:00; 24/7", monday, 2, {"06-01 00:00-06-02 24:00"}},
           {"off", monday, 7, {}},
           // Months, days of the year and weeks.
           {"Apr-Oct 06:00-22:00; Nov-Mar 07:00-20:00", on(2026, 10, 31), 2, {"10-31 06:00-22:00", "11-01 07:00-20:00"}},
           {"08:00-10:00; Jun,Aug off", on(2026, 8, 30), 3, {"09-01 08:00-10:00"}},
           {"Oct 01-May 07 10:00-11:00", on(2027, 5, 6), 4, each({"05-06", "05-07"}, "10:00-11:00")},
           {"Dec 31-Jan 01: 10:00-11:00", on(2026, 12, 30), 5, each({"12-31", "01-01"}, "10:00-11:00")},
           {"08:00-10:00; Jun 02-03 off", monday, 4, each({"06-01", "06-04"}, "08:00-10:00")},
           {"Feb 10:00-11:00", on(2028, 2, 28), 3, each({"02-28", "02-29"}, "10:00-11:00")},
           {"week 23 Mo-We 08:00-12:00", on(2026, 5, 25), 21, each({"06-01", "06-02", "06-03"}, "08:00-12:00")},
           {"week 1-26 Fr 08:00-12:00; week 27-53 Fr 10:00-12:00", on(2026, 6, 22), 14, {"06-26 08:00-12:00", "07-03 10:00-12:00"}},
           {"week 1-53/2 Mo 08:00-12:00", monday, 28, each({"06-01", "06-15"}, "08:00-12:00")},
           {"Jun week 23,25 Tu 08:00-12:00", on(2026, 5, 25), 35, each({"06-02", "06-16"}, "08:00-12:00")},
           // Single dates.
           {"08:00-18:00; 2026 Jun 02 off", monday, 3, each({"06-01", "06-03"}, "08:00-18:00")},
           {"08:00-18:00; 2026 Jun 02-04 10:00-12:00 \"盘点\"", monday, 5,
            joined({each({"06-01", "06-05"}, "08:00-18:00"), each({"06-02", "06-03", "06-04"}, "10:00-12:00")})},
           {"08:00-18:00; 2026 Dec 31-2027 Jan 02 off", on(2026, 12, 30), 5, each({"12-30", "01-03"}, "08:00-18:00")},
           {"08:00-18:00; 2026 Jun 02,2026 Jun 04 off", monday, 4, each({"06-01", "06-03"}, "08:00-18:00")},
           {"08:00-18:00; 2026 Jun off", on(2026, 5, 31), 32, each({"05-31", "07-01"}, "08:00-18:00")},
           {"2026 Jun 02 08:00-10:00", on(2025, 12, 1), 365, {"06-02 08:00-10:00"}},
           // Holidays: Friday 25 to Sunday 27 September 2026 are 中秋节, Sunday 20 is worked.
           {"Mo-Fr 08:00-18:00; PH off", on(2026, 9, 24), 5, each({"09-24", "09-28"}, "08:00-18:00")},
           {"08:00-18:00; PH 10:00-16:00", on(2026, 9, 24), 3, joined({{"09-24 08:00-18:00"}, each({"09-25", "09-26"}, "10:00-16:00")})},
           {"Mo-Fr,PH 08:00-18:00", on(2026, 9, 24), 5, each({"09-24", "09-25", "09-26", "09-27", "09-28"}, "08:00-18:00")},
           {"PH off; Mo-Fr 08:00-18:00", on(2026, 9, 24), 3, each({"09-24", "09-25"}, "08:00-18:00")},  // a Friday, for the later rule
           {"24/7; PH off", on(2026, 9, 24), 5, {"09-24 00:00-24:00", "09-28 00:00-24:00"}},
           {"Mo-Fr 08:00-18:00; PH off", on(2026, 9, 20), 1, {}},  // nobody told OpenStreetMap of make-up days
           {"Mo-Fr 08:00-18:00; PH off; Mo-Fr 12:00-13:00 off", on(2026, 9, 24), 2, {"09-24 08:00-12:00", "09-24 13:00-18:00"}},
       }) {
    const auto hours = parse_osm(text);
    ASSERT_TRUE(hours) << text << ": refused at " << hours.error().place;
    EXPECT_EQ(open(*hours, from, days), intervals) << text;
  }
}

TEST(HoursOsm, WhatCannotBeReadIsRefusedWithItsPlace) {
  struct Case {
    std::string text;
    std::size_t place;
    Expected expected;
  };
  using enum Expected;
  for (const auto& [text, place, expected] : std::vector<Case>{
           {"", 0, rule},
           {"  ", 2, rule},
           {";", 0, rule},
           {":", 0, rule},
           {": 08:00-18:00", 0, rule},
           {"Mo:: 08:00-18:00", 3, rule_end},
           {"Mo-Fr 08:00-18:00;; Sa off", 18, rule},
           {"每天", 0, rule},
           {"9点", 0, rule},
           {"Mo-Fr 08:00-18:00 周末休息", 18, rule_end},
           {"Mo–Fr 08:00-18:00", 2, rule_end},
           {"Mon-Fri 08:00-18:00", 0, rule},
           {"Mo-Friday 08:00-18:00", 3, weekday},
           {"SH 08:00-18:00", 0, rule},
           {"easter off", 0, rule},
           {"Mo,PH-Su 08:00-18:00", 5, rule_end},
           {"PH Mo-Fr 08:00-18:00", 3, rule_end},
           {"Mo[1] 08:00-18:00", 2, rule_end},
           {"sunrise-sunset", 0, rule},
           {"Mo sunrise-sunset", 3, rule_end},
           {"08:00", 5, time_until},
           {"08:00+", 5, time_until},
           {"08:00-", 6, time_until},
           {"08:00-18:00+", 11, rule_end},
           {"08:00-18:00/30", 11, rule_end},
           {"08:00-sunset", 6, time_until},
           {"25:00-26:00", 0, time},
           {"24:00-26:00", 0, time},
           {"08:60-18:00", 3, time},
           {"08:0-18:00", 3, time},
           {"08:00-48:01", 6, later_time},
           {"08:00-08:00", 6, later_time},
           {"00:00-00:00", 6, later_time},
           {"0800-1800", 0, year},
           {"Mo-Fr unknown", 6, rule_end},
           {"\"预约\"", 0, rule},
           {"Mo-Fr 08:00-18:00 \"预约\"", 18, rule_end},
           {"Mo-Fr 08:00-18:00 || \"预约\"", 18, rule_end},
           {"Mo-Fr, Jun 08:00-18:00", 5, semicolon},
           {"24/7, Mo off", 4, semicolon},
           {"Mo 08:00-10:00, 24/7", 16, semicolon},
           {"24/7 08:00-18:00", 5, rule_end},
           {"Jun 31 off", 4, day_of_month},
           {"Feb 30 off", 4, day_of_month},
           {"2026 Feb 29 off", 9, day_of_month},
           {"Jun 00 off", 4, day_of_month},
           {"Jun 20-10 off", 7, later_date},
           {"Jun 20-Jul off", 11, day_of_month},
           {"Jun-20 off", 4, month},
           {"week 0 off", 5, week},
           {"week 1-54 off", 7, week},
           {"week 50-02 off", 8, week},
           {"week 1-53/0 off", 10, week},
           {"week off", 5, week},
           {"2026 off", 5, month},
           {"2026-2027 Mo off", 4, month},
           {"2026 Feb 17,Feb 18 off", 12, year},
           {"2026 Feb 17 \"春节\"", 12, times_or_off},
           {"2026 Feb 17 off \"春节", 17, short_note},
           {"2026 Feb 17 off \"" + std::string(61, 'x') + "\"", 17, short_note},
           {"2026 Feb 17 off \"\xFF\"", 17, utf8},
           {"2026 Feb 17-16 off", 12, later_date},
           {"2026 Feb 17-2026 20 off", 17, month},
           {"2026 Feb 17-2025 Mar 01 off", 12, later_date},
           {"2026 Feb 17-2028 Mar 01 off", 0, fewer},
           {"2026 Feb 17 Mo off", 12, rule_end},
           {"08:00-18:00; 2026 Feb 17 10:00-12:00 off", 13, no_closed_times},
           {"08:00-18:00, 2026 Feb 17 10:00-12:00", 13, semicolon},
           {"2026 Feb 17 off; Mo 08:00-18:00", 17, dates_last},
           {"Mo-Fr 20:00-04:00; 00:00-02:00 off", 19, no_closed_times},
           {"Mo-Fr 08:00-18:00; 23:00-01:00 off", 19, no_closed_times},
           {"Mo-Fr 08:00-18:00; PH 12:00-13:00 off", 19, no_closed_times},
           {"Mo-Fr 08:00-18:00, PH 10:00-12:00", 19, semicolon},
           {"Mo-Fr 08:00-18:00; PH off, We 20:00-21:00", 27, semicolon},
           {"00:00-01:00,02:00-03:00,04:00-05:00,06:00-07:00,08:00-09:00,10:00-11:00,12:00-13:00,14:00-15:00,16:00-17:00", 0, fewer},
           {std::string("Mo\0Tu", 5), 2, rule_end},
           {std::string(16'001, ' '), 16'000, shorter_text},
       }) {
    const auto hours = parse_osm(text);
    ASSERT_FALSE(hours) << text;
    EXPECT_EQ(hours.error().place, place) << text;
    EXPECT_EQ(hours.error().expected, expected) << text;
  }
}

TEST(HoursOsm, ThePlaceIsCountedInCharacters) {
  EXPECT_EQ(parse_osm("2026 Feb 17 off \"春节\"; 初八起").error(), (Unreadable{22, Expected::rule}));
}

TEST(HoursOsm, NoMorePartsThanAStructureTakes) {
  std::string text = "Mo 08:00-09:00";
  for (int day = 1; day <= 25; ++day) text += fmt::format("; Jun {:02} 10:00-11:00", day);
  EXPECT_EQ(parse_osm(text).error().expected, Expected::fewer);
  std::string additions = "00:00-00:10";
  for (int month = 1; month <= 12; ++month) additions += fmt::format(", week {}-53/{} {:02}:00-{:02}:10", month, month + 1, month, month);
  EXPECT_EQ(parse_osm(additions).error().expected, Expected::fewer) << "each doubles the parts";
}

TEST(HoursOsm, ReadsIntoFewParts) {
  EXPECT_EQ(read("24/7"), Hours{.always = true});
  const auto parts = [](std::string_view text) { return read(text).parts.size(); };
  EXPECT_EQ(parts("Mo-Fr 08:00-18:00; Sa 10:00-12:00; Su off; PH off"), 1u) << "the days of one card";
  EXPECT_EQ(parts("Mo-Fr 08:00-18:00; 09:00-17:00"), 1u) << "nothing is left of the first";
  EXPECT_EQ(parts("Mo-Fr 08:00-12:00, We 14:00-18:00"), 1u);
  EXPECT_EQ(parts("Mo-Fr 08:00-18:00; Jun-Aug Mo-Fr 07:00-19:00"), 2u);
  EXPECT_EQ(parts("PH off; Mo-Fr 08:00-18:00"), 2u) << "as one, it would be closed on a holiday that is a Monday";
}

TEST(HoursOsm, IsWrittenAsMappersWriteIt) {
  for (const auto& [text, written] : std::vector<std::pair<std::string, std::string>>{
           {"24/7", "24/7"},
           {"off", "off"},
           {"Mo-Fr 08:00-18:00; Sa,Su off", "Mo-Fr 08:00-18:00"},
           {"Mo,Tu,We,Th,Fr,Sa,Su 08:00-18:00", "08:00-18:00"},
           {"Mo-Fr 8:00-12:00,14:00-18:00; Sa 10:00-12:00; PH off", "Mo-Fr 08:00-12:00,14:00-18:00; Sa 10:00-12:00; PH off"},
           {"Jun 01-Aug 31 22:00-26:00", "Jun-Aug 22:00-02:00"},
           {"08:00-18:00; Jun off; Oct 01-May 07 Mo off", "08:00-18:00; Jun off; Oct 01-May 07 Mo off"},
           {"week 1,2,3,5 off; week 7-53/2 Mo 08:00-10:00", "week 07-53/2 Mo 08:00-10:00"},
           {"08:00-10:00; week 1,2,3,5 off", "08:00-10:00; week 01-03,05 off"},
           {"Mo 10:00-34:00,08:00-09:00", "Mo 08:00-09:00,10:00-34:00"},
           {"08:00-18:00; 2026 Feb 15-23 off \"春节\"; 2026 Dec 31-2027 Jan 01 off",
            "08:00-18:00; 2026 Feb 15-23 off \"春节\"; 2026 Dec 31-2027 Jan 01 off"},
           {"2026 Feb 17 10:00-12:00", "off; 2026 Feb 17 10:00-12:00"},
       }) {
    EXPECT_EQ(osm_of(read(text)), written) << text;
  }
}

TEST(HoursOsm, WhatItCannotSayIsNotWritten) {
  auto hours = read("Mo-Fr 08:00-18:00; 2026 Feb 17 off");
  hours.exceptions[0].note = "\"春节\"";
  EXPECT_EQ(osm_of(hours), std::nullopt);
  hours.exceptions.clear();
  EXPECT_EQ(osm_of(hours), "Mo-Fr 08:00-18:00");
  hours.parts[0].make_up = AsWorkday{};
  EXPECT_EQ(osm_of(hours), std::nullopt);

  Hours longest;
  for (int i = 0; i < parts_max; ++i) {
    auto& part = longest.parts.emplace_back();
    part.seasons.assign(seasons_max, {std::chrono::January / 5, std::chrono::October / 5});
    for (int day = 0; day < 7; ++day) {
      part.week[static_cast<std::size_t>(day)].emplace();
      for (int hour = 0; hour < spans_max; ++hour) part.week[static_cast<std::size_t>(day)]->push_back({hour * 60, hour * 60 + 10 + day});
    }
  }
  EXPECT_TRUE(from_json(to_json(longest)));
  EXPECT_EQ(osm_of(longest), std::nullopt);
}

TEST(HoursOsm, AnyHoursThatAreWrittenReadTheSame) {
  test::RandomHours random(3);
  for (int round = 0; round < 2000; ++round) {
    const auto hours = random.next(test::RandomHours::MakeUp::none);
    const auto text = osm_of(hours);
    ASSERT_TRUE(text);
    const auto back = parse_osm(*text);
    ASSERT_TRUE(back) << *text << ": refused at " << back.error().place;
    const auto two_years = [](const Hours& either) { return expand(either, calendar::built_in(), on(2025, 1, 1), 800); };
    ASSERT_TRUE(two_years(*back) == two_years(hours)) << *text;
    ASSERT_EQ(back->exceptions, read(osm_of(*back).value()).exceptions);
    ASSERT_EQ(from_json(to_json(*back)), *back) << "within the limits";
  }
}

}  // namespace
}  // namespace unionhall::hours
