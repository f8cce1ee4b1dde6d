#include "hall/cases/tasks.h"

#include <fmt/format.h>

#include <algorithm>

#include "hall/cases/store.h"
#include "hall/figures/figures.h"
#include "hall/orgs/orgs.h"

namespace unionhall::cases::tasks {
namespace {

constexpr int late_again_days = 3;  // working days until a late task goes up once more; setting
constexpr std::chrono::hours late_again_by_the_clock{2};

/// The union's own path and those of all above it, but for one that is passed over.
db::Words paths_up(std::string_view path, std::string_view but_not = "") {
  db::Words paths;
  for (auto length = orgs::path_width; length <= path.size(); length += orgs::path_width) {
    if (const auto above = path.substr(0, length); above != but_not) paths.values.emplace_back(above);
  }
  return paths;
}

/// What the track calls the steps of whoever was asked, and the coming of a case to another.
db::Words words_of_the_asked(const Case& one) {
  db::Words words{{"handed_over", "given_back"}};
  for (const auto& step : rules_of(one).steps) {
    if (step.by == Party::addressed) words.values.emplace_back(step.word);
  }
  return words;
}

/// Who looks again at what `decided` said: the union above it; where there is none, one of those right below where somebody works,
/// drawn by the case, and none that must not know of it.
OrgId reviewer_of(db::Session& db, const Case& one, OrgId decided, std::string_view desk, Instant now) {
  const auto org = orgs::find(db, decided);
  if (org && org->parent) return org->parent;
  std::vector<OrgId> peers;
  for (const auto peer : store::below(db, decided)) {
    const auto path = orgs::path_of(db, peer);
    const bool may_know = !one.hidden_from || !path.starts_with(orgs::path_of(db, *one.hidden_from));
    if (may_know && store::lowest_staffed(db, {{path}}, desk, one.applicant, now)) peers.push_back(peer);
  }
  return peers.empty() ? decided : peers[static_cast<std::size_t>(one.id.value) % peers.size()];
}

OrgId org_of(db::Session& db, const Case& one, Party party, std::string_view desk, Instant now) {
  switch (party) {
    case Party::addressed:
      return one.org;
    case Party::second:
      return types().find(one.type)->second->second(db, one);
    case Party::above: {
      if (rules_of(one).impartial) return reviewer_of(db, one, decided_by(db, one), desk, now);
      const auto org = orgs::find(db, one.org);
      return org && org->parent ? org->parent : one.org;
    }
    case Party::applicant:
    case Party::helper:
    case Party::clock:
      break;
  }
  std::unreachable();
}

/// Where a second pair of eyes is asked for, the first is as good as nobody.
std::optional<AccountId> passed_over(const Case& one, Party party) {
  const bool second_eyes = std::ranges::any_of(steps_from(rules_of(one), one.state),
                                               [&](const Step* step) { return step->by == party && step->eyes == Eyes::second; });
  return second_eyes ? std::optional(one.filed_by) : one.applicant;
}

/// The union that does not look again at what it said itself; empty: no such.
std::string barred_path(db::Session& db, const Case& one, Party party) {
  return party == Party::above && rules_of(one).impartial ? orgs::path_of(db, decided_by(db, one)) : "";
}

/// How long, and from when: as its form says where the type leaves it to that, else as the table and the hall's settings do.
Allowed allowed(db::Session& db, const Hall& hall, const Case& one, const Hold& hold, Instant now) {
  if (const auto& by_form = types().find(one.type)->second->allowed) {
    if (const auto said = by_form(db, hall, one, hold.party)) return *said;
  }
  auto due = hold.due;
  due.days = days_of(hall, one.type, one.state, due.days);
  return {due, now};
}

void set_due(Task& task, const Allowed& allowed, const calendar::Calendar& days) {
  task.days = allowed.due.days;
  task.counted = allowed.due.counted;
  if (allowed.due.hours > 0) {
    task.due_at = allowed.from + std::chrono::hours{allowed.due.hours};
    task.due_on = beijing_date(*task.due_at);
    return;
  }
  const auto due = days.due(beijing_date(allowed.from), allowed.due.days, allowed.due.counted);
  task.due_on = due.day;
  task.provisional = due.provisional;
}

Task opened(db::Session& db, Hall& hall, const Case& one, const Hold& hold, const calendar::Calendar& days, Instant now) {
  Task task{.id = hall.ids.next<struct CaseTaskTag>(),
            .of = one.id,
            .state = one.state,
            .party = hold.party,
            .org = {},
            .first_org = {},
            .desk = std::string(hold.desk),
            .since = now,
            .due_on = {}};
  set_due(task, allowed(db, hall, one, hold, now), days);
  if (hold.party != Party::applicant) {
    task.first_org = org_of(db, one, hold.party, hold.desk, now);
    task.org = nearest_staffed(db, one, hold.party, *task.first_org, task.desk, now);
  }
  return task;
}

}  // namespace

OrgId decided_by(db::Session& db, const Case& one) { return store::last_hand(db, one.id, words_of_the_asked(one)).value_or(one.org); }

bool spoke_before(db::Session& db, const Case& one, AccountId account, OrgId org) {
  return org == decided_by(db, one) || store::has_acted(db, one.id, words_of_the_asked(one), account);
}

Instant end_of(const Task& task) {
  if (task.due_at) return *task.due_at;
  return beijing_midnight(std::chrono::sys_days(task.due_on) + std::chrono::days{1});
}

Instant next_moment(const Task& task, const calendar::Calendar& days, Instant now) {
  const auto end = end_of(task);
  switch (task.reminders) {
    case 0:
      return task.since + (end - task.since) / 2;
    case 1:
      return task.since + (end - task.since) / 5 * 4;
    case 2:
      return end;
    default: {
      if (task.due_at) return now + late_again_by_the_clock;
      const auto again = days.due(beijing_date(now), late_again_days, calendar::Count::working_days).day;
      return beijing_midnight(std::chrono::sys_days(again) + std::chrono::days{1});
    }
  }
}

void reckon(db::Session& db, const Hall& hall, const Case& one, Task& task, const calendar::Calendar& days) {
  const auto& holds = find_state(rules_of(one), one.state)->held_by;
  const auto hold = std::ranges::find(holds, task.party, &Hold::party);
  auto from_when = hold == holds.end() ? Allowed{{}, task.since} : allowed(db, hall, one, *hold, task.since);
  from_when.due.days = static_cast<int>(task.days);
  from_when.due.counted = task.counted;
  set_due(task, from_when, days);
}

OrgId nearest_staffed(db::Session& db, const Case& one, Party party, OrgId org, std::string_view desk, Instant now) {
  const auto paths = paths_up(orgs::path_of(db, org), barred_path(db, one, party));
  return store::lowest_staffed(db, paths, desk, passed_over(one, party), now).value_or(org);
}

OrgId nearest_above(db::Session& db, const Case& one, Party party, OrgId org, std::string_view desk, Instant now) {
  const auto path = orgs::path_of(db, org);
  if (path.size() <= orgs::path_width) return org;
  const auto above = std::string_view(path).substr(0, path.size() - orgs::path_width);
  const auto paths = paths_up(above, barred_path(db, one, party));
  return store::lowest_staffed(db, paths, desk, passed_over(one, party), now).value_or(org);
}

/// Whether the same is awaited of whom it was awaited of: another's answer made two into one. Back in the same state a party begins
/// anew, for it was answered; as it does where it has other days for something else.
bool still_awaited(const Case& now_in, const Task& task, const std::vector<Hold>& holds) {
  if (task.state == now_in.state) return false;
  const auto hold = std::ranges::find(holds, task.party, &Hold::party);
  if (hold == holds.end()) return false;
  const auto* was_in = find_state(rules_of(now_in), task.state);
  const auto had = std::ranges::find(was_in->held_by, task.party, &Hold::party);
  return had != was_in->held_by.end() && had->desk == hold->desk && had->due == hold->due;
}

void change_hands(db::Session& db, Hall& hall, const Case& now_in, const std::vector<Task>& before, Instant now) {
  const auto& holds = find_state(rules_of(now_in), now_in.state)->held_by;
  const bool union_goes_on = std::ranges::find(holds, Party::addressed, &Hold::party) != holds.end();
  std::vector<Party> kept;
  for (const auto& task : before) {
    if (task.party == Party::helper && union_goes_on) continue;  // until she has helped, or it is answered without her
    if (still_awaited(now_in, task, holds)) {
      store::rename_task(db, task.id, now_in.state);
      kept.push_back(task.party);
    } else {
      store::finish_task(db, task.id, now);
    }
  }
  const auto days = calendar::load(db);
  for (const auto& hold : holds) {
    if (std::ranges::find(kept, hold.party) != kept.end()) continue;
    auto task = opened(db, hall, now_in, hold, days, now);
    // What was handed over goes on there.
    const auto had = std::ranges::find_if(before, [&](const Task& one) {
      return one.party == hold.party && one.desk == hold.desk && one.state != now_in.state && one.levels_up == 0;
    });
    if (had != before.end() && had->org) task.org = had->org;
    store::add_task(db, now_in, task, next_moment(task, days, now));
  }
}

void count(db::Session& db, Hall& hall, const Case& one, std::int64_t by) {
  figures::Deltas deltas;
  deltas.add(one.org, fmt::format("cases.{}.{}", one.type, one.state), by);
  figures::record(db, hall, deltas);
}

}  // namespace unionhall::cases::tasks
