#pragma once
// Names of people who do not exist. Private to this room.
#include <string>
#include <string_view>

#include "dice.h"

namespace unionhall::demo {

struct Named {
  std::string name;
  std::string_view ethnicity;  // as the form spells it
};

/// As people of this sex and year of birth are called: most are Han, a few of other peoples, a few with rare characters.
Named person_name(Dice& dice, bool male, int year_of_birth);

}  // namespace unionhall::demo
