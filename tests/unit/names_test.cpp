#include "base/names.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/codes.h"
#include "base/text.h"

namespace unionhall {
namespace {

using ::testing::ElementsAre;
using ::testing::UnorderedElementsAre;

TEST(Text, FoldsWhatSpreadsheetsAndKeyboardsAdd) {
  EXPECT_EQ(text::folded("　ＡＢ１２　三 \n 四 "), "AB12 三 四");
  EXPECT_EQ(text::folded("\xEE\xA0\x9E"), "龴");  // U+E81E, as GB 18030-2005 files hold it
  EXPECT_FALSE(text::folded(std::string_view("a\0b", 3)));
  EXPECT_FALSE(text::folded("\xFF\xFE"));
  EXPECT_EQ(text::length("𠮷野"), 2u);
}

TEST(PersonName, IsKeptAsOnTheIdCard) {
  EXPECT_EQ(names::person_name(" 张　三 "), "张三");
  EXPECT_EQ(names::person_name("阿卜杜拉•买买提"), "阿卜杜拉·买买提");
  EXPECT_EQ(names::person_name("阿卜杜拉．买买提"), "阿卜杜拉·买买提");
  EXPECT_EQ(names::person_name("𠮷㐂䶮"), "𠮷㐂䶮");
  EXPECT_EQ(names::person_name("John  Smith"), "John Smith");
  EXPECT_EQ(names::person_name("").error(), names::NameFault::empty);
  EXPECT_EQ(names::person_name("张3").error(), names::NameFault::bad_character);
  EXPECT_EQ(names::person_name("=HYPERLINK(1)").error(), names::NameFault::bad_character);
  std::string long_name;
  for (int i = 0; i < 51; ++i) long_name += "张";
  EXPECT_EQ(names::person_name(long_name).error(), names::NameFault::too_long);
}

TEST(PersonName, IsMaskedButForTheFamilyName) {
  EXPECT_EQ(names::masked("李娜"), "李*");
  EXPECT_EQ(names::masked("张小三"), "张*三");
  EXPECT_EQ(names::masked("欧阳小华"), "欧阳*华");
  EXPECT_EQ(names::masked("阿卜杜拉·买买提"), "阿*·买*提");
  EXPECT_EQ(names::masked("𠮷"), "𠮷*");
}

TEST(PinyinInitials, ReadFamilyNamesAsPeopleDo) {
  const auto person = [](std::string_view name) { return names::pinyin_initials(name, names::Kind::person); };
  EXPECT_EQ(person("张伟"), "zw");
  EXPECT_EQ(person("单田芳"), "stf");
  EXPECT_EQ(person("曾国藩"), "zgf");
  EXPECT_EQ(person("尉迟恭"), "ycg");
  EXPECT_EQ(person("仇英"), "qy");
  EXPECT_EQ(names::pinyin_initials("秦都区总工会", names::Kind::union_), "qdqzgh");
  EXPECT_EQ(names::pinyin_initials("长武县总工会", names::Kind::union_), "cwxzgh");
}

TEST(SortKey, IsInPinyinOrder) {
  EXPECT_LT(names::sort_key("阿华"), names::sort_key("李娜"));
  EXPECT_LT(names::sort_key("李娜"), names::sort_key("张伟"));
  EXPECT_EQ(names::sort_key("张伟"), names::sort_key("张伟"));
}

TEST(Grams, FindANameByAnyTwoOfItsCharactersOrInitials) {
  EXPECT_THAT(names::grams("王小明", names::Kind::person), UnorderedElementsAre("王小", "小明", "~wx", "~xm"));
  EXPECT_THAT(names::query_grams("小明"), ElementsAre("小明"));
  EXPECT_THAT(names::query_grams("WXM"), ElementsAre("~wx", "~xm"));
  EXPECT_TRUE(names::query_grams("w").empty());
  for (const auto& gram : names::query_grams("买买提")) {
    EXPECT_THAT(names::grams("阿卜杜拉·买买提", names::Kind::person), ::testing::Contains(gram));
  }
}

TEST(Codes, KnowTheFormsWordsAndTheirVariants) {
  EXPECT_EQ(codes::find(codes::ethnicity, "汉族")->word, "01");
  EXPECT_EQ(codes::find(codes::ethnicity, "汉")->word, "01");
  EXPECT_EQ(codes::find(codes::ethnicity, "汉人"), nullptr);
  EXPECT_EQ(codes::nearest(codes::ethnicity, "汉人")->chinese, "汉族");
  EXPECT_EQ(codes::find(codes::education, "专科")->word, "college");
  EXPECT_EQ(codes::chinese(codes::change_kind, "retained"), "保留");
  EXPECT_EQ(codes::ethnicity.size(), 58u);
  for (const auto& set : {codes::ethnicity, codes::education, codes::politics, codes::employment, codes::skill, codes::household_kind,
                          codes::change_kind, codes::change_cause, codes::occupation_group, codes::union_kind, codes::unit_nature,
                          codes::economy, codes::industry, codes::member_status}) {
    for (const auto& code : set) EXPECT_EQ(codes::find(set, code.chinese), &code) << code.chinese;
  }
}

}  // namespace
}  // namespace unionhall
