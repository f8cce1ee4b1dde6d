#include "services/stations/keeping/import_store.h"

#include "services/stations/json.h"

namespace unionhall::stations::keeping::import_store {
namespace {

namespace json = http::json;

constexpr int undone_at_once = 200;

crypto::Place image_place(StationId id) { return {"import_changes", "before_sealed", id.value}; }

}  // namespace

std::string image(const Hall& hall, StationId id, const Facts& facts, const People& people) {
  return hall.keys.seal(json::serialize(fields_of(facts, people)), image_place(id));
}

void remember(db::Session& db, imports::ImportId import, StationId station, std::int64_t version_after, std::string_view before_sealed) {
  db.exec(R"sql(
      INSERT INTO import_changes (import_id, subject_kind, subject_id, version_after, before_sealed)
      VALUES (:import, 'station', :station, :version, :before) ON CONFLICT DO NOTHING)sql",
          import, station, version_after, before_sealed);
}

std::vector<Change> changes(db::Session& db, imports::ImportId import) {
  return db.all<Change>(R"sql(
      SELECT subject_id, version_after, before_sealed FROM import_changes
       WHERE import_id = :import AND subject_kind = 'station' AND kept = 0 ORDER BY subject_id LIMIT :limit)sql",
                        import, undone_at_once);
}

void forget(db::Session& db, imports::ImportId import, StationId station) {
  db.exec("DELETE FROM import_changes WHERE import_id = :import AND subject_kind = 'station' AND subject_id = :station", import, station);
}

void keep(db::Session& db, imports::ImportId import, StationId station) {
  db.exec(
      "UPDATE import_changes SET kept = 1, before_sealed = '' WHERE import_id = :import AND subject_kind = 'station' AND subject_id = "
      ":station",
      import, station);
}

bool remove(db::Session& db, const Station& station, Instant now) {
  const auto removed = db.exec(R"sql(
      DELETE FROM stations
       WHERE id = :id
         AND NOT EXISTS (SELECT 1 FROM station_reports r WHERE r.station_id = :id)
         AND NOT EXISTS (SELECT 1 FROM station_photos p WHERE p.station_id = :id)
         AND NOT EXISTS (SELECT 1 FROM station_publications p WHERE p.station_id = :id))sql",
                               station.id);
  if (removed == 1) {
    db.exec("DELETE FROM station_pairs_apart WHERE first_id = :id OR second_id = :id", station.id);
    end_joining(db, station.door, now);
    db.exec("UPDATE station_turns SET epoch = epoch + 1 WHERE id = 1");
  }
  return removed == 1;
}

void restore(db::Session& db, Hall& hall, const Station& station, std::string_view before_sealed, std::int64_t turn) {
  const auto text = hall.keys.open(before_sealed, image_place(station.id));
  if (!text) throw std::runtime_error("import_changes.before_sealed does not open");
  http::Form form(json::parse(*text).as_object());
  const auto facts = read_facts(form, nullptr);
  const auto people = read_people(form, nullptr);
  stations::store::update(db, station, facts, sealed(hall, station.id, people), turn, hall.clock.now());
}

}  // namespace unionhall::stations::keeping::import_store
