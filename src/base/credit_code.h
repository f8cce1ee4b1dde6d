#pragma once
// Unified social credit codes (统一社会信用代码), GB 32100-2015: 18 characters, the last one checks. Unions' begin with 8
// (81 base-level unions, 89 others); general unions may hold one that begins with 1.
#include <expected>
#include <string>
#include <string_view>

namespace unionhall {

enum class CreditCodeFault { empty, too_short, too_long, bad_character, bad_check_digit, spoiled_by_spreadsheet };

class CreditCode {
 public:
  static std::expected<CreditCode, CreditCodeFault> parse(std::string_view text);

  const std::string& text() const { return text_; }
  /// May a union hold it?
  bool of_union() const { return text_[0] == '8' || text_[0] == '1'; }
  /// The subject code inside has its own check (GB 11714); some real codes fail it, so this is only a warning.
  bool subject_checks() const;

  static char check_character(std::string_view first_seventeen);

 private:
  explicit CreditCode(std::string text) : text_(std::move(text)) {}
  std::string text_;
};

}  // namespace unionhall
