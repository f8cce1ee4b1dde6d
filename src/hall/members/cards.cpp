#include "hall/members/cards.h"

#include <charconv>

namespace unionhall::members::cards {
namespace {

constexpr std::string_view purpose = "member card";

/// The digit that makes the whole pass Luhn's test (ISO/IEC 7812-1).
char check_digit(std::string_view digits) {
  int sum = 0;
  bool twice = true;
  for (auto digit = digits.rbegin(); digit != digits.rend(); ++digit, twice = !twice) {
    const int value = (*digit - '0') * (twice ? 2 : 1);
    sum += value > 9 ? value - 9 : value;
  }
  return static_cast<char>('0' + (10 - sum % 10) % 10);
}

}  // namespace

std::string drawn_number(std::string_view division) {
  auto number = std::string(division.substr(0, 6));
  number.resize(6, '0');
  for (int i = 0; i < 9; ++i) number += static_cast<char>('0' + crypto::random_below(10));
  return number + check_digit(number);
}

std::string number_of(db::Session& db, PersonId person, std::string_view division, Instant now) {
  for (;;) {
    // Where only the record that was led to hers had one, that is the number on her card.
    if (auto known = db.first<std::string>(R"sql(
            SELECT number FROM member_numbers WHERE person_id = ANY_OF(:people)
             ORDER BY CASE WHEN person_id = :person THEN 0 ELSE 1 END, person_id LIMIT 1)sql",
                                           people::with_led(db, {person}), person)) {
      return *std::move(known);
    }
    db.exec("INSERT INTO member_numbers (person_id, number, at_ms) VALUES (:person, :number, :at) ON CONFLICT DO NOTHING", person,
            drawn_number(division), now);
  }
}

std::string code_of(const Hall& hall, PersonId person, Instant now) {
  return hall.keys.seal_token(person.text() + '.' + std::to_string(unix_ms(now + code_lives)), purpose);
}

std::optional<PersonId> holder_of(const Hall& hall, std::string_view code, Instant now) {
  const auto plain = hall.keys.open_token(code, purpose);
  const auto dot = plain ? plain->find('.') : std::string::npos;
  if (dot == std::string::npos) return std::nullopt;
  std::int64_t until_ms = 0;
  std::from_chars(plain->data() + dot + 1, plain->data() + plain->size(), until_ms);
  if (unix_ms(now) > until_ms) return std::nullopt;
  return PersonId::parse(std::string_view(*plain).substr(0, dot));
}

}  // namespace unionhall::members::cards
