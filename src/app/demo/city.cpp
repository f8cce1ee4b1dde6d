#include "city.h"

#include <fmt/format.h>

#include <algorithm>
#include <numeric>
#include <unordered_map>

#include "divisions.h"
#include "numbers.h"
#include "people_names.h"

namespace unionhall::demo {
namespace {

struct CountyFigures {
  std::string_view division;
  std::int64_t members, verified, unions;
};
constexpr CountyFigures county_figures[] = {
    {"610402", 138'420, 36'847, 1'412}, {"610403", 38'950, 9'348, 470},  {"610404", 103'860, 26'172, 1'108},
    {"610422", 77'210, 21'696, 874},    {"610423", 74'380, 16'438, 812}, {"610424", 73'150, 14'996, 786},
    {"610425", 66'940, 13'990, 731},    {"610426", 12'960, 2'116, 356},  {"610428", 15'220, 2'040, 318},
    {"610429", 36'480, 6'056, 402},     {"610430", 11'840, 1'493, 291},  {"610431", 60'720, 13'540, 668},
    {"610481", 98'540, 25'029, 1'036},  {"610482", 54'630, 11'800, 594}};

struct TradeFederation {
  Trade trade;
  std::string_view name;
  bool everywhere;  // the others only where there are many unions
};
constexpr TradeFederation trade_federations[] = {{Trade::courier, "快递行业", true},           {Trade::freight, "货运行业", true},
                                                 {Trade::food_delivery, "网约送餐行业", true}, {Trade::ride_hailing, "网约车行业", false},
                                                 {Trade::domestic, "家政行业", false},         {Trade::guard, "保安行业", false},
                                                 {Trade::estate, "房产中介行业", false},       {Trade::streaming, "直播行业", false}};
constexpr std::int64_t unions_of_a_large_county = 600;

/// What employers a township has.
constexpr Trade township_trades[] = {Trade::factory,   Trade::factory,  Trade::factory, Trade::textile,  Trade::energy, Trade::building,
                                     Trade::building,  Trade::shop,     Trade::shop,    Trade::shop,     Trade::hotel,  Trade::hotel,
                                     Trade::transport, Trade::software, Trade::farm,    Trade::property, Trade::culture};

/// Sizes of unions; what really comes is scaled to the county's number.
int drawn_size(Dice& dice, Trade trade) {
  if (trade == Trade::joint) return dice.between(60, 400);
  if (trade == Trade::government) return dice.between(15, 160);
  const auto at = dice.below(1000);
  if (at < 380) return dice.between(6, 20);
  if (at < 680) return dice.between(20, 50);
  if (at < 870) return dice.between(50, 140);
  if (at < 960) return dice.between(140, 400);
  if (at < 993) return dice.between(400, 1'300);
  return dice.between(1'300, 3'600);
}

class Planner {
 public:
  Planner(std::int64_t members, std::uint64_t seed, Date today)
      : members_(members), today_(today), dice_(seed, "city"), units_(seed), terms_(seed, "terms"), chairs_(seed, "chairs") {}

  City run() {
    const int city = add(-1, {.name = "咸阳市总工会",
                              .short_name = "咸阳市总工会",
                              .level = orgs::Level::city,
                              .kind = "general",
                              .division = std::string(city_code)});
    for (const auto& division : divisions()) {
      if (division.is_county()) {
        if (county_ >= 0) finish_county();
        begin_county(city, division);
      } else if (division.is_township()) {
        begin_township(division);
      } else {
        add_village(division);
      }
    }
    finish_county();
    give_members();
    return std::move(plan_);
  }

 private:
  PlannedUnion& at(int place) { return plan_.unions[static_cast<std::size_t>(place)]; }

  int add(int parent, orgs::Facts facts, Trade trade = Trade::organ) {
    const int place = static_cast<int>(plan_.unions.size());
    PlannedUnion planned{.facts = std::move(facts),
                         .code = {},
                         .parent = parent,
                         .county = county_,
                         .trade = trade,
                         .group = facts_of(trade).group,
                         .home = {}};
    give_codes(planned);
    give_term(planned.facts);
    planned.facts.chair = person_name(chairs_, chairs_.chance(620), chairs_.between(1967, 1990)).name;
    planned.facts.phone = fmt::format("029-0{:07}", chairs_.below(10'000'000));
    plan_.unions.push_back(std::move(planned));
    return place;
  }

  /// Divisions are called by their code; other unions by their credit code, as everybody does.
  void give_codes(PlannedUnion& planned) {
    const auto division = std::string_view(planned.facts.division);
    const auto level = planned.facts.level;
    const bool general = level == orgs::Level::city || level == orgs::Level::county;
    const auto head = fmt::format("{}{}", general ? "13" : level == orgs::Level::base ? "81" : "89", division.substr(0, 6));
    planned.facts.credit_code = credit_code(head, "DM", static_cast<int>(plan_.unions.size()) + 1);
    const bool of_a_division = general || level == orgs::Level::township || level == orgs::Level::village;
    planned.code = !of_a_division ? *planned.facts.credit_code
                                  : std::string(general                          ? division.substr(0, 6)
                                                : level == orgs::Level::township ? division.substr(0, 9)
                                                                                 : division);
  }

  /// Most are in the middle of their term; a few are past its end.
  void give_term(orgs::Facts& facts) {
    facts.term_years = terms_.chance(550) ? 3 : 5;
    facts.term_no = terms_.between(1, 6);
    const bool overdue = terms_.chance(4);
    const int days = static_cast<int>(facts.term_years) * 365;
    const auto start =
        std::chrono::sys_days{today_} - std::chrono::days{overdue ? days + terms_.between(5, 200) : terms_.between(20, days - 150)};
    const Date started{start};
    facts.term_start_on = started;
    const Date founded = started - std::chrono::years{static_cast<int>(facts.term_years * (facts.term_no - 1))};
    facts.founded_on = founded.ok() ? founded : founded.year() / founded.month() / std::chrono::last;
  }

  void begin_county(int city, const Division& division) {
    county_name_ = division.name;
    county_division_ = division.code;
    county_ = -1;
    county_ = add(city, {.name = fmt::format("{}总工会", division.name),
                         .short_name = fmt::format("{}总工会", division.name),
                         .level = orgs::Level::county,
                         .kind = "general",
                         .division = std::string(division.code)});
    at(county_).county = county_;
    at(county_).home = fmt::format("陕西省{}{}", city_name, division.name);
    plan_.counties.push_back(county_);
    counts_.clear();
    townships_.clear();
    villages_.clear();
  }

  void begin_township(const Division& division) {
    township_ = division.name;
    const auto name = fmt::format("{}总工会", division.name);
    const int place =
        add(county_,
            {.name = name, .short_name = name, .level = orgs::Level::township, .kind = "general", .division = std::string(division.code)});
    at(place).home = fmt::format("陕西省{}{}{}", city_name, county_name_, division.name);
    townships_.push_back({place, division.name});
  }

  void add_village(const Division& division) {
    const auto name = place_name(division, township_);
    const int place = add(townships_.back().place, {.name = fmt::format("{}工会", name),
                                                    .short_name = fmt::format("{}工会", name),
                                                    .level = orgs::Level::village,
                                                    .kind = "joint",
                                                    .division = std::string(division.code)});
    at(place).home = fmt::format("{}{}", at(townships_.back().place).home, name);
    villages_.push_back({place, townships_.back().name});
  }

  /// Employers' unions: under the system unions of the county, its trade federations, its townships and villages.
  void finish_county() {
    const auto& figures = *std::ranges::find(county_figures, county_division_.substr(0, 6), &CountyFigures::division);
    const auto wanted = std::max<std::int64_t>(figures.unions * members_ / members_of_the_city, 8);
    const int organs = system_union("直属机关工会"), schools = system_union("教育工会"), hospitals = system_union("卫生健康系统工会");
    std::vector<std::pair<int, Trade>> federations;
    for (const auto& federation : trade_federations) {
      if (!federation.everywhere && figures.unions < unions_of_a_large_county) continue;
      const auto name = fmt::format("{}{}工会联合会", county_name_, federation.name);
      const int place = add(county_, {.name = name,
                                      .short_name = fmt::format("{}工会联合会", federation.name),
                                      .level = orgs::Level::trade_federation,
                                      .kind = "federation",
                                      .division = std::string(county_division_)});
      at(place).home = at(county_).home;
      federations.push_back({place, federation.trade});
    }
    for (const auto& [place, name] : townships_) employ(place, Trade::joint, name);
    for (std::int64_t n = 0; n < wanted; ++n) {
      const auto dart = dice_.below(1000);
      const auto& township = townships_[dice_.below(townships_.size())];
      if (n < 3 || (dart < 30 && counts_[Trade::government] < 34)) {
        employ(organs, Trade::government, county_name_);
      } else if (dart < 110) {
        employ(schools, Trade::school, township.name);
      } else if (dart < 140) {
        employ(hospitals, Trade::hospital, township.name);
      } else if (dart < 200) {
        const auto& [federation, trade] = federations[dice_.below(federations.size())];
        employ(federation, trade, township.name);
      } else if (dart < 300) {
        const auto& village = villages_[dice_.below(villages_.size())];
        employ(village.place, dice_.pick(township_trades), village.name);
      } else {
        // A courier firm of a township is led by it and belongs to its trade as well.
        const bool of_a_trade = dice_.chance(40);
        const auto& [federation, trade] = federations[dice_.below(federations.size())];
        const int place = employ(township.place,
                                 of_a_trade   ? trade
                                 : dart < 310 ? Trade::cleaning
                                              : dice_.pick(township_trades),
                                 township.name);
        if (of_a_trade) at(place).industry_parent = federation;
      }
    }
  }

  int system_union(std::string_view name) {
    const auto full = fmt::format("{}{}", county_name_, name);
    const int place = add(county_, {.name = full,
                                    .short_name = std::string(name),
                                    .level = orgs::Level::industry,
                                    .kind = "industry",
                                    .division = std::string(county_division_)});
    at(place).home = at(county_).home;
    return place;
  }

  int employ(int parent, Trade trade, std::string_view place_name) {
    const auto unit = units_.next(trade, county_name_, place_name, counts_[trade]++);
    const auto& about = facts_of(trade);
    const auto& above = at(parent);
    const auto employees = drawn_size(dice_, trade);
    const auto head = fmt::format("{}{}", about.code_head, county_division_.substr(0, 6));
    const auto home = above.home;
    const auto division = above.facts.division;
    const int place = add(parent,
                          {.name = unit.union_name,
                           .short_name = unit.short_name,
                           .level = orgs::Level::base,
                           .kind = trade == Trade::joint ? "joint" : "independent",
                           .division = division,
                           .employer = unit.name,
                           .employer_code = credit_code(head, "DE", static_cast<int>(plan_.unions.size()) + 1),
                           .employer_address = fmt::format("{}{}路{}号", home, dice_.pick(roads), dice_.between(1, 180)),
                           .employer_nature = std::string(about.nature),
                           .employer_economy = std::string(about.economy),
                           .employer_industry = std::string(about.industry),
                           .employees = employees},
                          trade);
    at(place).home = home;
    return place;
  }

  void give_members() {
    std::unordered_map<int, std::vector<std::size_t>> of_county;
    for (std::size_t i = 0; i < plan_.unions.size(); ++i) {
      if (plan_.unions[i].county >= 0) of_county[plan_.unions[i].county].push_back(i);
    }
    std::vector<std::int64_t> members, verified;
    for (const auto& county : county_figures) {
      members.push_back(county.members);
      verified.push_back(county.verified);
    }
    members = shares(members_, members, {});
    verified = shares(members_ * verified_of_the_city / members_of_the_city, verified, members);
    for (std::size_t c = 0; c < plan_.counties.size(); ++c) {
      const auto& places = of_county[plan_.counties[c]];
      std::vector<std::int64_t> sizes;
      for (const auto i : places) sizes.push_back(weight(plan_.unions[i]));
      const auto own = shares(members[c], sizes, {});
      std::vector<std::int64_t> eager;
      for (const auto size : own) eager.push_back(size * dice_.between(35, 165));
      const auto sure = shares(verified[c], eager, own);
      for (std::size_t k = 0; k < places.size(); ++k) {
        auto& planned = plan_.unions[places[k]];
        planned.members = own[k];
        planned.verified = sure[k];
        if (planned.facts.level != orgs::Level::base) continue;
        planned.facts.members_reported = own[k];
        planned.facts.employees = own[k] + own[k] * dice_.between(0, 25) / 100;
      }
    }
  }

  /// How many members a union has beside the others of its county.
  std::int64_t weight(const PlannedUnion& planned) {
    if (planned.facts.level == orgs::Level::base) return *planned.facts.employees;
    return planned.facts.level == orgs::Level::village ? dice_.between(0, 16) : 0;
  }

  static constexpr std::string_view roads[] = {"人民", "渭阳", "文化", "建设", "解放", "秦皇",
                                               "迎宾", "东风", "中山", "玉泉", "北街", "新兴"};

  struct Township {
    int place;
    std::string_view name;
  };

  const std::int64_t members_;
  const Date today_;
  Dice dice_;
  Units units_;
  Dice terms_, chairs_;
  City plan_;
  int county_ = -1;
  std::string_view county_name_, county_division_, township_;
  std::vector<Township> townships_, villages_;
  std::unordered_map<Trade, int> counts_;
};

}  // namespace

City plan_city(std::int64_t members, std::uint64_t seed, Date today) { return Planner(members, seed, today).run(); }

std::vector<std::int64_t> shares(std::int64_t total, const std::vector<std::int64_t>& weights, const std::vector<std::int64_t>& most) {
  const auto sum = std::max<std::int64_t>(std::accumulate(weights.begin(), weights.end(), std::int64_t{0}), 1);
  const auto room = [&](std::size_t i, std::int64_t has) { return weights[i] > 0 && (most.empty() || has < most[i]); };
  std::vector<std::int64_t> parts;
  std::vector<std::size_t> by_rest(weights.size());
  std::iota(by_rest.begin(), by_rest.end(), std::size_t{0});
  for (std::size_t i = 0; i < weights.size(); ++i) {
    const auto part = total * weights[i] / sum;
    parts.push_back(most.empty() ? part : std::min(part, most[i]));
  }
  std::ranges::stable_sort(by_rest, std::ranges::greater{}, [&](std::size_t i) { return total * weights[i] % sum; });
  auto left = total - std::accumulate(parts.begin(), parts.end(), std::int64_t{0});
  for (bool gave = true; left > 0 && gave;) {
    gave = false;
    for (const auto i : by_rest) {
      if (left == 0 || !room(i, parts[i])) continue;
      ++parts[i];
      --left;
      gave = true;
    }
  }
  return parts;
}

}  // namespace unionhall::demo
