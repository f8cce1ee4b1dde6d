#pragma once
// For the pages of this room.
#include "print/canvas.h"
#include "print/print.h"

namespace unionhall::print {

/// The code of a link with at least so many modules as version `version_min` has: on a poster a short link shall not
/// make larger squares than a long one.
Modules qr_of_version(std::string_view text, int version_min);

/// Draws a code without quiet zone; its corner is where the pen's origin is moved to, a module is one unit.
void draw(cairo_t* pen, const Modules& modules);

}  // namespace unionhall::print
