#pragma once
// Employers that do not exist: what they are called and what they do. Private to this room.
#include <set>
#include <string>
#include <string_view>

#include "dice.h"

namespace unionhall::demo {

enum class Trade {
  government,
  school,
  hospital,
  factory,
  textile,
  energy,
  building,
  shop,
  hotel,
  transport,
  software,
  farm,
  property,
  culture,
  courier,
  freight,
  food_delivery,
  ride_hailing,
  domestic,
  guard,
  cleaning,
  estate,
  streaming,
  joint,  // many small firms and those who work alone, in one union
  organ,  // a federation or a village union itself
};

/// What a trade's employers and people are like.
struct TradeFacts {
  Trade trade;
  std::string_view industry, nature, economy;  // words of base/codes.h
  std::string_view code_head;                  // authority and class of the employer's credit code
  std::string_view group;                      // occupation group as the form spells it; empty: an employee of a usual kind
  int men;                                     // of a thousand
  int schooling;                               // 0 little … 3 much
  int migrants;                                // of a thousand
};
const TradeFacts& facts_of(Trade trade);

struct Unit {
  std::string name;        // of the employer
  std::string union_name;  // …工会委员会
  std::string short_name;
};

/// Draws names, none twice in a city.
class Units {
 public:
  explicit Units(std::uint64_t seed) : dice_(seed, "units") {}
  /// `county` 秦都区, `place` what it stands in (人民路街道), `number` how many of this trade the county has already.
  Unit next(Trade trade, std::string_view county, std::string_view place, int number);

 private:
  std::string employer(Trade trade, std::string_view county, std::string_view place, int number, std::string& shorter);

  Dice dice_;
  std::set<std::string, std::less<>> taken_;
};

}  // namespace unionhall::demo
