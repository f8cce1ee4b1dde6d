#include "divisions.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <vector>

namespace unionhall::divisions {
namespace {

constexpr std::size_t province_digits = 2, city_digits = 4, county_digits = 6, village_digits = 12;

struct Division {
  std::string_view code, name;
};
constexpr Division all[] = {
#include "divisions.inc"
};
static_assert(std::ranges::is_sorted(all, {}, &Division::code));

const Division* find(std::string_view six_digits) {
  const auto* const at = std::ranges::lower_bound(all, six_digits, {}, &Division::code);
  return at != std::end(all) && at->code == six_digits ? at : nullptr;
}

std::string filled(std::string_view digits, std::size_t size) { return std::string(digits) + std::string(size - digits.size(), '0'); }

/// What of a name goes without saying may be said: all spellings of each division.
std::multimap<std::string, std::string_view> spellings() {
  std::multimap<std::string, std::string_view> codes;
  for (const auto& [code, name] : all) {
    const auto above = [&](std::size_t digits) {
      const auto upper = filled(code.substr(0, digits), county_digits);
      return upper == code ? std::string() : std::string(name_of(upper));
    };
    const auto province = above(province_digits), city = above(city_digits);
    codes.emplace(name, code);
    if (!city.empty()) codes.emplace(city + std::string(name), code);
    if (!province.empty()) codes.emplace(province + std::string(name), code);
    if (!province.empty() && !city.empty()) codes.emplace(province + city + std::string(name), code);
  }
  return codes;
}

}  // namespace

std::string_view name_of(std::string_view six_digits) {
  const auto* const found = find(six_digits);
  return found ? found->name : std::string_view();
}

std::expected<std::string, Fault> parse(std::string_view written, std::string_view nearby) {
  if (written.find_first_not_of("0123456789") == written.npos) {
    if (written.size() != county_digits && written.size() != village_digits) return std::unexpected(Fault::unknown);
    if (!find(written.substr(0, county_digits))) return std::unexpected(Fault::unknown);
    return filled(written, village_digits);
  }
  static const auto codes = spellings();
  std::string name(written);
  std::erase_if(name, [](char c) { return c == ' ' || c == '/' || c == '-' || c == ','; });
  const auto [begin, end] = codes.equal_range(name);
  std::vector<std::string_view> found;
  std::ranges::transform(begin, end, std::back_inserter(found), [](const auto& spelling) { return spelling.second; });
  for (const auto digits : {city_digits, province_digits}) {
    if (found.size() < 2 || nearby.size() < digits) continue;
    std::vector<std::string_view> close;
    std::ranges::copy_if(found, std::back_inserter(close), [&](auto code) { return code.starts_with(nearby.substr(0, digits)); });
    if (!close.empty()) found = std::move(close);
  }
  if (found.empty()) return std::unexpected(Fault::unknown);
  // A city without counties stands in the list twice (嘉峪关市), first as the city.
  std::erase_if(found, [&](auto code) { return code != found.front() && code.starts_with(found.front().substr(0, city_digits)); });
  if (found.size() > 1) return std::unexpected(Fault::ambiguous);
  return filled(found.front(), village_digits);
}

}  // namespace unionhall::divisions
