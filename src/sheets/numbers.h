#pragma once
// How a spreadsheet's numbers read: as people see them, and as the days they mean.
#include <optional>
#include <string>
#include <string_view>

namespace unionhall::sheets {

/// The shortest text that means exactly this number; none when it is no number. At 10^15 and above always with an
/// exponent, 6.1040219900101E+17: the spreadsheet keeps 15 digits, so an ID number in such a cell is lost, and the
/// text must not look as if it were not.
/// @return  in `buffer`, or `raw` itself
std::optional<std::string_view> number_text(std::string_view raw, std::string& buffer);

/// "2026-07-15", with " 08:30:00" unless midnight; the time alone below 1. Empty when the spreadsheet itself could not
/// show it as a date.
std::string date_text(double serial);

/// What stands in a t="d" cell, 2026-07-15T00:00:00Z, in the form of date_text.
std::string date_text_of_iso(std::string_view iso);

/// Between the dates of workbooks made on old Macs, which count from 1904, and all others.
inline constexpr double days_from_1900_to_1904 = 1462;

/// Whether a number format shows dates or times.
bool is_date_format(int builtin_id);
bool is_date_format(std::string_view code);

}  // namespace unionhall::sheets
