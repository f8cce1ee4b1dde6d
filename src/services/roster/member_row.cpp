#include "member_row.h"

#include <algorithm>

#include "base/codes.h"
#include "base/credit_code.h"
#include "base/names.h"
#include "base/sheet_date.h"
#include "base/text.h"

namespace unionhall::roster {
namespace {

using imports::Outcome;
using imports::Remark;
using imports::Topic;

/// Longest texts that a record keeps; a form's cell could hold 32,767 characters.
constexpr std::size_t place_chars_max = 100, unit_chars_max = 100;

using roster::code_of;  // of names

std::string_view code_of(IdFault fault) {
  switch (fault) {
    case IdFault::empty:
      return "id_missing";
    case IdFault::spoiled_by_spreadsheet:
      return "id_spoiled";
    case IdFault::too_short:
      return "id_too_short";
    case IdFault::too_long:
      return "id_too_long";
    case IdFault::fifteen_digits:
      return "id_fifteen_digits";
    case IdFault::bad_character:
      return "id_bad_character";
    case IdFault::bad_province:
      return "id_bad_province";
    case IdFault::bad_birth_date:
      return "id_bad_birth_date";
    case IdFault::birth_in_future:
      return "id_birth_in_future";
    case IdFault::bad_check_digit:
      return "id_bad_check_digit";
    case IdFault::wrong_prefix:
      return "id_wrong_prefix";
    case IdFault::bad_form:
      return "id_bad_form";
    case IdFault::demo_number:
      return "id_demo_number";
    case IdFault::real_number:
      return "id_real_number";
  }
  std::unreachable();
}

std::string_view code_of(DateFault fault) {
  switch (fault) {
    case DateFault::empty:
    case DateFault::not_a_date:
      return "date_unreadable";
    case DateFault::no_such_month:
      return "date_no_such_month";
    case DateFault::no_such_day:
      return "date_no_such_day";
  }
  std::unreachable();
}

/// How the change kinds of the form leave a membership.
members::Status status_after(std::string_view change_kind) {
  if (change_kind == "retained") return members::Status::retained;
  if (change_kind == "transferred_out") return members::Status::transferred_out;
  if (change_kind == "expelled") return members::Status::expelled;
  if (change_kind == "withdrawn") return members::Status::withdrawn;
  return members::Status::active;  // joined, transferred in
}

Topic topic_of(int column) {
  switch (column) {
    case id_type:
    case id_number:
      return Topic::id_number;
    case birth:
    case change_date:
      return Topic::date;
    case union_name:
    case union_code:
      return Topic::union_;
    default:
      return Topic::other;
  }
}

std::size_t characters(std::string_view utf8) { return text::length(utf8).value_or(0); }

/// Reads cell after cell and gathers what is wrong with each.
class Reading {
 public:
  Reading(const imports::Row& row, Numbering numbering, Date today) : cells_(row), numbering_(numbering), today_(today) {}

  ReadRow run() {
    // A cell with a forbidden character would only bring a chain of other faults.
    for (int column = 0; column < column_count; ++column) {
      const auto folded = text::folded(cells_.values[static_cast<std::size_t>(column)]);
      if (!folded) fault(column, "bad_character", "");
      unreadable_[static_cast<std::size_t>(column)] = !folded;
      text_[static_cast<std::size_t>(column)] = folded.value_or("");
      result_.row.said[static_cast<std::size_t>(column)] = !text_[static_cast<std::size_t>(column)].empty();
    }
    read_name();
    read_document();
    read_phone();
    auto& facts = result_.row.facts;
    facts.ethnicity = word(ethnicity, codes::ethnicity, "ethnicity_unknown");
    facts.education = word(education, codes::education, "education_unknown");
    facts.politics = word(politics, codes::politics, "politics_unknown");
    facts.employment = word(employment, codes::employment, "employment_unknown");
    facts.skill = word(skill, codes::skill, "skill_unknown");
    facts.household_kind = word(household_kind, codes::household_kind, "household_kind_unknown");
    facts.migrant = word(migrant, codes::yes_no, "yes_or_no");
    facts.household_place = place(household_place, place_chars_max);
    facts.native_place = place(native_place, place_chars_max);
    facts.employer = place(employer, unit_chars_max);
    read_change();
    result_.row.category = word(category, codes::occupation_group, "category_unknown");
    result_.row.union_name = cell(union_name);
    result_.row.union_code = text::upper(cell(union_code));
    if (!cell(union_code).empty()) {
      if (const auto code = CreditCode::parse(cell(union_code)); !code) fault(union_code, "union_code_wrong", cell(union_code));
    }
    return std::move(result_);
  }

 private:
  const std::string& cell(int column) const { return text_[static_cast<std::size_t>(column)]; }

  void fault(int column, std::string_view code, std::string_view shown, TextParams params = {}) {
    if (unreadable_[static_cast<std::size_t>(column)]) return;  // said already
    result_.remarks.push_back({.column = column,
                               .code = std::string(code),
                               .outcome = Outcome::refused,
                               .topic = topic_of(column),
                               .shown = std::string(shown),
                               .params = std::move(params)});
  }

  void read_name() {
    const auto& written = cell(name);
    auto read = names::person_name(written);
    if (read) {
      result_.row.facts.name = *std::move(read);
      return;
    }
    fault(name, code_of(read.error()), names::masked(written));
  }

  void read_document() {
    auto type = IdType::resident_id;
    if (!cell(id_type).empty()) {
      const auto known = id_type_of_chinese(cell(id_type));
      if (!known) return fault(id_type, "id_type_unknown", cell(id_type));
      type = *known;
    }
    result_.row.facts.id_type = type;
    const auto& written = cell(id_number);
    auto document = IdDocument::parse(type, written, numbering_, today_);
    if (!document) {
      const bool spoiled = document.error() == IdFault::spoiled_by_spreadsheet;  // nothing is left in it to hide
      const auto length = characters(written), right = static_cast<std::size_t>(std::max(characters_of(type), 0));
      fault(id_number, code_of(document.error()), spoiled ? written : IdDocument::mask(written),
            {{"written", spoiled ? written : std::to_string(length)},
             {"missing", std::to_string(right > length ? right - length : 0)},
             {"over", std::to_string(length > right ? length - right : 0)}});
      return;
    }
    derive(*document);
    result_.row.document = *std::move(document);
  }

  /// Sex and birth come from the number; what the sheet says beside it must agree.
  void derive(const IdDocument& document) {
    auto& facts = result_.row.facts;
    if (const auto by_number = document.sex()) facts.sex = *by_number == 'm' ? people::Sex::male : people::Sex::female;
    if (const auto by_number = document.birth()) {
      facts.birth_month = static_cast<int>(by_number->year()) * 100 + static_cast<int>(static_cast<unsigned>(by_number->month()));
    }
    if (!cell(sex).empty()) {
      const auto said = cell(sex) == "男" ? people::Sex::male : cell(sex) == "女" ? people::Sex::female : people::Sex::unknown;
      if (said == people::Sex::unknown) {
        fault(sex, "sex_unknown", cell(sex));
      } else if (facts.sex == people::Sex::unknown) {
        facts.sex = said;
      } else if (facts.sex != said) {
        fault(sex, "sex_disagrees", cell(sex), {{"by_number", facts.sex == people::Sex::male ? "男" : "女"}});
      }
    }
    if (!cell(birth).empty()) {
      const auto said = parse_sheet_date(cell(birth));
      if (!said) {
        fault(birth, code_of(said.error()), cell(birth));
      } else if (!document.birth()) {
        facts.birth_month = static_cast<int>(said->year()) * 100 + static_cast<int>(static_cast<unsigned>(said->month()));
      } else if (*said != *document.birth()) {
        fault(birth, "birth_disagrees", cell(birth));
      }
    }
  }

  void read_phone() {
    if (cell(phone).empty()) return;
    auto number = Phone::parse(cell(phone), numbering_);
    if (number) {
      result_.row.phone = *std::move(number);
    } else {
      fault(phone, unionhall::word(number.error()), IdDocument::mask(cell(phone)), {{"written", std::to_string(characters(cell(phone)))}});
    }
  }

  std::string word(int column, codes::Set set, std::string_view code) {
    if (cell(column).empty()) return {};
    if (const auto* const found = codes::find(set, cell(column))) return std::string(found->word);
    const auto* const near = codes::nearest(set, cell(column));
    fault(column, code, cell(column), {{"nearest", near != nullptr ? std::string(near->chinese) : std::string()}});
    return {};
  }

  std::string place(int column, std::size_t chars_max) {
    if (characters(cell(column)) <= chars_max) return cell(column);
    fault(column, "text_too_long", "", {{"max", std::to_string(chars_max)}});
    return {};
  }

  void read_change() {
    auto& row = result_.row;
    row.change_kind = word(change_kind, codes::change_kind, "change_kind_unknown");
    if (row.change_kind.empty()) row.change_kind = "joined";
    row.status = status_after(row.change_kind);
    row.change_cause = word(change_cause, codes::change_cause, "change_cause_unknown");
    row.changed_on = iso_date(today_);
    if (cell(change_date).empty()) return;
    const auto day = parse_sheet_date(cell(change_date));
    if (!day) {
      fault(change_date, code_of(day.error()), cell(change_date));
    } else if (std::chrono::sys_days{*day} > std::chrono::sys_days{today_}) {
      fault(change_date, "date_in_future", cell(change_date));
    } else {
      row.changed_on = iso_date(*day);
      row.dated = true;
    }
  }

  const imports::Row& cells_;
  Numbering numbering_;
  Date today_;
  std::array<std::string, column_count> text_;
  std::array<bool, column_count> unreadable_{};
  ReadRow result_;
};

}  // namespace

const std::vector<sheets::Column>& member_columns() {
  static const std::vector<sheets::Column> columns{
      {"name", {"姓名", "会员姓名", "职工姓名"}, true},
      {"sex", {"性别"}},
      {"birth", {"出生日期", "出生年月日", "生日"}},
      {"ethnicity", {"民族"}},
      {"employment", {"就业状况"}},
      {"id_type", {"有效证件类别", "证件类别", "证件类型"}},
      {"id_number", {"证件号码", "身份证号码", "身份证号", "公民身份号码", "证件号"}, true},
      {"education", {"学历", "文化程度"}},
      {"skill", {"技术等级", "技能等级"}},
      {"phone", {"移动电话", "手机号码", "手机号", "手机", "联系电话", "电话"}},
      {"household_kind", {"户籍类型", "户口性质", "户口类型"}},
      {"household_place", {"户籍所在地", "户口所在地"}},
      {"change_kind", {"会籍变化类型", "会籍变化"}},
      {"change_date", {"会籍变化日期", "入会日期", "入会时间"}},
      {"change_cause", {"会籍变化原因"}},
      {"politics", {"政治面貌"}},
      {"employer", {"工作单位", "所在单位"}},
      {"native_place", {"籍贯"}},
      {"migrant", {"是否农民工会员", "是否农民工"}},
      {"union_name", {"工会名称", "所属工会", "所在工会", "基层工会名称"}},
      {"union_code", {"工会统一社会信用代码", "工会信用代码"}},
      {"category", {"职业群体", "新就业形态群体", "职业类别"}},
  };
  return columns;
}

bool ReadRow::refused() const {
  return std::ranges::any_of(remarks, [](const Remark& remark) { return remark.outcome != Outcome::warning; });
}

std::string_view code_of(names::NameFault fault) {
  switch (fault) {
    case names::NameFault::empty:
      return "name_missing";
    case names::NameFault::too_long:
      return "name_too_long";
    case names::NameFault::bad_character:
      return "name_bad_character";
  }
  std::unreachable();
}

ReadRow read_member_row(const imports::Row& row, Numbering numbering, Date today) { return Reading(row, numbering, today).run(); }

}  // namespace unionhall::roster
