#pragma once
// A page of A4, in points, and its colours: those of web/shared/tokens.css. Private to this room.
#include "print/lettering.h"

namespace unionhall::print {

inline constexpr double mm = 72 / 25.4;
inline constexpr double page_width = 210 * mm, page_height = 297 * mm;
inline constexpr double margin = 18 * mm, text_width = page_width - 2 * margin;

inline constexpr unsigned text_ink = 0x1B2129, second_ink = 0x475160, line_ink = 0xDDE1E6, accent = 0xA62B24, white = 0xFFFFFF;

/// The one font cabinet of all pages.
Lettering& lettering();

/// Writes out what was drawn, and throws where it could not be.
void end_document(const Surface& surface);

}  // namespace unionhall::print
