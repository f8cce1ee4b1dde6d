#pragma once
// What appeals are about (诉求分类): a group, and the matter within it: "wages.arrears". Each group belongs to one of the five classes
// in which the national hotline counts. A category is suggested from what somebody wrote by a table of words that anyone can read
// and the federation can change: the matter whose words stand in the text most, the longer words weighing more.
//
// Source: 12351 working rules (five classes); the groups and words are the hall's own.
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "hall/hall.h"

namespace unionhall::appeals {

/// 问题咨询, 服务帮扶, 信访投诉, 法律援助, 意见建议
enum class NationalClass { question, service, petition, legal_aid, suggestion };
BOOST_DESCRIBE_ENUM(NationalClass, question, service, petition, legal_aid, suggestion)

struct Category {
  std::string_view word;  // "living.canteen"; a group alone: "mind"
  NationalClass counted_as = NationalClass::petition;
  std::string_view hints = "";  // words that suggest it, separated by spaces
};

std::span<const Category> categories();
const Category* find_category(std::string_view word);
/// "living.canteen" → "living"
std::string_view group_of(std::string_view category);

struct Suggestion {
  std::string category;            // empty: no word of the table stands in the text
  std::vector<std::string> words;  // those that decided, the longest first
};

/// Words and the category that each suggests: those of the program, changed by what the hall says.
using Hints = std::map<std::string, std::string>;
Hints built_in_hints();
Suggestion suggest(std::string_view text, const Hints& hints);

}  // namespace unionhall::appeals
