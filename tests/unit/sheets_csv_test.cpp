#include <gmock/gmock.h>

#include "sheets_files.h"

namespace unionhall::sheets::test {
namespace {

using testing::ElementsAre;

// 姓名,工会 / 王丽,渭城
const std::string roster_utf8 = "姓名,工会\n王丽,渭城\n";
const std::string roster_gb18030 = "\xD0\xD5\xC3\xFB,\xB9\xA4\xBB\xE1\n\xCD\xF5\xC0\xF6,\xCE\xBC\xB3\xC7\n";
const std::vector<Read> roster = {{1, {"姓名", "工会"}}, {2, {"王丽", "渭城"}}};

std::string utf16(std::u16string_view text, bool big_endian) {
  std::string bytes;
  for (const char16_t unit : text) {
    const char high = static_cast<char>(unit >> 8), low = static_cast<char>(unit & 0xFF);
    bytes += big_endian ? high : low;
    bytes += big_endian ? low : high;
  }
  return bytes;
}

TEST(Csv, IsReadInTheEncodingItWasWrittenIn) {
  Folder folder;
  EXPECT_EQ(read_all(folder.write(roster_utf8)), roster);
  EXPECT_EQ(read_all(folder.write("\xEF\xBB\xBF" + roster_utf8)), roster);
  EXPECT_EQ(read_all(folder.write(roster_gb18030)), roster);
  EXPECT_EQ(read_all(folder.write(utf16(u"\uFEFF姓名\t工会\r\n王丽\t渭城\r\n", false))), roster);
  EXPECT_EQ(read_all(folder.write(utf16(u"\uFEFF姓名\t工会\r\n王丽\t渭城\r\n", true))), roster);
}

TEST(Csv, IsGb18030AlsoWhenItsFirstHundredThousandRowsAreDigits) {
  Folder folder;
  std::string digits;
  for (int i = 0; i < 100'000; ++i) digits += "12900000000,1990-01-01\n";
  for (std::size_t shift = 0; shift < 4; ++shift) {  // wherever the border between two blocks falls
    const auto rows = read_all(folder.write(digits + std::string(shift, '1') + "\n" + roster_gb18030));
    EXPECT_EQ(rows.back().texts, roster.back().texts);
  }
}

TEST(Csv, IsGb18030WhenAllThereIsOfItCouldBeAnything) {
  Folder folder;
  // 路 in GB18030 is · in UTF-8, 茫 is ã; 联通 once made a text editor famous.
  EXPECT_EQ(read_all(folder.write("a,\xC2\xB7\n"))[0].texts[1], "路");
  EXPECT_EQ(read_all(folder.write("a,\xC1\xAA\xCD\xA8\n"))[0].texts[1], "联通");
}

TEST(Csv, RareCharactersOfNamesSurvive) {
  Folder folder;
  const std::vector<Read> names = {{1, {"王𠮷", "㐂䶮", "阿不·夏"}}};
  EXPECT_EQ(read_all(folder.write("王𠮷,㐂䶮,阿不·夏\n")), names);
  // In GB18030, 𠮷 and 㐂 take four bytes each; · stands in the names of several peoples.
  EXPECT_EQ(read_all(folder.write("\xCD\xF5\x95"
                                  "4\xB2"
                                  "5,\x81"
                                  "9\xEF"
                                  "1\xFE\x9F,\xB0\xA2\xB2\xBB\xA1\xA4\xCF\xC4")),
            names);
}

TEST(Csv, CharactersThatGotTheirPlaceInGb18030Of2022HaveIt) {
  Folder folder;
  const auto text = [&](std::string bytes) { return read_all(folder.write("\xD0\xD5\xC3\xFB\n" + bytes))[1].texts[0]; };
  EXPECT_EQ(text("\xFE\x59"), "龴");
  EXPECT_EQ(text("\xFE\x61"), "龵");
  EXPECT_EQ(text("\xFE\xA0"), "龻");
  EXPECT_EQ(text("\xFE\x51"), "𠂇");
  EXPECT_EQ(text("\xA6\xD9"), "︐");
  EXPECT_EQ(text("\x82\x35\x90\x37"), "龴");  // the same character by its other code
}

TEST(Csv, AByteThatIsNoTextIsNamedWithItsPlace) {
  Folder folder;
  std::string roster_with_damage;
  for (int i = 0; i < 5'000; ++i) roster_with_damage += "王丽,渭城区总工会\n";
  roster_with_damage += "王丽,渭\xE5城\n";
  const Fault utf8 = fault_of(folder.write(roster_with_damage));
  EXPECT_EQ(utf8.wrong, Wrong::bad_encoding);
  EXPECT_EQ(utf8.params.at("encoding"), "UTF-8");
  EXPECT_EQ(utf8.params.at("byte"), std::to_string(roster_with_damage.find("\xE5\xE5")));
  EXPECT_EQ(utf8.row, 5'001u);
  EXPECT_EQ(utf8.column, 2u);

  const Fault gb = fault_of(folder.write(roster_gb18030 + "\xCD\xF5,\xFF\xFF\n"));
  EXPECT_EQ(gb.wrong, Wrong::bad_encoding);
  EXPECT_EQ(gb.params.at("encoding"), "GB18030");
  EXPECT_EQ(gb.params.at("byte"), std::to_string(roster_gb18030.size() + 3));
  EXPECT_EQ(gb.row, 3u);

  for (const auto& [before, row] : {std::pair{"", 1u}, {"a,b\n", 2u}, {"a,b\r\n", 2u}}) {
    const Fault first = fault_of(folder.write(std::string(before) + "\xFF\xFF\n"));
    EXPECT_EQ(first.row, row);
    EXPECT_EQ(first.column, 1u);
  }

  EXPECT_EQ(fault_of(folder.write(roster_gb18030 + "\xCD")).params.at("encoding"), "GB18030");  // cut in half
  EXPECT_EQ(fault_of(folder.write(utf16(std::u16string(u"\uFEFFa\t") + char16_t{0xD800} + u"b\n", false))).params.at("encoding"), "UTF-16");
}

TEST(Csv, RowsBeforeTheBrokenOneAreStillHandedOut) {
  Folder folder;
  const auto reader = open(folder.write("王丽,渭城\n李强,渭城\n赵\xFF,渭城\n"));
  RowView row;
  EXPECT_TRUE(reader->next(row));
  EXPECT_TRUE(reader->next(row));
  EXPECT_EQ(row.text(0), "李强");
  EXPECT_THROW(reader->next(row), Unreadable);
}

TEST(Csv, ANulCharacterIsRefusedWithItsPlace) {
  Folder folder;
  const Fault fault = fault_of(folder.write(std::string("a,b\nc,d\0e\n", 10)));
  EXPECT_EQ(fault.wrong, Wrong::nul_character);
  EXPECT_EQ(fault.row, 2u);
  EXPECT_EQ(fault.column, 2u);
}

TEST(Csv, TheSeparatorIsFoundOut) {
  Folder folder;
  const std::vector<Read> rows = {{1, {"名单"}}, {2, {"a", "b", "c"}}, {3, {"1", "2", "x，y"}}};
  EXPECT_EQ(read_all(folder.write("名单\na,b,c\n1,2,x，y\n")), rows);
  EXPECT_EQ(read_all(folder.write("名单\na;b;c\n1;2;x，y\n")), rows);
  EXPECT_EQ(read_all(folder.write("名单\na\tb\tc\n1\t2\tx，y\n")), rows);
  EXPECT_EQ(read_all(folder.write("a;b\n\"1,5\";\"2,5\"\n\"3,5\";4\n")),
            (std::vector<Read>{{1, {"a", "b"}}, {2, {"1,5", "2,5"}}, {3, {"3,5", "4"}}}));
  EXPECT_EQ(read_all(folder.write("sep=;\r\na,b;c\r\n")), (std::vector<Read>{{1, {"a,b", "c"}}}));
}

TEST(Csv, QuotationMarksKeepSeparatorsAndLineBreaks) {
  Folder folder;
  EXPECT_EQ(read_all(folder.write("\"王\"\"小\"\"丽\",\"渭城\r\n区\",\"\",\"a,b\"\r\n末\r\n")),
            (std::vector<Read>{{1, {"王\"小\"丽", "渭城\r\n区", "", "a,b"}}, {2, {"末"}}}));
  EXPECT_EQ(read_all(folder.write("5\" 管,\"a\"b\"c,\n")), (std::vector<Read>{{1, {"5\" 管", "ab\"c"}}}));
}

TEST(Csv, LinesEndTheWayOfAnySystem) {
  Folder folder;
  const std::vector<Read> rows = {{1, {"a"}}, {2, {"b"}}, {4, {"c"}}};
  EXPECT_EQ(read_all(folder.write("a\nb\n\nc")), rows);
  EXPECT_EQ(read_all(folder.write("a\r\nb\r\n\r\nc\r\n")), rows);
  EXPECT_EQ(read_all(folder.write("a\rb\r\rc\r")), rows);
}

TEST(Csv, BlankRowsAreSkippedButCounted) {
  Folder folder;
  EXPECT_EQ(read_all(folder.write("a,b\n,,,\n　, \n\n1,,2,,,\n")), (std::vector<Read>{{1, {"a", "b"}}, {5, {"1", "", "2"}}}));
}

TEST(Csv, TricksThatKeepDigitsAreUndone) {
  Folder folder;
  EXPECT_EQ(read_all(folder.write("=\"619999199001010018\",'619999199001010018,\"=\"\"007\"\"\",'s-Hertogenbosch,=1+1,'=1+1\n")),
            (std::vector<Read>{{1, {"619999199001010018", "619999199001010018", "007", "'s-Hertogenbosch", "=1+1", "=1+1"}}}));
}

TEST(Csv, IsReadAgainAfterSelect) {
  Folder folder;
  for (const std::string& text : {roster_utf8, roster_gb18030}) {
    const auto reader = open(folder.write(text));
    EXPECT_EQ(read_rows(*reader), roster);
    EXPECT_EQ(read_rows(*reader), std::vector<Read>{}) << "at the end it stays";
    reader->select("");
    EXPECT_EQ(read_rows(*reader), roster);
    EXPECT_EQ(reader->progress().done, reader->progress().total);
  }
  EXPECT_THAT(open(folder.write(roster_utf8))->sheets(), ElementsAre(""));
}

TEST(Csv, AFieldThatIsNeverClosedIsNamedWhereItBegins) {
  Folder folder;
  const Fault short_file = fault_of(folder.write("a,b\nc,\"d\ne,f\n"));
  EXPECT_EQ(short_file.wrong, Wrong::damaged_csv);
  EXPECT_EQ(short_file.row, 2u);
  EXPECT_EQ(short_file.column, 2u);

  std::string long_file = "a,b\nc,\"d\n";
  for (int i = 0; i < 200'000; ++i) long_file += "e,f,g,h\n";
  EXPECT_EQ(fault_of(folder.write(long_file)).wrong, Wrong::damaged_csv);
}

TEST(Csv, AMillionColumnsAreRefusedUnlessTheyAreEmpty) {
  Folder folder;
  std::string columns;
  for (int i = 0; i < 250'000; ++i) columns += "a,";
  const Fault fault = fault_of(folder.write("x\n" + columns));
  EXPECT_EQ(fault.wrong, Wrong::too_many_columns);
  EXPECT_EQ(fault.params.at("limit"), "256");
  EXPECT_EQ(fault.row, 2u);
  EXPECT_EQ(fault.column, 257u);
  EXPECT_EQ(read_all(folder.write("a" + std::string(1'000'000, ',') + "\n")), (std::vector<Read>{{1, {"a"}}}));
}

TEST(Csv, ACellHoldsWhatExcelHolds) {
  Folder folder;
  std::string cell;
  for (int i = 0; i < 32'767; ++i) cell += "汉";
  EXPECT_EQ(read_all(folder.write("x," + cell))[0].texts[1], cell);
  const Fault fault = fault_of(folder.write("x," + cell + "字"));
  EXPECT_EQ(fault.wrong, Wrong::cell_too_long);
  EXPECT_EQ(fault.column, 2u);
}

TEST(Csv, ALineOfTwoGigabytesFailsAtOnceAndInLittleMemory) {
  Folder folder;
  const auto path = folder.write("a,b\n" + std::string(3 << 20, 'x'));
  std::filesystem::resize_file(path, 2ull << 30);  // sparse: what lies behind is never looked at
  const MemoryWatch memory;
  const auto reader = open(path);
  RowView row;
  ASSERT_TRUE(reader->next(row));
  try {
    reader->next(row);
    FAIL();
  } catch (const Unreadable& unreadable) {
    EXPECT_EQ(unreadable.fault.wrong, Wrong::line_too_long);
    EXPECT_EQ(unreadable.fault.row, 2u);
  }
  EXPECT_LT(reader->progress().done, 2u << 20);
  EXPECT_LT(memory.growth_mb(), 8u);
}

TEST(Csv, MemoryDoesNotGrowWithTheFile) {
  Folder folder;
  std::string rows;
  for (int i = 0; i < 500'000; ++i) rows += "王丽,619999199001010018,渭城区总工会\n";
  const auto path = folder.write(rows);
  const MemoryWatch memory;
  const auto reader = open(path);
  std::uint64_t count = 0;
  for (RowView row; reader->next(row);) ++count;
  EXPECT_EQ(count, 500'000u);
  EXPECT_LT(memory.growth_mb(), 4u);
}

TEST(Table, WhatIsNoTableIsCalledWhatItIs) {
  Folder folder;
  EXPECT_EQ(fault_of(folder.write("")).wrong, Wrong::empty_file);
  EXPECT_EQ(fault_of(folder.write("%PDF-1.7\n")).params.at("kind"), "pdf");
  EXPECT_EQ(fault_of(folder.write("\xFF\xD8\xFF\xE0JFIF")).params.at("kind"), "picture");
  EXPECT_EQ(fault_of(folder.write("Rar!\x1A\x07")).params.at("kind"), "archive");
  EXPECT_EQ(fault_of(folder.write("<html><table><tr><td>姓名"), {}).params.at("kind"), "html");
  EXPECT_EQ(fault_of(folder.write("\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 Workbook")).wrong, Wrong::old_excel);
  std::string encrypted = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1" + std::string(262'130, 'x');
  encrypted += utf16(u"EncryptedPackage", false);
  EXPECT_EQ(fault_of(folder.write(encrypted)).wrong, Wrong::encrypted_workbook);
}

TEST(Table, AFolderOrAMissingFileIsAFaultOfTheMachine) {
  Folder folder;
  EXPECT_THROW(open(folder.path()), std::system_error);
  EXPECT_THROW(open(folder.path() / "none"), std::system_error);
}

}  // namespace
}  // namespace unionhall::sheets::test
