// Figures: folded, moved, recounted, and as the desk reads them.
#include "hall/figures/figures.h"

#include <random>

#include "hall/orgs/orgs.h"
#include "support/crowd.h"
#include "support/hall.h"

namespace unionhall {
namespace {

/// Stands for the members of a real hall: a figure whose rows are a note per org.
class Figures : public ::testing::TestWithParam<db::Engine> {
 protected:
  Figures() {
    hall.mount(orgs::mount);
    hall.mount(figures::mount);
    figures::owned_by("members", [this](db::Session&, const auto& count) {
      for (const auto& [org, number] : members) count(org, "members", number);
      for (const auto& [org, number] : members) count(org, "unions", number);  // not its own: left out
    });
  }
  ~Figures() override {
    figures::owned_by("members", [](db::Session&, const auto&) {});
  }

  void add(OrgId org, std::string_view figure, std::int64_t by) {
    figures::Deltas deltas;
    deltas.add(org, figure, by);
    hall.db().write([&](db::Session& s) { figures::record(s, hall.hall(), deltas); });
  }
  std::map<std::string, std::int64_t> of(const test::Union& org) {
    figures::fold_all(hall.db());
    return hall.db().read([&](db::Session& s) { return figures::of(s, org.id); });
  }
  std::string get(const test::Union& org) const { return "/api/v1/figures?org=" + org.id.text(); }

  test::Hall hall{GetParam()};
  std::map<OrgId, std::int64_t> members;
};
UNIONHALL_ON_EACH_ENGINE(Figures);

TEST_P(Figures, AreFoldedIntoTheOrgAndAllAboveIt) {
  add(hall.riverside.id, "members", 5);
  add(hall.riverside.id, "members", -2);
  add(hall.qindu.id, "members", 10);
  add(hall.weicheng.id, "members", 100);
  EXPECT_EQ(of(hall.riverside)["members"], 3);
  EXPECT_EQ(of(hall.renminlu)["members"], 3);
  EXPECT_EQ(of(hall.qindu)["members"], 13);
  EXPECT_EQ(of(hall.city)["members"], 113);
  EXPECT_EQ(hall.db().read([](db::Session& s) { return s.first<std::int64_t>("SELECT COUNT(*) FROM figure_deltas"); }), 0);
}

TEST_P(Figures, AreFoldedInBoundedTurns) {
  figures::fold_all(hall.db());  // the tests' tree
  for (int turn = 0; turn < 5; ++turn) add(hall.riverside.id, "members", 1);
  const auto fold = [&] { return hall.db().write([](db::Session& s) { return figures::fold(s, 3); }); };
  EXPECT_EQ(fold(), 3);
  EXPECT_EQ(fold(), 2);
  EXPECT_EQ(fold(), 0);
  EXPECT_EQ(of(hall.city)["members"], 5);
}

TEST_P(Figures, ConcurrentFoldsCountNothingTwice) {
  for (int turn = 0; turn < 40; ++turn) add(turn % 2 == 0 ? hall.riverside.id : hall.weicheng.id, "members", 1);
  std::atomic<std::int64_t> left{0};
  test::crowd(4, [&](int number) {
    for (int turn = 0; turn < 8; ++turn) {
      const auto fold = [](db::Session& s) { return figures::fold(s, 5); };
      try {
        number % 2 == 0 ? hall.db().write(fold) : hall.db().write_in_background(fold);
        if (turn % 2 == 0) add(hall.riverside.id, "members", 1), ++left;
      } catch (const db::Unavailable&) {  // four at once can be too many; the next turn takes what is left
      }
    }
  });
  EXPECT_EQ(of(hall.city)["members"], 40 + left);
  EXPECT_EQ(of(hall.weicheng)["members"], 20);
}

TEST_P(Figures, EqualARecountAfterWhateverHappens) {
  std::mt19937 random(7);
  std::vector<OrgId> orgs{hall.city.id, hall.qindu.id, hall.renminlu.id, hall.riverside.id, hall.weicheng.id};
  const auto any = [&] { return orgs[random() % orgs.size()]; };
  int moved = 0;
  for (int step = 0; step < 120; ++step) {
    switch (random() % 4) {
      case 0: {
        const orgs::NewOrg org{.id = hall.hall().ids.next<Org>(),
                               .parent = any(),
                               .industry_parent = {},
                               .code = {},
                               .facts = {.name = "工会" + std::to_string(step), .short_name = {}},
                               .source = SourceId{1}};
        if (hall.db().write([&](db::Session& s) { return orgs::add(s, hall.hall(), org, hall.clock.now()); })) orgs.push_back(org.id);
        break;
      }
      case 1:
        moved +=
            hall.db().write([&](db::Session& s) { return orgs::move(s, hall.hall(), any(), any(), hall.clock.now()); }).has_value() ? 1 : 0;
        break;
      case 2:
        hall.db().write([&](db::Session& s) { return figures::fold(s, static_cast<std::int64_t>(1 + random() % 9)); });
        break;
      default: {
        const auto org = any();
        const auto by = static_cast<std::int64_t>(random() % 7) - 2;
        members[org] += by;
        add(org, "members", by);
      }
    }
  }
  EXPECT_GT(moved, 3);
  for (const auto& wrong : figures::check(hall.db())) {
    ADD_FAILURE() << wrong.figure << " of " << wrong.org.text() << ": " << wrong.folded << ", counted " << wrong.recounted;
  }
}

TEST_P(Figures, WhatIsWrongIsFoundAndPutRight) {
  members[hall.riverside.id] = 4;
  add(hall.riverside.id, "members", 4);
  EXPECT_TRUE(figures::check(hall.db()).empty());

  hall.db().write(
      [&](db::Session& s) { s.exec("UPDATE figures SET value = 5 WHERE org_id = :org AND figure = 'members'", hall.qindu.id); });
  hall.db().write([&](db::Session& s) { s.exec("DELETE FROM figures WHERE org_id = :org AND figure = 'unions'", hall.city.id); });
  const auto wrong = figures::check(hall.db());
  ASSERT_EQ(wrong.size(), 2U);
  EXPECT_EQ(wrong[0].figure, "unions");
  EXPECT_EQ(wrong[1].org, hall.qindu.id);
  EXPECT_EQ(wrong[1].folded, 5);
  EXPECT_EQ(wrong[1].recounted, 4);

  figures::rebuild(hall.db());
  EXPECT_TRUE(figures::check(hall.db()).empty());
  EXPECT_EQ(of(hall.city)["unions"], 5);
}

TEST_P(Figures, TheDeskReadsThemWithTheirDefinitions) {
  const auto record = [&](std::string_view figure, std::int64_t by) { add(hall.riverside.id, figure, by); };
  record("members", 10);
  record("members.status.active", 7);
  record("members.status.retained", 3);
  record("members.status.withdrawn", 2);
  record("members.sex.female", 6);
  record("members.category.courier", 4);
  record("members.born.2001", 4);  // 25 this year
  record("members.born.2002", 1);  // 24
  record("members.born.1966", 3);  // 60
  record("members.born.0", 2);
  record("verified", 5);
  record("verified.method.sms", 5);
  figures::fold_all(hall.db());

  const auto reply = hall.as(hall.officer).get(get(hall.qindu));
  ASSERT_EQ(reply.status, 200) << reply.body;
  EXPECT_EQ(reply.text("/org/name"), "秦都区总工会");
  EXPECT_EQ(reply.text("/org/level"), "county");
  EXPECT_EQ(reply.text("as_of"), "2026-07-15T14:20:08.000+08:00");
  EXPECT_EQ(reply.number("/figures/members"), 10);
  EXPECT_EQ(reply.number("/figures/verified"), 5);
  EXPECT_EQ(reply.number("/figures/unions"), 3);
  EXPECT_EQ(reply.number("/figures/officers"), 2);
  EXPECT_EQ(reply.number("/figures/retained"), 3);
  EXPECT_EQ(reply.number("/figures/transferring"), 0);
  EXPECT_EQ(reply.number("/figures/by_status/withdrawn"), 2);
  EXPECT_EQ(reply.number("/figures/by_category/courier"), 4);
  EXPECT_EQ(reply.number("/figures/by_sex/female"), 6);
  EXPECT_EQ(reply.at("/figures/by_age"),
            (http::json::object{
                {"under_25", 1}, {"25_to_34", 4}, {"35_to_44", 0}, {"45_to_54", 0}, {"55_to_59", 0}, {"60_and_over", 3}, {"unknown", 2}}));
  EXPECT_EQ(reply.number("/figures/by_verification_method/sms"), 5);
  EXPECT_EQ(reply.number("/figures/by_level/township"), 1);
  EXPECT_EQ(reply.text("/definitions/verified_rate/numerator"), "verified");
  EXPECT_EQ(reply.text("/definitions/verified_rate/denominator"), "members");
  EXPECT_EQ(reply.text("/definitions/members/label"), "会员");
  const auto english = hall.as(hall.officer).in_english().get(get(hall.qindu));
  for (const auto& [figure, words] : english.at("definitions").as_object()) {
    for (const auto* part : {"label", "definition"}) {
      EXPECT_FALSE(words.at(part).as_string().starts_with("figures.")) << figure << " has no words";
    }
  }
  EXPECT_EQ(english.text("/definitions/members/label"), "Members");
}

TEST_P(Figures, ChildrenStandInTreeOrderWithTheirKeyFigures) {
  add(hall.riverside.id, "members", 10);
  add(hall.riverside.id, "verified", 1);
  figures::fold_all(hall.db());
  const auto reply = hall.as(hall.registrar).get("/api/v1/figures/children?org=" + hall.city.id.text());
  ASSERT_EQ(reply.items().size(), 2U);
  EXPECT_EQ(reply.text("/items/0/org/name"), "秦都区总工会");
  EXPECT_EQ(reply.number("/items/0/members"), 10);
  EXPECT_EQ(reply.number("/items/0/verified"), 1);
  EXPECT_EQ(reply.number("/items/0/unions"), 3);
  EXPECT_EQ(reply.number("/items/0/child_count"), 1);
  EXPECT_EQ(reply.text("/items/1/org/name"), "渭城区总工会");
  EXPECT_EQ(reply.number("/items/1/members"), 0);
  EXPECT_TRUE(hall.as(hall.chair).get("/api/v1/figures/children?org=" + hall.riverside.id.text()).items().empty());
}

TEST_P(Figures, OutsideHerAreaThereIsNothing) {
  EXPECT_EQ(hall.as(hall.neighbour).get(get(hall.qindu)).status, 404);
  EXPECT_EQ(hall.as(hall.officer).get(get(hall.city)).status, 404);
  EXPECT_EQ(hall.as(hall.officer).get("/api/v1/figures").status, 404);
  EXPECT_EQ(hall.as(hall.officer).get("/api/v1/figures/children?org=" + hall.weicheng.id.text()).status, 404);
  EXPECT_EQ(hall.as(hall.worker).get(get(hall.qindu)).status, 403);
  EXPECT_EQ(hall.as(hall.audit_admin).get(get(hall.qindu)).status, 403);
}

TEST(AgeBands, HoldEveryYearOfBirthOnce) {
  const Date today = parse_iso_date("2026-07-15").value();
  for (std::int64_t year = 0; year <= 2030; ++year) {
    int bands = 0;
    for (const auto* word : {"under_25", "25_to_34", "35_to_44", "45_to_54", "55_to_59", "60_and_over", "unknown"}) {
      const auto years = figures::years_of_birth(figures::age_band(word).value(), today);
      bands += year >= years.from && year <= years.to ? 1 : 0;
    }
    EXPECT_EQ(bands, 1) << year;
  }
  EXPECT_EQ(figures::age_band("old"), std::nullopt);
  EXPECT_EQ(figures::word(figures::AgeBand::from_60), "60_and_over");
}

}  // namespace
}  // namespace unionhall
