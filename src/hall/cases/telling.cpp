#include "hall/cases/telling.h"

#include <fmt/format.h>

#include <algorithm>

#include "hall/accounts/accounts.h"
#include "hall/cases/store.h"
#include "hall/notices/notices.h"

namespace unionhall::cases::telling {
namespace {

constexpr std::int64_t counted_most = 1000;

/// Whoever asked, or whom it is about where a union did.
std::vector<AccountId> whom(db::Session& db, const Case& one) {
  if (one.applicant) return {*one.applicant};
  if (!one.person) return {};
  return accounts::of_person(db, *one.person);
}

std::string key_of(const Case& one) {
  const auto own = fmt::format("{}.{}", one.type, one.state);
  return http::Texts::global().has(fmt::format("notices.{}.title", own)) ? own : "cases.moved";
}

notices::Message message(db::Session& db, const Case& one, std::string key, EventId event) {
  const auto names = store::org_names(db, {one.org});
  return {.key = std::move(key),
          .params = {{"number", one.number}, {"union", names.contains(one.org) ? names.at(one.org) : ""}},
          .case_id = one.id.value,
          .event = event.value};
}

bool is_her_turn(const Case& one) {
  const auto* state = find_state(rules_of(one), one.state);
  return std::ranges::any_of(state->held_by, [](const Hold& hold) { return hold.party == Party::applicant; });
}

}  // namespace

void moved(db::Session& db, Hall& hall, const Case& after, const By& by, EventId event, Instant now) {
  if (by.party == Party::applicant) return;
  auto told = message(db, after, key_of(after), event);
  const bool ended = !after.outcome.empty();
  if (ended || is_her_turn(after)) told.text = notices::Message::Text::once;
  told.must_be_told = is_her_turn(after);  // what she does not answer lapses
  for (const auto account : whom(db, after)) notices::tell(db, hall, account, told, now);
}

void said(db::Session& db, Hall& hall, const Case& of, const By& by, EventId event, Instant now) {
  if (by.party != Party::applicant) {
    for (const auto account : whom(db, of)) notices::tell(db, hall, account, message(db, of, "cases.said_to_you", event), now);
    return;
  }
  for (const auto& task : store::tasks_of(db, of.id)) {
    if (task.org) officers(db, hall, of, task, "said_by_her", event, now);
  }
}

void officers(db::Session& db, Hall& hall, const Case& one, const Task& task, std::string_view what, EventId event, Instant now) {
  if (!task.org) return;
  notices::tell_officers(db, hall, *task.org, task.desk, message(db, one, fmt::format("cases.{}", what), event), now);
}

std::vector<std::pair<std::string, std::int64_t>> counts(db::Session& db, const access::Role& role, Instant now) {
  const store::Inbox all{.org = role.org, .within = "", .desk = std::string(desk_of(role)), .type = "", .state = "", .late_on = ""};
  auto late = all;
  late.late_on = iso_date(beijing_date(now));
  late.now = now;
  return {{"cases.inbox", store::count_inbox(db, all, counted_most)}, {"cases.overdue", store::count_inbox(db, late, counted_most)}};
}

}  // namespace unionhall::cases::telling
