#pragma once
// The small print of cell texts, the same for every kind of file.
#include <string>
#include <string_view>

#include "sheets/sheets.h"

namespace unionhall::sheets {

/// Whether there is nothing to see: empty, or spaces of any width and line breaks only.
bool is_blank(std::string_view text);

/// How much of a text fits into that many UTF-16 units, in which Excel counts a cell's length.
std::string_view fitting(std::string_view text, std::size_t utf16_units);

/// Whether a spreadsheet that opens this text may run it as a formula: = + - @, also full-width, tab or line break first.
bool is_dangerous(std::string_view text);

/// Takes away the apostrophe that keeps a spreadsheet from running or rounding a text: '=1+1, '610402….
std::string_view without_apostrophe(std::string_view text);

/// The text of a cell of an xlsx: decodes what OOXML writes for characters that XML cannot hold: _x000D_ is a carriage return, _x005F_ an
/// underscore.
/// @return  the text, in `buffer` where something had to be decoded
/// Unreadable: cell_too_long, nul_character.
std::string_view checked_text(std::string_view written, std::string& buffer, const Limits& limits);

/// The same limit while the text is still coming in. Unreadable: cell_too_long.
void check_written_length(std::size_t bytes, const Limits& limits);

}  // namespace unionhall::sheets
