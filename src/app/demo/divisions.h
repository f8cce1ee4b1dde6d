#pragma once
// The divisions (行政区划) of Xianyang: 14 counties and districts, 142 townships and streets, 2,374 villages and
// communities, as the statistical divisions of 2023 have them (script/divisions). Private to this room.
#include <span>
#include <string>
#include <string_view>

namespace unionhall::demo {

struct Division {
  std::string_view code;  // 12 digits: city 4, county 2, township 3, village 3
  std::string_view name;

  bool is_county() const { return code.substr(6) == "000000"; }
  bool is_township() const { return !is_county() && code.substr(9) == "000"; }
};

constexpr std::string_view city_code = "610400000000", city_name = "咸阳市";

/// In the order of their codes: a county, its townships each followed by its villages.
std::span<const Division> divisions();

/// What people call the place: 乐育北路社区居委会 → 乐育北路社区, 张村委会 → 张村; a township's name before it is left out.
std::string place_name(const Division& division, std::string_view township);

}  // namespace unionhall::demo
