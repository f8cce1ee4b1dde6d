#pragma once
// Texts as people and spreadsheets bring them: UTF-8, folded and trimmed before any rule looks at them.
#include <optional>
#include <string>
#include <string_view>

namespace unionhall::text {

/// How many characters (code points); nothing when it is no valid UTF-8.
std::optional<std::size_t> length(std::string_view utf8);

/// What a person meant: full-width letters, digits and spaces become half-width (NFKC), characters that GB 18030-2022
/// moved out of the private-use area get their new code, line breaks and runs of spaces become one space, and both ends
/// are trimmed. Nothing when it is no valid UTF-8 or holds a control character such as U+0000.
std::optional<std::string> folded(std::string_view utf8);

std::string_view trimmed(std::string_view text);  // ASCII spaces only

/// Each character as a view into `utf8`, which must be valid.
template <class F>
void each_character(std::string_view utf8, F f) {
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    f(utf8.substr(at, size));
    at += size;
  }
}

/// The code point of one character.
char32_t code_point(std::string_view character);

/// ASCII letters in upper case.
std::string upper(std::string_view text);

}  // namespace unionhall::text
