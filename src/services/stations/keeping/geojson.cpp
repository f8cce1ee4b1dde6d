#include "services/stations/keeping/geojson.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>

#include "geo/geojson.h"
#include "services/stations/keeping/table.h"

namespace unionhall::stations::keeping {
namespace {

namespace json = http::json;
using geo::Malformed;

/// Properties under which a feature of ours, or OpenStreetMap's, says what a column holds.
constexpr std::pair<std::string_view, std::string_view> properties[]{{"opening_hours", "hours"}, {"operator", "keeper"}, {"ref", "code"}};

std::string text_of(const json::value& value) {
  if (const auto* text = value.if_string()) return std::string(*text);
  if (const auto* list = value.if_array()) {
    std::string all;
    for (const auto& one : *list) all.append(all.empty() ? "" : "、").append(text_of(one));
    return all;
  }
  return value.is_null() ? "" : json::serialize(value);
}

/// Its column, by our key, by a name of the table, or by a property's name.
std::optional<std::size_t> column_named(std::string_view name) {
  for (const auto& [property, key] : properties) {
    if (name == property) name = key;
  }
  for (std::size_t i = 0; i < columns().size(); ++i) {
    const auto& column = columns()[i];
    if (column.key == name || std::ranges::find(column.names, name) != column.names.end()) return i;
  }
  return std::nullopt;
}

Result<std::vector<std::string>, Malformed> cells_of_feature(const json::value& feature, const std::string& at) {
  const auto malformed = [&](std::string_view where, std::string_view expected) {
    return std::unexpected(Malformed{.place = at + std::string(where), .expected = std::string(expected)});
  };
  if (!feature.is_object()) return malformed("", "a Feature");
  const auto* geometry = feature.as_object().if_contains("geometry");
  const auto* shape = geometry ? geometry->if_object() : nullptr;
  const auto* kind = shape ? shape->if_contains("type") : nullptr;
  if (!kind || !kind->is_string() || kind->as_string() != "Point") return malformed(".geometry", "a Point");
  const auto* given = shape->if_contains("coordinates");
  const auto* pair = given ? given->if_array() : nullptr;
  if (!pair || pair->size() < 2 || !pair->at(0).is_number() || !pair->at(1).is_number()) {
    return malformed(".geometry.coordinates", "[longitude, latitude]");
  }
  std::vector<std::string> cells(columns().size());
  const auto* said = feature.as_object().if_contains("properties");
  if (const auto* properties_of = said ? said->if_object() : nullptr) {
    for (const auto& [name, value] : *properties_of) {
      const auto column = column_named(name);
      if (!column) continue;
      cells[*column] = text_of(value);
    }
  }
  cells[static_cast<std::size_t>(Column::lng)] = fmt::format("{:.7f}", pair->at(0).to_number<double>());
  cells[static_cast<std::size_t>(Column::lat)] = fmt::format("{:.7f}", pair->at(1).to_number<double>());
  auto& datum = cells[static_cast<std::size_t>(Column::datum)];
  if (datum.empty()) datum = "WGS-84";  // RFC 7946 §4
  return cells;
}

}  // namespace

json::object feature_of(const Station& station, std::string_view keeper) {
  const auto cells = keeping::cells_of(station, keeper);
  const auto cell = [&](Column column) { return json::string(cells[static_cast<std::size_t>(column)]); };
  const auto point = station.facts.place.point();
  return {{"type", "Feature"},
          {"id", station.id.text()},
          {"geometry", json::object{{"type", "Point"}, {"coordinates", json::array{point.lng, point.lat}}}},
          {"properties", json::object{{"ref", station.code},
                                      {"name", station.facts.name},
                                      {"address", station.facts.address},
                                      {"operator", keeper},
                                      {"partner", station.facts.partner},
                                      {"kind", cell(Column::kind)},
                                      {"facilities", cell(Column::facilities)},
                                      {"opening_hours", cell(Column::hours)},
                                      {"phone", station.facts.public_phone},
                                      {"state", cell(Column::state)}}}};
}

Result<std::string, Malformed> csv_of(std::string_view geojson) {
  const auto whole = geo::read_json(geojson);
  if (!whole) return std::unexpected(whole.error());
  const auto* collection = whole->if_object();
  const auto* features = collection ? collection->if_contains("features") : nullptr;
  if (!features || !features->is_array()) return std::unexpected(Malformed{.place = "the file", .expected = "a FeatureCollection"});

  std::string csv;
  std::vector<std::string_view> titles;
  for (const auto& column : columns()) titles.push_back(column.names.front());
  sheets::add_csv_row(csv, titles);
  std::size_t number = 0;
  for (const auto& feature : features->as_array()) {
    const auto cells = cells_of_feature(feature, fmt::format("features[{}]", number++));
    if (!cells) return std::unexpected(cells.error());
    sheets::add_csv_row(csv, std::vector<std::string_view>(cells->begin(), cells->end()));
  }
  return csv;
}

std::optional<std::string> table_of(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::string text(64, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<std::size_t>(file.gcount()));
  const auto begin = text.find_first_not_of("\xEF\xBB\xBF \t\r\n");
  if (begin == text.npos || text[begin] != '{') return std::nullopt;
  file.clear();
  const auto refuse = [](const Malformed& why) {
    throw Refused({422, "stations.map_unreadable", {{"place", why.place}, {"expected", why.expected}}});
  };
  text.append(std::istreambuf_iterator<char>(file), {});
  if (text.size() > geojson_bytes_max) refuse({.place = "the file", .expected = "at most 16 MB"});
  auto csv = csv_of(text);
  if (!csv) refuse(csv.error());
  return *std::move(csv);
}

}  // namespace unionhall::stations::keeping
