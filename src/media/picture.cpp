#include <mutex>
#include <vips/vips8>

#include "media/media.h"

namespace unionhall::media {
namespace {

constexpr int jpeg_quality = 85;

/// Once: no loader that libvips itself does not trust, no memory kept between pictures, one thread for each.
void begin() {
  static std::once_flag once;
  std::call_once(once, [] {
    if (VIPS_INIT("unionhall") != 0) throw std::runtime_error("libvips does not start");
    vips_block_untrusted_set(TRUE);
    vips_cache_set_max(0);
    vips_concurrency_set(1);
    // What is wrong with somebody's picture is told to her and is nothing for our log.
    g_log_set_handler(
        "VIPS", G_LOG_LEVEL_WARNING, [](const char*, GLogLevelFlags, const char*, void*) {}, nullptr);
  });
}

}  // namespace

Result<Picture, Fault> redraw(const std::filesystem::path& from, Kind kind, const std::filesystem::path& to) try {
  begin();
  // The head alone says how much would have to be unpacked.
  const auto head = vips::VImage::new_from_file(from.c_str(), vips::VImage::option()->set("access", VIPS_ACCESS_SEQUENTIAL));
  if (std::int64_t{head.width()} * head.height() > pixels_max) return std::unexpected(Fault::too_large);

  // Turned as the phone was held, and never made larger.
  auto drawn = vips::VImage::thumbnail(from.c_str(), side_max,
                                       vips::VImage::option()
                                           ->set("height", side_max)
                                           ->set("size", VIPS_SIZE_DOWN)
                                           ->set("export_profile", "srgb")
                                           ->set("fail_on", VIPS_FAIL_ON_TRUNCATED));
  if (kind == Kind::png) {
    drawn.pngsave(to.c_str(), vips::VImage::option()->set("strip", true));
    return Picture{Kind::png, drawn.width(), drawn.height()};
  }
  if (drawn.has_alpha()) drawn = drawn.flatten(vips::VImage::option()->set("background", 255.0));
  drawn.jpegsave(to.c_str(), vips::VImage::option()->set("strip", true)->set("Q", jpeg_quality)->set("interlace", true));
  return Picture{Kind::jpeg, drawn.width(), drawn.height()};
} catch (const vips::VError&) {
  vips_error_clear();
  return std::unexpected(Fault::unreadable);
}

}  // namespace unionhall::media
