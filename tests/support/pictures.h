#pragma once
// Pictures as a phone takes them: held sideways, with the place, the time and the phone written into them.
#include <filesystem>
#include <string>
#include <vips/vips8>

namespace unionhall::test {

inline vips::VImage striped(int width, int height) {
  return vips::VImage::xyz(width, height)
      .extract_band(0)
      .linear(255.0 / width, 0)
      .cast(VIPS_FORMAT_UCHAR)
      .colourspace(VIPS_INTERPRETATION_sRGB);
}

inline std::string bytes_of(const vips::VImage& image, const char* suffix) {
  void* buffer = nullptr;
  std::size_t size = 0;
  image.write_to_buffer(suffix, &buffer, &size);
  std::string bytes(static_cast<const char*>(buffer), size);
  g_free(buffer);
  return bytes;
}

/// A JPEG of 400 × 300 that is to be shown 300 × 400.
inline std::string photo() {
  auto image = striped(400, 300).copy();
  image.set(VIPS_META_ORIENTATION, 6);
  image.set("exif-ifd0-Model", "SECRETPHONE (SECRETPHONE, ASCII, 12 components, 12 bytes)");
  image.set("exif-ifd3-GPSLatitudeRef", "N (N, ASCII, 2 components, 2 bytes)");
  return bytes_of(image, ".jpg");
}

}  // namespace unionhall::test
