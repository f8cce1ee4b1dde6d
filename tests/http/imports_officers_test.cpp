// A list of officers' way into roles, on both engines.
#include <gmock/gmock.h>

#include "hall/accounts/accounts.h"
#include "hall/figures/figures.h"
#include "support/rosters.h"

namespace unionhall::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ImportOfficers : public testing::TestWithParam<db::Engine> {
 protected:
  ImportOfficers() {
    accounts::offer_figures();
    figures::rebuild(hall.db());  // the cast's roles are there by plain SQL
  }
  static Cells row(const std::string& name, int phone, const std::string& role, Cells more = {}) {
    more.emplace("姓名", name);
    more.emplace("移动电话", phone == 0 ? "" : phone_of(phone));
    more.emplace("职务/角色", role);
    more.emplace("工会名称", "河畔快递工会");
    return more;
  }
  std::filesystem::path list(const std::vector<Cells>& rows) {
    return files.csv({"姓名", "移动电话", "工会统一社会信用代码", "工会名称", "职务/角色", "处室"}, rows);
  }
  imports::Import bring(const std::vector<Cells>& rows) { return brought(hall, "officers", hall.city, list(rows)); }
  std::vector<std::string> roles_of(const std::string& name) {
    return hall.db().read([&](db::Session& db) {
      return db.all<std::string>(R"sql(
          SELECT r.word || ' ' || r.desk || ' ' || o.name FROM roles r JOIN accounts a ON a.id = r.account_id JOIN orgs o ON o.id = r.org_id
           WHERE a.name = :name AND r.until_ms IS NULL ORDER BY r.id LIMIT 20)sql",
                                 name);
    });
  }
  std::int64_t count(std::string_view sql) {
    return hall.db().read([&](db::Session& db) { return *db.first<std::int64_t>(sql); });
  }
  std::int64_t officers_of(const Union& at) {
    figures::fold_all(hall.db());
    return hall.db().read([&](db::Session& db) { return figures::of(db, at.id)["officers"]; });
  }

  Hall hall{GetParam()};
  Files files;
};
UNIONHALL_ON_EACH_ENGINE(ImportOfficers);

TEST_P(ImportOfficers, AFileAppointsAndTheSameAgainChangesNothing) {
  const auto before = officers_of(hall.city);
  const std::vector<Cells> rows{row("王小河", 1, "登记员"), row("王小河", 1, "officer", {{"工会名称", "秦都区总工会"}, {"处室", "维权岗"}}),
                                row("李强", 2, "工会干部", {{"处室", "rights"}}),
                                row("审计员", 3, "审计管理员", {{"工会名称", "咸阳市总工会"}})};
  const auto import = bring(rows);
  EXPECT_EQ(import.counts.fresh, 4);
  EXPECT_THAT(roles_of("王小河"), ElementsAre("registrar  河畔快递工会", "officer rights 秦都区总工会"));
  EXPECT_THAT(roles_of("李强"), ElementsAre("officer rights 河畔快递工会"));
  EXPECT_THAT(roles_of("审计员"), ElementsAre("audit_administrator  咸阳市总工会"));
  EXPECT_EQ(officers_of(hall.city), before + 3) << "she at two unions, he at one; an administrator is none";
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());
  EXPECT_EQ(count("SELECT COUNT(*) FROM second_factors WHERE waits = 1"), 3) << "each is shown hers when she first signs in";
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what = 'appoint'"), 4);

  const auto roles = count("SELECT COUNT(*) FROM roles"), accounts = count("SELECT COUNT(*) FROM accounts");
  EXPECT_EQ(bring(rows).counts.same, 4);
  EXPECT_EQ(count("SELECT COUNT(*) FROM roles"), roles);
  EXPECT_EQ(count("SELECT COUNT(*) FROM accounts"), accounts);
}

TEST_P(ImportOfficers, WhatIsWrongComesBack) {
  const auto import = checked(
      hall, "officers", hall.city,
      list({row("", 1, "登记员"), row("王1", 1, "登记员"), row("王小河", 0, "登记员"), row("王小河", 1, ""), row("王小河", 1, "会员"),
            row("王小河", 1, "登记员", {{"处室", "食堂"}}), row("王小河", 1, "登记员", {{"工会名称", "没有的工会"}}),
            row("王小河", 1, "登记员", {{"工会统一社会信用代码", "81610402MC1000014E"}}), row("李强", 2, "系统管理员"),
            row("李强", 2, "小组长"), row("赵兰", 3, "登记员"), row("赵兰", 3, "registrar")}));
  EXPECT_THAT(problems_of(hall, import.id),
              ElementsAre("2 name_missing", "3 name_bad_character", "4 phone_missing", "5 role_missing", "6 role_unknown", "7 desk_unknown",
                          "8 union_not_found", "9 union_code_wrong", "11 role_separated", "13 officer_twice"));
  EXPECT_EQ(import.counts.fresh, 2);
  EXPECT_EQ(committed(hall, import.id).counts.fresh, 2);
  EXPECT_THAT(roles_of("李强"), ElementsAre("system_administrator  河畔快递工会"));
}

TEST_P(ImportOfficers, ThePhoneOfAClosedAccountIsNamedAtItsColumn) {
  bring({row("王小河", 1, "登记员")});
  hall.db().write([&](db::Session& db) { db.exec("UPDATE accounts SET state = 'suspended' WHERE name = '王小河'"); });
  const auto import = checked(hall, "officers", hall.city, list({row("王小河", 1, "小组长"), row("王晓河", 1, "小组长")}));
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("2 account_closed", "3 account_closed"));
  EXPECT_EQ(import.counts.fresh, 0);
}

TEST_P(ImportOfficers, AnUndoEndsWhatItAppointedAndNothingElse) {
  bring({row("王小河", 1, "小组长")});
  const auto before = officers_of(hall.city);
  const auto import = bring({row("王小河", 1, "登记员"), row("王小河", 1, "小组长"), row("李强", 2, "登记员")});
  EXPECT_EQ(import.counts.fresh, 2);
  EXPECT_EQ(import.counts.same, 1);
  hall.db().write([&](db::Session& db) {
    accounts::end_role(db, hall.hall(), *db.first<access::RoleId>("SELECT MAX(id) FROM roles"));  // his, by somebody else
  });
  const auto undone = imports::undo(hall.hall(), import.id, go_on);
  ASSERT_TRUE(undone && *undone);
  EXPECT_EQ((*undone)->removed, 1);
  EXPECT_EQ((*undone)->kept, 1);
  EXPECT_THAT(roles_of("王小河"), ElementsAre("steward  河畔快递工会"));
  EXPECT_THAT(roles_of("李强"), IsEmpty());
  EXPECT_EQ(officers_of(hall.city), before);
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());
}

TEST_P(ImportOfficers, NoDeskBringsOrSeesIt) {
  hall.mount(imports::mount);
  const auto import = checked(hall, "officers", hall.city, list({row("王小河", 1, "登记员")}));
  const auto as = [&] { return hall.as(hall.registrar); };
  EXPECT_EQ(as().upload("/api/v1/imports?kind=officers&name=a.csv&org=" + hall.city.id.text(), "姓名,移动电话,职务\n").error_at("/kind"),
            "unknown_word");
  EXPECT_EQ(as().get("/api/v1/imports/" + import.id.text()).status, 404);
  EXPECT_EQ(as().with("if-match", "\"1\"").post("/api/v1/imports/" + import.id.text() + "/commit").status, 404);
  EXPECT_THAT(as().get("/api/v1/imports?org=" + hall.city.id.text()).items(), IsEmpty());
}

}  // namespace
}  // namespace unionhall::test
