#pragma once
// The members of the demo city, one after the other, as the official form has them. Nobody comes twice: no number, no
// phone, no name with the same birthday. Private to this room.
#include <array>
#include <string>
#include <unordered_set>

#include "city.h"
#include "numbers.h"
#include "sheets/sheets.h"

namespace unionhall::demo {

/// The form's columns A–T, and ours beside them.
enum Cell : std::size_t {
  number,
  name,
  sex,
  born,
  ethnicity,
  employment,
  id_type,
  id_number,
  education,
  skill,
  mobile,
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
  group,
  cell_count,
};

using Row = std::array<std::string, cell_count>;

/// Title rows, head block and header of a roster that `filled_in_by` has filled in.
sheets::Layout roster_layout(std::string_view filled_in_by);

class Residents {
 public:
  Residents(std::uint64_t seed, Date today) : seed_(seed), today_(today) {}

  /// A new member of this union; the row's number is left to the file.
  const Row& next(const PlannedUnion& planned);
  /// The one made last.
  const Row& latest() const { return row_; }
  std::int64_t made() const { return made_; }

 private:
  Date birthday(Dice& dice, const PlannedUnion& planned, bool male) const;
  void name_and_number(Dice& dice, const PlannedUnion& planned, bool male);
  void work(Dice& dice, const PlannedUnion& planned);
  void membership(Dice& dice, const PlannedUnion& planned);

  const std::uint64_t seed_;
  const Date today_;
  IdNumbers numbers_;
  std::unordered_set<std::uint64_t> known_;  // name and birthday of everybody
  std::int64_t made_ = 0;
  int born_year_ = 0;
  Row row_;
};

}  // namespace unionhall::demo
