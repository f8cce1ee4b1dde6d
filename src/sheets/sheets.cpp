#include "sheets/sheets.h"

#include <boost/describe/enum_to_string.hpp>

namespace unionhall::sheets {

std::string_view word(Wrong wrong) { return boost::describe::enum_to_string(wrong, ""); }

// The word alone: a cell's text in a log would be somebody's data.
Unreadable::Unreadable(Fault why) : std::runtime_error(std::string(word(why.wrong))), fault(std::move(why)) {}

std::string column_letters(std::size_t column) {
  std::string letters;
  for (std::size_t left = column + 1; left > 0; left = (left - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (left - 1) % 26));
  }
  return letters;
}

}  // namespace unionhall::sheets
