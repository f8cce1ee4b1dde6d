#pragma once
// What people attach (附件): of which kind a file is, told by its content and never by its name (libmagic), and pictures drawn
// anew (libvips, in a program of its own): upright, no larger than a screen shows, and without what a phone writes into them: where,
// when, by which phone. Sounds are kept as they came.
//
// All may be called from any thread.
#include <boost/describe.hpp>
#include <filesystem>
#include <optional>
#include <string_view>

#include "base/base.h"

namespace unionhall::media {

enum class Kind { jpeg, png, webp, pdf, ogg, webm, m4a };
BOOST_DESCRIBE_ENUM(Kind, jpeg, png, webp, pdf, ogg, webm, m4a)

/// Nothing: none of these.
std::optional<Kind> kind_of(const std::filesystem::path& file);
bool is_picture(Kind kind);
/// What a browser records of a voice.
bool is_sound(Kind kind);
/// "image/jpeg"
std::string_view content_type(Kind kind);

enum class Fault {
  unreadable,  // broken or cut off, or the program that tried was ended over it
  too_large,   // more than pixels_max would have to be unpacked
};

inline constexpr std::int64_t pixels_max = 60'000'000;
inline constexpr int side_max = 2560;

/// Draws the picture at `from`, which is of this kind, anew into the file `to`, which begins empty or is overwritten. Nothing
/// but pixels and their colour space goes along. Of which kind it is now: a screenshot stays sharp (png), all else is jpeg.
Result<Kind, Fault> redraw(const std::filesystem::path& from, Kind kind, const std::filesystem::path& to);

}  // namespace unionhall::media
