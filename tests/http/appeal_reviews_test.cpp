// What another union looks at again: proposals in place of an answer, and silence after one.
#include <gmock/gmock.h>

#include "appeals.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using test::soup;
using ::testing::ElementsAre;

class AppealReviews : public test::Appealing {};
UNIONHALL_ON_EACH_ENGINE(AppealReviews);

// ── Proposals ──────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(AppealReviews, ARefusalIsAProposalThatAnotherUnionLooksAtWhenSheObjects) {
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

TEST_P(AppealReviews, SheMayAgreeToAReferral) {
  const auto id = appeal(hall.worker, hall.riverside, "想打官司，请律师");
  EXPECT_EQ(take(hall.chair, id, "propose_referral", "转司法局法律援助中心").status, 200);
  EXPECT_EQ(take(hall.worker, id, "agree").status, 200);
  EXPECT_EQ(state(hall.worker, id), "referred");
}

TEST_P(AppealReviews, WhatTheTopSaidIsLookedAtByOneBelowItAndByNobodyOfItsOwn) {
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

TEST_P(AppealReviews, WhatWentUpIsLookedAtAboveTheUnionThatAnsweredIt) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  wait_days(3);
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id)) << "it was late and went up";
  answer(hall.officer, id, "区里来办");
  EXPECT_FALSE(may(hall.officer, id, "called_solved")) << "the county answered, so the city calls";
  EXPECT_TRUE(may(hall.registrar, id, "called_solved"));
}

// ── Silence ────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(AppealReviews, SilenceEndsItOnlyAfterThreeDaysOfCallsAndByAnotherUnion) {
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

TEST_P(AppealReviews, WhatSheSaysOnThePhoneIsWrittenDownByTheUnionThatCalls) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  answer(hall.chair, id, "有了");
  EXPECT_EQ(take(hall.officer, id, "called_not_solved", "她说今天没有").status, 200);
  EXPECT_EQ(state(hall.chair, id), "handling");
  answer(hall.chair, id, "现在有了");
  EXPECT_EQ(take(hall.officer, id, "called_solved", "她说有了").status, 200);
  EXPECT_EQ(hall.as(hall.worker).get("/api/v1/me/notices").text("/items/0/title"), "记下了：已解决") << "she reads what was written down";
}

}  // namespace
}  // namespace unionhall
