#include "hall/cases/tasks.h"

#include <fmt/format.h>

#include <algorithm>

#include "hall/cases/store.h"
#include "hall/figures/figures.h"
#include "hall/orgs/orgs.h"

namespace unionhall::cases::tasks {
namespace {

constexpr int late_again_days = 3;  // working days until a late task goes up once more; setting

/// The union's own path and those of all above it.
db::Words paths_up(std::string_view path) {
  db::Words paths;
  for (auto length = orgs::path_width; length <= path.size(); length += orgs::path_width) paths.values.emplace_back(path.substr(0, length));
  return paths;
}

OrgId org_of(db::Session& db, const Case& one, Party party) {
  switch (party) {
    case Party::addressed:
      return one.org;
    case Party::second:
      return types().find(one.type)->second->second(db, one);
    case Party::above: {
      const auto org = orgs::find(db, one.org);
      return org && org->parent ? org->parent : one.org;
    }
    case Party::applicant:
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

Task opened(db::Session& db, Hall& hall, const Case& one, const Hold& hold, const calendar::Calendar& days, Instant now) {
  Task task{.id = hall.ids.next<struct CaseTaskTag>(),
            .of = one.id,
            .state = one.state,
            .party = hold.party,
            .org = {},
            .first_org = {},
            .desk = std::string(hold.desk),
            .since = now,
            .days = days_of(hall, one.type, one.state, hold.due.days),
            .counted = hold.due.counted,
            .due_on = {}};
  const auto due = days.due(beijing_date(now), static_cast<int>(task.days), task.counted);
  task.due_on = due.day;
  task.provisional = due.provisional;
  if (hold.party != Party::applicant) {
    task.first_org = org_of(db, one, hold.party);
    task.org = nearest_staffed(db, one, hold.party, *task.first_org, task.desk, now);
  }
  return task;
}

}  // namespace

Instant end_of(const Task& task) { return beijing_midnight(std::chrono::sys_days(task.due_on) + std::chrono::days{1}); }

Instant next_moment(const Task& task, const calendar::Calendar& days, Date today) {
  const auto end = end_of(task);
  switch (task.reminders) {
    case 0:
      return task.since + (end - task.since) / 2;
    case 1:
      return task.since + (end - task.since) / 5 * 4;
    case 2:
      return end;
    default: {
      const auto again = days.due(today, late_again_days, calendar::Count::working_days).day;
      return beijing_midnight(std::chrono::sys_days(again) + std::chrono::days{1});
    }
  }
}

OrgId nearest_staffed(db::Session& db, const Case& one, Party party, OrgId org, std::string_view desk, Instant now) {
  return store::lowest_staffed(db, paths_up(orgs::path_of(db, org)), desk, passed_over(one, party), now).value_or(org);
}

OrgId nearest_above(db::Session& db, const Case& one, Party party, OrgId org, std::string_view desk, Instant now) {
  const auto path = orgs::path_of(db, org);
  if (path.size() <= orgs::path_width) return org;
  const auto above = std::string_view(path).substr(0, path.size() - orgs::path_width);
  return store::lowest_staffed(db, paths_up(above), desk, passed_over(one, party), now).value_or(org);
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
  std::vector<Party> kept;
  for (const auto& task : before) {
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
    store::add_task(db, now_in, task, next_moment(task, days, beijing_date(now)));
  }
}

void count(db::Session& db, Hall& hall, const Case& one, std::int64_t by) {
  figures::Deltas deltas;
  deltas.add(one.org, fmt::format("cases.{}.{}", one.type, one.state), by);
  figures::record(db, hall, deltas);
}

}  // namespace unionhall::cases::tasks
