// The two official forms, made here with the sheets, headers, title rows and merged cells of the real ones, and the
// real ones where they are at hand.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <cstdlib>

#include "sheets/header.h"
#include "sheets_files.h"

namespace unionhall::sheets::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

const std::vector<Column> member_columns = {
    {"number", {"序号"}},         {"name", {"姓名"}, true},         {"sex", {"性别"}},
    {"born", {"出生日期"}},       {"ethnicity", {"民族"}},          {"employment", {"就业状况"}},
    {"kind", {"有效证件类别"}},   {"document", {"证件号码"}, true}, {"education", {"学历"}},
    {"skill", {"技术等级"}},      {"phone", {"移动电话"}},          {"registration", {"户籍类型"}},
    {"from", {"户籍所在地"}},     {"change", {"会籍变化类型"}},     {"changed", {"会籍变化日期"}},
    {"reason", {"会籍变化原因"}}, {"politics", {"政治面貌"}},       {"employer", {"工作单位"}},
    {"origin", {"籍贯"}},         {"migrant", {"是否农民工会员"}},
};

const std::vector<Column> union_columns = {
    {"number", {"序号"}},
    {"employer", {"单位名称"}},
    {"employer_code", {"单位法人和其他组织统一社会信用代码"}},
    {"address", {"单位地址"}},
    {"division", {"单位所在政区"}},
    {"nature", {"单位性质类别"}},
    {"economy", {"经济类型"}},
    {"industry", {"单位所属行业"}},
    {"workers", {"职工人数"}},
    {"name", {"工会名称"}, true},
    {"code", {"工会法人和其他组织统一社会信用代码"}},
    {"parent", {"上级工会名称"}},
    {"founded", {"建会日期"}},
    {"kind", {"基层工会类型"}},
    {"members", {"会员人数"}},
    {"head", {"工会负责人"}},
    {"phone", {"联系电话"}},
};

std::string cell(const std::string& place, const std::string& text) {
  if (text.empty()) return R"(<c r=")" + place + R"(" s="12"/>)";
  return R"(<c r=")" + place + R"(" s="12" t="inlineStr"><is><t xml:space="preserve">)" + text + "</t></is></c>";
}

std::string row(int number, const Texts& texts) {
  std::string xml = fmt::format(R"(<row r="{}" spans="1:20" s="1" customFormat="1" ht="19.95" customHeight="1">)", number);
  for (std::size_t i = 0; i < texts.size(); ++i) xml += cell(column_letters(i) + std::to_string(number), texts[i]);
  return xml + "</row>";
}

const std::string remark = "填表说明：_x000D_&#10;1、此表所列项目均为必填项；_x000D_&#10;   ";

Book member_roster() {
  Book book;
  book.sheet_data = row(1, {"附件四"}) + row(2, {"陕西省工会会员信息采集表", "", ""}) +
                    row(3, {"填表单位（盖章）：", "", "渭城区总工会", "", "", "     单位负责人(签字)：", ""}) +
                    row(4, {"序号",
                            "姓名",
                            "性别",
                            "出生日期（格式：yyyy/MM/dd）",
                            "民族",
                            "就业状况",
                            "有效证件类别",
                            "证件号码_x000D_&#10;(填写18位身份证)",
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
                            "是否农民工会员_x000D_&#10;填写“是”或“否”"}) +
                    row(5, {"1", "王丽", "女"}) + row(6, {"", "", ""}) + row(14, {remark, ""}) + row(15, {"2", "李强", "男"});
  book.sheets = R"(<sheet name="会员信息" sheetId="6" r:id="rId1"/><sheet name="下拉菜单表" sheetId="7" r:id="rId2"/>)";
  return book;
}

Book organisation_register() {
  Book book;
  book.sheet_data = row(1, {"附件一", ""}) + row(2, {"陕西省工会组织信息采集表"}) +
                    row(3, {"填表单位（盖章）：", "", "渭城区总工会", "", "   单位负责人(签字)：", "", "", "", "",
                            "   信息采集人（签字）：", "", "", "", " 填报日期：2026-07-15"}) +
                    row(4, {"序号", "工会组织所在单位信息", "", "", "", "", "", "", "", "工会组织信息", ""}) +
                    row(5, {"", "单位名称", "单位法人和其他组织统一社会信用代码", "单位地址", "单位所在政区", "单位性质类别", "经济类型",
                            "单位所属行业", "职工人数", "工会名称", "工会法人和其他组织统一社会信用代码", "上级工会名称",
                            "建会日期（格式：yyyy/MM/dd）", "基层工会类型", "会员人数", "工会负责人", "联系电话"}) +
                    row(6, {"1", "甲公司"}) + row(12, {remark});
  book.sheets = R"(<sheet name="工会组织信息" sheetId="1" r:id="rId1"/><sheet name="下拉菜单表" sheetId="2" r:id="rId2"/>)";
  return book;
}

/// A form's parts, with the sheet of the lists that its cells are chosen from.
std::map<std::string, std::string> with_choices(const Book& book, const Texts& list) {
  auto parts = book.parts();
  std::string rows;
  for (std::size_t i = 0; i < list.size(); ++i) rows += row(static_cast<int>(i) + 1, {list[i]});
  parts["xl/worksheets/sheet2.xml"] = "<worksheet><sheetData>" + rows + "</sheetData></worksheet>";
  return parts;
}

TEST(Forms, AMemberRosterIsUnderstood) {
  Folder folder;
  const auto reader = open(folder.zip(with_choices(member_roster(), {"民族", "汉族"})));
  EXPECT_THAT(reader->sheets(), ElementsAre("会员信息", "下拉菜单表"));
  const auto header = find_header(*reader, member_columns);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->row, 4u);
  EXPECT_THAT(header->columns, SizeIs(20));
  EXPECT_THAT(header->unmatched, IsEmpty());
  EXPECT_EQ(header->head_value("填表单位"), "渭城区总工会");
  EXPECT_EQ(header->head_value("单位负责人"), "");

  RowView data;
  Texts names;
  while (reader->next(data)) {
    if (!is_remark(data)) names.emplace_back(data.text(*header->column("name")));
  }
  EXPECT_THAT(names, ElementsAre("王丽", "李强")) << "people go on below the remark";

  reader->select("下拉菜单表");
  EXPECT_FALSE(find_header(*reader, member_columns)) << "a list of choices is no roster";
}

TEST(Forms, AnOrganisationRegisterIsUnderstood) {
  Folder folder;
  const auto reader = open(folder.zip(with_choices(organisation_register(), {"单位所在政区", "秦都区"})));
  EXPECT_THAT(reader->sheets(), ElementsAre("工会组织信息", "下拉菜单表"));
  const auto header = find_header(*reader, union_columns);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->row, 5u);
  EXPECT_EQ(header->rows, 2u);
  EXPECT_THAT(header->columns, SizeIs(17));
  EXPECT_THAT(header->unmatched, IsEmpty());
  EXPECT_EQ(header->head_value("填表单位"), "渭城区总工会");
  EXPECT_EQ(header->head_value("单位负责人"), "");
  EXPECT_EQ(header->head_value("填报日期"), "2026-07-15");
  RowView data;
  ASSERT_TRUE(reader->next(data));
  EXPECT_EQ(data.text(*header->column("employer")), "甲公司");
  ASSERT_TRUE(reader->next(data));
  EXPECT_TRUE(is_remark(data));
}

class RealForms : public testing::Test {
 protected:
  std::unique_ptr<Reader> open_form(const std::string& name) const {
    const char* const named = std::getenv("UNIONHALL_TEMPLATES");
    return named != nullptr ? open(std::filesystem::path(named) / name) : nullptr;
  }
};

TEST_F(RealForms, TheMemberRosterIsUnderstood) {
  const auto reader = open_form("member-roster.xlsx");
  if (!reader) GTEST_SKIP() << "the official forms are not at hand";
  const auto header = find_header(*reader, member_columns);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->row, 4u);
  EXPECT_THAT(header->columns, SizeIs(20));
  EXPECT_THAT(header->head, Contains(testing::Field(&HeadValue::label, "填表单位")));
  for (RowView data; reader->next(data);) EXPECT_TRUE(is_remark(data)) << data.number;
}

TEST_F(RealForms, TheOrganisationRegisterIsUnderstood) {
  const auto reader = open_form("organisation-register.xlsx");
  if (!reader) GTEST_SKIP() << "the official forms are not at hand";
  const auto header = find_header(*reader, union_columns);
  ASSERT_TRUE(header);
  EXPECT_EQ(header->row, 5u);
  EXPECT_THAT(header->columns, SizeIs(17));
  EXPECT_THAT(header->unmatched, IsEmpty());
  EXPECT_THAT(header->head, SizeIs(4));
}

}  // namespace
}  // namespace unionhall::sheets::test
