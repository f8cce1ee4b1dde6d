// What time does to a case: reminders, going up, lapsing, and days that were provisional.
#include <gmock/gmock.h>

#include "cases_test.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class CaseClock : public test::Asking {
 protected:
  void wait(std::chrono::hours time) {
    hall.advance(time);
    while (cases::wind(hall.hall(), 100) == 100) {
    }
  }
};
UNIONHALL_ON_EACH_ENGINE(CaseClock);

TEST_P(CaseClock, ATaskIsRemindedOfThenLateThenGoesUp) {
  const auto id = ask(hall.worker, hall.riverside);  // Wednesday 15 July, due on the 22nd
  wait(24h);
  EXPECT_THAT(keys_of(seen(hall.chair, id)), ElementsAre("filed")) << "before half of its time";
  wait(72h);
  EXPECT_THAT(keys_of(seen(hall.chair, id)), ElementsAre("filed", "reminded"));
  wait(48h);
  EXPECT_THAT(keys_of(seen(hall.chair, id)), ElementsAre("filed", "reminded", "reminded"));
  EXPECT_THAT(keys_of(seen(hall.worker, id)), ElementsAre("filed")) << "a reminder is between the union and itself";
  EXPECT_THAT(inbox(hall.chair), ElementsAre(id));

  wait(48h);  // Wednesday 22 July is over
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id)) << "the street has nobody, so it went to the county";
  EXPECT_THAT(inbox(hall.chair), IsEmpty());
  EXPECT_EQ(keys_of(seen(hall.worker, id)).back(), "escalated");
  EXPECT_EQ(seen(hall.worker, id).text("/tasks/0/org/name"), hall.qindu.name);
  EXPECT_EQ(take(hall.chair, id, "approve").status, 200) << "the union that it came to first may still answer";
}

TEST_P(CaseClock, LateAgainItGoesFurtherUpAndStopsAtTheTop) {
  const auto id = ask(hall.worker, hall.riverside);
  for (int i = 0; i < 40; ++i) wait(24h);
  EXPECT_EQ(seen(hall.worker, id).text("/tasks/0/org/name"), hall.city.name);
  EXPECT_EQ(std::ranges::count(keys_of(seen(hall.worker, id)), "escalated"), 2);
  EXPECT_THAT(inbox(hall.registrar), ElementsAre(id));
  EXPECT_THAT(inbox(hall.registrar, "inbox=1&overdue=1"), ElementsAre(id));
}

TEST_P(CaseClock, WhoseRoleIsOverHoldsNoCaseAnyMore) {
  hall.db().write(
      [&](db::Session& db) { db.exec("UPDATE roles SET ends_at_ms = :end WHERE id = :id", hall.clock.now() + 1h, hall.chair.role->id); });
  const auto before = ask(hall.worker, hall.riverside);
  EXPECT_EQ(seen(hall.worker, before).text("/tasks/0/org/name"), hall.riverside.name);
  hall.advance(1h);  // and nothing has ended the role in the books
  const auto after = ask(hall.neighbour, hall.riverside);
  EXPECT_EQ(seen(hall.neighbour, after).text("/tasks/0/org/name"), hall.qindu.name) << "the next union up where somebody works";
}

TEST_P(CaseClock, WhatTheApplicantLeavesLyingLapses) {
  const auto id = ask(hall.worker, hall.riverside);
  take(hall.chair, id, "return", "补材料");
  wait(29 * 24h);
  EXPECT_EQ(seen(hall.worker, id).text("state"), "returned");
  wait(3 * 24h);
  EXPECT_EQ(seen(hall.worker, id).text("outcome"), "lapsed");
  EXPECT_EQ(cases::wind(hall.hall(), 100), 0);
  EXPECT_EQ(count("SELECT count(*) FROM case_tasks WHERE done_at_ms IS NULL"), 0);
}

TEST_P(CaseClock, AProvisionalDayIsReckonedAnewOnceItsYearIsKnown) {
  hall.advance((28 + 31 + 30 + 31 + 30 + 16) * 24h);  // 28 December 2026
  const auto id = ask(hall.worker, hall.riverside);
  const auto before = seen(hall.worker, id);
  EXPECT_EQ(before.text("/tasks/0/due_on"), "2027-01-04");
  EXPECT_TRUE(before.at("/tasks/0/provisional").as_bool());

  const std::string text = "# 2027\nrest 2027-01-01 2027-01-03 元旦\n";
  hall.db().write([&](db::Session& db) { calendar::keep(db, *calendar::parse_year(text), text, hall.clock.now()); });
  wait(1h);
  const auto after = seen(hall.worker, id);
  EXPECT_EQ(after.text("/tasks/0/due_on"), "2027-01-05") << "1 January is no working day any more";
  EXPECT_FALSE(after.at("/tasks/0/provisional").as_bool());
}

TEST_P(CaseClock, WhereASecondPairOfEyesIsAskedForTheFirstIsPassedOverOnTheWayUp) {
  const auto id = ask(hall.officer, hall.riverside, {{"type", "witnessed"}, {"for_another", true}});
  EXPECT_THAT(inbox(hall.chair), ElementsAre(id));
  for (int day = 0; day < 9; ++day) wait(24h);
  EXPECT_EQ(seen(hall.officer, id).text("/tasks/0/org/name"), hall.city.name) << "at the county she herself is the only officer";
}

TEST_P(CaseClock, ADeadlineOfThisHallGoesBeforeTheTypes) {
  hall.hall().settings.case_days["asking.checking"] = 1;
  const auto id = ask(hall.worker, hall.riverside);
  EXPECT_EQ(seen(hall.worker, id).text("/tasks/0/due_on"), "2026-07-16");
}

}  // namespace
}  // namespace unionhall
