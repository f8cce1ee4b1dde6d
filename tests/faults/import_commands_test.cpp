// Imports as whoever runs the program meets them: checked, written, reported, taken back and exported again, with the state of the
// whole hall hashed in between.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <iconv.h>

#include <fstream>
#include <regex>

#include "base/id_document.h"
#include "support/import_watch.h"
#include "support/small_hall.h"
#include "unit/sheets_files.h"

namespace unionhall {
namespace {

using testing::HasSubstr;
using testing::Not;

std::vector<std::string> lines_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::vector<std::string> lines;
  for (std::string line; std::getline(in, line); lines.push_back(line)) {
    while (!line.empty() && line.back() == '\r') line.pop_back();
  }
  return lines;
}

std::string in_gb18030(std::string utf8) {
  const auto converter = ::iconv_open("GB18030", "UTF-8");
  std::string converted(2 * utf8.size(), '\0');
  char *from = utf8.data(), *to = converted.data();
  std::size_t left = utf8.size(), room = converted.size();
  const auto done = ::iconv(converter, &from, &left, &to, &room);
  ::iconv_close(converter);
  if (done == static_cast<std::size_t>(-1)) throw std::runtime_error("not in GB18030");
  converted.resize(converted.size() - room);
  return converted;
}

class ImportCommands : public testing::TestWithParam<db::Engine> {
 protected:
  std::string state_hash() const {
    const auto ended = hall_.run({"state-hash"});
    EXPECT_EQ(ended.code, 0) << ended.errors;
    return ended.out;
  }
  /// What it said; it must have ended well.
  std::string done(const std::vector<std::string>& command) const {
    const auto ended = hall_.run(command);
    EXPECT_EQ(ended.code, 0) << ended.out << ended.errors;
    return ended.out;
  }
  std::string write(const std::string& name, std::string_view content) const {
    const auto file = hall_.folder() / name;
    std::ofstream(file, std::ios::binary) << content;
    return file.string();
  }
  std::string path(const std::string& name) const { return (hall_.folder() / name).string(); }
  std::int64_t members() { return test::ImportWatch(hall_.database().settings).standing().value().members; }

  test::SmallHall hall_{GetParam()};
};
UNIONHALL_ON_EACH_ENGINE(ImportCommands);

TEST_P(ImportCommands, AnUndoOfMembersEndsInTheStateBefore) {
  done({"import", "members", hall_.roster(900).string()});
  const auto before = state_hash();
  // 600 of them come with another phone and a schooling, 300 as they are, and 700 are new.
  auto rows = lines_of(hall_.roster(1'600));
  for (std::size_t i = 1; i <= 600; ++i) rows[i] = std::regex_replace(rows[i], std::regex(",126"), ",127") + ",大专";
  rows[0] += ",学历";
  const auto out = done({"import", "members", write("second.csv", fmt::format("{}\n", fmt::join(rows, "\n"))), "--batch", "second"});
  EXPECT_THAT(out, HasSubstr("1,600 rows: 700 new, 600 changed, 300 the same, 0 refused"));
  EXPECT_NE(state_hash(), before);

  EXPECT_THAT(done({"undo", "second"}), HasSubstr("600 put back as they were, 700 made by the import and gone again, 0 kept"));
  EXPECT_EQ(state_hash(), before);
  done({"check"});
}

TEST_P(ImportCommands, AnUndoOfUnionsEndsInTheStateBefore) {
  const auto before = state_hash();
  const auto register_of_unions = write("unions.csv",
                                        "工会名称,上级工会名称,基层工会类型,单位名称\n"
                                        "河畔快递工会,咸阳市总工会,独立基层工会,河畔快递公司\n"
                                        "物流园工会联合会,咸阳市总工会,工会联合会,\n"
                                        "物流园装卸工会,物流园工会联合会,独立基层工会,装卸公司\n");
  EXPECT_THAT(done({"import", "orgs", register_of_unions, "--batch", "register"}), HasSubstr("3 rows: 2 new, 1 changed,"));
  EXPECT_NE(state_hash(), before);
  EXPECT_THAT(done({"undo", "register"}), HasSubstr("1 put back as they were, 2 made by the import and gone again, 0 kept"));
  EXPECT_EQ(state_hash(), before);
  done({"check"});
}

TEST_P(ImportCommands, ADryRunSaysTheSameAsTheWritingAndWritesNothing) {
  const auto before = state_hash();
  const auto file = hall_.roster(700).string();
  const auto tried = done({"import", "members", file, "--dry-run"});
  EXPECT_THAT(tried, HasSubstr("700 rows: 700 new, 0 changed, 0 the same, 0 refused"));
  EXPECT_THAT(tried, Not(HasSubstr("Written.")));
  EXPECT_EQ(state_hash(), before);
  EXPECT_EQ(members(), 0);
  EXPECT_THAT(done({"import", "members", file}), HasSubstr("700 rows: 700 new, 0 changed, 0 the same, 0 refused"));
  EXPECT_EQ(members(), 700);
}

TEST_P(ImportCommands, TheReportCanBeMendedAndBroughtAgain) {
  auto rows = lines_of(hall_.roster(20));
  const auto whole = rows[4];
  rows[4].erase(rows[4].find("619999") + 17, 1);
  const auto file = write("roster.csv", fmt::format("{}\n", fmt::join(rows, "\n")));
  EXPECT_THAT(done({"import", "members", file, "--report", path("back.csv")}), HasSubstr("back.csv has the 1 rows that came back."));
  const auto back = lines_of(path("back.csv"));
  ASSERT_EQ(back.size(), 2U);
  EXPECT_THAT(back[0], HasSubstr("移动电话,工会名称,错误信息"));
  EXPECT_EQ(back[1], rows[4] + ",少 1 位：写了 17 位");

  const auto mended = write("mended.csv", back[0] + "\n" + whole + ",\n");
  EXPECT_THAT(done({"import", "members", mended, "--report", path("none.xlsx")}), HasSubstr("1 rows: 1 new"));
  EXPECT_EQ(members(), 20);
}

TEST_P(ImportCommands, AnExportHoldsEverybodyMaskedAndIsNotWrittenOver) {
  done({"import", "members", hall_.roster(30).string()});
  EXPECT_THAT(done({"export", "members", path("all.csv")}), HasSubstr("all.csv has 30 rows of 咸阳市总工会."));
  const auto all = lines_of(path("all.csv"));
  ASSERT_EQ(all.size(), 31U);
  const auto text = fmt::format("{}", fmt::join(all, "\n"));
  EXPECT_THAT(text, HasSubstr("王*国"));
  EXPECT_THAT(text, HasSubstr("河畔快递工会"));
  for (const auto* number : {"王建国", "61999919", "12600001000"}) EXPECT_THAT(text, Not(HasSubstr(number)));

  EXPECT_EQ(hall_.run({"export", "members", path("all.csv")}).code, 1);
  EXPECT_EQ(hall_.run({"export", "members", path("all.pdf")}).code, 2);
  EXPECT_THAT(done({"export", "members", path("all.xlsx")}), HasSubstr("30 rows"));
  const auto recorded = db::Database::open(hall_.database().settings)->read([](db::Session& db) {
    return db.first<std::int64_t>("SELECT COUNT(*) FROM audit_events WHERE what = 'export' AND detail = 'members'");
  });
  EXPECT_EQ(recorded, 2);
}

TEST_P(ImportCommands, RareCharactersGoTheWholeWayFromBothEncodings) {
  // Four bytes in UTF-8; places that GB18030 gave in 2022; the dot of names from Xinjiang.
  const std::map<std::string, std::string> masked_by_name{{"𠮷小䶮", "𠮷*䶮"}, {"龴小河", "龴*河"}, {"古丽·买买提", "古*·买*提"}};
  std::string roster = "姓名,有效证件类别,证件号码,工会名称\n";
  int order = 1;
  for (const auto& [name, masked] : masked_by_name) {
    const auto seventeen = fmt::format("61999919900307{:03}", order++);
    roster += fmt::format("{},居民身份证,{}{},河畔快递工会\n", name, seventeen, IdDocument::check_character(seventeen));
  }
  EXPECT_THAT(done({"import", "members", write("gb.csv", in_gb18030(roster))}), HasSubstr("3 rows: 3 new,"));
  EXPECT_THAT(done({"import", "members", write("utf8.csv", roster)}), HasSubstr("3 rows: 0 new, 0 changed, 3 the same,"));

  const auto server = hall_.serve();
  auto registrar = test::SmallHall::registrar(server->port());
  const auto city = registrar.get("/api/v1/me").json.at("roles").at(0).at("org").at("id");
  for (const auto& [name, masked] : masked_by_name) {
    const auto found = registrar.post("/api/v1/member-searches", {{"org", city}, {"q", name}});
    ASSERT_EQ(found.status, 200) << name;
    ASSERT_EQ(found.json.at("items").as_array().size(), 1U) << name;
    EXPECT_EQ(found.json.at("items").at(0).at("name_masked"), masked.c_str());
    const auto shown = registrar.get("/api/v1/members/" + std::string(found.json.at("items").at(0).at("id").as_string()));
    EXPECT_EQ(shown.json.at("person").at("name"), name.c_str());
  }

  done({"export", "members", path("rare.csv")});
  done({"export", "members", path("rare.xlsx")});
  for (const auto* file : {"rare.csv", "rare.xlsx"}) {
    std::vector<std::string> names;
    for (const auto& row : sheets::test::read_all(path(file))) names.push_back(row.texts[0]);
    EXPECT_THAT(names, testing::UnorderedElementsAre("姓名", "𠮷*䶮", "龴*河", "古*·买*提")) << file;
  }
}

/// What an import holds in memory at once. Beyond the rows that are made findable together, more of them must need no more.
TEST(ImportMemory, DoesNotGrowWithTheFile) {
  const int times = test::rounds(0, 4);
  if (times == 0) GTEST_SKIP() << "takes a minute: with UNIONHALL_LONG";
  const auto resident_after = [](int members) {
    const test::SmallHall hall;
    const auto ended = hall.run({"import", "members", hall.roster(members).string()});
    EXPECT_EQ(ended.code, 0) << ended.errors;
    EXPECT_THAT(ended.out, HasSubstr(" 0 refused, 0 that may be somebody known")) << "that is another matter";
    return static_cast<double>(ended.resident_bytes_max);
  };
  const int few = 120'000;
  EXPECT_LT(resident_after(times * few), 1.2 * resident_after(few));
}

/// A demo city's members, enrolled as it is built, and written as a roster that its unions import.
class WrittenRosters : public testing::TestWithParam<db::Engine> {
 protected:
  test::Ended on(const std::string& hall, test::FreshDatabase& database, std::vector<std::string> command) const {
    command.insert(command.end(), {"--data", path(hall)});
    if (!database.settings.url.empty()) command.insert(command.end(), {"--database", database.settings.url});
    return test::run(command);
  }
  std::string path(const std::string& name) const { return (folder_.path() / name).string(); }
  /// A union's name, how many members it has, and how many unions; without the numbers that are a hall's own.
  std::vector<std::string> figures(const std::string& hall, test::FreshDatabase& database) const {
    const auto ended = on(hall, database, {"export", "figures", path(hall + ".csv")});
    EXPECT_EQ(ended.code, 0) << ended.errors;
    auto lines = lines_of(path(hall + ".csv"));
    for (auto& line : lines) line = std::regex_replace(line, std::regex("^([^,]*),[^,]*,([^,]*),[^,]*,([^,]*),.*"), "$1 $2 $3");
    return lines;
  }

  test::Folder folder_;
  test::FreshDatabase built_{GetParam()}, imported_{GetParam()};
};
UNIONHALL_ON_EACH_ENGINE(WrittenRosters);

TEST_P(WrittenRosters, AreImportedWithoutARefusal) {
  ASSERT_EQ(on("built", built_, {"demo", "--members", "2000"}).code, 0);
  ASSERT_EQ(on("imported", imported_, {"demo", "--members", "2000", "--unions-only"}).code, 0);
  ASSERT_EQ(test::run({"demo", "--members", "2000", "--write-roster", path("roster.csv")}).code, 0);
  const auto imported = on("imported", imported_, {"import", "members", path("roster.csv")});
  ASSERT_EQ(imported.code, 0) << imported.errors;
  EXPECT_THAT(imported.out, HasSubstr("2,000 rows: 2,000 new, 0 changed, 0 the same, 0 refused, 0 that may be somebody known, 0 warnings"));
  EXPECT_EQ(figures("imported", imported_), figures("built", built_));
}

TEST_P(WrittenRosters, ComeBackInEachRowThatWasSpoiled) {
  ASSERT_EQ(on("imported", imported_, {"demo", "--members", "2000", "--unions-only"}).code, 0);
  ASSERT_EQ(test::run({"demo", "--members", "2000", "--write-roster", path("roster.xlsx"), "--spoil", "90"}).code, 0);
  const auto imported = on("imported", imported_, {"import", "members", path("roster.xlsx")});
  ASSERT_EQ(imported.code, 0) << imported.errors;
  EXPECT_THAT(imported.out, HasSubstr("2,000 rows: 1,910 new, 0 changed, 0 the same, 90 refused, 0 that may be somebody known"));
}

}  // namespace
}  // namespace unionhall
