#pragma once
// What an xlsx says about itself: its sheets, where its parts lie, which styles are dates.
#include <string>
#include <vector>

#include "sheets/package.h"

namespace unionhall::sheets {

struct SheetEntry {
  std::string name;
  std::string part;      // empty when nothing is there
  bool outside = false;  // it lies in another file
  bool hidden = false;
};

struct Workbook {
  std::vector<SheetEntry> sheets;
  std::string shared_strings;     // part; empty when there are none
  std::vector<bool> date_styles;  // by style number
  bool counts_from_1904 = false;
};

/// Unreadable for what is no workbook.
Workbook read_workbook(const Package& package);

}  // namespace unionhall::sheets
