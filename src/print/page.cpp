#include "print/page.h"

namespace unionhall::print {

Lettering& lettering() {
  static Lettering all;
  return all;
}

void end_document(const Surface& surface) {
  cairo_surface_finish(surface.get());
  check(cairo_surface_status(surface.get()));
}

}  // namespace unionhall::print
