#pragma once
// SQL of what people find. Private to this folder.
#include "services/stations/truth/truth.h"

namespace unionhall::stations::truth::store {

void add_report(db::Session& db, std::int64_t region, StationId station, const Report& report);
/// The newest first.
std::vector<Report> reports(db::Session& db, StationId station, Instant since, int limit);
void settle_reports(db::Session& db, StationId station, Instant now);

std::optional<Doubt> open_doubt(db::Session& db, StationId station);
void raise(db::Session& db, std::int64_t region, const Doubt& doubt);
/// Said again of one that is open.
void raise_again(db::Session& db, DoubtId id, const Verdict& verdict, Instant lapses_at);
void settle_doubt(db::Session& db, DoubtId id, DoubtState state, AccountId by, std::string_view note, Instant now);
/// Raised of what is on the map, and due before `today`.
std::vector<Doubt> overdue(db::Session& db, Date today, int limit);
/// False when somebody settled it, or told of it, meanwhile.
bool move_up(db::Session& db, const Doubt& doubt, std::optional<Date> due_on);

/// Writes what is known of the station today into its row, for lists and maps; its version stays, since no keeper wrote.
void write_standing(db::Session& db, StationId id, const Standing& standing, std::int64_t turn);

struct Waiting {
  std::int64_t doubts = 0, checks = 0;
};
BOOST_DESCRIBE_STRUCT(Waiting, (), (doubts, checks))
/// Of stations that this very union keeps.
Waiting waiting(db::Session& db, OrgId keeper, Date checked_before);

crypto::Place note_place(ReportId id);

}  // namespace unionhall::stations::truth::store
