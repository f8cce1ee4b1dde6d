#include "sheets/header.h"

#include <gmock/gmock.h>

#include "sheets_files.h"

namespace unionhall::sheets::test {
namespace {

using testing::Contains;
using testing::ElementsAre;
using testing::Field;
using testing::IsEmpty;
using testing::Pair;

const std::vector<Column> member_columns = {
    {"name", {"姓名", "会员姓名"}, true},
    {"sex", {"性别"}},
    {"document", {"证件号码", "身份证号"}, true},
    {"phone", {"移动电话", "手机号"}},
    {"migrant", {"是否农民工会员"}},
    {"born", {"出生日期"}},
};

const std::vector<Column> union_columns = {
    {"employer", {"单位名称"}},   {"employer_code", {"单位统一社会信用代码", "单位法人和其他组织统一社会信用代码"}},
    {"name", {"工会名称"}, true}, {"code", {"工会统一社会信用代码", "工会法人和其他组织统一社会信用代码"}},
    {"number", {"序号"}},         {"founded", {"建会日期"}},
};

struct Found {
  explicit Found(const std::string& csv, const std::vector<Column>& wanted = member_columns, const Chosen& chosen = {})
      : reader(open(folder.write(csv))), header(find_header(*reader, wanted, chosen)) {}
  Folder folder;
  std::unique_ptr<Reader> reader;
  std::optional<Header> header;
};

TEST(Header, StandsBelowTitlesAndHeadBlock) {
  Found found(
      "附件四\n陕西省工会会员信息采集表\n填表单位（盖章）：渭城区总工会,,     "
      "单位负责人(签字)：,\n\n序号,姓名,性别,证件号码\n1,王丽,女,1\n");
  ASSERT_TRUE(found.header);
  EXPECT_EQ(found.header->row, 5u);
  EXPECT_EQ(found.header->rows, 1u);
  EXPECT_THAT(found.header->columns, ElementsAre(Pair("document", 3), Pair("name", 1), Pair("sex", 2)));
  EXPECT_THAT(found.header->missing, IsEmpty());
  EXPECT_THAT(found.header->unmatched, ElementsAre(Field(&HeaderCell::text, "序号")));
  EXPECT_THAT(found.header->titles, ElementsAre("附件四", "陕西省工会会员信息采集表"));
  EXPECT_EQ(found.header->head_value("填表单位"), "渭城区总工会");
  EXPECT_EQ(found.header->head_value("单位负责人"), "");
  EXPECT_THAT(found.header->head, Contains(Field(&HeadValue::label, "单位负责人")));

  RowView row;
  ASSERT_TRUE(found.reader->next(row)) << "the reader stands below the header";
  EXPECT_EQ(row.number, 6u);
  EXPECT_EQ(row.text(*found.header->column("name")), "王丽");
}

TEST(Header, TheHeadBlockIsReadAsPeopleFillItIn) {
  Found found(
      "填表单位(盖章)渭城区总工会,单 位 负 责 人：王　丽,信息采集人：________,说明：本表一式两份\n"
      "填 报 日 期:,,2026-07-15\n姓名,证件号码\n");
  ASSERT_TRUE(found.header);
  EXPECT_EQ(found.header->head_value("填表单位"), "渭城区总工会");
  EXPECT_EQ(found.header->head_value("单位负责人"), "王　丽");
  EXPECT_EQ(found.header->head_value("信息采集人"), "");
  EXPECT_EQ(found.header->head_value("填报日期"), "2026-07-15");
  EXPECT_EQ(found.header->head_value("电话"), "");
}

TEST(Header, IsKnownInspiteOfWhatPeopleAddToIt) {
  Found found(
      "*姓 "
      "名,性别（必填）,\"证件号码\r\n(填写18位身份证)\",【移动电话】,\"是否农民工会员\r\n填写“是”或“否”\",出生日期（格式：yyyy/MM/dd）\n");
  ASSERT_TRUE(found.header);
  EXPECT_EQ(found.header->columns.size(), 6u);
  EXPECT_THAT(found.header->unmatched, IsEmpty());
  Found wide("＊会员姓名：,　性　别　,身份证号\n");
  ASSERT_TRUE(wide.header);
  EXPECT_EQ(wide.header->columns.size(), 3u);
}

TEST(Header, TheExactNameWinsOverOneWithRemarks) {
  Found found("姓名（曾用名）,姓名,姓名,性别\n");
  ASSERT_TRUE(found.header);
  EXPECT_EQ(found.header->column("name"), 1u);
  EXPECT_THAT(found.header->unmatched, ElementsAre(Field(&HeaderCell::column, 0u), Field(&HeaderCell::column, 2u)));
}

TEST(Header, SaysWhichRequiredColumnsAreMissing) {
  Found found("姓名,性别\n");
  ASSERT_TRUE(found.header);
  EXPECT_THAT(found.header->missing, ElementsAre("document"));
  EXPECT_EQ(found.header->column("document"), std::nullopt);
}

TEST(Header, OfTwoRowsIsReadAsOne) {
  Found found(
      "附件一\n填表单位（盖章）：,渭城区总工会,信息采集人（签字）：张三   填报日期：2026-07-15\n"
      "序号,工会组织所在单位信息,,工会组织信息,,\n"
      ",单位名称,单位法人和其他组织统一社会信用代码,工会名称,工会法人和其他组织统一社会信用代码,建会日期（格式：yyyy/MM/"
      "dd）\n1,a,b,c,d,e\n",
      union_columns);
  ASSERT_TRUE(found.header);
  EXPECT_EQ(found.header->row, 4u);
  EXPECT_EQ(found.header->rows, 2u);
  EXPECT_THAT(found.header->columns, ElementsAre(Pair("code", 4), Pair("employer", 1), Pair("employer_code", 2), Pair("founded", 5),
                                                 Pair("name", 3), Pair("number", 0)));
  EXPECT_EQ(found.header->head_value("填表单位"), "渭城区总工会");
  EXPECT_EQ(found.header->head_value("信息采集人"), "张三");
  EXPECT_EQ(found.header->head_value("填报日期"), "2026-07-15");
}

TEST(Header, AGroupAndTheNameBelowItMakeOneName) {
  Found found("单位,,工会,\n名称,统一社会信用代码,名称,统一社会信用代码\n", union_columns);
  ASSERT_TRUE(found.header);
  EXPECT_THAT(found.header->columns, ElementsAre(Pair("code", 3), Pair("employer", 0), Pair("employer_code", 1), Pair("name", 2)));
}

TEST(Header, DataBelowIsNotTakenForASecondRow) {
  Found found("姓名,性别,备注\n王丽,女,\n李强,男,工会\n");
  ASSERT_TRUE(found.header);
  EXPECT_EQ(found.header->row, 1u);
  EXPECT_EQ(found.header->rows, 1u);
}

TEST(Header, IsNotFoundWhereThereIsNone) {
  std::string no_header;
  for (int i = 0; i < 30; ++i) no_header += "王丽,女\n";
  Found found(no_header + "姓名,证件号码\n");
  EXPECT_FALSE(found.header);
  RowView row;
  ASSERT_TRUE(found.reader->next(row)) << "the reader is at the top again";
  EXPECT_EQ(row.number, 1u);
  EXPECT_FALSE(Found("姓名：王丽,2\n").header) << "one name alone is chance";
  EXPECT_FALSE(Found("\n").header);
}

TEST(Header, WhatAPersonChoseWins) {
  const std::string csv = "姓名,证件号码,曾用名,备注\n王丽,1,王小丽,x\n";
  Found found(csv, member_columns, {.columns = {{"name", 2}, {"sex", 3}, {"document", std::nullopt}}});
  ASSERT_TRUE(found.header);
  EXPECT_THAT(found.header->columns, ElementsAre(Pair("name", 2), Pair("sex", 3)));
  EXPECT_THAT(found.header->missing, ElementsAre("document"));

  Found swapped(csv, member_columns, {.columns = {{"phone", 0}}});
  ASSERT_TRUE(swapped.header);
  EXPECT_THAT(swapped.header->columns, ElementsAre(Pair("document", 1), Pair("phone", 0)));

  std::string far(100, '\n');
  Found row(far + "甲,乙\n" + csv, member_columns, {.row = 101, .columns = {{"name", 1}}});
  ASSERT_TRUE(row.header);
  EXPECT_EQ(row.header->row, 101u);
  EXPECT_EQ(row.header->column("name"), 1u);
  EXPECT_FALSE(Found(csv, member_columns, {.row = 50}).header) << "there is no such row";
}

TEST(Header, RemarksOfTheFormAreNoData) {
  Found found("姓名,性别,备注\n填表说明：此表所列项目均为必填项,,\n注：,,\n王丽,女,说明：无\n说明,,\n");
  std::vector<bool> remarks;
  for (RowView row; found.reader->next(row);) remarks.push_back(is_remark(row));
  EXPECT_THAT(remarks, ElementsAre(true, true, false, false));
}

}  // namespace
}  // namespace unionhall::sheets::test
