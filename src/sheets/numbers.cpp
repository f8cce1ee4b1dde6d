#include "sheets/numbers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>

#include "sheets/sheets.h"

namespace unionhall::sheets {
namespace {

constexpr std::int64_t serial_end = 2'958'466;  // 10000-01-01
constexpr std::int64_t seconds_per_day = 86'400;
constexpr std::int64_t never_was = 60;  // 1900-02-29, which Lotus 1-2-3 believed in and Excel kept

bool is_digit(char c) { return c >= '0' && c <= '9'; }

/// Up to 15 digits without sign, point or leading zero are already as short as can be. So are nearly all in a roster.
bool is_short_whole_number(std::string_view raw) {
  return !raw.empty() && raw.size() <= 15 && raw.front() != '0' && std::ranges::all_of(raw, is_digit);
}

Date day_of(std::int64_t serial) {
  const std::int64_t days_since_1899_12_30 = serial < never_was ? serial + 1 : serial;
  return std::chrono::sys_days{std::chrono::year{1899} / 12 / 30} + std::chrono::days{days_since_1899_12_30};
}

std::string date_part(std::int64_t serial) { return serial == never_was ? "1900-02-29" : iso_date(day_of(serial)); }

/// The parts of a format code that are neither quoted text, nor \-escaped, nor in brackets; [h], [mm] and [s] count
/// hours, minutes and seconds and are kept. Only the first section, for positive numbers.
std::string bare_code(std::string_view code) {
  std::string bare;
  for (std::size_t at = 0; at < code.size(); ++at) {
    switch (code[at]) {
      case ';':
        return bare;
      case '\\':
      case '_':
      case '*':
        ++at;
        break;
      case '"':
        at = std::min(code.find('"', at + 1), code.size());
        break;
      case '[': {
        const std::size_t end = std::min(code.find(']', at), code.size());
        const std::string_view inside = code.substr(at + 1, end - at - 1);
        if (inside.find_first_not_of("hHmMsS") == std::string_view::npos) bare += inside;
        at = end;
        break;
      }
      default:
        bare += code[at];
    }
  }
  return bare;
}

}  // namespace

std::optional<std::string_view> number_text(std::string_view raw, std::string& buffer) {
  if (is_short_whole_number(raw)) return raw;
  double value = 0;
  const auto [end, error] = std::from_chars(raw.data(), raw.data() + raw.size(), value);
  if (error != std::errc{} || end != raw.data() + raw.size() || !std::isfinite(value)) return std::nullopt;

  std::array<char, 32> digits;
  const double size = std::abs(value);
  const auto format = size == 0 || (size >= 1e-5 && size < 1e15) ? std::chars_format::fixed : std::chars_format::scientific;
  const auto written = std::to_chars(digits.data(), digits.data() + digits.size(), value, format);
  buffer.assign(digits.data(), written.ptr);
  std::ranges::replace(buffer, 'e', 'E');
  if (buffer == "-0") buffer = "0";
  return buffer;
}

std::string date_text(double serial) {
  if (!(serial >= 0 && serial < double{serial_end})) return {};
  const auto seconds = static_cast<std::int64_t>(std::llround(serial * seconds_per_day));
  const std::int64_t day = seconds / seconds_per_day;
  const std::int64_t rest = seconds % seconds_per_day;
  if (day >= serial_end) return {};
  const std::string time = fmt::format("{:02}:{:02}:{:02}", rest / 3600, rest / 60 % 60, rest % 60);
  if (day == 0) return time;
  return rest == 0 ? date_part(day) : date_part(day) + ' ' + time;
}

std::string date_text_of_iso(std::string_view iso) {
  constexpr std::size_t seconds_end = std::string_view("2026-07-15T08:30:00").size();
  std::string text(iso.substr(0, seconds_end));
  std::ranges::replace(text, 'T', ' ');
  if (text.ends_with(" 00:00:00")) text.resize(text.size() - std::string_view(" 00:00:00").size());
  return text;
}

std::optional<Date> date_of_serial(double serial) {
  if (!(serial >= 1 && serial < double{serial_end})) return std::nullopt;
  const auto day = static_cast<std::int64_t>(serial);
  if (day == never_was) return std::nullopt;
  return day_of(day);
}

bool is_date_format(int id) {
  // ECMA-376 part 1, 18.8.30; 27–36 and 50–58 are dates in Chinese, Japanese and Korean.
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

bool is_date_format(std::string_view code) {
  const std::string bare = bare_code(code);
  if (bare.starts_with("General") || bare.starts_with("G/")) return false;
  for (std::size_t at = 0; at < bare.size(); ++at) {
    const char next = at + 1 < bare.size() ? bare[at + 1] : ' ';
    switch (bare[at]) {
      case 'y':
      case 'Y':
      case 'm':
      case 'M':
      case 'd':
      case 'D':
      case 'h':
      case 'H':
      case 's':
      case 'S':
        return true;
      case 'e':
      case 'E':  // the year of an era, or the exponent of 0.00E+00
        if (next != '+' && next != '-') return true;
        break;
      default:
        break;
    }
  }
  return false;
}

}  // namespace unionhall::sheets
