#include "sheets/text_stream.h"

#include <unicode/ucnv.h>
#include <unicode/utf16.h>
#include <unicode/utf8.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <stdexcept>

namespace unionhall::sheets {
namespace {

constexpr std::size_t block_bytes = 256 * 1024;

const std::uint8_t* bytes(std::string_view text) { return reinterpret_cast<const std::uint8_t*>(text.data()); }

bool eight_ascii(const char* at) {
  std::uint64_t word;
  std::memcpy(&word, at, sizeof word);
  return (word & 0x8080808080808080u) == 0;
}

/// How many bytes at the front are ASCII.
std::size_t ascii_prefix(std::string_view text) {
  std::size_t at = 0;
  while (at + 8 <= text.size() && eight_ascii(text.data() + at)) at += 8;
  while (at < text.size() && static_cast<signed char>(text[at]) >= 0) ++at;
  return at;
}

/// How many bytes at the front are valid UTF-8.
std::size_t valid_prefix(std::string_view text) {
  const std::uint8_t* const source = bytes(text);
  const std::size_t size = text.size();
  std::size_t at = 0;
  while (at < size) {
    if (source[at] < 0x80) {
      ++at;
      while (at + 8 <= size && eight_ascii(text.data() + at)) at += 8;
      continue;
    }
    const std::size_t before = at;
    UChar32 character;
    U8_NEXT(source, at, size, character);
    if (character < 0) return before;
  }
  return size;
}

/// Whether text with other than ASCII in it is rather UTF-8 than GB18030. A file of ours that lost a byte somewhere
/// must be refused as broken UTF-8, not read as GB18030 into wrong names; so it is the bulk that decides. Chinese takes
/// three bytes in UTF-8; sequences of two prove nothing, one in eight characters of GB18030 looks like one.
bool rather_utf8(std::string_view text) {
  const std::uint8_t* const source = bytes(text);
  std::size_t valid = 0, broken = 0;
  for (std::size_t at = 0; at < text.size();) {
    UChar32 character;
    U8_NEXT(source, at, text.size(), character);
    if (character < 0) ++broken;
    if (character >= 0x800) ++valid;
  }
  return valid > broken;
}

/// GB 18030-2022 gave these characters their places in Unicode; ICU's table is of 2005 and has them in the private
/// use area, where no font and no name would match. The last six have been in Unicode since 2001.
UChar32 of_2022(UChar32 character) {
  struct Moved {
    UChar32 from, to;
  };
  static constexpr std::array moved = std::to_array<Moved>({
      {0xE78D, 0xFE10},  {0xE78E, 0xFE12},  {0xE78F, 0xFE11}, {0xE790, 0xFE13}, {0xE791, 0xFE14},  {0xE792, 0xFE15},
      {0xE793, 0xFE16},  {0xE794, 0xFE17},  {0xE795, 0xFE18}, {0xE796, 0xFE19}, {0xE816, 0x20087}, {0xE817, 0x20089},
      {0xE818, 0x200CC}, {0xE81E, 0x9FB4},  {0xE826, 0x9FB5}, {0xE82B, 0x9FB6}, {0xE82C, 0x9FB7},  {0xE831, 0x215D7},
      {0xE832, 0x9FB8},  {0xE83B, 0x2298F}, {0xE843, 0x9FB9}, {0xE854, 0x9FBA}, {0xE855, 0x241FE}, {0xE864, 0x9FBB},
  });
  if (character < moved.front().from || character > moved.back().from) return character;
  const auto found = std::ranges::lower_bound(moved, character, {}, &Moved::from);
  return found->from == character ? found->to : character;
}

void append(std::string& out, UChar32 character) {
  std::array<char, U8_MAX_LENGTH> sequence;
  std::size_t length = 0;
  U8_APPEND_UNSAFE(sequence.data(), length, character);
  out.append(sequence.data(), length);
}

}  // namespace

void TextStream::CloseConverter::operator()(UConverter* converter) const { ucnv_close(converter); }

TextStream::TextStream(const std::filesystem::path& path) : file_(path) {}
TextStream::~TextStream() = default;

void TextStream::rewind() {
  file_.rewind();
  raw_.clear();
  raw_offset_ = 0;
  at_end_ = started_ = false;
  encoding_ = Encoding::undecided;
  converter_.reset();
  fault_.reset();
}

bool TextStream::read(std::string& out) {
  const std::size_t before = out.size();
  while (out.size() == before && !fault_ && !(at_end_ && raw_.empty())) {
    load();
    if (!started_) skip_byte_order_mark();
    started_ = true;
    decode(out);
  }
  if (const auto nul = out.find('\0', before); nul != std::string::npos) {
    out.resize(nul);
    raw_.clear();
    at_end_ = true;
    fault_ = Fault{Wrong::nul_character};
  }
  return out.size() > before;
}

void TextStream::load() {
  if (at_end_ || raw_.size() >= block_bytes) return;
  const std::size_t before = raw_.size();
  const std::size_t wanted = std::min(block_bytes - before, static_cast<std::size_t>(file_.size() - file_.offset()));
  raw_.resize(before + wanted);
  const std::size_t count = file_.read(std::span(raw_).subspan(before));
  raw_.resize(before + count);
  at_end_ = count < wanted || file_.offset() == file_.size();
}

void TextStream::skip_byte_order_mark() {
  if (raw_.starts_with("\xEF\xBB\xBF")) {
    encoding_ = Encoding::utf8;
    drop(3);
  } else if (raw_.starts_with("\xFF\xFE")) {
    use_converter(Encoding::utf16, "UTF-16LE");
    drop(2);
  } else if (raw_.starts_with("\xFE\xFF")) {
    use_converter(Encoding::utf16, "UTF-16BE");
    drop(2);
  } else if (raw_.starts_with("\x84\x31\x95\x33")) {
    use_converter(Encoding::gb18030, "GB18030");
    drop(4);
  }
}

void TextStream::decode(std::string& out) {
  switch (encoding_) {
    case Encoding::undecided:
      return take_ascii(out);
    case Encoding::utf8:
      return take_utf8(out);
    case Encoding::utf16:
    case Encoding::gb18030:
      return convert(out);
  }
}

/// ASCII is the same in both, so the choice waits for the first other character, and then sees a whole block of them.
void TextStream::take_ascii(std::string& out) {
  const std::size_t ascii = ascii_prefix(raw_);
  out.append(raw_, 0, ascii);
  drop(ascii);
  if (raw_.empty()) return;
  load();
  if (rather_utf8(raw_)) {
    encoding_ = Encoding::utf8;
  } else {
    use_converter(Encoding::gb18030, "GB18030");
  }
}

void TextStream::take_utf8(std::string& out) {
  std::size_t whole = raw_.size();
  if (!at_end_) U8_TRUNCATE_IF_INCOMPLETE(bytes(raw_), 0u, whole);
  const std::size_t valid = valid_prefix(std::string_view(raw_).substr(0, whole));
  out.append(raw_, 0, valid);
  drop(valid);
  if (valid < whole) break_off(raw_offset_);
}

void TextStream::convert(std::string& out) {
  std::array<UChar, 16 * 1024> units;
  std::size_t held = 0;  // 1 when the last round ended between the halves of a surrogate pair
  const char* source = raw_.data();
  const char* const source_end = source + raw_.size();
  UErrorCode status;
  do {
    status = U_ZERO_ERROR;
    UChar* target = units.data() + held;
    ucnv_toUnicode(converter_.get(), &target, units.data() + units.size(), &source, source_end, nullptr, at_end_, &status);
    std::size_t count = static_cast<std::size_t>(target - units.data());
    held = count > 0 && status == U_BUFFER_OVERFLOW_ERROR && U16_IS_LEAD(units[count - 1]) ? 1 : 0;
    count -= held;
    for (std::size_t at = 0; at < count;) {
      UChar32 character;
      U16_NEXT(units.data(), at, count, character);
      append(out, encoding_ == Encoding::gb18030 ? of_2022(character) : character);
    }
    if (held != 0) units[0] = units[count];
  } while (status == U_BUFFER_OVERFLOW_ERROR);
  drop(static_cast<std::size_t>(source - raw_.data()));
  if (U_SUCCESS(status)) return;

  std::array<char, 32> broken;
  auto length = static_cast<std::int8_t>(broken.size());
  status = U_ZERO_ERROR;
  ucnv_getInvalidChars(converter_.get(), broken.data(), &length, &status);
  break_off(raw_offset_ - (U_SUCCESS(status) ? static_cast<std::uint64_t>(length) : 0));
}

void TextStream::use_converter(Encoding encoding, const char* icu_name) {
  UErrorCode status = U_ZERO_ERROR;
  converter_.reset(ucnv_open(icu_name, &status));
  if (U_SUCCESS(status)) ucnv_setToUCallBack(converter_.get(), UCNV_TO_U_CALLBACK_STOP, nullptr, nullptr, nullptr, &status);
  if (U_FAILURE(status)) throw std::runtime_error(std::string("ICU has no ") + icu_name);
  encoding_ = encoding;
}

void TextStream::drop(std::size_t count) {
  raw_.erase(0, count);
  raw_offset_ += count;
}

void TextStream::break_off(std::uint64_t offset) {
  const char* const name = encoding_ == Encoding::utf8 ? "UTF-8" : encoding_ == Encoding::utf16 ? "UTF-16" : "GB18030";
  fault_ = Fault{Wrong::bad_encoding, {{"encoding", name}, {"byte", std::to_string(offset)}}};
}

}  // namespace unionhall::sheets
