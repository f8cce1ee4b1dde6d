#include "print/qr.h"

#include <qrencode.h>

#include <cerrno>
#include <new>
#include <stdexcept>
#include <system_error>

namespace unionhall::print {
namespace {

constexpr int pixels_max = 8192;

/// Each row's runs of dark modules: f(x, y, width).
template <class F>
void each_run(const Modules& modules, F f) {
  for (int y = 0; y < modules.side; ++y) {
    for (int x = 0; x < modules.side; ++x) {
      const int from = x;
      while (x < modules.side && modules.at(x, y)) ++x;
      if (x > from) f(from, y, x - from);
    }
  }
}

}  // namespace

Modules qr(std::string_view text) { return qr_of_version(text, 1); }

Modules qr_of_version(std::string_view text, int version_min) {
  if (text.empty()) throw std::invalid_argument("a QR code of nothing");
  if (text.contains('\0')) throw std::invalid_argument("a QR code of a text with U+0000");
  struct Free {
    void operator()(QRcode* code) const { QRcode_free(code); }
  };
  // Bytes as they are, digits and capitals in their shorter form.
  const std::unique_ptr<QRcode, Free> code(QRcode_encodeString(std::string(text).c_str(), version_min, QR_ECLEVEL_M, QR_MODE_8, 1));
  if (!code && errno == ERANGE) throw std::invalid_argument("a QR code holds at most 2,331 bytes");
  if (!code && errno == ENOMEM) throw std::bad_alloc();
  if (!code) throw std::system_error(errno, std::generic_category(), "make a QR code");

  Modules modules{.side = code->width, .dark = std::vector<bool>(static_cast<std::size_t>(code->width * code->width))};
  for (std::size_t i = 0; i < modules.dark.size(); ++i) modules.dark[i] = code->data[i] & 1;  // the other bits tell what a module is for
  return modules;
}

std::string qr_svg(const Modules& modules) {
  const auto number = [](int n) { return std::to_string(n); };
  const std::string side = number(modules.side + 2 * quiet_zone);
  std::string svg = "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + side + " " + side +
                    "\" shape-rendering=\"crispEdges\"><path fill=\"#fff\" d=\"M0 0h" + side + "v" + side + "H0z\"/><path d=\"";
  each_run(modules, [&](int x, int y, int width) {
    svg += "M" + number(x + quiet_zone) + " " + number(y + quiet_zone) + "h" + number(width) + "v1h-" + number(width) + "z";
  });
  return svg + "\"/></svg>\n";
}

std::string qr_png(const Modules& modules, int pixels_per_module) {
  const int side = modules.side + 2 * quiet_zone;
  if (pixels_per_module < 1 || pixels_per_module > pixels_max / side) throw std::invalid_argument("a picture of no or too many pixels");
  const Surface surface(cairo_image_surface_create(CAIRO_FORMAT_RGB24, side * pixels_per_module, side * pixels_per_module));
  const Pen pen(cairo_create(surface.get()));
  check(cairo_status(pen.get()));
  ink(pen.get(), 0xFFFFFF);
  cairo_paint(pen.get());
  ink(pen.get(), 0x000000);
  cairo_scale(pen.get(), pixels_per_module, pixels_per_module);
  cairo_translate(pen.get(), quiet_zone, quiet_zone);
  draw(pen.get(), modules);
  check(cairo_status(pen.get()));
  return png_of(surface);
}

void draw(cairo_t* pen, const Modules& modules) {
  // Rows that touch must not show a hair of white between them.
  const auto antialias = cairo_get_antialias(pen);
  cairo_set_antialias(pen, CAIRO_ANTIALIAS_NONE);
  each_run(modules, [&](int x, int y, int width) { cairo_rectangle(pen, x, y, width, 1); });
  cairo_fill(pen);
  cairo_set_antialias(pen, antialias);
}

}  // namespace unionhall::print
