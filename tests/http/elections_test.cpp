// Reminders of elections: who is told, how often, and that nobody is told twice.
#include "services/elections/elections.h"

#include <gmock/gmock.h>

#include "hall/notices/notices.h"
#include "support/hall.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using namespace std::chrono;
using orgs::TermState;

TEST(ElectionReminders, ComeWeeklyWhileSoonAndOnceAtEachChange) {
  const Date end = 2027y / January / 15, today = 2026y / July / 15;
  const auto told = [&](TermState state, Date on) { return std::optional(elections::Told{.term_end = end, .state = state, .on = on}); };
  EXPECT_FALSE(elections::is_to_be_told({}, end, TermState::normal, today));
  EXPECT_FALSE(elections::is_to_be_told({}, end, TermState::unknown, today));
  EXPECT_TRUE(elections::is_to_be_told({}, end, TermState::due_soon, today));
  EXPECT_FALSE(elections::is_to_be_told(told(TermState::due_soon, 2026y / July / 9), end, TermState::due_soon, today));
  EXPECT_TRUE(elections::is_to_be_told(told(TermState::due_soon, 2026y / July / 8), end, TermState::due_soon, today));
  EXPECT_TRUE(elections::is_to_be_told(told(TermState::due_soon, today), end, TermState::due, today));
  EXPECT_FALSE(elections::is_to_be_told(told(TermState::due, 2026y / January / 1), end, TermState::due, today));
  EXPECT_FALSE(elections::is_to_be_told(told(TermState::overdue, 2026y / January / 1), end, TermState::overdue, today));
  EXPECT_TRUE(elections::is_to_be_told(told(TermState::overdue, today), 2030y / January / 15, TermState::overdue, today)) << "another term";
}

class Elections : public ::testing::TestWithParam<db::Engine> {
 protected:
  Elections() {
    hall.mount(notices::mount);
    hall.mount(elections::mount);
    street = hall.add_player("街道", access::RoleWord::officer, &hall.renminlu);
  }
  void elected(const std::string& on) {
    hall.db().write(
        [&](db::Session& s) { s.exec("UPDATE orgs SET term_start_on = :on, term_years = 3 WHERE id = :id", on, hall.riverside.id); });
  }
  std::int64_t notices_of(const test::Player& who) {
    return static_cast<std::int64_t>(hall.as(who).get("/api/v1/me/notices").items().size());
  }

  test::Hall hall{GetParam()};
  test::Player street;
};
UNIONHALL_ON_EACH_ENGINE(Elections);

TEST_P(Elections, TheUnionIsToldWeeklyThenTheOneAboveToo) {
  elected("2024-01-10");  // the clock stands in July 2026: ends in just under six months
  EXPECT_EQ(elections::remind(hall.hall()), 1);
  EXPECT_EQ(elections::remind(hall.hall()), 0);
  EXPECT_EQ(notices_of(hall.chair), 1);
  EXPECT_EQ(notices_of(street), 0);
  EXPECT_THAT(hall.as(hall.chair).get("/api/v1/me/notices").body, testing::HasSubstr("2027-01-10"));
  hall.advance(7 * 24h);
  EXPECT_EQ(elections::remind(hall.hall()), 1);
  EXPECT_EQ(notices_of(hall.chair), 2);

  hall.advance(90 * 24h);  // October
  EXPECT_EQ(elections::remind(hall.hall()), 1);
  EXPECT_EQ(notices_of(hall.chair), 3);
  EXPECT_EQ(notices_of(street), 1);
  hall.advance(14 * 24h);
  EXPECT_EQ(elections::remind(hall.hall()), 0) << "once at a change";

  hall.advance(100 * 24h);
  EXPECT_EQ(elections::remind(hall.hall()), 1);
  EXPECT_EQ(notices_of(street), 2);
  EXPECT_EQ(notices_of(hall.officer), 0) << "not two levels up";
  EXPECT_EQ(notices_of(hall.neighbour), 0);
}

TEST_P(Elections, WhoHasElectedIsLeftInPeace) {
  elected("2023-07-01");
  EXPECT_EQ(elections::remind(hall.hall()), 1);
  elected("2026-07-10");
  EXPECT_EQ(elections::remind(hall.hall()), 0);
  EXPECT_EQ(notices_of(hall.chair), 1);
}

}  // namespace
}  // namespace unionhall
