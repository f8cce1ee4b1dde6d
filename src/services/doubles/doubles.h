#pragma once
// One person on record twice (重复人员). An officer whose work reaches both records lays them side by side, chooses each fact from one of
// them, and makes them one (hall/members/merging.h); within `undo_days` the two can be had again. She who is on record is told both.
//
// What is not merged here: a record on which something waits that the end of its membership would cut short; the officer's own; and two
// of which one was hidden from the union of the other, since that union would see it.
#include "hall/members/merging.h"

namespace unionhall::doubles {

enum class Refusal {
  own_record,  // nobody decides on her own
  case_open,   // about the record that gives way, and it hangs on its membership
  hidden,      // one of them asked not to be seen where the other is on record
};
Problem problem_for(Refusal refusal);

/// In the caller's transaction.
Result<members::merging::MergeId, Problem> merge(db::Session& db, Hall& hall, const members::merging::Merge& ready,
                                                 const members::merging::By& by, Instant now);
Result<members::merging::Undone, Problem> undo(db::Session& db, Hall& hall, const members::merging::Undoing& ready,
                                               const members::merging::By& by, Instant now);

void add_words();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::doubles
