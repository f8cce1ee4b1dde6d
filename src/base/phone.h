#pragma once
// Mobile phone numbers of the mainland: 11 digits, 1 and then 3–9. Demo numbers begin with 12, which nobody has.
#include <expected>
#include <string>
#include <string_view>

namespace unionhall {

/// Whether the invented numbers of a demo hall are allowed, and only they.
enum class Numbering { real, demo };

enum class PhoneFault {
  empty,
  too_short,
  too_long,
  not_digits,
  not_a_mobile,  // does not begin with 13 … 19
  demo_number,   // begins with 12 outside a demo
  real_number,   // a real one inside a demo
};

/// The fault as a text's key, behind "form." or "imports.row.".
std::string_view word(PhoneFault fault);

class Phone {
 public:
  /// Takes what people write: full-width digits, spaces, hyphens, +86.
  static std::expected<Phone, PhoneFault> parse(std::string_view text, Numbering numbering);

  const std::string& text() const { return digits_; }
  /// "138********": the last digits would give it away beside a name.
  std::string masked() const { return mask(digits_); }
  static std::string mask(std::string_view number) { return std::string(number.substr(0, 3)) + "********"; }

  friend bool operator==(const Phone&, const Phone&) = default;

 private:
  explicit Phone(std::string digits) : digits_(std::move(digits)) {}
  std::string digits_;
};

}  // namespace unionhall
