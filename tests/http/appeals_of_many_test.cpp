// Appeals in which others have a part: one like it, unions that help or press, whoever writes it down, and who must not see it.
#include <gmock/gmock.h>

#include "appeals.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using access::RoleWord;
using test::soup;
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class AppealsOfMany : public test::Appealing {};
UNIONHALL_ON_EACH_ENGINE(AppealsOfMany);

// ── Together ───────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(AppealsOfMany, ThatSayMuchTheSameAreFoundAndAnsweredTogether) {
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

TEST_P(AppealsOfMany, ThatFollowOneThatIsTakenBackGoOnByThemselves) {
  const auto other_worker = hall.add_player("另一位");
  const auto lead = appeal(hall.worker, hall.riverside, soup), follower = appeal(other_worker, hall.riverside, soup);
  take_with(hall.chair, follower, {{"step", "propose_merger"}, {"lead", lead}, {"comment", "同一件事"}});
  take(other_worker, follower, "agree");
  take(hall.worker, lead, "withdraw");
  appeals::answer_followers(hall.hall(), 10);
  EXPECT_EQ(state(other_worker, follower), "handling");
}

TEST_P(AppealsOfMany, AboutTheSameAreTiedAndEachIsAnsweredByItself) {
  const auto other_worker = hall.add_player("另一位");
  const auto one = appeal(hall.worker, hall.riverside, soup), other = appeal(other_worker, hall.riverside, "饭菜太咸");
  const auto tied_to = [&](const std::string& id) {
    const auto alike = hall.as(hall.chair).get("/api/v1/appeals/" + id + "/alike");
    return alike.at("/tied").as_array().empty() ? "" : alike.text("/tied/0/id");
  };
  EXPECT_EQ(post(hall.chair, one, "ties", {{"appeal", other}}).status, 204);
  EXPECT_EQ(post(hall.chair, other, "ties", {{"appeal", one}}).status, 204) << "they are tied already";
  EXPECT_EQ(tied_to(one), other);
  EXPECT_EQ(tied_to(other), one);
  EXPECT_EQ(std::ranges::count(keys_of(seen(hall.chair, other)), "tied"), 1);
  EXPECT_THAT(keys_of(seen(other_worker, other)), Not(Contains("tied"))) << "it is between the unions";
  EXPECT_EQ(state(hall.worker, one), "received");
  answer(hall.chair, one, "有了");
  EXPECT_EQ(state(other_worker, other), "received");

  const auto untie = [&] { return hall.as(hall.chair).del("/api/v1/appeals/" + other + "/ties/" + one).status; };
  EXPECT_EQ(untie(), 204);
  EXPECT_EQ(untie(), 204);
  EXPECT_EQ(tied_to(one), "");
  EXPECT_EQ(keys_of(seen(hall.chair, one)).back(), "untied");

  EXPECT_EQ(post(hall.chair, one, "ties", {{"appeal", one}}).key(), "appeals.not_to_tie");
  EXPECT_EQ(post(hall.neighbour, one, "ties", {{"appeal", other}}).status, 404);
}

TEST_P(AppealsOfMany, AHiddenOneIsTiedToNoneThatIsNot) {
  const auto open = appeal(hall.worker, hall.riverside, soup);
  const auto hidden = appeal(hall.add_player("另一位"), hall.riverside, soup, {{"hidden_from", hall.riverside.id.text()}});
  const auto as_well = appeal(hall.add_player("第三位"), hall.riverside, soup, {{"hidden_from", hall.riverside.id.text()}});
  EXPECT_EQ(post(hall.officer, open, "ties", {{"appeal", hidden}}).key(), "appeals.not_to_tie");
  EXPECT_EQ(post(hall.officer, hidden, "ties", {{"appeal", open}}).key(), "appeals.not_to_tie");
  EXPECT_EQ(post(hall.officer, hidden, "ties", {{"appeal", as_well}}).status, 204);
  EXPECT_EQ(post(hall.chair, open, "ties", {{"appeal", hidden}}).status, 404);
}

TEST_P(AppealsOfMany, AWrongHandOverIsGivenBackWithinAWorkingDayAndOnce) {
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

TEST_P(AppealsOfMany, AnotherUnionHelpsAndDecidesNothing) {
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

TEST_P(AppealsOfMany, EachOfTwoHelpersAnswersForItself) {
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

TEST_P(AppealsOfMany, TheUnionAbovePressesForIt) {
  const auto id = appeal(hall.worker, hall.riverside, soup);
  EXPECT_EQ(post(hall.chair, id, "supervision", {{"comment", "快办"}}).key(), "appeals.from_above_alone");
  EXPECT_EQ(post(hall.neighbour, id, "supervision", {{"comment", "快办"}}).status, 404);
  EXPECT_EQ(post(hall.officer, id, "supervision", {{"comment", "今天办结"}}).status, 204);
  const auto one = seen(hall.chair, id);
  EXPECT_TRUE(one.at("/form/supervised").as_bool());
  EXPECT_EQ(hall.as(hall.chair).get("/api/v1/me/notices").text("/items/0/title"), "上级督办");
}

// ── By others, and unseen ──────────────────────────────────────────────────────────────────────────────────────

TEST_P(AppealsOfMany, WhoeverWritesItDownForACallerDoesNotSpeakForHer) {
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

TEST_P(AppealsOfMany, WhoeverCallsBackSeesTheWholePhoneAndSheIsToldOfIt) {
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

TEST_P(AppealsOfMany, WhatCallersSaidGoesTwoYearsAfterTheEnd) {
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

TEST_P(AppealsOfMany, AHiddenOneIsAnsweredAndLeavesNoTraceAtTheEmployers) {
  const auto id = appeal(hall.worker, hall.riverside, soup, {{"hidden_from", hall.riverside.id.text()}});
  EXPECT_EQ(seen(hall.chair, id).status, 404);
  EXPECT_THAT(inbox(hall.chair), IsEmpty());
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id));
  EXPECT_EQ(hall.as(hall.chair).get("/api/v1/appeals/" + id + "/alike").status, 404);
  answer(hall.officer, id, "我们去看过了");
  EXPECT_EQ(take(hall.worker, id, "solved").status, 200);
}

TEST_P(AppealsOfMany, SayWhetherSheSaidItBeforeButNotWhatShePutOutOfSight) {
  appeal(hall.worker, hall.riverside, soup, {{"hidden_from", hall.riverside.id.text()}});
  const auto nameless = appeal(hall.worker, hall.riverside, soup, {{"nameless", true}});
  const auto open = appeal(hall.worker, hall.riverside, soup);
  EXPECT_FALSE(seen(hall.chair, open).has("/form/repeats"));
  const auto again = appeal(hall.worker, hall.riverside, soup);
  EXPECT_EQ(seen(hall.chair, again).text("/form/repeats"), open);
  EXPECT_FALSE(seen(hall.chair, nameless).has("/form/repeats"));
}

TEST_P(AppealsOfMany, ANamelessOneShowsNoNameAndTakesNoVoice) {
  const auto id = appeal(hall.worker, hall.riverside, soup, {{"nameless", true}});
  EXPECT_THAT(seen(hall.chair, id).body, Not(HasSubstr(hall.worker.name)));
  const std::string voice = "\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\xF7\x81\x01\x42\xF2\x81\x04\x42\xF3\x81\x08\x42\x82\x84webm";
  EXPECT_EQ(hall.as(hall.worker).upload("/api/v1/cases/" + id + "/attachments?name=a.webm", voice).key(), "cases.names_its_author");
  const auto open = appeal(hall.worker, hall.riverside, soup);
  const auto added = hall.as(hall.worker).upload("/api/v1/cases/" + open + "/attachments?name=a.webm", voice);
  ASSERT_EQ(added.status, 201) << added.body;
  const auto heard = hall.as(hall.chair).get("/api/v1/cases/" + open + "/attachments/" + added.text("id"));
  EXPECT_EQ(heard.header("content-type"), "audio/webm");
}

}  // namespace
}  // namespace unionhall
