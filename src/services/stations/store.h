#pragma once
// SQL of stations. Private to this folder and the rooms in it.
#include "services/stations/stations.h"

namespace unionhall::stations::store {

/// Taken first in each transaction that writes stations; holds other such transactions back until this one ends.
std::int64_t next_turn(db::Session& db);

std::optional<Station> find(db::Session& db, StationId id);
std::optional<Station> find_door(db::Session& db, std::string_view door);
std::optional<Station> find_code(db::Session& db, std::string_view code);
std::vector<Station> some(db::Session& db, const std::vector<StationId>& ids);

struct Numbered {
  std::string code, county, door;
  std::int64_t number = 0;
};
std::int64_t last_number(db::Session& db, std::string_view county);
bool door_taken(db::Session& db, std::string_view door);
void insert(db::Session& db, const Station& station, const Numbered& numbered, std::int64_t turn, AccountId by, Instant now);
/// False when `station.version` is no longer the newest, or it is closed.
bool update(db::Session& db, const Station& station, const Facts& facts, const SealedPeople& people, std::int64_t turn, Instant now);
/// The same for where it stands in its life, and when its keeper was there.
bool update_state(db::Session& db, const Station& station, const Standing& standing, std::int64_t turn, Instant now);

std::vector<Station> suspended_until(db::Session& db, Date day, int limit);

// ── For lists ──────────────────────────────────────────────────────────────────────────────────────────────────

struct Wanted {
  std::string path;  // of the union: its own and those of the unions below
  std::optional<State> state;
  std::string county;
  bool doubted = false;                   // something is said against it now
  std::optional<Date> not_checked_since;  // its yearly check is due
  std::optional<Instant> not_confirmed_since;
};
struct Line {
  Station station;
  std::string keeper_name;
};
BOOST_DESCRIBE_STRUCT(Line, (), (station, keeper_name))
/// Of at most 500.
std::vector<Line> lines(db::Session& db, const std::vector<StationId>& ids);
/// The newest first, before `before`.
std::vector<Line> page(db::Session& db, const Wanted& wanted, Instant now, StationId before, int limit);

// ── Photos ─────────────────────────────────────────────────────────────────────────────────────────────────────

using PhotoId = Id<struct StationPhotoTag>;
struct Photo {
  PhotoId id;
  std::int64_t file = 0;
  std::string kind, shows;
};
BOOST_DESCRIBE_STRUCT(Photo, (), (id, file, kind, shows))
void add_photo(db::Session& db, std::int64_t region, StationId station, const Photo& photo, AccountId by, Instant now);
std::vector<Photo> photos(db::Session& db, StationId station);
bool remove_photo(db::Session& db, StationId station, PhotoId photo);

crypto::Place manager_place(StationId id);
crypto::Place manager_phone_place(StationId id);
crypto::Place owner_phone_place(StationId id);

}  // namespace unionhall::stations::store
