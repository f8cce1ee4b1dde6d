#pragma once
// The owner of a door (门主): the bank or the post office behind whose door a station is. Whoever keeps the station asks her by a link
// (crypto/link_code.h) whether it is as it says; she needs no account, and answers once.
//
//   open ──► confirmed    it is as it says: what was doubted is lifted
//     ├────► changed      her usual hours are others, from this moment on; its keeper is told
//     ├────► told         of hours that change with the season she says what is wrong, and its keeper writes it down
//     ├────► gone         workers find nothing there any more: doubted for a day as if three had said so, and its keeper is told
//     ├────► withdrawn    by its keeper
//     ├────► replaced     by a newer one
//     └────► over           fourteen days have gone by
//
// What she says of hours she knows best, and the next table or tap undoes it. That a station is gone is for its keeper to say: a link may
// have come into other hands, and closing is for good. Off the map an open one opens nothing.
#include "base/phone.h"
#include "services/stations/hours/hours.h"
#include "services/stations/truth/truth.h"

namespace unionhall::stations::owners {

using AskId = Id<struct StationOwnerAskTag>;

constexpr std::chrono::days good_for{14};
constexpr std::chrono::days asks_kept{400};
constexpr std::int64_t asked_most = 5;  // of one station within a day: each may be a text to the same phone

enum class State { open, confirmed, changed, told, gone, withdrawn, replaced, over };
BOOST_DESCRIBE_ENUM(State, open, confirmed, changed, told, gone, withdrawn, replaced, over)

struct Ask {
  AskId id;
  std::int64_t region = 0;
  StationId station;
  std::int64_t serial = 0, key_no = 0;
  State state = State::open;
  AccountId asked_by;
  Instant at;
  Date last_day;
  bool by_text = false;
  std::optional<std::string> words_sealed;
  std::optional<Instant> ended_at;

  /// Also before the round comes by that says so.
  bool over(Date today) const { return state == State::open && last_day < today; }
};
BOOST_DESCRIBE_STRUCT(Ask, (), (id, region, station, serial, key_no, state, asked_by, at, last_day, by_text, words_sealed, ended_at))

/// "8K3T-92QF-M4XH-7CVP"
std::string code_of(const crypto::Keyring& keys, const Ask& ask);
/// What the link opens: https://…/open/o/#8K3T-92QF-M4XH-7CVP
std::string link_of(std::string_view address, std::string_view code);

enum class Refusal {
  no_owner,      // the union's own door
  off_the_map,   // planned or closed: there is nothing to confirm
  enough,        // asked_most
  fits_nothing,  // 422, whatever it is
  answered,
  over,         // withdrawn, replaced, too late, or off the map
  not_by_week,  // its hours change with the season; she says in words what is wrong
};
Problem problem_for(Refusal refusal);

/// Whether the door is anybody else's.
bool has_owner(const Facts& facts, const People& people);
/// Where the link goes to; nothing: no phone, or none that takes texts.
std::optional<Phone> phone_of(const Hall& hall, const People& people);

/// Asks, and sends the link where there is a phone; the one that was open is replaced. `address`: the link begins with it. In the
/// caller's transaction. Refusals: no_owner, off_the_map, enough.
Result<AskId, Refusal> ask(db::Session& db, Hall& hall, const Station& station, std::string_view address, const By& by, Instant now);
/// Refusals: answered, over.
Result<void, Refusal> withdraw(db::Session& db, Hall& hall, const Station& station, const Ask& ask, const By& by, Instant now);

/// What a code opens. Refusals: fits_nothing, answered, over.
struct Opened {
  Ask ask;
  Station station;
};
Result<Opened, Refusal> open(db::Session& db, const Hall& hall, std::string_view code, Instant now);

/// What she says, as it came.
enum class Says { as_it_says, other_hours, nothing_there };
BOOST_DESCRIBE_ENUM(Says, as_it_says, other_hours, nothing_there)
struct Answer {
  Says says = Says::as_it_says;
  std::optional<hours::Hours> usual;      // of other_hours: a usual week, or day and night; nothing: her words say it
  truth::Said fault = truth::Said::gone;  // of nothing_there: gone, turned_away
  std::string words;
};
/// In the caller's transaction. Refusals: those of open(), not_by_week.
Result<void, Refusal> answer(db::Session& db, Hall& hall, std::string_view code, const Answer& answer, std::string_view request,
                             Instant now);

// ── Hours that one taps on a phone ─────────────────────────────────────────────────────────────────────────────

/// Day and night, or one week for all the year with what holds on holidays; nothing else.
bool is_usual(const hours::Hours& hours);
/// Whether there is a usual week to change: unknown ones, day and night, or a first part for all the year. What lies beside it (seasons,
/// weeks, make-up days, single dates) stays.
bool changes_by_week(const hours::Hours& known);
/// `usual` in its place. Day and night goes before all that recurs.
hours::Hours with_usual(hours::Hours known, const hours::Hours& usual);

/// Ends those whose days are over; at most 500, how many.
std::int64_t end_overdue(db::Session& db, Instant now);
/// Asks whose links open something under this key.
std::int64_t open_under(db::Session& db, int key_no);
/// After asks_kept; at most 500, how many.
std::int64_t forget_old(db::Session& db, Instant now);

void add_words();
void mount(http::Router& route, Hall& hall);
void mount_links(http::Router& route, Hall& hall);

}  // namespace unionhall::stations::owners
