#pragma once
// Words of joining, and codes as people type them. Private to this folder.
#include <string>
#include <string_view>

#include "base/id_document.h"

namespace unionhall::joining {

/// The form's word for what is wrong with a document's number.
std::string_view code_of(IdFault fault);
/// "8k3t 92qf", "8K3T92QF" → "8K3T-92QF".
std::string folded_code(std::string_view typed);
void add_words();

}  // namespace unionhall::joining
