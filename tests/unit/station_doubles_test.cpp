// Which stations are asked about as doubles, against a search that compares each with each; where an open one is wanting; and where a map
// of China shows a place.
#include <gmock/gmock.h>

#include <cmath>
#include <random>

#include "services/stations/coverage/coverage.h"
#include "services/stations/keeping/doubles.h"
#include "services/stations/publishing/publishing.h"

namespace unionhall {
namespace {

using stations::Place;
using stations::StationId;
using stations::keeping::distinctive;
using stations::keeping::Pair;
using stations::keeping::Suspect;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view hers = "001.002.", others = "001.003.";

Suspect suspect(std::int64_t id, const std::string& name, double metres_north, std::string path = std::string(hers)) {
  return {.id = StationId{id},
          .name = name,
          .partner = "",
          .phone = "",
          .place = Place::of({.lng = 108.7, .lat = 34.33 + metres_north / 111'195}),
          .keeper_path = std::move(path)};
}

std::vector<std::pair<std::int64_t, std::int64_t>> ids(const std::vector<Pair>& pairs) {
  std::vector<std::pair<std::int64_t, std::int64_t>> all;
  for (const auto& pair : pairs) all.emplace_back(pair.first.value, pair.second.value);
  return all;
}

TEST(StationDoubles, AreSideBySideOrHaveOneNameNearby) {
  const auto found = stations::keeping::pairs({suspect(3, "人民路邮政驿站", 0), suspect(1, "秦都一号", 49),
                                               suspect(2, "人民路 邮政 工会驿站", 450), suspect(4, "人民路邮政驿站", 1000)},
                                              hers);
  EXPECT_THAT(ids(found), ElementsAre(std::pair(1, 3), std::pair(2, 3)));
  EXPECT_FALSE(found[0].same_name);
  EXPECT_TRUE(found[1].same_name);
  EXPECT_NEAR(found[1].distance_m, 450, 0.1);
}

TEST(StationDoubles, OfWhatEveryStationIsCalledNothingFollows) {
  EXPECT_EQ(distinctive("工会爱心驿站"), "");
  EXPECT_EQ(distinctive("户外劳动者服务站点（建行）"), "建行");
  EXPECT_EQ(distinctive("ＡＢ驿站-2号"), "AB2号");
  EXPECT_THAT(ids(stations::keeping::pairs({suspect(1, "工会驿站", 0), suspect(2, "爱心驿站", 200)}, hers)), IsEmpty());
}

TEST(StationDoubles, OnePartnerOrOnePhoneNearbyIsEnough) {
  auto bank = suspect(1, "东门驿站", 0), counter = suspect(2, "西门驿站", 300), post = suspect(3, "邮政", 310);
  bank.partner = counter.partner = "建设银行人民路支行";
  bank.phone = "029-3312 0000", post.phone = "02933120000";
  const auto found = stations::keeping::pairs({bank, counter, post}, hers);
  EXPECT_THAT(ids(found), ElementsAre(std::pair(2, 3), std::pair(1, 2), std::pair(1, 3)));
  EXPECT_TRUE(found[1].same_partner);
  EXPECT_TRUE(found[2].same_phone);
}

TEST(StationDoubles, TwoOfOthersAreNotHersToTellApart) {
  EXPECT_THAT(ids(stations::keeping::pairs(
                  {suspect(1, "甲", 0, std::string(others)), suspect(2, "乙", 10, std::string(others)), suspect(3, "丙", 30)}, hers)),
              ElementsAre(std::pair(2, 3), std::pair(1, 3)));
}

TEST(StationDoubles, NoneIsOverlookedAmongAThousand) {
  std::mt19937 random(7);
  std::vector<Suspect> all;
  for (int id = 1; id <= 1000; ++id) {
    auto one = suspect(id, "站" + std::to_string(random() % 40), 0);
    one.place = Place::of(
        {.lng = 108.6 + static_cast<double>(random() % 60'000) / 1e6, .lat = 34.3 + static_cast<double>(random() % 50'000) / 1e6});
    all.push_back(one);
  }
  std::size_t expected = 0;
  for (const auto& one : all) {
    for (const auto& other : all) {
      const auto away = geo::metres(one.place.point(), other.place.point());
      if (one.id < other.id && (away <= 50 || (away <= 500 && one.name == other.name))) ++expected;
    }
  }
  const auto found = stations::keeping::pairs(all, hers);
  EXPECT_EQ(found.size(), expected);
  EXPECT_GT(expected, 100u);
  EXPECT_TRUE(std::ranges::is_sorted(found, {}, &Pair::distance_m));
}

TEST(StationCoverage, AnAreaIsCoveredByTheNearestWithinAKilometre) {
  const auto north = [](double metres) { return Place::of({.lng = 108.7, .lat = 34.33 + metres / 111'195}); };
  const std::vector<stations::coverage::Open> open{{StationId{1}, "", "近", north(995)}, {StationId{2}, "", "远", north(5000)}};
  const auto around = stations::coverage::nearest({north(0), north(-10), north(4000)}, open);
  EXPECT_TRUE(around[0].covers());
  EXPECT_NEAR(around[0].distance_m, 995, 0.1);
  EXPECT_FALSE(around[1].covers());
  EXPECT_EQ(around[2].station->name, "远");
  EXPECT_FALSE(stations::coverage::nearest({north(0)}, {}).front().covers());
}

TEST(StationPublishing, EachMapGetsItsOwnCoordinates) {
  using stations::publishing::Provider;
  const geo::Point point{108.7, 34.33};
  const auto amap = stations::publishing::shifted(Provider::amap, point), baidu = stations::publishing::shifted(Provider::baidu, point);
  EXPECT_EQ(amap.datum, "GCJ-02");
  EXPECT_EQ(baidu.datum, "BD-09");
  EXPECT_LT(geo::metres(point, geo::to_wgs84(geo::Gcj02{amap.lng, amap.lat})), 0.1);
  EXPECT_LT(geo::metres(point, geo::to_wgs84(geo::Bd09{baidu.lng, baidu.lat})), 0.1);
  EXPECT_GT(geo::metres(point, {amap.lng, amap.lat}), 100) << "as if it had not been converted";
}

}  // namespace
}  // namespace unionhall
