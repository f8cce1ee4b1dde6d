#pragma once
// The years that are built in (years/YYYY.txt), as text. Private to this folder.
#include <span>
#include <string_view>

namespace unionhall::calendar {

struct YearText {
  int year = 0;
  std::string_view text;
};
std::span<const YearText> years_built_in();

}  // namespace unionhall::calendar
