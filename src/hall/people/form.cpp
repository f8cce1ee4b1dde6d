#include "hall/people/form.h"

#include <utility>

namespace unionhall::people {
namespace {

/// The form's word for what is wrong with a document's number.
std::string_view code_of(IdFault fault) {
  switch (fault) {
    case IdFault::empty:
      return "required";
    case IdFault::spoiled_by_spreadsheet:
    case IdFault::bad_character:
      return "id_bad_character";
    case IdFault::too_short:
      return "id_too_short";
    case IdFault::too_long:
      return "id_too_long";
    case IdFault::fifteen_digits:
      return "id_fifteen_digits";
    case IdFault::bad_province:
    case IdFault::bad_check_digit:
      return "id_mistyped";
    case IdFault::bad_birth_date:
    case IdFault::birth_in_future:
      return "id_bad_birth_date";
    case IdFault::wrong_prefix:
    case IdFault::bad_form:
      return "id_other_document";
    case IdFault::demo_number:
      return "id_demo_number";
    case IdFault::real_number:
      return "id_real_number";
  }
  std::unreachable();
}

}  // namespace

std::optional<IdDocument> document_in(http::Form& form, const Hall& hall, IdType otherwise) {
  const auto type = form.has("id_type") ? form.word<IdType>("id_type", db::from_word<IdType>) : std::optional(otherwise);
  const auto number = form.text("id_number", {.chars_min = 1, .chars_max = 30});
  if (!type || number.empty()) return std::nullopt;
  const auto numbering = hall.settings.demo ? Numbering::demo : Numbering::real;
  auto document = IdDocument::parse(*type, number, numbering, beijing_date(hall.clock.now()));
  if (document) return *std::move(document);
  form.fault("id_number", std::string(code_of(document.error())));
  return std::nullopt;
}

Sex sex_of(const IdDocument& document) {
  if (!document.sex()) return Sex::unknown;
  return *document.sex() == 'm' ? Sex::male : Sex::female;
}

std::int64_t birth_month_of(const IdDocument& document) {
  if (!document.birth()) return 0;
  return static_cast<int>(document.birth()->year()) * 100 + static_cast<unsigned>(document.birth()->month());
}

}  // namespace unionhall::people
