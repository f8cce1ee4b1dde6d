#pragma once
// One row of the member form, read and checked by itself: no database. Private to this room.
#include <array>
#include <optional>
#include <string>
#include <vector>

#include "base/id_document.h"
#include "base/names.h"
#include "base/phone.h"
#include "hall/imports/imports.h"
#include "hall/members/members.h"
#include "hall/people/people.h"
#include "services/roster/roster.h"

namespace unionhall::roster {

/// The columns, in the order of the form.
enum Column : int {
  name,
  sex,
  birth,
  ethnicity,
  employment,
  id_type,
  id_number,
  education,
  skill,
  phone,
  household_kind,
  household_place,
  change_kind,
  change_date,
  change_cause,
  politics,
  employer,
  native_place,
  migrant,
  union_name,
  union_code,
  category,
  column_count,
};

const std::vector<sheets::Column>& member_columns();

/// What a row says once every cell is understood.
struct MemberRow {
  people::Facts facts;
  std::optional<IdDocument> document;
  std::optional<Phone> phone;
  members::Status status = members::Status::active;
  std::string change_kind, change_cause, category;
  std::string changed_on;                 // ISO
  bool dated = false;                     // the row says the day itself
  std::string union_name, union_code;     // folded, as written
  std::array<bool, column_count> said{};  // cells that are not blank
};

struct ReadRow {
  MemberRow row;
  std::vector<imports::Remark> remarks;
  bool refused() const;
};

/// What is wrong with a name, as a text's key behind "imports.row.".
std::string_view code_of(names::NameFault fault);

ReadRow read_member_row(const imports::Row& row, Numbering numbering, Date today);

}  // namespace unionhall::roster
