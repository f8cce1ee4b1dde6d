// A union is dissolved from above: what stands in the way, what ends with it, and what nobody can do with it any more.
#include <gmock/gmock.h>

#include "base/credit_code.h"
#include "hall/accounts/accounts.h"
#include "hall/figures/figures.h"
#include "hall/members/members.h"
#include "hall/orgs/orgs.h"
#include "support/crowd.h"
#include "support/rosters.h"

namespace unionhall::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class Dissolution : public testing::TestWithParam<db::Engine> {
 protected:
  Dissolution() {
    roster::offer();
    for (auto* mount : {accounts::mount, orgs::mount, figures::mount, imports::mount, members::mount}) hall.mount(mount);
    figures::rebuild(hall.db());  // the cast's roles are there by plain SQL
  }

  static std::string path(const Union& of) { return "/api/v1/orgs/" + of.id.text(); }
  Reply read(const Union& of) { return hall.as(hall.registrar).get(path(of)); }
  Reply dissolve(const Player& by, const Union& of, const std::string& key = "") {
    auto asking = hall.as(by);
    if (!key.empty()) asking.with("idempotency-key", key);
    return asking.with("if-match", read(of).etag()).post(path(of) + "/dissolution", {{"on", "2026-07-01"}, {"reason", "单位注销"}});
  }
  std::int64_t figure(const Union& of, const std::string& name) {
    figures::fold_all(hall.db());
    return hall.db().read([&](db::Session& s) { return figures::of(s, of.id)[name]; });
  }
  void expect_figures_equal_a_recount() {
    for (const auto& wrong : figures::check(hall.db())) {
      ADD_FAILURE() << wrong.figure << " of " << wrong.org.text() << ": " << wrong.folded << ", counted " << wrong.recounted;
    }
  }
  std::string member_of_riverside() {
    brought(hall, "members", hall.city, files.csv(member_titles, {member("王小河", id_of(1))}));
    return std::to_string(*hall.db().read(
        [&](db::Session& s) { return s.first<std::int64_t>("SELECT id FROM members WHERE org_id = :org", hall.riverside.id); }));
  }
  Reply set_status(const std::string& id, const char* status) {
    const auto etag = hall.as(hall.officer).get("/api/v1/members/" + id).etag();
    return hall.as(hall.officer).patch("/api/v1/members/" + id, {{"status", status}}, etag);
  }

  Hall hall{GetParam()};
  Files files;
};
UNIONHALL_ON_EACH_ENGINE(Dissolution);

TEST_P(Dissolution, TakesTheUnionFromTheTreeAndKeepsItReadable) {
  const auto unions = figure(hall.city, "unions"), officers = figure(hall.qindu, "officers");
  const auto done = dissolve(hall.officer, hall.riverside);
  ASSERT_EQ(done.status, 201) << done.body;

  const auto read_again = read(hall.riverside);
  EXPECT_EQ(read_again.text("state"), "dissolved");
  EXPECT_EQ(read_again.text("/dissolution/on"), "2026-07-01");
  EXPECT_EQ(read_again.text("/dissolution/reason"), "单位注销");
  EXPECT_EQ(read_again.text("/parent/name"), "人民路街道总工会");
  EXPECT_EQ(hall.as(hall.neighbour).get(path(hall.riverside)).status, 404);

  EXPECT_THAT(hall.as(hall.registrar).get("/api/v1/orgs?parent=" + hall.renminlu.id.text()).items(), IsEmpty());
  EXPECT_EQ(hall.as(hall.registrar).get("/api/v1/orgs?within=" + hall.renminlu.id.text()).items().size(), 1U);
  EXPECT_THAT(hall.as(hall.registrar).post("/api/v1/org-searches", {{"q", "河畔快递"}}).items(), IsEmpty());
  EXPECT_EQ(read(hall.renminlu).number("child_count"), 0);
  EXPECT_EQ(figure(hall.city, "unions"), unions - 1);
  EXPECT_EQ(figure(hall.qindu, "officers"), officers - 1) << "its chair is none any more";
  expect_figures_equal_a_recount();

  hall.db().read([&](db::Session& s) {
    EXPECT_EQ(s.first<std::int64_t>("SELECT COUNT(*) FROM roles WHERE org_id = :org AND until_ms IS NULL", hall.riverside.id), 0);
    for (const auto* what : {"dissolve", "end_role"}) {
      EXPECT_EQ(s.first<std::int64_t>("SELECT actor FROM audit_events WHERE what = :what AND org_id = :org", what, hall.riverside.id),
                hall.officer.account.value)
          << what;
    }
  });
}

TEST_P(Dissolution, IsTheHigherUnionsAndSaysWhatStandsInTheWay) {
  EXPECT_EQ(dissolve(hall.chair, hall.riverside).key(), "orgs.not_from_above");
  EXPECT_EQ(dissolve(hall.neighbour, hall.riverside).status, 404);
  EXPECT_EQ(dissolve(hall.registrar, hall.city).key(), "orgs.not_from_above");
  const auto to_come = hall.as(hall.officer)
                           .with("if-match", read(hall.riverside).etag())
                           .post(path(hall.riverside) + "/dissolution", {{"on", "2026-07-16"}, {"reason", ""}});
  EXPECT_EQ(to_come.error_at("/on"), "day_to_come");
  EXPECT_EQ(to_come.error_at("/reason"), "required");
  EXPECT_EQ(hall.as(hall.officer).post(path(hall.riverside) + "/dissolution", {{"on", "2026-07-01"}, {"reason", "单位注销"}}).status, 428);

  const auto below = dissolve(hall.officer, hall.renminlu);
  EXPECT_EQ(below.key(), "orgs.not_empty");
  EXPECT_THAT(below.text("title"), testing::HasSubstr("1 家"));

  const auto trade = hall.add_union(hall.qindu, 5, "秦都区快递行业工会联合会", "trade_federation");
  ASSERT_EQ(hall.as(hall.officer).patch(path(hall.riverside), {{"industry_parent", trade.id.text()}}, read(hall.riverside).etag()).status,
            200);
  EXPECT_EQ(dissolve(hall.officer, trade).key(), "orgs.not_empty") << "who follows it in its industry";

  const auto id = member_of_riverside();
  const auto members = dissolve(hall.officer, hall.riverside);
  EXPECT_EQ(members.key(), "orgs.not_empty") << "not folded yet, and counted all the same";
  EXPECT_THAT(members.text("title"), testing::HasSubstr("1 人"));
  EXPECT_EQ(read(hall.riverside).text("state"), "active");
  EXPECT_EQ(set_status(id, "transferred_out").status, 200);
  EXPECT_EQ(dissolve(hall.officer, hall.riverside).status, 201);
  EXPECT_EQ(set_status(id, "active").key(), "members.union_dissolved") << "nobody comes alive there again";
  EXPECT_EQ(dissolve(hall.officer, trade).status, 201);
  expect_figures_equal_a_recount();
}

TEST_P(Dissolution, TwiceWithOneKeyIsOnce) {
  const auto etag = read(hall.riverside).etag();
  const auto send = [&](const std::string& key) {
    return hall.as(hall.officer)
        .with("idempotency-key", key)
        .with("if-match", etag)
        .post(path(hall.riverside) + "/dissolution", {{"on", "2026-07-01"}, {"reason", "单位注销"}});
  };
  const auto first = send("k"), again = send("k");
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.text("id"), first.text("id"));
  EXPECT_EQ(send("another").key(), "orgs.dissolved");
}

TEST_P(Dissolution, FreesNameAndCreditCode) {
  const auto code = "81610402MC0000001" + std::string(1, CreditCode::check_character("81610402MC0000001"));
  ASSERT_EQ(hall.as(hall.officer).patch(path(hall.riverside), {{"credit_code", code}}, read(hall.riverside).etag()).status, 200);
  ASSERT_EQ(dissolve(hall.officer, hall.riverside).status, 201);
  const auto founded =
      hall.as(hall.officer)
          .post("/api/v1/orgs",
                {{"parent", hall.renminlu.id.text()}, {"name", hall.riverside.name}, {"level", "base"}, {"credit_code", code}});
  EXPECT_EQ(founded.status, 201) << founded.body;
  EXPECT_EQ(hall.as(hall.registrar).post("/api/v1/org-searches", {{"q", code}}).text("/items/0/id"), founded.text("id"));
}

TEST_P(Dissolution, NothingChangesOrComesToItAnyMore) {
  const auto trade = hall.add_union(hall.qindu, 5, "秦都区快递行业工会联合会", "trade_federation");
  ASSERT_EQ(dissolve(hall.officer, trade).status, 201);
  ASSERT_EQ(dissolve(hall.officer, hall.riverside).status, 201);
  const auto etag = read(hall.riverside).etag();
  const auto as = [&] { return hall.as(hall.registrar).with("if-match", etag); };
  EXPECT_EQ(hall.as(hall.registrar).patch(path(hall.riverside), {{"chair", "甲"}}, etag).key(), "orgs.dissolved");
  EXPECT_EQ(as().post(path(hall.riverside) + "/moves", {{"parent", hall.weicheng.id.text()}, {"reason", "试"}}).key(), "orgs.dissolved");
  EXPECT_EQ(as().post(path(hall.riverside) + "/postponements", {{"until", "2026-12-01"}, {"reason", "试"}}).key(), "orgs.dissolved");
  EXPECT_EQ(as().post(path(hall.riverside) + "/dissolution", {{"on", "2026-07-01"}, {"reason", "试"}}).key(), "orgs.dissolved");

  EXPECT_EQ(hall.as(hall.registrar).post("/api/v1/orgs", {{"parent", trade.id.text()}, {"name", "甲厂工会"}, {"level", "base"}}).key(),
            "orgs.parent_not_found");
  EXPECT_EQ(hall.as(hall.registrar)
                .with("if-match", read(hall.renminlu).etag())
                .post(path(hall.renminlu) + "/moves", {{"parent", trade.id.text()}, {"reason", "试"}})
                .key(),
            "orgs.parent_not_found");
  EXPECT_EQ(hall.as(hall.registrar)
                .patch(path(hall.renminlu), {{"industry_parent", trade.id.text()}}, read(hall.renminlu).etag())
                .error_at("/industry_parent"),
            "industry_parent_not_found");
  EXPECT_EQ(hall.as(hall.officer)
                .post(path(hall.riverside) + "/officers", {{"name", "阿曼"}, {"phone", "12600000001"}, {"word", "steward"}})
                .status,
            404);
  EXPECT_EQ(hall.as(hall.registrar)
                .upload("/api/v1/imports?kind=members&name=a.csv&org=" + hall.riverside.id.text(), "姓名,证件号码\n甲乙," + id_of(1) + "\n")
                .key(),
            "imports.union_dissolved");
}

TEST_P(Dissolution, AnImportFindsItNoMore) {
  auto named = member("王小河", id_of(1));
  const Cells below{{"工会名称", "甲厂工会"}, {"上级工会名称", hall.riverside.name}, {"基层工会类型", "独立基层工会"}};
  // Checked before, written after.
  const auto members = checked(hall, "members", hall.city, files.csv(member_titles, {named}));
  const auto unions = checked(hall, "orgs", hall.city, files.csv(org_titles, {below}));
  const auto nameless =
      checked(hall, "members", hall.riverside, files.csv({"姓名", "证件号码"}, {{{"姓名", "李强"}, {"证件号码", id_of(3)}}}));
  EXPECT_EQ(members.counts.fresh + unions.counts.fresh + nameless.counts.fresh, 3);
  ASSERT_EQ(dissolve(hall.officer, hall.riverside).status, 201);
  committed(hall, members.id);
  committed(hall, unions.id);
  committed(hall, nameless.id);
  EXPECT_THAT(problems_of(hall, members.id), ElementsAre("2 union_not_found"));
  EXPECT_THAT(problems_of(hall, unions.id), ElementsAre("2 parent_not_found"));
  EXPECT_THAT(problems_of(hall, nameless.id), ElementsAre("2 union_not_found"));
  EXPECT_EQ(hall.db().read([](db::Session& s) { return s.first<std::int64_t>("SELECT COUNT(*) FROM members"); }), 0);
}

TEST_P(Dissolution, AnUndoBringsNobodyBackToLifeInIt) {
  const auto id = member_of_riverside();
  auto left = member("王小河", id_of(1), {{"会籍变化类型", "退会"}, {"会籍变化日期", "2026-07-15"}});
  const auto import = brought(hall, "members", hall.city, files.csv(member_titles, {left}));
  ASSERT_EQ(import.counts.changed, 1);
  ASSERT_EQ(dissolve(hall.officer, hall.riverside).status, 201);
  const auto undone = imports::undo(hall.hall(), import.id, go_on);
  ASSERT_TRUE(undone && *undone);
  EXPECT_EQ((*undone)->kept, 1);
  EXPECT_EQ(hall.as(hall.officer).get("/api/v1/members/" + id).text("/membership/status"), "withdrawn");
  expect_figures_equal_a_recount();
}

TEST_P(Dissolution, AndAnEnrolmentAtTheSameMomentDoNotBothHappen) {
  for (int turn = 0; turn < 6; ++turn) {
    const auto firm = hall.add_union(hall.renminlu, 10 + turn, "第" + std::to_string(turn) + "厂工会");
    auto row = member("王小河", id_of(2 * turn + 1));
    row["工会名称"] = firm.name;
    const auto import = checked(hall, "members", hall.city, files.csv(member_titles, {row}));
    int status = 0;
    crowd(2, [&](int number) {
      if (number == 0)
        status = dissolve(hall.officer, firm).status;
      else
        committed(hall, import.id);
    });
    const auto members =
        hall.db().read([&](db::Session& s) { return *s.first<std::int64_t>("SELECT COUNT(*) FROM members WHERE org_id = :org", firm.id); });
    EXPECT_EQ(status, members == 0 ? 201 : 409);
  }
  expect_figures_equal_a_recount();
}

}  // namespace
}  // namespace unionhall::test
