#pragma once
// What people find at the door (真实). Whoever stands before a station says whether it is as it says, or what is wrong: with an account or
// without. Her phone tells only whether she is within 200 m; better is the code on the sign. Nobody's place, address or device is kept.
//
//   three independent faults within 24 h (voices.h) ──► raised: the station is down a rank for 24 h, and its keeper is told
//     raised ──► upheld ──► mended     by the keeper: it is so, and right again; down a rank until then
//       ├──────► dismissed             by the keeper, who says why
//       └──────► lifted                somebody read the sign's code, or its owner was asked, and found it as it says
//
// While nobody settles it, the union above is told after some working days (case-days, stations.doubt), and so on up.
#include "hall/notices/notices.h"
#include "services/stations/store.h"

namespace unionhall::stations::truth {

using ReportId = Id<struct StationReportTag>;
using DoubtId = Id<struct StationDoubtTag>;

constexpr std::size_t people_needed = 3;
constexpr std::chrono::hours counted_for{24};
constexpr int settling_days = 3;  // working days, unless case-days says otherwise

enum class Said { as_it_says, locked, gone, facility_missing, turned_away };
BOOST_DESCRIBE_ENUM(Said, as_it_says, locked, gone, facility_missing, turned_away)

enum class DoubtState { raised, upheld, mended, dismissed, lifted };
BOOST_DESCRIBE_ENUM(DoubtState, raised, upheld, mended, dismissed, lifted)

/// What came, and from whom as far as it can be told apart: digests of this station alone.
struct Report {
  ReportId id;
  Said said = Said::as_it_says;
  std::string facility;
  std::optional<std::string> note_sealed;
  bool at_door = false, counts = false;
  std::optional<std::string> account_digest, device_digest, network_digest;
  Instant at;
  std::optional<Instant> settled_at;
};
BOOST_DESCRIBE_STRUCT(Report, (),
                      (id, said, facility, note_sealed, at_door, counts, account_digest, device_digest, network_digest, at, settled_at))

struct Doubt {
  DoubtId id;
  StationId station;
  DoubtState state = DoubtState::raised;
  Said fault = Said::locked;
  std::int64_t people = 0;
  Instant raised_at, lapses_at;
  std::optional<Date> due_on;
  std::int64_t levels_up = 0;
};
BOOST_DESCRIBE_STRUCT(Doubt, (), (id, station, state, fault, people, raised_at, lapses_at, due_on, levels_up))

enum class Refusal {
  not_found,
  said_before,  // the same by the same within the day
  wrong_door,   // the code is another station's
  nothing_to_settle,
  reason_missing,  // of dismissing
};
Problem problem_for(Refusal refusal);

/// What several say, once enough of them are independent.
struct Verdict {
  Said fault = Said::locked;
  std::int64_t people = 0;
};
/// Of reports of one station, the newest first: faults that count, are not settled, came within the day and after somebody at the door
/// had found it as it says. Pure.
std::optional<Verdict> verdict(const std::vector<Report>& reports, Instant now);

/// In the caller's transaction; what it moves is moved at once. Refusals: not_found, said_before.
Result<ReportId, Refusal> file(db::Session& db, Hall& hall, StationId station, const Report& report, Instant now);

/// What its keeper says: it is so; it is right again; it was never so; she was there and it is as it says (the yearly check).
enum class Settlement { uphold, mend, dismiss, check };
BOOST_DESCRIBE_ENUM(Settlement, uphold, mend, dismiss, check)
/// Refusals: nothing_to_settle, reason_missing.
Result<void, Refusal> settle(db::Session& db, Hall& hall, const Station& station, Settlement how, std::string_view note, const By& by,
                             Instant now);
/// Somebody who must know (its owner, by her link) found it as it says: what was doubted is lifted.
void confirm(db::Session& db, Hall& hall, const Station& station, Confirmer by, Instant now);
/// Such a one says that it is not: doubted as if enough people had, by one. Whoever calls tells its keeper.
void doubt(db::Session& db, Hall& hall, const Station& station, Said fault, Instant now);

/// At the union where somebody can act on it: its keeper's, or the next above that has anybody.
void tell_keeper(db::Session& db, Hall& hall, const Station& station, const notices::Message& message, Instant now);

/// Tells the union above of what nobody settled in time; at most `most`. How many.
int turn(Hall& hall, int most);
/// Digests after two days, reports after 400; at most 500 each, how many.
std::int64_t forget_old(db::Session& db, Instant now);

void add_words();
void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::stations::truth
