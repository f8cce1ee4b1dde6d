#pragma once
// Divisions (行政区划, GB/T 2260): the provinces, cities and counties of the country by code and by name. Townships and villages have
// 12 digits, of which the first six are the county's; they are too many to be known here.
#include <expected>
#include <string>
#include <string_view>

namespace unionhall::divisions {

/// The name of the province, city or county of six digits; empty when there is none.
std::string_view name_of(std::string_view six_digits);

enum class Fault {
  unknown,
  ambiguous,  // two cities have a county of this name, and neither is the one nearby
};

/// The twelve digits of what somebody wrote, already folded: a code of 6 or 12 digits, or a name with or without the names of its
/// city and province before it (秦都区, 咸阳市秦都区, 陕西省咸阳市秦都区). Of counties of one name it is the one in the city, else in the
/// province, of the division `nearby`.
std::expected<std::string, Fault> parse(std::string_view written, std::string_view nearby);

}  // namespace unionhall::divisions
