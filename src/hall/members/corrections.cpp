#include "hall/members/corrections.h"

#include <memory>

#include "hall/members/changes.h"

namespace unionhall::members {
namespace {

/// What she may speak of: not her document, sex and birth, which her document says, nor where her membership stands, which is asked for
/// by a case of its own.
constexpr std::string_view fields[] = {"name",  "phone",   "category",       "ethnicity",       "education",    "politics", "employment",
                                       "skill", "migrant", "household_kind", "household_place", "native_place", "employer"};

http::json::object only_fields(const http::Form& form) {
  http::json::object kept;
  for (const auto field : fields) {
    if (const auto* value = form.raw(field)) kept[field] = *value;
  }
  return kept;
}

}  // namespace

Wanted read_corrections(http::Form& form, MemberId member, Hall& hall) {
  const auto record = hall.db.read([&](db::Session& db) { return store::find(db, member); });
  if (!record) return {};
  (void)read_edit(form, *record, hall);  // its faults are the form's
  http::Form own(only_fields(form));
  const auto edit = read_edit(own, *record, hall);
  Wanted wanted;
  for (const auto& difference : edit.differences) {
    // The phone's digits are in no difference.
    const bool sealed = difference.field == "phone";
    wanted.emplace(difference.field, sealed ? own.text_or("phone", "", {.chars_min = 0, .chars_max = 30}) : difference.to);
  }
  return wanted;
}

std::string value_now(db::Session& db, const Hall& hall, MemberId member, std::string_view field) {
  const auto record = store::find(db, member);
  if (!record) return "";
  if (field == "phone") return people::masked_phone(hall.keys, record->person.id, record->person.phone_sealed);
  return value_of(*record, field, hall.keys).value_or("");
}

std::function<Result<void, Refusal>(db::Session&)> correction_of(Hall& hall, MemberId member, const Wanted& wanted, AccountId account) {
  http::json::object given;
  for (const auto& [field, value] : wanted) given[field] = value;
  const auto record = hall.db.read([&](db::Session& db) { return store::find(db, member); });
  if (!record) return [](db::Session&) -> Result<void, Refusal> { return std::unexpected(Refusal::not_found); };

  http::Form form(std::move(given));
  auto edit = std::make_shared<const Edit>(read_edit(form, *record, hall));
  // It was right when she wrote it; what a later version of the program no longer takes is not written.
  if (form.problem()) return [](db::Session&) -> Result<void, Refusal> { return std::unexpected(Refusal::changed_meanwhile); };
  const sources::Source source{.id = hall.ids.next<Source>(),
                               .kind = sources::Kind::member,
                               .import_id = {},
                               .department = "",
                               .account = account ? std::optional(account) : std::nullopt,
                               .label = record->person.facts.name,
                               .recorded_on = beijing_date(hall.clock.now())};
  return [&hall, edit, source](db::Session& db) -> Result<void, Refusal> {
    if (edit->differences.empty()) return {};
    return apply(db, hall, *edit, {}, source);
  };
}

}  // namespace unionhall::members
