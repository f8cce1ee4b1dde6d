#pragma once
// Numbers that nobody has: ID numbers of the division 619999, which was never issued, phones that begin with 12, credit
// codes whose subject begins with DM or DE. Private to this room.
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "dice.h"

namespace unionhall::demo {

/// ID numbers, none twice. A day has 500 numbers for men and 499 for women; a full day hands on to the next.
class IdNumbers {
 public:
  IdNumbers();
  /// The day that the number really says is written to `born`.
  std::string next(Date& born, bool male);

 private:
  std::vector<std::uint16_t> used_;  // by day since the first, men and women apart
};

/// Of the member `number`, another for each: 12 and nine digits from 000001000 on. Those below are the officers'.
std::string phone(std::uint64_t number);
std::string officer_phone(int number);

/// 18 characters with both checks right. `head` is authority, class and division ("81610402"), `owner` two letters.
std::string credit_code(std::string_view head, std::string_view owner, int number);

/// One that people type, of eight signs (base/short_code.h): drawn, yet the same from the same seed.
std::string code(Dice& dice);

}  // namespace unionhall::demo
