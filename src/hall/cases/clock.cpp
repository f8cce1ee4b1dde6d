// What time does to a case.
#include <algorithm>

#include "hall/audit/audit.h"
#include "hall/cases/store.h"
#include "hall/cases/tasks.h"
#include "hall/cases/telling.h"

namespace unionhall::cases {
namespace {

constexpr int provisional_at_once = 500;

const Hold* hold_of(const Case& one, Party party) {
  const auto& holds = find_state(rules_of(one), one.state)->held_by;
  const auto found = std::ranges::find(holds, party, &Hold::party);
  return found == holds.end() ? nullptr : &*found;
}

EventId on_the_track(db::Session& db, Hall& hall, const Case& one, std::string_view key, std::optional<OrgId> org, Audience audience,
                     Instant now) {
  const auto id = hall.ids.next<struct CaseEventTag>();
  store::add_event(db, {.id = id,
                        .region = one.region,
                        .of = one.id,
                        .at = now,
                        .key = std::string(key),
                        .party = Party::clock,
                        .by = {},
                        .org = org,
                        .state = one.state,
                        .audience = audience,
                        .note = ""});
  return id;
}

/// Passes one reminder, or lets a late task go up. False when somebody did something with it meanwhile.
bool remind_or_raise(db::Session& db, Hall& hall, const Case& one, const Task& task, Instant now) {
  const auto days = calendar::load(db);
  auto after = task;
  after.reminders = std::min<std::int64_t>(task.reminders + 1, 3);
  const bool late = now >= tasks::end_of(task);
  if (late) {
    after.reminders = 3;
    if (task.org && task.party != Party::helper) {
      after.org = tasks::nearest_above(db, one, task.party, *task.org, task.desk, now);
      after.levels_up += after.org == task.org ? 0 : 1;
    }
  }
  if (!store::write_task(db, task, after, tasks::next_moment(after, days, now))) return false;
  if (after.org != task.org) {
    const auto event = on_the_track(db, hall, one, "escalated", after.org, Audience::all, now);
    telling::officers(db, hall, one, after, "came_up", event, now);
    audit::record(db, hall,
                  {.what = "case", .subject_kind = "case", .subject = one.id.value, .org = *after.org, .detail = one.type + ":escalated"});
  } else if (task.reminders < 3) {
    const auto event = on_the_track(db, hall, one, late ? "overdue" : "reminded", after.org, Audience::inside, now);
    // At half of the time the digest is enough.
    if (task.reminders > 0) telling::officers(db, hall, one, after, late ? "late" : "nearly_late", event, now);
  }
  return true;
}

/// What a task needs from the clock, each in a transaction of its own; a case that was moved meanwhile waits for its next
/// moment.
void look_at(Hall& hall, const Task& task, Instant now) {
  const auto one = hall.db.read([&](db::Session& db) { return store::find(db, task.of); });
  if (!one) return;
  const auto* hold = hold_of(*one, task.party);
  const auto* step = hold && !hold->due.over.empty() ? find_step(rules_of(*one), one->state, hold->due.over) : nullptr;
  if (step && now >= tasks::end_of(task)) {
    const auto& prepare = types().find(one->type)->second->step;
    const auto work = prepare ? prepare(hall, *one, *step, nullptr) : Work{};
    if (hall.db.write([&](db::Session& db) { return take(db, hall, *one, *step, "", work, {}, now); })) return;
    // What stands in the way today may be gone in some days; until then the task is not the first in the line again and again.
  }
  hall.db.write([&](db::Session& db) {
    const auto now_in = store::find(db, task.of);
    if (now_in) remind_or_raise(db, hall, *now_in, task, now);
  });
}

/// Provisional days whose year is announced by now are reckoned anew.
void reckon_provisional(Hall& hall, Instant now) {
  TaskId after;
  for (;;) {
    const auto [days, waiting] = hall.db.snapshot([&](db::Session& db) {
      return std::pair{calendar::load(db), store::provisional(db, after, provisional_at_once)};
    });
    if (waiting.empty()) return;
    after = waiting.back().id;
    hall.db.write_in_background([&](db::Session& db) {
      for (const auto& task : waiting) {
        auto reckoned = task;
        const auto one = store::find(db, task.of);
        if (!one) continue;
        tasks::reckon(db, hall, *one, reckoned, days);
        if (reckoned.provisional && reckoned.due_on == task.due_on) continue;
        store::write_task(db, task, reckoned, tasks::next_moment(reckoned, days, now));
      }
    });
  }
}

}  // namespace

int wind(Hall& hall, int most) {
  const auto now = hall.clock.now();
  reckon_provisional(hall, now);
  const auto due = hall.db.read([&](db::Session& db) { return store::due_by_clock(db, now, most); });
  for (const auto& task : due) look_at(hall, task, now);
  return static_cast<int>(due.size());
}

}  // namespace unionhall::cases
