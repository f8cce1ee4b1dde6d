#pragma once
// A member says what is wrong in her record (更正), signed in or by her link. Her union accepts it in one click, and the fields are
// written as from herself; whoever came by a link, or had not verified, is verified with it.
//
//   checking ──► granted    written
//      ├──────► refused     with a reason; she may object to the union above
//      └──────► withdrawn
//
// Sources: PIPL Art. 46 (she may have wrong or incomplete data put right, and whoever holds them checks in time).
#include "hall/cases/cases.h"
#include "hall/members/corrections.h"
#include "hall/members/verifying.h"

namespace unionhall::verification::corrections {

struct Form {
  PersonId person;
  MemberId member;
  members::Method method = members::Method::sign_in;
  std::optional<std::string> words_sealed;
};
BOOST_DESCRIBE_STRUCT(Form, (), (person, member, method, words_sealed))

enum class Refusal {
  no_record,          // nobody on record, or no living membership
  nothing_wrong,      // 422: no field differs and there are no words
  corrected_already,  // one is open about her
  changed_meanwhile,  // the record, while the case was decided
};
Problem problem_for(Refusal refusal);

const cases::Rules& rules();

/// What she says, in clear.
struct Said {
  members::Wanted wanted;
  std::string words;
};
/// Reads it; faults are the form's, also where it says nothing.
Said read(http::Form& form, MemberId member, Hall& hall);

/// A case of it. `applicant` 0: she has no account here.
cases::Filing filing(Hall& hall, cases::CaseId id, const people::Person& person, const members::Member& member, const Said& said,
                     members::Method method, AccountId applicant);

void offer();

}  // namespace unionhall::verification::corrections
