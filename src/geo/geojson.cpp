#include "geo/geojson.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>
#include <utility>

namespace unionhall::geo {
namespace {

namespace json = boost::json;

constexpr double edge_metres_max = 5e6;

enum class Datum { wgs84, gcj02, bd09 };

/// Ends the reading; caught where it begins. The reader goes down through objects and arrays, and carries the place along.
struct Refused {
  Malformed why;
};

[[noreturn]] void refuse(const std::string& place, std::string expected) {
  throw Refused{{.place = place.empty() ? "the file" : place, .expected = std::move(expected)}};
}

/// "line 3, column 7", as editors count.
std::string place_of(std::string_view text, std::size_t offset) {
  const auto before = text.substr(0, offset);
  const auto line_start = before.rfind('\n');
  const auto column = offset - (line_start == before.npos ? 0 : line_start + 1) + 1;
  return fmt::format("line {}, column {}", std::ranges::count(before, '\n') + 1, column);
}

json::value parsed(std::string_view text) {
  if (text.starts_with("\xEF\xBB\xBF")) text.remove_prefix(3);  // editors on Windows put it there
  json::stream_parser parser;
  json::error_code error;
  const auto read = parser.write_some(text.data(), text.size(), error);
  if (!error) parser.finish(error);
  if (!error && text.find_first_not_of(" \t\r\n", read) != text.npos) refuse(place_of(text, read), "nothing behind the collection");
  if (error) refuse(place_of(text, read), "JSON (" + error.message() + ")");
  return parser.release();
}

const json::value& member(const json::object& object, const char* name, const std::string& place) {
  const auto* const value = object.if_contains(name);
  if (value == nullptr) refuse(place, fmt::format("a member \"{}\"", name));
  return *value;
}

const json::object& object(const json::value& value, const std::string& place) {
  if (!value.is_object()) refuse(place, "an object");
  return value.get_object();
}

const json::array& array(const json::value& value, const std::string& place) {
  if (!value.is_array()) refuse(place, "an array");
  return value.get_array();
}

std::string_view word(const json::value& value, const std::string& place) {
  if (!value.is_string()) refuse(place, "a text");
  return value.get_string();
}

std::string within(const std::string& place, std::size_t i) { return fmt::format("{}[{}]", place, i); }
std::string within(const std::string& place, std::string_view name) {
  return place.empty() ? std::string(name) : place + "." + std::string(name);
}

Datum datum_of(const json::object& collection) {
  const auto* const datum = collection.if_contains("datum");
  if (datum == nullptr) return Datum::wgs84;
  const auto name = word(*datum, "datum");
  if (name == "WGS 84") return Datum::wgs84;
  if (name == "GCJ-02") return Datum::gcj02;
  if (name == "BD-09") return Datum::bd09;
  refuse("datum", "\"WGS 84\", \"GCJ-02\" or \"BD-09\"");
}

Point point_of(const json::value& value, Datum datum, const std::string& place) {
  const auto& position = array(value, place);
  if (position.size() < 2 || !position[0].is_number() || !position[1].is_number()) refuse(place, "a position: longitude, latitude");
  const Point read{.lng = position[0].to_number<double>(), .lat = position[1].to_number<double>()};
  if (!on_earth(read)) refuse(place, "a longitude from -180 to 180, then a latitude from -90 to 90");
  switch (datum) {
    case Datum::wgs84:
      return read;
    case Datum::gcj02:
      return to_wgs84(Gcj02{.lng = read.lng, .lat = read.lat});
    case Datum::bd09:
      return to_wgs84(Bd09{.lng = read.lng, .lat = read.lat});
  }
  std::unreachable();
}

Ring ring_of(const json::value& value, Datum datum, const std::string& place) {
  const auto& positions = array(value, place);
  Ring ring;
  for (std::size_t i = 0; i < positions.size(); ++i) ring.push_back(point_of(positions[i], datum, within(place, i)));
  const auto same = [](const Point& a, const Point& b) { return a.lng == b.lng && a.lat == b.lat; };
  if (ring.size() < 4 || !same(ring.front(), ring.back())) refuse(place, "a ring: at least four positions, the last one like the first");
  for (std::size_t i = 1; i < ring.size(); ++i) {  // between opposite points of the earth there is no shortest line
    if (metres(ring[i - 1], ring[i]) > edge_metres_max) refuse(within(place, i), "a position within 5,000 km of the one before");
  }
  ring.pop_back();
  return ring;
}

Polygon polygon_of(const json::value& value, Datum datum, const std::string& place) {
  const auto& rings = array(value, place);
  if (rings.empty()) refuse(place, "at least one ring");
  Polygon polygon;
  for (std::size_t i = 0; i < rings.size(); ++i) polygon.push_back(ring_of(rings[i], datum, within(place, i)));
  return polygon;
}

std::vector<Polygon> polygons_of(const json::object& geometry, Datum datum, const std::string& place) {
  const auto type = word(member(geometry, "type", place), within(place, "type"));
  const auto inside = within(place, "coordinates");
  const auto& coordinates = member(geometry, "coordinates", place);
  if (type == "Polygon") return {polygon_of(coordinates, datum, inside)};
  if (type != "MultiPolygon") refuse(within(place, "type"), "\"Polygon\" or \"MultiPolygon\"");
  std::vector<Polygon> polygons;
  const auto& parts = array(coordinates, inside);
  if (parts.empty()) refuse(inside, "at least one polygon");
  for (std::size_t i = 0; i < parts.size(); ++i) polygons.push_back(polygon_of(parts[i], datum, within(inside, i)));
  return polygons;
}

std::string division_of(const json::object& feature, const std::string& place) {
  const json::value* named = nullptr;
  if (const auto* const properties = feature.if_contains("properties"); properties != nullptr && properties->is_object()) {
    for (const char* name : {"division", "adcode"}) {
      if (named == nullptr) named = properties->get_object().if_contains(name);
    }
  }
  if (named == nullptr) named = feature.if_contains("id");
  std::string division;
  if (named != nullptr && named->is_string()) division = named->get_string();
  if (named != nullptr && named->is_int64()) division = fmt::format("{}", named->get_int64());
  if (division.size() != 6 || !std::ranges::all_of(division, [](char c) { return c >= '0' && c <= '9'; })) {
    refuse(place, "six digits as property \"division\" or \"adcode\", or as \"id\"");
  }
  return division;
}

std::string name_of(const json::object& feature, const std::string& otherwise) {
  const auto* const properties = feature.if_contains("properties");
  const auto* const name = properties != nullptr && properties->is_object() ? properties->get_object().if_contains("name") : nullptr;
  const auto* const text = name != nullptr ? name->if_string() : nullptr;
  return text != nullptr && !text->empty() ? std::string(*text) : otherwise;
}

std::vector<Area> areas_of(const json::object& collection) {
  if (word(member(collection, "type", ""), "type") != "FeatureCollection") refuse("type", "\"FeatureCollection\"");
  const Datum datum = datum_of(collection);
  const auto& features = array(member(collection, "features", ""), "features");
  if (features.empty()) refuse("features", "at least one feature");
  std::vector<Area> areas;
  for (std::size_t i = 0; i < features.size(); ++i) {
    const auto place = within("features", i);
    const auto& feature = object(features[i], place);
    const auto inside = within(place, "geometry");
    const auto division = division_of(feature, place);
    areas.push_back({.division = division,
                     .name = name_of(feature, division),
                     .polygons = polygons_of(object(member(feature, "geometry", place), inside), datum, inside)});
  }
  return areas;
}

}  // namespace

Result<json::value, Malformed> read_json(std::string_view text) try { return parsed(text); } catch (const Refused& refused) {
  return std::unexpected(refused.why);
}

Result<std::vector<Area>, Malformed> read_geojson(std::string_view text) try {
  return areas_of(object(parsed(text), ""));
} catch (const Refused& refused) {
  return std::unexpected(refused.why);
}

}  // namespace unionhall::geo
