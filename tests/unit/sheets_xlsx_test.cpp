#include <gmock/gmock.h>

#include "sheets_files.h"

namespace unionhall::sheets::test {
namespace {

using testing::ElementsAre;

/// The cells of the first row, with what kind they are.
struct Cells {
  explicit Cells(const Book& book) : reader(open(folder.zip(book.parts()))) { EXPECT_TRUE(reader->next(row)); }
  std::string text(std::size_t column) const { return std::string(row.text(column)); }
  Kind kind(std::size_t column) const { return row.cells[column].kind; }

  Folder folder;
  std::unique_ptr<Reader> reader;
  RowView row;
};

TEST(Xlsx, TextsStandInTheCellOrAreShared) {
  const Book book{.sheet_data =
                      R"(<row r="1"><c r="A1" t="s"><v>1</v></c><c r="B1" t="s"><v>0</v></c></row>)"
                      R"(<row r="2"><c r="A2" t="inlineStr"><is><t>王丽</t></is></c><c r="B2" t="str"><f>A1</f><v>渭城</v></c></row>)",
                  .shared_strings = "<si><t>工会</t></si><si><t>姓名</t></si>"};
  EXPECT_EQ(rows_of(book), (std::vector<Read>{{1, {"姓名", "工会"}}, {2, {"王丽", "渭城"}}}));
}

TEST(Xlsx, RichTextIsJoinedAndReadingAidsAreLeftOut) {
  const std::string rich = R"(<r><rPr><b/></rPr><t>王</t></r><r><t xml:space="preserve">丽 </t></r><rPh sb="0" eb="1"><t>ワン</t></rPh>)";
  const Book book{.sheet_data = R"(<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is>)" + rich + "</is></c></row>",
                  .shared_strings = "<si>" + rich + "<phoneticPr fontId=\"1\"/></si>"};
  EXPECT_EQ(rows_of(book)[0].texts, (Texts{"王丽 ", "王丽 "}));
}

TEST(Xlsx, CharactersThatXmlCannotHoldAreDecoded) {
  const Book book{.sheet_data = R"(<row><c t="inlineStr"><is><t>证件号码_x000D_&#10;(18位)</t></is></c>)"
                                R"(<c t="inlineStr"><is><t>a_x005F_x000D_b_xZZZZ__x00</t></is></c>)"
                                R"(<c t="inlineStr"><is><t>_xD842__xDFB7__xD842_</t></is></c></row>)"};
  EXPECT_EQ(rows_of(book)[0].texts, (Texts{"证件号码\r\n(18位)", "a_x000D_b_xZZZZ__x00", "𠮷\uFFFD"}));
}

TEST(Xlsx, NumbersReadAsPeopleSeeThem) {
  const Book book{.sheet_data =
                      "<row><c><v>12900001111</v></c><c><v>0.10000000000000001</v></c><c><v>-7</v></c>"
                      "<c><v>1.5E3</v></c><c><v>999999999999999</v></c><c><v>0</v></c><c t=\"n\"><v>007</v></c>"
                      "<c><v>1234567.8899999999</v></c><c><v>1.29E10</v></c><c><v>1E-5</v></c><c><v>1e-300</v></c><c><v>-0</v></c><c><v>x</"
                      "v></c></row>"};
  EXPECT_EQ(rows_of(book)[0].texts, (Texts{"12900001111", "0.1", "-7", "1500", "999999999999999", "0", "7", "1234567.89", "12900000000",
                                           "0.00001", "1E-300", "0", "x"}));
}

TEST(Xlsx, AnIdNumberThatLostItsDigitsShowsIt) {
  const Cells cells({.sheet_data = "<row><c><v>6.1999919900101E+17</v></c><c><v>619999199001010000</v></c></row>"});
  EXPECT_EQ(cells.text(0), "6.1999919900101E+17");
  EXPECT_EQ(cells.text(1), "6.1999919900101E+17");
  EXPECT_EQ(cells.kind(0), Kind::number);
}

TEST(Xlsx, DatesAreKnownByTheirFormat) {
  const Cells cells({.sheet_data = R"(<row><c s="1"><v>45000</v></c><c s="2"><v>45000.5</v></c><c s="3"><v>45000</v></c>)"
                                   R"(<c s="4"><v>45000</v></c><c s="0"><v>45000</v></c><c s="1"><v>60</v></c>)"
                                   R"(<c s="1"><v>12900001111</v></c><c s="1"><v>0.25</v></c>)"
                                   R"(<c t="d"><v>2023-03-15T00:00:00Z</v></c><c s="5"><v>45000</v></c></row>)",
                     .styles =
                         R"(<numFmts><numFmt numFmtId="176" formatCode="yyyy&quot;年&quot;m&quot;月&quot;"/>)"
                         R"(<numFmt numFmtId="177" formatCode="[Red]0.00E+00&quot;days&quot;\d"/>)"
                         R"(<numFmt numFmtId="178" formatCode="[$-804]e/m"/></numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs>)"
                         R"(<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="176"/><xf numFmtId="177"/>)"
                         R"(<xf numFmtId="31"/><xf numFmtId="178"/></cellXfs>)"});
  EXPECT_EQ(cells.text(0), "2023-03-15");
  EXPECT_EQ(cells.kind(0), Kind::date);
  EXPECT_EQ(cells.text(1), "2023-03-15 12:00:00");
  EXPECT_EQ(cells.text(2), "45000");
  EXPECT_EQ(cells.kind(2), Kind::number);
  EXPECT_EQ(cells.text(3), "2023-03-15");
  EXPECT_EQ(cells.text(4), "45000");
  EXPECT_EQ(cells.text(5), "1900-02-29");  // as the spreadsheet shows it; no such day, as the importer will say
  EXPECT_EQ(cells.text(6), "12900001111");
  EXPECT_EQ(cells.kind(6), Kind::number);
  EXPECT_EQ(cells.text(7), "06:00:00");
  EXPECT_EQ(cells.text(8), "2023-03-15");
  EXPECT_EQ(cells.text(9), "2023-03-15");
}

TEST(Xlsx, WorkbooksThatCountFrom1904HaveTheSameDays) {
  const Cells cells({.sheet_data = R"(<row><c s="0"><v>43538</v></c></row>)",
                     .styles = R"(<cellXfs><xf numFmtId="14"/></cellXfs>)",
                     .workbook_properties = R"(<workbookPr date1904="1"/>)"});
  EXPECT_EQ(cells.text(0), "2023-03-15");
}

TEST(Xlsx, SerialNumbersAreDays) {
  using std::chrono::year;
  EXPECT_EQ(date_of_serial(45'000), Date(year{2023} / 3 / 15));
  EXPECT_EQ(date_of_serial(45'000.99), Date(year{2023} / 3 / 15));
  EXPECT_EQ(date_of_serial(1), Date(year{1900} / 1 / 1));
  EXPECT_EQ(date_of_serial(59), Date(year{1900} / 2 / 28));
  EXPECT_EQ(date_of_serial(61), Date(year{1900} / 3 / 1));
  EXPECT_EQ(date_of_serial(2'958'465), Date(year{9999} / 12 / 31));
  for (const double none : {0.0, -1.0, 60.0, 2'958'466.0, 1e300}) EXPECT_EQ(date_of_serial(none), std::nullopt);
}

TEST(Xlsx, BooleansErrorsAndFormulasAreCellsToo) {
  const Cells cells({.sheet_data = R"(<row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#N/A</v></c>)"
                                   "<c><f>1+1</f><v>2</v></c><c><f>NEVER()</f></c><c><v>3</v></c></row>"});
  EXPECT_EQ(cells.text(0), "TRUE");
  EXPECT_EQ(cells.text(1), "FALSE");
  EXPECT_EQ(cells.text(2), "#N/A");
  EXPECT_EQ(cells.kind(2), Kind::error);
  EXPECT_EQ(cells.text(3), "2");
  EXPECT_TRUE(cells.row.cells[3].formula);
  EXPECT_EQ(cells.kind(4), Kind::blank);
  EXPECT_TRUE(cells.row.cells[4].formula);
  EXPECT_FALSE(cells.row.cells[5].formula);
}

TEST(Xlsx, RowsAndCellsMayLeaveOutWhereTheyStand) {
  const Book book{.sheet_data =
                      "<row><c><v>1</v></c><c><v>2</v></c></row><row/>"
                      R"(<row r="5"><c r="B5"><v>3</v></c><c><v>4</v></c><c r="A5"><v>5</v></c></row><row><c><v>6</v></c></row>)"};
  EXPECT_EQ(rows_of(book), (std::vector<Read>{{1, {"1", "2"}}, {5, {"5", "3", "4"}}, {6, {"6"}}}));
}

TEST(Xlsx, CellsWithAStyleAndNothingElseAreBlank) {
  std::string styled = R"(<row r="1"><c r="A1" s="3"/><c r="XFD1" s="3"/></row>)";
  styled += R"(<row r="2"><c r="A2"><v>1</v></c><c r="B2" t="s"><v></v></c><c r="XFD2" s="3"/></row>)";
  styled += R"(<row r="3"><c r="A3" t="inlineStr"><is><t> 　</t></is></c></row>)";
  EXPECT_EQ(rows_of({.sheet_data = styled}), (std::vector<Read>{{2, {"1"}}}));
}

TEST(Xlsx, PrefixesAndStrictFilesAreTheSameToUs) {
  Folder folder;
  auto parts = Book{}.parts();
  parts["_rels/.rels"] =
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" )"
      R"(Type="http://purl.oclc.org/ooxml/officeDocument/relationships/officeDocument" Target="/book/main.xml"/></Relationships>)";
  parts["book/main.xml"] =
      R"(<x:workbook xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main" xmlns:q="http://purl.oclc.org/ooxml/officeDocument/relationships">)"
      R"(<x:sheets><x:sheet name="名单" sheetId="1" q:id="s"/></x:sheets></x:workbook>)";
  parts["book/_rels/main.xml.rels"] =
      R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="s" )"
      R"(Type="http://purl.oclc.org/ooxml/officeDocument/relationships/worksheet" Target="../XL/Worksheets/./One.xml"/></Relationships>)";
  parts["xl/worksheets/one.xml"] = R"(<x:worksheet xmlns:x="http://purl.oclc.org/ooxml/spreadsheetml/main"><x:sheetData><x:row r="1">)"
                                   R"(<x:c r="A1" t="inlineStr"><x:is><x:t>王丽</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>)";
  EXPECT_EQ(read_all(folder.zip(parts)), (std::vector<Read>{{1, {"王丽"}}}));
}

TEST(Xlsx, HiddenSheetsAreReadOnlyWhenNamed) {
  Folder folder;
  Book book{.sheet_data = "<row><c><v>1</v></c></row>",
            .sheets = R"(<sheet name="下拉菜单表" state="hidden" r:id="rId1"/><sheet name="会员信息" r:id="rId2"/>)"};
  auto parts = book.parts();
  parts["xl/worksheets/sheet2.xml"] = "<worksheet><sheetData><row><c><v>2</v></c></row></sheetData></worksheet>";
  const auto path = folder.zip(parts);
  const auto reader = open(path);
  EXPECT_THAT(reader->sheets(), ElementsAre("会员信息"));
  EXPECT_EQ(reader->selected(), "会员信息");
  EXPECT_EQ(read_rows(*reader), (std::vector<Read>{{1, {"2"}}}));
  reader->select("下拉菜单表");
  EXPECT_EQ(read_rows(*reader), (std::vector<Read>{{1, {"1"}}}));
  reader->select("会员信息");
  EXPECT_EQ(read_rows(*reader), (std::vector<Read>{{1, {"2"}}}));
  EXPECT_EQ(reader->progress().done, reader->progress().total);
  EXPECT_THROW(reader->select("名单"), Unreadable);

  book.sheets = R"(<sheet name="a" state="veryHidden" r:id="rId1"/>)";
  EXPECT_EQ(fault_of(book).wrong, Wrong::no_sheet);
  book.sheets = "";
  EXPECT_EQ(fault_of(book).wrong, Wrong::no_sheet);
}

TEST(Xlsx, ManyTextsGoToAFileAndComeBack) {
  Folder folder;
  Book book;
  for (int i = 0; i < 30'000; ++i) {
    const std::string n = std::to_string(i);
    book.shared_strings += "<si><t>会员" + n + "</t></si>";
    book.sheet_data += R"(<row><c t="s"><v>)" + std::to_string(29'999 - i) + "</v></c></row>";
  }
  Limits small;
  small.strings_in_memory = 4096;
  small.scratch = folder.path();
  const auto path = folder.zip(book.parts());
  const auto reader = open(path, small);
  RowView row;
  for (int i = 29'999; i >= 0; --i) {
    ASSERT_TRUE(reader->next(row));
    ASSERT_EQ(row.text(0), "会员" + std::to_string(i));
  }
  EXPECT_THAT(std::distance(std::filesystem::directory_iterator(folder.path()), {}), 1) << "the file has no name";
}

TEST(Xlsx, ADiskThatFillsUpUnderManyTextsIsAFaultOfTheMachine) {
  Folder folder;
  Book book{.sheet_data = "<row><c><v>1</v></c></row>"};
  for (int i = 0; i < 30'000; ++i) book.shared_strings += "<si><t>会员" + std::to_string(i) + "</t></si>";
  const auto path = folder.zip(book.parts());
  const SmallDisk disk(50'000);
  EXPECT_THROW(read_all(path, {.strings_in_memory = 4096, .scratch = folder.path()}), std::system_error);
}

// ── Broken and hostile workbooks ───────────────────────────────────────────────────────────────────────────────

TEST(XlsxRefusals, AZipThatWasCutOffIsDamaged) {
  Folder folder;
  std::string sheet;
  for (int i = 0; i < 5'000; ++i) sheet += "<row><c><v>" + std::to_string(i * 7919) + "</v></c></row>";
  const auto path = folder.zip(Book{.sheet_data = sheet}.parts());
  std::string bytes(std::filesystem::file_size(path), '\0');
  std::ifstream(path, std::ios::binary).read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  for (const std::size_t kept : {bytes.size() - 1, bytes.size() / 2, std::size_t{100}, std::size_t{30}}) {
    EXPECT_EQ(fault_of(folder.write(bytes.substr(0, kept))).wrong, Wrong::damaged_zip);
  }
}

TEST(XlsxRefusals, BytesThatChangedOnTheWayAreFound) {
  Folder folder;
  std::string sheet;
  for (int i = 0; i < 5'000; ++i) sheet += "<row><c><v>" + std::to_string(i * 7919) + "</v></c></row>";
  const auto path = folder.zip(Book{.sheet_data = sheet}.parts());
  const auto size = std::filesystem::file_size(path);
  std::fstream file(path, std::ios::binary | std::ios::in | std::ios::out);
  file.seekp(static_cast<std::streamoff>(size / 2));
  file.write("\x55\xAA\x55", 3);
  file.close();
  const Fault fault = fault_of(path);
  EXPECT_TRUE(fault.wrong == Wrong::damaged_zip || fault.wrong == Wrong::damaged_xml) << word(fault.wrong);
}

TEST(XlsxRefusals, AZipBombIsDefused) {
  Folder folder;
  const auto bomb = [&](const std::string& name, const std::string& begin, const std::string& repeated, std::size_t times,
                        const std::string& end) {
    std::string sheet = begin;
    for (std::size_t i = 0; i < times; ++i) sheet += repeated;
    return folder.zip(Book{.sheet_data = sheet + end}.parts(), name);
  };
  const std::string letters(1 << 20, 'a');
  const auto one_cell = bomb("cell.xlsx", R"(<row><c t="inlineStr"><is><t>)", letters, 20, "</t></is></c></row>");
  const auto one_tag = bomb("tag.xlsx", R"(<row r=")", letters, 20, R"("/>)");
  const auto one_comment = bomb("comment.xlsx", "<!--", letters, 20, "-->");
  const auto rows = bomb("rows.xlsx", "", "<row/>", 15 << 20, "");
  EXPECT_LT(std::filesystem::file_size(one_cell), 50'000u);

  const MemoryWatch memory;
  EXPECT_EQ(fault_of(one_cell).wrong, Wrong::cell_too_long);
  EXPECT_EQ(fault_of(one_tag).wrong, Wrong::damaged_xml);
  EXPECT_EQ(fault_of(one_comment).wrong, Wrong::damaged_xml);
  EXPECT_EQ(fault_of(rows).wrong, Wrong::unpacks_too_much);
  EXPECT_EQ(fault_of(rows, {.unpacked_bytes = 100'000}).wrong, Wrong::unpacks_too_much);
  EXPECT_LT(memory.growth_mb(), 16u);
}

TEST(XlsxRefusals, EntitiesNeedADoctypeAndThatIsRefused) {
  Folder folder;
  const std::string doctype = R"(<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>)";
  for (const std::string part : {"xl/worksheets/sheet1.xml", "xl/workbook.xml", "_rels/.rels", "xl/sharedStrings.xml", "xl/styles.xml"}) {
    auto parts = Book{.sheet_data = R"(<row><c t="s"><v>0</v></c></row>)", .styles = "<a/>", .shared_strings = "<si><t>a</t></si>"}.parts();
    parts[part].insert(parts[part].find("?>") + 2, doctype);
    const Fault fault = fault_of(folder.zip(parts));
    EXPECT_EQ(fault.wrong, Wrong::doctype_refused);
    EXPECT_EQ(fault.params.at("part"), part);
  }
}

TEST(XlsxRefusals, XmlThatBreaksOffIsNamedWithSheetAndRow) {
  Folder folder;
  auto parts = Book{}.parts();
  parts["xl/worksheets/sheet1.xml"] = R"(<worksheet><sheetData><row r="1"><c><v>1</v></c></row><row r="7"><c r="C7"><v>1</x>)";
  const Fault fault = fault_of(folder.zip(parts));
  EXPECT_EQ(fault.wrong, Wrong::damaged_xml);
  EXPECT_EQ(fault.params.at("part"), "xl/worksheets/sheet1.xml");
  EXPECT_EQ(fault.sheet, "会员信息");
  EXPECT_EQ(fault.row, 7u);
  EXPECT_EQ(fault.column, 3u);
}

TEST(XlsxRefusals, ElementsWithinElementsWithoutEndAreRefused) {
  std::string deep;
  for (int i = 0; i < 1'000'000; ++i) deep += "<a>";
  EXPECT_EQ(fault_of(Book{.sheet_data = deep}).wrong, Wrong::damaged_xml);
}

TEST(XlsxRefusals, AMillionColumnsAreRefused) {
  std::string row = R"(<row r="1">)";
  for (int i = 0; i < 1'000'000; ++i) row += "<c><v>1</v></c>";
  const Fault fault = fault_of(Book{.sheet_data = row + "</row>"});
  EXPECT_EQ(fault.wrong, Wrong::too_many_columns);
  EXPECT_EQ(fault.row, 1u);
  EXPECT_EQ(fault.column, 257u);
  EXPECT_EQ(fault_of(Book{.sheet_data = R"(<row><c r="ZZZZZZZZZZZZZZZZZZ1"><v>1</v></c></row>)"}).wrong, Wrong::too_many_columns);
}

TEST(XlsxRefusals, CellsAndRowsHaveALongestText) {
  const auto cell = [](std::size_t size) { return R"(<c t="inlineStr"><is><t>)" + std::string(size, 'a') + "</t></is></c>"; };
  EXPECT_EQ(rows_of({.sheet_data = "<row>" + cell(32'767) + "</row>"})[0].texts[0].size(), 32'767u);
  const Fault fault = fault_of(Book{.sheet_data = "<row r=\"9\">" + cell(32'768) + "</row>"});
  EXPECT_EQ(fault.wrong, Wrong::cell_too_long);
  EXPECT_EQ(fault.row, 9u);
  EXPECT_EQ(fault_of(Book{.shared_strings = "<si><t>" + std::string(32'768, 'a') + "</t></si>"}).wrong, Wrong::cell_too_long);

  std::string row;
  for (int i = 0; i < 40; ++i) row += cell(32'767);
  EXPECT_EQ(fault_of(Book{.sheet_data = "<row>" + row + "</row>"}).wrong, Wrong::line_too_long);
}

TEST(XlsxRefusals, RowsMustGoDown) {
  const Fault fault = fault_of(Book{.sheet_data = R"(<row r="2"><c><v>1</v></c></row><row r="2"><c><v>1</v></c></row>)"});
  EXPECT_EQ(fault.wrong, Wrong::rows_disordered);
  EXPECT_EQ(fault_of(Book{.sheet_data = R"(<row r="-1"/>)"}).wrong, Wrong::rows_disordered);
}

TEST(XlsxRefusals, ASharedTextThatIsNotThereIsRefused) {
  EXPECT_EQ(fault_of(Book{.sheet_data = R"(<row><c t="s"><v>0</v></c></row>)"}).wrong, Wrong::damaged_xml);
  EXPECT_EQ(fault_of(Book{.sheet_data = R"(<row><c t="s"><v>1</v></c></row>)", .shared_strings = "<si><t>a</t></si>"}).wrong,
            Wrong::damaged_xml);
  EXPECT_EQ(fault_of(Book{.sheet_data = R"(<row><c t="s"><v>-1</v></c></row>)", .shared_strings = "<si><t>a</t></si>"}).wrong,
            Wrong::damaged_xml);
}

TEST(XlsxRefusals, ANulCharacterIsRefused) {
  EXPECT_EQ(fault_of(Book{.sheet_data = "<row><c t=\"inlineStr\"><is><t>a_x0000_</t></is></c></row>"}).wrong, Wrong::nul_character);
}

TEST(XlsxRefusals, PartsThatLieElsewhereOrNowhereAreRefused) {
  Folder folder;
  auto parts = Book{}.parts();
  auto& rels = parts["xl/_rels/workbook.xml.rels"];
  parts.erase("xl/worksheets/sheet1.xml");
  EXPECT_EQ(fault_of(folder.zip(parts)).wrong, Wrong::missing_part);
  rels.replace(rels.find("Target=\"worksheets/sheet1.xml\""), 30, R"(TargetMode="External" Target="http://127.0.0.1/a")");
  EXPECT_EQ(fault_of(folder.zip(parts)).wrong, Wrong::external_data);
}

TEST(XlsxRefusals, OtherZipFilesAreCalledWhatTheyAre) {
  Folder folder;
  EXPECT_EQ(fault_of(folder.zip({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"}, {"content.xml", ""}})).wrong,
            Wrong::open_document);
  EXPECT_EQ(fault_of(folder.zip({{"word/document.xml", ""}})).params.at("kind"), "word");
  EXPECT_EQ(fault_of(folder.zip({{"a.txt", "b"}})).params.at("kind"), "archive");
  auto binary = Book{}.parts();
  auto& rels = binary["_rels/.rels"];
  rels.replace(rels.find("workbook.xml"), 12, "workbook.bin");
  EXPECT_EQ(fault_of(folder.zip(binary)).wrong, Wrong::binary_workbook);
}

TEST(XlsxRefusals, AnArchiveOfTenThousandPartsIsNotOpened) {
  Folder folder;
  auto parts = Book{}.parts();
  for (int i = 0; i < 11'000; ++i) parts["xl/media/" + std::to_string(i)] = "";
  EXPECT_EQ(fault_of(folder.zip(parts)).wrong, Wrong::too_many_parts);
}

TEST(XlsxRefusals, AnArchiveIsNotBelievedHowLongItsDirectoryIs) {
  Folder folder;
  const auto number = [](std::uint64_t value, std::size_t bytes) {
    std::string out;
    for (std::size_t i = 0; i < bytes; ++i, value >>= 8) out += static_cast<char>(value);
    return out;
  };
  const auto end = [&](std::uint64_t parts, std::uint64_t bytes) {
    return "PK\5\6" + number(0, 4) + number(parts, 2) + number(parts, 2) + number(bytes, 4) + number(0, 4) + number(0, 2);
  };
  const auto zip64 = [&](std::uint64_t parts, std::uint64_t bytes) {
    return "PK\6\6" + number(44, 8) + number(0, 12) + number(parts, 8) + number(parts, 8) + number(bytes, 8) + number(0, 8) + "PK\6\7" +
           number(0, 4) + number(4, 8) + number(1, 4);
  };
  const std::string begin = "PK\3\4";
  EXPECT_EQ(fault_of(folder.write(begin + end(10'001, 0))).wrong, Wrong::too_many_parts);
  EXPECT_EQ(fault_of(folder.write(begin + end(1, 100 << 20))).wrong, Wrong::too_many_parts);
  EXPECT_EQ(fault_of(folder.write(begin + zip64(1'000'000'000, 0) + end(0xFFFF, 0xFFFFFFFF))).wrong, Wrong::too_many_parts);
  EXPECT_EQ(fault_of(folder.write(begin + zip64(1, 1ull << 40) + end(0xFFFF, 0xFFFFFFFF))).wrong, Wrong::too_many_parts);
  EXPECT_EQ(fault_of(folder.write(begin + zip64(1, 1) + end(0xFFFF, 0xFFFFFFFF))).wrong, Wrong::damaged_zip);
}

TEST(XlsxRefusals, AnEncryptedPartAsksForAPassword) {
  Folder folder;
  const auto path = folder.zip(Book{}.parts());
  zip_t* archive = zip_open(path.c_str(), 0, nullptr);
  zip_set_default_password(archive, "secret");
  for (zip_int64_t i = 0; i < zip_get_num_entries(archive, 0); ++i) {
    zip_file_set_encryption(archive, static_cast<zip_uint64_t>(i), ZIP_EM_AES_256, nullptr);
  }
  ASSERT_EQ(zip_close(archive), 0);
  EXPECT_EQ(fault_of(path).wrong, Wrong::encrypted_workbook);
}

}  // namespace
}  // namespace unionhall::sheets::test
