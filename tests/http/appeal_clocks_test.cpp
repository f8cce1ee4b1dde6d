// The days of appeals over five simulated years, against days counted one by one.
#include <gtest/gtest.h>

#include <random>

#include "appeals.h"
#include "services/appeals/clocks.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using appeals::Difficulty;
using calendar::Count;
using std::chrono::sys_days;

/// Five years with holidays, and weekend days that are worked to make up for them: one year known, four made up.
calendar::Calendar five_years() {
  auto calendar = calendar::built_in();
  std::mt19937 chance(5);
  for (int year = 2027; year <= 2031; ++year) {
    std::string text = "# simulated\n";
    for (int month = 1; month <= 12; month += 2) {
      const auto first = sys_days(std::chrono::year{year} / month / (8 + static_cast<int>(chance() % 10)));
      const auto last = first + std::chrono::days{chance() % 7};
      text += "rest " + iso_date(first) + " " + iso_date(last) + " 假\n";
      for (auto day = last + std::chrono::days{1}; day < last + std::chrono::days{8}; day += std::chrono::days{1}) {
        if (std::chrono::weekday{day} == std::chrono::Saturday) text += "work " + iso_date(day) + "\n";
      }
    }
    calendar.add(calendar::parse_year(text).value());
  }
  return calendar;
}

/// Day by day: the first does not count, a last one that is a day of rest moves on (民法典 201, 203).
Date by_hand(const calendar::Calendar& calendar, Date from, int days, bool working) {
  auto day = sys_days(from);
  while (days > 0) {
    day += std::chrono::days{1};
    if (!working || calendar.works(day)) --days;
  }
  while (!calendar.works(day)) day += std::chrono::days{1};
  return day;
}

struct Expected {
  int days, more;
  bool working;
};
const std::map<Difficulty, Expected> expected{{Difficulty::question, {3, 2, true}},
                                              {Difficulty::ordinary, {5, 5, true}},
                                              {Difficulty::difficult, {15, 15, true}},
                                              {Difficulty::complex, {60, 30, false}}};

TEST(AppealClocks, InFiveSimulatedYearsNoAnswerIsDueOnTheWrongDay) {
  test::Hall hall;
  const auto calendar = five_years();
  int looked_at = 0;
  for (auto at = hall.clock.now(); at < hall.clock.now() + std::chrono::days{5 * 365}; at += 7h + 13min) {
    const auto day = beijing_date(at);
    for (const auto& [difficulty, says] : expected) {
      for (const bool extended : {false, true}) {
        appeals::Form form{.difficulty = difficulty, .handled_from = at};
        if (extended) form.extended_at = at;
        const auto last = by_hand(calendar, day, says.days + (extended ? says.more : 0), says.working);
        const auto end = beijing_midnight(sys_days(last) + std::chrono::days{1});
        ASSERT_EQ(appeals::clocks::reply_due(hall.hall(), form, calendar), end) << iso_date(day) << " " << db::word(difficulty);
        ASSERT_LE(end - at, std::chrono::days{90 + 12}) << "beyond what the petition rules allow";
        ++looked_at;
      }
    }
    const appeals::Form urgent{.difficulty = Difficulty::urgent, .handled_from = at};
    ASSERT_EQ(appeals::clocks::reply_due(hall.hall(), urgent, calendar), at + 24h);
  }
  EXPECT_GT(looked_at, 40'000);
}

class AppealClocksInTheHall : public test::Appealing {};
UNIONHALL_ON_EACH_ENGINE(AppealClocksInTheHall);

TEST_P(AppealClocksInTheHall, ATaskIsDueWhenTheClocksSay) {
  const auto calendar = calendar::built_in();
  std::mt19937 chance(9);
  for (int i = 0; i < 40; ++i) {
    hall.advance(std::chrono::hours{chance() % 60});
    const auto who = hall.add_player("工人" + std::to_string(i));
    const auto id = appeal(who, hall.riverside, "食堂");
    auto says = std::next(expected.begin(), static_cast<long>(chance() % expected.size()));
    const auto from = beijing_date(hall.clock.now());
    const auto taken = take_with(hall.chair, id, {{"step", "accept"}, {"difficulty", db::word(says->first)}});
    ASSERT_EQ(taken.status, 200) << taken.body;
    EXPECT_EQ(taken.text("/tasks/0/due_on"), iso_date(by_hand(calendar, from, says->second.days, says->second.working)));
    const auto extended = take(hall.chair, id, "extend", "要时间");
    ASSERT_EQ(extended.status, 200) << extended.body;
    EXPECT_EQ(extended.text("/tasks/0/due_on"),
              iso_date(by_hand(calendar, from, says->second.days + says->second.more, says->second.working)));
  }
}

}  // namespace
}  // namespace unionhall
