// Appeals: said, handled, answered; and ended by nobody but the worker, or by another union than the one that handled it.
#include <gmock/gmock.h>

#include "appeals.h"
#include "hall/access/own_data.h"
#include "hall/figures/figures.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using cases::Party;
using test::soup;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

// ── The table ──────────────────────────────────────────────────────────────────────────────────────────────────

bool settles(std::string_view state) { return state == "solved" || state == "unsolved" || state == "unreached"; }

TEST(AppealRules, NoStepOfTheUnionThatHandlesItLeadsToAnEnd) {
  const auto& rules = appeals::rules();
  EXPECT_THAT(cases::faults_of(rules), IsEmpty());
  int looked_at = 0;
  for (const auto& step : rules.steps) {
    const bool ends = cases::find_state(rules, step.to)->ended() || settles(step.to);
    if (step.by == Party::addressed || step.by == Party::helper) {
      EXPECT_FALSE(ends) << step.word << " out of " << step.from;
      ++looked_at;
    }
  }
  EXPECT_GT(looked_at, 10);
}

TEST(AppealRules, AndTheClockEndsOnlyWhatSheOrAnotherUnionHasSettled) {
  const auto& rules = appeals::rules();
  for (const auto& step : rules.steps) {
    if (step.by == Party::clock && cases::find_state(rules, step.to)->ended()) {
      EXPECT_TRUE(settles(step.from)) << step.word << " out of " << step.from;
    }
  }
}

class Appeals : public test::Appealing {};
UNIONHALL_ON_EACH_ENGINE(Appeals);

// ── The straight way ───────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Appeals, AreAnsweredAndEndWhenTheWorkerSaysSo) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  const auto one = seen(hall.chair, id);
  EXPECT_EQ(one.text("/form/words"), soup);
  EXPECT_EQ(one.text("/form/category"), "living.canteen");
  EXPECT_EQ(one.text("/form/category_by"), "words");
  EXPECT_EQ(hall.as(hall.chair).get("/api/v1/cases?inbox=1").text("/items/0/brief"), "生活服务 · 食堂");
  EXPECT_EQ(one.text("/tasks/0/due_on"), "2026-07-16") << "the first contact is due in a working day";

  EXPECT_EQ(take(hall.chair, id, "accept").status, 200);
  EXPECT_EQ(seen(hall.worker, id).text("/tasks/0/due_on"), "2026-07-22") << "five working days after Wednesday 15 July";
  EXPECT_EQ(take(hall.chair, id, "reply", "今天下午就有").status, 200);
  EXPECT_FALSE(may(hall.chair, id, "called_solved")) << "whoever answered does not say that it is solved";
  EXPECT_TRUE(may(hall.officer, id, "called_solved")) << "the county calls back";

  const auto solved = take_with(hall.worker, id, {{"step", "solved"}, {"satisfaction", 5}});
  ASSERT_EQ(solved.status, 200) << solved.body;
  EXPECT_EQ(solved.text("/form/verdict"), "solved");
  EXPECT_EQ(solved.number("/form/satisfaction"), 5);
  EXPECT_THAT(inbox(hall.chair), IsEmpty());
  EXPECT_THAT(inbox(hall.officer), IsEmpty());
  wait_days(31);
  EXPECT_EQ(state(hall.worker, id), "closed");
  EXPECT_EQ(seen(hall.worker, id).text("outcome"), "granted");
  figures::fold_all(hall.db());
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());
}

TEST_P(Appeals, WhatIsSaidIsSealedAndErasedWithHer) {
  const auto id = appeal(hall.worker, hall.riverside, soup, {{"place", "东门食堂"}});
  EXPECT_EQ(count("SELECT count(*) FROM appeal_forms WHERE words_sealed LIKE '%绿豆汤%' OR place_sealed LIKE '%食堂%'"), 0);
  hall.db().write([&](db::Session& db) {
    access::own_data::Whose whose;
    whose.cases.values = {cases::CaseId::parse(id)->value};
    access::own_data::erase(db, hall.hall(), whose, hall.clock.now());
  });
  const auto after = seen(hall.chair, id);
  EXPECT_FALSE(after.has("/form/words"));
  EXPECT_EQ(after.text("/form/category"), "living.canteen") << "that something was said is counted on";
}

TEST_P(Appeals, ComeBackWhenSheSaysThatItIsNotSolvedAndTheSecondTimeTheUnionAboveIsCalledIn) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  answer(hall.chair, id, "会考虑");
  EXPECT_EQ(take(hall.worker, id, "not_solved").error_at("/comment"), "required");
  EXPECT_EQ(take(hall.worker, id, "not_solved", "还是没有").status, 200);
  EXPECT_FALSE(seen(hall.worker, id).at("/form/supervised").as_bool());
  answer(hall.chair, id, "明天一定");
  EXPECT_EQ(take(hall.worker, id, "not_solved", "今天也没有").status, 200);
  EXPECT_TRUE(seen(hall.worker, id).at("/form/supervised").as_bool());
  EXPECT_EQ(seen(hall.worker, id).number("/form/not_solved_times"), 2);
  answer(hall.chair, id, "有了");
  EXPECT_EQ(take(hall.worker, id, "solved").status, 200);
  EXPECT_EQ(take(hall.worker, id, "reopen", "又没有了").status, 200) << "within a month she may come back to it";
  EXPECT_EQ(state(hall.worker, id), "handling");
}

TEST_P(Appeals, SheMayLeaveItUnsolved) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  answer(hall.chair, id, "没有办法");
  EXPECT_EQ(take_with(hall.worker, id, {{"step", "give_up"}, {"satisfaction", 1}}).status, 200);
  wait_days(31);
  const auto one = seen(hall.worker, id);
  EXPECT_EQ(one.text("state"), "given_up");
  EXPECT_EQ(one.text("/form/verdict"), "unsolved");
}

TEST_P(Appeals, AreRatedByTheWorkerAloneAndOnce) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  EXPECT_EQ(post(hall.worker, id, "ratings", {{"satisfaction", 4}}).key(), "appeals.no_answer_yet");
  answer(hall.chair, id, "有了");
  take(hall.worker, id, "solved");
  EXPECT_EQ(post(hall.chair, id, "ratings", {{"satisfaction", 5}}).status, 409);
  EXPECT_EQ(post(hall.worker, id, "ratings", {{"satisfaction", 6}}).error_at("/satisfaction"), "too_large");
  EXPECT_EQ(post(hall.worker, id, "ratings", {{"satisfaction", 4}}).status, 204);
  EXPECT_EQ(post(hall.worker, id, "ratings", {{"satisfaction", 1}}).key(), "appeals.rated_already");
}

// ── Clocks ─────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Appeals, AnUrgentOneIsCountedInHoursAndGoesUpInTwo) {
  const auto id = appeal(hall.worker, hall.riverside, "脚手架松了，很危险", {{"urgent", true}});
  EXPECT_EQ(seen(hall.chair, id).text("/tasks/0/due_at"), "2026-07-15T16:20:08.000+08:00");
  EXPECT_THAT(inbox(hall.chair, "inbox=1&overdue=1"), IsEmpty());
  hall.advance(2h);
  EXPECT_THAT(inbox(hall.chair, "inbox=1&overdue=1"), ElementsAre(id));
  wait(0h);
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id)) << "the street has nobody, so it went to the county";
  EXPECT_EQ(take(hall.officer, id, "accept").status, 200);
  EXPECT_EQ(seen(hall.officer, id).text("/tasks/0/due_at"), "2026-07-16T16:20:08.000+08:00") << "a day by the clock";
  EXPECT_EQ(take(hall.officer, id, "extend", "要时间").key(), "appeals.not_extended");
}

TEST_P(Appeals, TheTimeIsExtendedOnceAndBeforeItIsOver) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  take(hall.chair, id, "accept");
  const auto extended = take(hall.chair, id, "extend", "等设备");
  ASSERT_EQ(extended.status, 200) << extended.body;
  EXPECT_EQ(extended.text("/tasks/0/due_on"), "2026-07-29") << "ten working days from the day it was taken up";
  EXPECT_EQ(take(hall.chair, id, "extend", "再等等").key(), "appeals.too_late_to_extend");

  const auto late = appeal(hall.worker, hall.riverside, soup);
  take(hall.chair, late, "accept");
  hall.advance(8 * 24h);
  EXPECT_EQ(take(hall.chair, late, "extend", "忘了").key(), "appeals.too_late_to_extend");
  EXPECT_EQ(take_with(hall.chair, late, {{"step", "classify"}, {"difficulty", "complex"}, {"comment", "很难"}}).key(),
            "appeals.too_late_to_extend")
      << "nor does it become harder once it is late";
}

TEST_P(Appeals, AskingForMoreDoesNotStopTheClock) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  take(hall.chair, id, "accept");
  hall.advance(24h);
  EXPECT_EQ(take(hall.chair, id, "ask", "哪个食堂？").status, 200);
  hall.advance(24h);
  EXPECT_EQ(take(hall.worker, id, "tell", "东门的").status, 200);
  const auto one = seen(hall.chair, id);
  EXPECT_EQ(one.text("/tasks/0/due_on"), "2026-07-22");
  EXPECT_EQ(one.at("tasks").as_array().size(), 1U);
}

TEST_P(Appeals, AnOfficerSaysHowHardItIs) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  const auto accepted =
      take_with(hall.chair, id, {{"step", "accept"}, {"difficulty", "complex"}, {"category", "safety.heat"}, {"kind", "suggestion"}});
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(accepted.text("/tasks/0/due_on"), "2026-09-14") << "sixty days after 15 July; 13 September is a Sunday";
  EXPECT_EQ(accepted.text("/form/category_by"), "officer");
  EXPECT_EQ(accepted.text("/form/kind"), "suggestion");
  EXPECT_EQ(take_with(hall.chair, id, {{"step", "classify"}, {"category", "gone"}, {"comment", "x"}}).error_at("/category"),
            "unknown_word");
}

// ── Words that suggest ─────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Appeals, TheTableOfWordsIsTheCitysToChange) {
  const auto suggested = [&](const std::string& words) {
    return hall.as(hall.worker).post("/api/v1/appeal-suggestions", {{"words", words}});
  };
  EXPECT_EQ(suggested("老板拖欠工资，希望管管").text("category"), "wages.arrears") << "a wish's tone weighs nothing beside a matter";
  EXPECT_EQ(suggested("老板拖欠工资，希望管管").text("/because/0"), "拖欠");
  EXPECT_FALSE(suggested("啦啦啦").has("category"));
  const http::json::object word{{"word", "换电柜"}, {"category", "living.commute"}};
  EXPECT_EQ(hall.as(hall.officer).post("/api/v1/appeal-hints", word).key(), "appeals.city_alone");
  EXPECT_EQ(hall.as(hall.registrar).post("/api/v1/appeal-hints", word).status, 204);
  EXPECT_EQ(suggested("楼下没有换电柜").text("category"), "living.commute");
  EXPECT_EQ(hall.as(hall.registrar).post("/api/v1/appeal-hints", {{"word", "换电柜"}}).status, 204);
  EXPECT_EQ(suggested("楼下没有换电柜").text("/because/0"), "换电") << "a shorter word of the program stands in it";
}

TEST_P(Appeals, NobodySaysMoreThanTwentyADay) {
  for (int i = 0; i < 20; ++i) appeal(hall.worker, hall.riverside, soup);
  EXPECT_EQ(hall.as(hall.worker).post("/api/v1/cases", {{"type", "appeal"}, {"org", hall.riverside.id.text()}, {"words", soup}}).status,
            429);
}

}  // namespace
}  // namespace unionhall
