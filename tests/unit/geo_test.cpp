#include "geo/geo.h"

#include <gmock/gmock.h>

#include <atomic>
#include <limits>
#include <random>
#include <thread>

namespace unionhall::geo {
namespace {

const Outlines& xianyang() {
  static const Outlines bundled = Outlines::bundled();
  return bundled;
}

Outlines outlines(std::string_view geojson) {
  auto parsed = Outlines::parse(geojson);
  if (!parsed) throw std::runtime_error(parsed.error().text());
  return std::move(*parsed);
}

std::string where_wrong(std::string_view geojson) {
  const auto parsed = Outlines::parse(geojson);
  return parsed ? "fine" : parsed.error().place;
}

std::string collection(const std::string& features) { return R"({"type":"FeatureCollection","features":[)" + features + "]}"; }

std::string area(std::string_view division, std::string_view coordinates) {
  return R"({"type":"Feature","properties":{"division":")" + std::string(division) + R"("},"geometry":{"type":"Polygon","coordinates":)" +
         std::string(coordinates) + "}}";
}

/// A rectangle in degrees.
std::string rectangle(std::string_view division, int west, int south, int east, int north) {
  const auto at = [](int lng, int lat) { return "[" + std::to_string(lng) + "," + std::to_string(lat) + "]"; };
  return area(division, "[[" + at(west, south) + "," + at(east, south) + "," + at(east, north) + "," + at(west, north) + "," +
                            at(west, south) + "]]");
}

struct Known {
  std::string_view place;
  Point point;
  std::string_view division;
};

void PrintTo(const Known& known, std::ostream* out) { *out << known.place; }

class KnownPlaces : public testing::TestWithParam<Known> {};

TEST_P(KnownPlaces, LieInTheirCounty) { EXPECT_EQ(xianyang().division_at(GetParam().point), GetParam().division); }

INSTANTIATE_TEST_SUITE_P(CountySeats, KnownPlaces,
                         testing::Values(Known{"秦都区", {108.704, 34.330}, "610402"}, Known{"杨陵区", {108.084, 34.272}, "610403"},
                                         Known{"渭城区", {108.737, 34.339}, "610404"}, Known{"三原县", {108.939, 34.616}, "610422"},
                                         Known{"泾阳县", {108.838, 34.528}, "610423"}, Known{"乾县", {108.240, 34.528}, "610424"},
                                         Known{"礼泉县", {108.424, 34.483}, "610425"}, Known{"永寿县", {108.142, 34.691}, "610426"},
                                         Known{"长武县", {107.796, 35.206}, "610428"}, Known{"旬邑县", {108.334, 35.112}, "610429"},
                                         Known{"淳化县", {108.577, 34.798}, "610430"}, Known{"武功县", {108.200, 34.260}, "610431"},
                                         Known{"兴平市", {108.487, 34.298}, "610481"}, Known{"彬州市", {108.081, 35.035}, "610482"}));

INSTANTIATE_TEST_SUITE_P(Sights, KnownPlaces,
                         testing::Values(Known{"咸阳国际机场", {108.752, 34.442}, "610404"}, Known{"乾陵", {108.214, 34.574}, "610424"},
                                         Known{"茂陵", {108.569, 34.338}, "610481"}, Known{"彬州大佛寺", {107.99, 35.07}, "610482"}));

TEST(Outlines, OutsideThereIsNoDivision) {
  constexpr double nan = std::numeric_limits<double>::quiet_NaN(), infinite = std::numeric_limits<double>::infinity();
  for (const Point& point :
       {Point{108.9423, 34.2611} /* 西安钟楼 */, Point{107.237, 34.363} /* 宝鸡 */, Point{116.39, 39.91}, Point{0, 90}, Point{108.7, 90},
        Point{108.7, -90}, Point{180, 0}, Point{-180, 0}, Point{180, 34.3}, Point{-71.3, -34.33}, Point{34.33, 108.7},
        Point{108.7 + 360, 34.33}, Point{nan, 34.33}, Point{108.7, nan}, Point{infinite, 34.33}}) {
    EXPECT_EQ(xianyang().division_at(point), std::nullopt) << point.lng << " " << point.lat;
  }
}

TEST(Outlines, TheBundledOnesAreTheFourteenCounties) {
  EXPECT_THAT(xianyang().divisions(), testing::ElementsAre("610402", "610403", "610404", "610422", "610423", "610424", "610425", "610426",
                                                           "610428", "610429", "610430", "610431", "610481", "610482"));
}

using At = std::pair<double, double>;

std::vector<At> points_of(const Drawn& drawn) {
  std::vector<At> points;
  for (const auto& ring : drawn.rings) {
    for (const auto& point : ring) points.emplace_back(point.lng, point.lat);
  }
  return points;
}

TEST(Outlines, AreDrawnWithoutWhatNobodySeesForBothNeighboursAlike) {
  // Their common edge has a step that matters and a wiggle that does not; the east walks it the other way round.
  const auto two = outlines(collection(area("610402", "[[[0,0],[1,0],[1.0003,0.2],[1,0.4],[1.2,0.5],[1,0.6],[1,1],[0,1],[0,0]]]") + "," +
                                       area("610404", "[[[1,0],[2,0],[2,1],[1,1],[1,0.6],[1.2,0.5],[1,0.4],[1.0003,0.2],[1,0]]]")));
  const auto west = points_of(two.drawn()[0]), east = points_of(two.drawn()[1]);
  const std::vector<At> common{{1, 0}, {1, 0.4}, {1.2, 0.5}, {1, 0.6}, {1, 1}};
  EXPECT_THAT(west, testing::UnorderedElementsAre(At{0, 0}, At{0, 1}, common[0], common[1], common[2], common[3], common[4]));
  EXPECT_THAT(east, testing::UnorderedElementsAre(At{2, 0}, At{2, 1}, common[0], common[1], common[2], common[3], common[4]));
  EXPECT_EQ(two.drawn()[0].name, "610402") << "no name was given";
}

TEST(Outlines, OfTheCitySmallEnoughForAPageWithNamesWellWithin) {
  std::size_t points = 0;
  for (const auto& county : xianyang().drawn()) {
    points += points_of(county).size();
    EXPECT_EQ(xianyang().division_at(county.middle), county.division) << county.name;
  }
  EXPECT_EQ(xianyang().drawn()[0].name, "秦都区");
  EXPECT_GT(points, 1000U);
  EXPECT_LT(points, 4500U);  // of 27,715
}

TEST(Outlines, WhatIsTooSmallToBeSeenIsStillThere) {
  const auto dot = outlines(collection(area("610402", "[[[108,34],[108.0001,34],[108,34.0001],[108,34]]]")));
  EXPECT_EQ(points_of(dot.drawn()[0]).size(), 3U);
}

TEST(Outlines, APointOnACommonEdgeOrCornerBelongsToExactlyOne) {
  // Four squares around (1, 1), each alone and all together.
  const std::vector<std::string> squares{rectangle("000001", 0, 0, 1, 1), rectangle("000002", 1, 0, 2, 1), rectangle("000003", 0, 1, 1, 2),
                                         rectangle("000004", 1, 1, 2, 2)};
  const auto all = outlines(collection(squares[0] + "," + squares[1] + "," + squares[2] + "," + squares[3]));
  const auto turned = outlines(collection(squares[3] + "," + squares[2] + "," + squares[1] + "," + squares[0]));
  for (int i = 0; i <= 16; ++i) {
    for (const Point& point : {Point{1, i / 8.0}, Point{i / 8.0, 1}, Point{0, i / 8.0}, Point{i / 8.0, 0}, Point{2, i / 8.0}}) {
      const auto division = all.division_at(point);
      ASSERT_TRUE(division) << point.lng << " " << point.lat;
      EXPECT_EQ(division, all.division_at(point));
      // The order of features decides nothing inside; on the outer edge either neighbour will do.
      if (point.lng > 0 && point.lng < 2 && point.lat > 0 && point.lat < 2) {
        EXPECT_EQ(division, turned.division_at(point));
      }
      const double west = *division == "000001" || *division == "000003" ? 0 : 1,
                   south = *division == "000001" || *division == "000002" ? 0 : 1;
      EXPECT_TRUE(point.lng >= west && point.lng <= west + 1 && point.lat >= south && point.lat <= south + 1) << *division;
    }
  }
}

TEST(Outlines, RingsMayTurnEitherWayAndHaveHoles) {
  const auto ring = outlines(collection(area("000001", "[[[0,0],[0,10],[10,10],[10,0],[0,0]],[[4,4],[6,4],[6,6],[4,6],[4,4]]]")));
  EXPECT_EQ(ring.division_at({2, 2}), "000001");
  EXPECT_EQ(ring.division_at({5, 5}), std::nullopt);
  EXPECT_EQ(ring.division_at({-170, -5}), std::nullopt);
}

TEST(Outlines, AnOutlineMayLieOverTheDateLine) {
  const auto islands = outlines(collection(area("000001", "[[[179,-1],[-179,-1],[-179,1],[179,1],[179,-1]]]")));
  for (const double lng : {179.5, 180.0, -180.0, -179.5}) EXPECT_EQ(islands.division_at({lng, 0}), "000001") << lng;
  EXPECT_EQ(islands.division_at({0, 0}), std::nullopt);
}

TEST(Outlines, ACountyCountsBeforeTheCityAroundIt) {
  const auto nested = outlines(collection(rectangle("610400", 0, 0, 10, 10) + "," + rectangle("610402", 2, 2, 4, 4)));
  EXPECT_EQ(nested.division_at({3, 3}), "610402");
  EXPECT_EQ(nested.division_at({8, 8}), "610400");
}

TEST(Outlines, TheDivisionStandsWhereFilesHaveIt) {
  const std::string geometry =
      R"("geometry":{"type":"MultiPolygon","coordinates":[[[[0,0],[1,0],[1,1],[0,0]]],[[[5,5],[6,5],[6,6],[5,5]]]]}})";
  for (const char* head :
       {R"({"type":"Feature","properties":{"division":"610402","adcode":1},)", R"({"type":"Feature","properties":{"adcode":610402},)",
        R"({"type":"Feature","properties":null,"id":"610402",)"}) {
    EXPECT_EQ(outlines(collection(head + geometry)).division_at({5.6, 5.4}), "610402") << head;
  }
}

TEST(Outlines, AFileMayBeInAChineseDatum) {
  const Point corner{108.70, 34.33};
  const auto shifted = to_gcj02(corner);
  const std::string square = rectangle("610402", 108, 34, 109, 35);
  const auto wgs84 = outlines(collection(square));
  const auto gcj02 = outlines(R"({"type":"FeatureCollection","datum":"GCJ-02","features":[)" + square + "]}");
  // A point just west of the edge in WGS 84 is east of it on a Chinese map.
  const Point edge = to_wgs84(Gcj02{.lng = 108.001, .lat = 34.5});
  EXPECT_LT(edge.lng, 108);
  EXPECT_EQ(wgs84.division_at(edge), std::nullopt);
  EXPECT_EQ(gcj02.division_at(edge), "610402");
  EXPECT_GT(shifted.lng, corner.lng);
}

TEST(Outlines, MalformedGeoJsonIsRefusedWithThePlace) {
  EXPECT_EQ(where_wrong(""), "line 1, column 1");
  EXPECT_EQ(where_wrong("{\"type\":\"FeatureCollection\",\n \"features\": [}"), "line 2, column 15");
  EXPECT_EQ(where_wrong(collection(rectangle("610402", 0, 0, 1, 1)) + " x"),
            "line 1, column " + std::to_string(collection(rectangle("610402", 0, 0, 1, 1)).size() + 2));
  EXPECT_EQ(where_wrong("[]"), "the file");
  EXPECT_EQ(where_wrong("{}"), "the file");
  EXPECT_EQ(where_wrong(R"({"type":"Topology"})"), "type");
  EXPECT_EQ(where_wrong(collection("")), "features");
  EXPECT_EQ(where_wrong(R"({"type":"FeatureCollection","datum":"NAD27","features":[]})"), "datum");
  EXPECT_EQ(where_wrong(collection("7")), "features[0]");
  EXPECT_EQ(where_wrong(collection(rectangle("61040", 0, 0, 1, 1))), "features[0]");
  EXPECT_EQ(where_wrong(collection(rectangle("6104O2", 0, 0, 1, 1))), "features[0]");
  EXPECT_EQ(where_wrong(collection(R"({"type":"Feature","id":"610402","geometry":{"type":"Point","coordinates":[1,2]}})")),
            "features[0].geometry.type");
  EXPECT_EQ(where_wrong(collection(R"({"type":"Feature","id":"610402","geometry":null})")), "features[0].geometry");
  EXPECT_EQ(where_wrong(collection(area("610402", "[]"))), "features[0].geometry.coordinates");
  EXPECT_EQ(where_wrong(collection(area("610402", "[[[0,0],[1,0],[1,1],[0,1]]]"))), "features[0].geometry.coordinates[0]");
  EXPECT_EQ(where_wrong(collection(area("610402", "[[[0,0],[1,0],[0,0]]]"))), "features[0].geometry.coordinates[0]");
  EXPECT_EQ(where_wrong(collection(area("610402", "[[[0,0],[1,0],[1,null],[0,0]]]"))), "features[0].geometry.coordinates[0][2]");
  EXPECT_EQ(where_wrong(collection(area("610402", "[[[34,108],[34,109],[35,109],[34,108]]]"))),
            "features[0].geometry.coordinates[0][0]");  // latitude first
  EXPECT_EQ(where_wrong(collection(area("610402", "[[[0,0],[180,0],[90,45],[0,0]]]"))), "features[0].geometry.coordinates[0][1]");
  EXPECT_EQ(where_wrong(collection(area("610402", "[[[0,0],[2,2],[2,0],[0,2],[0,0]]]"))), "division 610402");  // a bow tie
  EXPECT_EQ(where_wrong(collection(rectangle("610402", 0, 0, 1, 1) + "," + rectangle("610402", 5, 5, 6, 6))), "division 610402");
  EXPECT_EQ(where_wrong(std::string(100'000, '[')), "line 1, column 33");  // no deeper than 32
}

TEST(Outlines, AHairThatRoundingTurnedOverIsNoFault) {
  // The upper edge comes back by itself for a moment: a loop of 0.001 square degrees in a county of 100.
  const auto rounded = outlines(collection(area("610402", "[[[0,0],[10,0],[10,10],[5,10],[5.1,9.99],[5,9.98],[5.1,10],[0,10],[0,0]]]")));
  for (const Point& inside : {Point{1, 1}, Point{9, 9}, Point{5, 5}}) EXPECT_EQ(rounded.division_at(inside), "610402");
  EXPECT_EQ(rounded.division_at({5, 11}), std::nullopt);
  EXPECT_EQ(rounded.division_at({-170, -5}), std::nullopt);
}

TEST(Outlines, AFileThatIsNotThereIsABrokenMachine) { EXPECT_THROW((void)Outlines::load("no/such/file.geojson"), std::system_error); }

TEST(Outlines, AnswerManyThreadsAtOnce) {
  std::vector<std::jthread> threads;
  std::atomic<int> right = 0;
  for (int i = 0; i < 4; ++i) {
    threads.emplace_back([&] {
      for (int n = 0; n < 500; ++n) right += xianyang().division_at({108.704, 34.330}) == "610402" ? 1 : 0;
    });
  }
  threads.clear();
  EXPECT_EQ(right, 2000);
}

TEST(Metres, AreThoseOfACrow) {
  EXPECT_NEAR(metres({108.704, 34.33}, {108.704, 34.33}), 0, 1e-6);
  EXPECT_NEAR(metres({0, 0}, {1, 0}), 111'195, 1);
  EXPECT_NEAR(metres({179.5, 0}, {-179.5, 0}), 111'195, 1);  // over the date line, not around the world
  EXPECT_NEAR(metres({10, 90}, {-120, 90}), 0, 1e-3);        // one pole
  EXPECT_NEAR(metres({0, 0}, {180, 0}), 20'015'100, 200);
  EXPECT_NEAR(metres({116.3912, 39.9073}, {121.4903, 31.2363}), 1'067'000, 5'000);  // 天安门 to 外滩
}

TEST(Datums, AgreeWithWhatOthersFound) {
  // Test values of eviltransform and coordtransform, two libraries that many use.
  const auto gcj02 = to_gcj02({.lng = 121.5272106, .lat = 31.1774276});
  EXPECT_NEAR(gcj02.lng, 121.531541859215, 1e-6);
  EXPECT_NEAR(gcj02.lat, 31.17530398364597, 1e-6);
  const auto beijing = to_gcj02({.lng = 116.404, .lat = 39.915});
  EXPECT_NEAR(beijing.lng, 116.41024449916938, 1e-6);
  EXPECT_NEAR(beijing.lat, 39.91640428150164, 1e-6);
  const auto bd09 = to_bd09(to_wgs84(Gcj02{.lng = 116.404, .lat = 39.915}));
  EXPECT_NEAR(bd09.lng, 116.41036949371029, 1e-6);
  EXPECT_NEAR(bd09.lat, 39.92133699351021, 1e-6);
}

TEST(Datums, GoThereAndBackWithinACentimetre) {
  std::mt19937 dice(7);
  std::uniform_real_distribution<double> lng(73.67, 135.04), lat(3.87, 53.54);
  for (int i = 0; i < 20'000; ++i) {
    const Point point{lng(dice), lat(dice)};
    const bool edge = point.lng < 73.69 || point.lng > 135.02 || point.lat < 3.89 || point.lat > 53.52;  // a shift may leave the box
    if (edge) continue;
    EXPECT_LT(metres(to_wgs84(to_gcj02(point)), point), 0.01);
    EXPECT_LT(metres(to_wgs84(to_bd09(point)), point), 0.01);
    EXPECT_LT(metres({to_gcj02(point).lng, to_gcj02(point).lat}, point), 1500);
  }
}

TEST(Datums, LeaveTheRestOfTheWorldAsItIs) {
  for (const Point& point : {Point{2.3522, 48.8566}, Point{-74.006, 40.7128}, Point{139.69, 35.69}, Point{110, -7}, Point{0, 90}}) {
    EXPECT_EQ(to_gcj02(point).lng, point.lng);
    EXPECT_EQ(to_bd09(point).lat, point.lat);
    EXPECT_EQ(to_wgs84(Gcj02{point.lng, point.lat}).lng, point.lng);
    EXPECT_EQ(to_wgs84(Bd09{point.lng, point.lat}).lat, point.lat);
  }
}

}  // namespace
}  // namespace unionhall::geo
