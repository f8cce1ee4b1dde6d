#pragma once
// Outlines made small enough for the map of a page. Private to this folder.
#include <vector>

#include "geo/geojson.h"

namespace unionhall::geo {

std::vector<Drawn> draw(const std::vector<Area>& areas);

}  // namespace unionhall::geo
