// Stories of appeals that were solved: told with her yes, and until her no.
#include "services/appeals/results/stories.h"

#include <gmock/gmock.h>

#include "appeal_results_test.h"
#include "hall/access/own_data.h"

namespace unionhall::appeals {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;

class AppealStories : public test::AppealResults {};
UNIONHALL_ON_EACH_ENGINE(AppealStories);

TEST_P(AppealStories, AreToldWhenSheAgreesAndUntilSheTakesThemBack) {
  const auto id = solved(hall.worker, hall.chair, {{"org", hall.riverside.id.text()}});
  const auto path = "/api/v1/appeals/" + id + "/story";
  const auto stories = [&] { return json().at("stories").as_array(); };
  const http::json::object words{{"words", "中午说天热，绿豆汤当天下午就端上来了。"}};

  EXPECT_EQ(hall.as(hall.officer).post(path, words).key(), "appeals.story_by_city_alone");
  EXPECT_EQ(hall.as(hall.neighbour).post(path, words).status, 404);
  EXPECT_EQ(hall.as(hall.registrar).post(path, {{"words", "工小满中午说天热，下午就有绿豆汤。"}}).error_at("/words"), "names_somebody");
  EXPECT_EQ(hall.as(hall.registrar).post(path, {{"words", "骑手 12600000009 下午就有绿豆汤。"}}).error_at("/words"), "names_somebody");
  ASSERT_EQ(hall.as(hall.registrar).post(path, words).status, 201);
  EXPECT_THAT(stories(), IsEmpty()) << "not before she agrees";
  EXPECT_EQ(hall.as(hall.worker).get("/api/v1/me/notices").items().at(0).at("key"), "appeal.story_proposed");
  EXPECT_EQ(hall.as(hall.worker).get(path).text("words"), words.at("words").as_string());
  EXPECT_EQ(hall.as(hall.chair).get(path).status, 404);

  const auto answer = [&](const test::Player& who, bool agrees) { return hall.as(who).post(path + "/answers", {{"agrees", agrees}}); };
  EXPECT_EQ(answer(hall.registrar, true).key(), "cases.no_such_step");
  EXPECT_EQ(hall.as(hall.worker).post(path + "/answers").error_at("/agrees"), "required");
  EXPECT_EQ(answer(hall.worker, true).status, 201);
  ASSERT_EQ(stories().size(), 1u);
  EXPECT_EQ(stories()[0], (http::json::value{{"words", words.at("words")}, {"month", "2026-07"}, {"category", "living"}}));

  EXPECT_EQ(answer(hall.worker, false).status, 201);
  EXPECT_THAT(stories(), IsEmpty());
  EXPECT_FALSE(hall.as(hall.worker).get(path).has("words")) << "the words are gone";
  EXPECT_THAT(hall.as(hall.chair).get("/api/v1/cases/" + id).body, Not(HasSubstr("端上来"))) << "from the track, too";
  EXPECT_EQ(answer(hall.worker, true).key(), "appeals.story_nothing_to_answer");
  EXPECT_EQ(hall.as(hall.registrar).post(path, words).key(), "appeals.story_asked_before");
}

TEST_P(AppealStories, AreAskedOfNobodyWhoWantedToStayUnnamedOrIsNotHelped) {
  const http::json::object words{{"words", "中午说天热，绿豆汤当天下午就端上来了。"}};
  const auto ask = [&](const std::string& id) { return hall.as(hall.registrar).post("/api/v1/appeals/" + id + "/story", words).key(); };
  EXPECT_EQ(ask(solved(hall.worker, hall.chair, {{"org", hall.riverside.id.text()}, {"nameless", true}})), "appeals.story_nobody_to_ask");
  EXPECT_EQ(ask(file(hall.worker, {{"org", hall.riverside.id.text()}}).text("id")), "appeals.story_not_solved");
  const auto reopened = solved(hall.worker, hall.chair, {{"org", hall.riverside.id.text()}});
  ASSERT_EQ(ask(reopened), "");
  ASSERT_EQ(hall.as(hall.worker).post("/api/v1/appeals/" + reopened + "/story/answers", {{"agrees", true}}).status, 201);
  ASSERT_EQ(take(hall.worker, reopened, {{"step", "reopen"}, {"comment", "第二天就没有了"}}).status, 200);
  EXPECT_THAT(json().at("stories").as_array(), IsEmpty()) << "it is not solved any more";
}

TEST_P(AppealStories, GoWithHerData) {
  const auto id = solved(hall.worker, hall.chair, {{"org", hall.riverside.id.text()}});
  const auto path = "/api/v1/appeals/" + id + "/story";
  ASSERT_EQ(hall.as(hall.registrar).post(path, {{"words", "中午说天热，绿豆汤当天下午就端上来了。"}}).status, 201);
  ASSERT_EQ(hall.as(hall.worker).post(path + "/answers", {{"agrees", true}}).status, 201);
  hall.db().write([&](db::Session& db) {
    access::own_data::erase(
        db, hall.hall(), {.person = {}, .accounts = {hall.worker.account}, .cases = {{cases::CaseId::parse(id)->value}}}, hall.clock.now());
  });
  EXPECT_THAT(json().at("stories").as_array(), IsEmpty());
  EXPECT_EQ(hall.as(hall.registrar).get(path).text("state"), "withdrawn");
}

}  // namespace
}  // namespace unionhall::appeals
