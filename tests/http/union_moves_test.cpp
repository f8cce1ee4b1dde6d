// A union moves as a whole: both unions above it answer, nobody transfers, and what is counted is what is there.
#include "services/transfers/union_moves.h"

#include <gmock/gmock.h>

#include "app/check.h"
#include "app/hall_server.h"
#include "hall/figures/figures.h"
#include "hall/orgs/orgs.h"
#include "support/enrol.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using transfers::union_moves::close_overtaken;

class UnionMoves : public ::testing::TestWithParam<db::Engine> {
 protected:
  UnionMoves() {
    app::mount_rooms(hall.application.router, hall.hall());
    app::offer_rooms();
    hall.worker.person = enrol("李小河", "619999199003071124", hall.riverside);
    enrol("王大山", "61999919900307114X", hall.riverside);
    group = hall.add_union(hall.riverside, 1, "夜班小组", "group");
    enrol("陈春梅", "619999199003071167", group);
  }

  PersonId enrol(const std::string& name, const std::string& number, const test::Union& at) {
    const auto seventeen = number.substr(0, 17);
    return test::enrol(hall, {.name = name, .id_number = seventeen + IdDocument::check_character(seventeen), .at = at});
  }
  static http::json::object form(const test::Union& which, const test::Union& to, http::json::object more = {}) {
    more["type"] = "union_move";
    more["union"] = which.id.text();
    more["org"] = to.id.text();
    more["reason"] = "公司搬到了渭城";
    return more;
  }
  test::Reply ask(const test::Player& who, const test::Union& which, const test::Union& to, http::json::object more = {}) {
    return hall.as(who).post("/api/v1/cases", form(which, to, std::move(more)));
  }
  std::string start(const test::Player& who, const test::Union& to, http::json::object more = {}) {
    const auto made = ask(who, hall.riverside, to, std::move(more));
    EXPECT_EQ(made.status, 201) << made.body;
    return made.has("id") ? made.text("id") : "0";
  }
  test::Reply seen(const test::Player& who, const std::string& id) { return hall.as(who).get("/api/v1/cases/" + id); }
  test::Reply take(const test::Player& who, const std::string& id, const std::string& step, const std::string& comment = "") {
    const auto now = seen(who, id);
    if (now.status != 200) return now;
    return hall.as(who).with("if-match", now.etag()).post("/api/v1/cases/" + id + "/steps", {{"step", step}, {"comment", comment}});
  }
  void wait_days(int days) {
    for (int day = 0; day < days; ++day) {
      hall.advance(24h);
      while (cases::wind(hall.hall(), 100) == 100) {
      }
    }
  }
  orgs::Org riverside() {
    return hall.db().read([&](db::Session& db) { return *orgs::find(db, hall.riverside.id); });
  }
  std::int64_t count(std::string_view sql) {
    return hall.db().read([&](db::Session& db) { return *db.first<std::int64_t>(sql); });
  }
  std::int64_t members_of(const test::Union& at) {
    return hall.db().read([&](db::Session& db) { return figures::of(db, {at.id}, {"members"}).at(at.id).at("members"); });
  }
  /// Moved by hand, as whoever reaches both may.
  void move_otherwise(const test::Union& to) {
    const auto moved = hall.as(hall.registrar)
                           .with("if-match", "\"" + std::to_string(riverside().version) + "\"")
                           .post("/api/v1/orgs/" + hall.riverside.id.text() + "/moves", {{"parent", to.id.text()}, {"reason", "调整"}});
    EXPECT_EQ(moved.status, 200) << moved.body;
  }
  /// As `unionhall check` sees it.
  void expect_sound() {
    figures::fold_all(hall.db());
    for (const auto& finding : app::check_hall(hall.db(), hall.hall().keys, [](std::string_view) {}).findings) {
      ADD_FAILURE() << finding.what << ": " << finding.count << ", e.g. " << finding.example;
    }
  }

  test::Hall hall{GetParam()};
  test::Union group;
};
UNIONHALL_ON_EACH_ENGINE(UnionMoves);

TEST_P(UnionMoves, BothUnionsAboveAgreeAndItHangsBelowTheNewOne) {
  const auto id = start(hall.chair, hall.weicheng, {{"division", "610404"}, {"address", "渭阳东路 1 号"}});
  const auto now = seen(hall.chair, id);
  EXPECT_EQ(now.at("tasks").as_array().size(), 2u) << "both hold it at once";
  EXPECT_EQ(now.text("/form/union/name"), hall.riverside.name);
  EXPECT_EQ(now.text("/form/from/name"), hall.renminlu.name);
  EXPECT_EQ(take(hall.officer, id, "take_in").key(), "cases.no_such_step") << "the old one does not answer for the new one";
  EXPECT_EQ(take(hall.officer, id, "let_go").status, 200);
  EXPECT_EQ(riverside().parent, hall.renminlu.id) << "until it is done it stands where it stood";
  EXPECT_EQ(take(hall.neighbour, id, "take_in").status, 200);

  EXPECT_EQ(riverside().parent, hall.weicheng.id);
  EXPECT_EQ(riverside().facts.division, "610404000000");
  EXPECT_EQ(riverside().facts.employer_address, "渭阳东路 1 号");
  EXPECT_TRUE(hall.db().read([&](db::Session& db) { return orgs::path_of(db, group.id); }).starts_with(hall.weicheng.path))
      << "with all that stands below it";
  EXPECT_EQ(seen(hall.chair, id).text("outcome"), "granted");
  figures::fold_all(hall.db());
  EXPECT_EQ(members_of(hall.weicheng), 3);
  EXPECT_EQ(members_of(hall.qindu), 0);
  EXPECT_EQ(members_of(hall.city), 3);
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE subject_kind = 'org' AND what = 'move'"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE subject_kind = 'case' AND detail = 'union_move:take_in'"), 1);
  EXPECT_EQ(hall.db().read([](db::Session& db) { return *db.first<std::string>("SELECT reason FROM org_moves"); }),
            seen(hall.chair, id).text("number") + " 公司搬到了渭城");
  expect_sound();
}

TEST_P(UnionMoves, NobodyTransfersAndEachCaseKeepsItsHolder) {
  const auto card = hall.as(hall.worker).get("/api/v1/me/card").text("number");
  const auto transfer = hall.as(hall.worker).post("/api/v1/cases", {{"type", "transfer"}, {"org", hall.qindu.id.text()}}).text("id");
  const auto held = [&] {
    std::vector<std::string> holders;
    const auto now = seen(hall.worker, transfer);
    for (const auto& task : now.at("tasks").as_array()) {
      holders.emplace_back(task.at("org").at("name").as_string());
    }
    return holders;
  };
  const auto before = held();
  const auto memberships = "SELECT count(*) FROM members WHERE version = 1 OR status = 'transferring'";

  const auto id = start(hall.chair, hall.weicheng);
  take(hall.officer, id, "let_go");
  EXPECT_EQ(take(hall.neighbour, id, "take_in").status, 200);
  EXPECT_EQ(count("SELECT count(*) FROM members"), 3);
  EXPECT_EQ(count(memberships), 3) << "none was written";
  EXPECT_EQ(hall.as(hall.worker).get("/api/v1/me/card").text("number"), card);
  EXPECT_EQ(hall.as(hall.worker).get("/api/v1/me/card").text("union"), hall.riverside.name);
  EXPECT_EQ(held(), before);
  // As the authenticator would find her role at her next request.
  hall.chair.role->org_path = riverside().path;
  EXPECT_EQ(take(hall.chair, transfer, "let_go").status, 200) << "and goes on";
  EXPECT_EQ(take(hall.officer, transfer, "take_in").status, 200);
  expect_sound();
}

TEST_P(UnionMoves, SilenceOfTheOldOneTrapsNoUnion) {
  const auto id = start(hall.neighbour, hall.weicheng);
  EXPECT_EQ(seen(hall.neighbour, id).text("state"), "in_agreed") << "who asks has answered";
  EXPECT_EQ(seen(hall.neighbour, id).text("/form/started_by"), "new_parent");
  wait_days(8);
  EXPECT_EQ(riverside().parent, hall.weicheng.id);
  EXPECT_EQ(count("SELECT count(*) FROM case_events WHERE key = 'let_go_silently'"), 1);
  expect_sound();
}

TEST_P(UnionMoves, SilenceOfTheNewOneTakesItToTheUnionAbove) {
  const auto id = start(hall.officer, hall.weicheng);
  EXPECT_EQ(seen(hall.officer, id).text("state"), "out_agreed");
  EXPECT_EQ(seen(hall.officer, id).text("/form/started_by"), "old_parent");
  wait_days(8);
  EXPECT_EQ(seen(hall.officer, id).text("/tasks/0/org/name"), hall.city.name);
  EXPECT_EQ(take(hall.registrar, id, "take_in").status, 200);
  EXPECT_EQ(riverside().parent, hall.weicheng.id);
  expect_sound();
}

TEST_P(UnionMoves, WhoIsRefusedMayObjectAndElseStays) {
  auto id = start(hall.chair, hall.weicheng);
  EXPECT_EQ(take(hall.officer, id, "keep").key(), "http.invalid_form") << "not without a reason";
  EXPECT_EQ(take(hall.officer, id, "keep", "没有搬").status, 200);
  EXPECT_EQ(take(hall.chair, id, "object", "搬了").status, 200);
  EXPECT_EQ(take(hall.registrar, id, "uphold", "未搬").status, 200);
  EXPECT_EQ(riverside().parent, hall.renminlu.id);

  id = start(hall.chair, hall.weicheng);
  EXPECT_EQ(take(hall.neighbour, id, "turn_away", "不接收").status, 200);
  EXPECT_EQ(take(hall.chair, id, "object", "搬了").status, 200);
  EXPECT_EQ(take(hall.registrar, id, "overrule").status, 200);
  EXPECT_EQ(riverside().parent, hall.weicheng.id);
  expect_sound();
}

TEST_P(UnionMoves, WhoeverAskedTakesItBack) {
  auto id = start(hall.chair, hall.weicheng);
  EXPECT_EQ(take(hall.chair, id, "withdraw").status, 200);
  id = start(hall.officer, hall.weicheng);
  EXPECT_EQ(take(hall.officer, id, "withdraw").status, 200);
  EXPECT_EQ(riverside().parent, hall.renminlu.id);
  expect_sound();
}

TEST_P(UnionMoves, IsAskedForByTheUnionOrOneAboveItAlone) {
  EXPECT_EQ(ask(hall.worker, hall.riverside, hall.weicheng).status, 403) << "a member asks for herself alone";
  const auto xingping = hall.add_union(hall.city, 3, "兴平市总工会", "county");
  const auto far = hall.add_player("远方", access::RoleWord::officer, &xingping);
  EXPECT_EQ(ask(far, hall.riverside, hall.weicheng).status, 404);
  EXPECT_EQ(ask(hall.chair, hall.renminlu, hall.weicheng).status, 404) << "nor by one below it";
  const auto supervisor = hall.add_player("督查", access::RoleWord::supervisor, &hall.riverside);
  EXPECT_EQ(ask(supervisor, hall.riverside, hall.weicheng).status, 403);
}

TEST_P(UnionMoves, GoesNowhereThatItCannotStand) {
  EXPECT_EQ(ask(hall.registrar, hall.riverside, group).key(), "orgs.into_itself");
  EXPECT_EQ(ask(hall.registrar, hall.riverside, hall.riverside).key(), "orgs.into_itself");
  EXPECT_EQ(ask(hall.registrar, hall.city, hall.weicheng).key(), "orgs.into_itself") << "the top stands below nobody";
  EXPECT_EQ(ask(hall.chair, hall.riverside, hall.renminlu).key(), "union_moves.same_parent");
  EXPECT_EQ(ask(hall.chair, hall.riverside, {.id = OrgId{1}}).error_at("/org"), "no_such_union");
  EXPECT_EQ(ask(hall.chair, hall.riverside, hall.weicheng, {{"division", "61"}}).error_at("/division"), "division_digits");
  start(hall.chair, hall.weicheng);
  EXPECT_EQ(ask(hall.officer, hall.riverside, hall.weicheng).key(), "union_moves.moves_already");
}

TEST_P(UnionMoves, WhatOnlyTheTreeKnowsIsSaidAtTheLastStepAndTheCaseGoesOn) {
  const auto double_name = hall.add_union(hall.weicheng, 9, hall.riverside.name);
  auto id = start(hall.officer, hall.weicheng);
  EXPECT_EQ(take(hall.neighbour, id, "take_in").key(), "orgs.name_taken");
  EXPECT_EQ(seen(hall.neighbour, id).text("state"), "out_agreed");
  hall.db().write([&](db::Session& db) { db.exec("UPDATE orgs SET name = '另一个' WHERE id = :id", double_name.id); });
  EXPECT_EQ(take(hall.neighbour, id, "take_in").status, 200);

  // The twelfth level is the last.
  auto deep = hall.qindu;
  for (std::size_t level = hall.qindu.path.size() / orgs::path_width; level < orgs::depth_max; ++level) {
    deep = hall.add_union(deep, 7, "第" + std::to_string(level) + "层");
  }
  id = start(hall.neighbour, deep);
  EXPECT_EQ(take(hall.officer, id, "take_in").key(), "orgs.too_deep");
  EXPECT_EQ(riverside().parent, hall.weicheng.id);
}

TEST_P(UnionMoves, WhatWasMovedMeanwhileMovesNoMore) {
  const auto id = start(hall.officer, hall.weicheng);
  move_otherwise(hall.qindu);
  EXPECT_EQ(take(hall.neighbour, id, "take_in").key(), "union_moves.settled_otherwise");
  close_overtaken(hall.hall(), 10);
  EXPECT_EQ(seen(hall.neighbour, id).text("state"), "overtaken");
  EXPECT_EQ(riverside().parent, hall.qindu.id);
  start(hall.chair, hall.weicheng);
  expect_sound();
}

TEST_P(UnionMoves, WhatWasDissolvedMeanwhileMovesNoMore) {
  const auto empty = hall.add_union(hall.renminlu, 5, "空壳工会");
  const auto made = ask(hall.officer, empty, hall.weicheng);
  ASSERT_EQ(made.status, 201) << made.body;
  const auto dissolve = [&](const test::Union& which) {
    const auto path = "/api/v1/orgs/" + which.id.text();
    return hall.as(hall.registrar)
        .with("if-match", hall.as(hall.registrar).get(path).etag())
        .post(path + "/dissolution", {{"on", "2026-07-01"}, {"reason", "注销"}})
        .status;
  };
  EXPECT_EQ(dissolve(empty), 201);
  EXPECT_EQ(take(hall.neighbour, made.text("id"), "take_in").key(), "union_moves.settled_otherwise");
  EXPECT_EQ(ask(hall.officer, empty, hall.weicheng).key(), "orgs.dissolved");

  // The new one, too.
  const auto park = hall.add_union(hall.weicheng, 6, "园区工会", "park");
  const auto to_park = start(hall.officer, park);
  EXPECT_EQ(dissolve(park), 201);
  EXPECT_EQ(take(hall.neighbour, to_park, "take_in").key(), "orgs.parent_not_found");
  close_overtaken(hall.hall(), 10);
  EXPECT_EQ(seen(hall.neighbour, made.text("id")).text("state"), "overtaken");
  EXPECT_EQ(seen(hall.neighbour, to_park).text("state"), "overtaken");
  EXPECT_EQ(riverside().parent, hall.renminlu.id);
  expect_sound();
}

TEST_P(UnionMoves, HandedOverToWhereItStandsItIsNotDone) {
  const auto id = start(hall.officer, hall.weicheng);
  const auto now = seen(hall.neighbour, id);
  EXPECT_LT(hall.as(hall.neighbour)
                .with("if-match", now.etag())
                .post("/api/v1/cases/" + id + "/hand-overs", {{"org", hall.renminlu.id.text()}, {"comment", "给您"}})
                .status,
            300);
  EXPECT_EQ(take(hall.officer, id, "take_in").key(), "union_moves.same_parent");
}

}  // namespace
}  // namespace unionhall
