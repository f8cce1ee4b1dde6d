#include "services/stations/coverage/store.h"

#include "hall/orgs/orgs.h"

namespace unionhall::stations::coverage::store {

std::optional<Area> find(db::Session& db, AreaId id) {
  return db.first<Area>("SELECT id, version, org_id, name, address, county, lng_e7, lat_e7, workers FROM station_areas WHERE id = :id", id);
}

std::int64_t count(db::Session& db) { return *db.first<std::int64_t>("SELECT count(*) FROM station_areas"); }

void insert(db::Session& db, std::int64_t region, const Area& area, std::optional<AccountId> by, Instant now) {
  db.exec(R"sql(
      INSERT INTO station_areas (id, region, org_id, name, address, county, lng_e7, lat_e7, workers, written_by, updated_at_ms)
      VALUES (:id, :region, :org, :name, :address, :county, :lng, :lat, :workers, :by, :now))sql",
          area.id, region, area.org, area.name, area.address, area.county, area.place.lng_e7, area.place.lat_e7, area.workers, by, now);
}

bool update(db::Session& db, const Area& area, std::optional<AccountId> by, Instant now) {
  return db.exec(R"sql(
      UPDATE station_areas
         SET version = version + 1, org_id = :org, name = :name, address = :address, county = :county, lng_e7 = :lng, lat_e7 = :lat, workers = :workers,
             written_by = :by, updated_at_ms = :now
       WHERE id = :id AND version = :version)sql",
                 area.org, area.name, area.address, area.county, area.place.lng_e7, area.place.lat_e7, area.workers, by, now, area.id,
                 area.version) == 1;
}

bool remove(db::Session& db, AreaId id) { return db.exec("DELETE FROM station_areas WHERE id = :id", id) == 1; }

std::vector<Line> lines(db::Session& db, std::string_view path) {
  return db.all<Line>(R"sql(
      SELECT a.id, a.version, a.org_id, a.name, a.address, a.county, a.lng_e7, a.lat_e7, a.workers, o.name
        FROM station_areas a JOIN orgs o ON o.id = a.org_id
       WHERE o.path >= :path AND o.path < :end ORDER BY a.id LIMIT :most)sql",
                      path, orgs::end_of_subtree(path), areas_most);
}

std::vector<Open> open_stations(db::Session& db) {
  std::vector<Open> all;
  db.each<Open>("SELECT id, code, name, lng_e7, lat_e7 FROM stations WHERE state = 'open' ORDER BY id",
                [&](Open&& one) { all.push_back(std::move(one)); });
  return all;
}

}  // namespace unionhall::stations::coverage::store
