// Stations without a database: their life, their facilities, and the nearest of them against a search that looks at each.
#include "services/stations/stations.h"

#include <gmock/gmock.h>

#include <random>

#include "services/stations/finding/index.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using stations::Facilities;
using stations::Facility;
using stations::Refusal;
using stations::State;
using stations::StationId;
using stations::Step;
using stations::finding::Entry;
using stations::finding::Hit;
using stations::finding::Index;
using stations::finding::Query;

constexpr Instant now = std::chrono::sys_days{std::chrono::year{2026} / 7 / 15} + 6h;

// ── Life ───────────────────────────────────────────────────────────────────────────────────────────────────────

TEST(StationLife, LeadsFromPlansToTheMapAndOffIt) {
  EXPECT_EQ(stations::after(State::planned, Step::build), State::building);
  EXPECT_EQ(stations::after(State::building, Step::accept), State::acceptance);
  EXPECT_EQ(stations::after(State::acceptance, Step::open), State::open);
  EXPECT_EQ(stations::after(State::planned, Step::open), State::open) << "nothing was to be built";
  EXPECT_EQ(stations::after(State::open, Step::suspend), State::suspended);
  EXPECT_EQ(stations::after(State::suspended, Step::open), State::open);
}

TEST(StationLife, IsNotOpenedBeforeItIsAccepted) {
  EXPECT_EQ(stations::after(State::building, Step::open).error(), Refusal::not_from_here);
  EXPECT_EQ(stations::after(State::planned, Step::suspend).error(), Refusal::not_from_here);
  EXPECT_EQ(stations::after(State::open, Step::build).error(), Refusal::not_from_here);
}

TEST(StationLife, EndsForGood) {
  for (const auto from : {State::planned, State::building, State::acceptance, State::open, State::suspended}) {
    EXPECT_EQ(stations::after(from, Step::close), State::closed);
  }
  for (const auto step : {Step::build, Step::accept, Step::open, Step::suspend, Step::close}) {
    EXPECT_EQ(stations::after(State::closed, step).error(), Refusal::closed);
  }
}

TEST(StationCode, BeginsWithTheCity) {
  EXPECT_EQ(stations::prefix_of("咸阳市总工会"), "XY");
  EXPECT_EQ(stations::prefix_of("西安市总工会"), "XA");
  EXPECT_EQ(stations::prefix_of("Hall"), "HA");
}

TEST(StationFacilities, AreKeptInOneOrderWithoutWhatNobodyKnows) {
  const auto both = Facilities::parse("charging,water");
  EXPECT_EQ(both.text(), "water,charging");
  EXPECT_EQ(Facilities::parse("water,teleport,charging"), both);
  EXPECT_TRUE(both.has_all(Facilities::parse("water")));
  EXPECT_FALSE(both.has_all(Facilities::parse("water,aed")));
  EXPECT_TRUE(both.has_all({}));
}

// ── The nearest ────────────────────────────────────────────────────────────────────────────────────────────────

constexpr std::size_t always = 0, shut = 1, nobody_knows = 2;

Index empty_index() {
  Index index;
  const auto minute = static_cast<std::int32_t>(std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count());
  const auto opening = [](bool known, std::vector<stations::finding::Interval> intervals) {
    return std::make_shared<const stations::finding::Opening>(stations::finding::Opening{known, std::move(intervals)});
  };
  index.openings = {opening(true, {{minute - 600, minute + 600}}), opening(true, {{minute - 600, minute}, {minute + 1, minute + 600}}),
                    opening(false, {})};
  return index;
}

Entry entry(std::int64_t id, geo::Point point, std::size_t hours = always) {
  Entry made{.id = StationId{id}, .facts = {}, .point = point, .facilities = {}, .hours = hours, .standing = {}};
  made.standing.state = State::open;
  return made;
}

std::vector<std::int64_t> ids(const std::vector<Hit>& hits) {
  std::vector<std::int64_t> all;
  for (const auto& hit : hits) all.push_back(hit.entry->id.value);
  return all;
}

TEST(NearestStations, AroundThePoleLieOnEverySideOfIt) {
  auto index = empty_index();
  index.put(entry(1, {.lng = 0, .lat = 89.9}));
  index.put(entry(2, {.lng = 180, .lat = 89.95}));
  index.put(entry(3, {.lng = 0, .lat = 89.0}));
  index.put(entry(4, {.lng = 77, .lat = 90}));
  EXPECT_EQ(ids(index.nearest({.at = {.lng = 0, .lat = 89.96}}, now)), (std::vector<std::int64_t>{4, 1, 2, 3}));
  EXPECT_EQ(ids(index.nearest({.at = {.lng = -123, .lat = 90}, .limit = 1}, now)), (std::vector<std::int64_t>{4}));
}

TEST(NearestStations, AcrossTheDateLineAreNear) {
  auto index = empty_index();
  index.put(entry(1, {.lng = 179.99, .lat = 52}));
  index.put(entry(2, {.lng = -179.98, .lat = 52}));
  index.put(entry(3, {.lng = 179.0, .lat = 52}));
  const auto hits = index.nearest({.at = {.lng = -179.999, .lat = 52}, .radius_m = 5000}, now);
  EXPECT_EQ(ids(hits), (std::vector<std::int64_t>{1, 2}));
  EXPECT_NEAR(hits[0].distance_m, geo::metres({-179.999, 52}, {179.99, 52}), 0.01);
  EXPECT_LT(hits[0].distance_m, 1000);
}

TEST(NearestStations, AtOnePlaceStandInTheOrderOfTheirIds) {
  auto index = empty_index();
  for (const std::int64_t id : {5, 3, 9, 1, 7}) index.put(entry(id, {.lng = 108.7, .lat = 34.33}));
  index.put(entry(2, {.lng = 108.8, .lat = 34.33}));
  EXPECT_EQ(ids(index.nearest({.at = {.lng = 108.7, .lat = 34.33}, .limit = 3}, now)), (std::vector<std::int64_t>{1, 3, 5}));
  EXPECT_EQ(index.nearest({.at = {.lng = 108.7, .lat = 34.33}, .limit = 3}, now)[0].distance_m, 0);
  EXPECT_EQ(ids(index.nearest({.at = {.lng = 108.7, .lat = 34.33}, .limit = 6}, now)).back(), 2);
}

TEST(NearestStations, AreOpenUntilTheMinuteInWhichTheyClose) {
  auto index = empty_index();
  index.put(entry(1, {.lng = 108.7, .lat = 34.33}, shut));
  index.put(entry(2, {.lng = 108.71, .lat = 34.33}, always));
  index.put(entry(3, {.lng = 108.72, .lat = 34.33}, nobody_knows));
  auto suspended = entry(4, {.lng = 108.73, .lat = 34.33});
  suspended.standing.state = State::suspended;
  index.put(suspended);
  const Query open{.at = {.lng = 108.7, .lat = 34.33}, .open = true};
  EXPECT_EQ(ids(index.nearest(open, now)), (std::vector<std::int64_t>{2}));
  EXPECT_EQ(ids(index.nearest(open, now + 1min)), (std::vector<std::int64_t>{1, 2}));
  EXPECT_EQ(ids(index.nearest(open, now - 1ms)), (std::vector<std::int64_t>{1, 2}));
}

TEST(NearestStations, ThatAreDoubtedStandBehindUntilThatIsOver) {
  auto index = empty_index();
  auto doubted = entry(1, {.lng = 108.7, .lat = 34.33});
  doubted.standing.fault = "locked";
  doubted.standing.fault_until = now + 1h;
  index.put(doubted);
  index.put(entry(2, {.lng = 108.71, .lat = 34.33}));
  const Query query{.at = {.lng = 108.7, .lat = 34.33}};
  EXPECT_EQ(ids(index.nearest(query, now)), (std::vector<std::int64_t>{2, 1}));
  EXPECT_EQ(ids(index.nearest(query, now + 1h)), (std::vector<std::int64_t>{1, 2}));
  doubted.standing.fault_until.reset();  // upheld
  index.put(doubted);
  EXPECT_EQ(ids(index.nearest(query, now + 48h)), (std::vector<std::int64_t>{2, 1}));
}

TEST(NearestStations, MoveAndLeave) {
  auto index = empty_index();
  index.put(entry(1, {.lng = 108.7, .lat = 34.33}));
  index.put(entry(2, {.lng = 108.71, .lat = 34.33}));
  index.put(entry(1, {.lng = 108.75, .lat = 34.33}));
  EXPECT_EQ(ids(index.nearest({.at = {.lng = 108.7, .lat = 34.33}}, now)), (std::vector<std::int64_t>{2, 1}));
  index.remove(StationId{2});
  index.remove(StationId{2});
  EXPECT_EQ(ids(index.nearest({.at = {.lng = 108.7, .lat = 34.33}}, now)), (std::vector<std::int64_t>{1}));
  index.put(entry(3, {.lng = 108.7, .lat = 34.33}));
  EXPECT_EQ(index.size(), 2U);
  index.clear();
  EXPECT_TRUE(index.nearest({.at = {.lng = 108.7, .lat = 34.33}}, now).empty());
}

/// Looks at each.
std::vector<std::int64_t> looked_for(const std::vector<Entry>& all, const Query& query, const Index& index) {
  std::vector<std::tuple<double, std::int64_t, bool>> fitting;
  for (const auto& one : all) {
    const auto metres = geo::metres(query.at, one.point);
    if (query.radius_m && metres > *query.radius_m) continue;
    if (!one.facilities.has_all(query.facilities)) continue;
    if (query.open && !(one.standing.state == State::open && stations::finding::open_at(*index.openings[one.hours], now))) continue;
    fitting.emplace_back(metres, one.id.value, one.standing.doubted(now));
  }
  std::ranges::sort(fitting);
  if (fitting.size() > query.limit) fitting.resize(query.limit);
  std::ranges::stable_partition(fitting, [](const auto& one) { return !std::get<2>(one); });
  std::vector<std::int64_t> found;
  for (const auto& one : fitting) found.push_back(std::get<1>(one));
  return found;
}

TEST(NearestStations, AreThoseThatASearchThroughAllFinds) {
  std::mt19937_64 random(20260715);
  const auto below = [&](std::uint64_t n) { return random() % n; };
  const auto degrees = [&](double from, double to) {
    return std::round((from + (to - from) * static_cast<double>(below(1u << 30)) / (1u << 30)) * 1e7) / 1e7;
  };
  struct Area {
    double west, east, south, north;
  };
  for (const Area area :
       {Area{108, 109.5, 34, 35.5}, Area{-180, 180, -90, 90}, Area{0, 360, 89.9, 90}, Area{108.7, 108.7001, 34.33, 34.3301}}) {
    auto index = empty_index();
    std::vector<Entry> all;
    const auto place = [&] {
      geo::Point point{.lng = degrees(area.west, area.east), .lat = degrees(area.south, area.north)};
      if (point.lng > 180) point.lng -= 360;
      return point;
    };
    for (std::int64_t id = 1; id <= 3000; ++id) {
      auto made = entry(id, below(20) == 0 && !all.empty() ? all[below(all.size())].point : place(), below(3));
      made.facilities = Facilities::parse(below(2) == 0 ? "water" : below(20) == 0 ? "water,aed" : "charging");
      if (below(10) == 0) made.standing.fault = "locked";
      if (below(10) == 0) made.standing.state = State::suspended;
      all.push_back(made);
    }
    const std::vector<Entry> planted_at_once(all.begin(), all.begin() + 2000);
    index.fill(planted_at_once);
    for (std::size_t i = 2000; i < all.size(); ++i) index.put(all[i]);
    for (int i = 0; i < 400; ++i) {  // some move
      auto& one = all[below(all.size())];
      one.point = place();
      index.put(one);
    }
    for (int asked = 0; asked < 200; ++asked) {
      Query query{.at = asked % 7 == 0 ? all[below(all.size())].point : place(), .open = below(2) == 0, .limit = 1 + below(30)};
      if (below(2) == 0) query.facilities = Facilities::parse(below(2) == 0 ? "aed" : "water");
      if (below(4) == 0) query.radius_m = static_cast<double>(1 + below(20'000));
      EXPECT_EQ(ids(index.nearest(query, now)), looked_for(all, query, index));
    }
  }
}

}  // namespace
}  // namespace unionhall
