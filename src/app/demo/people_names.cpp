#include "people_names.h"

#include <array>
#include <vector>

#include "base/text.h"

namespace unionhall::demo {
namespace {

/// Per ten thousand or so, with those that Guanzhong has more of than the country.
constexpr Weighted surnames[] = {
    {"王", 780}, {"李", 730}, {"张", 700}, {"刘", 520}, {"陈", 330}, {"杨", 340}, {"赵", 290}, {"黄", 110}, {"周", 150}, {"吴", 130},
    {"徐", 120}, {"孙", 140}, {"胡", 110}, {"朱", 90},  {"高", 160}, {"林", 60},  {"何", 130}, {"郭", 150}, {"马", 170}, {"罗", 80},
    {"梁", 100}, {"宋", 110}, {"郑", 70},  {"谢", 60},  {"韩", 110}, {"唐", 60},  {"冯", 100}, {"于", 40},  {"董", 100}, {"萧", 10},
    {"程", 70},  {"曹", 70},  {"袁", 60},  {"邓", 50},  {"许", 70},  {"傅", 20},  {"沈", 30},  {"曾", 40},  {"彭", 50},  {"吕", 70},
    {"苏", 60},  {"卢", 40},  {"蒋", 40},  {"蔡", 30},  {"贾", 60},  {"丁", 50},  {"魏", 80},  {"薛", 90},  {"叶", 30},  {"阎", 30},
    {"余", 40},  {"潘", 30},  {"杜", 70},  {"戴", 30},  {"夏", 30},  {"钟", 20},  {"汪", 30},  {"田", 60},  {"任", 70},  {"姜", 40},
    {"范", 40},  {"方", 30},  {"石", 40},  {"姚", 50},  {"谭", 20},  {"廖", 20},  {"邹", 20},  {"熊", 20},  {"金", 20},  {"陆", 20},
    {"郝", 40},  {"孔", 20},  {"白", 50},  {"崔", 50},  {"康", 40},  {"毛", 30},  {"邱", 20},  {"秦", 40},  {"江", 20},  {"史", 40},
    {"顾", 20},  {"侯", 50},  {"邵", 20},  {"孟", 40},  {"龙", 20},  {"万", 20},  {"段", 40},  {"雷", 50},  {"钱", 10},  {"汤", 20},
    {"尹", 20},  {"黎", 10},  {"易", 10},  {"常", 30},  {"武", 40},  {"乔", 30},  {"贺", 30},  {"赖", 10},  {"龚", 20},  {"文", 20},
    {"惠", 40},  {"党", 40},  {"屈", 30},  {"权", 20},  {"强", 20},  {"同", 10},  {"弥", 8},   {"雒", 10},  {"昝", 6},   {"鱼", 6},
    {"欧阳", 6}, {"上官", 6}, {"司马", 4}, {"令狐", 3}, {"尉迟", 2}, {"呼延", 2}};

/// First and second characters of given names, and those that stand alone.
struct Given {
  std::string_view first, second, alone;
};
// By sex, then born before 1970, before 1985, before 2000, later.
constexpr Given men[] = {
    {"建志文永卫新军民小宝玉振红长德保福正宏天明成学忠万金春世西兴", "国军平民华林东强明生安社利峰斌良义武海荣祥杰勇刚成全信仓选科",
     "军强勇斌平锋刚伟宏涛民"},
    {"建志文晓小新军海永红利宏国俊亚振鹏凯少东西亮晨卫维彦", "峰军涛伟强斌波辉鹏杰锋刚勇超龙飞平林华宁安利亮东明",
     "伟涛鹏波超军强磊亮凯峰斌飞龙辉"},
    {"俊志文浩嘉泽晓子家宇博思天鹏世少东瑞昊明凯梓星雨煜", "轩辉鹏杰博宇飞凯豪涛龙阳洋航帆林峰超浩哲恒晨源瑞尧",
     "浩鑫磊鹏凯博帆航洋哲瑞超阳轩杰"},
    {"梓浩宇子俊泽奕一沐嘉宸皓奕睿铭钰星煜承景", "轩宸泽涵睿辰豪阳宇航熙博恒然霖杰哲琛尧铭", "睿轩皓宸哲奕骁昊铭辰"},
};
constexpr Given women[] = {
    {"秀玉桂淑春凤爱红惠亚粉巧素美彩会翠水小菊芳雪月兰改引", "英兰珍芳梅玲莲霞琴侠香娥云花萍荣凤琳叶贤芬绒绪爱", "霞玲梅芳萍琴侠莉英"},
    {"晓小丽亚春红雪艳海彩文玉婷美慧燕秋爱静莉娟云利", "霞丽娟玲梅红艳燕芳萍莉妮婷静侠敏娜宁荣云英利", "丽静艳敏娟娜霞燕莉婷红玲"},
    {"雨思佳欣晓梦雅诗嘉文静婉若紫可亚一子娇心悦雪", "婷洁怡雯颖倩琪瑶欣妮娜萌雪璐蕾妍敏静茹瑾彤玥", "婷倩颖雪娜静敏丹瑶悦璐洁莹"},
    {"梓欣雨一诗可语若佳思沐锦依子晨昕书芮", "涵萱怡琪妍瑶彤桐汐玥琳菲萌霏语宁晗茉", "萱玥彤琪妍汐萌瑾"},
};

constexpr std::array<std::string_view, 12> rare{"䶮", "㛃", "𬭎", "𬍛", "珺", "翀", "甪", "堃", "犇", "𫖯", "𬱟", "叕"};

struct People {
  std::string_view ethnicity;
  int per_hundred_thousand;
};
constexpr People like_han[] = {{"回族", 700}, {"满族", 180}, {"土家族", 60}, {"苗族", 50}, {"壮族", 50}, {"蒙古族", 60}};
constexpr std::string_view hui_surnames[] = {"马", "丁", "白", "沙", "哈", "穆", "金", "兰"};

struct Foreign {
  std::string_view ethnicity;
  std::array<std::string_view, 8> men, women, after;  // `after` the dot; its own name alone where empty
};
constexpr Foreign with_dots[] = {
    {"维吾尔族",
     {"阿卜杜拉", "买买提", "艾力", "库尔班", "吐尔逊", "玉素甫", "伊力亚尔", "艾尼瓦尔"},
     {"阿依古丽", "古丽娜尔", "热依汗", "帕提古丽", "米热古丽", "阿米娜", "祖丽胡玛尔", "迪丽娜尔"},
     {"买买提", "艾合买提", "吐尔逊", "卡德尔", "依明", "热合曼", "司马义", "托合提"}},
    {"哈萨克族",
     {"叶尔兰", "巴合提", "努尔兰", "别克", "杰恩斯", "阿斯哈尔", "达吾列提", "木拉提"},
     {"阿依达娜", "古丽米拉", "巴哈尔", "加依娜", "努尔古丽", "沙吾列", "阿依江", "库丽扎提"},
     {"哈孜", "别克", "热合木", "叶斯木", "巴依", "努尔", "居马", "胡安"}},
    {"藏族",
     {"扎西", "多吉", "次仁", "平措", "旦增", "洛桑", "格桑", "尼玛"},
     {"卓玛", "央金", "拉姆", "白玛", "德吉", "梅朵", "仓决", "曲珍"},
     {"次仁", "顿珠", "旺堆", "罗布", "加措", "班觉", "坚赞", "达娃"}},
};

std::vector<std::string_view> characters(std::string_view utf8) {
  std::vector<std::string_view> found;
  text::each_character(utf8, [&](std::string_view character) { found.push_back(character); });
  return found;
}

struct GivenCharacters {
  std::vector<std::string_view> first, second, alone;
};

const GivenCharacters& given_of(bool male, int year_of_birth) {
  static const auto both = [] {
    std::array<std::array<GivenCharacters, 4>, 2> all;
    for (std::size_t age = 0; age < 4; ++age) {
      all[0][age] = {characters(women[age].first), characters(women[age].second), characters(women[age].alone)};
      all[1][age] = {characters(men[age].first), characters(men[age].second), characters(men[age].alone)};
    }
    return all;
  }();
  return both[male ? 1 : 0][year_of_birth < 1970 ? 0u : year_of_birth < 1985 ? 1u : year_of_birth < 2000 ? 2u : 3u];
}

std::string given_name(Dice& dice, bool male, int year_of_birth) {
  const auto& characters = given_of(male, year_of_birth);
  if (dice.chance(4)) {  // one of a name's characters is rare
    const auto at = dice.below(rare.size());
    return dice.chance(500) ? std::string(rare[at])
                            : std::string(characters.first[dice.below(characters.first.size())]) + std::string(rare[at]);
  }
  if (dice.chance(180)) return std::string(characters.alone[dice.below(characters.alone.size())]);
  const auto first = characters.first[dice.below(characters.first.size())];
  const auto second = characters.second[dice.below(characters.second.size())];
  return std::string(first) + std::string(second);
}

}  // namespace

Named person_name(Dice& dice, bool male, int year_of_birth) {
  if (dice.chance(1)) {
    const auto& people = dice.pick(with_dots);
    auto name = std::string(male ? people.men[dice.below(8)] : people.women[dice.below(8)]);
    return {.name = name.append("·").append(people.after[dice.below(8)]), .ethnicity = people.ethnicity};
  }
  std::string_view ethnicity = "汉族";
  auto drawn = static_cast<int>(dice.below(100'000));
  for (const auto& people : like_han) {
    if (drawn >= 0 && drawn < people.per_hundred_thousand) ethnicity = people.ethnicity;
    drawn -= people.per_hundred_thousand;
  }
  const auto surname = ethnicity == "回族" && dice.chance(700) ? dice.pick(hui_surnames) : draw(dice, surnames);
  return {.name = std::string(surname) + given_name(dice, male, year_of_birth), .ethnicity = ethnicity};
}

}  // namespace unionhall::demo
