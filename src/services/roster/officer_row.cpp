#include "services/roster/officer_row.h"

#include <algorithm>

#include "base/credit_code.h"
#include "base/id_document.h"
#include "base/names.h"
#include "base/text.h"
#include "hall/accounts/accounts.h"
#include "services/roster/member_row.h"

namespace unionhall::roster {
namespace {

using access::RoleWord;
using imports::Topic;

template <class Word>
struct Named {
  Word word;
  std::vector<std::string_view> names;  // as the desk shows it, and as offices write it
};

/// Every role that somebody is appointed to; becoming a member is none.
const std::vector<Named<RoleWord>>& role_names() {
  using enum RoleWord;
  static const std::vector<Named<RoleWord>> all{
      {chair, {"主席", "工会主席"}},
      {officer, {"工会干部", "干部"}},
      {registrar, {"登记员"}},
      {supervisor, {"督办"}},
      {steward, {"小组长", "工会小组长"}},
      {employer_contact, {"单位联系人"}},
      {field_worker, {"社会化工会工作者", "社工"}},
      {hotline_seat, {"热线坐席"}},
      {station_keeper, {"驿站管理员"}},
      {system_administrator, {"系统管理员"}},
      {security_administrator, {"安全管理员"}},
      {audit_administrator, {"审计管理员"}},
  };
  return all;
}

const std::vector<Named<std::string_view>>& desk_names() {
  static const std::vector<Named<std::string_view>> all{
      {accounts::desks[0], {"组织岗", "组织处", "组织部"}},
      {accounts::desks[1], {"维权岗", "维权处", "权益部"}},
      {accounts::desks[2], {"法人资格岗"}},
      {accounts::desks[3], {"驿站岗"}},
      {accounts::desks[4], {"热线岗"}},
  };
  return all;
}

template <class Word>
std::optional<Word> find_named(const std::vector<Named<Word>>& all, std::string_view written) {
  for (const auto& each : all) {
    if constexpr (std::is_enum_v<Word>) {
      if (db::word(each.word) == written) return each.word;
    } else {
      if (each.word == written) return each.word;
    }
    if (std::ranges::find(each.names, written) != each.names.end()) return each.word;
  }
  return std::nullopt;
}

class Reading {
 public:
  Reading(const imports::Row& row, Numbering numbering) : cells_(row), numbering_(numbering) {}

  ReadOfficerRow run() {
    for (std::size_t i = 0; i < text_.size(); ++i) {
      const auto folded = text::folded(cells_.values[i]);
      if (!folded) fault(static_cast<OfficerColumn>(i), "bad_character", "");
      text_[i] = folded.value_or("");
    }
    if (!result_.remarks.empty()) return std::move(result_);  // it would only bring a chain of other faults
    read_name();
    read_phone();
    read_role();
    auto& row = result_.row;
    row.union_name = cell(OfficerColumn::union_name);
    row.union_code = text::upper(cell(OfficerColumn::union_code));
    if (!row.union_code.empty() && !CreditCode::parse(row.union_code)) {
      fault(OfficerColumn::union_code, "union_code_wrong", row.union_code);
    }
    return std::move(result_);
  }

 private:
  const std::string& cell(OfficerColumn column) const { return text_[static_cast<std::size_t>(column)]; }

  void fault(OfficerColumn column, std::string_view code, std::string shown, TextParams params = {}) {
    const bool of_union = column == OfficerColumn::union_code || column == OfficerColumn::union_name;
    result_.remarks.push_back({.column = static_cast<int>(column),
                               .code = std::string(code),
                               .topic = of_union ? Topic::union_ : Topic::other,
                               .shown = std::move(shown),
                               .params = std::move(params)});
  }

  void read_name() {
    const auto& written = cell(OfficerColumn::name);
    if (auto read = names::person_name(written))
      result_.row.name = *std::move(read);
    else
      fault(OfficerColumn::name, code_of(read.error()), names::masked(written));
  }

  void read_phone() {
    const auto& written = cell(OfficerColumn::phone);
    if (auto read = Phone::parse(written, numbering_))
      result_.row.phone = *std::move(read);
    else
      fault(OfficerColumn::phone, word(read.error()), IdDocument::mask(written),
            {{"written", std::to_string(text::length(written).value_or(0))}});
  }

  void read_role() {
    const auto& role = cell(OfficerColumn::role);
    if (const auto word = find_named(role_names(), role))
      result_.row.word = *word;
    else
      fault(OfficerColumn::role, role.empty() ? "role_missing" : "role_unknown", role);
    const auto& desk = cell(OfficerColumn::desk);
    if (desk.empty()) return;
    if (const auto word = find_named(desk_names(), desk))
      result_.row.desk = *word;
    else
      fault(OfficerColumn::desk, "desk_unknown", desk);
  }

  const imports::Row& cells_;
  Numbering numbering_;
  std::array<std::string, static_cast<std::size_t>(OfficerColumn::count)> text_;
  ReadOfficerRow result_;
};

}  // namespace

const std::vector<sheets::Column>& officer_columns() {
  static const std::vector<sheets::Column> columns{
      {"name", {"姓名"}, true},
      {"phone", {"移动电话", "手机号", "手机号码", "联系电话"}, true},
      {"union_code", {"工会统一社会信用代码", "工会信用代码"}},
      {"union_name", {"工会名称", "所在工会"}},
      {"role", {"职务/角色", "职务", "角色"}, true},
      {"desk", {"处室", "岗位"}},
  };
  return columns;
}

ReadOfficerRow read_officer_row(const imports::Row& row, Numbering numbering) { return Reading(row, numbering).run(); }

}  // namespace unionhall::roster
