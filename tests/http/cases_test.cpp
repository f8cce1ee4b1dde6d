// Cases: asked, held, answered. Who may do what, and what the applicant sees of it.
#include <gmock/gmock.h>

#include "cases_test.h"
#include "hall/figures/figures.h"

namespace unionhall {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::UnorderedElementsAre;

class Cases : public test::Asking {};
UNIONHALL_ON_EACH_ENGINE(Cases);

TEST_P(Cases, TheApplicantSeesWhoHoldsItSinceWhenAndUntilWhen) {
  const auto id = ask(hall.worker, hall.riverside);
  const auto one = seen(hall.worker, id);
  ASSERT_EQ(one.status, 200) << one.body;
  EXPECT_EQ(one.text("state"), "checking");
  EXPECT_EQ(one.text("/tasks/0/org/name"), hall.riverside.name);
  EXPECT_EQ(one.text("/tasks/0/due_on"), "2026-07-22") << "five working days after Wednesday 15 July";
  EXPECT_EQ(one.text("/next/0/state"), "granted");
  EXPECT_THAT(keys_of(one), ElementsAre("filed"));
  EXPECT_EQ(one.text("/steps/0/step"), "withdraw");
  EXPECT_EQ(one.text("number").size(), 9u);
}

TEST_P(Cases, TheUnionsInboxHoldsItUntilItIsAnswered) {
  const auto id = ask(hall.worker, hall.riverside);
  EXPECT_THAT(inbox(hall.chair), ElementsAre(id));
  EXPECT_EQ(take(hall.chair, id, "approve").status, 200);
  EXPECT_THAT(inbox(hall.chair), IsEmpty());
  const auto one = seen(hall.worker, id);
  EXPECT_EQ(one.text("state"), "granted");
  EXPECT_EQ(one.text("outcome"), "granted");
  EXPECT_THAT(one.at("tasks").as_array(), IsEmpty());
  EXPECT_THAT(keys_of(one), ElementsAre("filed", "approve"));
  EXPECT_EQ(take(hall.chair, id, "approve").key(), "cases.no_such_step") << "nothing is decided twice";
}

TEST_P(Cases, ForWhomItIsNotItDoesNotExist) {
  const auto id = ask(hall.worker, hall.riverside);
  EXPECT_EQ(seen(hall.neighbour, id).status, 404);
  EXPECT_EQ(seen(hall.add_player("别人"), id).status, 404);
  EXPECT_EQ(hall.as(hall.chair).off_duty().get("/api/v1/cases/" + id).status, 404);
  EXPECT_EQ(seen(hall.officer, id).status, 200) << "the county above";
  EXPECT_EQ(hall.as(hall.neighbour).with("if-match", "\"1\"").post("/api/v1/cases/" + id + "/steps", {{"step", "approve"}}).status, 404);
}

TEST_P(Cases, NobodyActsForTheUnionInHerOwnCase) {
  const auto id = ask(hall.chair, hall.riverside);
  EXPECT_EQ(take(hall.chair, id, "approve").key(), "cases.own_case");
  EXPECT_THAT(inbox(hall.chair), IsEmpty()) << "nobody else could act at her union, so it went to the next above";
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id));
  EXPECT_EQ(take(hall.officer, id, "approve").status, 200);
}

TEST_P(Cases, AUnionWhereNobodyCouldActIsPassedOver) {
  const auto id = ask(hall.worker, hall.renminlu);
  EXPECT_EQ(seen(hall.worker, id).text("/tasks/0/org/name"), hall.qindu.name);
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id));
}

TEST_P(Cases, WhoMustSayWhySaysWhy) {
  const auto id = ask(hall.worker, hall.riverside);
  const auto silent = take(hall.chair, id, "return");
  EXPECT_EQ(silent.status, 422);
  EXPECT_EQ(silent.error_at("/comment"), "required");
  EXPECT_EQ(take(hall.chair, id, "return", "身份证照片看不清").status, 200);
  const auto one = seen(hall.worker, id);
  EXPECT_EQ(one.text("state"), "returned");
  EXPECT_EQ(one.text("/track/1/note"), "身份证照片看不清");
  EXPECT_EQ(take(hall.worker, id, "resubmit").status, 200);
  EXPECT_THAT(inbox(hall.chair), ElementsAre(id));
}

TEST_P(Cases, ARefusalCanBeTakenToTheUnionAboveWhichEndsIt) {
  const auto id = ask(hall.worker, hall.riverside);
  EXPECT_EQ(take(hall.chair, id, "refuse", "不在本单位工作").status, 200);
  EXPECT_EQ(take(hall.worker, id, "object", "我在这里工作三年了").status, 200);
  EXPECT_THAT(inbox(hall.chair), IsEmpty());
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id)) << "the street above has nobody, so the county";
  EXPECT_EQ(take(hall.chair, id, "uphold", "不变").key(), "cases.no_such_step") << "whoever refused does not judge the objection";
  EXPECT_EQ(take(hall.officer, id, "overrule").status, 200);
  EXPECT_EQ(seen(hall.worker, id).text("outcome"), "granted");
}

TEST_P(Cases, WhoActsOnAnOlderStateIsTold) {
  const auto id = ask(hall.worker, hall.riverside);
  const auto before = seen(hall.chair, id).etag();
  EXPECT_EQ(take(hall.worker, id, "withdraw").status, 200);
  const auto late = hall.as(hall.chair).with("if-match", before).post("/api/v1/cases/" + id + "/steps", {{"step", "approve"}});
  EXPECT_EQ(late.status, 412);
  EXPECT_EQ(late.key(), "cases.changed_meanwhile");
  EXPECT_EQ(seen(hall.worker, id).text("outcome"), "withdrawn");
}

TEST_P(Cases, ARepeatedPostFilesOnce) {
  const http::json::object body{{"type", "asking"}, {"org", hall.riverside.id.text()}};
  const auto first = hall.as(hall.worker).with("idempotency-key", "k1").post("/api/v1/cases", body);
  const auto again = hall.as(hall.worker).with("idempotency-key", "k1").post("/api/v1/cases", body);
  EXPECT_EQ(first.text("id"), again.text("id"));
  EXPECT_EQ(count("SELECT count(*) FROM cases"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM case_tasks"), 1);
  EXPECT_EQ(
      hall.as(hall.worker).with("idempotency-key", "k1").post("/api/v1/cases", {{"type", "asking"}, {"org", hall.qindu.id.text()}}).status,
      422);
}

TEST_P(Cases, WhatIsSaidInsideStaysInside) {
  const auto id = ask(hall.worker, hall.riverside);
  const auto say = [&](const test::Player& who, std::string text, bool inside) {
    return hall.as(who).post("/api/v1/cases/" + id + "/comments", {{"text", text}, {"inside", inside}}).status;
  };
  EXPECT_EQ(say(hall.chair, "先问问班组长", true), 201);
  EXPECT_EQ(say(hall.chair, "请补一张工牌照片", false), 201);
  EXPECT_EQ(say(hall.worker, "明天补", true), 201) << "an applicant has no inside";
  EXPECT_THAT(keys_of(seen(hall.worker, id)), ElementsAre("filed", "comment", "comment"));
  EXPECT_EQ(keys_of(seen(hall.chair, id)).size(), 4u);
  EXPECT_EQ(say(hall.neighbour, "路过", false), 404);
}

TEST_P(Cases, ATaskIsHandedOverWithItsDays) {
  const auto id = ask(hall.worker, hall.riverside);
  const auto due = seen(hall.worker, id).text("/tasks/0/due_on");
  hall.advance(std::chrono::hours{24});
  const auto path = "/api/v1/cases/" + id + "/hand-overs";
  const auto body = http::json::object{{"org", hall.weicheng.id.text()}, {"comment", "工作地在渭城"}};
  EXPECT_EQ(hall.as(hall.chair).with("if-match", "\"1\"").post(path, body).status, 204) << "it has left her sight";
  EXPECT_THAT(inbox(hall.neighbour), ElementsAre(id));
  EXPECT_EQ(seen(hall.chair, id).status, 404);
  const auto one = seen(hall.worker, id);
  EXPECT_EQ(one.text("/org/name"), hall.weicheng.name);
  EXPECT_EQ(one.text("/tasks/0/due_on"), due);
  EXPECT_EQ(keys_of(one).back(), "handed_over");
  EXPECT_EQ(hall.as(hall.neighbour).with("if-match", "\"2\"").post(path, body).error_at("/org"), "not_handed_over") << "to itself";
}

TEST_P(Cases, ABatchTakesOneStepForManyAndSaysWhichItCouldNot) {
  const auto a = ask(hall.worker, hall.riverside), b = ask(hall.add_player("乙"), hall.riverside),
             c = ask(hall.add_player("丙"), hall.weicheng);
  const auto one = [](const std::string& id, int version) { return http::json::object{{"id", id}, {"version", version}}; };
  const http::json::object body{{"step", "approve"}, {"cases", http::json::array{one(a, 1), one(b, 7), one(c, 1)}}};
  const auto done = hall.as(hall.chair).post("/api/v1/case-batches", body);
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(done.number("done"), 1) << done.body;
  EXPECT_EQ(done.text("/results/1/problem/type"), "/problems/cases.changed_meanwhile");
  EXPECT_EQ(done.text("/results/2/problem/type"), "/problems/cases.not_found") << "outside her area";
  EXPECT_EQ(hall.as(hall.chair).post("/api/v1/case-batches", body).number("done"), 0) << "a repeat does nothing twice";

  EXPECT_EQ(hall.as(hall.chair)
                .post("/api/v1/case-batches", {{"step", "refuse"}, {"comment", "都不同意"}, {"cases", http::json::array{one(b, 1)}}})
                .text("/results/0/problem/type"),
            "/problems/cases.not_in_batches");
  http::json::array many;
  for (int i = 1; i <= 501; ++i) many.push_back(one(std::to_string(i), 1));
  EXPECT_EQ(hall.as(hall.chair).post("/api/v1/case-batches", {{"step", "approve"}, {"cases", many}}).key(), "cases.batch_too_large");
  EXPECT_EQ(
      hall.as(hall.chair).post("/api/v1/case-batches", {{"step", "approve"}, {"cases", http::json::array{one(a, 1), one(a, 1)}}}).status,
      422);
}

TEST_P(Cases, SomebodyWithoutAnAccountIsSpokenForByTheUnionThatFilledItIn) {
  const auto id = ask(hall.chair, hall.riverside, {{"for_another", true}, {"subject", "李师傅"}});
  EXPECT_EQ(seen(hall.chair, id).status, 200);
  EXPECT_EQ(take(hall.chair, id, "approve").status, 200) << "it is not her own";
  EXPECT_THAT(hall.as(hall.chair).get("/api/v1/me/cases").items(), IsEmpty());
}

TEST_P(Cases, WhatIsHiddenFromAnOrgIsFoundByNoRoleThere) {
  const auto id = ask(hall.worker, hall.qindu, {{"hidden_from", hall.riverside.id.text()}});
  EXPECT_THAT(inbox(hall.chair), IsEmpty());
  EXPECT_THAT(inbox(hall.chair, "inbox=all"), IsEmpty());
  EXPECT_EQ(seen(hall.chair, id).status, 404);
  EXPECT_THAT(inbox(hall.officer), ElementsAre(id));
  const auto into = http::json::object{{"org", hall.riverside.id.text()}, {"comment", "转交"}};
  EXPECT_EQ(hall.as(hall.officer).with("if-match", "\"1\"").post("/api/v1/cases/" + id + "/hand-overs", into).error_at("/org"),
            "not_handed_over")
      << "not even by a slip";
  EXPECT_EQ(hall.as(hall.officer).with("if-match", "\"1\"").post("/api/v1/cases/" + id + "/steps", {{"step", "approve"}}).status, 200);
  EXPECT_EQ(seen(hall.chair, id).status, 404) << "ended ones, too";
}

TEST_P(Cases, TheInboxOfAllBelowGoesInTreeOrderAndInPages) {
  const auto second = hall.add_union(hall.renminlu, 2, "第二快递工会");
  const auto her = hall.add_player("二主席", access::RoleWord::chair, &second);
  const auto a = ask(hall.worker, second), b = ask(hall.worker, hall.riverside), c = ask(hall.worker, hall.qindu),
             d = ask(hall.worker, hall.weicheng);
  EXPECT_THAT(inbox(hall.officer, "inbox=all"), ElementsAre(c, b, a));
  EXPECT_THAT(inbox(hall.registrar, "inbox=all"), UnorderedElementsAre(a, b, c, d));
  EXPECT_THAT(inbox(hall.registrar), IsEmpty());

  std::vector<std::string> walked;
  std::string query = "inbox=all&limit=1";
  for (std::string cursor;;) {
    const auto page = hall.as(hall.officer).get("/api/v1/cases?" + query + (cursor.empty() ? "" : "&cursor=" + cursor));
    ASSERT_EQ(page.status, 200);
    for (const auto& line : page.items()) walked.emplace_back(line.at("id").as_string());
    if (!page.has("next")) break;
    cursor = page.text("next");
  }
  EXPECT_THAT(walked, ElementsAre(c, b, a));
  EXPECT_THAT(inbox(hall.officer, "inbox=all&type=other"), IsEmpty());
  EXPECT_THAT(inbox(hall.officer, "inbox=all&overdue=1"), IsEmpty());
  EXPECT_EQ(hall.as(hall.officer).get("/api/v1/cases").key(), "cases.which_inbox");
}

TEST_P(Cases, MyCasesAreMineAlone) {
  const auto a = ask(hall.worker, hall.riverside);
  ask(hall.add_player("别人"), hall.riverside);
  const auto mine = hall.as(hall.worker).get("/api/v1/me/cases");
  ASSERT_EQ(mine.items().size(), 1u);
  EXPECT_EQ(mine.text("/items/0/id"), a);
  EXPECT_EQ(mine.text("/items/0/tasks/0/org/name"), hall.riverside.name);
}

TEST_P(Cases, FiguresFollowAndARecountAgrees) {
  cases::offer_figures();
  const auto a = ask(hall.worker, hall.riverside);
  ask(hall.worker, hall.riverside);
  take(hall.chair, a, "approve");
  figures::fold_all(hall.db());
  const auto of = hall.db().read([&](db::Session& db) { return figures::of(db, hall.city.id); });
  EXPECT_EQ(of.at("cases.asking.granted"), 1);
  EXPECT_EQ(of.at("cases.asking.checking"), 1);
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());
}

TEST_P(Cases, AnOfficerWhoOpensACaseIsRecordedOnce) {
  const auto id = ask(hall.worker, hall.riverside);
  seen(hall.chair, id);
  seen(hall.chair, id);
  seen(hall.worker, id);
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'look' AND subject_kind = 'case'"), 1);
}

TEST_P(Cases, AnUnknownTypeAndABrokenFormChangeNothing) {
  EXPECT_EQ(hall.as(hall.worker).post("/api/v1/cases", {{"type", "wishing"}}).error_at("/type"), "unknown_type");
  EXPECT_EQ(hall.as(hall.worker).post("/api/v1/cases", {{"type", "asking"}}).error_at("/org"), "required");
  EXPECT_EQ(count("SELECT count(*) FROM cases"), 0);
}

}  // namespace
}  // namespace unionhall
