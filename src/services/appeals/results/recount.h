#pragma once
// What follows from printed rows: sums, shares, days. Pure; the page does the same (web/open/results/recount.ts), and so may anybody.
#include "services/appeals/results/sheet.h"

namespace unionhall::appeals::results {

struct Totals {
  std::int64_t filed = 0, solved = 0, answered = 0, on_time = 0, rated = 0, satisfied = 0;
  Days contacted = {}, solving = {};

  void add(const Row& row);
};

/// The first day by which at least so many tenths of those counted were through: 5 is the median, 9 the 90th in a hundred.
/// `days_counted`: after more than 30 days. Nothing of nobody.
std::optional<std::size_t> day_by(const Days& days, int tenths);

/// "93.4", half a tenth upward; "" of nobody. In whole numbers, so that every recount ends in the same digits.
std::string percent(std::int64_t part, std::int64_t whole);

}  // namespace unionhall::appeals::results
