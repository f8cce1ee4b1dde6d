#pragma once
// Identity documents (证件). The resident ID number is GB 11643-1999: 6 digits of division, 8 of birth, 3 of order (odd:
// male), 1 check character by ISO 7064 MOD 11-2. The residence permits of Hong Kong, Macao and Taiwan people and the
// foreigners' permanent residence card of 2023 are built alike; for the others only the form is known.
#include <boost/describe.hpp>
#include <expected>
#include <optional>
#include <string>
#include <string_view>

#include "base/clock.h"
#include "base/phone.h"

namespace unionhall {

enum class IdType {
  resident_id,             // 居民身份证
  hk_mo_residence_permit,  // 港澳居民居住证
  tw_residence_permit,     // 台湾居民居住证
  foreign_permanent_2023,  // 外国人永久居留身份证
  foreign_permanent_2017,  // the edition of 2017, still valid
  hk_mo_travel_permit,     // 港澳居民来往内地通行证
  tw_travel_permit,        // 台湾居民来往大陆通行证
  passport,                // 护照
};
BOOST_DESCRIBE_ENUM(IdType, resident_id, hk_mo_residence_permit, tw_residence_permit, foreign_permanent_2023, foreign_permanent_2017,
                    hk_mo_travel_permit, tw_travel_permit, passport)

std::string_view chinese(IdType type);
std::optional<IdType> id_type_of_chinese(std::string_view name);

enum class IdFault {
  empty,
  spoiled_by_spreadsheet,  // 6.10402E+17: the last digits are lost
  too_short,
  too_long,
  fifteen_digits,  // the card of before 2013
  bad_character,
  bad_province,
  bad_birth_date,
  birth_in_future,
  bad_check_digit,
  wrong_prefix,  // 81/82 for Hong Kong and Macao, 83 for Taiwan, 9 for foreigners
  bad_form,      // a document without a check digit that does not look like one
  demo_number,   // division 619999 outside a demo
  real_number,   // any other division inside a demo
};

class IdDocument {
 public:
  /// `today` bounds the birth date.
  static std::expected<IdDocument, IdFault> parse(IdType type, std::string_view text, Numbering numbering, Date today);

  IdType type() const { return type_; }
  const std::string& number() const { return number_; }
  std::optional<Date> birth() const { return birth_; }
  /// 'm', 'f', or nothing where the number does not say.
  std::optional<char> sex() const { return sex_; }

  /// The first three characters; the last four prove the holder and stand nowhere.
  std::string masked() const { return mask(number_); }
  static std::string mask(std::string_view number);

  /// The check character of 17 digits.
  static char check_character(std::string_view seventeen_digits);

 private:
  IdDocument() = default;
  IdType type_ = IdType::resident_id;
  std::string number_;
  std::optional<Date> birth_;
  std::optional<char> sex_;
};

/// How many characters are missing or too many; for the message.
int characters_of(IdType type);

}  // namespace unionhall
