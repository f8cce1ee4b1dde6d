// Pinyin initials. ICU reads a character in 37 µs and one way only; so each reading is kept, and the characters that
// family names and Xianyang's places read otherwise are listed.
#include <unicode/translit.h>

#include <memory>
#include <mutex>
#include <shared_mutex>
#include <stdexcept>
#include <unordered_map>

#include "names.h"
#include "text.h"

namespace unionhall::names {
namespace {

struct Reading {
  std::string_view name;
  std::string_view initials;
};

/// Family names that are not read as the character usually is.
constexpr Reading family_readings[] = {{"万俟", "mq"}, {"尉迟", "yc"}, {"长孙", "zs"}, {"澹台", "tt"}, {"单", "s"}, {"曾", "z"},
                                       {"解", "x"},    {"仇", "q"},    {"区", "o"},    {"查", "z"},    {"盖", "g"}, {"乐", "y"},
                                       {"翟", "z"},    {"朴", "p"},    {"覃", "q"},    {"冼", "x"},    {"缪", "m"}, {"种", "c"},
                                       {"折", "s"},    {"任", "r"},    {"牟", "m"},    {"臧", "z"},    {"员", "y"}, {"逄", "p"},
                                       {"繁", "p"},    {"召", "s"},    {"洗", "x"},    {"黑", "h"}};
/// Words of places and unions that a reading character by character gets wrong.
constexpr Reading word_readings[] = {{"秦都", "qd"}, {"长武", "cw"}, {"长安", "ca"}, {"彬州", "bz"}, {"重型", "zx"}, {"银行", "yh"},
                                     {"行业", "hy"}, {"会计", "kj"}, {"乐育", "ly"}, {"都市", "ds"}, {"成都", "cd"}, {"厦门", "xm"}};

/// The first letter of a character's usual reading; 0 when it has none.
char usual_initial(std::string_view character) {
  if (character.size() == 1) {
    const char c = character[0];
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ? c : '\0';
  }
  static std::shared_mutex mutex;
  static std::unordered_map<std::string, char> known;
  {
    const std::shared_lock lock(mutex);
    if (const auto found = known.find(std::string(character)); found != known.end()) return found->second;
  }
  const std::unique_lock lock(mutex);
  static const std::unique_ptr<icu::Transliterator> reader = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::Transliterator> made(
        icu::Transliterator::createInstance("Han-Latin; Latin-ASCII; Lower()", UTRANS_FORWARD, error));
    if (U_FAILURE(error)) throw std::runtime_error("ICU has no Han-Latin");
    return made;
  }();
  auto latin = icu::UnicodeString::fromUTF8(icu::StringPiece(character.data(), static_cast<std::int32_t>(character.size())));
  reader->transliterate(latin);
  const char16_t first = latin.isEmpty() ? u'\0' : latin.charAt(0);
  const char initial = first >= u'a' && first <= u'z' ? static_cast<char>(first) : '\0';
  return known.emplace(character, initial).first->second;
}

}  // namespace

std::string pinyin_initials(std::string_view name, Kind kind) {
  std::string initials;
  std::string_view rest = name;
  if (kind == Kind::person) {
    for (const auto& reading : family_readings) {
      if (!rest.starts_with(reading.name)) continue;
      initials = reading.initials;
      rest.remove_prefix(reading.name.size());
      break;
    }
  }
  while (!rest.empty()) {
    if (kind == Kind::union_) {
      bool read = false;
      for (const auto& reading : word_readings) {
        if (!rest.starts_with(reading.name)) continue;
        initials += reading.initials;
        rest.remove_prefix(reading.name.size());
        read = true;
        break;
      }
      if (read) continue;
    }
    const auto lead = static_cast<unsigned char>(rest[0]);
    const std::size_t size = lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (const char initial = usual_initial(rest.substr(0, size))) initials += initial;
    rest.remove_prefix(size);
  }
  return initials;
}

}  // namespace unionhall::names
