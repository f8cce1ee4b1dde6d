#pragma once
// Cairo's and Pango's handles, each freed once, and their errors as exceptions.
#include <cairo.h>
#include <pango/pangocairo.h>

#include <memory>
#include <string>

namespace unionhall::print {

struct FreeCairo {
  void operator()(cairo_surface_t* surface) const { cairo_surface_destroy(surface); }
  void operator()(cairo_t* pen) const { cairo_destroy(pen); }
  void operator()(cairo_font_options_t* options) const { cairo_font_options_destroy(options); }
};
using Surface = std::unique_ptr<cairo_surface_t, FreeCairo>;
using Pen = std::unique_ptr<cairo_t, FreeCairo>;
using FontOptions = std::unique_ptr<cairo_font_options_t, FreeCairo>;

struct FreePango {
  void operator()(PangoFontMap* fonts) const { g_object_unref(fonts); }
  void operator()(PangoContext* context) const { g_object_unref(context); }
  void operator()(PangoLayout* layout) const { g_object_unref(layout); }
  void operator()(PangoFontDescription* font) const { pango_font_description_free(font); }
};
using FontMap = std::unique_ptr<PangoFontMap, FreePango>;
using Context = std::unique_ptr<PangoContext, FreePango>;
using Text = std::unique_ptr<PangoLayout, FreePango>;
using Font = std::unique_ptr<PangoFontDescription, FreePango>;

void check(cairo_status_t status);

/// A cairo_write_func_t that appends to a std::string.
cairo_status_t append_to(void* text, const unsigned char* bytes, unsigned int size);

std::string png_of(const Surface& surface);

/// A colour as the pages of the web write it, 0xA62B24.
void ink(cairo_t* pen, unsigned rgb);

}  // namespace unionhall::print
