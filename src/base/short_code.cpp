#include "base/short_code.h"

#include <cctype>

namespace unionhall::short_code {

std::string in_fours(std::string_view bare) {
  std::string code;
  for (std::size_t i = 0; i < bare.size(); ++i) {
    if (i > 0 && i % 4 == 0) code += '-';
    code += bare[i];
  }
  return code;
}

std::string folded(std::string_view typed) {
  std::string bare;
  for (const char c : typed) {
    if (std::isalnum(static_cast<unsigned char>(c)) != 0) bare += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  }
  return in_fours(bare);
}

}  // namespace unionhall::short_code
