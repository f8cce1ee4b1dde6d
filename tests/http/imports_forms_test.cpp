// The two official forms on their way into the records: made here with the sheets, title rows and headers of the real
// ones, and the real ones where UNIONHALL_TEMPLATES names their folder.
#include <gmock/gmock.h>

#include <cstdlib>

#include "hall/orgs/orgs.h"
#include "support/rosters.h"
#include "unit/sheets_files.h"

namespace unionhall::test {
namespace {

using sheets::test::Book;
using testing::ElementsAre;
using testing::IsEmpty;

std::string row(int number, const std::vector<std::string>& texts) {
  std::string xml = fmt::format(R"(<row r="{}">)", number);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const auto place = sheets::column_letters(i) + std::to_string(number);
    xml +=
        texts[i].empty() ? R"(<c r=")" + place + R"("/>)" : R"(<c r=")" + place + R"(" t="inlineStr"><is><t>)" + texts[i] + "</t></is></c>";
  }
  return xml + "</row>";
}

/// One line of each form, as an office fills it in.
std::string wang_xiaohe(int number) {
  return row(number, {"1",        "王小河", "男",   "1990/03/07", "汉族", "在岗", "居民身份证",       id_of(11), "本科", "无", phone_of(1),
                      "农业户口", "秦都区", "入会", "2020/05/01", "",     "群众", "河畔快递有限公司", "咸阳",    "是"});
}
std::string factory(int number) {
  return row(number, {"1", "甲厂", "91350100M000100Y43", "秦都区一路 1 号", "秦都区", "国有企业", "国有经济", "制造业", "120", "甲厂工会",
                      "81610402MC1000014D", "秦都区总工会", "2019/09/01", "独立基层工会", "118", "秦主席", "029-33550000"});
}

/// 会员信息采集表, 20 columns, header in row 4, a remark in the middle of the data.
Book member_roster() {
  Book book;
  book.sheet_data =
      row(1, {"附件四"}) + row(2, {"陕西省工会会员信息采集表"}) +
      row(3, {"填表单位（盖章）：", "", "河畔快递工会", "", "", "单位负责人(签字)：", ""}) +
      row(4, {"序号",
              "姓名",
              "性别",
              "出生日期（格式：yyyy/MM/dd）",
              "民族",
              "就业状况",
              "有效证件类别",
              "证件号码(填写18位身份证)",
              "学历",
              "技术等级",
              "移动电话",
              "户籍类型",
              "户籍所在地",
              "会籍变化类型",
              "会籍变化日期（格式：yyyy/MM/dd）",
              "会籍变化原因",
              "政治面貌",
              "工作单位",
              "籍贯",
              "是否农民工会员填写“是”或“否”"}) +
      wang_xiaohe(5) + row(6, {"2", "", ""}) + row(7, {"填表说明：1、此表所列项目均为必填项；", ""}) +
      row(8, {"3",         "李芳",       "女",     "1990/03/07", "回族",  "在岗", "居民身份证", id_of(12),          "大专", "无",
              phone_of(2), "非农业户口", "秦都区", "入会",       "43952", "",     "群众",       "河畔快递有限公司", "咸阳", "否"});
  book.sheets = R"(<sheet name="会员信息" sheetId="6" r:id="rId1"/><sheet name="下拉菜单表" sheetId="7" r:id="rId2"/>)";
  return book;
}

/// 工会组织信息采集表, 17 columns, a header of two rows.
Book organisation_register() {
  Book book;
  book.sheet_data = row(1, {"附件一"}) + row(2, {"陕西省工会组织信息采集表"}) +
                    row(3, {"填表单位（盖章）：", "", "秦都区总工会", "", "单位负责人(签字)："}) +
                    row(4, {"序号", "工会组织所在单位信息", "", "", "", "", "", "", "", "工会组织信息"}) +
                    row(5, {"", "单位名称", "单位法人和其他组织统一社会信用代码", "单位地址", "单位所在政区", "单位性质类别", "经济类型",
                            "单位所属行业", "职工人数", "工会名称", "工会法人和其他组织统一社会信用代码", "上级工会名称",
                            "建会日期（格式：yyyy/MM/dd）", "基层工会类型", "会员人数", "工会负责人", "联系电话"}) +
                    factory(6);
  book.sheets = R"(<sheet name="工会组织信息" sheetId="1" r:id="rId1"/><sheet name="下拉菜单表" sheetId="2" r:id="rId2"/>)";
  return book;
}

/// A form's parts, with the sheet of the lists that its cells are chosen from.
std::map<std::string, std::string> with_choices(const Book& book, const std::string& title) {
  auto parts = book.parts();
  parts["xl/worksheets/sheet2.xml"] = "<worksheet><sheetData>" + row(1, {title}) + "</sheetData></worksheet>";
  return parts;
}

class ImportForms : public testing::TestWithParam<db::Engine> {
 protected:
  Hall hall{GetParam()};
  sheets::test::Folder folder;
};
UNIONHALL_ON_EACH_ENGINE(ImportForms);

TEST_P(ImportForms, TheMemberFormIsBroughtAsItIsFilledIn) {
  const auto import = brought(hall, "members", hall.city, folder.zip(with_choices(member_roster(), "民族")));
  EXPECT_THAT(problems_of(hall, import.id), IsEmpty());
  EXPECT_EQ(import.counts.fresh, 2);
  EXPECT_EQ(import.sheet, "会员信息");
  EXPECT_EQ(import.header_row, 4);
  const auto joined = hall.db().read([&](db::Session& db) {
    return db.all<std::string>("SELECT joined_on FROM members WHERE org_id = :org ORDER BY id LIMIT 10", hall.riverside.id);
  });
  EXPECT_THAT(joined, ElementsAre("2020-05-01", "2020-05-01"));
}

TEST_P(ImportForms, TheFormOfUnionsIsBroughtAsItIsFilledIn) {
  const auto import = brought(hall, "orgs", hall.city, folder.zip(with_choices(organisation_register(), "单位所在政区")));
  EXPECT_THAT(problems_of(hall, import.id), IsEmpty());
  EXPECT_EQ(import.counts.fresh, 1);
  EXPECT_EQ(import.sheet, "工会组织信息");
  EXPECT_EQ(import.header_row, 5);
  const auto org = hall.db().read([&](db::Session& db) { return orgs::find(db, *orgs::find_by_code(db, "81610402MC1000014D")); });
  ASSERT_TRUE(org);
  EXPECT_EQ(org->parent, hall.qindu.id);
  EXPECT_EQ(org->facts.division, "610402000000") << "written as its name";
  EXPECT_EQ(org->facts.employer_nature, "state_enterprise");
  EXPECT_EQ(org->facts.employees, 120);
}

TEST_P(ImportForms, CsvOfChineseOfficesIsReadInItsEncoding) {
  // 姓名,证件号码,工会名称 and a row, in GB18030.
  const std::string header = "\xD0\xD5\xC3\xFB,\xD6\xA4\xBC\xFE\xBA\xC5\xC2\xEB,\xB9\xA4\xBB\xE1\xC3\xFB\xB3\xC6\r\n";
  const std::string data = "\xCD\xF5\xD0\xA1\xBA\xD3," + id_of(1) + ",\xBA\xD3\xC5\xCF\xBF\xEC\xB5\xDD\xB9\xA4\xBB\xE1\r\n";
  Files files;
  EXPECT_EQ(brought(hall, "members", hall.city, files.write("gb.csv", header + data)).counts.fresh, 1);
}

/// The real form of this name with `line` in place of its row `number`; nothing where the forms are not at hand.
std::optional<std::map<std::string, std::string>> filled_in(const std::string& name, int number, const std::string& line) {
  const char* const folder = std::getenv("UNIONHALL_TEMPLATES");
  if (folder == nullptr) return std::nullopt;
  auto parts = sheets::test::unzipped(std::filesystem::path(folder) / name);
  auto& sheet = parts.at("xl/worksheets/sheet1.xml");
  const auto begin = sheet.find(fmt::format(R"(<row r="{}")", number)), end = sheet.find("</row>", begin) + 6;
  sheet.replace(begin, end - begin, line);
  return parts;
}

TEST_P(ImportForms, TheRealMemberFormIsBrought) {
  const auto form = filled_in("member-roster.xlsx", 5, wang_xiaohe(5));
  if (!form) GTEST_SKIP() << "the official forms are not at hand";
  const auto import = brought(hall, "members", hall.riverside, folder.zip(*form));
  EXPECT_THAT(problems_of(hall, import.id), IsEmpty());
  EXPECT_EQ(import.rows_total, 1);
  EXPECT_EQ(import.counts.fresh, 1);
}

TEST_P(ImportForms, TheRealFormOfUnionsIsBrought) {
  const auto form = filled_in("organisation-register.xlsx", 6, factory(6));
  if (!form) GTEST_SKIP() << "the official forms are not at hand";
  const auto import = brought(hall, "orgs", hall.city, folder.zip(*form));
  EXPECT_THAT(problems_of(hall, import.id), IsEmpty());
  EXPECT_EQ(import.rows_total, 1);
  EXPECT_EQ(import.counts.fresh, 1);
}

}  // namespace
}  // namespace unionhall::test
