#include "names.h"

#include <unicode/coll.h>
#include <unicode/uchar.h>
#include <unicode/uscript.h>
#include <utility>

#include <algorithm>
#include <array>
#include <memory>
#include <stdexcept>
#include <unordered_map>

#include "text.h"

namespace unionhall::names {
namespace {

std::vector<std::string_view> characters(std::string_view utf8) {
  std::vector<std::string_view> found;
  text::each_character(utf8, [&](std::string_view character) { found.push_back(character); });
  return found;
}

constexpr std::string_view dot = "·";  // U+00B7, as on the ID card
constexpr std::array<std::string_view, 7> other_dots{"•", "‧", "∙", "・", "⋅", "●", "．"};

constexpr std::array<std::string_view, 30> compound_family_names{
    "欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "令狐", "长孙", "宇文", "司徒", "夏侯", "轩辕",
    "端木", "百里", "呼延", "南宫", "西门", "独孤", "万俟", "闻人", "公羊", "澹台", "赫连", "濮阳", "淳于", "申屠", "太史"};

bool han(std::string_view character) {
  UErrorCode error = U_ZERO_ERROR;
  return uscript_getScript(static_cast<UChar32>(text::code_point(character)), &error) == USCRIPT_HAN;
}

}  // namespace

std::string_view word(NameFault fault) {
  switch (fault) {
    case NameFault::empty:
      return "required";
    case NameFault::too_long:
      return "name_too_long";
    case NameFault::bad_character:
      return "name_bad_character";
  }
  std::unreachable();
}

std::expected<std::string, NameFault> person_name(std::string_view written) {
  auto folded = text::folded(written);
  if (!folded) return std::unexpected(NameFault::bad_character);
  std::string name;
  std::size_t count = 0;
  std::string_view before;
  bool space = false;
  for (auto character : characters(*folded)) {
    if (character == " ") {
      space = true;
      continue;
    }
    if (std::ranges::find(other_dots, character) != other_dots.end() || (character == "." && !before.empty() && han(before)))
      character = dot;
    // A space counts between Latin words only: 张 三 is 张三.
    if (space && !before.empty() && !han(before) && !han(character) && before != dot && character != dot) {
      name += ' ';
      ++count;
    }
    space = false;
    const auto point = static_cast<UChar32>(text::code_point(character));
    const bool letter =
        u_isalpha(point) != 0 || character == dot || character == "〇" || character == "-" || character == "'" || character == ".";
    if (!letter) return std::unexpected(NameFault::bad_character);
    name += character;
    before = character;
    ++count;
  }
  if (name.empty()) return std::unexpected(NameFault::empty);
  if (name.starts_with(dot) || name.ends_with(dot)) return std::unexpected(NameFault::bad_character);
  if (count > person_chars_max) return std::unexpected(NameFault::too_long);
  return name;
}

std::string masked(std::string_view name) {
  if (const auto at = name.find(dot); at != std::string_view::npos) {
    const auto first = characters(name.substr(0, at));
    const auto rest = characters(name.substr(at + dot.size()));
    std::string text = std::string(first.front()) + "*" + std::string(dot);
    if (!rest.empty()) text += std::string(rest.front()) + "*";
    if (rest.size() > 2) text += rest.back();
    return text;
  }
  const auto all = characters(name);
  if (all.empty()) return {};
  const bool compound =
      all.size() > 2 && std::ranges::find(compound_family_names, std::string(all[0]) + std::string(all[1])) != compound_family_names.end();
  const std::size_t family = compound ? 2 : 1;
  std::string text;
  for (std::size_t i = 0; i < family; ++i) text += all[i];
  text += '*';
  if (all.size() > family + 1) text += all.back();
  return text;
}

std::string sort_key(std::string_view name) {
  thread_local const std::unique_ptr<icu::Collator> collator = [] {
    UErrorCode error = U_ZERO_ERROR;
    std::unique_ptr<icu::Collator> made(icu::Collator::createInstance(icu::Locale("zh_CN"), error));
    if (U_FAILURE(error)) throw std::runtime_error("ICU has no Chinese collation");
    return made;
  }();
  std::array<std::uint8_t, 256> key{};
  const auto wide = icu::UnicodeString::fromUTF8(icu::StringPiece(name.data(), static_cast<std::int32_t>(name.size())));
  const auto length = collator->getSortKey(wide, key.data(), static_cast<std::int32_t>(key.size()));
  const auto used = std::min<std::size_t>(static_cast<std::size_t>(std::max(length, 1)) - 1, key.size());  // without the closing zero
  constexpr std::string_view digits = "0123456789abcdef";
  std::string hex;
  hex.reserve(used * 2);
  for (std::size_t i = 0; i < used; ++i) {
    hex += digits[key[i] >> 4];
    hex += digits[key[i] & 15];
  }
  return hex;
}

std::vector<std::string> grams(std::string_view name, Kind kind) {
  std::vector<std::string> found;
  const auto letters = characters(name);
  std::vector<std::string_view> kept;
  for (const auto letter : letters) {
    if (letter != dot && letter != " ") kept.push_back(letter);
  }
  if (kept.size() == 1) found.emplace_back(kept[0]);
  for (std::size_t i = 1; i < kept.size(); ++i) found.push_back(std::string(kept[i - 1]) + std::string(kept[i]));

  const auto initials = pinyin_initials(name, kind);
  for (std::size_t i = 1; i < initials.size(); ++i) found.push_back({'~', initials[i - 1], initials[i]});

  std::ranges::sort(found);
  found.erase(std::ranges::unique(found).begin(), found.end());
  return found;
}

std::vector<std::string> query_grams(std::string_view typed) {
  const auto folded = text::folded(typed);
  if (!folded) return {};
  std::vector<std::string_view> kept;
  for (const auto letter : characters(*folded)) {
    if (letter != dot && letter != " ") kept.push_back(letter);
  }
  const bool latin = std::ranges::all_of(kept, [](std::string_view c) { return c.size() == 1 && u_isalpha(c[0]) != 0; });
  std::vector<std::string> found;
  if (kept.size() == 1 && !latin) found.emplace_back(kept[0]);
  for (std::size_t i = 1; i < kept.size(); ++i) {
    if (latin) {
      found.push_back({'~', static_cast<char>(u_tolower(kept[i - 1][0])), static_cast<char>(u_tolower(kept[i][0]))});
    } else {
      found.push_back(std::string(kept[i - 1]) + std::string(kept[i]));
    }
  }
  return found;
}

}  // namespace unionhall::names
