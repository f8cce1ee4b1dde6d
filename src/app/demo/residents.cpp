#include "residents.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "base/codes.h"
#include "people_names.h"

namespace unionhall::demo {
namespace {

std::string sheet_day(Date day) {
  return fmt::format("{:04}/{:02}/{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

std::vector<std::string> choices(codes::Set set) {
  std::vector<std::string> texts;
  for (const auto& code : set) texts.emplace_back(code.chinese);
  return texts;
}

/// FNV-1a; which name meets which birthday must not depend on the library's hash.
std::uint64_t fingerprint(std::string_view name, std::string_view birthday) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const auto part : {name, birthday}) {
    for (const char c : part) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  }
  return hash;
}

// By how much schooling a trade asks for.
constexpr Weighted little_schooling[] = {{"初中", 430}, {"高中", 270}, {"小学及以下", 90}, {"中专", 130}, {"大专", 70}, {"本科", 10}};
constexpr Weighted some_schooling[] = {{"初中", 220}, {"高中", 260}, {"中专", 200}, {"大专", 220}, {"本科", 95}, {"硕士", 5}};
constexpr Weighted good_schooling[] = {{"高中", 150}, {"中专", 160}, {"大专", 360}, {"本科", 300}, {"硕士", 30}};
constexpr Weighted much_schooling[] = {{"中专", 60}, {"大专", 270}, {"本科", 570}, {"硕士", 90}, {"博士", 10}};

std::string_view schooling(Dice& dice, int grade) {
  switch (grade) {
    case 0:
      return draw(dice, little_schooling);
    case 1:
      return draw(dice, some_schooling);
    case 2:
      return draw(dice, good_schooling);
    default:
      return draw(dice, much_schooling);
  }
}

constexpr Weighted skills[] = {{"无", 620},
                               {"职业资格五级(初级)", 140},
                               {"职业资格四级(中级)", 130},
                               {"职业资格三级(高级)", 75},
                               {"职业资格二级(技师)", 28},
                               {"职业资格一级(高级技师)", 7}};
constexpr Weighted politics_of_the_young[] = {{"群众", 560}, {"共青团员", 330}, {"中共党员", 90}, {"中共预备党员", 20}};
constexpr Weighted politics_of_the_others[] = {{"群众", 790},   {"中共党员", 190},   {"民盟盟员", 6},
                                               {"民革党员", 4}, {"九三学社社员", 3}, {"无党派人士", 7}};
constexpr Weighted causes_of_retaining[] = {{"在本单位下岗后待岗", 520}, {"失业", 300}, {"所在企业破产", 180}};
constexpr Weighted groups_of_joint_unions[] = {{"", 560},      {"外卖配送员", 80}, {"快递员", 60},     {"家政服务员", 70},
                                               {"保安员", 60}, {"货车司机", 60},   {"护工护理员", 40}, {"商场信息员", 40},
                                               {"代驾", 15},   {"网络主播", 15}};

}  // namespace

sheets::Layout roster_layout(std::string_view filled_in_by) {
  sheets::Layout layout{.sheet = "会员信息",
                        .columns = {},
                        .titles = {"附件四", "陕西省工会会员信息采集表", fmt::format("填表单位（盖章）：{}", filled_in_by)}};
  layout.columns = {
      {"序号", 8},
      {"姓名", 12},
      {"性别", 6, {"男", "女"}},
      {"出生日期（格式：yyyy/MM/dd）", 14},
      {"民族", 10, choices(codes::ethnicity)},
      {"就业状况", 10, choices(codes::employment)},
      {"有效证件类别", 14, {"居民身份证"}},
      {"证件号码\n(填写18位身份证)", 22},
      {"学历", 10, choices(codes::education)},
      {"技术等级", 18, choices(codes::skill)},
      {"移动电话", 14},
      {"户籍类型", 12, choices(codes::household_kind)},
      {"户籍所在地", 30},
      {"会籍变化类型", 12, choices(codes::change_kind)},
      {"会籍变化日期（格式：yyyy/MM/dd）", 14},
      {"会籍变化原因", 22, choices(codes::change_cause)},
      {"政治面貌", 14, choices(codes::politics)},
      {"工作单位", 30},
      {"籍贯", 18},
      {"是否农民工会员\n填写“是”或“否”", 12, {"是", "否"}},
      {"工会名称", 36},
      {"工会统一社会信用代码", 22},
      {"职业群体", 14, choices(codes::occupation_group)},
  };
  return layout;
}

const Row& Residents::next(const PlannedUnion& planned) {
  Dice dice(seed_, "resident", static_cast<std::uint64_t>(made_));
  const bool male = dice.chance(facts_of(planned.trade).men);
  name_and_number(dice, planned, male);
  work(dice, planned);
  membership(dice, planned);
  ++made_;
  return row_;
}

void Residents::name_and_number(Dice& dice, const PlannedUnion& planned, bool male) {
  for (;;) {
    auto day = birthday(dice, planned, male);
    const auto named = person_name(dice, male, static_cast<int>(day.year()));
    row_[born] = sheet_day(day);
    if (!known_.insert(fingerprint(named.name, row_[born])).second) continue;
    row_[id_number] = numbers_.next(day, male);
    if (const auto written = sheet_day(day); written != row_[born]) {  // the day was full
      row_[born] = written;
      known_.insert(fingerprint(named.name, written));
    }
    row_[name] = named.name;
    row_[ethnicity] = named.ethnicity;
    row_[sex] = male ? "男" : "女";
    row_[id_type] = "居民身份证";
    born_year_ = static_cast<int>(day.year());
    return;
  }
}

/// From 19 on; women's last working year is 54, men's 59.
Date Residents::birthday(Dice& dice, const PlannedUnion& planned, bool male) const {
  const int oldest = planned.group.empty() ? (male ? 59 : 54) : (male ? 56 : 53);
  const int span = oldest - 19;
  const int age = 19 + (dice.between(0, span) + dice.between(0, span)) / 2;
  const auto until = std::chrono::sys_days{today_} - std::chrono::days{age * 36525 / 100 + 1};
  return Date{until - std::chrono::days{dice.between(0, 364)}};
}

void Residents::work(Dice& dice, const PlannedUnion& planned) {
  const auto& about = facts_of(planned.trade);
  const bool young = born_year_ > 1998;
  const bool migrant_worker = dice.chance(about.migrants);
  row_[education] = schooling(dice, std::min(about.schooling + (young && dice.chance(400) ? 1 : 0), 3));
  row_[skill] = about.schooling == 3 && planned.trade != Trade::software ? "无" : draw(dice, skills);
  row_[politics] = young ? draw(dice, politics_of_the_young) : draw(dice, politics_of_the_others);
  row_[mobile] = dice.chance(990) ? phone(static_cast<std::uint64_t>(made_)) : std::string();
  row_[migrant] = migrant_worker ? "是" : "否";
  row_[household_kind] = migrant_worker || dice.chance(180) ? "农业户口" : "非农业户口";
  row_[household_place] = planned.home;
  row_[native_place] = dice.chance(930) ? "陕西咸阳" : dice.chance(500) ? "陕西" : "甘肃";
  row_[employer] = planned.facts.employer.empty() ? std::string() : planned.facts.employer;
  row_[group] = planned.trade == Trade::joint ? draw(dice, groups_of_joint_unions) : planned.group;
  row_[union_name] = planned.facts.name;
  row_[union_code] = *planned.facts.credit_code;
}

void Residents::membership(Dice& dice, const PlannedUnion& planned) {
  const auto grown_up = std::chrono::sys_days{Date{std::chrono::year{born_year_ + 18} / 12 / 31}};
  const auto earliest =
      std::max({grown_up, std::chrono::sys_days{*planned.facts.founded_on}, std::chrono::sys_days{std::chrono::year{1998} / 1 / 1}});
  const auto room = std::max(static_cast<int>((std::chrono::sys_days{today_} - earliest).count()) - 15, 1);
  row_[change_date] = sheet_day(Date{std::min(earliest + std::chrono::days{dice.between(0, room)}, std::chrono::sys_days{today_})});
  row_[change_cause].clear();
  if (dice.chance(16)) {
    row_[change_kind] = "保留";
    row_[change_cause] = draw(dice, causes_of_retaining);
    row_[employment] = row_[change_cause] == "失业" ? "失业" : "待(下)岗";
  } else {
    row_[change_kind] = dice.chance(940) ? "入会" : "转入";
    row_[employment] = dice.chance(985) ? "在岗" : "病休";
  }
}

}  // namespace unionhall::demo
