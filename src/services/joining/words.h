#pragma once
// Words of joining, and codes as people type them. Private to this folder.
#include <string>
#include <string_view>

namespace unionhall::joining {

/// "8k3t 92qf", "8K3T92QF" → "8K3T-92QF".
std::string folded_code(std::string_view typed);
void add_words();

}  // namespace unionhall::joining
