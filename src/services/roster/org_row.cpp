#include "services/roster/org_row.h"

#include <charconv>

#include "base/codes.h"
#include "base/credit_code.h"
#include "base/divisions.h"
#include "base/names.h"
#include "base/sheet_date.h"
#include "base/text.h"

namespace unionhall::roster {
namespace {

using imports::Outcome;
using imports::Topic;

constexpr std::size_t text_chars_max = 200;
constexpr std::int64_t people_max = 10'000'000;

Topic topic_of(OrgColumn column) {
  switch (column) {
    case OrgColumn::name:
    case OrgColumn::credit_code:
    case OrgColumn::parent:
      return Topic::union_;
    case OrgColumn::founded:
      return Topic::date;
    default:
      return Topic::other;
  }
}

class Reading {
 public:
  Reading(const imports::Row& row, Date today, std::string_view nearby) : cells_(row), today_(today), nearby_(nearby) {}

  ReadOrgRow run() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const auto folded = text::folded(cells_.values[i]);
      const auto column = static_cast<OrgColumn>(i);
      if (!folded) fault(column, "bad_character", "");
      text_[i] = folded.value_or("");
      if (column != OrgColumn::name && text::length(text_[i]).value_or(0) > text_chars_max) {
        fault(column, "text_too_long", "", {{"max", std::to_string(text_chars_max)}});
        text_[i].clear();
      }
      result_.row.said[i] = !text_[i].empty();
    }
    auto& facts = result_.row.facts;
    read_name();
    facts.employer = cell(OrgColumn::employer);
    facts.employer_code = code(OrgColumn::employer_code, false);
    facts.employer_address = cell(OrgColumn::address);
    read_division();
    facts.employer_nature = word(OrgColumn::nature, codes::unit_nature, "nature_unknown");
    facts.employer_economy = word(OrgColumn::economy, codes::economy, "economy_unknown");
    facts.employer_industry = word(OrgColumn::industry, codes::industry, "industry_unknown");
    facts.employees = number(OrgColumn::employees);
    if (const auto own = code(OrgColumn::credit_code, true); !own.empty()) facts.credit_code = own;
    result_.row.parent_name = cell(OrgColumn::parent);
    read_founding();
    facts.kind = word(OrgColumn::kind, codes::union_kind, "union_kind_unknown");
    facts.members_reported = number(OrgColumn::members);
    facts.chair = cell(OrgColumn::chair);
    facts.phone = cell(OrgColumn::phone);
    if (facts.employees && facts.members_reported && *facts.members_reported > *facts.employees) {
      result_.remarks.push_back({.column = static_cast<int>(OrgColumn::members),
                                 .code = "more_members_than_employees",
                                 .outcome = Outcome::warning,
                                 .shown = cell(OrgColumn::members)});
    }
    return std::move(result_);
  }

 private:
  const std::string& cell(OrgColumn column) const { return text_[static_cast<std::size_t>(column)]; }

  void fault(OrgColumn column, std::string_view code, std::string_view shown, TextParams params = {}) {
    result_.remarks.push_back({.column = static_cast<int>(column),
                               .code = std::string(code),
                               .outcome = Outcome::refused,
                               .topic = topic_of(column),
                               .shown = std::string(shown),
                               .params = std::move(params)});
  }

  void read_name() {
    const auto& name = cell(OrgColumn::name);
    if (name.empty()) return fault(OrgColumn::name, "org_name_missing", "");
    if (text::length(name).value_or(0) > names::union_chars_max) return fault(OrgColumn::name, "org_name_too_long", "");
    result_.row.facts.name = name;
  }

  std::string code(OrgColumn column, bool of_union) {
    if (cell(column).empty()) return {};
    const auto read = CreditCode::parse(cell(column));
    if (!read) {
      fault(column, read.error() == CreditCodeFault::spoiled_by_spreadsheet ? "id_spoiled" : "code_wrong", cell(column),
            {{"written", cell(column)}});
      return {};
    }
    if (of_union && !read->of_union()) fault(column, "not_a_union_code", cell(column));
    return read->text();
  }

  std::string word(OrgColumn column, codes::Set set, std::string_view unknown) {
    if (cell(column).empty()) return {};
    if (const auto* const found = codes::find(set, cell(column))) return std::string(found->word);
    const auto* const near = codes::nearest(set, cell(column));
    fault(column, unknown, cell(column), {{"nearest", near != nullptr ? std::string(near->chinese) : std::string()}});
    return {};
  }

  std::optional<std::int64_t> number(OrgColumn column) {
    const auto& written = cell(column);
    if (written.empty()) return std::nullopt;
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), value);
    if (error == std::errc{} && end == written.data() + written.size() && value >= 0 && value <= people_max) return value;
    fault(column, "number_unreadable", written);
    return std::nullopt;
  }

  void read_founding() {
    if (cell(OrgColumn::founded).empty()) return;
    const auto day = parse_sheet_date(cell(OrgColumn::founded));
    if (!day) {
      fault(OrgColumn::founded,
            day.error() == DateFault::no_such_month ? "date_no_such_month"
            : day.error() == DateFault::no_such_day ? "date_no_such_day"
                                                    : "date_unreadable",
            cell(OrgColumn::founded));
    } else if (std::chrono::sys_days{*day} > std::chrono::sys_days{today_}) {
      fault(OrgColumn::founded, "date_in_future", cell(OrgColumn::founded));
    } else {
      result_.row.facts.founded_on = *day;
    }
  }

  void read_division() {
    const auto& written = cell(OrgColumn::division);
    if (written.empty()) return;
    if (auto read = divisions::parse(written, nearby_)) {
      result_.row.facts.division = *std::move(read);
    } else {
      fault(OrgColumn::division, read.error() == divisions::Fault::ambiguous ? "division_ambiguous" : "division_unknown", written);
    }
  }

  const imports::Row& cells_;
  Date today_;
  std::string_view nearby_;
  std::array<std::string, static_cast<std::size_t>(OrgColumn::count)> text_;
  ReadOrgRow result_;
};

}  // namespace

const std::vector<sheets::Column>& org_columns() {
  static const std::vector<sheets::Column> columns{
      {"employer", {"单位名称"}},
      {"employer_code", {"单位统一社会信用代码", "单位法人和其他组织统一社会信用代码"}},
      {"address", {"单位地址"}},
      {"division", {"单位所在政区", "行政区划", "行政区划代码"}},
      {"nature", {"单位性质类别", "单位性质"}},
      {"economy", {"经济类型"}},
      {"industry", {"单位所属行业", "所属行业"}},
      {"employees", {"职工人数"}},
      {"name", {"工会名称"}, true},
      {"credit_code", {"工会统一社会信用代码", "工会法人和其他组织统一社会信用代码", "工会信用代码"}},
      {"parent", {"上级工会名称", "上级工会"}},
      {"founded", {"建会日期", "建会时间"}},
      {"kind", {"基层工会类型", "工会类型"}},
      {"members", {"会员人数"}},
      {"chair", {"工会负责人", "工会主席"}},
      {"phone", {"联系电话", "电话"}},
  };
  return columns;
}

ReadOrgRow read_org_row(const imports::Row& row, Date today, std::string_view nearby) { return Reading(row, today, nearby).run(); }

orgs::Level level_below(orgs::Level parent, std::string_view kind) {
  using orgs::Level;
  if (kind == "federation") return Level::regional_federation;
  if (kind == "industry") return Level::industry;
  if (kind != "general") return Level::base;
  switch (parent) {
    case Level::city:
      return Level::county;
    case Level::county:
    case Level::park:
      return Level::township;
    default:
      return Level::village;
  }
}

orgs::Facts merged(orgs::Facts ours, const OrgRow& row) {
  const auto& theirs = row.facts;
  const auto take = [&](OrgColumn column, auto& to, const auto& from) {
    if (row.says(column)) to = from;
  };
  take(OrgColumn::name, ours.name, theirs.name);
  take(OrgColumn::kind, ours.kind, theirs.kind);
  take(OrgColumn::division, ours.division, theirs.division);
  take(OrgColumn::credit_code, ours.credit_code, theirs.credit_code);
  take(OrgColumn::founded, ours.founded_on, theirs.founded_on);
  take(OrgColumn::chair, ours.chair, theirs.chair);
  take(OrgColumn::phone, ours.phone, theirs.phone);
  take(OrgColumn::members, ours.members_reported, theirs.members_reported);
  take(OrgColumn::employer, ours.employer, theirs.employer);
  take(OrgColumn::employer_code, ours.employer_code, theirs.employer_code);
  take(OrgColumn::address, ours.employer_address, theirs.employer_address);
  take(OrgColumn::nature, ours.employer_nature, theirs.employer_nature);
  take(OrgColumn::economy, ours.employer_economy, theirs.employer_economy);
  take(OrgColumn::industry, ours.employer_industry, theirs.employer_industry);
  take(OrgColumn::employees, ours.employees, theirs.employees);
  return ours;
}

}  // namespace unionhall::roster
