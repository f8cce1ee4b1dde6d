#include "id_document.h"

#include <algorithm>
#include <array>

#include "text.h"

namespace unionhall {
namespace {

constexpr std::string_view demo_division = "619999";  // not issued, and never a place

struct TypeName {
  IdType type;
  std::string_view name;
};
constexpr TypeName type_names[] = {
    {IdType::resident_id, "居民身份证"},
    {IdType::hk_mo_residence_permit, "港澳居民居住证"},
    {IdType::tw_residence_permit, "台湾居民居住证"},
    {IdType::foreign_permanent_2023, "外国人永久居留身份证"},
    {IdType::foreign_permanent_2017, "外国人永久居留证"},
    {IdType::hk_mo_travel_permit, "港澳居民来往内地通行证"},
    {IdType::tw_travel_permit, "台湾居民来往大陆通行证"},
    {IdType::passport, "护照"},
    // what forms also call them
    {IdType::resident_id, "身份证"},
    {IdType::resident_id, "二代身份证"},
    {IdType::hk_mo_travel_permit, "回乡证"},
    {IdType::tw_travel_permit, "台胞证"},
};

bool digit(char c) { return c >= '0' && c <= '9'; }
bool all_digits(std::string_view text) { return std::ranges::all_of(text, digit); }
bool capital(char c) { return c >= 'A' && c <= 'Z'; }

/// "6.10402E+17", "6.10402199003071E+17"
bool in_scientific_notation(std::string_view text) {
  const auto e = text.find('E');
  return e != std::string_view::npos && e > 0 && e + 1 < text.size() && digit(text[0]) && (text[e + 1] == '+' || digit(text[e + 1])) &&
         text.find_first_not_of("0123456789.") == e;
}

/// Provinces and the like of GB/T 2260.
bool province(std::string_view two_digits) {
  const int code = (two_digits[0] - '0') * 10 + (two_digits[1] - '0');
  constexpr std::array<std::pair<int, int>, 8> ranges{{{11, 15}, {21, 23}, {31, 37}, {41, 46}, {50, 54}, {61, 65}, {71, 71}, {81, 83}}};
  return std::ranges::any_of(ranges, [&](auto range) { return code >= range.first && code <= range.second; });
}

std::optional<Date> birth_of(std::string_view eight_digits) {
  return parse_iso_date(std::string(eight_digits.substr(0, 4)) + "-" + std::string(eight_digits.substr(4, 2)) + "-" +
                        std::string(eight_digits.substr(6, 2)));
}

bool has_check_digit(IdType type) {
  return type == IdType::resident_id || type == IdType::hk_mo_residence_permit || type == IdType::tw_residence_permit ||
         type == IdType::foreign_permanent_2023;
}

/// Documents of which only the form is known (unverified in their own rules, so kept wide).
bool looks_like(IdType type, std::string_view number) {
  switch (type) {
    case IdType::foreign_permanent_2017:
      return number.size() == 15 && std::ranges::all_of(number.substr(0, 3), capital) && all_digits(number.substr(3));
    case IdType::hk_mo_travel_permit:
      return (number.size() == 9 || number.size() == 11) && (number[0] == 'H' || number[0] == 'M') && all_digits(number.substr(1));
    case IdType::tw_travel_permit:
      return (number.size() == 8 || number.size() == 10 || number.size() == 11) && all_digits(number);
    case IdType::passport:
      return number.size() >= 5 && number.size() <= 17 && std::ranges::all_of(number, [](char c) { return digit(c) || capital(c); });
    default:
      return false;
  }
}

}  // namespace

std::string_view chinese(IdType type) { return std::ranges::find(type_names, type, &TypeName::type)->name; }

std::optional<IdType> id_type_of_chinese(std::string_view name) {
  const auto* const found = std::ranges::find(type_names, name, &TypeName::name);
  return found == std::end(type_names) ? std::nullopt : std::optional(found->type);
}

int characters_of(IdType type) { return has_check_digit(type) ? 18 : 0; }

std::string IdDocument::mask(std::string_view number) {
  const auto shown = std::min<std::size_t>(3, number.size());
  return std::string(number.substr(0, shown)) + std::string(number.size() - shown, '*');
}

char IdDocument::check_character(std::string_view seventeen_digits) {
  constexpr std::array weights{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (seventeen_digits[i] - '0') * weights[i];
  return "10X98765432"[sum % 11];
}

std::expected<IdDocument, IdFault> IdDocument::parse(IdType type, std::string_view written, Numbering numbering, Date today) {
  auto folded = text::folded(written);
  if (!folded) return std::unexpected(IdFault::bad_character);
  std::erase(*folded, ' ');
  IdDocument document;
  document.type_ = type;
  document.number_ = text::upper(*folded);
  const std::string& number = document.number_;

  if (number.empty()) return std::unexpected(IdFault::empty);
  if (in_scientific_notation(number)) return std::unexpected(IdFault::spoiled_by_spreadsheet);
  if (!has_check_digit(type)) {
    if (!looks_like(type, number)) return std::unexpected(IdFault::bad_form);
    if (numbering == Numbering::demo) return std::unexpected(IdFault::real_number);
    return document;
  }

  if (number.size() == 15 && all_digits(number)) return std::unexpected(IdFault::fifteen_digits);
  if (!std::ranges::all_of(number, [](char c) { return digit(c) || c == 'X'; })) return std::unexpected(IdFault::bad_character);
  if (number.size() < 18) return std::unexpected(IdFault::too_short);
  if (number.size() > 18) return std::unexpected(IdFault::too_long);
  if (!all_digits(std::string_view(number).substr(0, 17))) return std::unexpected(IdFault::bad_character);

  const std::string_view prefix = std::string_view(number).substr(0, 2);
  switch (type) {
    case IdType::hk_mo_residence_permit:
      if (prefix != "81" && prefix != "82") return std::unexpected(IdFault::wrong_prefix);
      break;
    case IdType::tw_residence_permit:
      if (prefix != "83") return std::unexpected(IdFault::wrong_prefix);
      break;
    case IdType::foreign_permanent_2023:
      if (number[0] != '9') return std::unexpected(IdFault::wrong_prefix);
      break;
    default:
      if (!province(prefix)) return std::unexpected(IdFault::bad_province);
  }

  document.birth_ = birth_of(std::string_view(number).substr(6, 8));
  if (!document.birth_ || document.birth_->year() < std::chrono::year{1900}) return std::unexpected(IdFault::bad_birth_date);
  if (std::chrono::sys_days{*document.birth_} > std::chrono::sys_days{today}) return std::unexpected(IdFault::birth_in_future);
  if (check_character(number) != number[17]) return std::unexpected(IdFault::bad_check_digit);

  const bool invented = number.starts_with(demo_division);
  if (invented && numbering == Numbering::real) return std::unexpected(IdFault::demo_number);
  if (!invented && numbering == Numbering::demo) return std::unexpected(IdFault::real_number);

  document.sex_ = (number[16] - '0') % 2 == 1 ? 'm' : 'f';
  return document;
}

}  // namespace unionhall
