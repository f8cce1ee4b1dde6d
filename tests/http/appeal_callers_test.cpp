// Callers without an account: by a link they read the answer, and the end is theirs also here.
#include "services/appeals/callers.h"

#include "appeals_links.h"
#include "hall/access/own_data.h"

namespace unionhall {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Callers : public test::AppealLinks {
 protected:
  /// Written down by the seat.
  std::string called(http::json::object more = {}) {
    more.emplace("for_another", true);
    more.emplace("channel", "hotline");
    more.emplace("caller", "王师傅");
    more.emplace("phone", "12600000041");
    return file(seat, std::move(more));
  }
  /// Answered by the chair: the code that the caller is sent.
  std::string answered(const std::string& appeal) {
    EXPECT_EQ(take(hall.chair, appeal, "accept").status, 200);
    EXPECT_EQ(take(hall.chair, appeal, "reply", {{"comment", "今天下午有汤"}}).status, 200);
    const auto texts = sent();
    EXPECT_THAT(texts, SizeIs(1));
    return texts.empty() ? "" : code_behind(texts.back().params.at("link"));
  }
  test::Reply look(const std::string& code, const std::string& surname = "王") {
    return nobody().post("/api/v1/appeal-links/looks", {{"code", code}, {"surname", surname}});
  }
  test::Reply step(const test::Reply& look, const std::string& word, http::json::object more = {}) {
    more["look"] = look.text("look");
    more["step"] = word;
    return nobody().post("/api/v1/appeal-links/steps", std::move(more));
  }
  static std::vector<std::string> steps_of(const test::Reply& look) {
    std::vector<std::string> words;
    for (const auto& step : look.at("/appeal/steps").as_array()) words.emplace_back(step.at("step").as_string());
    return words;
  }

  test::Player seat = hall.add_player("坐席", access::RoleWord::hotline_seat, &hall.city);
};
UNIONHALL_ON_EACH_ENGINE(Callers);

TEST_P(Callers, GetALinkWhenItIsTheirTurnAndNotBefore) {
  const auto appeal = called();
  EXPECT_THAT(sent(), IsEmpty());
  ASSERT_EQ(take(hall.chair, appeal, "accept").status, 200);
  EXPECT_THAT(sent(), IsEmpty());
  ASSERT_EQ(take(hall.chair, appeal, "ask", {{"comment", "哪个车间"}}).status, 200);
  const auto asked = sent();
  ASSERT_THAT(asked, SizeIs(1));
  EXPECT_EQ(asked[0].to, "12600000041");
  EXPECT_EQ(asked[0].template_word, "appeal_turn");
  EXPECT_EQ(asked[0].params.at("number"), seen(hall.chair, appeal).text("number"));
  EXPECT_THAT(asked[0].params.at("link"), HasSubstr("/open/a/#"));

  const auto code = code_behind(asked[0].params.at("link"));
  EXPECT_EQ(step(look(code), "tell", {{"comment", "二号车间"}}).status, 204);
  EXPECT_THAT(sent(), IsEmpty()) << "her own steps are no news to her";
  ASSERT_EQ(take(hall.chair, appeal, "propose_referral", {{"comment", "归社保局"}}).status, 200);
  const auto proposed = sent();
  ASSERT_THAT(proposed, SizeIs(1));
  EXPECT_EQ(code_behind(proposed[0].params.at("link")), code) << "one appeal, one link";
}

TEST_P(Callers, WithAnAccountOrWithoutAPhoneThereIsNoLink) {
  const auto own = file(hall.worker);
  take(hall.chair, own, "accept");
  take(hall.chair, own, "reply", {{"comment", "有汤"}});
  const auto phoneless = file(seat, {{"for_another", true}, {"channel", "visit"}, {"caller", "李师傅"}});
  take(hall.chair, phoneless, "accept");
  take(hall.chair, phoneless, "reply", {{"comment", "有汤"}});
  for (const auto& text : sent()) EXPECT_NE(text.template_word, "appeal_turn");
  EXPECT_EQ(count("SELECT count(*) FROM appeal_caller_links"), 0);
}

TEST_P(Callers, ReadTheAnswerAndNothingThatNamesThem) {
  const auto appeal = called({{"place", "二号车间"}});
  const auto code = answered(appeal);
  hall.as(hall.chair).post("/api/v1/cases/" + appeal + "/comments", {{"text", "这人常打来"}, {"inside", true}});
  const auto seen_by_her = look(code, "王强");
  ASSERT_EQ(seen_by_her.status, 200) << seen_by_her.body;
  EXPECT_EQ(seen_by_her.text("/appeal/number"), seen(hall.chair, appeal).text("number"));
  EXPECT_EQ(seen_by_her.text("/appeal/words"), "天热，中午能不能喝到绿豆汤");
  EXPECT_EQ(seen_by_her.text("/appeal/track/2/note"), "今天下午有汤");
  EXPECT_THAT(steps_of(seen_by_her), ElementsAre("solved", "not_solved", "give_up"));
  for (const auto* secret : {"王师傅", "12600000041", "126", "这人常打来"}) EXPECT_THAT(seen_by_her.body, Not(HasSubstr(secret))) << secret;
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'link_opened' AND subject_kind = 'case'"), 1);
}

TEST_P(Callers, TheEndIsTheirs) {
  const auto appeal = called();
  const auto code = answered(appeal);
  EXPECT_EQ(step(look(code), "not_solved").error_at("/comment"), "required");
  EXPECT_EQ(step(look(code), "not_solved", {{"comment", "没喝到"}}).status, 204);
  EXPECT_EQ(seen(hall.chair, appeal).text("state"), "handling");
  ASSERT_EQ(take(hall.chair, appeal, "reply", {{"comment", "明天备双份"}}).status, 200);
  const auto opened = look(code);
  EXPECT_EQ(step(opened, "solved", {{"satisfaction", 5}}).status, 204);
  const auto now = seen(hall.chair, appeal);
  EXPECT_EQ(now.text("state"), "solved");
  EXPECT_EQ(now.number("/form/satisfaction"), 5);
  EXPECT_THAT(keys_of(now), ElementsAre("filed", "accept", "reply", "not_solved", "reply", "solved"));
  EXPECT_EQ(now.text("/track/5/party"), "applicant");
  EXPECT_EQ(step(opened, "solved").key(), "cases.changed_meanwhile");
  EXPECT_THAT(steps_of(look(code)), ElementsAre("reopen"));
}

TEST_P(Callers, NobodyTakesTheirStepsForThem) {
  const auto appeal = called();
  const auto code = answered(appeal);
  for (const auto* word : {"solved", "give_up"}) {
    EXPECT_THAT(take(seat, appeal, word).key(), ::testing::AnyOf("cases.no_such_step", "cases.not_found")) << word;
    EXPECT_EQ(take(hall.chair, appeal, word).key(), "cases.no_such_step") << word;
  }
  const auto opened = look(code);
  for (const auto* word : {"reply", "close", "called_solved", "no_word"}) {
    EXPECT_EQ(step(opened, word, {{"comment", "x"}}).key(), "cases.no_such_step") << "nor she the union's: " << word;
  }
  EXPECT_EQ(seen(hall.chair, appeal).text("state"), "replied");
}

TEST_P(Callers, AWrongNameIsAnsweredAsAWrongCodeAndThreeShutTheLink) {
  const auto code = answered(called());
  const auto without_id = [](const test::Reply& reply) {
    auto body = reply.json.as_object();
    body.erase("instance");
    return http::json::serialize(body);
  };
  const auto nothing = look("8K3T-92QF-M4XH-7CVP");
  EXPECT_EQ(nothing.key(), "appeals.link_fits_nothing");
  for (int i = 0; i < appeals::callers::tries_most; ++i) EXPECT_EQ(without_id(look(code, "李")), without_id(nothing));
  EXPECT_EQ(without_id(look(code)), without_id(nothing)) << "shut";
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'link_refused'"), 3);
}

TEST_P(Callers, ALinkWhoseKeyIsGoneFitsNothing) {
  const auto code = answered(called());
  hall.db().write([](db::Session& s) { s.exec("UPDATE appeal_caller_links SET key_no = 99"); });
  EXPECT_EQ(look(code).key(), "appeals.link_fits_nothing");
}

TEST_P(Callers, WhereNoNameWasWrittenDownTheLinkIsAll) {
  const auto appeal = file(seat, {{"for_another", true}, {"channel", "hotline"}, {"phone", "12600000041"}});
  EXPECT_EQ(look(answered(appeal), "谁").status, 200);
}

TEST_P(Callers, SayMoreAndRate) {
  const auto appeal = called();
  const auto code = answered(appeal);
  const auto opened = look(code);
  EXPECT_EQ(nobody().post("/api/v1/appeal-links/comments", {{"look", opened.text("look")}, {"text", "要凉的"}}).status, 204);
  EXPECT_THAT(keys_of(seen(hall.chair, appeal)), Contains("comment"));
  EXPECT_GE(count("SELECT count(*) FROM notices WHERE key = 'cases.said_by_her'"), 1) << "whoever holds it now is told";
  const auto rate = [&](const test::Reply& by) {
    return nobody().post("/api/v1/appeal-links/ratings", {{"look", by.text("look")}, {"satisfaction", 2}});
  };
  EXPECT_EQ(rate(opened).key(), "appeals.no_answer_yet");
  EXPECT_EQ(step(look(code), "give_up").status, 204);
  EXPECT_EQ(look(code).at("/appeal/may_rate"), http::json::value(true));
  EXPECT_EQ(rate(look(code)).status, 204);
  EXPECT_EQ(rate(look(code)).key(), "appeals.rated_already");
}

TEST_P(Callers, ALookRunsOutAndTheLinkEndsWithTheAppeal) {
  const auto appeal = called();
  const auto code = answered(appeal);
  const auto opened = look(code);
  hall.advance(appeals::callers::look_good_for);
  EXPECT_EQ(step(opened, "solved").key(), "appeals.look_over");
  EXPECT_EQ(nobody().post("/api/v1/appeal-links/steps", {{"look", "made up"}, {"step", "solved"}}).key(), "appeals.look_over");
  EXPECT_EQ(step(look(code), "solved").status, 204);
  hall.advance(std::chrono::days{31});
  while (cases::wind(hall.hall(), 100) > 0) {
  }
  EXPECT_EQ(seen(hall.chair, appeal).text("state"), "closed");
  EXPECT_EQ(look(code).key(), "appeals.link_over");
}

}  // namespace
}  // namespace unionhall
