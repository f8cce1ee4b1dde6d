#pragma once
// Stations as points of a map (GeoJSON, RFC 7946): out for whoever draws one, and in as the table that an import takes. Private to this
// folder.
#include "geo/geo.h"
#include "services/stations/store.h"

namespace unionhall::stations::keeping {

constexpr std::size_t geojson_bytes_max = 16 << 20;

/// A feature of its public facts; hours as `opening_hours`, where OpenStreetMap can say them.
http::json::object feature_of(const Station& station, std::string_view keeper);

/// A csv of a FeatureCollection of Points: properties by the names of our columns or by those of feature_of.
Result<std::string, geo::Malformed> csv_of(std::string_view geojson);

/// The same of a file; nothing where it is no JSON at all. Throws Refused.
std::optional<std::string> table_of(const std::filesystem::path& file);

}  // namespace unionhall::stations::keeping
