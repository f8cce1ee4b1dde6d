// Appeals: said, handled, answered; and ended by nobody but the worker, or by another union than the one that handled it.
#include <gmock/gmock.h>

#include "appeals.h"
#include "hall/access/own_data.h"
#include "hall/figures/figures.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using access::RoleWord;
using cases::Party;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

const std::string soup = "天太热，中午能不能有碗绿豆汤？";

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
  const auto accepted = take_with(hall.chair, id, {{"step", "accept"}, {"difficulty", "complex"}, {"category", "safety.heat"}});
  ASSERT_EQ(accepted.status, 200) << accepted.body;
  EXPECT_EQ(accepted.text("/tasks/0/due_on"), "2026-09-14") << "sixty days after 15 July; 13 September is a Sunday";
  EXPECT_EQ(accepted.text("/form/category_by"), "officer");
  EXPECT_EQ(take_with(hall.chair, id, {{"step", "classify"}, {"category", "gone"}, {"comment", "x"}}).error_at("/category"),
            "unknown_word");
}

// ── Proposals ──────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Appeals, ARefusalIsAProposalThatAnotherUnionLooksAtWhenSheObjects) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  EXPECT_EQ(take(hall.chair, id, "propose_refusal", "不归工会管").status, 200);
  EXPECT_FALSE(may(hall.chair, id, "uphold"));
  EXPECT_EQ(take(hall.worker, id, "object", "食堂是单位的").status, 200);
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id)) << "the county looks at it again";
  EXPECT_EQ(take(hall.chair, id, "uphold", "维持").key(), "cases.no_such_step");
  EXPECT_EQ(take(hall.officer, id, "send_back", "应当受理").status, 200);
  EXPECT_THAT(inbox(hall.chair), ElementsAre(id));

  EXPECT_EQ(take(hall.chair, id, "propose_refusal", "还是不归").status, 200);
  wait_days(16);
  EXPECT_EQ(state(hall.worker, id), "refusal_reviewed") << "her silence is no consent";
  EXPECT_EQ(take(hall.officer, id, "uphold", "食堂由承包方负责").status, 200);
  EXPECT_EQ(seen(hall.worker, id).text("outcome"), "refused");
}

TEST_P(Appeals, SheMayAgreeToAReferral) {
  const auto id = appeal(hall.worker, hall.riverside, "想打官司，请律师");
  EXPECT_EQ(take(hall.chair, id, "propose_referral", "转司法局法律援助中心").status, 200);
  EXPECT_EQ(take(hall.worker, id, "agree").status, 200);
  EXPECT_EQ(state(hall.worker, id), "referred");
}

TEST_P(Appeals, WhatTheTopSaidIsLookedAtByOneBelowItAndByNobodyOfItsOwn) {
  const auto id = appeal(hall.worker, hall.city, soup);
  EXPECT_EQ(take(hall.registrar, id, "propose_refusal", "不归市里").status, 200);
  take(hall.worker, id, "object", "归");
  const auto one = seen(hall.worker, id);
  const auto reviewer = one.text("/tasks/0/org/name");
  EXPECT_TRUE(reviewer == hall.qindu.name || reviewer == hall.weicheng.name) << reviewer;
  EXPECT_FALSE(may(hall.registrar, id, "uphold")) << "the city reaches every union, and decides on its own word all the same";
  const auto& peer = reviewer == hall.qindu.name ? hall.officer : hall.neighbour;
  EXPECT_TRUE(may(peer, id, "uphold"));
  EXPECT_EQ(take(peer, id, "send_back", "归").status, 200);
  EXPECT_EQ(state(hall.registrar, id), "handling");
}

TEST_P(Appeals, WhatWentUpIsLookedAtAboveTheUnionThatAnsweredIt) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  wait_days(3);
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id)) << "it was late and went up";
  answer(hall.officer, id, "区里来办");
  EXPECT_FALSE(may(hall.officer, id, "called_solved")) << "the county answered, so the city calls";
  EXPECT_TRUE(may(hall.registrar, id, "called_solved"));
}

// ── Silence ────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Appeals, SilenceEndsItOnlyAfterThreeDaysOfCallsAndByAnotherUnion) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  answer(hall.chair, id, "有了");
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id)) << "the call-back";
  EXPECT_EQ(post(hall.chair, id, "calls", {}).key(), "cases.no_such_step") << "whoever answered does not call";
  EXPECT_EQ(post(hall.officer, id, "calls", {{"comment", "关机"}}).status, 201);
  EXPECT_EQ(post(hall.officer, id, "calls", {}).status, 201);
  wait_days(16);
  EXPECT_EQ(state(hall.worker, id), "silent");
  EXPECT_EQ(post(hall.officer, id, "calls", {}).status, 201);
  EXPECT_EQ(take(hall.officer, id, "close", "没联系上").key(), "appeals.called_too_little") << "two of the three were on one day";
  hall.advance(24h);
  EXPECT_EQ(post(hall.officer, id, "calls", {}).status, 201);
  EXPECT_FALSE(may(hall.chair, id, "close"));
  EXPECT_EQ(take(hall.officer, id, "close", "三天没联系上").status, 200);
  EXPECT_EQ(take(hall.worker, id, "reopen", "手机坏了，刚看到").status, 200) << "she is back";
  EXPECT_EQ(state(hall.chair, id), "handling");
}

TEST_P(Appeals, WhatSheSaysOnThePhoneIsWrittenDownByTheUnionThatCalls) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  answer(hall.chair, id, "有了");
  EXPECT_EQ(take(hall.officer, id, "called_not_solved", "她说今天没有").status, 200);
  EXPECT_EQ(state(hall.chair, id), "handling");
  answer(hall.chair, id, "现在有了");
  EXPECT_EQ(take(hall.officer, id, "called_solved", "她说有了").status, 200);
  EXPECT_EQ(hall.as(hall.worker).get("/api/v1/me/notices").text("/items/0/title"), "记下了：已解决") << "she reads what was written down";
}

// ── Together ───────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Appeals, ThatSayMuchTheSameAreFoundAndAnsweredTogether) {
  const auto other_worker = hall.add_player("另一位");
  const auto lead = appeal(hall.worker, hall.riverside, soup);
  const auto follower = appeal(other_worker, hall.riverside, "天气太热了，中午能不能有绿豆汤喝？");
  appeal(other_worker, hall.riverside, "饭菜太咸，食堂换个师傅吧");
  const auto alike = hall.as(hall.chair).get("/api/v1/appeals/" + follower + "/alike");
  ASSERT_EQ(alike.items().size(), 1U) << alike.body;
  EXPECT_EQ(alike.text("/items/0/id"), lead);

  EXPECT_EQ(take_with(hall.chair, follower, {{"step", "propose_merger"}, {"lead", follower}, {"comment", "同一件事"}}).key(),
            "appeals.not_a_lead");
  EXPECT_EQ(take_with(hall.chair, follower, {{"step", "propose_merger"}, {"lead", lead}, {"comment", "同一件事"}}).status, 200);
  EXPECT_EQ(take(other_worker, follower, "agree").status, 200);
  EXPECT_EQ(hall.as(hall.chair).get("/api/v1/appeals/" + lead + "/alike").text("/following/0/id"), follower);

  answer(hall.chair, lead, "从今天起每天两点有绿豆汤");
  EXPECT_EQ(appeals::answer_followers(hall.hall(), 10), 1);
  const auto answered = seen(other_worker, follower);
  EXPECT_EQ(answered.text("state"), "replied");
  EXPECT_THAT(answered.body, HasSubstr("从今天起每天两点有绿豆汤"));
  EXPECT_EQ(hall.as(other_worker).get("/api/v1/me/notices").text("/items/0/title"), "您的诉求有了答复");
  EXPECT_EQ(take(other_worker, follower, "not_solved", "我们车间没有").status, 200) << "each says for herself";
  EXPECT_EQ(state(hall.worker, lead), "replied");
}

TEST_P(Appeals, ThatFollowOneThatIsTakenBackGoOnByThemselves) {
  const auto other_worker = hall.add_player("另一位");
  const auto lead = appeal(hall.worker, hall.riverside, soup), follower = appeal(other_worker, hall.riverside, soup);
  take_with(hall.chair, follower, {{"step", "propose_merger"}, {"lead", lead}, {"comment", "同一件事"}});
  take(other_worker, follower, "agree");
  take(hall.worker, lead, "withdraw");
  appeals::answer_followers(hall.hall(), 10);
  EXPECT_EQ(state(other_worker, follower), "handling");
}

TEST_P(Appeals, AWrongHandOverIsGivenBackWithinAWorkingDayAndOnce) {
  const auto hand_over = [&](const test::Player& who, const std::string& id, const test::Union& to) {
    return hall.as(who)
        .with("if-match", seen(who, id).etag())
        .post("/api/v1/cases/" + id + "/hand-overs", {{"org", to.id.text()}, {"comment", "归你们"}});
  };
  const auto give_back = [&](const test::Player& who, const std::string& id) {
    return hall.as(who).with("if-match", seen(who, id).etag()).post("/api/v1/cases/" + id + "/returns", {{"comment", "不归我们"}});
  };
  const auto id = appeal(hall.worker, hall.qindu, soup);
  EXPECT_EQ(give_back(hall.officer, id).key(), "cases.not_given_back") << "nobody handed it over";
  hand_over(hall.officer, id, hall.weicheng);
  EXPECT_EQ(seen(hall.neighbour, id).text("/tasks/0/came_from/name"), hall.qindu.name);
  EXPECT_THAT(give_back(hall.neighbour, id).status, ::testing::AnyOf(200, 204));
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id));
  EXPECT_EQ(keys_of(seen(hall.worker, id)).back(), "given_back");
  EXPECT_EQ(give_back(hall.officer, id).key(), "cases.not_given_back") << "it does not go to and fro";

  hand_over(hall.officer, id, hall.weicheng);
  hall.advance(2 * 24h);  // from Wednesday to Friday
  EXPECT_EQ(give_back(hall.neighbour, id).key(), "cases.not_given_back");
}

TEST_P(Appeals, AnotherUnionHelpsAndDecidesNothing) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  take(hall.chair, id, "accept");
  const auto asked = hall.as(hall.chair)
                         .with("if-match", seen(hall.chair, id).etag())
                         .post("/api/v1/cases/" + id + "/helpers", {{"org", hall.weicheng.id.text()}, {"comment", "你们怎么办的？"}});
  ASSERT_EQ(asked.status, 200) << asked.body;
  EXPECT_THAT(inbox(hall.neighbour), ElementsAre(id));
  EXPECT_THAT(seen(hall.neighbour, id).at("steps").as_array(), IsEmpty());
  EXPECT_THAT(keys_of(seen(hall.worker, id)), Not(Contains("help_asked"))) << "it is between the unions";
  const auto helped = hall.as(hall.neighbour)
                          .with("if-match", seen(hall.neighbour, id).etag())
                          .post("/api/v1/cases/" + id + "/help", {{"comment", "每天两点送到班组"}});
  EXPECT_EQ(helped.status, 200) << helped.body;
  EXPECT_THAT(inbox(hall.neighbour), IsEmpty());
  EXPECT_THAT(seen(hall.chair, id).body, HasSubstr("每天两点送到班组"));
  EXPECT_THAT(keys_of(seen(hall.chair, id)), Contains("helped"));
}

TEST_P(Appeals, EachOfTwoHelpersAnswersForItself) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  take(hall.chair, id, "accept");
  const auto other = hall.add_union(hall.city, 7, "杨陵区总工会", "county");
  const auto officer_there = hall.add_player("杨陵干部", RoleWord::officer, &other);
  for (const auto& whom : {hall.weicheng, other}) {
    const auto asked = hall.as(hall.chair)
                           .with("if-match", seen(hall.chair, id).etag())
                           .post("/api/v1/cases/" + id + "/helpers", {{"org", whom.id.text()}, {"comment", "你们怎么办的？"}});
    ASSERT_EQ(asked.status, 200) << asked.body;
  }
  const auto helped = hall.as(officer_there)
                          .with("if-match", seen(officer_there, id).etag())
                          .post("/api/v1/cases/" + id + "/help", {{"comment", "送到班组"}});
  ASSERT_EQ(helped.status, 200) << helped.body;
  EXPECT_THAT(inbox(officer_there), IsEmpty());
  EXPECT_THAT(inbox(hall.neighbour), ElementsAre(id)) << "its own answer is still awaited";
}

TEST_P(Appeals, TheUnionAbovePressesForIt) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  EXPECT_EQ(post(hall.chair, id, "supervision", {{"comment", "快办"}}).key(), "appeals.from_above_alone");
  EXPECT_EQ(post(hall.neighbour, id, "supervision", {{"comment", "快办"}}).status, 404);
  EXPECT_EQ(post(hall.officer, id, "supervision", {{"comment", "今天办结"}}).status, 204);
  const auto one = seen(hall.chair, id);
  EXPECT_TRUE(one.at("/form/supervised").as_bool());
  EXPECT_EQ(hall.as(hall.chair).get("/api/v1/me/notices").text("/items/0/title"), "上级督办");
}

// ── By others, and unseen ──────────────────────────────────────────────────────────────────────────────────────

TEST_P(Appeals, WhoeverWritesItDownForACallerDoesNotSpeakForHer) {
  const auto seat = hall.add_player("坐席", RoleWord::hotline_seat, &hall.city);
  const auto made = hall.as(seat).post("/api/v1/cases", {{"type", "appeal"},
                                                         {"org", hall.riverside.id.text()},
                                                         {"words", "老板拖欠工资两个月"},
                                                         {"for_another", true},
                                                         {"channel", "hotline"},
                                                         {"caller", "王某"},
                                                         {"phone", "12900000077"}});
  ASSERT_EQ(made.status, 201) << made.body;
  const auto id = made.text("id");
  EXPECT_EQ(seen(hall.chair, id).text("/form/category"), "wages.arrears");
  EXPECT_EQ(seen(hall.chair, id).text("/form/caller"), "王某");
  EXPECT_THAT(seen(hall.chair, id).body, Not(HasSubstr("12900000077")));
  EXPECT_FALSE(may(seat, id, "withdraw"));
  answer(hall.chair, id, "催到了");
  EXPECT_FALSE(may(seat, id, "solved"));
  EXPECT_TRUE(may(seat, id, "called_solved")) << "a seat of the city calls back for the unions below";
  EXPECT_EQ(
      hall.as(hall.worker)
          .post("/api/v1/cases", {{"type", "appeal"}, {"org", hall.riverside.id.text()}, {"words", "代人说的"}, {"for_another", true}})
          .error_at("/for_another"),
      "officers_alone");
}

TEST_P(Appeals, WhoeverCallsBackSeesTheWholePhoneAndSheIsToldOfIt) {
  const auto seat = hall.add_player("坐席", RoleWord::hotline_seat, &hall.city);
  const auto id = ask(seat, hall.riverside,
                      {{"type", "appeal"}, {"words", soup}, {"for_another", true}, {"channel", "hotline"}, {"phone", "12900000077"}});
  EXPECT_EQ(post(hall.neighbour, id, "phone-looks", {}).status, 404);
  EXPECT_EQ(post(hall.chair, id, "phone-looks", {}).text("phone"), "12900000077") << "the first contact is hers";
  answer(hall.chair, id, "有了");
  EXPECT_EQ(post(hall.chair, id, "phone-looks", {}).key(), "cases.no_such_step");
  EXPECT_EQ(post(seat, id, "phone-looks", {}).text("phone"), "12900000077");
  EXPECT_EQ(keys_of(seen(hall.chair, id)).back(), "phone_seen");
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'reveal' AND subject_kind = 'case'"), 2);

  const auto nameless = appeal(hall.worker, hall.riverside, soup, {{"nameless", true}});
  EXPECT_EQ(post(hall.chair, nameless, "phone-looks", {}).key(), "appeals.nameless");
  const auto without =
      ask(seat, hall.riverside, {{"type", "appeal"}, {"words", soup}, {"for_another", true}, {"channel", "visit"}, {"caller", "王某"}});
  EXPECT_EQ(post(hall.chair, without, "phone-looks", {}).key(), "appeals.no_phone");
}

TEST_P(Appeals, WhatCallersSaidGoesTwoYearsAfterTheEnd) {
  const auto seat = hall.add_player("坐席", RoleWord::hotline_seat, &hall.city);
  const auto id =
      ask(seat, hall.riverside, {{"type", "appeal"}, {"words", soup}, {"for_another", true}, {"channel", "hotline"}, {"caller", "王某"}});
  answer(hall.chair, id, "有了");
  take(hall.officer, id, "called_solved", "她说有了");
  wait_days(31);
  hall.advance(729 * 24h);
  EXPECT_EQ(appeals::forget_old(hall.hall()), 0);
  hall.advance(2 * 24h);
  EXPECT_EQ(appeals::forget_old(hall.hall()), 1);
  EXPECT_EQ(appeals::forget_old(hall.hall()), 0);
  const auto after = seen(hall.chair, id);
  EXPECT_THAT(after.body, AllOf(Not(HasSubstr("王某")), Not(HasSubstr(soup)), Not(HasSubstr("她说有了"))));
}

TEST_P(Appeals, AHiddenOneIsAnsweredAndLeavesNoTraceAtTheEmployers) {
  const auto id = appeal(hall.worker, hall.riverside, soup, {{"hidden_from", hall.riverside.id.text()}});
  EXPECT_EQ(seen(hall.chair, id).status, 404);
  EXPECT_THAT(inbox(hall.chair), IsEmpty());
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id));
  EXPECT_EQ(hall.as(hall.chair).get("/api/v1/appeals/" + id + "/alike").status, 404);
  answer(hall.officer, id, "我们去看过了");
  EXPECT_EQ(take(hall.worker, id, "solved").status, 200);
}

TEST_P(Appeals, SayWhetherSheSaidItBeforeButNotWhatShePutOutOfSight) {
  appeal(hall.worker, hall.riverside, soup, {{"hidden_from", hall.riverside.id.text()}});
  const auto nameless = appeal(hall.worker, hall.riverside, soup, {{"nameless", true}});
  const auto open = appeal(hall.worker, hall.riverside, soup);
  EXPECT_FALSE(seen(hall.chair, open).has("/form/repeats"));
  const auto again = appeal(hall.worker, hall.riverside, soup);
  EXPECT_EQ(seen(hall.chair, again).text("/form/repeats"), open);
  EXPECT_FALSE(seen(hall.chair, nameless).has("/form/repeats"));
}

TEST_P(Appeals, ANamelessOneShowsNoNameAndTakesNoVoice) {
  const auto id = appeal(hall.worker, hall.riverside, soup, {{"nameless", true}});
  EXPECT_THAT(seen(hall.chair, id).body, Not(HasSubstr(hall.worker.name)));
  const std::string voice("\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\xF7\x81\x01\x42\xF2\x81\x04\x42\xF3\x81\x08\x42\x82\x84webm", 31);
  EXPECT_EQ(hall.as(hall.worker).upload("/api/v1/cases/" + id + "/attachments?name=a.webm", voice).key(), "cases.names_its_author");
  const auto open = appeal(hall.worker, hall.riverside, soup);
  const auto added = hall.as(hall.worker).upload("/api/v1/cases/" + open + "/attachments?name=a.webm", voice);
  ASSERT_EQ(added.status, 201) << added.body;
  const auto heard = hall.as(hall.chair).get("/api/v1/cases/" + open + "/attachments/" + added.text("id"));
  EXPECT_EQ(heard.header("content-type"), "audio/webm");
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
