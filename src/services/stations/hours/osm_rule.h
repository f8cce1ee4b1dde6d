#pragma once
// One rule of an `opening_hours` text, as it is written. Private to this folder.
#include "services/stations/hours/hours.h"

namespace unionhall::hours::osm {

/// Ends the reading; caught where it begins. The place is in bytes.
struct Refused {
  std::size_t at = 0;
  Expected expected{};
};

struct DateRange {
  Date from, until;
};

enum class Effect {
  replaces,  // "Sa 10:00-14:00", "Su off": what the days that it names have, whatever was said before
  adds,      // ", We 14:00-18:00"
  cuts,      // "12:00-13:00 off"
};

struct Rule {
  std::size_t at = 0;            // where it begins
  std::vector<DateRange> dates;  // not empty: a rule of single dates, and nothing else is selected
  std::vector<Season> seasons;
  Weeks weeks;
  std::bitset<7> weekdays;
  bool holidays = false;
  Effect effect = Effect::replaces;
  bool day_and_night = false;  // "24/7"
  Spans spans;
  std::string note;
};

/// Throws Refused.
std::vector<Rule> rules_of(std::string_view text);

/// Brings what a rule says into the structure. Throws Refused.
void apply(const Rule& rule, Hours& hours);

}  // namespace unionhall::hours::osm
