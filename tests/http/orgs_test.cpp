// The tree of unions through HTTP: who sees what, founding, changing, moving, finding.
#include "hall/orgs/orgs.h"

#include <gmock/gmock.h>

#include <latch>
#include <thread>

#include "base/credit_code.h"
#include "hall/audit/audit.h"
#include "hall/figures/figures.h"
#include "hall/sources/sources.h"
#include "support/crowd.h"
#include "support/hall.h"

namespace unionhall {
namespace {

class Orgs : public ::testing::TestWithParam<db::Engine> {
 protected:
  Orgs() { hall.mount(orgs::mount); }

  std::string path(const test::Union& of) { return "/api/v1/orgs/" + of.id.text(); }
  std::string path_of(OrgId id) {
    return hall.db().read([&](db::Session& s) { return orgs::path_of(s, id); });
  }
  test::Reply found(const test::Player& by, const test::Union& under, const std::string& name, http::json::object more = {}) {
    more["parent"] = under.id.text();
    more["name"] = name;
    more.emplace("level", "base");
    return hall.as(by).post("/api/v1/orgs", more);
  }
  test::Reply move(const test::Player& by, const test::Union& org, const test::Union& under) {
    const auto etag = hall.as(hall.registrar).get(path(org)).etag();
    return hall.as(by).with("if-match", etag).post(path(org) + "/moves", {{"parent", under.id.text()}, {"reason", "区划调整"}});
  }
  std::vector<std::string> names(const test::Reply& reply) {
    std::vector<std::string> all;
    for (const auto& item : reply.items()) all.emplace_back(item.at("name").as_string());
    return all;
  }
  void expect_figures_equal_a_recount() {
    for (const auto& wrong : figures::check(hall.db())) {
      ADD_FAILURE() << wrong.figure << " of " << wrong.org.text() << ": " << wrong.folded << ", counted " << wrong.recounted;
    }
  }

  test::Hall hall{GetParam()};
};
UNIONHALL_ON_EACH_ENGINE(Orgs);

using Names = std::vector<std::string>;

TEST_P(Orgs, AnOfficerSeesHerSubtreeAndNothingElse) {
  EXPECT_EQ(hall.as(hall.officer).get(path(hall.riverside)).status, 200);
  EXPECT_EQ(hall.as(hall.officer).get(path(hall.qindu)).status, 200);
  for (const auto& outside : {hall.city, hall.weicheng}) {
    const auto reply = hall.as(hall.officer).get(path(outside));
    EXPECT_EQ(reply.status, 404);
    EXPECT_EQ(reply.key(), hall.as(hall.officer).get("/api/v1/orgs/4711").key()) << "as what does not exist";
  }
  EXPECT_EQ(hall.as(hall.stranger).get(path(hall.qindu)).status, 401);
  EXPECT_EQ(hall.as(hall.worker).get(path(hall.qindu)).status, 403);
  EXPECT_EQ(hall.as(hall.system_admin).get(path(hall.qindu)).status, 403);
  EXPECT_EQ(hall.as(hall.officer).off_duty().get(path(hall.qindu)).key(), "access.second_factor_needed");
}

TEST_P(Orgs, WhatStandsAboveIsNamedAsFarAsSheMaySee) {
  const auto from_city = hall.as(hall.registrar).get(path(hall.riverside));
  EXPECT_EQ(from_city.at("ancestors").as_array().size(), 3U);
  EXPECT_EQ(from_city.text("/ancestors/0/name"), "咸阳市总工会");
  EXPECT_EQ(from_city.text("/parent/name"), "人民路街道总工会");

  const auto from_below = hall.as(hall.chair).get(path(hall.riverside));
  EXPECT_TRUE(from_below.at("ancestors").as_array().empty());
  EXPECT_FALSE(from_below.has("parent"));
}

TEST_P(Orgs, AFoundedUnionStandsInTheTreeTheFiguresAndTheAudit) {
  const auto made =
      found(hall.officer, hall.renminlu, "咸阳长庆快递工会", {{"kind", "independent"}, {"credit_code", nullptr}, {"chair", "李燕"}});
  ASSERT_EQ(made.status, 201) << made.body;
  const auto id = *OrgId::parse(made.text("id"));
  EXPECT_EQ(path_of(id), hall.renminlu.path + "00002");

  const auto read = hall.as(hall.officer).get("/api/v1/orgs/" + made.text("id"));
  EXPECT_EQ(read.text("name"), "咸阳长庆快递工会");
  EXPECT_EQ(read.text("chair"), "李燕");
  EXPECT_EQ(read.text("/term/state"), "unknown");
  EXPECT_EQ(read.text("/source/kind"), "officer");
  EXPECT_EQ(read.text("/source/person"), hall.officer.name);
  EXPECT_EQ(read.text("code").size(), 8U);
  EXPECT_EQ(hall.as(hall.officer).get(path(hall.renminlu)).number("child_count"), 2);

  figures::fold_all(hall.db());
  hall.db().read([&](db::Session& s) {
    EXPECT_EQ(figures::of(s, hall.city.id)["unions"], 6);
    EXPECT_EQ(figures::of(s, hall.renminlu.id)["unions.level.base"], 2);
    EXPECT_EQ(s.first<std::int64_t>("SELECT actor FROM audit_events WHERE what = 'add' AND subject_id = :id", id),
              hall.officer.account.value);
  });
  expect_figures_equal_a_recount();
}

TEST_P(Orgs, FoundingTwiceWithOneKeyFoundsOne) {
  http::json::object form{{"parent", hall.renminlu.id.text()}, {"name", "骑手工会"}, {"level", "base"}};
  const auto first = hall.as(hall.officer).with("idempotency-key", "k").post("/api/v1/orgs", form);
  const auto again = hall.as(hall.officer).with("idempotency-key", "k").post("/api/v1/orgs", form);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.text("id"), first.text("id"));
  form["name"] = "别的工会";
  EXPECT_EQ(hall.as(hall.officer).with("idempotency-key", "k").post("/api/v1/orgs", form).status, 422);
  EXPECT_EQ(hall.as(hall.officer).with("idempotency-key", std::string(65, 'k')).post("/api/v1/orgs", form).key(),
            "http.idempotency_key_too_long");
}

TEST_P(Orgs, FoundingIsRefusedWithAReason) {
  EXPECT_EQ(found(hall.officer, hall.renminlu, "河畔快递工会").key(), "orgs.name_taken");
  EXPECT_EQ(found(hall.officer, hall.qindu, "河畔快递工会").status, 201) << "elsewhere the name is free";
  EXPECT_EQ(found(hall.officer, hall.weicheng, "越界工会").status, 404);
  EXPECT_EQ(found(hall.worker, hall.renminlu, "无权工会").status, 403);

  const std::string code = "81610402MC0000001" + std::string(1, CreditCode::check_character("81610402MC0000001"));
  EXPECT_EQ(found(hall.officer, hall.renminlu, "有码工会", {{"credit_code", code}}).status, 201);
  EXPECT_EQ(found(hall.officer, hall.renminlu, "同码工会", {{"credit_code", code}}).key(), "orgs.credit_code_taken");

  auto parent = hall.riverside;
  for (int level = 5; level <= static_cast<int>(orgs::depth_max); ++level)
    parent = hall.add_union(parent, 1, "第" + std::to_string(level) + "级");
  EXPECT_EQ(found(hall.officer, parent, "太深").key(), "orgs.too_deep");
  expect_figures_equal_a_recount();
}

TEST_P(Orgs, EveryFaultyFieldIsNamed) {
  const auto reply = hall.as(hall.officer)
                         .post("/api/v1/orgs", {{"parent", "abc"},
                                                {"name", ""},
                                                {"level", "planet"},
                                                {"kind", "circus"},
                                                {"division", "61"},
                                                {"credit_code", "81610402MC00000011"},
                                                {"term_years", 4},
                                                {"employees", -1}});
  EXPECT_EQ(reply.status, 422);
  for (const auto* field : {"/parent", "/name", "/level", "/kind", "/division", "/credit_code", "/term_years", "/employees"}) {
    EXPECT_NE(reply.error_at(field), "") << field;
  }
  EXPECT_EQ(found(hall.officer, hall.renminlu, "他乡工会", {{"division", "619999"}}).error_at("/division"), "division_unknown");
  const auto employers_code = "91610402MA0000001" + std::string(1, CreditCode::check_character("91610402MA0000001"));
  EXPECT_EQ(found(hall.officer, hall.renminlu, "借码工会", {{"credit_code", employers_code}}).error_at("/credit_code"),
            "credit_code_not_a_union");
}

TEST_P(Orgs, AChangeKeepsWhatItDoesNotNameAndSaysWhereItCameFrom) {
  const auto before = hall.as(hall.officer).get(path(hall.riverside));
  const auto changed = hall.as(hall.officer)
                           .patch(path(hall.riverside),
                                  {{"name", "河畔快递员工会"},
                                   {"term_start", "2023-07-20"},
                                   {"term_years", 3},
                                   {"employer", "河畔快递公司"},
                                   {"employees", 120}},
                                  before.etag());
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.text("name"), "河畔快递员工会");
  EXPECT_EQ(changed.text("/term/state"), "due");
  EXPECT_EQ(changed.text("/term/end"), "2026-07-20");
  EXPECT_EQ(changed.number("/employer/employees"), 120);
  EXPECT_NE(changed.etag(), before.etag());

  const auto cleared = hall.as(hall.officer).patch(path(hall.riverside), {{"term_start", nullptr}, {"employees", nullptr}}, changed.etag());
  EXPECT_EQ(cleared.text("/term/state"), "unknown");
  EXPECT_FALSE(cleared.has("/employer/employees"));
  EXPECT_EQ(cleared.text("/employer/name"), "河畔快递公司");

  const auto fields = hall.db().read([&](db::Session& s) { return sources::fields_of(s, hall.riverside.id.value); });
  EXPECT_TRUE(fields.contains("name"));
  EXPECT_FALSE(fields.contains("chair"));
}

TEST_P(Orgs, WhoeverReadAnOlderVersionIsTold) {
  const auto etag = hall.as(hall.officer).get(path(hall.riverside)).etag();
  EXPECT_EQ(hall.as(hall.officer).patch(path(hall.riverside), {{"chair", "甲"}}, etag).status, 200);
  EXPECT_EQ(hall.as(hall.chair).patch(path(hall.riverside), {{"chair", "乙"}}, etag).key(), "orgs.changed_meanwhile");
  EXPECT_EQ(hall.as(hall.chair).patch(path(hall.riverside), {{"chair", "乙"}}, "").status, 428);
  EXPECT_EQ(hall.as(hall.officer).get(path(hall.riverside)).text("chair"), "甲");
}

TEST_P(Orgs, ListsGoInTreeOrderPageByPage) {
  for (int number = 3; number <= 7; ++number) hall.add_union(hall.city, number, "第" + std::to_string(number) + "县", "county");
  const auto first = hall.as(hall.registrar).get("/api/v1/orgs?parent=" + hall.city.id.text() + "&limit=4");
  EXPECT_EQ(names(first), (Names{"秦都区总工会", "渭城区总工会", "第3县", "第4县"}));
  const auto next = hall.as(hall.registrar).get("/api/v1/orgs?parent=" + hall.city.id.text() + "&limit=4&cursor=" + first.text("next"));
  EXPECT_EQ(names(next), (Names{"第5县", "第6县", "第7县"}));
  EXPECT_FALSE(next.has("next"));

  EXPECT_EQ(names(hall.as(hall.officer).get("/api/v1/orgs?within=" + hall.qindu.id.text())),
            (Names{"秦都区总工会", "人民路街道总工会", "河畔快递工会"}));
  EXPECT_EQ(names(hall.as(hall.registrar).get("/api/v1/orgs?within=" + hall.city.id.text() + "&level=township")),
            (Names{"人民路街道总工会"}));
  EXPECT_EQ(hall.as(hall.registrar).get("/api/v1/orgs?parent=" + hall.city.id.text()).number("/items/0/child_count"), 1);

  EXPECT_EQ(hall.as(hall.officer).get("/api/v1/orgs").key(), "orgs.parent_or_within");
  EXPECT_EQ(hall.as(hall.officer).get("/api/v1/orgs?parent=" + hall.qindu.id.text() + "&level=planet").status, 422);
  EXPECT_EQ(hall.as(hall.officer).get("/api/v1/orgs?parent=" + hall.weicheng.id.text()).status, 404);
  EXPECT_EQ(hall.as(hall.officer).get("/api/v1/orgs?within=" + hall.qindu.id.text() + "&cursor=" + first.text("next")).status, 422)
      << "a place in another list";
  for (const auto* limit : {"0", "101", "-1", "4x", "", "99999999999999999999"}) {
    EXPECT_EQ(hall.as(hall.officer).get("/api/v1/orgs?within=" + hall.qindu.id.text() + "&limit=" + limit).key(), "http.limit_unreadable")
        << limit;
  }
}

TEST_P(Orgs, IsFoundByWordsInitialsAndCodes) {
  const auto search = [&](const test::Player& by, const std::string& q) { return hall.as(by).post("/api/v1/org-searches", {{"q", q}}); };
  EXPECT_EQ(names(search(hall.registrar, "河畔")), (Names{"河畔快递工会"}));
  EXPECT_EQ(names(search(hall.registrar, "hpkd")), (Names{"河畔快递工会"}));
  EXPECT_EQ(names(search(hall.registrar, "总工会")).size(), 4U);
  EXPECT_EQ(names(search(hall.registrar, "渭")), (Names{"渭城区总工会"})) << "a lone character begins the name";
  EXPECT_EQ(names(search(hall.registrar, hall.riverside.id.text())), (Names{"河畔快递工会"})) << "the tests' codes are the ids";
  EXPECT_EQ(names(search(hall.registrar, "没有这个")), Names{});

  const auto seen = search(hall.officer, "河畔");
  EXPECT_EQ(seen.at("/items/0/path_names"), (http::json::array{"秦都区总工会", "人民路街道总工会"}));
  EXPECT_EQ(names(search(hall.neighbour, "河畔")), Names{});
  EXPECT_EQ(names(search(hall.neighbour, hall.riverside.id.text())), Names{});
  EXPECT_EQ(hall.as(hall.officer).post("/api/v1/org-searches", {{"q", "河畔"}, {"within", hall.weicheng.id.text()}}).status, 404);

  ASSERT_EQ(hall.as(hall.officer).patch(path(hall.riverside), {{"name", "沙河外卖工会"}}, "\"1\"").status, 200);
  EXPECT_EQ(names(search(hall.registrar, "河畔")), Names{}) << "the old name is gone";
  EXPECT_EQ(names(search(hall.registrar, "外卖")), (Names{"沙河外卖工会"}));
}

TEST_P(Orgs, TheBestFitStandsFirst) {
  hall.add_union(hall.renminlu, 2, "快递工会");
  hall.add_union(hall.renminlu, 3, "快递工会第二分会");
  const auto reply = hall.as(hall.registrar).post("/api/v1/org-searches", {{"q", "快递工会"}});
  EXPECT_EQ(names(reply), (Names{"快递工会", "快递工会第二分会", "河畔快递工会"}));
}

// ── The industry's line ────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Orgs, AUnionFollowsAnIndustrialUnionBesideTheTree) {
  const auto couriers = hall.add_union(hall.qindu, 5, "秦都区快递行业工会联合会", "trade_federation");
  const auto patch = [&](http::json::object body) {
    const auto etag = hall.as(hall.registrar).get(path(hall.riverside)).etag();
    return hall.as(hall.officer).patch(path(hall.riverside), std::move(body), etag);
  };
  const auto set = patch({{"industry_parent", couriers.id.text()}});
  ASSERT_EQ(set.status, 200) << set.body;
  EXPECT_EQ(set.text("/industry_parent/name"), "秦都区快递行业工会联合会");
  EXPECT_EQ(set.text("/parent/name"), "人民路街道总工会") << "the tree is as it was";
  EXPECT_TRUE(hall.db().read([&](db::Session& s) { return sources::fields_of(s, hall.riverside.id.value); }).contains("industry_parent"));
  EXPECT_FALSE(hall.as(hall.chair).get(path(hall.riverside)).has("industry_parent")) << "it lies outside her area";
  EXPECT_EQ(hall.as(hall.chair).patch(path(hall.riverside), {{"chair", "何静"}}, set.etag()).status, 200);
  EXPECT_TRUE(hall.as(hall.officer).get(path(hall.riverside)).has("industry_parent")) << "what she does not see she does not change";

  const auto cleared = patch({{"industry_parent", nullptr}});
  EXPECT_EQ(cleared.status, 200);
  EXPECT_FALSE(cleared.has("industry_parent"));

  const auto made = found(hall.officer, hall.renminlu, "咸阳长庆快递工会", {{"industry_parent", couriers.id.text()}});
  ASSERT_EQ(made.status, 201) << made.body;
  EXPECT_EQ(hall.as(hall.officer).get("/api/v1/orgs/" + made.text("id")).text("/industry_parent/id"), couriers.id.text());
}

TEST_P(Orgs, AnIndustryParentIsRefusedAtItsField) {
  const auto fault = [&](const test::Union& of, const std::string& leader, const test::Player& by) {
    const auto etag = hall.as(hall.registrar).get(path(of)).etag();
    return hall.as(by).patch(path(of), {{"industry_parent", leader}}, etag).error_at("/industry_parent");
  };
  const auto industry = hall.add_union(hall.city, 6, "咸阳市教科文卫体工会", "industry");
  const auto trade = hall.add_union(hall.renminlu, 7, "人民路快递行业工会联合会", "trade_federation");
  EXPECT_EQ(fault(hall.riverside, "4711", hall.officer), "industry_parent_not_found");
  EXPECT_EQ(fault(hall.riverside, industry.id.text(), hall.officer), "industry_parent_not_found") << "outside her area, as what is not";
  EXPECT_EQ(fault(hall.riverside, industry.id.text(), hall.registrar), "");
  EXPECT_EQ(fault(hall.riverside, hall.qindu.id.text(), hall.registrar), "industry_parent_level");
  EXPECT_EQ(fault(hall.renminlu, trade.id.text(), hall.registrar), "industry_parent_below");
  EXPECT_EQ(fault(trade, trade.id.text(), hall.registrar), "industry_parent_below");
  EXPECT_EQ(fault(trade, industry.id.text(), hall.registrar), "");
  EXPECT_EQ(fault(industry, trade.id.text(), hall.registrar), "industry_parent_below") << "its own line would lead back to it";
  EXPECT_EQ(fault(hall.riverside, "abc", hall.registrar), "not_an_id");

  EXPECT_EQ(found(hall.officer, hall.renminlu, "甲厂工会", {{"industry_parent", industry.id.text()}}).error_at("/industry_parent"),
            "industry_parent_not_found");
  EXPECT_EQ(found(hall.officer, hall.renminlu, "甲厂工会", {{"industry_parent", hall.qindu.id.text()}}).error_at("/industry_parent"),
            "industry_parent_level");
}

// ── Deciding from above ────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Orgs, TheUnionAbovePutsAnElectionOff) {
  const auto put_off = [&](const test::Player& by, const std::string& until, const std::string& etag) {
    return hall.as(by)
        .with("if-match", etag)
        .post(path(hall.riverside) + "/postponements", {{"until", until}, {"reason", "疫情期间不便开会"}});
  };
  const auto unknown = hall.as(hall.officer).get(path(hall.riverside)).etag();
  EXPECT_EQ(put_off(hall.officer, "2026-12-31", unknown).key(), "orgs.term_unknown");
  const auto etag = hall.as(hall.officer)
                        .patch(path(hall.riverside), {{"term_start", "2023-06-30"}, {"term_years", 3}}, unknown)  // it ended on 2026-06-30
                        .etag();

  EXPECT_EQ(put_off(hall.chair, "2026-12-30", etag).key(), "orgs.not_from_above") << "nobody approves her own";
  EXPECT_EQ(put_off(hall.neighbour, "2026-12-30", etag).status, 404);
  EXPECT_EQ(put_off(hall.officer, "2026-12-30", unknown).key(), "orgs.changed_meanwhile");
  EXPECT_EQ(put_off(hall.officer, "2026-12-30", "").status, 428);
  EXPECT_EQ(put_off(hall.officer, "2026-06-30", etag).error_at("/until"), "within_the_term");
  const auto too_far = put_off(hall.officer, "2026-12-31", etag);
  EXPECT_EQ(too_far.error_at("/until"), "postponed_too_far");
  EXPECT_EQ(too_far.text("/errors/0/message"), "最晚延到 2026-12-30");
  EXPECT_EQ(hall.as(hall.officer).get(path(hall.riverside)).text("/term/state"), "overdue") << "nothing of it was done";

  const auto done = put_off(hall.officer, "2026-12-30", etag);
  ASSERT_EQ(done.status, 200) << done.body;
  EXPECT_EQ(done.text("/term/state"), "postponed");
  EXPECT_EQ(done.text("/term/postponed_until"), "2026-12-30");
  EXPECT_NE(done.etag(), etag);
  const auto told = hall.as(hall.chair).get(path(hall.riverside));
  EXPECT_EQ(told.text("/term/postponement/reason"), "疫情期间不便开会");
  EXPECT_EQ(told.text("/term/postponement/by"), hall.officer.name);
  EXPECT_EQ(told.text("/term/postponement/on"), "2026-07-15");
  hall.db().read([&](db::Session& s) {
    EXPECT_EQ(s.first<std::int64_t>("SELECT actor FROM audit_events WHERE what = 'postpone' AND subject_id = :id", hall.riverside.id),
              hall.officer.account.value);
  });

  hall.hall().settings.postponement_months_max = 9;
  EXPECT_EQ(put_off(hall.officer, "2027-03-30", done.etag()).text("/term/postponed_until"), "2027-03-30");
  const auto elected = hall.as(hall.officer).get(path(hall.riverside)).etag();
  const auto next_term = hall.as(hall.officer).patch(path(hall.riverside), {{"term_start", "2026-07-10"}}, elected);
  EXPECT_FALSE(next_term.has("/term/postponed_until")) << "the next term is not put off";
  EXPECT_FALSE(next_term.has("/term/postponement"));
}

// ── Moving ─────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Orgs, AMoveTakesTheSubtreeAndItsFiguresAlong) {
  figures::Deltas deltas;
  deltas.add(hall.riverside.id, "members", 12);
  hall.db().write([&](db::Session& s) { figures::record(s, hall.hall(), deltas); });
  figures::fold_all(hall.db());
  hall.db().write([&](db::Session& s) { figures::record(s, hall.hall(), deltas); });  // twelve more, not folded yet

  const auto moved = move(hall.registrar, hall.renminlu, hall.weicheng);
  ASSERT_EQ(moved.status, 200) << moved.body;
  EXPECT_EQ(moved.number("orgs"), 2);
  EXPECT_EQ(moved.number("members"), 12);
  EXPECT_EQ(path_of(hall.renminlu.id), hall.weicheng.path + "00001");
  EXPECT_EQ(path_of(hall.riverside.id), hall.weicheng.path + "0000100001");

  figures::fold_all(hall.db());
  hall.db().read([&](db::Session& s) {
    EXPECT_EQ(figures::of(s, hall.city.id)["members"], 24);
    EXPECT_EQ(figures::of(s, hall.qindu.id)["members"], 0);
    EXPECT_EQ(figures::of(s, hall.weicheng.id)["members"], 24);
    EXPECT_EQ(figures::of(s, hall.weicheng.id)["unions"], 3);
    EXPECT_EQ(s.first<std::string>("SELECT reason FROM org_moves WHERE org_id = :id", hall.renminlu.id), "区划调整");
  });
  EXPECT_EQ(hall.as(hall.neighbour).get(path(hall.riverside)).status, 200);
  EXPECT_EQ(hall.as(hall.officer).get(path(hall.riverside)).status, 404);
  expect_figures_equal_a_recount();
}

TEST_P(Orgs, AMoveIsRefusedWithAReason) {
  EXPECT_EQ(move(hall.registrar, hall.qindu, hall.riverside).key(), "orgs.into_itself");
  EXPECT_EQ(move(hall.registrar, hall.qindu, hall.qindu).key(), "orgs.into_itself");
  EXPECT_EQ(move(hall.officer, hall.renminlu, hall.weicheng).status, 404) << "the new parent lies outside her area";
  EXPECT_EQ(move(hall.officer, hall.qindu, hall.renminlu).key(), "orgs.into_itself");
  EXPECT_EQ(hall.as(hall.registrar)
                .with("if-match", "\"7\"")
                .post(path(hall.qindu) + "/moves", {{"parent", hall.weicheng.id.text()}, {"reason", "试"}})
                .key(),
            "orgs.changed_meanwhile");
  hall.add_union(hall.weicheng, 1, "人民路街道总工会", "township");
  EXPECT_EQ(move(hall.registrar, hall.renminlu, hall.weicheng).key(), "orgs.name_taken");

  auto deep = hall.weicheng;
  for (int level = 3; level <= 10; ++level) deep = hall.add_union(deep, 2, "第" + std::to_string(level) + "级");
  EXPECT_EQ(move(hall.registrar, hall.qindu, deep).key(), "orgs.too_deep");
  EXPECT_EQ(path_of(hall.renminlu.id), hall.renminlu.path) << "nothing moved";
}

TEST_P(Orgs, ReadersSeeAWholeTreeWhileItMoves) {
  for (int number = 2; number <= 40; ++number) hall.add_union(hall.renminlu, number, "第" + std::to_string(number) + "工会");
  std::atomic<bool> moving{true};
  std::atomic<int> torn{0}, reads{0};
  test::crowd(3, [&](int number) {
    if (number == 0) {
      for (int turn = 0; turn < 6; ++turn) {
        const auto& under = turn % 2 == 0 ? hall.weicheng : hall.qindu;
        hall.db().write([&](db::Session& s) { return orgs::move(s, hall.hall(), hall.renminlu.id, under.id, hall.clock.now()); });
      }
      moving = false;
      return;
    }
    do {
      const auto in_both = hall.db().snapshot([&](db::Session& s) {
        return orgs::within(s, orgs::path_of(s, hall.qindu.id), "", 100).size() +
               orgs::within(s, orgs::path_of(s, hall.weicheng.id), "", 100).size();
      });
      if (in_both != 43) ++torn;  // the two districts, the street, its forty unions
      ++reads;
    } while (moving);
  });
  EXPECT_EQ(torn, 0);
  EXPECT_GT(reads, 1);
  expect_figures_equal_a_recount();
}

TEST_P(Orgs, ReadersDoNotWaitForAMove) {
  std::latch moved(1), read(1);
  std::jthread mover([&] {
    hall.db().write([&](db::Session& s) {
      const auto done = orgs::move(s, hall.hall(), hall.renminlu.id, hall.weicheng.id, hall.clock.now());
      if (!moved.try_wait()) moved.count_down();
      read.wait();  // the transaction stays open until somebody has read
      return done;
    });
  });
  moved.wait();
  EXPECT_EQ(names(hall.as(hall.registrar).get("/api/v1/orgs?parent=" + hall.qindu.id.text())), (Names{"人民路街道总工会"}));
  read.count_down();
  mover.join();
  EXPECT_EQ(names(hall.as(hall.registrar).get("/api/v1/orgs?parent=" + hall.weicheng.id.text())), (Names{"人民路街道总工会"}));
}

// ── Many at once ───────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Orgs, ManyAreFoundedAtOnceEachByItself) {
  auto& ids = hall.hall().ids;
  const auto make = [&](OrgId parent, const std::string& name, const std::string& code) {
    return orgs::NewOrg{.id = ids.next<Org>(),
                        .parent = parent,
                        .industry_parent = {},
                        .code = code,
                        .facts = {.name = name, .short_name = {}},
                        .source = SourceId{1}};
  };
  std::vector<orgs::NewOrg> batch;
  batch.push_back(make(hall.renminlu.id, "甲工会", "A1"));
  batch.push_back(make(batch[0].id, "甲工会一车间分会", "A2"));
  batch.push_back(make(hall.renminlu.id, "甲工会", "A3"));  // the name is taken by the first
  batch.push_back(make(hall.renminlu.id, "乙工会", "A1"));  // the code is
  batch.push_back(make(OrgId{4711}, "无上级工会", ""));
  batch.push_back(make(hall.renminlu.id, "丙工会", ""));
  batch.push_back(make({}, "另一座城市总工会", ""));

  const auto answers = hall.db().write([&](db::Session& s) { return orgs::add_many(s, hall.hall(), batch, hall.clock.now()); });
  EXPECT_TRUE(answers[0] && answers[1] && answers[5] && answers[6]);
  EXPECT_EQ(answers[2].error(), orgs::Refusal::name_taken);
  EXPECT_EQ(answers[3].error(), orgs::Refusal::code_taken);
  EXPECT_EQ(answers[4].error(), orgs::Refusal::parent_not_found);
  EXPECT_EQ(path_of(batch[1].id), path_of(batch[0].id) + "00001");
  EXPECT_EQ(path_of(batch[5].id), hall.renminlu.path + "00003");
  EXPECT_EQ(path_of(batch[6].id).size(), orgs::path_width);
  EXPECT_EQ(hall.as(hall.registrar).get(path(hall.renminlu)).number("child_count"), 3);
  expect_figures_equal_a_recount();

  hall.db().read([&](db::Session& s) {
    EXPECT_EQ(orgs::find_by_code(s, "a2"), batch[1].id);
    EXPECT_EQ(orgs::find_by_name(s, "丙工会"), batch[5].id);
    EXPECT_EQ(orgs::find_by_name(s, "没有的工会"), std::nullopt);
  });
}

TEST_P(Orgs, TwoWhoFoundUnderOneParentGetTwoPlaces) {
  test::crowd(4, [&](int number) {
    for (int turn = 0; turn < 5; ++turn) found(hall.officer, hall.renminlu, "工会" + std::to_string(number * 10 + turn));
  });
  EXPECT_EQ(hall.as(hall.registrar).get(path(hall.renminlu)).number("child_count"), 21);
  expect_figures_equal_a_recount();
}

}  // namespace
}  // namespace unionhall
