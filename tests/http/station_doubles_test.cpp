// Two stations that may be one, as officers meet them.
#include <gmock/gmock.h>

#include "services/stations/keeping/keeping.h"
#include "stations.h"

namespace unionhall::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

class StationDoubles : public StationsHall {
 protected:
  StationDoubles() {
    hall.mount(imports::mount);
    hall.mount(stations::keeping::mount);
  }
  std::string at(const Union& org) { return "/api/v1/station-doubles?org=" + org.id.text(); }
  /// "甲 = 乙", the older first.
  std::vector<std::string> asked(const Player& player, const Union& org) {
    const auto reply = hall.as(player).get(at(org));
    EXPECT_EQ(reply.status, 200) << reply.body;
    std::vector<std::string> all;
    for (const auto& pair : reply.items()) {
      const auto name = [&](std::string_view which) { return std::string(pair.at(which).at("name").as_string()); };
      all.push_back(name("first") + " = " + name("second"));
    }
    return all;
  }
  Reply apart(const Player& player, const std::string& one, const std::string& other) {
    return hall.as(player).post("/api/v1/station-doubles", {{"first", one}, {"second", other}});
  }
};
UNIONHALL_ON_EACH_ENGINE(StationDoubles);

TEST_P(StationDoubles, AreAskedAboutUntilSomebodySaysThatTheyAreTwo) {
  const auto one = opened("河畔驿站", 108.7, 34.33), other = opened("河畔 工会驿站", 108.7, 34.3302);
  const auto reply = hall.as(keeper).get(at(hall.renminlu));
  EXPECT_EQ(reply.at("/items/0/distance_m"), 22);
  EXPECT_EQ(reply.at("/items/0/alike"), http::json::array{"name"});
  EXPECT_EQ(apart(keeper, other, one).status, 204);
  EXPECT_EQ(apart(keeper, other, one).status, 204) << "once more is no mistake";
  EXPECT_THAT(asked(keeper, hall.renminlu), IsEmpty());
}

TEST_P(StationDoubles, WhatIsClosedIsNone) {
  opened("河畔驿站", 108.7, 34.33);
  const auto other = opened("河畔驿站", 108.7, 34.33);
  EXPECT_THAT(asked(keeper, hall.renminlu), ElementsAre("河畔驿站 = 河畔驿站"));
  EXPECT_EQ(step(other, "close", {{"reason", "重复登记"}}).status, 200);
  EXPECT_THAT(asked(keeper, hall.renminlu), IsEmpty());
}

TEST_P(StationDoubles, WhatOthersOnlyPlanIsNotSeen) {
  const auto hers = opened("河畔驿站", 108.7, 34.33);
  auto planned = form("河畔驿站", 108.7, 34.33);
  planned["org"] = hall.weicheng.id.text();
  const auto theirs = hall.as(hall.neighbour).post("/api/v1/stations", planned).text("id");
  EXPECT_THAT(asked(keeper, hall.renminlu), IsEmpty());
  EXPECT_EQ(apart(keeper, hers, theirs).status, 404);
  EXPECT_THAT(asked(hall.neighbour, hall.weicheng), ElementsAre("河畔驿站 = 河畔驿站")) << "the open one is on everybody's map";
  EXPECT_EQ(apart(hall.neighbour, hers, theirs).status, 204);
}

TEST_P(StationDoubles, WhoeverKeepsNeitherTellsNothingApart) {
  const auto one = opened("河畔驿站", 108.7, 34.33), other = opened("河畔驿站", 108.7, 34.33);
  EXPECT_EQ(apart(hall.neighbour, one, other).status, 404);
  EXPECT_EQ(hall.as(hall.neighbour).get(at(hall.renminlu)).status, 404);
  EXPECT_EQ(apart(keeper, one, one).status, 404);
  EXPECT_EQ(apart(keeper, one, "12345").status, 404);
  EXPECT_EQ(asked(keeper, hall.renminlu).size(), 1u);
}

}  // namespace
}  // namespace unionhall::test
