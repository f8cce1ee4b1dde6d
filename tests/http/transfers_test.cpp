// Transfers: one membership at every instant, whoever starts and whoever is silent.
#include "services/transfers/transfers.h"

#include <gmock/gmock.h>

#include "base/names.h"
#include "hall/figures/figures.h"
#include "hall/sources/sources.h"
#include "support/enrol.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Transfers : public ::testing::TestWithParam<db::Engine> {
 protected:
  Transfers() {
    hall.mount(cases::mount);
    hall.mount(members::mount);
    hall.mount(transfers::mount);
    members::offer_figures();
    cases::offer_figures();
    hall.worker.person =
        test::enrol(hall, {.name = "李小河", .id_number = "619999199003071124", .at = hall.riverside, .category = "courier"});
  }

  std::string start(const test::Player& who, const test::Union& to, http::json::object more = {}) {
    more["type"] = "transfer";
    more["org"] = to.id.text();
    const auto made = hall.as(who).post("/api/v1/cases", std::move(more));
    EXPECT_EQ(made.status, 201) << made.body;
    return made.has("id") ? made.text("id") : "0";
  }
  test::Reply seen(const test::Player& who, const std::string& id) { return hall.as(who).get("/api/v1/cases/" + id); }
  test::Reply take(const test::Player& who, const std::string& id, const std::string& step, const std::string& comment = "") {
    const auto now = seen(who, id);
    if (now.status != 200) return now;
    return hall.as(who).with("if-match", now.etag()).post("/api/v1/cases/" + id + "/steps", {{"step", step}, {"comment", comment}});
  }
  members::Member living() {
    return hall.db().read([&](db::Session& db) { return members::living(db, {hall.worker.person}).at(0); });
  }
  void wait(std::chrono::hours time) {
    hall.advance(time);
    while (cases::wind(hall.hall(), 100) == 100) {
    }
  }
  void expect_sound() {
    figures::fold_all(hall.db());
    EXPECT_THAT(figures::check(hall.db()), IsEmpty());
    EXPECT_EQ(hall.db().read([](db::Session& db) {
      return *db.first<std::int64_t>("SELECT count(*) FROM members WHERE status IN ('active', 'transferring', 'retained')");
    }),
              1);
  }

  test::Hall hall{GetParam()};
};
UNIONHALL_ON_EACH_ENGINE(Transfers);

TEST_P(Transfers, SheStartsItBothAnswerAndOneMembershipBecomesAnother) {
  const auto id = start(hall.worker, hall.weicheng);
  EXPECT_EQ(living().status, members::Status::transferring);
  EXPECT_EQ(living().org, hall.riverside.id) << "until it is done she belongs where she was";
  EXPECT_EQ(seen(hall.worker, id).at("tasks").as_array().size(), 2u) << "both unions hold it at once";
  EXPECT_EQ(take(hall.chair, id, "take_in").key(), "cases.no_such_step") << "the old union does not answer for the new one";
  EXPECT_EQ(take(hall.chair, id, "let_go").status, 200);
  EXPECT_EQ(take(hall.neighbour, id, "take_in").status, 200);
  EXPECT_EQ(living().org, hall.weicheng.id);
  EXPECT_EQ(living().status, members::Status::active);
  EXPECT_EQ(living().joined_on, "2020-01-01") << "joined once";
  EXPECT_EQ(living().category, "courier");
  EXPECT_EQ(seen(hall.worker, id).text("outcome"), "granted");
  expect_sound();
}

TEST_P(Transfers, TheOrderOfTheAnswersDoesNotMatter) {
  const auto id = start(hall.worker, hall.weicheng);
  EXPECT_EQ(take(hall.neighbour, id, "take_in").status, 200);
  EXPECT_EQ(take(hall.chair, id, "let_go").status, 200);
  EXPECT_EQ(living().org, hall.weicheng.id);
  expect_sound();
}

TEST_P(Transfers, SilenceOfTheOldUnionTrapsNobody) {
  const auto id = start(hall.worker, hall.weicheng);
  EXPECT_EQ(take(hall.neighbour, id, "take_in").status, 200);
  for (int day = 0; day < 8; ++day) wait(24h);
  EXPECT_EQ(living().org, hall.weicheng.id);
  EXPECT_EQ(seen(hall.worker, id).text("/track/2/key"), "let_go_silently");
  expect_sound();
}

TEST_P(Transfers, SilenceOfTheNewUnionTakesItToTheUnionAbove) {
  const auto id = start(hall.worker, hall.weicheng);
  EXPECT_EQ(take(hall.chair, id, "let_go").status, 200);
  for (int day = 0; day < 8; ++day) wait(24h);
  EXPECT_EQ(seen(hall.worker, id).text("/tasks/0/org/name"), hall.city.name);
  EXPECT_EQ(take(hall.registrar, id, "take_in").status, 200);
  EXPECT_EQ(living().org, hall.weicheng.id);
  expect_sound();
}

TEST_P(Transfers, TheNewUnionAsksForHer) {
  const auto id = start(hall.neighbour, hall.weicheng, {{"member", living().id.text()}});
  EXPECT_EQ(seen(hall.worker, id).text("state"), "in_agreed") << "whom it is about sees it, whoever asked";
  EXPECT_EQ(take(hall.chair, id, "let_go").status, 200);
  EXPECT_EQ(living().org, hall.weicheng.id);
  expect_sound();
}

TEST_P(Transfers, TheOldUnionSendsHer) {
  const auto id = start(hall.chair, hall.weicheng, {{"member", living().id.text()}});
  EXPECT_EQ(seen(hall.chair, id).text("state"), "out_agreed");
  EXPECT_EQ(seen(hall.chair, id).text("/form/started_by"), "old_union");
  EXPECT_EQ(take(hall.worker, id, "withdraw").status, 200) << "she need not go";
  EXPECT_EQ(living().status, members::Status::active);
  EXPECT_EQ(living().org, hall.riverside.id);
  expect_sound();
}

TEST_P(Transfers, WhoIsRefusedMayObjectAndElseStays) {
  auto id = start(hall.worker, hall.weicheng);
  EXPECT_EQ(take(hall.neighbour, id, "turn_away", "不在本区工作").status, 200);
  EXPECT_EQ(living().status, members::Status::transferring) << "until she accepts";
  EXPECT_EQ(take(hall.worker, id, "accept").status, 200);
  EXPECT_EQ(living().status, members::Status::active);

  id = start(hall.worker, hall.weicheng);
  EXPECT_EQ(take(hall.chair, id, "keep", "欠会费").status, 200);
  EXPECT_EQ(take(hall.worker, id, "object", "会费交清了").status, 200);
  EXPECT_EQ(take(hall.registrar, id, "overrule").status, 200);
  EXPECT_EQ(living().org, hall.weicheng.id);
  expect_sound();
}

TEST_P(Transfers, OneAtATimeAndNotToWhereSheIs) {
  start(hall.worker, hall.weicheng);
  const auto again = hall.as(hall.worker).post("/api/v1/cases", {{"type", "transfer"}, {"org", hall.qindu.id.text()}});
  EXPECT_EQ(again.key(), "transfers.transfers_already") << again.body;
  EXPECT_EQ(hall.as(hall.worker).post("/api/v1/cases", {{"type", "transfer"}, {"org", hall.riverside.id.text()}}).key(),
            "transfers.same_union");
  const auto nobody = hall.add_player("路人");
  EXPECT_EQ(hall.as(nobody).post("/api/v1/cases", {{"type", "transfer"}, {"org", hall.qindu.id.text()}}).key(), "transfers.no_membership");
}

TEST_P(Transfers, AnOfficerOfNeitherUnionFindsNoSuchMember) {
  const auto third = hall.add_union(hall.city, 3, "兴平市总工会", "county");
  const auto far = hall.add_player("远方", access::RoleWord::officer, &third);
  EXPECT_EQ(
      hall.as(far).post("/api/v1/cases", {{"type", "transfer"}, {"org", hall.weicheng.id.text()}, {"member", living().id.text()}}).status,
      404);
}

TEST_P(Transfers, WhoIsHiddenFromAnOrgStaysSoAndComesThereByHerOwnWordAlone) {
  // She belongs to the neighbouring county, and riverside must know nothing.
  const auto id = start(hall.worker, hall.weicheng);
  take(hall.chair, id, "let_go");
  take(hall.neighbour, id, "take_in");
  hall.db().write([&](db::Session& db) { members::hide(db, living().id, hall.riverside.id, hall.clock.now()); });
  const auto member = living().id.text();
  const auto to = [&](const test::Union& where) {
    return http::json::object{{"type", "transfer"}, {"org", where.id.text()}, {"member", member}};
  };
  EXPECT_EQ(hall.as(hall.chair).post("/api/v1/cases", to(hall.riverside)).key(), "http.not_found") << "as if there were no such member";
  EXPECT_EQ(hall.as(hall.chair).post("/api/v1/cases", to(hall.riverside)).status, 404);
  EXPECT_EQ(hall.as(hall.neighbour).post("/api/v1/cases", to(hall.riverside)).key(), "transfers.hers_to_ask");

  // To another union she stays hidden, in the case and after it.
  const auto on = start(hall.worker, hall.qindu);
  EXPECT_EQ(seen(hall.worker, on).text("discretion"), "hidden");
  EXPECT_EQ(seen(hall.chair, on).status, 404);
  take(hall.neighbour, on, "let_go");
  EXPECT_EQ(take(hall.officer, on, "take_in").status, 200);
  const auto now_from = hall.db().read([&](db::Session& db) { return members::hidden_from(db, living().id); });
  EXPECT_EQ(now_from, hall.riverside.id);

  // Her own word ends it.
  const auto home = start(hall.worker, hall.riverside);
  EXPECT_EQ(seen(hall.chair, home).status, 200);
  take(hall.officer, home, "let_go");
  EXPECT_EQ(take(hall.chair, home, "take_in").status, 200);
  EXPECT_FALSE(hall.db().read([&](db::Session& db) { return members::hidden_from(db, living().id); }));
  expect_sound();
}

TEST_P(Transfers, BothWhoAnswerInTheSameMomentAreHeard) {
  const auto id = start(hall.worker, hall.weicheng);
  const auto etag = seen(hall.chair, id).etag();
  std::atomic<int> done = 0;
  {
    std::jthread out([&] {
      done += hall.as(hall.chair).with("if-match", etag).post("/api/v1/cases/" + id + "/steps", {{"step", "let_go"}}).status == 200;
    });
    std::jthread in([&] {
      done += hall.as(hall.neighbour).with("if-match", etag).post("/api/v1/cases/" + id + "/steps", {{"step", "take_in"}}).status == 200;
    });
  }
  EXPECT_EQ(done, 1) << "the other is told to look again";
  const auto now = seen(hall.worker, id).text("state");
  EXPECT_EQ(take(now == "out_agreed" ? hall.neighbour : hall.chair, id, now == "out_agreed" ? "take_in" : "let_go").status, 200);
  EXPECT_EQ(living().org, hall.weicheng.id);
  expect_sound();
}

}  // namespace
}  // namespace unionhall
