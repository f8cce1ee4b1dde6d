#pragma once
// Out of this hall with a note, and into it with another's.
//
//   out:  asked ──► valid ──► done         her union lets her go, or is silent for five working days: the note is issued. She stays a
//           │         │                    member here (接转中) until her union has word that the other one took her in
//           │         ├──► run_out         no word within ninety days: she is what she was, and the note says so
//           │         └──► withdrawn       by her: the note is revoked
//           ├──► refused ──► objected      with a reason; the union above decides
//           └──► overtaken                 her membership ended meanwhile
//
//   in:   checking ──► done                signed by a federation that this hall lists: her new union takes her in
//         by_hand  ──►  │                  signed by another: an officer asks there, and says what she was told
//             └──► refused ──► objected
//
// A membership here ends by the other union's word alone, never by the note and never by silence: between two halls she would belong
// nowhere, or, where the note came to nothing, be trapped. So at every instant she has one living membership here or, after that
// word, none; that the other one began before is what its word says. A membership that comes with a note keeps the day on which she
// first joined. Not kept on a note: until when she has paid dues, which no hall of ours records.
// Sources: 工会会员会籍管理办法 (2016) Art. 3 (一次入会、动态接转); the days are settings (case-days).
#include "hall/cases/cases.h"
#include "hall/members/members.h"
#include "services/transfers/notes.h"

namespace unionhall::transfers::notes {

enum class State { asked, valid, used, revoked };
BOOST_DESCRIBE_ENUM(State, asked, valid, used, revoked)

enum class Refusal {
  tampered,  // a listed federation did not sign this
  own_note,  // issued here: whoever has it is a member here still
  has_run_out,
  used_already,  // or a case about it is open
  collected,     // somebody of this document is on record, and it is not shown that she is the one
  member_here,   // she has a living membership in this hall
  consent_missing,
  union_dissolved,
};
Problem problem_for(Refusal refusal);

/// The document as a form has it, with its line ends, which a text of a form may not have; empty where there is none.
std::string document_in(const http::Form& form);

const cases::Rules& rules_out();
const cases::Rules& rules_in();

void offer_out();
void offer_in();
/// The routes of notes that were issued here.
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::transfers::notes
