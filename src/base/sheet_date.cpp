#include "sheet_date.h"

#include <charconv>
#include <vector>

#include "text.h"

namespace unionhall {
namespace {

std::expected<Date, DateFault> checked(int year, int month, int day) {
  if (year < 1900 || year > 2200) return std::unexpected(DateFault::not_a_date);
  if (month < 1 || month > 12) return std::unexpected(DateFault::no_such_month);
  const Date date{std::chrono::year{year}, std::chrono::month{static_cast<unsigned>(month)}, std::chrono::day{static_cast<unsigned>(day)}};
  if (!date.ok()) return std::unexpected(DateFault::no_such_day);
  return date;
}

int number(std::string_view digits) {
  int value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return error == std::errc{} && end == digits.data() + digits.size() ? value : -1;
}

}  // namespace

std::expected<Date, DateFault> parse_sheet_date(std::string_view written) {
  const auto folded = text::folded(written);
  if (!folded) return std::unexpected(DateFault::not_a_date);
  if (folded->empty()) return std::unexpected(DateFault::empty);
  std::string_view rest = *folded;
  if (const auto clock = rest.find(" 0"); clock != std::string_view::npos && rest.find(':') != std::string_view::npos)
    rest = rest.substr(0, clock);

  std::vector<std::string_view> parts;
  std::size_t begin = 0;
  for (std::size_t at = 0; at <= rest.size(); ++at) {
    if (at < rest.size() && rest[at] >= '0' && rest[at] <= '9') continue;
    if (at > begin) parts.push_back(rest.substr(begin, at - begin));
    begin = at + 1;
  }
  if (rest.find_first_not_of("0123456789/-. ") != std::string_view::npos && rest.find("年") == std::string_view::npos) {
    return std::unexpected(DateFault::not_a_date);
  }
  if (parts.size() == 3 && parts[0].size() == 4 && parts[1].size() <= 2 && parts[2].size() <= 2) {
    return checked(number(parts[0]), number(parts[1]), number(parts[2]));
  }
  if (parts.size() == 1 && parts[0].size() == rest.size()) {
    if (rest.size() == 8) return checked(number(rest.substr(0, 4)), number(rest.substr(4, 2)), number(rest.substr(6, 2)));
    // Excel counts from 1900 and believes in a 29 February 1900, so day 61 is 1 March.
    if (const int serial = number(rest); rest.size() == 5 && serial > 60) {
      return Date{std::chrono::sys_days{std::chrono::year{1899} / 12 / 30} + std::chrono::days{serial}};
    }
  }
  return std::unexpected(DateFault::not_a_date);
}

}  // namespace unionhall
