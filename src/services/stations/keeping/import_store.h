#pragma once
// What an import of stations leaves for its undo. Private to this folder.
#include "hall/imports/imports.h"
#include "services/stations/store.h"

namespace unionhall::stations::keeping::import_store {

struct Change {
  StationId station;
  std::int64_t version_after = 1;
  std::string before_sealed;  // empty: it was made by the import
};
BOOST_DESCRIBE_STRUCT(Change, (), (station, version_after, before_sealed))

/// What a keeper had said of it, sealed: it holds names and phones.
std::string image(const Hall& hall, StationId id, const Facts& facts, const People& people);
void remember(db::Session& db, imports::ImportId import, StationId station, std::int64_t version_after, std::string_view before_sealed);
/// Those that were neither taken back nor kept; at most 200.
std::vector<Change> changes(db::Session& db, imports::ImportId import);
void forget(db::Session& db, imports::ImportId import, StationId station);
void keep(db::Session& db, imports::ImportId import, StationId station);

/// Deletes a station of which nobody has said or shown anything; false: somebody has.
bool remove(db::Session& db, const Station& station, Instant now);
void restore(db::Session& db, Hall& hall, const Station& station, std::string_view before_sealed, std::int64_t turn);

}  // namespace unionhall::stations::keeping::import_store
