#pragma once
// Who holds a case, and the moments at which the clock looks at it. Private to this folder.
#include "hall/cases/cases.h"

namespace unionhall::cases::tasks {

/// The moment at which the last day of a task ends.
Instant end_of(const Task& task);
/// When the clock looks at a task next: at 50 and 80 % of its time, at its end, and every three working days after it; every two hours
/// where hours were given.
Instant next_moment(const Task& task, const calendar::Calendar& days, Instant now);
/// Its due day anew, as the calendar knows its years now.
void reckon(db::Session& db, const Hall& hall, const Case& one, Task& task, const calendar::Calendar& days);

/// The union that spoke last for whoever was asked: that took a step, or was handed the case.
OrgId decided_by(db::Session& db, const Case& one);
/// Whether somebody spoke for whoever was asked: she, or her union the last time.
bool spoke_before(db::Session& db, const Case& one, AccountId account, OrgId org);

/// The union at `org`, or the nearest above it where somebody could act for this party at the desk: not the applicant, and where a
/// second pair of eyes is asked for not whoever filed it. `org` itself where nobody can, all the way up.
OrgId nearest_staffed(db::Session& db, const Case& one, Party party, OrgId org, std::string_view desk, Instant now);
/// The same for the level above; `org` itself at the top.
OrgId nearest_above(db::Session& db, const Case& one, Party party, OrgId org, std::string_view desk, Instant now);

/// Opens the tasks of the state that the case is in now and closes those of the one before. Who holds both states keeps her
/// task, and the days that are left of it.
void change_hands(db::Session& db, Hall& hall, const Case& now_in, const std::vector<Task>& before, Instant now);

/// A case comes to the figures of the union that is asked (1), or goes from them (-1).
void count(db::Session& db, Hall& hall, const Case& one, std::int64_t by);

}  // namespace unionhall::cases::tasks
