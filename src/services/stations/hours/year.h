#pragma once
// The year as parts divide it. Private to this folder.
#include "services/stations/hours/hours.h"

namespace unionhall::hours {

constexpr int minutes_of_day = 24 * 60;
constexpr int until_max = 2 * minutes_of_day;
constexpr unsigned weeks_max = 53;

/// One bit for each day of a leap year: seasons that can be intersected and compared.
using YearDays = std::bitset<366>;
YearDays days_of(const std::vector<Season>& seasons);  // none: all year
std::vector<Season> seasons_of(const YearDays& days);  // the other way; all year: none

unsigned iso_week(Date day);  // 1 … 53
bool covers(const Part& part, Date day);

/// Sorted, and joined where they touch or overlap.
Spans merged(Spans spans);

}  // namespace unionhall::hours
