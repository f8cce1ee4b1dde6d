#include "numbers.h"

#include <fmt/format.h>

#include <array>

#include "base/credit_code.h"
#include "base/id_document.h"
#include "base/short_code.h"

namespace unionhall::demo {
namespace {

constexpr std::chrono::sys_days first_day{std::chrono::year{1950} / 1 / 1};
constexpr std::size_t days = 366 * 70;
constexpr std::uint64_t men_a_day = 500, women_a_day = 499;

constexpr std::uint64_t phones_kept = 1'000, phones = 1'000'000'000 - phones_kept;
constexpr std::uint64_t phone_step = 618'033'989;  // no divisor in common with `phones`, so no phone comes twice

/// GB 11714: the ninth character of a subject.
char subject_check(std::string_view eight) {
  constexpr std::array weights{3, 7, 9, 10, 5, 8, 4, 2};
  int sum = 0;
  for (std::size_t i = 0; i < weights.size(); ++i) sum += (eight[i] >= 'A' ? eight[i] - 'A' + 10 : eight[i] - '0') * weights[i];
  const int check = 11 - sum % 11;
  return check == 10 ? 'X' : check == 11 ? '0' : static_cast<char>('0' + check);
}

}  // namespace

IdNumbers::IdNumbers() : used_(2 * days) {}

std::string IdNumbers::next(Date& born, bool male) {
  const auto most = male ? men_a_day : women_a_day;
  for (;;) {
    const auto day = static_cast<std::size_t>((std::chrono::sys_days{born} - first_day).count());
    auto& used = used_.at(2 * day + (male ? 1 : 0));
    if (used < most) {
      // Neighbouring people should not have neighbouring numbers; 211 has no divisor in common with 500 or 499.
      const auto turn = (std::uint64_t{used++} * 211 + day * 97) % most;
      const auto order = male ? 2 * turn + 1 : 2 * turn + 2;
      auto number = fmt::format("619999{:04}{:02}{:02}{:03}", static_cast<int>(born.year()), static_cast<unsigned>(born.month()),
                                static_cast<unsigned>(born.day()), order);
      number += IdDocument::check_character(number);
      return number;
    }
    born = Date{std::chrono::sys_days{born} + std::chrono::days{1}};
  }
}

std::string phone(std::uint64_t number) { return fmt::format("12{:09}", number % phones * phone_step % phones + phones_kept); }

std::string officer_phone(int number) { return fmt::format("12{:09}", number); }

std::string credit_code(std::string_view head, std::string_view owner, int number) {
  auto code = fmt::format("{}{}{:06}", head, owner, number);
  code += subject_check(std::string_view(code).substr(8));
  code += CreditCode::check_character(code);
  return code;
}

std::string code(Dice& dice) {
  std::string bare;
  for (int i = 0; i < 8; ++i) bare += short_code::signs[dice.below(short_code::signs.size())];
  return short_code::in_fours(bare);
}

}  // namespace unionhall::demo
