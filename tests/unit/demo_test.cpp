// The demo city as it is planned, and its rosters: no database.
#include <gmock/gmock.h>

#include <fstream>
#include <map>
#include <set>

#include "app/demo/city.h"
#include "app/demo/demo.h"
#include "app/demo/divisions.h"
#include "app/demo/moment.h"
#include "app/demo/numbers.h"
#include "app/demo/people_names.h"
#include "app/demo/residents.h"
#include "base/codes.h"
#include "base/credit_code.h"
#include "base/id_document.h"
#include "base/names.h"
#include "base/phone.h"
#include "base/sheet_date.h"
#include "sheets_files.h"

namespace unionhall::demo {
namespace {

using testing::Each;
using testing::ElementsAre;
using testing::StartsWith;

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

bool never_stop(std::string_view, std::int64_t, std::int64_t) { return true; }

TEST(Divisions, ThePressCountsThem) {
  std::map<std::string_view, int> counts;
  for (const auto& division : divisions()) ++counts[division.is_county() ? "counties" : division.is_township() ? "townships" : "villages"];
  EXPECT_EQ(counts["counties"], 14);
  EXPECT_EQ(counts["townships"], 142);
  EXPECT_EQ(counts["villages"], 2'374);
}

TEST(Divisions, APlaceIsCalledAsPeopleCallIt) {
  const auto called = [](std::string_view name) { return place_name({.code = "610402001001", .name = name}, "崇文镇"); };
  EXPECT_EQ(called("乐育北路社区居委会"), "乐育北路社区");
  EXPECT_EQ(called("崇文镇崇文佳苑一社区居民委员会"), "崇文佳苑一社区");
  EXPECT_EQ(called("五庄村委会"), "五庄村");
  EXPECT_EQ(called("金源村"), "金源村");
  EXPECT_EQ(called("西关社区居委会会"), "西关社区");
  EXPECT_EQ(called("北街居民委员会"), "北街社区");
}

TEST(Numbers, NobodyHasThemAndTheyCheck) {
  IdNumbers numbers;
  std::set<std::string> seen;
  const Date day{std::chrono::year{1990} / 3 / 7};
  for (int n = 0; n < 1'200; ++n) {
    auto born = day;
    const auto text = numbers.next(born, n % 2 == 0);
    const auto document = IdDocument::parse(IdType::resident_id, text, Numbering::demo, demo_day);
    ASSERT_TRUE(document) << text;
    EXPECT_EQ(document->sex(), n % 2 == 0 ? 'm' : 'f');
    EXPECT_EQ(document->birth(), born);
    EXPECT_EQ(born, n < 998 ? day : std::chrono::year_month_day(born));
    EXPECT_TRUE(seen.insert(text).second) << text;
  }
  auto born = day;
  numbers.next(born, true);
  EXPECT_EQ(born, day.year() / day.month() / std::chrono::day{8}) << "a full day hands on to the next";
}

TEST(Numbers, PhonesDifferAndLeaveTheOfficersTheirs) {
  std::set<std::string> seen;
  for (std::uint64_t n = 0; n < 20'000; ++n) {
    const auto text = phone(n);
    ASSERT_TRUE(Phone::parse(text, Numbering::demo)) << text;
    EXPECT_GE(text, "12000001000");
    EXPECT_TRUE(seen.insert(text).second) << text;
  }
  EXPECT_EQ(officer_phone(7), "12000000007");
}

TEST(Numbers, CreditCodesCheckTwice) {
  for (const int n : {1, 12'345, 999'999}) {
    const auto code = CreditCode::parse(credit_code("81610402", "DM", n));
    ASSERT_TRUE(code);
    EXPECT_TRUE(code->subject_checks());
    EXPECT_TRUE(code->of_union());
  }
}

TEST(PeopleNames, AreNamesAndSomeAreRare) {
  Dice dice(1, "test");
  std::map<std::string_view, int> peoples;
  int dotted = 0, rare = 0;
  for (int n = 0; n < 20'000; ++n) {
    const auto named = person_name(dice, n % 2 == 0, 1960 + n % 48);
    const auto kept = names::person_name(named.name);
    ASSERT_TRUE(kept) << named.name;
    EXPECT_EQ(*kept, named.name);
    ++peoples[named.ethnicity];
    dotted += named.name.find("·") != named.name.npos;
    rare += named.name.find("䶮") != named.name.npos || named.name.find("𬭎") != named.name.npos;
  }
  EXPECT_GT(peoples["汉族"], 19'000);
  EXPECT_GT(peoples["回族"], 20);
  EXPECT_GT(dotted, 3);
  EXPECT_GT(rare, 1);
}

TEST(Shares, AddUpAndStayBelowTheirMost) {
  EXPECT_THAT(shares(10, {1, 1, 1}, {}), ElementsAre(4, 3, 3));
  EXPECT_THAT(shares(10, {5, 1, 0}, {3, 9, 9}), ElementsAre(3, 7, 0));
  EXPECT_THAT(shares(0, {5, 1}, {}), ElementsAre(0, 0));
}

class PlannedCity : public testing::Test {
 protected:
  static const City& whole() {
    static const City city = plan_city(members_of_the_city, 1, demo_day);
    return city;
  }
};

TEST_F(PlannedCity, HasTheDivisionsAndAboutTenThousandEmployers) {
  std::map<orgs::Level, int> levels;
  for (const auto& planned : whole().unions) ++levels[planned.facts.level];
  EXPECT_EQ(levels[orgs::Level::city], 1);
  EXPECT_EQ(levels[orgs::Level::county], 14);
  EXPECT_EQ(levels[orgs::Level::township], 142);
  EXPECT_EQ(levels[orgs::Level::village], 2'374);
  EXPECT_EQ(levels[orgs::Level::base], 10'000);
  EXPECT_EQ(levels[orgs::Level::trade_federation], 14 * 3 + 8 * 5);
}

TEST_F(PlannedCity, GivesEachCountyTheMembersOfThePress) {
  std::map<std::string, std::int64_t> members, verified;
  for (const auto& planned : whole().unions) {
    EXPECT_LE(planned.verified, planned.members) << planned.facts.name;
    if (planned.county < 0) continue;
    const auto& county = whole().unions[static_cast<std::size_t>(planned.county)].facts.name;
    members[county] += planned.members;
    verified[county] += planned.verified;
  }
  EXPECT_EQ(members["秦都区总工会"], 138'420);
  EXPECT_EQ(verified["秦都区总工会"], 36'847);
  EXPECT_EQ(members["淳化县总工会"], 11'840);
  EXPECT_EQ(verified["三原县总工会"], 21'696);
  std::int64_t all = 0, sure = 0;
  for (const auto& [county, number] : members) all += number;
  for (const auto& [county, number] : verified) sure += number;
  EXPECT_EQ(all, members_of_the_city);
  EXPECT_EQ(sure, verified_of_the_city);
}

TEST_F(PlannedCity, NamesAndCodesTellUnionsApart) {
  std::set<std::string> codes, credit_codes;
  std::set<std::pair<int, std::string>> names;
  for (std::size_t i = 0; i < whole().unions.size(); ++i) {
    const auto& planned = whole().unions[i];
    EXPECT_LT(planned.parent, static_cast<int>(i)) << "a union stands behind its parent";
    EXPECT_TRUE(codes.insert(planned.code).second) << planned.code;
    EXPECT_TRUE(credit_codes.insert(*planned.facts.credit_code).second);
    EXPECT_TRUE(names.insert({planned.parent, planned.facts.name}).second) << planned.facts.name;
    EXPECT_TRUE(CreditCode::parse(*planned.facts.credit_code)) << *planned.facts.credit_code;
    EXPECT_LE(*planned.facts.founded_on, *planned.facts.term_start_on) << planned.facts.name;
  }
}

TEST(Residents, AreDifferentPeopleOfWorkingAge) {
  const auto city = plan_city(3'000, 5, demo_day);
  Residents residents(5, demo_day);
  std::set<std::string> numbers, likenesses;
  std::map<std::string, int> kinds;
  for (const auto& planned : city.unions) {
    for (std::int64_t n = 0; n < planned.members; ++n) {
      const auto& row = residents.next(planned);
      EXPECT_TRUE(numbers.insert(row[id_number]).second);
      EXPECT_TRUE(likenesses.insert(row[name] + row[born]).second) << row[name];
      const auto document = IdDocument::parse(IdType::resident_id, row[id_number], Numbering::demo, demo_day);
      ASSERT_TRUE(document) << row[id_number];
      EXPECT_EQ(document->birth(), parse_sheet_date(row[born]).value());
      EXPECT_EQ(document->sex(), row[sex] == "男" ? 'm' : 'f');
      EXPECT_LE(std::chrono::sys_days{*document->birth()} + std::chrono::days{19 * 365}, std::chrono::sys_days{demo_day});
      EXPECT_LE(parse_sheet_date(row[change_date]).value(), demo_day);
      ++kinds[row[change_kind]];
    }
  }
  EXPECT_EQ(residents.made(), 3'000);
  EXPECT_GT(kinds["入会"], 2'500);
  EXPECT_GT(kinds["保留"], 10);
}

TEST(Residents, AreSpreadOverAgesSexesAndTradesAsPeopleAre) {
  const auto city = plan_city(20'000, 5, demo_day);
  Residents residents(5, demo_day);
  std::map<int, int> by_decade;
  std::map<std::string, int> of_joint_unions;
  int men = 0;
  double men_expected = 0, ages = 0;
  for (const auto& planned : city.unions) {
    for (std::int64_t n = 0; n < planned.members; ++n) {
      const auto& row = residents.next(planned);
      const auto day_of_birth = parse_sheet_date(row[born]).value();
      const bool male = row[sex] == "男";
      const int age = static_cast<int>(demo_day.year()) - static_cast<int>(day_of_birth.year()) -
                      (demo_day.month() / demo_day.day() < day_of_birth.month() / day_of_birth.day() ? 1 : 0);
      EXPECT_GE(age, 19) << row[born];
      EXPECT_LE(age, male ? 59 : 54) << row[born];
      ++by_decade[age / 10];
      ages += age;
      men += male;
      men_expected += facts_of(planned.trade).men / 1'000.0;
      EXPECT_TRUE(row[group].empty() || codes::find(codes::occupation_group, row[group])) << row[group];
      if (planned.trade == Trade::joint)
        ++of_joint_unions[row[group]];
      else
        EXPECT_EQ(row[group], planned.group);
    }
  }
  const auto all = static_cast<double>(residents.made());
  EXPECT_NEAR(ages / all, 38, 2);
  for (const int decade : {2, 3, 4, 5}) EXPECT_GT(by_decade[decade], all / 20) << "in their " << decade << "0s";
  EXPECT_NEAR(men / all, men_expected / all, 0.015) << "four times what chance moves";
  EXPECT_GT(men, all / 3);
  EXPECT_LT(men, all * 2 / 3);
  EXPECT_EQ(of_joint_unions.size(), 10U) << "every group that such a union may have, and none";
  EXPECT_GT(of_joint_unions[""], of_joint_unions["外卖配送员"]);
}

class WrittenRoster : public testing::Test {
 protected:
  std::filesystem::path write(const std::string& name, std::uint64_t seed, std::int64_t spoiled = 0,
                              sheets::Format format = sheets::Format::csv) {
    const auto path = folder_.path() / name;
    EXPECT_TRUE(write_roster(path, format, {.members = 2'000, .seed = seed}, spoiled, never_stop));
    return path;
  }
  sheets::test::Folder folder_;
};

TEST_F(WrittenRoster, SameSeedSameBytes) {
  const auto once = bytes_of(write("a.csv", 7));
  EXPECT_GT(once.size(), 300'000u);
  EXPECT_EQ(once, bytes_of(write("b.csv", 7)));
  EXPECT_NE(once, bytes_of(write("c.csv", 8)));
}

TEST_F(WrittenRoster, HasTheFormsTitlesColumnsAndRowsInBothFormats) {
  const auto csv = sheets::test::read_all(write("a.csv", 7));
  const auto xlsx = sheets::test::read_all(write("a.xlsx", 7, 0, sheets::Format::xlsx));
  ASSERT_EQ(csv.size(), 2'004u);
  EXPECT_EQ(csv[1].texts[0], "陕西省工会会员信息采集表");
  EXPECT_EQ(csv[2].texts[0], "填表单位（盖章）：咸阳市总工会");
  EXPECT_EQ(csv[3].texts.size(), std::size_t{cell_count});
  EXPECT_THAT(csv[4].texts[id_number], StartsWith("619999"));
  EXPECT_EQ(csv[4].texts[number], "1");
  EXPECT_EQ(csv[2'003].texts[number], "2000");
  ASSERT_EQ(xlsx.size(), csv.size());
  EXPECT_EQ(xlsx[1'000].texts[name], csv[1'000].texts[name]);
  EXPECT_EQ(xlsx[1'000].texts[mobile], csv[1'000].texts[mobile]);
}

TEST_F(WrittenRoster, AsManyRowsAreSpoiledAsWasAskedFor) {
  const auto clean = sheets::test::read_all(write("a.csv", 7)), spoiled = sheets::test::read_all(write("b.csv", 7, 18));
  ASSERT_EQ(clean.size(), spoiled.size());
  int differ = 0;
  for (std::size_t i = 0; i < clean.size(); ++i) differ += clean[i].texts != spoiled[i].texts;
  EXPECT_EQ(differ, 18);
}

TEST_F(WrittenRoster, StoppingLeavesNoFile) {
  const auto path = folder_.path() / "stopped.csv";
  EXPECT_FALSE(write_roster(path, sheets::Format::csv, {.members = 20'000, .seed = 1}, 0, [](auto, auto, auto) { return false; }));
  EXPECT_FALSE(std::filesystem::exists(path));
}

}  // namespace
}  // namespace unionhall::demo
