#include "hall/members/changes.h"

#include <fmt/format.h>

#include "base/codes.h"
#include "base/names.h"
#include "hall/members/search.h"
#include "hall/orgs/orgs.h"
#include "hall/people/written_keys.h"

namespace unionhall::members {
namespace {

struct CodeField {
  std::string_view name;
  std::string people::Facts::*value;
  codes::Set set;
};
const CodeField code_fields[] = {
    {"ethnicity", &people::Facts::ethnicity, codes::ethnicity},
    {"education", &people::Facts::education, codes::education},
    {"politics", &people::Facts::politics, codes::politics},
    {"employment", &people::Facts::employment, codes::employment},
    {"skill", &people::Facts::skill, codes::skill},
    {"household_kind", &people::Facts::household_kind, codes::household_kind},
    {"migrant", &people::Facts::migrant, codes::yes_no},
};
struct TextField {
  std::string_view name;
  std::string people::Facts::*value;
};
constexpr TextField text_fields[] = {
    {"household_place", &people::Facts::household_place},
    {"native_place", &people::Facts::native_place},
    {"employer", &people::Facts::employer},
};
constexpr http::Form::TextLimits may_be_empty{.chars_min = 0, .chars_max = 100};

/// What a form may hold of a field: a text, "" or null to clear it, or nothing.
std::optional<std::string> given(http::Form& form, std::string_view field, http::Form::TextLimits limits) {
  if (form.mentions(field) && !form.has(field)) return "";
  return form.optional_text(field, limits);
}

void read_name(http::Form& form, Edit& edit) {
  const auto written = form.optional_text("name", {.chars_min = 1, .chars_max = 100});
  if (!written) return;
  const auto name = names::person_name(*written);
  if (!name) return form.fault("name", std::string(word(name.error())));
  auto& facts = edit.person.facts;
  if (*name == facts.name) return;
  edit.differences.push_back({"name", facts.name, *name});
  edit.found_no_more.add_name(edit.person.id, facts.name);
  edit.found_anew.add_name(edit.person.id, *name);
  facts.name = *name;
  edit.person.name_key = names::sort_key(*name);
  edit.member.name_key = edit.person.name_key;
  edit.name_differs = true;
}

void read_phone(http::Form& form, Edit& edit, const Hall& hall) {
  const auto written = given(form, "phone", {.chars_min = 0, .chars_max = 30});
  if (!written) return;
  const auto numbering = hall.settings.demo ? Numbering::demo : Numbering::real;
  std::optional<Phone> phone;
  if (!written->empty()) {
    const auto parsed = Phone::parse(*written, numbering);
    if (!parsed) return form.fault("phone", std::string(word(parsed.error())));
    phone = *parsed;
  }
  const auto before = people::open_phone(hall.keys, edit.before.person);
  if ((phone ? std::optional(phone->text()) : std::nullopt) == before) return;
  edit.differences.push_back({"phone", "", ""});
  people::add_phones(edit.found_no_more, edit.person.id, people::all_phone_keys_of(hall.keys, edit.before.person));
  edit.person.phone_sealed.reset();
  if (!phone) return;
  edit.person.phone_sealed = people::seal_phone(hall.keys, edit.person.id, phone->text());
  people::add_phones(edit.found_anew, edit.person.id, people::written_keys_of(hall.keys, *phone));
}

void read_facts(http::Form& form, Edit& edit) {
  auto& facts = edit.person.facts;
  const auto take = [&](std::string_view field, std::string& value, const std::string& now) {
    if (value == now) return;
    edit.differences.push_back({field, value, now});
    value = now;
  };
  for (const auto& field : code_fields) {
    const auto word = given(form, field.name, may_be_empty);
    if (!word) continue;
    if (!word->empty() && !codes::find_word(field.set, *word))
      form.fault(field.name, "unknown_word");
    else
      take(field.name, facts.*field.value, *word);
  }
  for (const auto& field : text_fields) {
    if (const auto text = given(form, field.name, may_be_empty)) take(field.name, facts.*field.value, *text);
  }
}

void read_membership(http::Form& form, Edit& edit, Date today) {
  auto& member = edit.member;
  if (const auto category = given(form, "category", may_be_empty); category && *category != member.category) {
    if (!category->empty() && !codes::find_word(codes::occupation_group, *category)) return form.fault("category", "unknown_word");
    edit.differences.push_back({"category", member.category, *category});
    member.category = *category;
    edit.member_differs = true;
  }
  const auto status = form.word<Status>("status", db::from_word<Status>, false);
  const auto day = form.optional_date("changed_on");
  const auto cause = given(form, "cause", may_be_empty);
  if (day && *day > today) form.fault("changed_on", "day_to_come");
  if (day && iso_date(*day) < member.joined_on) form.fault("changed_on", "day_before_joining", {{"day", member.joined_on}});
  if (cause && !cause->empty() && !codes::find_word(codes::change_cause, *cause)) form.fault("cause", "unknown_word");

  if (status && *status != member.status) {
    edit.differences.push_back({"status", std::string(db::word(member.status)), std::string(db::word(*status))});
    member.status = *status;
    member.changed_on = iso_date(day.value_or(today));
    member.change_cause = cause.value_or("");
    if (const auto kind = change_kind_of(*status); !kind.empty()) member.change_kind = kind;
    edit.member_differs = true;
    return;
  }
  // Without a step, the day and the cause of the last one are corrected.
  if (day && iso_date(*day) != member.changed_on) {
    edit.differences.push_back({"changed_on", member.changed_on, iso_date(*day)});
    member.changed_on = iso_date(*day);
    edit.member_differs = true;
  }
  if (cause && *cause != member.change_cause) {
    edit.differences.push_back({"cause", member.change_cause, *cause});
    member.change_cause = *cause;
    edit.member_differs = true;
  }
}

bool of_membership(std::string_view field) { return field == "status" || field == "category" || field == "changed_on" || field == "cause"; }

void write_history(db::Session& db, Hall& hall, const Edit& edit, AccountId by, SourceId source) {
  std::vector<Happened> events;
  for (const auto& difference : edit.differences) {
    const bool step = difference.field == "status";
    events.push_back({.member = edit.member.id,
                      .what = step ? "status" : "field",
                      .field = step ? "" : std::string(difference.field),
                      .value_from = difference.from,
                      .value_to = difference.to,
                      .cause = step ? edit.member.change_cause : "",
                      .by = by,
                      .source = source});
    const auto subject = of_membership(difference.field) ? edit.member.id.value : edit.person.id.value;
    sources::set_field(db, subject, difference.field, source);
  }
  remember(db, hall, events, hall.clock.now());
}

}  // namespace

Edit read_edit(http::Form& form, const store::Record& before, const Hall& hall) {
  Edit edit{.before = before,
            .member = before.member,
            .person = {.id = before.person.id,
                       .facts = before.person.facts,
                       .name_key = before.member.name_key,
                       .id_sealed = before.person.id_sealed,
                       .phone_sealed = before.person.phone_sealed}};
  read_name(form, edit);
  read_phone(form, edit, hall);
  read_facts(form, edit);
  edit.person_differs = !edit.differences.empty();
  read_membership(form, edit, beijing_date(hall.clock.now()));
  edit.found_no_more.sort();
  edit.found_anew.sort();
  return edit;
}

std::optional<std::string> value_of(const store::Record& record, std::string_view field, const crypto::Keyring& keys) {
  if (field == "category") return record.member.category;
  if (field == "phone") return people::open_phone(keys, record.person).value_or("");
  auto facts = record.person.facts;
  const auto* fact = fact_of(facts, field);
  return fact ? std::optional(*fact) : std::nullopt;
}

std::string* fact_of(people::Facts& facts, std::string_view field) {
  if (field == "name") return &facts.name;
  for (const auto& one : code_fields) {
    if (one.name == field) return &(facts.*one.value);
  }
  for (const auto& one : text_fields) {
    if (one.name == field) return &(facts.*one.value);
  }
  return nullptr;
}

sources::Source said_by(db::Session& db, Hall& hall, AccountId account) {
  const auto name = db.first<std::string>("SELECT name FROM accounts WHERE id = :id", account).value_or("");
  return {.id = hall.ids.next<Source>(),
          .kind = sources::Kind::officer,
          .import_id = {},
          .department = "",
          .account = account,
          .label = name,
          .recorded_on = beijing_date(hall.clock.now())};
}

Result<void, Refusal> apply(db::Session& db, Hall& hall, const Edit& edit, const ChangedBy& by, const sources::Source& source) {
  const auto now = hall.clock.now();
  const auto& before = edit.before;
  // Both rows are looked at again: an officer who saw neither change of another must not undo one of them.
  const auto current = store::find(db, before.member.id);
  if (!current || current->version() != before.version()) return std::unexpected(Refusal::changed_meanwhile);
  if (const auto step = check_step(before.member.status, edit.member.status); !step) return step;
  if (!case_of_step(before.member.status, edit.member.status).empty()) return std::unexpected(Refusal::by_case);
  if (!alive(before.member.status) && alive(edit.member.status) && store::alive_elsewhere(db, edit.person.id, edit.member.id)) {
    return std::unexpected(Refusal::alive_elsewhere);
  }
  if (!alive(before.member.status) && alive(edit.member.status) && !orgs::active(db, {edit.member.org})) {
    return std::unexpected(Refusal::union_dissolved);
  }

  sources::add(db, hall.ids.region(), source);
  if (edit.person_differs && !people::change(db, before.person, edit.person, now)) {
    return std::unexpected(Refusal::changed_meanwhile);
  }
  if (edit.member_differs && !change(db, before.member, edit.member, now)) return std::unexpected(Refusal::changed_meanwhile);
  if (edit.name_differs) store::rename(db, edit.person.id, edit.person.name_key);
  people::remove_search_rows(db, edit.found_no_more);
  people::add_search_rows(db, edit.found_anew);

  if (edit.member_differs) {
    figures::Deltas deltas;
    count(deltas, before.member, before.person.facts.sex, before.person.facts.birth_month, -1);
    count(deltas, edit.member, before.person.facts.sex, before.person.facts.birth_month, 1);
    figures::record(db, hall, deltas);
  }
  write_history(db, hall, edit, by.account, source.id);
  std::vector<std::string_view> fields;
  for (const auto& difference : edit.differences) fields.push_back(difference.field);
  audit::record(db, hall,
                {.actor = by.account,
                 .role = by.role,
                 .what = "change",
                 .subject_kind = "member",
                 .subject = edit.member.id.value,
                 .org = edit.member.org,
                 .detail = fmt::format("{}", fmt::join(fields, " ")),
                 .request = by.request});
  return {};
}

}  // namespace unionhall::members
