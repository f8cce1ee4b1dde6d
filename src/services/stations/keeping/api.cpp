// Tables and maps of stations for whoever keeps many.
#include <fstream>

#include "hall/audit/audit.h"
#include "hall/orgs/orgs.h"
#include "services/stations/desk.h"
#include "services/stations/keeping/doubles.h"
#include "services/stations/keeping/geojson.h"
#include "services/stations/keeping/keeping.h"
#include "services/stations/keeping/table.h"

namespace unionhall::stations::keeping {
namespace {

namespace json = http::json;

constexpr int at_once = 500;

/// Every station that a union and those below it keep, the newest first.
template <class F>
void each_station(Hall& hall, const store::Wanted& wanted, F f) {
  StationId before{std::numeric_limits<std::int64_t>::max()};
  for (;;) {
    const auto page = hall.db.read([&](db::Session& db) { return store::page(db, wanted, hall.clock.now(), before, at_once); });
    for (const auto& line : page) f(line);
    if (page.size() < at_once) return;
    before = page.back().station.id;
  }
}

void write_table(Hall& hall, const store::Wanted& wanted, sheets::Format format, const std::filesystem::path& out) {
  sheets::Layout layout{.sheet = "驿站", .columns = {}, .made_at = hall.clock.now()};
  for (const auto& column : columns()) layout.columns.push_back({.name = column.names.front()});
  const auto writer = sheets::create(out, format, layout);
  each_station(hall, wanted, [&](const store::Line& line) {
    const auto cells = cells_of(line.station, line.keeper_name);
    writer->add_row(std::vector<std::string_view>(cells.begin(), cells.end()));
  });
  writer->finish();
}

void write_map(Hall& hall, const store::Wanted& wanted, const std::filesystem::path& out) {
  std::ofstream file(out, std::ios::binary);
  file << R"({"type":"FeatureCollection","features":[)";
  std::string_view between;
  each_station(hall, wanted, [&](const store::Line& line) {
    file << between << json::serialize(feature_of(line.station, line.keeper_name));
    between = ",\n";
  });
  file << "]}\n";
  if (!file.flush()) throw std::runtime_error("a map of stations cannot be written");
}

/// GET /api/v1/station-tables?org=&format=xlsx|csv|geojson → the file
http::Response get_table(const http::Request& request, Hall& hall) {
  const auto org = OrgId::parse(request.asked("org"));
  if (!org) return http::problem({404, "http.not_found"}, request);
  store::Wanted wanted;
  hall.db.write([&](db::Session& db) {
    wanted.path = access::require_reach(db, access::actor(request), *org);
    audit::record(db, hall,
                  audit::by(request, {.what = "export", .subject_kind = "list", .subject = org->value, .org = *org, .detail = "stations"}));
  });
  const auto format = request.asked("format");
  const auto scratch = std::make_shared<const files::Opened>(files::scratch(hall));
  std::string type = "text/csv; charset=utf-8", name = "stations.csv";
  if (format == "geojson") {
    write_map(hall, wanted, scratch->path());
    type = "application/geo+json";
    name = "stations.geojson";
  } else if (format == "csv") {
    write_table(hall, wanted, sheets::Format::csv, scratch->path());
  } else {
    write_table(hall, wanted, sheets::Format::xlsx, scratch->path());
    type = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    name = "stations.xlsx";
  }
  return {.headers = {{"content-type", type}, {"content-disposition", http::disposition("attachment", name)}},
          .file = scratch->path(),
          .keeps = scratch};
}

/// POST /api/v1/station-tables (a GeoJSON) → the csv that an import of stations takes
http::Response post_map(const http::Request& request, Hall&) {
  std::ifstream file(request.body_file, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(file), {}};
  const auto csv = csv_of(text);
  if (!csv) {
    return http::problem(
        {.status = 422, .key = "stations.map_unreadable", .params = {{"place", csv.error().place}, {"expected", csv.error().expected}}},
        request);
  }
  return {
      .headers = {{"content-type", "text/csv; charset=utf-8"}, {"content-disposition", http::disposition("attachment", "stations.csv")}},
      .body = *csv};
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  offer();
  mount_doubles(route, hall);
  route.get("/api/v1/station-tables", access::officer, hall, get_table);
  route.post("/api/v1/station-tables", keepers(), hall, post_map, {.body = http::Body::file, .body_bytes_max = geojson_bytes_max});
}

}  // namespace unionhall::stations::keeping
