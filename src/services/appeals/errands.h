#pragma once
// Errands (交办): whoever handles an appeal hands a task of it to somebody without an account, a canteen, a department, and she
// answers by a link, for that one task alone.
//
//   open ──► done         with words and photos, which come to the appeal's track, inside the unions
//     ├────► impossible   and why
//     ├────► withdrawn    by whoever handles the appeal
//     └────► over         the appeal has ended
//
// The link (crypto/link_code.h) goes to her phone, or is shown once to whoever gives the errand; it opens the task and nothing of the
// appeal: no number, no track, no name. What is to be done is in the officer's own words, in which no phone may stand, nor the name of
// a worker who is known by it. Of one who is nameless the hall looks for no name: to be refused a name would tell whose it is.
//
// Who is given a task on a hidden appeal learns that there is something. So the officer says that she does not belong to the union that
// must not know, and where a phone is given the hall looks whether it is that of a member there.
#include "base/phone.h"
#include "services/appeals/appeals.h"

namespace unionhall::appeals::errands {

using ErrandId = Id<struct AppealErrandTag>;

enum class State { open, done, impossible, withdrawn, over };
BOOST_DESCRIBE_ENUM(State, open, done, impossible, withdrawn, over)

struct Errand {
  ErrandId id;
  std::int64_t region = 0;
  cases::CaseId appeal;
  std::int64_t serial = 0, key_no = 0;
  State state = State::open;
  AccountId given_by;
  OrgId given_org;
  Instant at;
  Date due_on;
  bool by_text = false;
  std::optional<std::string> name_sealed, words_sealed, answer_sealed;
  std::optional<Instant> answered_at;
};
BOOST_DESCRIBE_STRUCT(Errand, (),
                      (id, region, appeal, serial, key_no, state, given_by, given_org, at, due_on, by_text, name_sealed, words_sealed,
                       answer_sealed, answered_at))

/// "8K3T-92QF-M4XH-7CVP"
std::string code_of(const crypto::Keyring& keys, const Errand& errand);
/// A code whose key is gone fits nothing.
bool fits(const crypto::Keyring& keys, std::string_view code, const Errand& errand);

enum class Refusal {
  enough,        // open ones of one appeal
  not_outside,   // of a hidden appeal: nobody said that she is outside, or she is not
  fits_nothing,  // 422, whatever it is
  answered,      // done, or said to be impossible
  over,          // withdrawn, or the appeal has ended
  enough_photos,
};
Problem problem_for(Refusal refusal);

/// What is to be done, as it came.
struct Wanted {
  std::string name, words;
  std::optional<Phone> phone;
  int days = 0;          // working days
  bool outside = false;  // the officer says so
  std::string address;   // the link begins with it
};
/// Gives it, and sends the link where there is a phone; in the caller's transaction. Refusals: enough, not_outside.
Result<ErrandId, Refusal> give(db::Session& db, Hall& hall, const cases::Case& appeal, const Wanted& wanted, const cases::By& by,
                               Instant now);

/// Refusals: answered, over.
Result<void, Refusal> withdraw(db::Session& db, Hall& hall, const cases::Case& appeal, const Errand& errand, const cases::By& by,
                               Instant now);

struct Answer {
  bool done = false;
  std::string words;
  db::Numbers pictures;  // of those that came by its link
};
/// In the caller's transaction; the photos that it does not name are nobody's from then on.
Result<void, Problem> answer(db::Session& db, Hall& hall, const cases::Case& appeal, const Errand& errand, const Answer& answer,
                             std::string_view request, Instant now);

/// Tells whoever handles the appeal on the due day, and ends what is open of appeals that have ended; at most `most` each. How many.
int turn(Hall& hall, int most);

/// Errands whose links open under this key.
std::int64_t open_under(db::Session& db, int key_no);

void add_words();
void mount(http::Router& route, Hall& hall);
void mount_links(http::Router& route, Hall& hall);

}  // namespace unionhall::appeals::errands
