#include "services/stations/truth/store.h"

namespace unionhall::stations::truth::store {

crypto::Place note_place(ReportId id) { return {"station_reports", "note_sealed", id.value}; }

void add_report(db::Session& db, std::int64_t region, StationId station, const Report& report) {
  db.exec(R"sql(
      INSERT INTO station_reports (id, region, station_id, said, facility, note_sealed, at_door, counts, account_digest, device_digest,
                                   network_digest, at_ms)
      VALUES (:id, :region, :station, :said, :facility, :note, :at_door, :counts, :account, :device, :network, :at))sql",
          report.id, region, station, report.said, report.facility, report.note_sealed, report.at_door, report.counts,
          report.account_digest, report.device_digest, report.network_digest, report.at);
}

std::vector<Report> reports(db::Session& db, StationId station, Instant since, int limit) {
  return db.all<Report>(R"sql(
      SELECT id, said, facility, note_sealed, at_door, counts, account_digest, device_digest, network_digest, at_ms, settled_at_ms
        FROM station_reports WHERE station_id = :station AND at_ms > :since ORDER BY at_ms DESC, id DESC LIMIT :limit)sql",
                        station, since, limit);
}

void settle_reports(db::Session& db, StationId station, Instant now) {
  db.exec("UPDATE station_reports SET settled_at_ms = :now WHERE station_id = :station AND settled_at_ms IS NULL AND said <> 'as_it_says'",
          now, station);
}

std::optional<Doubt> open_doubt(db::Session& db, StationId station) {
  return db.first<Doubt>(R"sql(
      SELECT id, station_id, state, fault, people, raised_at_ms, lapses_at_ms, due_on, levels_up
        FROM station_doubts WHERE station_id = :station AND state IN ('raised', 'upheld'))sql",
                         station);
}

void raise(db::Session& db, std::int64_t region, const Doubt& doubt) {
  db.exec(R"sql(
      INSERT INTO station_doubts (id, region, station_id, fault, people, raised_at_ms, lapses_at_ms, due_on)
      VALUES (:id, :region, :station, :fault, :people, :raised, :lapses, :due_on))sql",
          doubt.id, region, doubt.station, doubt.fault, doubt.people, doubt.raised_at, doubt.lapses_at, doubt.due_on);
}

void raise_again(db::Session& db, DoubtId id, const Verdict& verdict, Instant lapses_at) {
  db.exec("UPDATE station_doubts SET fault = :fault, people = :people, lapses_at_ms = :lapses WHERE id = :id", verdict.fault,
          verdict.people, lapses_at, id);
}

void settle_doubt(db::Session& db, DoubtId id, DoubtState state, AccountId by, std::string_view note, Instant now) {
  std::optional<AccountId> settled_by;
  if (by) settled_by = by;
  db.exec("UPDATE station_doubts SET state = :state, settled_by = :by, settled_at_ms = :now, note = :note WHERE id = :id", state,
          settled_by, now, note, id);
}

std::vector<Doubt> overdue(db::Session& db, Date today, int limit) {
  return db.all<Doubt>(R"sql(
      SELECT d.id, d.station_id, d.state, d.fault, d.people, d.raised_at_ms, d.lapses_at_ms, d.due_on, d.levels_up
        FROM station_doubts d JOIN stations s ON s.id = d.station_id AND s.state IN ('open', 'suspended')
       WHERE d.state = 'raised' AND d.due_on < :today ORDER BY d.due_on, d.id LIMIT :limit)sql",
                       today, limit);
}

bool move_up(db::Session& db, const Doubt& doubt, std::optional<Date> due_on) {
  return db.exec(R"sql(
      UPDATE station_doubts SET levels_up = levels_up + 1, due_on = :due_on
       WHERE id = :id AND state = 'raised' AND levels_up = :levels_up)sql",
                 due_on, doubt.id, doubt.levels_up) == 1;
}

void write_standing(db::Session& db, StationId id, const Standing& standing, std::int64_t turn) {
  db.exec(R"sql(
      UPDATE stations
         SET turn = :turn, checked_on = :checked_on, confirmed_at_ms = :confirmed_at, confirmed_by = :confirmed_by, fault = :fault,
             fault_people = :people, fault_since_ms = :since, fault_until_ms = :until
       WHERE id = :id)sql",
          turn, standing.checked_on, standing.confirmed_at, standing.confirmed_by, standing.fault, standing.fault_people,
          standing.fault_since, standing.fault_until, id);
}

Waiting waiting(db::Session& db, OrgId keeper, Date checked_before) {
  return *db.first<Waiting>(R"sql(
      SELECT (SELECT count(*) FROM station_doubts d JOIN stations s ON s.id = d.station_id
               WHERE d.state = 'raised' AND s.keeper = :keeper AND s.state <> 'closed'),
             (SELECT count(*) FROM stations s
               WHERE s.keeper = :keeper AND s.state = 'open' AND coalesce(s.checked_on, s.opened_on, '') < :checked_before))sql",
                            keeper, checked_before);
}

}  // namespace unionhall::stations::truth::store
