#pragma once
// One row of a list of officers, read and checked by itself: no database. Private to this room.
#include "base/phone.h"
#include "hall/access/access.h"
#include "hall/imports/imports.h"

namespace unionhall::roster {

enum class OfficerColumn : int { name, phone, union_code, union_name, role, desk, count };

const std::vector<sheets::Column>& officer_columns();

struct OfficerRow {
  std::string name;
  std::optional<Phone> phone;
  std::string union_name, union_code;  // folded, as written
  access::RoleWord word = access::RoleWord::officer;
  std::string desk;  // empty: all
};

struct ReadOfficerRow {
  OfficerRow row;
  std::vector<imports::Remark> remarks;  // each refuses the row
};

ReadOfficerRow read_officer_row(const imports::Row& row, Numbering numbering);

}  // namespace unionhall::roster
