// Hours as the API and the database hold them.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "hours_random.h"

namespace unionhall::hours {
namespace {

namespace json = boost::json;

Hours read(std::string_view text) {
  const auto hours = from_json(json::parse(text));
  if (!hours) throw std::runtime_error(hours.error().place);
  return *hours;
}

TEST(HoursJson, IsReadAsItIsWritten) {
  Part part;
  part.seasons = {{std::chrono::June / 1, std::chrono::September / 30}};
  part.weeks.set(1).set(3);
  part.week[0] = Spans{{480, 720}, {780, 1560}};
  part.week[6] = Spans{};
  part.holidays = Spans{};
  part.make_up = AsWorkday{};
  const std::chrono::year_month_day festival{std::chrono::year{2026} / 2 / 17};
  const Hours hours{.parts = {part}, .exceptions = {{festival, festival, {}, "春节"}}};
  const auto written = R"({"always":false,)"
                       R"("parts":[{"seasons":[{"from":"06-01","until":"09-30"}],"weeks":[1,3],)"
                       R"("week":{"mo":[{"from":"08:00","until":"12:00"},{"from":"13:00","until":"26:00"}],"su":[]},)"
                       R"("holidays":[],"make_up":"as_workday"}],)"
                       R"("exceptions":[{"from":"2026-02-17","until":"2026-02-17","spans":[],"note":"春节"}]})";
  EXPECT_EQ(json::serialize(to_json(hours)), written);
  EXPECT_EQ(read(written), hours);
}

TEST(HoursJson, WhatIsNotSaidMayBeLeftOut) {
  EXPECT_EQ(read(R"({"always": true})"), Hours{.always = true});
  Part part;
  part.make_up = Spans{{540, 600}};
  EXPECT_EQ(read(R"({"parts": [{"make_up": [{"from": "09:00", "until": "10:00"}]}]})"), Hours{.parts = {part}});
}

TEST(HoursJson, AnyHoursComeBackAsTheyWere) {
  test::RandomHours random(5);
  for (int round = 0; round < 1000; ++round) {
    const auto hours = random.next(test::RandomHours::MakeUp::some);
    const auto back = from_json(json::parse(json::serialize(to_json(hours))));
    ASSERT_TRUE(back) << back.error().place;
    ASSERT_EQ(*back, hours);
  }
}

TEST(HoursJson, AFaultIsNamedWithItsPlace) {
  struct Case {
    std::string text, place;
    Expected expected;
  };
  const auto day = [](std::string_view spans) { return R"({"parts": [{"week": {"mo": )" + std::string(spans) + "}}]}"; };
  const auto exception = [](std::string_view members) { return R"({"always": true, "exceptions": [{)" + std::string(members) + "}]}"; };
  const auto times = [](const std::string& one, int count) {
    auto all = one;
    while (--count > 0) all += "," + one;
    return "[" + all + "]";
  };
  const std::string always_closed = R"({"holidays": []})";
  const std::string today = R"({"from": "2026-02-17", "until": "2026-02-17", "spans": []})";
  for (const auto& [text, place, expected] : std::vector<Case>{
           {"[]", "", Expected::object},
           {"{}", "parts", Expected::something_said},
           {R"({"always": 1})", "always", Expected::yes_or_no},
           {R"({"always": true, "closed": false})", "closed", Expected::known_member},
           {R"({"always": true, "parts": [{"holidays": []}]})", "parts", Expected::no_parts},
           {R"({"parts": {}})", "parts", Expected::array},
           {R"({"parts": [{}]})", "parts[0]", Expected::something_said},
           {R"({"parts": [{"week": {}}]})", "parts[0]", Expected::something_said},
           {R"({"parts": [{"week": {"monday": []}}]})", "parts[0].week.monday", Expected::known_member},
           {R"({"parts": [{"week": []}]})", "parts[0].week", Expected::object},
           {R"({"parts": [{"holidays": null}]})", "parts[0].holidays", Expected::array},
           {R"({"parts": [{"make_up": "as_weekday"}]})", "parts[0].make_up", Expected::array},
           {R"({"parts": [{"holidays": [], "weeks": [0]}]})", "parts[0].weeks[0]", Expected::week},
           {R"({"parts": [{"holidays": [], "weeks": [54]}]})", "parts[0].weeks[0]", Expected::week},
           {R"({"parts": [{"holidays": [], "weeks": ["1"]}]})", "parts[0].weeks[0]", Expected::week},
           {R"({"parts": [{"holidays": [], "seasons": [{"from": "02-30", "until": "03-01"}]}]})", "parts[0].seasons[0].from",
            Expected::month_and_day},
           {R"({"parts": [{"holidays": [], "seasons": [{"from": "2-1", "until": "03-01"}]}]})", "parts[0].seasons[0].from",
            Expected::month_and_day},
           {R"({"parts": [{"holidays": [], "seasons": [{"from": "00-00", "until": "03-01"}]}]})", "parts[0].seasons[0].from",
            Expected::month_and_day},
           {day("1"), "parts[0].week.mo", Expected::array},
           {day(R"(["08:00-18:00"])"), "parts[0].week.mo[0]", Expected::object},
           {day(R"([{"from": "08:00"}])"), "parts[0].week.mo[0].until", Expected::time},
           {day(R"([{"from": 480, "until": "18:00"}])"), "parts[0].week.mo[0].from", Expected::time},
           {day(R"([{"from": "8:00", "until": "18:00"}])"), "parts[0].week.mo[0].from", Expected::time},
           {day(R"([{"from": "24:00", "until": "25:00"}])"), "parts[0].week.mo[0].from", Expected::time},
           {day(R"([{"from": "08:60", "until": "18:00"}])"), "parts[0].week.mo[0].from", Expected::time},
           {day(R"([{"from": "08:00", "until": "08:00"}])"), "parts[0].week.mo[0].until", Expected::later_time},
           {day(R"([{"from": "08:00", "until": "48:01"}])"), "parts[0].week.mo[0].until", Expected::later_time},
           {day(R"([{"from": "08:00", "until": "12:00"}, {"from": "11:00", "until": "13:00"}])"), "parts[0].week.mo[1].from",
            Expected::after_span_before},
           {day(times(R"({"from": "08:00", "until": "09:00"})", 9)), "parts[0].week.mo", Expected::fewer},
           {R"({"parts": )" + times(always_closed, 25) + "}", "parts", Expected::fewer},
           {R"({"always": true, "exceptions": )" + times(today, 101) + "}", "exceptions", Expected::fewer},
           {exception(R"("until": "2026-02-17", "spans": [])"), "exceptions[0].from", Expected::date},
           {exception(R"("from": "2026-02-29", "until": "2026-03-01", "spans": [])"), "exceptions[0].from", Expected::date},
           {exception(R"("from": "2026-02-17", "until": "2026-02-16", "spans": [])"), "exceptions[0].until", Expected::later_date},
           {exception(R"("from": "2026-02-17", "until": "2027-02-18", "spans": [])"), "exceptions[0].until", Expected::fewer},
           {exception(R"("from": "2026-02-17", "until": "2026-02-17")"), "exceptions[0].spans", Expected::array},
           {exception(R"("from": "2026-02-17", "until": "2026-02-17", "spans": [], "note": 1)"), "exceptions[0].note",
            Expected::short_note},
           {exception(R"("from": "2026-02-17", "until": "2026-02-17", "spans": [], "note": ")" + std::string(61, 'x') + "\""),
            "exceptions[0].note", Expected::short_note},
           {exception(R"("from": "2026-02-17", "until": "2026-02-17", "spans": [], "note": "\u0000")"), "exceptions[0].note",
            Expected::short_note},
       }) {
    const auto hours = from_json(json::parse(text));
    ASSERT_FALSE(hours) << text;
    EXPECT_EQ(hours.error().place, place) << text;
    EXPECT_EQ(hours.error().expected, expected) << text;
  }
}

}  // namespace
}  // namespace unionhall::hours
