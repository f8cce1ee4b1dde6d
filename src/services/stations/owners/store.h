#pragma once
// SQL of what owners are asked. Private to this folder.
#include "services/stations/owners/owners.h"

namespace unionhall::stations::owners::store {

inline crypto::Place words_place(AskId id) { return {"station_owner_asks", "words_sealed", id.value}; }

/// False when the serial is taken.
bool add(db::Session& db, const Ask& ask);
std::optional<Ask> find(db::Session& db, StationId station, AskId id);
std::optional<Ask> find_serial(db::Session& db, std::int64_t serial);
/// The newest first; at most 20.
std::vector<Ask> of_station(db::Session& db, StationId station);
std::int64_t count_since(db::Session& db, StationId station, Instant since);
/// False when it is not open any more.
bool settle(db::Session& db, AskId id, State state, const std::optional<std::string>& words_sealed, Instant now);
void replace(db::Session& db, StationId station, Instant now);

}  // namespace unionhall::stations::owners::store
