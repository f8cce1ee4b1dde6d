#include "print/canvas.h"

#include <new>
#include <stdexcept>

namespace unionhall::print {

void check(cairo_status_t status) {
  if (status == CAIRO_STATUS_NO_MEMORY) throw std::bad_alloc();
  if (status != CAIRO_STATUS_SUCCESS) throw std::runtime_error(std::string("draw a page: ") + cairo_status_to_string(status));
}

cairo_status_t append_to(void* text, const unsigned char* bytes, unsigned int size) {
  try {
    static_cast<std::string*>(text)->append(reinterpret_cast<const char*>(bytes), size);
    return CAIRO_STATUS_SUCCESS;
  } catch (const std::bad_alloc&) {  // nothing may fly through a library in C
    return CAIRO_STATUS_NO_MEMORY;
  }
}

std::string png_of(const Surface& surface) {
  std::string png;
  check(cairo_surface_write_to_png_stream(surface.get(), append_to, &png));
  return png;
}

void ink(cairo_t* pen, unsigned rgb) {
  cairo_set_source_rgb(pen, (rgb >> 16 & 0xFF) / 255.0, (rgb >> 8 & 0xFF) / 255.0, (rgb & 0xFF) / 255.0);
}

}  // namespace unionhall::print
