#pragma once
// The word lists of the official collection forms (工会组织信息采集表, 会员信息采集表) and the national code sets behind
// them. What is stored is the stable `word`; forms and pages show the Chinese, and accept the usual variants of it.
#include <optional>
#include <span>
#include <string_view>

namespace unionhall::codes {

struct Code {
  std::string_view word;           // stored: "han", "bachelor"
  std::string_view chinese;        // as the form spells it
  std::string_view variants = "";  // others that mean the same, separated by |
};

using Set = std::span<const Code>;

extern const Set ethnicity;         // GB/T 3304-1991: 56, and 97 other, 98 foreign descent
extern const Set education;         // 学历
extern const Set politics;          // 政治面貌, GB/T 4762-1984
extern const Set employment;        // 就业状况
extern const Set skill;             // 技术等级
extern const Set household_kind;    // 户籍类型
extern const Set change_kind;       // 会籍变化类型
extern const Set change_cause;      // 会籍变化原因
extern const Set yes_no;            // 是否农民工会员
extern const Set occupation_group;  // 新就业形态劳动者
extern const Set union_kind;        // 基层工会类型
extern const Set unit_nature;       // 单位性质类别
extern const Set economy;           // 经济类型
extern const Set industry;          // 单位所属行业, GB/T 4754 in the form's words
extern const Set member_status;     // 会籍
extern const Set verification;      // 核验方式: how a member verified her own record

/// The code that `chinese` (already folded) names.
const Code* find(Set set, std::string_view chinese);
const Code* find_word(Set set, std::string_view word);
/// The Chinese of a stored word; the word itself when the set does not know it.
std::string_view chinese(Set set, std::string_view word);
/// The entry whose Chinese is nearest to what somebody wrote ("汉人" → 汉族), for a message; nothing when none is near.
const Code* nearest(Set set, std::string_view chinese);

}  // namespace unionhall::codes
