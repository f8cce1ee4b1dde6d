#pragma once
// One row of the form of unions, read and checked by itself: no database. Private to this room.
#include <array>

#include "hall/imports/imports.h"
#include "hall/orgs/orgs.h"

namespace unionhall::roster {

/// The columns, in the order of the form.
enum class OrgColumn : int {
  employer,
  employer_code,
  address,
  division,
  nature,
  economy,
  industry,
  employees,
  name,
  credit_code,
  parent,
  founded,
  kind,
  members,
  chair,
  phone,
  count,
};

const std::vector<sheets::Column>& org_columns();

struct OrgRow {
  orgs::Facts facts;        // level is open until the parent is known
  std::string parent_name;  // folded, as written
  std::array<bool, static_cast<std::size_t>(OrgColumn::count)> said{};
  bool says(OrgColumn column) const { return said[static_cast<std::size_t>(column)]; }
};

struct ReadOrgRow {
  OrgRow row;
  std::vector<imports::Remark> remarks;
};

/// `nearby`: the division of the union that the rows are brought into; a county's name alone is looked for there first.
ReadOrgRow read_org_row(const imports::Row& row, Date today, std::string_view nearby);

/// What a union of this kind is below a union of that level.
orgs::Level level_below(orgs::Level parent, std::string_view kind);

/// What is on record, with what the row says over it; a blank cell says nothing.
orgs::Facts merged(orgs::Facts on_record, const OrgRow& row);

}  // namespace unionhall::roster
