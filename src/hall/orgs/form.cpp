#include "hall/orgs/form.h"

#include <algorithm>

#include "base/credit_code.h"
#include "base/divisions.h"
#include "base/names.h"
#include "base/text.h"

namespace unionhall::orgs {
namespace {

std::string_view word_of(CreditCodeFault fault) {
  switch (fault) {
    case CreditCodeFault::empty:
    case CreditCodeFault::too_short:
      return "credit_code_too_short";
    case CreditCodeFault::too_long:
      return "credit_code_too_long";
    case CreditCodeFault::bad_character:
      return "credit_code_character";
    case CreditCodeFault::bad_check_digit:
      return "credit_code_check";
    case CreditCodeFault::spoiled_by_spreadsheet:
      return "credit_code_spoiled";
  }
  std::unreachable();
}

/// Reads the fields of one form, each over what was there before.
class Reader {
 public:
  explicit Reader(http::Form& form) : form_(form) {}

  void text(std::string_view field, std::string& value, std::size_t chars_max) {
    if (cleared(field)) return value.clear();
    const auto given = form_.text_or(field, value, {.chars_min = 0, .chars_max = chars_max});
    value = text::folded(given).value_or(given);
  }

  void code(std::string_view field, std::string& value, codes::Set set) {
    if (cleared(field)) return value.clear();
    const auto given = form_.text_or(field, value, {.chars_min = 0, .chars_max = 60});
    if (!given.empty() && given != value && !codes::find_word(set, given)) form_.fault(field, "unknown_word");
    value = given;
  }

  /// Six digits are a county or district, written as twelve.
  void division(std::string_view field, std::string& value) {
    if (cleared(field)) return value.clear();
    const auto given = form_.text_or(field, value, {.chars_min = 0, .chars_max = 12});
    if (given.empty()) return value.clear();
    if (given == value) return;
    const bool digits = std::ranges::all_of(given, [](char c) { return c >= '0' && c <= '9'; });
    if (!digits || (given.size() != 6 && given.size() != 12)) return form_.fault(field, "division_digits");
    if (auto known = divisions::parse(given, "")) {
      value = *std::move(known);
    } else {
      form_.fault(field, "division_unknown");
    }
  }

  /// Nothing when it was left empty or is wrong.
  std::optional<CreditCode> credit_code(std::string_view field) {
    const auto given = form_.optional_text(field, {.chars_min = 1, .chars_max = 30});
    if (!given) return std::nullopt;
    const auto code = CreditCode::parse(*given);
    if (code) return *code;
    form_.fault(field, std::string(word_of(code.error())));
    return std::nullopt;
  }

  void date(std::string_view field, std::optional<Date>& value) {
    if (form_.mentions(field)) value = form_.optional_date(field);
  }

  bool cleared(std::string_view field) const { return form_.mentions(field) && !form_.has(field); }

 private:
  http::Form& form_;
};

}  // namespace

Facts read_facts(http::Form& form, Facts facts) {
  Reader read(form);
  if (facts.name.empty() || form.mentions("name")) {
    const auto name = form.text("name", {.chars_min = 1, .chars_max = names::union_chars_max});
    facts.name = text::folded(name).value_or(name);
  }
  read.text("short_name", facts.short_name, 40);
  read.code("kind", facts.kind, codes::union_kind);
  read.division("division", facts.division);
  if (form.mentions("credit_code")) {
    const auto code = read.credit_code("credit_code");
    if (code && !code->of_union()) form.fault("credit_code", "credit_code_not_a_union");
    facts.credit_code = code ? std::optional(code->text()) : std::nullopt;
  }
  read.date("founded_on", facts.founded_on);
  facts.term_no = form.integer_or("term_no", facts.term_no, 0, 99);
  read.date("term_start", facts.term_start_on);
  facts.term_years = form.integer_or("term_years", facts.term_years, 0, 5);
  if (facts.term_years != 0 && facts.term_years != 3 && facts.term_years != 5)
    form.fault("term_years", "term_years");  // 工会法 (2021) Art. 16
  read.text("chair", facts.chair, names::person_chars_max);
  read.text("phone", facts.phone, 30);
  read.text("employer", facts.employer, 100);
  if (form.mentions("employer_credit_code")) {
    const auto code = read.credit_code("employer_credit_code");
    facts.employer_code = code ? code->text() : "";
  }
  read.text("employer_address", facts.employer_address, 200);
  read.code("employer_nature", facts.employer_nature, codes::unit_nature);
  read.code("employer_economy", facts.employer_economy, codes::economy);
  read.code("employer_industry", facts.employer_industry, codes::industry);
  if (form.mentions("employees")) {
    facts.employees = form.has("employees") ? std::optional(form.integer("employees", 0, 10'000'000)) : std::nullopt;
  }
  return facts;
}

}  // namespace unionhall::orgs
