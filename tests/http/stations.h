#pragma once
// Stations of the tests' tree, and the nearest of them at one corner.
#include "hall/notices/notices.h"
#include "services/stations/finding/finding.h"
#include "services/stations/truth/truth.h"
#include "support/hall.h"

namespace unionhall::test {

using Names = std::vector<std::string>;

class StationsHall : public ::testing::TestWithParam<db::Engine> {
 protected:
  StationsHall() {
    hall.mount(notices::mount);
    hall.mount(stations::mount);
    hall.mount(stations::finding::mount);
    hall.mount(stations::truth::mount);
    keeper = hall.add_player("站长", access::RoleWord::station_keeper, &hall.renminlu);
  }

  http::json::object form(std::string_view name, double lng, double lat) {
    return {{"org", hall.renminlu.id.text()}, {"name", name}, {"lng", lng}, {"lat", lat}};
  }
  /// On the map, and open day and night.
  std::string opened(std::string_view name, double lng, double lat, http::json::object more = {}) {
    auto fields = form(name, lng, lat);
    fields["hours"] = http::json::object{{"always", true}};
    for (auto& [field, value] : more) fields[field] = value;
    const auto made = hall.as(keeper).post("/api/v1/stations", fields);
    EXPECT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(step(made.text("id"), "open").status, 200);
    return made.text("id");
  }
  Reply record(const std::string& id) { return hall.as(keeper).get("/api/v1/stations/" + id + "/record"); }
  Reply step(const std::string& id, std::string_view word, http::json::object more = {}) {
    more["step"] = word;
    return hall.as(keeper).with("if-match", record(id).etag()).post("/api/v1/stations/" + id + "/steps", more);
  }
  Reply nearest(http::json::object more = {}) {
    more["lng"] = 108.70;
    more["lat"] = 34.33;
    auto found = hall.as(hall.stranger).post("/api/v1/stations/nearest", more);
    EXPECT_EQ(found.status, 200) << found.body;
    return found;
  }
  Names near(http::json::object more = {}) {
    const auto found = nearest(std::move(more));
    Names names;
    for (const auto& one : found.items()) names.emplace_back(one.at("name").as_string());
    return names;
  }

  Hall hall{GetParam()};
  Player keeper;  // of 人民路街道总工会
};

}  // namespace unionhall::test
