#pragma once
// Days as spreadsheets hold them: 2026/7/5, 2026-07-05, 2026.7.5, 2026年7月5日, 20260705, or a number of days since 1900.
#include <expected>
#include <string_view>

#include "base/clock.h"

namespace unionhall {

enum class DateFault { empty, not_a_date, no_such_month, no_such_day };

std::expected<Date, DateFault> parse_sheet_date(std::string_view text);

}  // namespace unionhall
