// Where an import's rules begin and end, to the row, the day and the person; and the numbers that nobody has, which are refused
// wherever people are real.
#include <gmock/gmock.h>

#include "hall/imports/worker.h"
#include "hall/orgs/orgs.h"
#include "support/rosters.h"

namespace unionhall::test {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

class ImportLimits : public testing::TestWithParam<db::Engine> {
 protected:
  ImportLimits() {
    roster::offer();
    hall.mount(imports::mount);
  }
  imports::Import bring(const std::vector<Cells>& rows) { return brought(hall, "members", hall.city, files.csv(member_titles, rows)); }
  static std::vector<Cells> people(int count, const std::string& phone = "") {
    std::vector<Cells> rows;
    for (int n = 1; n <= count; ++n) rows.push_back(member("王小" + std::string(digits[n % 10]), id_of(n), {{"移动电话", phone}}));
    return rows;
  }
  /// Brings a file at the desk, has it checked and asks for its writing.
  Reply committed_at_desk(const std::vector<Cells>& rows) {
    const auto asking = [&] { return hall.as(hall.officer); };
    const auto begun =
        asking().upload("/api/v1/imports?kind=members&name=roster.csv&org=" + hall.qindu.id.text(), Files::csv_text(member_titles, rows));
    EXPECT_EQ(begun.status, 201) << begun.body;
    imports::worker(hall.hall()).once();
    const auto path = "/api/v1/imports/" + begun.text("id");
    const auto checked = asking().get(path);
    EXPECT_EQ(checked.number("/counts/new"), static_cast<std::int64_t>(rows.size()));
    return asking().with("if-match", checked.etag()).post(path + "/commit");
  }

  static constexpr const char* digits[] = {"零", "一", "二", "三", "四", "五", "六", "七", "八", "九"};
  Hall hall{GetParam()};
  Files files;
};
UNIONHALL_ON_EACH_ENGINE(ImportLimits);

TEST_P(ImportLimits, FiveHundredRowsNeedNobodyElse) { EXPECT_EQ(committed_at_desk(people(500)).text("state"), "committing"); }

TEST_P(ImportLimits, OneMoreNeedsAnotherOfficer) { EXPECT_EQ(committed_at_desk(people(501)).key(), "imports.confirmer_needed"); }

TEST_P(ImportLimits, AFileOfPeopleWhoAreAllAlikeIsNoRoster) {
  std::vector<Cells> alike;
  for (const auto* month : {"199003", "199005"}) {
    for (int day = 1; day <= 31; ++day) {
      for (int n = 1; n <= 900; ++n) {
        alike.push_back(member("王小河", id_of(n, month + fmt::format("{:02}", day)), {{"移动电话", phone_of(1)}}));
      }
    }
  }
  const auto refused = checked(hall, "members", hall.city, files.csv(member_titles, alike));
  EXPECT_EQ(refused.state, imports::State::failed);
  EXPECT_EQ(refused.problem, "imports.too_many_alike");
  EXPECT_THAT(imports::message_of_failure(refused, http::Language::en), testing::StartsWith("More than 50000 rows have"));
  alike.resize(20'000);
  EXPECT_EQ(checked(hall, "members", hall.city, files.csv(member_titles, alike)).counts.doubtful, 19'999);
}

TEST_P(ImportLimits, EachFiveHundredRowsAreOneLineOfTheTrail) {
  const auto import = bring(people(701));
  const auto lines = hall.db().read([&](db::Session& db) {
    return db.all<std::string>("SELECT detail FROM audit_events WHERE what = 'import' AND subject_id = :id ORDER BY id LIMIT 10",
                               import.id);
  });
  EXPECT_THAT(lines, ElementsAre("1-500", "501-701"));
}

TEST_P(ImportLimits, ThirtyDaysLongAnImportIsTakenBack) {
  const auto first = bring(people(1));
  const auto second = bring({member("李芳", id_of(2))});
  hall.advance(std::chrono::days{30});
  const auto undone = imports::undo(hall.hall(), first.id, go_on);
  ASSERT_TRUE(undone && *undone);
  EXPECT_EQ((*undone)->removed, 1);
  hall.advance(std::chrono::days{1});
  EXPECT_EQ(imports::undo(hall.hall(), second.id, go_on).error(), imports::Refusal::too_late);
}

TEST_P(ImportLimits, AFamilySharesAPhoneAndAFourthPersonIsAWarningAgainstTheRecordToo) {
  EXPECT_EQ(bring(people(3, phone_of(7))).counts.warnings, 0);
  const auto fourth = bring({member("李芳", id_of(4), {{"移动电话", phone_of(7)}})});
  EXPECT_EQ(fourth.counts.warnings, 1);
  EXPECT_EQ(fourth.counts.fresh, 1);
  EXPECT_THAT(problems_of(hall, fourth.id), ElementsAre("2 phone_of_many"));
}

TEST_P(ImportLimits, NumbersThatNobodyHasAreRefusedOutsideADemo) {
  hall.hall().settings.demo = false;
  const auto members = bring({member("王小河", id_of(1), {{"移动电话", phone_of(1)}})});
  EXPECT_THAT(problems_of(hall, members.id), ElementsAre("2 id_demo_number", "2 phone_demo_number"));
  EXPECT_EQ(members.counts.refused, 1);
  const auto officers =
      brought(hall, "officers", hall.city,
              files.csv({"姓名", "移动电话", "工会名称", "职务/角色"},
                        {{{"姓名", "王小河"}, {"移动电话", phone_of(1)}, {"工会名称", "河畔快递工会"}, {"职务/角色", "登记员"}},
                         {{"姓名", "李芳"}, {"移动电话", "13912345678"}, {"工会名称", "河畔快递工会"}, {"职务/角色", "登记员"}}}));
  EXPECT_THAT(problems_of(hall, officers.id), ElementsAre("2 phone_demo_number"));
  EXPECT_EQ(officers.counts.fresh, 1);
}

/// What is wrong with a register of unions, each fault by itself.
class RegisterFaults : public testing::TestWithParam<db::Engine> {
 protected:
  static Cells base(const std::string& name, const std::string& parent, const std::string& code = "") {
    return {{"工会名称", name}, {"上级工会名称", parent}, {"基层工会类型", "独立基层工会"}, {"工会统一社会信用代码", code}};
  }
  imports::Import bring(const std::vector<Cells>& rows, const Union& org) {
    return brought(hall, "orgs", org, files.csv(org_titles, rows));
  }
  std::vector<std::string> faults(const std::vector<Cells>& rows, const Union& org) { return problems_of(hall, bring(rows, org).id); }

  static constexpr const char* one_code = "81610402MC1000014D";
  static constexpr const char* other_code = "81610402MC10000228";
  Hall hall{GetParam()};
  Files files;
};
UNIONHALL_ON_EACH_ENGINE(RegisterFaults);

TEST_P(RegisterFaults, ACreditCodeOfAUnionElsewhereIsTaken) {
  ASSERT_EQ(bring({base("甲厂工会", "渭城区总工会", one_code)}, hall.city).counts.fresh, 1);
  EXPECT_THAT(faults({base("乙厂工会", "秦都区总工会", one_code)}, hall.qindu), ElementsAre("2 credit_code_taken"));
  // Also below a union that the same file founds.
  EXPECT_THAT(faults({base("物流园工会联合会", "秦都区总工会"), base("丙厂工会", "物流园工会联合会", one_code)}, hall.qindu),
              ElementsAre("3 credit_code_taken"));
}

TEST_P(RegisterFaults, AUnionOnRecordIsNotMovedByARegister) {
  ASSERT_EQ(bring({base("甲厂工会", "渭城区总工会", one_code)}, hall.city).counts.fresh, 1);
  EXPECT_THAT(faults({base("甲厂工会", "秦都区总工会", one_code)}, hall.city), ElementsAre("2 org_elsewhere"));
}

TEST_P(RegisterFaults, ANameBelowOneParentIsOneUnions) {
  ASSERT_EQ(bring({base("甲厂工会", "秦都区总工会", one_code)}, hall.city).counts.fresh, 1);
  EXPECT_THAT(faults({base("甲厂工会", "秦都区总工会", other_code)}, hall.city), ElementsAre("2 org_name_taken"));
  EXPECT_THAT(faults({base("甲厂工会", "渭城区总工会", other_code)}, hall.city), IsEmpty()) << "another one, elsewhere";
}

TEST_P(RegisterFaults, OfTwoParentsOfOneNameNoneIsGuessed) {
  hall.add_union(hall.qindu, 5, "开发区工会联合会", "regional_federation");
  hall.add_union(hall.weicheng, 5, "开发区工会联合会", "regional_federation");
  EXPECT_THAT(faults({base("甲厂工会", "开发区工会联合会")}, hall.city), ElementsAre("2 parent_ambiguous"));
  EXPECT_THAT(faults({base("甲厂工会", "开发区工会联合会")}, hall.qindu), IsEmpty()) << "there is one in its own area";
}

}  // namespace
}  // namespace unionhall::test
