#pragma once
// Verification (本人核验): a member says that a collected record is hers. Signed in, she gives the name and the document's number.
//
//   from the collected phone ──────────► verified at once
//   from another ──► waiting ──► granted   by the code that goes to the collected phone, or by an officer of her union
//                       ├──────► refused   the union says that it is not she; she may object to the union above
//                       └──────► withdrawn
//
// Until then nothing of the record opens. Who gives a name and a number that do not belong together learns only that, and has
// few tries a day. What "verified" means: the holder of the phone on record, or somebody whom her union knows, has confirmed
// the name and the number of the record herself (核验方式 sign_in).
#include "hall/cases/cases.h"

namespace unionhall::verification {

constexpr int tries_a_day = 5;
constexpr int code_tries = 5;
constexpr std::chrono::hours code_good_for{24};

enum class Refusal {
  no_match,         // no record of this name and number
  is_known,         // this account is known to be somebody else
  claimed_already,  // her own claim of this record waits already
  code_wrong,
  tried_too_often,
};
Problem problem_for(Refusal refusal);

const cases::Rules& rules();
void offer();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::verification
