#pragma once
// Codes that people type (短码): of signs that nobody mistakes for one another, shown in groups of four: "8K3T-92QF".
#include <string>
#include <string_view>

namespace unionhall::short_code {

constexpr std::string_view signs = "23456789ABCDEFGHJKLMNPQRTUVWXY";

/// As it is shown.
std::string in_fours(std::string_view bare);
/// The same of what somebody typed, in whatever case and with whatever between the signs.
std::string folded(std::string_view typed);

}  // namespace unionhall::short_code
