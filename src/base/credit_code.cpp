#include "credit_code.h"

#include <algorithm>
#include <array>

#include "text.h"

namespace unionhall {
namespace {
constexpr std::string_view charset = "0123456789ABCDEFGHJKLMNPQRTUWXY";  // no I O S V Z
}

char CreditCode::check_character(std::string_view first_seventeen) {
  int weight = 1, sum = 0;
  for (const char c : first_seventeen) {
    sum += static_cast<int>(charset.find(c)) * weight;
    weight = weight * 3 % 31;
  }
  return charset[static_cast<std::size_t>((31 - sum % 31) % 31)];
}

std::expected<CreditCode, CreditCodeFault> CreditCode::parse(std::string_view written) {
  auto folded = text::folded(written);
  if (!folded) return std::unexpected(CreditCodeFault::bad_character);
  std::erase(*folded, ' ');
  const auto code = text::upper(*folded);
  if (code.empty()) return std::unexpected(CreditCodeFault::empty);
  if (code.find("E+") != std::string::npos) return std::unexpected(CreditCodeFault::spoiled_by_spreadsheet);
  if (!std::ranges::all_of(code, [](char c) { return charset.contains(c); })) return std::unexpected(CreditCodeFault::bad_character);
  if (code.size() < 18) return std::unexpected(CreditCodeFault::too_short);
  if (code.size() > 18) return std::unexpected(CreditCodeFault::too_long);
  if (check_character(std::string_view(code).substr(0, 17)) != code[17]) return std::unexpected(CreditCodeFault::bad_check_digit);
  return CreditCode(code);
}

bool CreditCode::subject_checks() const {
  constexpr std::array weights{3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const char c = text_[8 + i];
    sum += (c >= 'A' ? c - 'A' + 10 : c - '0') * weights[i];  // letters count otherwise than in the whole code
  }
  const int check = 11 - sum % 11;
  const char expected = check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
  return text_[16] == expected;
}

}  // namespace unionhall
