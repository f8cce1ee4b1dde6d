#pragma once
// One person on record twice (重复人员). An officer whose work reaches both records lays them side by side, chooses each fact from one of
// them, and makes them one (hall/members/merging.h); within `undo_days` the two can be had again. She who is on record is told both.
//
// What is not merged here: a record on which something waits that the end of its membership would cut short; the officer's own; two
// of which one was hidden from the union of the other, since that union would see it; and two who hold offices that nobody holds both.
//
// Whoever may not join them hands the two up, as a case of the union above:
//
//   deciding ──► joined     by the merge itself, whoever makes it
//      ├───────► apart      they are two people, and are not asked about again
//      └───────► withdrawn
#include "hall/cases/cases.h"
#include "hall/members/merging.h"

namespace unionhall::doubles {

enum class Refusal {
  own_record,  // nobody decides on her own
  case_open,   // about the record that gives way, and it hangs on its membership
  hidden,      // one of them asked not to be seen where the other is on record
  separated,   // she would be one administrator and another, or an officer beside
  yours,       // whoever hands them up may join them herself
  handed_up_already,
};
Problem problem_for(Refusal refusal);

/// In the caller's transaction.
Result<members::merging::MergeId, Problem> merge(db::Session& db, Hall& hall, const members::merging::Merge& ready,
                                                 const members::merging::By& by, Instant now);
Result<members::merging::Undone, Problem> undo(db::Session& db, Hall& hall, const members::merging::Undoing& ready,
                                               const members::merging::By& by, Instant now);

const cases::Rules& rules();

void add_words();
/// Offers the type to hall/cases.
void offer();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::doubles
