#pragma once
// What the routes for keepers have in common. Private to this folder and the rooms in it.
#include "services/stations/store.h"

namespace unionhall::stations {

/// Who may write stations within her reach: whoever keeps them, and the clerks.
const http::Guard& keepers();
/// Refused 404 where it is none, or its keeper lies outside her reach.
Station require_station(db::Session& db, const http::Request& request, StationId id);

void mount_photos(http::Router& route, Hall& hall);

}  // namespace unionhall::stations
