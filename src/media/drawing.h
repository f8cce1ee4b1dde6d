#pragma once
// What the hall and the program that draws pictures (src/draw_picture.cpp) agree on. Private to both.
#include <string_view>

#include "media/media.h"

namespace unionhall::media::drawing {

/// The kinds that it draws.
inline constexpr std::string_view jpeg = "jpeg", png = "png";

/// How it ends, if nobody ends it.
enum Ending { drawn = 0, unreadable = 1, too_large = 2, failed = 3 };

inline constexpr int seconds_max = 30;                     // of the processor
inline constexpr std::int64_t memory_max = 1'500'000'000;  // addresses: pixels_max of four bytes each, and the libraries
inline constexpr std::int64_t bytes_max = 32'000'000;      // of what is drawn: 2560 × 2560 pixels of four bytes

}  // namespace unionhall::media::drawing
