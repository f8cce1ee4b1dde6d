#include <gmock/gmock.h>

#include "sheets_files.h"

namespace unionhall::sheets::test {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const Layout layout = {.sheet = "会员信息",
                       .columns = {{"序号", 6}, {"姓名", 10}, {"性别", 6, {"男", "女"}}, {"备注"}},
                       .titles = {"附件四", "工会会员信息采集表"}};
constexpr std::string_view texts[] = {"1", "王𠮷", "女", ""};
constexpr std::string_view awkward[] = {"619999199001010018", "a,\"b\"", "第一行\r\n第二行", " 甲 "};
constexpr std::string_view dangerous[] = {"=1+1", "+86", "-5", "@SUM(A1)"};

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

class Written : public testing::TestWithParam<Format> {
 protected:
  Folder folder;
  std::filesystem::path path = folder.path() / "out";
};
INSTANTIATE_TEST_SUITE_P(InBothFormats, Written, testing::Values(Format::csv, Format::xlsx),
                         [](const auto& about) { return about.param == Format::csv ? "csv" : "xlsx"; });

TEST_P(Written, ComesBackAsItWent) {
  const auto writer = create(path, GetParam(), layout);
  writer->add_row(texts);
  writer->add_row(awkward);
  writer->add_row(dangerous);
  writer->finish();
  EXPECT_EQ(read_all(path), (std::vector<Read>{{1, {"附件四"}},
                                               {2, {"工会会员信息采集表"}},
                                               {3, {"序号", "姓名", "性别", "备注"}},
                                               {4, {"1", "王𠮷", "女"}},
                                               {5, {"619999199001010018", "a,\"b\"", "第一行\r\n第二行", " 甲 "}},
                                               {6, {"=1+1", "+86", "-5", "@SUM(A1)"}}}));
}

TEST_P(Written, LeavesNoHalfFile) {
  { create(path, GetParam(), layout)->add_row(texts); }
  EXPECT_FALSE(std::filesystem::exists(path));
}

TEST_P(Written, SaysWhenTheFolderIsNotThere) {
  EXPECT_ANY_THROW({
    const auto writer = create(folder.path() / "none" / "out", GetParam(), layout);
    writer->finish();
  });
}

TEST_P(Written, TellsAFullDisk) {
  for (const rlim_t bytes : {100u, 5'000u, 100'000u}) {  // at the end, under the workbook, under its temporary files
    const SmallDisk disk(bytes);
    EXPECT_ANY_THROW({
      const auto writer = create(path, GetParam(), layout);
      for (int i = 0; i < 10'000; ++i) writer->add_row(awkward);
      writer->finish();
    }) << bytes;
    EXPECT_FALSE(std::filesystem::exists(path));
  }
}

TEST(WrittenXlsx, AMarkThatIsCutLeavesNoSignThatStandsForSomethingElse) {
  Folder folder;
  const auto path = folder.path() / "out.xlsx";
  const auto writer = create(path, Format::xlsx, {.sheet = "甲", .columns = {{"乙"}}, .page_mark = std::string(229, 'x') + "&P"});
  writer->finish();
  const auto sheet = unzipped(path).at("xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr(std::string(229, 'x') + "</oddHeader>"));
  EXPECT_THAT(sheet, HasSubstr(std::string(229, 'x') + "  &amp;P/&amp;N</oddFooter>"));
}

TEST(WrittenCsv, NeverTakesADeviceAway) {
  EXPECT_ANY_THROW({
    const auto writer = create("/dev/full", Format::csv, layout);
    writer->finish();
  });
  EXPECT_TRUE(std::filesystem::is_character_file("/dev/full"));
}

TEST(WrittenCsv, NothingInItRunsAsAFormula) {
  Folder folder;
  const auto path = folder.path() / "out.csv";
  const auto writer = create(path, Format::csv, {.sheet = "", .columns = {{"a"}}});
  for (const std::string_view text : {"=1", "+1", "-1", "@a", "\t=1", "\r=1", "\n=1", "＝1", "＋1", "－1", "＠1", "1=1"}) {
    writer->add_row(std::array{text});
  }
  writer->finish();
  EXPECT_EQ(bytes_of(path),
            "\xEF\xBB\xBF"
            "a\r\n\"'=1\"\r\n\"'+1\"\r\n\"'-1\"\r\n\"'@a\"\r\n\"'\t=1\"\r\n\"'\r=1\"\r\n\"'\n=1\"\r\n"
            "\"'＝1\"\r\n\"'＋1\"\r\n\"'－1\"\r\n\"'＠1\"\r\n1=1\r\n");
}

std::string part_of(const std::filesystem::path& path, const char* name) {
  zip_t* archive = zip_open(path.c_str(), ZIP_RDONLY, nullptr);
  zip_file_t* part = zip_fopen(archive, name, 0);
  std::string text(1 << 20, '\0');
  text.resize(static_cast<std::size_t>(zip_fread(part, text.data(), text.size())));
  zip_fclose(part);
  zip_discard(archive);
  return text;
}

TEST(WrittenXlsx, OffersTheChoicesThatExcelTakes) {
  Folder folder;
  const auto path = folder.path() / "out.xlsx";
  const std::string half(127, 'a'), more_than_half(128, 'b');
  create(path, Format::xlsx,
         {.sheet = "a",
          .columns = {{"性别", 6, {"男", "女"}}, {"x", 6, {half, half}}, {"y", 6, {half, more_than_half}}, {"z", 6, {"a,b"}}},
          .titles = {"名单"}})
      ->finish();
  const std::string sheet = part_of(path, "xl/worksheets/sheet1.xml");
  EXPECT_THAT(sheet, HasSubstr(R"(<dataValidations count="2">)"));
  EXPECT_THAT(sheet, HasSubstr(R"(sqref="A3:A1048576"><formula1>"男,女"</formula1>)"));
  EXPECT_THAT(sheet, HasSubstr(R"(sqref="B3:B1048576")"));
}

TEST(WrittenXlsx, OffersListsThatAreShortInCharactersAndLongInBytes) {
  Folder folder;
  const auto path = folder.path() / "out.xlsx";
  const std::vector<std::string> peoples(48, "维吾尔族");
  create(path, Format::xlsx, {.sheet = "a", .columns = {{"民族", 6, peoples}}})->finish();
  EXPECT_THAT(part_of(path, "xl/worksheets/sheet1.xml"), HasSubstr("维吾尔族,维吾尔族\"</formula1>"));
}

TEST(WrittenXlsx, ATextTooLongForExcelIsCutBetweenCharacters) {
  Folder folder;
  const auto path = folder.path() / "out.xlsx";
  std::string text = "甲";
  while (text.size() < 70'000) text += "𠮷";
  const auto writer = create(path, Format::xlsx, {.sheet = "a", .columns = {{"b"}}});
  writer->add_row(std::array<std::string_view, 1>{text});
  writer->finish();
  EXPECT_EQ(read_all(path)[1].texts[0], text.substr(0, 3 + 4 * 16'383));
}

TEST(WrittenXlsx, GoesOnInANextSheetWhenOneIsFull) {
  Folder folder;
  const auto path = folder.path() / "out.xlsx";
  const auto writer = create(path, Format::xlsx, {.sheet = "名单", .columns = {{"姓名"}}});
  for (int i = 0; i < 1'048'576; ++i) writer->add_row(std::array<std::string_view, 1>{"王丽"});
  writer->finish();
  const auto reader = open(path);
  EXPECT_THAT(reader->sheets(), ElementsAre("名单", "名单 (2)"));
  reader->select("名单 (2)");
  EXPECT_EQ(read_rows(*reader), (std::vector<Read>{{1, {"姓名"}}, {2, {"王丽"}}}));
}

}  // namespace
}  // namespace unionhall::sheets::test
