#pragma once
// Who is told of what happens to a case. Private to this folder.
#include "hall/cases/cases.h"

namespace unionhall::cases::telling {

/// The applicant is told what became of her case: in the app, and by text where it is her turn or has ended. Her own steps are no
/// news to her. Words: notices.<type>.<state>, else notices.cases.moved.
void moved(db::Session& db, Hall& hall, const Case& after, const By& by, EventId event, Instant now);
/// Something was said to her, or by her.
void said(db::Session& db, Hall& hall, const Case& of, const By& by, EventId event, Instant now);
/// Those at the union that holds a task are told what is out of the ordinary: that it is late, came from below, or was handed over.
/// What merely arrives is counted (see counts) and stands in the morning's digest.
void officers(db::Session& db, Hall& hall, const Case& one, const Task& task, std::string_view what, EventId event, Instant now);

/// What waits for a role: tasks of its union, and those of them that are late.
std::vector<std::pair<std::string, std::int64_t>> counts(db::Session& db, const access::Role& role, Instant now);

}  // namespace unionhall::cases::telling
