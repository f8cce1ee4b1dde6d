#include "services/stations/store.h"

#include "hall/orgs/orgs.h"

namespace unionhall::stations::store {
namespace {

std::string columns() {
  return "s.id, s.region, s.version, s.code, s.door, s.name, s.alias, s.kind, s.build_type, s.partner, s.keeper, s.division, "
         "s.address, s.lng_e7, s.lat_e7, s.area_m2, s.capacity, s.hours, s.access, s.facilities, s.public_phone, s.level, s.level_year, "
         "s.opened_on, s.manager_sealed, s.manager_phone_sealed, s.owner_phone_sealed, s.state, s.state_reason, s.suspended_until, "
         "s.checked_on, s.confirmed_at_ms, s.confirmed_by, s.fault, s.fault_people, s.fault_since_ms, s.fault_until_ms";
}

std::string select(std::string_view rest) { return "SELECT " + columns() + " " + std::string(rest); }

}  // namespace

crypto::Place manager_place(StationId id) { return {"stations", "manager_sealed", id.value}; }
crypto::Place manager_phone_place(StationId id) { return {"stations", "manager_phone_sealed", id.value}; }
crypto::Place owner_phone_place(StationId id) { return {"stations", "owner_phone_sealed", id.value}; }

std::int64_t next_turn(db::Session& db) {
  return *db.first<std::int64_t>("UPDATE station_turns SET turn = turn + 1 WHERE id = 1 RETURNING turn");
}

std::optional<Station> find(db::Session& db, StationId id) {
  static const auto sql = select("FROM stations s WHERE s.id = :id");
  return db.first<Station>(sql, id);
}

std::optional<Station> find_door(db::Session& db, std::string_view door) {
  static const auto sql = select("FROM stations s WHERE s.door = :door");
  return db.first<Station>(sql, door);
}

std::optional<Station> find_code(db::Session& db, std::string_view code) {
  static const auto sql = select("FROM stations s WHERE s.code = :code");
  return db.first<Station>(sql, code);
}

std::vector<Station> some(db::Session& db, const std::vector<StationId>& ids) {
  static const auto sql = select("FROM stations s WHERE s.id = ANY_OF(:ids) ORDER BY s.id LIMIT 1000");
  return db.all<Station>(sql, ids);
}

std::int64_t last_number(db::Session& db, std::string_view county) {
  return *db.first<std::int64_t>("SELECT coalesce(max(number), 0) FROM stations WHERE county = :county", county);
}

bool door_taken(db::Session& db, std::string_view door) {
  return db.first<std::int64_t>("SELECT 1 FROM stations WHERE door = :door", door).has_value();
}

void insert(db::Session& db, const Station& station, const Numbered& numbered, std::int64_t turn, AccountId by, Instant now) {
  const auto& facts = station.facts;
  std::optional<AccountId> made_by;
  if (by) made_by = by;
  db.exec(R"sql(
      INSERT INTO stations (id, region, turn, code, county, number, door, name, alias, kind, build_type, partner, keeper, division, address,
                            lng_e7, lat_e7, area_m2, capacity, hours, access, facilities, public_phone, level, level_year, opened_on,
                            manager_sealed, manager_phone_sealed, owner_phone_sealed, state, checked_on, confirmed_at_ms, confirmed_by,
                            made_by, created_at_ms, updated_at_ms)
      VALUES (:id, :region, :turn, :code, :county, :number, :door, :name, :alias, :kind, :build_type, :partner, :keeper, :division, :address,
              :lng, :lat, :area, :capacity, :hours, :access, :facilities, :public_phone, :level, :level_year, :opened_on,
              :manager, :manager_phone, :owner_phone, :state, :checked_on, :confirmed_at, :confirmed_by, :by, :now, :now))sql",
          station.id, station.region, turn, numbered.code, numbered.county, numbered.number, numbered.door, facts.name, facts.alias,
          facts.kind, facts.build_type, facts.partner, facts.keeper, facts.division, facts.address, facts.place.lng_e7, facts.place.lat_e7,
          facts.area_m2, facts.capacity, facts.hours, facts.access, facts.facilities, facts.public_phone, facts.level, facts.level_year,
          facts.opened_on, station.people.manager_sealed, station.people.manager_phone_sealed, station.people.owner_phone_sealed,
          station.standing.state, station.standing.checked_on, station.standing.confirmed_at, station.standing.confirmed_by, made_by, now);
}

bool update(db::Session& db, const Station& station, const Facts& facts, const SealedPeople& people, std::int64_t turn, Instant now) {
  return db.exec(R"sql(
      UPDATE stations
         SET version = version + 1, turn = :turn, name = :name, alias = :alias, kind = :kind, build_type = :build_type, partner = :partner,
             keeper = :keeper, division = :division, address = :address, lng_e7 = :lng, lat_e7 = :lat, area_m2 = :area,
             capacity = :capacity, hours = :hours, access = :access, facilities = :facilities, public_phone = :public_phone,
             level = :level, level_year = :level_year, opened_on = :opened_on, manager_sealed = :manager,
             manager_phone_sealed = :manager_phone, owner_phone_sealed = :owner_phone, updated_at_ms = :now
       WHERE id = :id AND version = :version AND state <> 'closed')sql",
                 turn, facts.name, facts.alias, facts.kind, facts.build_type, facts.partner, facts.keeper, facts.division, facts.address,
                 facts.place.lng_e7, facts.place.lat_e7, facts.area_m2, facts.capacity, facts.hours, facts.access, facts.facilities,
                 facts.public_phone, facts.level, facts.level_year, facts.opened_on, people.manager_sealed, people.manager_phone_sealed,
                 people.owner_phone_sealed, now, station.id, station.version) == 1;
}

bool update_state(db::Session& db, const Station& station, const Standing& standing, std::int64_t turn, Instant now) {
  return db.exec(R"sql(
      UPDATE stations
         SET version = version + 1, turn = :turn, state = :state, state_reason = :reason, suspended_until = :until,
             checked_on = :checked_on, updated_at_ms = :now
       WHERE id = :id AND version = :version AND state <> 'closed')sql",
                 turn, standing.state, standing.state_reason, standing.suspended_until, standing.checked_on, now, station.id,
                 station.version) == 1;
}

std::vector<Station> suspended_until(db::Session& db, Date day, int limit) {
  static const auto sql = select(
      "FROM stations s WHERE s.state = 'suspended' AND s.suspended_until IS NOT NULL AND s.suspended_until < :day ORDER BY "
      "s.suspended_until, s.id LIMIT :limit");
  return db.all<Station>(sql, day, limit);
}

std::vector<Line> lines(db::Session& db, const std::vector<StationId>& ids) {
  static const auto sql =
      "SELECT " + columns() + ", o.name FROM stations s JOIN orgs o ON o.id = s.keeper WHERE s.id = ANY_OF(:ids) LIMIT 500";
  return db.all<Line>(sql, ids);
}

std::vector<Line> page(db::Session& db, const Wanted& wanted, Instant now, StationId before, int limit) {
  static const auto sql = "SELECT " + columns() + R"sql(, o.name
        FROM stations s JOIN orgs o ON o.id = s.keeper
       WHERE o.path >= :from_path AND o.path < :end_path AND s.id < :before
         AND (:state IS NULL OR s.state = :state)
         AND (:county = '' OR s.county = :county)
         AND (:doubted = 0 OR (s.fault <> '' AND (s.fault_until_ms IS NULL OR s.fault_until_ms > :now)))
         AND (:checked IS NULL OR (s.state = 'open' AND coalesce(s.checked_on, s.opened_on, '') < :checked))
         AND (:confirmed IS NULL OR (s.state = 'open' AND coalesce(s.confirmed_at_ms, 0) < :confirmed))
       ORDER BY s.id DESC LIMIT :limit)sql";
  return db.all<Line>(sql, wanted.path, orgs::end_of_subtree(wanted.path), before, wanted.state, wanted.county, wanted.doubted ? 1 : 0, now,
                      wanted.not_checked_since, wanted.not_confirmed_since, limit);
}

// ── Photos ─────────────────────────────────────────────────────────────────────────────────────────────────────

void add_photo(db::Session& db, std::int64_t region, StationId station, const Photo& photo, AccountId by, Instant now) {
  db.exec(R"sql(
      INSERT INTO station_photos (id, region, station_id, file_id, kind, shows, by_account, at_ms)
      VALUES (:id, :region, :station, :file, :kind, :shows, :by, :now))sql",
          photo.id, region, station, photo.file, photo.kind, photo.shows, by, now);
}

std::vector<Photo> photos(db::Session& db, StationId station) {
  return db.all<Photo>("SELECT id, file_id, kind, shows FROM station_photos WHERE station_id = :station ORDER BY id LIMIT 20", station);
}

bool remove_photo(db::Session& db, StationId station, PhotoId photo) {
  return db.exec("DELETE FROM station_photos WHERE id = :id AND station_id = :station", photo, station) == 1;
}

}  // namespace unionhall::stations::store
