// Unions that help another with a case (协办): each has a task of its own, and decides nothing.
#include <algorithm>

#include "hall/audit/audit.h"
#include "hall/cases/store.h"
#include "hall/cases/tasks.h"
#include "hall/cases/telling.h"
#include "hall/orgs/orgs.h"

namespace unionhall::cases {
namespace {

constexpr std::size_t helpers_most = 5;

bool may_be_asked(db::Session& db, const Case& of, OrgId whom) {
  const auto target = orgs::find(db, whom);
  if (!target || target->state != orgs::State::active) return false;
  return !of.hidden_from || !target->path.starts_with(orgs::path_of(db, *of.hidden_from));
}

}  // namespace

Result<CaseId, Problem> ask_help(db::Session& db, Hall& hall, const Case& of, const HelpAsked& asked, const By& by, Instant now) {
  const auto open = store::tasks_of(db, of.id);
  const bool has_it = std::ranges::any_of(open, [&](const Task& task) { return task.org == asked.from; });
  if (has_it || !may_be_asked(db, of, asked.from)) return std::unexpected(problem_for(Refusal::not_handed_over));
  if (std::ranges::count(open, Party::helper, &Task::party) >= static_cast<std::ptrdiff_t>(helpers_most)) {
    return std::unexpected(problem_for(Refusal::enough_helpers));
  }
  if (!store::move(db, of, of.org, of.state, of.outcome, now)) return std::unexpected(problem_for(Refusal::changed_meanwhile));

  const auto days = calendar::load(db);
  Task task{.id = hall.ids.next<struct CaseTaskTag>(),
            .of = of.id,
            .state = of.state,
            .party = Party::helper,
            .org = tasks::nearest_staffed(db, of, Party::helper, asked.from, asked.desk, now),
            .first_org = asked.from,
            .desk = std::string(asked.desk),
            .since = now,
            .days = asked.days,
            .due_on = {}};
  const auto due = days.due(beijing_date(now), asked.days, task.counted);
  task.due_on = due.day;
  task.provisional = due.provisional;
  store::add_task(db, of, task, tasks::next_moment(task, days, now));
  auto to = by;
  to.org = asked.from;
  const auto event = record(db, hall, of, Audience::inside, "help_asked", asked.note, to, now);
  telling::officers(db, hall, of, task, "help_asked", event, now);
  return of.id;
}

Result<CaseId, Problem> help(db::Session& db, Hall& hall, const Case& of, const Task& task, std::string_view note, const By& by,
                             Instant now) {
  if (!store::move(db, of, of.org, of.state, of.outcome, now)) return std::unexpected(problem_for(Refusal::changed_meanwhile));
  store::finish_task(db, task.id, now);
  const auto event = record(db, hall, of, Audience::inside, "helped", note, by, now);
  for (const auto& open : store::tasks_of(db, of.id)) {
    if (open.party == Party::addressed) telling::officers(db, hall, of, open, "helped", event, now);
  }
  return of.id;
}

}  // namespace unionhall::cases
