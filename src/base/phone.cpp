#include "phone.h"

#include <utility>

#include "text.h"

namespace unionhall {

std::string_view word(PhoneFault fault) {
  switch (fault) {
    case PhoneFault::empty:
      return "phone_missing";
    case PhoneFault::too_short:
      return "phone_too_short";
    case PhoneFault::too_long:
      return "phone_too_long";
    case PhoneFault::not_digits:
      return "phone_not_digits";
    case PhoneFault::not_a_mobile:
      return "phone_not_a_mobile";
    case PhoneFault::demo_number:
      return "phone_demo_number";
    case PhoneFault::real_number:
      return "phone_real_number";
  }
  std::unreachable();
}

std::expected<Phone, PhoneFault> Phone::parse(std::string_view written, Numbering numbering) {
  const auto folded = text::folded(written);
  if (!folded) return std::unexpected(PhoneFault::not_digits);

  std::string digits;
  std::string_view rest = *folded;
  if (rest.starts_with("+86"))
    rest.remove_prefix(3);
  else if (rest.starts_with("0086"))
    rest.remove_prefix(4);
  for (const char c : rest) {
    if (c >= '0' && c <= '9')
      digits += c;
    else if (c != ' ' && c != '-')
      return std::unexpected(PhoneFault::not_digits);
  }
  if (digits.empty()) return std::unexpected(PhoneFault::empty);
  if (digits.size() == 13 && digits.starts_with("86")) digits.erase(0, 2);
  if (digits.size() < 11) return std::unexpected(PhoneFault::too_short);
  if (digits.size() > 11) return std::unexpected(PhoneFault::too_long);
  if (digits[0] != '1' || digits[1] < '2') return std::unexpected(PhoneFault::not_a_mobile);

  const bool invented = digits[1] == '2';
  if (invented && numbering == Numbering::real) return std::unexpected(PhoneFault::demo_number);
  if (!invented && numbering == Numbering::demo) return std::unexpected(PhoneFault::real_number);
  return Phone(std::move(digits));
}

}  // namespace unionhall
