// Somebody on record changes: her row, her membership, her history, and where each field comes from.
#include "hall/sources/sources.h"
#include "services/roster/member_slice.h"

namespace unionhall::roster {
namespace {

/// A field's value for the history; nothing for what is sealed.
std::string value_of(const people::Facts& facts, std::string_view field) {
  std::string value;
  boost::mp11::mp_for_each<boost::describe::describe_members<people::Facts, boost::describe::mod_public>>([&](auto member) {
    if constexpr (std::is_same_v<std::remove_cvref_t<decltype(facts.*member.pointer)>, std::string>) {
      if (field == member.name) value = facts.*member.pointer;
    }
  });
  if (field == "sex") value = db::word(facts.sex);
  if (field == "birth_month") value = std::to_string(facts.birth_month);
  return value;
}

}  // namespace

void describe(Change& change, SourceId source) {
  const auto say = [&](std::string what, std::string field, std::string from, std::string to, std::string cause = {}) {
    change.events.push_back({.member = change.told_of,
                             .what = std::move(what),
                             .field = std::move(field),
                             .value_from = std::move(from),
                             .value_to = std::move(to),
                             .cause = std::move(cause),
                             .by = {},
                             .source = source});
  };
  if (change.told_of) {
    for (const auto& field : change.person_fields) {
      say("field", field, value_of(change.person_before.facts, field), value_of(change.person_after.facts, field));
    }
  }
  if (!change.member_before || !change.member_after) return;

  const auto& before = *change.member_before;
  const auto& after = *change.member_after;
  if (before.status != after.status) {
    say("status", "", std::string(db::word(before.status)), std::string(db::word(after.status)), after.change_cause);
    change.member_fields.emplace_back("status");
  }
  const auto compare = [&](const char* field, const std::string& from, const std::string& to) {
    if (from == to) return;
    change.member_fields.emplace_back(field);
    if (before.status == after.status) say("field", field, from, to);
  };
  compare("category", before.category, after.category);
  compare("joined_on", before.joined_on, after.joined_on);
  compare("changed_on", before.changed_on, after.changed_on);
}

bool write_change(db::Session& db, Hall& hall, const imports::Task& task, const Change& change) {
  if (change.hidden && !cases::hidden::give_way(db, hall, *change.hidden, change.member_after->org, task.source, task.now)) return false;
  if (change.begins_anew) {
    if (!people::begin_anew(db, change.person_before, change.person_after, task.source, task.now)) return false;
  } else if (change.person_changes && !people::change(db, change.person_before, change.person_after, task.now)) {
    return false;
  }
  if (change.member_before) {
    if (!members::change(db, *change.member_before, *change.member_after, task.now)) return false;
  } else if (change.member_after) {
    if (!members::add(db, {*change.member_after}, hall.ids.region(), task.now)) return false;
  }
  remember_before(db, task.id, change.image);
  for (const auto& field : change.person_fields) sources::set_field(db, change.person_before.id.value, field, task.source);
  for (const auto& field : change.member_fields) sources::set_field(db, change.member_before->id.value, field, task.source);
  if (!change.events.empty()) members::remember(db, hall, change.events, task.now);
  people::remove_search_rows(db, change.search_before);
  people::add_search_rows(db, change.search_after);
  return true;
}

}  // namespace unionhall::roster
