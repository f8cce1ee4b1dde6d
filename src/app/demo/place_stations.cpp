// A few hundred stations, in the counties as their members are: by a road near the county's seat or out in its towns, each kept by a
// town's or street's union, most at somebody else's door. And where outdoor workers are, near some of them and far from others.
#include <fmt/format.h>

#include <cmath>
#include <numbers>

#include "building.h"
#include "geo/geo.h"
#include "moment.h"
#include "numbers.h"
#include "services/stations/coverage/coverage.h"
#include "services/stations/hours/hours.h"
#include "services/stations/json.h"
#include "services/stations/truth/truth.h"

namespace unionhall::demo {
namespace {

namespace truth = stations::truth;
using stations::Facilities;
using stations::Facility;

constexpr std::int64_t stations_of_the_city = 420, stations_least = 120, areas_of_the_city = 90, areas_least = 40;
constexpr int placed_at_once = 20, tries = 200;

struct Seat {
  std::string_view division;
  geo::Point at;
};
constexpr Seat seats[] = {{"610402", {108.706, 34.330}}, {"610403", {108.085, 34.272}}, {"610404", {108.737, 34.362}},
                          {"610422", {108.941, 34.618}}, {"610423", {108.843, 34.527}}, {"610424", {108.239, 34.528}},
                          {"610425", {108.425, 34.482}}, {"610426", {108.142, 34.692}}, {"610428", {107.799, 35.206}},
                          {"610429", {108.334, 35.112}}, {"610430", {108.581, 34.799}}, {"610431", {108.200, 34.260}},
                          {"610481", {108.490, 34.299}}, {"610482", {108.081, 35.036}}};

constexpr std::string_view roads[] = {"人民路", "中山街", "渭阳路", "文林路", "玉泉路", "乐育路", "西兰路", "团结路", "建设路", "东风路",
                                      "和平路", "新兴路", "长虹路", "北塬路", "南环路", "站前路", "学府路", "育才路", "滨河路", "迎宾路"};
struct Door {
  std::string_view partner, name;
  stations::BuildType built;
  int weight;
};
constexpr Door doors[] = {
    {"邮政支局", "邮政驿站", stations::BuildType::shared, 18},   {"建设银行支行", "建行驿站", stations::BuildType::shared, 14},
    {"加油站", "加油站驿站", stations::BuildType::shared, 12},   {"社区党群服务中心", "社区驿站", stations::BuildType::integrated, 18},
    {"环卫所", "环卫驿站", stations::BuildType::government, 10}, {"新华书店", "书香驿站", stations::BuildType::social, 5},
    {"连锁超市", "超市驿站", stations::BuildType::social, 8},    {"", "工会驿站", stations::BuildType::own, 15}};
constexpr Weighted hours_kinds[] = {{"08:00-22:00", 30},
                                    {"24/7", 12},
                                    {"Mo-Fr 08:30-17:30; PH off", 20},
                                    {"Mo-Sa 09:00-18:00", 13},
                                    {"Jun-Sep 07:00-21:00; Oct-May 08:00-18:30", 10},
                                    {"10:00-02:00", 6},
                                    {"Mo-Fr 08:00-12:00,14:00-18:00; Sa 09:00-12:00", 5},
                                    {"", 4}};
constexpr std::string_view areas[] = {"外卖集散点", "快递网点", "货运市场", "网约车候客点", "商圈", "环卫作业片区", "物流园", "代驾等候点"};
struct Chance {
  Facility facility;
  int of_a_thousand;
};
constexpr Chance likely[] = {
    {Facility::water, 970},       {Facility::seats, 960},     {Facility::climate, 820},       {Facility::charging, 900},
    {Facility::microwave, 620},   {Facility::first_aid, 700}, {Facility::multi_socket, 350},  {Facility::toilet, 480},
    {Facility::fridge, 180},      {Facility::wifi, 420},      {Facility::books, 330},         {Facility::umbrella, 380},
    {Facility::tools, 220},       {Facility::tyre_pump, 150}, {Facility::ebike_charging, 90}, {Facility::battery_swap, 40},
    {Facility::nursing_room, 60}, {Facility::aed, 50},        {Facility::legal_advice, 70},   {Facility::shower, 20}};

class Placing {
 public:
  explicit Placing(Building& building) : building_(building), outlines_(geo::Outlines::bundled()) {
    for (const auto place : building.city.counties) {
      std::int64_t members = 0;
      for (const auto& one : building.city.unions) members += one.county == place ? one.members : 0;
      weights_.push_back(members);
      members_ += members;
    }
  }

  bool run() {
    const auto total = building_.scaled(stations_of_the_city, stations_least);
    auto done = building_.hall.db.read([](db::Session& db) { return *db.first<std::int64_t>("SELECT count(*) FROM stations"); });
    while (done < total) {
      const auto until = std::min<std::int64_t>(total, done + placed_at_once);
      building_.hall.db.write_in_background([&](db::Session& db) {
        for (auto number = done; number < until; ++number) place(db, static_cast<std::uint64_t>(number));
      });
      done = until;
      if (!building_.watch("stations", done, total)) return false;
    }
    building_.hall.db.write_in_background([&](db::Session& db) { mark_areas(db); });
    return true;
  }

 private:
  void place(db::Session& db, std::uint64_t number) {
    Dice dice(building_.options.seed, "stations", number);
    const int county = a_county(dice);
    const auto& division = building_.planned(county).code;
    const auto& door = a_door(dice);
    const auto road = dice.pick(roads);

    stations::NewStation made{.id = building_.hall.ids.next<stations::StationTag>(), .facts = {}, .people = {}};
    auto& facts = made.facts;
    facts.keeper = building_.org(a_keeper(dice, county));
    facts.place = stations::Place::of(a_point(dice, division));
    facts.name = fmt::format("{}{}", road, door.name);
    facts.address = fmt::format("{}{}{} 号", name_of_county(county), road, dice.between(1, 260));
    facts.build_type = door.built;
    if (!door.partner.empty()) facts.partner = fmt::format("{}{}", road, door.partner);
    facts.division = division + "000000";
    facts.area_m2 = dice.between(12, 60);
    facts.capacity = dice.between(4, 20);
    facts.facilities = some_facilities(dice);
    if (const auto hours = draw(dice, hours_kinds); !hours.empty()) facts.hours = stations::hours_text(hours::parse_osm(hours).value());
    facts.opened_on = Date{std::chrono::sys_days{demo_day} - std::chrono::days{dice.between(60, 2400)}};
    if (dice.chance(40)) facts.level = dice.chance(250) ? stations::Level::province : stations::Level::city;
    made.state = dice.chance(15) ? stations::State::planned : stations::State::open;
    made.door = code(dice);
    const auto now = demo_moment;
    if (!stations::add(db, building_.hall, made, {}, now)) throw std::logic_error("a station of the plan was refused");
    if (made.state == stations::State::open) say(db, dice, made.id);
  }

  // ── Where outdoor workers are ──

  void mark_areas(db::Session& db) {
    if (*db.first<std::int64_t>("SELECT count(*) FROM station_areas") > 0) return;
    const auto total = building_.scaled(areas_of_the_city, areas_least);
    for (std::int64_t number = 0; number < total; ++number) {
      Dice dice(building_.options.seed, "areas", static_cast<std::uint64_t>(number));
      const int county = a_county(dice);
      const auto road = dice.pick(roads);
      stations::coverage::Area area{.id = building_.hall.ids.next<stations::coverage::StationAreaTag>(),
                                    .org = building_.org(a_keeper(dice, county)),
                                    .name = fmt::format("{}{}", road, dice.pick(areas)),
                                    .address = fmt::format("{}{}", name_of_county(county), road),
                                    .county = "",
                                    .place = stations::Place::of(a_point(dice, building_.planned(county).code)),
                                    .workers = {}};
      if (!dice.chance(150)) area.workers = dice.between(2, 40) * 10;
      if (!stations::coverage::add(db, building_.hall, area, {}, demo_moment)) throw std::logic_error("an area of the plan was refused");
    }
  }

  // ── What is said of it ──

  void say(db::Session& db, Dice& dice, stations::StationId id) {
    const auto report = [&](truth::Said said, int who, std::chrono::minutes ago) {
      truth::Report one{.id = building_.hall.ids.next<truth::StationReportTag>(), .said = said};
      one.counts = true;
      one.at_door = said == truth::Said::as_it_says;
      one.device_digest = fmt::format("demo device {}", who);
      one.network_digest = fmt::format("demo network {}", who);
      one.at = demo_moment - ago;
      if (!truth::file(db, building_.hall, id, one, one.at)) throw std::logic_error("a report of the plan was refused");
    };
    if (dice.chance(650)) report(truth::Said::as_it_says, 1, std::chrono::minutes{dice.between(6 * 60, 20 * 24 * 60)});
    if (!dice.chance(25)) return;
    const auto fault = dice.chance(700) ? truth::Said::locked : truth::Said::turned_away;
    for (int who = 2; who <= 4; ++who) report(fault, who, std::chrono::minutes{300 - 60 * who + dice.between(0, 30)});
    // Some keepers were there by now.
    if (dice.chance(500)) {
      const auto station = stations::find(db, id).value();
      truth::settle(db, building_.hall, station, truth::Settlement::uphold, "门锁坏了，已经报修", {}, demo_moment).value();
    }
  }

  // ── Where, whose, and what there is ──

  int a_county(Dice& dice) {
    auto left = static_cast<std::int64_t>(dice.below(static_cast<std::uint64_t>(std::max<std::int64_t>(members_, 1))));
    for (std::size_t i = 0; i < weights_.size(); ++i) {
      if (left < weights_[i]) return building_.city.counties[i];
      left -= weights_[i];
    }
    return building_.city.counties.front();
  }

  std::string_view name_of_county(int county) const {
    const std::string_view name = building_.planned(county).facts.short_name;
    return name.substr(0, name.find("总工会"));
  }

  /// Of a town or street; the county's own where it has none.
  int a_keeper(Dice& dice, int county) {
    auto& towns = towns_[county];
    if (towns.empty()) {
      for (std::size_t place = 0; place < building_.city.unions.size(); ++place) {
        const auto& one = building_.city.unions[place];
        if (one.county == county && one.facts.level == orgs::Level::township) towns.push_back(static_cast<int>(place));
      }
      if (towns.empty()) towns.push_back(county);
    }
    return towns[dice.below(towns.size())];
  }

  /// Most within three kilometres of the seat, some out in the towns; always within the county's outline.
  geo::Point a_point(Dice& dice, std::string_view division) {
    const auto* seat = std::ranges::find(seats, division, &Seat::division);
    if (seat == std::end(seats)) throw std::logic_error("a county of the plan has no seat");
    const double reach_m = dice.chance(700) ? 3'000 : 14'000;
    for (int i = 0; i < tries; ++i) {
      const double away = reach_m * std::sqrt(static_cast<double>(dice.below(10'000)) / 10'000);
      const double angle = static_cast<double>(dice.below(36'000)) / 18'000 * std::numbers::pi;
      const double degree_m = 111'195, lat = seat->at.lat + away * std::sin(angle) / degree_m;
      // Rounded to a metre: the last digits of a cosine are not the same on every machine.
      const auto rounded = [](double degrees) { return std::round(degrees * 1e5) / 1e5; };
      const geo::Point point{.lng = rounded(seat->at.lng + away * std::cos(angle) / (degree_m * std::cos(lat * std::numbers::pi / 180))),
                             .lat = rounded(lat)};
      if (outlines_.division_at(point) == division) return point;
    }
    return seat->at;
  }

  static const Door& a_door(Dice& dice) {
    int sum = 0;
    for (const auto& door : doors) sum += door.weight;
    auto left = static_cast<int>(dice.below(static_cast<std::uint64_t>(sum)));
    for (const auto& door : doors) {
      if (left < door.weight) return door;
      left -= door.weight;
    }
    return doors[0];
  }

  static std::string some_facilities(Dice& dice) {
    Facilities all;
    for (const auto& [facility, of_a_thousand] : likely) {
      if (dice.chance(of_a_thousand)) all.add(facility);
    }
    return all.text();
  }

  Building& building_;
  const geo::Outlines outlines_;
  std::vector<std::int64_t> weights_;
  std::int64_t members_ = 0;
  std::map<int, std::vector<int>> towns_;
};

}  // namespace

bool place_stations(Building& building) { return Placing(building).run(); }

}  // namespace unionhall::demo
