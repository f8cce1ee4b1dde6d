#include "sheets/cell_text.h"

#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <array>
#include <charconv>
#include <optional>

namespace unionhall::sheets {
namespace {

bool is_space(char32_t character) {
  return character <= 0x20 || character == 0xA0 || character == 0x3000 || (character >= 0x2000 && character <= 0x200B) ||
         character == 0xFEFF;
}

constexpr std::size_t escape_length = 7;  // _xHHHH_

std::optional<char16_t> escaped_unit(std::string_view text, std::size_t at) {
  if (text.size() < at + escape_length || text[at] != '_' || text[at + 1] != 'x' || text[at + 6] != '_') return std::nullopt;
  std::uint16_t unit = 0;
  const char* const digits = text.data() + at + 2;
  if (std::from_chars(digits, digits + 4, unit, 16).ptr != digits + 4) return std::nullopt;
  return static_cast<char16_t>(unit);
}

std::string_view decode_escapes(std::string_view text, std::string& buffer) {
  std::size_t next = text.find("_x");
  if (next == std::string_view::npos) return text;
  buffer.clear();
  std::size_t copied = 0;
  for (; next != std::string_view::npos; next = text.find("_x", next)) {
    const auto unit = escaped_unit(text, next);
    if (!unit) {
      next += 2;
      continue;
    }
    buffer.append(text, copied, next - copied);
    next += escape_length;
    UChar32 character = *unit;
    if (const auto trail = U16_IS_LEAD(*unit) ? escaped_unit(text, next) : std::nullopt; trail && U16_IS_TRAIL(*trail)) {
      character = U16_GET_SUPPLEMENTARY(*unit, *trail);
      next += escape_length;
    }
    if (U_IS_SURROGATE(character)) character = 0xFFFD;
    std::array<char, U8_MAX_LENGTH> sequence;
    std::size_t length = 0;
    U8_APPEND_UNSAFE(sequence.data(), length, character);
    buffer.append(sequence.data(), length);
    copied = next;
  }
  buffer.append(text, copied);
  return buffer;
}

[[noreturn]] void fail_too_long(const Limits& limits) {
  throw Unreadable({Wrong::cell_too_long, {{"limit", std::to_string(limits.cell_chars)}}});
}

}  // namespace

bool is_blank(std::string_view text) {
  const auto* const source = reinterpret_cast<const std::uint8_t*>(text.data());
  for (std::size_t at = 0; at < text.size();) {
    UChar32 character;
    U8_NEXT_OR_FFFD(source, at, text.size(), character);
    if (!is_space(static_cast<char32_t>(character))) return false;
  }
  return true;
}

std::string_view fitting(std::string_view text, std::size_t utf16_units) {
  if (text.size() <= utf16_units) return text;
  std::size_t units = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const auto byte = static_cast<unsigned char>(text[at]);
    units += U8_IS_TRAIL(byte) ? 0u : byte >= 0xF0 ? 2u : 1u;
    if (units > utf16_units) return text.substr(0, at);
  }
  return text;
}

bool is_dangerous(std::string_view text) {
  static constexpr std::array<std::string_view, 11> first = {"=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};
  for (const std::string_view danger : first) {
    if (text.starts_with(danger)) return true;
  }
  return false;
}

std::string_view without_apostrophe(std::string_view text) {
  if (text.size() < 2 || text.front() != '\'') return text;
  const std::string_view rest = text.substr(1);
  const bool digit = rest.front() >= '0' && rest.front() <= '9';
  return digit || is_dangerous(rest) ? rest : text;
}

std::string_view checked_text(std::string_view written, std::string& buffer, const Limits& limits) {
  const std::string_view text = decode_escapes(written, buffer);
  if (fitting(text, limits.cell_chars).size() < text.size()) fail_too_long(limits);
  if (text.find('\0') != std::string_view::npos) throw Unreadable({Wrong::nul_character});
  return text;
}

void check_written_length(std::size_t bytes, const Limits& limits) {
  if (bytes > limits.cell_chars * escape_length) fail_too_long(limits);
}

}  // namespace unionhall::sheets
