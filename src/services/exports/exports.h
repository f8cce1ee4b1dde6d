#pragma once
// A list of members with whole numbers (全号导出) is let out by a second officer: asked for with its purpose, its filters and the day on
// which the copy is to be gone; held where the officer who asks works, or at the next union above where somebody else does.
//
//   checking ──► granted    the list is written; whoever asked fetches it once, within a day (hall/members/full_exports.h)
//      ├──────► refused     with a reason; she may object to the union above
//      └──────► withdrawn
//
// Sources: PIPL Art. 51 (internal rules and authorisations for handling), GB/T 35273-2020 7.1 (copying and downloading in bulk is approved
// inside).
#include "hall/cases/cases.h"

namespace unionhall::exports {

enum class Refusal {
  asked_already,  // one of hers is open
  role_ended,     // in which she asked, or it reaches that union no more
};
Problem problem_for(Refusal refusal);

const cases::Rules& rules();
void offer();

}  // namespace unionhall::exports
