#pragma once
// Verification (本人核验): a member says that a collected record is hers; what that means stands in hall/members/verifying.h. By a link
// in a text message (links.h, mailings.h), before an officer, or signed in with her name and her document's number:
//
//   from the collected phone ──────────► verified at once
//   from another ──► waiting ──► granted   by the code that goes to the collected phone, or by an officer of her union
//                       ├──────► refused   the union says that it is not she; she may object to the union above
//                       └──────► withdrawn
//
// Until then nothing of the record opens. Who gives a name and a number that do not belong together learns only that, and has
// few tries a day.
#include "hall/cases/cases.h"

namespace unionhall::verification {

constexpr int tries_a_day = 5;
constexpr int code_tries = 5;
constexpr std::chrono::hours code_good_for{24};

enum class Refusal {
  no_match,         // no record of this name and number
  is_known,         // this account is known to be somebody else
  claimed_already,  // her own claim of this record waits already
  changed_meanwhile,
  not_alive,  // an officer verifies living members
  code_wrong,
  tried_too_often,
};
Problem problem_for(Refusal refusal);

const cases::Rules& rules();
void offer();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::verification
