#pragma once
// One status of a membership becomes another, counted and remembered: what every kind of case does that moves, rests or ends one.
#include "hall/members/members.h"

namespace unionhall::members {

/// In the caller's transaction; `by` 0: the program itself. False when somebody changed the membership meanwhile, or when it would come
/// alive in a dissolved union.
bool rewrite(db::Session& db, Hall& hall, const Member& before, const Member& after, AccountId by, SourceId source, Instant now);

}  // namespace unionhall::members
