#include "text.h"

#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>

#include <algorithm>
#include <stdexcept>

namespace unionhall::text {
namespace {

/// Characters that older files hold in the private-use area, since GB 18030-2022 gave them a place in Unicode.
UChar32 moved(UChar32 c) {
  struct Move {
    UChar32 from, to;
  };
  static constexpr Move moves[] = {{0xE81E, 0x9FB4},  {0xE826, 0x9FB5},  {0xE82B, 0x9FB6},  {0xE82C, 0x9FB7},  {0xE832, 0x9FB8},
                                   {0xE843, 0x9FB9},  {0xE854, 0x9FBA},  {0xE864, 0x9FBB},  {0xE816, 0x20087}, {0xE817, 0x20089},
                                   {0xE818, 0x200CC}, {0xE831, 0x215D7}, {0xE83B, 0x2298F}, {0xE855, 0x241FE}};
  for (const auto& move : moves) {
    if (move.from == c) return move.to;
  }
  return c;
}

bool plain_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](unsigned char c) { return c >= 0x20 && c < 0x7F; });
}

std::string squeezed(std::string_view ascii) {
  std::string text;
  text.reserve(ascii.size());
  for (const char c : ascii) {
    if (c != ' ' || (!text.empty() && text.back() != ' ')) text += c;
  }
  if (text.ends_with(' ')) text.pop_back();
  return text;
}

/// Three-byte characters of the common range (U+4E00–U+9FA5) fold to themselves: names and places go this way.
bool plain_han(std::string_view text) {
  if (text.size() % 3 != 0) return false;
  for (std::size_t at = 0; at < text.size(); at += 3) {
    const auto a = static_cast<unsigned char>(text[at]), b = static_cast<unsigned char>(text[at + 1]),
               c = static_cast<unsigned char>(text[at + 2]);
    if ((b & 0xC0) != 0x80 || (c & 0xC0) != 0x80) return false;
    const char32_t point = (static_cast<char32_t>(a & 0x0F) << 12) | (static_cast<char32_t>(b & 0x3F) << 6) | (c & 0x3F);
    if ((a & 0xF0) != 0xE0 || point < 0x4E00 || point > 0x9FA5) return false;
  }
  return true;
}

}  // namespace

std::optional<std::size_t> length(std::string_view utf8) {
  std::size_t count = 0;
  for (std::int32_t at = 0; at < static_cast<std::int32_t>(utf8.size()); ++count) {
    UChar32 c = 0;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(utf8.data()), at, static_cast<std::int32_t>(utf8.size()), c);
    if (c < 0) return std::nullopt;
  }
  return count;
}

std::optional<std::string> folded(std::string_view utf8) {
  if (plain_han(utf8)) return std::string(utf8);
  if (plain_ascii(utf8)) return squeezed(utf8);
  if (!length(utf8)) return std::nullopt;

  UErrorCode error = U_ZERO_ERROR;
  static const icu::Normalizer2* const nfkc = [] {
    UErrorCode opening = U_ZERO_ERROR;
    const auto* found = icu::Normalizer2::getNFKCInstance(opening);
    if (U_FAILURE(opening)) throw std::runtime_error("ICU has no NFKC");
    return found;
  }();
  const auto wide =
      nfkc->normalize(icu::UnicodeString::fromUTF8(icu::StringPiece(utf8.data(), static_cast<std::int32_t>(utf8.size()))), error);
  if (U_FAILURE(error)) return std::nullopt;

  icu::UnicodeString kept;
  for (std::int32_t at = 0; at < wide.length();) {
    const UChar32 c = wide.char32At(at);
    at += U16_LENGTH(c);
    if (u_isUWhiteSpace(c) != 0 || c == 0x200B || c == 0xFEFF) {
      if (c != 0x200B && c != 0xFEFF && !kept.isEmpty() && kept.charAt(kept.length() - 1) != u' ') kept.append(u' ');
    } else if (u_iscntrl(c) != 0) {
      return std::nullopt;
    } else {
      kept.append(moved(c));
    }
  }
  if (kept.endsWith(u" ")) kept.truncate(kept.length() - 1);
  std::string text;
  kept.toUTF8String(text);
  return text;
}

std::string_view trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(' ') - first + 1);
}

char32_t code_point(std::string_view character) {
  std::int32_t at = 0;
  UChar32 c = 0;
  U8_NEXT(reinterpret_cast<const std::uint8_t*>(character.data()), at, static_cast<std::int32_t>(character.size()), c);
  return static_cast<char32_t>(c);
}

std::string upper(std::string_view text) {
  std::string result(text);
  for (char& c : result) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return result;
}

}  // namespace unionhall::text
