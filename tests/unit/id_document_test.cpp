#include "base/id_document.h"

#include <gtest/gtest.h>

#include "base/credit_code.h"
#include "base/phone.h"
#include "base/sheet_date.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
constexpr Date today = 2026y / 11 / 23;

auto real(IdType type, std::string_view text) { return IdDocument::parse(type, text, Numbering::real, today); }
auto demo(std::string_view text) { return IdDocument::parse(IdType::resident_id, text, Numbering::demo, today); }

TEST(IdDocument, PublishedSpecimensAreRight) {
  for (const auto* number : {"11010519491231002X", "440524188001010014"}) {
    const auto document = real(IdType::resident_id, number);
    if (std::string_view(number).substr(6, 4) < "1900") {
      EXPECT_EQ(document.error(), IdFault::bad_birth_date) << number;  // nobody alive was born in 1880
    } else {
      ASSERT_TRUE(document) << number;
      EXPECT_EQ(document->birth(), 1949y / 12 / 31);
      EXPECT_EQ(document->sex(), 'f');
      EXPECT_EQ(document->masked(), "110***************");
    }
  }
}

TEST(IdDocument, TheDemoDivisionIsForDemosOnly) {
  for (const auto* number :
       {"619999199003071124", "619999198812310012", "619999197511052035", "619999200111208760", "61999919900300006X"}) {
    const bool exists = std::string_view(number) != "61999919900300006X";  // 1990-03-00 is no day
    EXPECT_EQ(demo(number).has_value(), exists) << number;
    if (exists) {
      EXPECT_EQ(real(IdType::resident_id, number).error(), IdFault::demo_number) << number;
    }
  }
  EXPECT_EQ(demo("11010519491231002X").error(), IdFault::real_number);
}

TEST(IdDocument, SaysWhatIsWrong) {
  const auto fault = [](std::string_view text) { return real(IdType::resident_id, text).error(); };
  EXPECT_EQ(fault(""), IdFault::empty);
  EXPECT_EQ(fault("6.10402E+17"), IdFault::spoiled_by_spreadsheet);
  EXPECT_EQ(fault("6.10402199003071E+17"), IdFault::spoiled_by_spreadsheet);
  EXPECT_EQ(fault("1101051949123100"), IdFault::too_short);
  EXPECT_EQ(fault("11010519491231002X1"), IdFault::too_long);
  EXPECT_EQ(fault("110105491231002"), IdFault::fifteen_digits);
  EXPECT_EQ(fault("1101051949123100AX"), IdFault::bad_character);
  EXPECT_EQ(fault("X1010519491231002X"), IdFault::bad_character);
  EXPECT_EQ(fault("990105194912310021"), IdFault::bad_province);
  EXPECT_EQ(fault("110105194913310021"), IdFault::bad_birth_date);
  EXPECT_EQ(fault("110105202712310021"), IdFault::birth_in_future);
  EXPECT_EQ(fault("110105194912310021"), IdFault::bad_check_digit);
}

TEST(IdDocument, TakesWhatPeopleType) {
  ASSERT_TRUE(real(IdType::resident_id, " 11010519491231002x "));
  EXPECT_EQ(real(IdType::resident_id, "１１０１０５１９４９１２３１００２Ｘ")->number(), "11010519491231002X");
}

TEST(IdDocument, KnowsTheOtherDocuments) {
  EXPECT_TRUE(real(IdType::hk_mo_residence_permit, "810000199001010019"));
  EXPECT_TRUE(real(IdType::hk_mo_residence_permit, "820000198512310029"));
  EXPECT_TRUE(real(IdType::tw_residence_permit, "830000199001010020"));
  EXPECT_TRUE(real(IdType::foreign_permanent_2023, "961840199001010017"));
  EXPECT_TRUE(real(IdType::foreign_permanent_2017, "CHN310082114132"));
  EXPECT_TRUE(real(IdType::hk_mo_travel_permit, "H12345678"));
  EXPECT_TRUE(real(IdType::tw_travel_permit, "12345678"));
  EXPECT_TRUE(real(IdType::passport, "E12345678"));
  EXPECT_EQ(real(IdType::tw_residence_permit, "810000199001010019").error(), IdFault::wrong_prefix);
  EXPECT_EQ(real(IdType::passport, "E1").error(), IdFault::bad_form);
  EXPECT_EQ(id_type_of_chinese("身份证"), IdType::resident_id);
  EXPECT_EQ(chinese(IdType::passport), "护照");
}

TEST(Phone, TakesWhatPeopleTypeAndMasksTheRest) {
  for (const auto* text : {"13812345678", "+86 138-1234-5678", "１３８１２３４５６７８", "8613812345678"}) {
    const auto phone = Phone::parse(text, Numbering::real);
    ASSERT_TRUE(phone) << text;
    EXPECT_EQ(phone->text(), "13812345678");
    EXPECT_EQ(phone->masked(), "138********");
  }
  const auto fault = [](std::string_view text) { return Phone::parse(text, Numbering::real).error(); };
  EXPECT_EQ(fault(""), PhoneFault::empty);
  EXPECT_EQ(fault("1381234567"), PhoneFault::too_short);
  EXPECT_EQ(fault("138123456789"), PhoneFault::too_long);
  EXPECT_EQ(fault("1.38E+10"), PhoneFault::not_digits);
  EXPECT_EQ(fault("02912345678"), PhoneFault::not_a_mobile);
  EXPECT_EQ(fault("12612345678"), PhoneFault::demo_number);
  EXPECT_EQ(Phone::parse("13812345678", Numbering::demo).error(), PhoneFault::real_number);
}

TEST(CreditCode, ChecksItsLastCharacter) {
  for (const auto* code : {"91350100M000100Y43", "91330100799655058B", "914403001922038216", "91440300708461136T"}) {
    const auto parsed = CreditCode::parse(code);
    ASSERT_TRUE(parsed) << code;
    EXPECT_TRUE(parsed->subject_checks()) << code;
    EXPECT_FALSE(parsed->of_union());
  }
  for (const auto* code : {"81610400MC0123450G", "81610402MC1000014D", "89610400MD0000016R"}) {
    ASSERT_TRUE(CreditCode::parse(code)) << code;
    EXPECT_TRUE(CreditCode::parse(code)->of_union());
  }
  EXPECT_EQ(CreditCode::parse("81610400MC0123450H").error(), CreditCodeFault::bad_check_digit);
  EXPECT_EQ(CreditCode::parse("81610400MC012345OG").error(), CreditCodeFault::bad_character);
  EXPECT_EQ(CreditCode::parse("81610400MC0123450").error(), CreditCodeFault::too_short);
  EXPECT_EQ(CreditCode::parse(" 81610400mc0123450g ")->text(), "81610400MC0123450G");
}

TEST(SheetDate, ReadsTheFormsThatSpreadsheetsWrite) {
  for (const auto* text :
       {"2026/7/5", "2026-07-05", "2026.7.5", "2026年7月5日", "20260705", "46208", "2026-07-05 00:00:00", "２０２６／７／５"}) {
    EXPECT_EQ(parse_sheet_date(text), (2026y / 7 / 5)) << text;
  }
  EXPECT_EQ(parse_sheet_date("1979/13/02").error(), DateFault::no_such_month);
  EXPECT_EQ(parse_sheet_date("2023-02-29").error(), DateFault::no_such_day);
  EXPECT_EQ(parse_sheet_date("去年").error(), DateFault::not_a_date);
  EXPECT_EQ(parse_sheet_date("2026/7").error(), DateFault::not_a_date);
  EXPECT_EQ(parse_sheet_date("").error(), DateFault::empty);
}

}  // namespace
}  // namespace unionhall
