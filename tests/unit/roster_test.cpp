// The rules of a roster, row by row and without a database: what a cell may say, and what a row does to what is on record.
#include <gmock/gmock.h>

#include "services/roster/member_plan.h"
#include "services/roster/org_row.h"

namespace unionhall::roster {
namespace {

using namespace std::chrono_literals;
using imports::Fate;
using members::Status;
using testing::ElementsAre;
using testing::IsEmpty;

constexpr Date today = 2026y / 7 / 15;
constexpr OrgId here{1}, elsewhere{2};

/// A row of a man born on 1990-03-07, with other cells where given.
imports::Row row_with(std::map<int, std::string> cells = {}) {
  imports::Row row{.number = 5, .values = std::vector<std::string>(column_count)};
  row.values[name] = "王小河";
  row.values[id_number] = "619999199003070113";
  for (auto& [column, text] : cells) row.values[static_cast<std::size_t>(column)] = std::move(text);
  return row;
}

std::vector<std::string> codes_of(const std::vector<imports::Remark>& remarks) {
  std::vector<std::string> codes;
  for (const auto& remark : remarks) codes.push_back(remark.code);
  return codes;
}

ReadRow read(std::map<int, std::string> cells = {}) { return read_member_row(row_with(std::move(cells)), Numbering::demo, today); }

TEST(MemberRow, TheNumberOfTheseTestsIsRight) { ASSERT_THAT(codes_of(read().remarks), IsEmpty()); }

TEST(MemberRow, EachFaultIsNamedAtItsCell) {
  struct Case {
    int column;
    std::string text, code;
  };
  const Case cases[] = {
      {name, "", "name_missing"},
      {name, "王3", "name_bad_character"},
      {name, std::string("王\x01"), "bad_character"},
      {sex, "男性", "sex_unknown"},
      {sex, "女", "sex_disagrees"},
      {birth, "1990/3/8", "birth_disagrees"},
      {birth, "1979/13/02", "date_no_such_month"},
      {birth, "1979/2/30", "date_no_such_day"},
      {birth, "春节", "date_unreadable"},
      {ethnicity, "汉人", "ethnicity_unknown"},
      {employment, "上班", "employment_unknown"},
      {id_type, "图书证", "id_type_unknown"},
      {id_number, "", "id_missing"},
      {id_number, "6.10402E+17", "id_spoiled"},
      {id_number, "61999919900307011", "id_too_short"},
      {id_number, "6199991990030701130", "id_too_long"},
      {id_number, "619999900307011", "id_fifteen_digits"},
      {id_number, "619999199003070114", "id_bad_check_digit"},
      {id_number, "11010519491231002X", "id_real_number"},
      {education, "很高", "education_unknown"},
      {phone, "1380000", "phone_too_short"},
      {phone, "13800000000", "phone_real_number"},
      {household_kind, "户口", "household_kind_unknown"},
      {migrant, "也许", "yes_or_no"},
      {change_kind, "走了", "change_kind_unknown"},
      {change_date, "2026/7/16", "date_in_future"},
      {change_cause, "不想", "change_cause_unknown"},
      {category, "宇航员", "category_unknown"},
      {union_code, "81610400MC012345X0", "union_code_wrong"},
      {employer, std::string(303, 'x'), "text_too_long"},
  };
  for (const auto& [column, text, code] : cases) {
    const auto result = read({{column, text}});
    ASSERT_THAT(codes_of(result.remarks), ElementsAre(code)) << text;
    EXPECT_EQ(result.remarks[0].column, column) << text;
    EXPECT_TRUE(result.refused()) << text;
  }
}

TEST(MemberRow, WhatPeopleWriteIsUnderstood) {
  const auto result = read({{id_number, "６１９９９９ 19900307 0113"},
                            {phone, "+86 120-0000-0001"},
                            {ethnicity, "汉"},
                            {name, "买买提•阿卜杜拉"},
                            {birth, "1990年3月7日"},
                            {change_date, "45000"},
                            {migrant, "√"},
                            {education, "大学本科"}});
  EXPECT_THAT(codes_of(result.remarks), IsEmpty());
  EXPECT_EQ(result.row.document->number(), "619999199003070113");
  EXPECT_EQ(result.row.phone->text(), "12000000001");
  EXPECT_EQ(result.row.facts.name, "买买提·阿卜杜拉");
  EXPECT_EQ(result.row.facts.birth_month, 199003);
  EXPECT_EQ(result.row.facts.sex, people::Sex::male);
  EXPECT_EQ(result.row.facts.education, "bachelor");
  EXPECT_EQ(result.row.changed_on, "2023-03-15");
}

TEST(MemberRow, NothingOfANumberIsShownButItsBeginning) {
  const auto result = read({{id_number, "619999199003070114"}});
  EXPECT_EQ(result.remarks[0].shown, "619***************");
  EXPECT_EQ(read({{id_number, "6.10402E+17"}}).remarks[0].shown, "6.10402E+17") << "nothing is left in it to hide";
}

// ── What is on record ──────────────────────────────────────────────────────────────────────────────────────────

members::Member membership(Status status, OrgId org, std::string changed_on = "2020-05-01") {
  return {.id = MemberId{7},
          .person = PersonId{3},
          .org = org,
          .status = status,
          .joined_on = "2020-05-01",
          .changed_on = std::move(changed_on),
          .change_kind = status == Status::active     ? "joined"
                         : status == Status::retained ? "retained"
                                                      : "withdrawn"};
}

/// Somebody on record who is what the row says, with this membership.
OnRecord known(std::optional<members::Member> member) {
  OnRecord on_record{.person = {.id = PersonId{3}, .facts = read().row.facts}, .phone = {}, .living = {}, .ended = {}};
  if (member && alive(member->status))
    on_record.living = std::move(member);
  else if (member)
    on_record.ended.push_back(*std::move(member));
  return on_record;
}

Plan plan_of(std::map<int, std::string> cells, const OnRecord* on_record) {
  return plan(read(std::move(cells)).row, here, on_record, {.men = {60, 36, 4}, .women = {55, 36, 4}, .today = today});
}

struct Case {
  std::string says, on;  // 会籍变化类型, 会籍变化日期
  std::optional<members::Member> member;
  Fate fate;
  std::string code = {};              // why it came back
  std::optional<Status> status = {};  // afterwards, where it changes
};

TEST(MemberPlan, AMembershipLivesAsTheTableSays) {
  const auto active = membership(Status::active, here), retained = membership(Status::retained, here, "2024-01-01"),
             left = membership(Status::withdrawn, here, "2025-06-01"), away = membership(Status::active, elsewhere);
  const Case cases[] = {
      {"入会", "", {}, Fate::fresh, "", Status::active},
      {"", "", {}, Fate::fresh, "", Status::active},
      {"转入", "2026/1/1", {}, Fate::fresh, "", Status::active},
      {"保留", "", {}, Fate::fresh, "", Status::retained},
      {"退会", "", {}, Fate::held, "no_membership_to_end"},
      {"入会", "2020/5/1", active, Fate::same},
      {"入会", "", active, Fate::same},
      {"入会", "2019/5/1", active, Fate::changed, "", Status::active},
      {"保留", "2026/1/1", active, Fate::changed, "", Status::retained},
      {"保留", "2019/1/1", active, Fate::same},
      {"转出", "2026/1/1", active, Fate::changed, "", Status::transferred_out},
      {"除名", "2026/1/1", active, Fate::changed, "", Status::expelled},
      {"退会", "2019/1/1", active, Fate::held, "left_before_joining"},
      {"入会", "2026/1/1", retained, Fate::changed, "", Status::active},
      {"入会", "2020/5/1", retained, Fate::same},
      {"", "", retained, Fate::same},
      {"退会", "2025/6/1", left, Fate::same},
      {"转出", "2025/6/1", left, Fate::held, "no_membership_to_end"},
      {"入会", "2020/5/1", left, Fate::held, "left_since"},
      {"入会", "", left, Fate::held, "left_since"},
      {"入会", "2026/1/1", left, Fate::fresh, "", Status::active},
      {"入会", "", away, Fate::held, "in_another_union"},
      {"保留", "", away, Fate::held, "in_another_union"},
      {"转出", "", away, Fate::held, "no_membership_to_end"},
      {"入会", "", membership(Status::withdrawn, elsewhere), Fate::fresh, "", Status::active},
  };
  for (const auto& [says, on, member, fate, code, status] : cases) {
    const auto on_record = known(member);
    const auto made = plan_of({{change_kind, says}, {change_date, on}}, member ? &on_record : nullptr);
    const auto which = says + " " + on + " " + (member ? std::string(db::word(member->status)) : "nobody");
    EXPECT_EQ(made.fate, fate) << which;
    EXPECT_EQ(made.remarks.empty() ? "" : made.remarks[0].code, code) << which;
    EXPECT_EQ(made.after ? std::optional(made.after->status) : std::nullopt, status) << which;
  }
}

TEST(MemberPlan, ATransferUnderWayIsNotTouched) {
  const auto on_record = known(membership(Status::transferring, here));
  EXPECT_EQ(plan_of({{change_kind, "入会"}, {change_date, "2026/1/1"}}, &on_record).fate, Fate::same);
}

TEST(MemberPlan, ABlankCellSaysNothing) {
  auto on_record = known(membership(Status::active, here));
  on_record.person.facts.education = "bachelor";
  on_record.phone = "12000000001";
  EXPECT_EQ(plan_of({}, &on_record).fate, Fate::same);
  const auto changed = plan_of({{education, "大专"}, {phone, "12000000002"}}, &on_record);
  EXPECT_EQ(changed.fate, Fate::changed);
  EXPECT_THAT(changed.changed, ElementsAre("education", "phone"));
  EXPECT_EQ(changed.facts->education, "college");
}

TEST(MemberPlan, WhoIsRetiredOrTooYoungDoesNotJoin) {
  const auto joins = [](std::string number, std::string employed, std::string kind = "入会") {
    const auto made = plan_of({{id_number, std::move(number)}, {employment, std::move(employed)}, {change_kind, std::move(kind)}}, nullptr);
    return made.remarks.empty() ? std::string("joins") : made.remarks[0].code;
  };
  const auto number = [](std::string first_seventeen) { return first_seventeen + IdDocument::check_character(first_seventeen); };
  EXPECT_EQ(joins(number("61999919660315011"), "退休"), "retired") << "60 years and 4 months this month";
  EXPECT_EQ(joins(number("61999919660415011"), "退休"), "joins") << "60 years and 4 months next month";
  EXPECT_EQ(joins(number("61999919710315012"), "退休"), "retired") << "a woman, 55 years and 4 months";
  EXPECT_EQ(joins(number("61999919630715011"), "在岗"), "joins") << "hired again";
  EXPECT_EQ(joins(number("61999919630715011"), "退休", "保留"), "joins") << "a retired member's membership is retained";
  EXPECT_EQ(joins(number("61999920100715011"), "在岗"), "joins") << "16 today";
  EXPECT_EQ(joins(number("61999920100716011"), "在岗"), "too_young");
}

// ── Unions ─────────────────────────────────────────────────────────────────────────────────────────────────────

TEST(OrgRow, EachFaultIsNamedAtItsCell) {
  struct OrgCase {
    OrgColumn column;
    std::string text, code;
  };
  const OrgCase cases[] = {
      {OrgColumn::name, "", "org_name_missing"},
      {OrgColumn::credit_code, "81610400MC0123450H", "code_wrong"},
      {OrgColumn::credit_code, "91350100M000100Y43", "not_a_union_code"},
      {OrgColumn::employer_code, "9.13501E+17", "id_spoiled"},
      {OrgColumn::employees, "很多", "number_unreadable"},
      {OrgColumn::members, "-1", "number_unreadable"},
      {OrgColumn::founded, "2026/13/1", "date_no_such_month"},
      {OrgColumn::founded, "2026/7/16", "date_in_future"},
      {OrgColumn::kind, "俱乐部", "union_kind_unknown"},
      {OrgColumn::nature, "小店", "nature_unknown"},
      {OrgColumn::economy, "市场", "economy_unknown"},
      {OrgColumn::industry, "航天", "industry_unknown"},
      {OrgColumn::division, "秦督区", "division_unknown"},
      {OrgColumn::division, "619999", "division_unknown"},
      {OrgColumn::division, "6104", "division_unknown"},
      {OrgColumn::division, "鼓楼区", "division_ambiguous"},
  };
  for (const auto& [column, text, code] : cases) {
    imports::Row row{.number = 6, .values = std::vector<std::string>(static_cast<std::size_t>(OrgColumn::count))};
    row.values[static_cast<std::size_t>(OrgColumn::name)] = "甲厂工会";
    row.values[static_cast<std::size_t>(column)] = text;
    ASSERT_THAT(codes_of(read_org_row(row, today, "610400000000").remarks), ElementsAre(code)) << text;
  }
}

TEST(OrgRow, AGeneralUnionIsALevelBelowItsParent) {
  using orgs::Level;
  EXPECT_EQ(level_below(Level::city, "general"), Level::county);
  EXPECT_EQ(level_below(Level::county, "general"), Level::township);
  EXPECT_EQ(level_below(Level::township, "general"), Level::village);
  EXPECT_EQ(level_below(Level::county, "federation"), Level::regional_federation);
  EXPECT_EQ(level_below(Level::township, "independent"), Level::base);
}

}  // namespace
}  // namespace unionhall::roster
