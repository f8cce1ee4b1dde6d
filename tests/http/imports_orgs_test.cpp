// A register of unions' way into the tree, on both engines.
#include <gmock/gmock.h>

#include "hall/figures/figures.h"
#include "hall/orgs/orgs.h"
#include "support/rosters.h"

namespace unionhall::test {
namespace {

using testing::ElementsAre;

class ImportOrgs : public testing::TestWithParam<db::Engine> {
 protected:
  static Cells base(const std::string& name, const std::string& parent, Cells more = {}) {
    more.emplace("工会名称", name);
    more.emplace("上级工会名称", parent);
    more.emplace("基层工会类型", "独立基层工会");
    return more;
  }
  imports::Import check(const std::vector<Cells>& rows) { return checked(hall, "orgs", hall.city, files.csv(org_titles, rows)); }
  imports::Import bring(const std::vector<Cells>& rows) { return brought(hall, "orgs", hall.city, files.csv(org_titles, rows)); }
  std::optional<orgs::Org> find(const std::string& name) {
    return hall.db().read([&](db::Session& db) -> std::optional<orgs::Org> {
      const auto found = orgs::named(db, name, hall.city.path, 2);
      return found.size() == 1 ? orgs::find(db, found.front()) : std::nullopt;
    });
  }

  Hall hall{GetParam()};
  Files files;
};
UNIONHALL_ON_EACH_ENGINE(ImportOrgs);

TEST_P(ImportOrgs, ParentsMayStandBelowTheirChildren) {
  const auto import = bring({base("秦都物流园快递工会", "秦都物流园工会联合会", {{"工会统一社会信用代码", "81610402MC1000014D"}}),
                             base("秦都物流园工会联合会", "秦都区总工会", {{"基层工会类型", "工会联合会"}}),
                             base("渭城中学工会", "渭城区总工会", {{"建会日期", "2019/9/1"}, {"职工人数", "120"}, {"会员人数", "118"}})});
  EXPECT_EQ(import.counts.fresh, 3);
  const auto couriers = find("秦都物流园快递工会"), park = find("秦都物流园工会联合会"), school = find("渭城中学工会");
  ASSERT_TRUE(couriers && park && school);
  EXPECT_EQ(couriers->parent, park->id);
  EXPECT_TRUE(couriers->path.starts_with(park->path));
  EXPECT_EQ(park->parent, hall.qindu.id);
  EXPECT_EQ(park->facts.level, orgs::Level::regional_federation);
  EXPECT_EQ(school->facts.members_reported, 118);
  EXPECT_EQ(couriers->facts.credit_code, "81610402MC1000014D");
}

TEST_P(ImportOrgs, TheRegisterOfAChineseOfficeIsReadInItsEncoding) {
  // 工会组织信息采集表 above; 工会名称,上级工会名称,基层工会类型; 甲厂工会 below 秦都区总工会. In GB18030.
  const std::string file =
      "\xB9\xA4\xBB\xE1\xD7\xE9\xD6\xAF\xD0\xC5\xCF\xA2\xB2\xC9\xBC\xAF\xB1\xED,,\r\n"
      "\xB9\xA4\xBB\xE1\xC3\xFB\xB3\xC6,\xC9\xCF\xBC\xB6\xB9\xA4\xBB\xE1\xC3\xFB\xB3\xC6,"
      "\xBB\xF9\xB2\xE3\xB9\xA4\xBB\xE1\xC0\xE0\xD0\xCD\r\n"
      "\xBC\xD7\xB3\xA7\xB9\xA4\xBB\xE1,\xC7\xD8\xB6\xBC\xC7\xF8\xD7\xDC\xB9\xA4\xBB\xE1,"
      "\xB6\xC0\xC1\xA2\xBB\xF9\xB2\xE3\xB9\xA4\xBB\xE1\r\n";
  EXPECT_EQ(brought(hall, "orgs", hall.city, files.write("gb.csv", file)).counts.fresh, 1);
  const auto factory = find("甲厂工会");
  ASSERT_TRUE(factory);
  EXPECT_EQ(factory->parent, hall.qindu.id);
}

TEST_P(ImportOrgs, WhatIsWrongComesBack) {
  const auto import = check({base("甲厂工会", "不存在的工会"), base("", "秦都区总工会"), base("河畔快递工会", "人民路街道总工会"),
                             base("乙厂工会", "秦都区总工会", {{"工会统一社会信用代码", "81610402MC1000014E"}}),
                             base("丙厂工会", "丁厂工会"), base("丁厂工会", "丙厂工会"), base("戊厂工会", "甲厂工会"),
                             base("己厂工会", "秦都区总工会"), base("己厂工会", "秦都区总工会")});
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("2 parent_not_found", "3 org_name_missing", "5 code_wrong", "6 parents_in_a_circle",
                                                        "7 parents_in_a_circle", "8 parent_refused", "10 org_twice"));
  EXPECT_EQ(import.counts.changed, 1) << "河畔快递工会 is on record, its kind is new";
  EXPECT_EQ(import.counts.fresh, 1);
}

TEST_P(ImportOrgs, TheSameFileAgainChangesNothingAndAnUndoRestores) {
  const auto before = business_rows(hall);
  const std::vector<Cells> rows{base("秦都物流园快递工会", "秦都物流园工会联合会"),
                                base("秦都物流园工会联合会", "秦都区总工会", {{"基层工会类型", "工会联合会"}}),
                                base("河畔快递工会", "人民路街道总工会", {{"工会负责人", "何主席"}})};
  const auto import = bring(rows);
  EXPECT_EQ(import.counts.changed, 1);
  const auto after = business_rows(hall);
  EXPECT_EQ(bring(rows).counts.same, 3);
  EXPECT_EQ(business_rows(hall), after);

  const auto undone = imports::undo(hall.hall(), import.id, go_on);
  ASSERT_TRUE(undone && *undone);
  EXPECT_EQ((*undone)->removed, 2);
  EXPECT_EQ((*undone)->restored, 1);
  EXPECT_THAT(business_rows(hall), testing::ElementsAreArray(before));
  figures::fold_all(hall.db());
  EXPECT_EQ(hall.db().read([&](db::Session& db) { return figures::of(db, hall.city.id); })["unions"], 5);
}

TEST_P(ImportOrgs, AnUndoLeavesAUnionThatHasMembersBySince) {
  const auto import = bring({base("甲厂工会", "秦都区总工会"), base("乙厂工会", "秦都区总工会")});
  auto row = member("王小河", id_of(1));
  row["工会名称"] = "甲厂工会";
  brought(hall, "members", hall.city, files.csv(member_titles, {row}));
  const auto undone = imports::undo(hall.hall(), import.id, go_on);
  ASSERT_TRUE(undone && *undone);
  EXPECT_EQ((*undone)->removed, 1);
  EXPECT_EQ((*undone)->kept, 1);
  EXPECT_TRUE(find("甲厂工会"));
}

}  // namespace
}  // namespace unionhall::test
