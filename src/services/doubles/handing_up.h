#pragma once
// Two records in the hands of the union above. Private to this folder.
#include "hall/people/people.h"
#include "services/doubles/doubles.h"

namespace unionhall::doubles {

/// They have become one: what was handed up about the two ends with it, in the caller's transaction.
Result<void, Problem> end_cases(db::Session& db, Hall& hall, people::Pair people, Instant now);

}  // namespace unionhall::doubles
