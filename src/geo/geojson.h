#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <boost/json/value.hpp>

#include "geo/geo.h"

namespace unionhall::geo {

using Ring = std::vector<Point>;    // its last point is the one before the first
using Polygon = std::vector<Ring>;  // the outer ring, then holes

struct Area {
  std::string division;
  std::string name;  // never empty
  std::vector<Polygon> polygons;
};

/// JSON of any kind; what is none is told by line and column.
Result<boost::json::value, Malformed> read_json(std::string_view text);

/// What RFC 7946 says of FeatureCollections of areas, and nothing else; see Outlines::parse.
Result<std::vector<Area>, Malformed> read_geojson(std::string_view text);

}  // namespace unionhall::geo
