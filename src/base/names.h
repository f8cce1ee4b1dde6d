#pragma once
// Names of people and unions: how they are checked, masked, sorted and found.
#include <expected>
#include <string>
#include <string_view>
#include <vector>

namespace unionhall::names {

enum class Kind { person, union_ };

enum class NameFault { empty, too_long, bad_character };
/// The fault as a text's key, behind "form.".
std::string_view word(NameFault fault);

constexpr std::size_t person_chars_max = 50, union_chars_max = 100;

/// A person's name as it is kept: folded, the many dots that people type between the parts of a Uyghur or Mongolian name
/// made the one of the ID card (·, U+00B7), no spaces between Chinese characters.
std::expected<std::string, NameFault> person_name(std::string_view written);

/// 张* / 张*三 / 欧阳*华 / 阿*·买*提: the family name stays, and the end of what is longer than two.
std::string masked(std::string_view person_name);

/// Where the name stands in pinyin order: ICU's collation key for Chinese, in hex, so that both databases compare it
/// byte by byte.
std::string sort_key(std::string_view name);

/// First letters of the pinyin: 单田芳 → "stf". Family names that are read otherwise are read so in people's names;
/// characters without a reading are left out.
std::string pinyin_initials(std::string_view name, Kind kind);

/// What a name can be found by: each two neighbouring characters (a lone one as itself), and each two neighbouring
/// initials behind a '~', so that the two kinds never meet. Each once.
std::vector<std::string> grams(std::string_view name, Kind kind);

/// The grams that a name must have to fit what somebody typed: characters, or pinyin initials. Empty when there is
/// too little to go by.
std::vector<std::string> query_grams(std::string_view typed);

}  // namespace unionhall::names
