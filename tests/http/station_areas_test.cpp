// Where outdoor workers are, and whether a station is near.
#include <gmock/gmock.h>

#include "hall/figures/figures.h"
#include "services/stations/coverage/coverage.h"
#include "stations.h"

namespace unionhall::test {
namespace {

using ::testing::ElementsAre;
namespace json = http::json;

class StationAreas : public StationsHall {
 protected:
  StationAreas() { hall.mount(stations::coverage::mount); }

  json::object area(std::string_view name, double lat, json::object more = {}) {
    json::object given{{"org", hall.renminlu.id.text()}, {"name", name}, {"lng", 108.7}, {"lat", lat}};
    for (auto& [field, value] : more) given[field] = value;
    return given;
  }
  std::string added(std::string_view name, double lat, json::object more = {}) {
    const auto made = hall.as(keeper).post("/api/v1/station-areas", area(name, lat, std::move(more)));
    EXPECT_EQ(made.status, 201) << made.body;
    return made.text("id");
  }
  Reply areas(const Player& player, const Union& org) { return hall.as(player).get("/api/v1/station-areas?org=" + org.id.text()); }
  /// "货运市场 60 covered"
  Names seen() {
    Names all;
    const auto reply = areas(keeper, hall.renminlu);
    for (const auto& one : reply.items()) {
      all.push_back(std::string(one.at("name").as_string()) + " " + json::serialize(one.at("workers")) +
                    (one.at("covered").as_bool() ? " covered" : ""));
    }
    return all;
  }
};
UNIONHALL_ON_EACH_ENGINE(StationAreas);

TEST_P(StationAreas, ThoseWithoutAnOpenStationComeFirst) {
  added("货运市场", 34.33, {{"workers", 60}});
  added("候客点", 34.36, {{"workers", 20}});
  added("快递网点", 34.39, {{"workers", 200}});
  const auto near = opened("河畔驿站", 108.7, 34.335);
  EXPECT_THAT(seen(), ElementsAre("快递网点 200", "候客点 20", "货运市场 60 covered"));
  const auto all = areas(keeper, hall.renminlu);
  EXPECT_EQ(all.at("/items/2/nearest/name"), "河畔驿站");
  EXPECT_EQ(all.at("/items/2/nearest/distance_m"), 556);
  EXPECT_EQ(all.at("/items/1/nearest/distance_m"), 2780);
  EXPECT_EQ(all.number("workers"), 280);
  EXPECT_EQ(all.number("covered"), 1);
  EXPECT_EQ(all.number("workers_covered"), 60);

  EXPECT_EQ(step(near, "suspend", {{"reason", "停电"}}).status, 200);
  EXPECT_THAT(seen(), ElementsAre("快递网点 200", "货运市场 60", "候客点 20")) << "what is not open covers nothing";
}

TEST_P(StationAreas, NobodysNumberIsCountedFromTheUnionsOutdoorWorkers) {
  hall.db().write([&](db::Session& s) {
    figures::Deltas deltas;
    deltas.add(hall.riverside.id, "members.category.courier", 30);
    deltas.add(hall.riverside.id, "members.category.truck_driver", 5);
    deltas.add(hall.riverside.id, "members.category.streamer", 9);  // who works at home
    figures::record(s, hall.hall(), deltas);
  });
  figures::fold_all(hall.db());
  added("货运市场", 34.33);
  EXPECT_THAT(seen(), ElementsAre("货运市场 35")) << "of the union and all below it";
  EXPECT_EQ(areas(keeper, hall.renminlu).at("/items/0/counted"), true);
}

TEST_P(StationAreas, AreChangedAndRemovedByWhoeverKeepsStationsThere) {
  const auto id = added("货运市场", 34.33, {{"workers", 60}});
  const auto path = "/api/v1/station-areas/" + id;
  EXPECT_EQ(hall.as(keeper).patch(path, area("货运北市场", 34.34, {{"workers", 80}, {"datum", "GCJ-02"}}), "\"1\"").status, 204);
  EXPECT_THAT(seen(), ElementsAre("货运北市场 80"));
  EXPECT_NEAR(areas(keeper, hall.renminlu).at("/items/0/lat").to_number<double>(), 34.3415, 0.001) << "converted from the map it came from";

  EXPECT_EQ(hall.as(hall.neighbour).del(path).status, 404);
  EXPECT_EQ(hall.as(hall.neighbour).patch(path, area("别处", 34.3), "\"2\"").status, 404);
  auto moved = area("搬走", 34.3);
  moved["org"] = hall.weicheng.id.text();
  EXPECT_EQ(hall.as(keeper).patch(path, moved, "\"2\"").status, 404) << "to a union beyond her reach";
  EXPECT_EQ(hall.as(keeper).patch(path, area("旧的", 34.3), "\"1\"").status, 412);
  EXPECT_EQ(areas(hall.neighbour, hall.renminlu).status, 404);
  EXPECT_EQ(hall.as(hall.worker).post("/api/v1/station-areas", area("甲", 34.3)).status, 403);

  EXPECT_EQ(hall.as(keeper).del(path).status, 204);
  EXPECT_EQ(hall.as(keeper).del(path).status, 404);
  EXPECT_TRUE(seen().empty());
}

TEST_P(StationAreas, WhatIsNoPlaceIsRefusedByItsField) {
  const auto refused = hall.as(keeper).post("/api/v1/station-areas", area("", 134.33, {{"workers", -1}}));
  EXPECT_EQ(refused.status, 422);
  for (const auto* field : {"/name", "/lng", "/workers"}) EXPECT_NE(refused.error_at(field), "") << field;
}

}  // namespace
}  // namespace unionhall::test
