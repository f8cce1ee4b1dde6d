#include "services/stations/owners/store.h"

namespace unionhall::stations::owners {
namespace store {
namespace {

std::string select(std::string_view rest) {
  return "SELECT id, region, station_id, serial, key_no, state, asked_by, at_ms, last_day, by_text, words_sealed, ended_at_ms "
         "FROM station_owner_asks " +
         std::string(rest);
}

}  // namespace

bool add(db::Session& db, const Ask& ask) {
  return db.exec(R"sql(
      INSERT INTO station_owner_asks (id, region, station_id, serial, key_no, asked_by, at_ms, last_day, by_text)
      VALUES (:id, :region, :station, :serial, :key_no, :by, :at, :last_day, :by_text)
          ON CONFLICT (serial, region) DO NOTHING)sql",
                 ask.id, ask.region, ask.station, ask.serial, ask.key_no, ask.asked_by, ask.at, ask.last_day, ask.by_text) == 1;
}

std::optional<Ask> find(db::Session& db, StationId station, AskId id) {
  static const auto sql = select("WHERE id = :id AND station_id = :station");
  return db.first<Ask>(sql, id, station);
}

std::optional<Ask> find_serial(db::Session& db, std::int64_t serial) {
  static const auto sql = select("WHERE serial = :serial");
  return db.first<Ask>(sql, serial);
}

std::vector<Ask> of_station(db::Session& db, StationId station) {
  static const auto sql = select("WHERE station_id = :station ORDER BY id DESC LIMIT 20");
  return db.all<Ask>(sql, station);
}

std::int64_t count_since(db::Session& db, StationId station, Instant since) {
  return *db.first<std::int64_t>("SELECT count(*) FROM station_owner_asks WHERE station_id = :station AND at_ms > :since", station, since);
}

bool settle(db::Session& db, AskId id, State state, const std::optional<std::string>& words_sealed, Instant now) {
  return db.exec(R"sql(
      UPDATE station_owner_asks SET state = :state, words_sealed = :words, ended_at_ms = :now WHERE id = :id AND state = 'open')sql",
                 state, words_sealed, now, id) == 1;
}

void replace(db::Session& db, StationId station, Instant now) {
  db.exec("UPDATE station_owner_asks SET state = 'replaced', ended_at_ms = :now WHERE station_id = :station AND state = 'open'", now,
          station);
}

}  // namespace store

std::int64_t end_overdue(db::Session& db, Instant now) {
  return db.exec(R"sql(
      UPDATE station_owner_asks SET state = 'over', ended_at_ms = :now
       WHERE id IN (SELECT id FROM station_owner_asks WHERE state = 'open' AND last_day < :today ORDER BY last_day, id LIMIT 500))sql",
                 now, beijing_date(now));
}

std::int64_t open_under(db::Session& db, int key_no) {
  return *db.first<std::int64_t>("SELECT count(*) FROM station_owner_asks WHERE state = 'open' AND key_no = :key_no", key_no);
}

std::int64_t forget_old(db::Session& db, Instant now) {
  return db.exec(
      "DELETE FROM station_owner_asks WHERE id IN (SELECT id FROM station_owner_asks WHERE at_ms < :before ORDER BY at_ms LIMIT 500)",
      now - asks_kept);
}

}  // namespace unionhall::stations::owners
