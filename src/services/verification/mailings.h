#pragma once
// Mailings (核验短信): an officer has a link prepared for each living member of her union and those below who has not verified her
// record, sees how many there are, and has them sent at a pace.
//
//   preparing ──► ready ──► sending ◄──► paused
//                              └──► done       every link has been sent, or was passed over
//   any of them ──► stopped        by an officer: its links open nothing any more
//
// Links are prepared one mailing after the other, in chunks that say how far they came; they are sent in the order of their serials, each
// chunk with the texts' rows in one transaction. A kill costs nothing and doubles nothing. In the quiet hours sending rests.
#include "hall/rounds/worker.h"
#include "services/verification/links.h"

namespace unionhall::verification::mailings {

enum class State { preparing, ready, sending, paused, done, stopped };
BOOST_DESCRIBE_ENUM(State, preparing, ready, sending, paused, done, stopped)

enum class Step { start, pause, resume, stop };
BOOST_DESCRIBE_ENUM(Step, start, pause, resume, stop)

struct Mailing {
  MailingId id;
  std::int64_t version = 1;
  OrgId org;
  State state = State::preparing;
  std::string address;
  std::int64_t key_no = 0, per_minute = 600;
  AccountId made_by;
  Instant at, expires_at;
  std::string after_path, after_key;  // how far preparing has come
  MemberId after_member;
  std::int64_t first_serial = 1, last_serial = 0, next_serial = 1;
  Instant paced_at;
};
BOOST_DESCRIBE_STRUCT(Mailing, (),
                      (id, version, org, state, address, key_no, per_minute, made_by, at, expires_at, after_path, after_key, after_member,
                       first_serial, last_serial, next_serial, paced_at))

/// Whether the links of such a mailing open anything.
constexpr bool opens(State state, Instant expires_at, Instant now) { return state != State::stopped && now < expires_at; }

/// What came of it, in one union or in a subtree.
struct Counts {
  std::int64_t prepared = 0, without_phone = 0, sent = 0, confirmed = 0, corrected = 0, locked = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (prepared, without_phone, sent, confirmed, corrected, locked))

/// The state that a step leads to; nothing where it cannot be taken.
std::optional<State> after(State state, Step step);

/// How many links may be sent now at this pace; never more than `most`, and after a rest no more than ten seconds' worth.
std::int64_t due(const Mailing& mailing, Instant now, std::int64_t most);

/// Prepares the oldest mailing that waits for it, chunk by chunk; false when none does.
bool prepare_next(Hall& hall, const std::stop_token& stop);
/// The same as long work of the program.
rounds::Worker preparer(Hall& hall);

/// Puts the texts of what is due into the outbox; how many links were passed by.
int send_due(Hall& hall);

/// Until when the last of the links opens that are reckoned with this key; nothing where none does.
std::optional<Instant> open_until(db::Session& db, int key_no, Instant now);

enum class Refusal {
  no_such_step,
  changed_meanwhile,
  at_work,  // another mailing of this union is under way
};
Problem problem_for(Refusal refusal);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::verification::mailings
