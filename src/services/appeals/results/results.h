#pragma once
// Results (办理结果): what became of the appeals of a month, for everybody to read and to recount (/open/results).
//
//   appeals of a month ──► cells ──► what may be printed ──► csv, frozen ──► page, JSON, totals
//                                                              └───────────► corrections, beside it
//
// A cell is a month of filing × a county × a group of matters. Hidden and nameless appeals count in it like any other; no union
// below a county is told apart.
//
// Nobody learns of a cell with fewer than five appeals, for nothing that is printed depends on one:
//   1. Such a cell has no row, be there four in it or none. Every total, here and on the page, is a sum of rows, so that taking
//      printed numbers from printed totals gives printed numbers. No second cell has to be left out to protect the first.
//   2. A share or a median is printed of at least five people: where fewer were contacted, answered, solved or rated, those columns
//      are empty, and add nothing to a total. The numbers in a row say how the union did by those five or more, never by whom.
//   3. A month is printed once, on the 10th of the next. Until then nothing is, not even of days that are over: two versions, a day
//      apart, would differ by one person. What happens later is no new version but a correction, of a number that is printed; and
//      only once it differs by five or more from every version of that number that anybody has seen.
// The price is said on the page: totals are lower than what was filed.
#include "services/appeals/results/sheet.h"

namespace unionhall::appeals::results {

/// Prints the months whose day has come, and looks once a day for corrections of those of the last year. May be called at any time and
/// by several processes; how many months were printed.
int publish(Hall& hall);

/// Months whose bytes are no longer those that were published; for `unionhall check`.
std::vector<std::string> changed_since_published(db::Session& db);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::appeals::results
