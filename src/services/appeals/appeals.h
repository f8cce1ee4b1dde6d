#pragma once
// Appeals (诉求): a worker says what is wrong or wanted, and the union follows it until she says that it is solved.
//
//   received ──► handling ──► replied ──► solved ──► closed
//      │           │ ▲ ▲         │ │ └────► unsolved ──► given_up        she leaves it at that
//      │      asked┘ │ └─────────┘ └► silent ──► unreached ──► lapsed    called three times, and looked at by another union
//      │             │ she says: not solved
//      └──────► refusal / referral / merger proposed ──► reviewed ──► refused / referred / following
//
// The end belongs to her: no step of the union that handles it leads to an end. What that union proposes (to refuse it, to send it to
// a body outside, to answer it with another) she agrees to, or another union looks at it. `following` has no answer of its own:
// it is answered with its lead, and goes to her like any other answer.
//
// Sources: 信访工作条例 (2022) Art. 2, 21 – 23, 28, 30, 34; 工会法 Art. 22, 23; 12351 working rules (classes of a ticket).
#include "hall/cases/cases.h"
#include "services/appeals/categories.h"

namespace unionhall::appeals {

inline constexpr std::string_view type = "appeal";

/// What she wants of the union.
enum class Kind { question, demand, complaint, suggestion, help };
BOOST_DESCRIBE_ENUM(Kind, question, demand, complaint, suggestion, help)

/// How hard it is, which decides the days (clocks.h).
enum class Difficulty { urgent, question, ordinary, difficult, complex };
BOOST_DESCRIBE_ENUM(Difficulty, urgent, question, ordinary, difficult, complex)

/// How it came in. Only `app` is from the worker's own hand.
enum class Channel { app, hotline, visit, letter, station, field_worker, forwarded };
BOOST_DESCRIBE_ENUM(Channel, app, hotline, visit, letter, station, field_worker, forwarded)

/// Who chose the category: she, a rule that knows words, or an officer.
enum class ChosenBy { worker, words, officer };
BOOST_DESCRIBE_ENUM(ChosenBy, worker, words, officer)

struct Form {
  cases::CaseId id;
  std::int64_t region = 0;
  OrgId asked_org;
  std::string category;
  ChosenBy category_by = ChosenBy::worker;
  Kind kind = Kind::demand;
  Difficulty difficulty = Difficulty::ordinary;
  Channel channel = Channel::app;
  std::optional<std::string> words_sealed, place_sealed, caller_sealed, phone_sealed;
  std::string filed_month;
  std::optional<Instant> handled_from, extended_at, contacted_at, replied_at;
  std::optional<bool> replied_late;
  std::optional<Instant> solved_at;
  std::string verdict;  // solved, unsolved, unreached; empty: none yet
  std::int64_t not_solved_times = 0;
  std::optional<std::int64_t> satisfaction;
  std::optional<Instant> supervised_at;
  std::optional<cases::CaseId> lead, proposed_lead, repeats;
  bool following = false;  // waits for its lead's answer now
};
BOOST_DESCRIBE_STRUCT(Form, (),
                      (id, region, asked_org, category, category_by, kind, difficulty, channel, words_sealed, place_sealed, caller_sealed,
                       phone_sealed, filed_month, handled_from, extended_at, contacted_at, replied_at, replied_late, solved_at, verdict,
                       not_solved_times, satisfaction, supervised_at, lead, proposed_lead, repeats, following))

inline crypto::Place words_place(cases::CaseId id) { return {"appeal_forms", "words_sealed", id.value}; }
inline crypto::Place place_place(cases::CaseId id) { return {"appeal_forms", "place_sealed", id.value}; }
inline crypto::Place caller_place(cases::CaseId id) { return {"appeal_forms", "caller_sealed", id.value}; }
inline crypto::Place phone_place(cases::CaseId id) { return {"appeal_forms", "phone_sealed", id.value}; }

enum class Refusal {
  said_too_often,      // 429
  no_place_outside,    // hidden, and nobody outside that org is there
  too_late_to_extend,  // the days are over, or were extended before
  not_extended,        // an urgent one never is
  not_a_lead,          // what is to answer it does not exist for her, has ended, or follows another itself
  called_too_little,   // three tries on three days come before silence
  rated_already,
  no_answer_yet,
  nameless,    // whoever gave no name is not called
  no_phone,    // 409
  not_to_tie,  // to itself, or where one is hidden and the other is not
  tied_too_often,
  called_too_many,  // 429: more phones than a day allows
};
Problem problem_for(Refusal refusal);

const cases::Rules& rules();

/// What of a form an officer, or she herself, reads.
std::optional<Form> form_of(db::Session& db, cases::CaseId id);

/// Answers those that follow another with its answer, and sends them back where the lead ended without one; at most `most`. How many.
int answer_followers(Hall& hall, int most);

/// What callers without an account said goes two years after their appeal ended; at most 500, how many.
int forget_old(Hall& hall);

void offer();
void add_words();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::appeals
