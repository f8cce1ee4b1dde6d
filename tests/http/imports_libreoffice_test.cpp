// A filled-in roster as LibreOffice itself has saved it, as a workbook and as csv in two encodings: files/libreoffice/README.md.
#include <gmock/gmock.h>

#include "support/rosters.h"

namespace unionhall::test {
namespace {

using testing::Contains;
using testing::Each;
using testing::ElementsAre;
using testing::IsSupersetOf;
using testing::StartsWith;

const std::filesystem::path files = UNIONHALL_TEST_FILES "/libreoffice";

class ImportLibreOffice : public testing::TestWithParam<db::Engine> {
 protected:
  /// What the people brought have in this column of theirs (p) or of their membership (m).
  std::vector<std::string> brought_as(const std::string& column) {
    return hall.db().read([&](db::Session& db) {
      return db.all<std::string>("SELECT " + column + " FROM people p JOIN members m ON m.person_id = p.id ORDER BY p.id LIMIT 100");
    });
  }

  Hall hall{GetParam()};
};
UNIONHALL_ON_EACH_ENGINE(ImportLibreOffice);

TEST_P(ImportLibreOffice, AWorkbookBecomesMembersAsTheyWereTyped) {
  const auto import = brought(hall, "members", hall.city, files / "member-roster.xlsx");
  EXPECT_EQ(import.sheet, "会员信息");
  EXPECT_EQ(import.rows_total, 22);
  EXPECT_EQ(import.counts.fresh, 21);
  EXPECT_THAT(problems_of(hall, import.id), ElementsAre("23 id_spoiled"));
  EXPECT_THAT(brought_as("p.name"), IsSupersetOf({"𠮷晓峰", "赵䶮", "林㛃", "阿卜杜拉·买买提", "古丽娜尔·艾合买提"}));
  EXPECT_THAT(brought_as("p.employer"), Contains("河畔快递有限公司,西站分拨中心, \"夜班\"").Times(2))
      << "one by a formula; the wide comma is folded";
  EXPECT_THAT(brought_as("m.joined_on"), IsSupersetOf({"2020-05-01", "2020-05-02", "2020-05-03"})) << "a date of each format";
  EXPECT_THAT(brought_as("m.joined_on"), Each(StartsWith("2020-05-")));
}

TEST_P(ImportLibreOffice, CsvsOfAWorkbookHoldTheSamePeople) {
  brought(hall, "members", hall.city, files / "member-roster.xlsx");
  for (const std::string name : {"member-roster.utf-8.csv", "member-roster.gb18030.csv"}) {
    const auto import = brought(hall, "members", hall.city, files / name);
    EXPECT_EQ(import.counts.same, 21) << name;
    EXPECT_THAT(problems_of(hall, import.id), ElementsAre("23 id_spoiled")) << name;
  }
}

}  // namespace
}  // namespace unionhall::test
