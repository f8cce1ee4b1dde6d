#include "units.h"

#include <fmt/format.h>

#include <array>
#include <utility>

namespace unionhall::demo {
namespace {

constexpr TradeFacts trades[] = {
    {Trade::government, "S", "government", "state", "11", "", 560, 3, 20},
    {Trade::school, "P", "public_institution_funded", "state", "12", "", 330, 3, 10},
    {Trade::hospital, "Q", "public_institution_funded", "state", "12", "", 270, 3, 20},
    {Trade::factory, "C", "private", "private", "91", "", 620, 1, 420},
    {Trade::textile, "C", "limited_other", "shareholding", "91", "", 250, 1, 450},
    {Trade::energy, "D", "state_holding", "state", "91", "", 740, 2, 120},
    {Trade::building, "E", "private", "private", "91", "", 850, 1, 640},
    {Trade::shop, "F", "private", "private", "91", "", 380, 1, 350},
    {Trade::hotel, "H", "individual", "individual", "92", "", 350, 0, 480},
    {Trade::transport, "G", "limited_other", "shareholding", "91", "", 780, 1, 360},
    {Trade::software, "I", "private", "private", "91", "", 600, 3, 120},
    {Trade::farm, "A", "other", "collective", "93", "", 540, 0, 560},
    {Trade::property, "K", "private", "private", "91", "", 520, 1, 420},
    {Trade::culture, "R", "private", "private", "91", "", 450, 2, 150},
    {Trade::courier, "G", "private", "private", "91", "快递员", 860, 1, 620},
    {Trade::freight, "G", "private", "private", "91", "货车司机", 960, 0, 660},
    {Trade::food_delivery, "O", "private", "private", "91", "外卖配送员", 900, 1, 680},
    {Trade::ride_hailing, "G", "private", "private", "91", "网约车司机", 910, 1, 480},
    {Trade::domestic, "O", "private", "private", "91", "家政服务员", 80, 0, 700},
    {Trade::guard, "L", "private", "private", "91", "保安员", 930, 0, 560},
    {Trade::cleaning, "N1", "public_institution_other", "state", "12", "环卫工", 420, 0, 600},
    {Trade::estate, "K", "private", "private", "91", "房产中介员", 500, 2, 300},
    {Trade::streaming, "R", "private", "private", "91", "网络主播", 300, 2, 200},
    {Trade::joint, "O", "individual", "individual", "92", "其他", 550, 1, 500},
    {Trade::organ, "S", "social_group", "other", "81", "", 550, 1, 300},
};

constexpr std::string_view bureaus[] = {"教育局",         "卫生健康局",       "财政局",         "人力资源和社会保障局",
                                        "民政局",         "住房和城乡建设局", "交通运输局",     "农业农村局",
                                        "水利局",         "市场监督管理局",   "自然资源局",     "应急管理局",
                                        "审计局",         "统计局",           "文化和旅游局",   "退役军人事务局",
                                        "医疗保障局",     "司法局",           "公安局",         "发展和改革局",
                                        "工业和信息化局", "商务局",           "林业局",         "信访局",
                                        "档案馆",         "图书馆",           "文化馆",         "融媒体中心",
                                        "供销合作社",     "残疾人联合会",     "城市管理执法局", "行政审批服务局",
                                        "数据局",         "机关事务服务中心"};

constexpr std::string_view brand_first[] = {"恒", "瑞", "泰", "鑫", "华", "宏", "盛", "源", "祥", "渭", "秦", "嘉", "德", "信",
                                            "顺", "通", "永", "广", "金", "禾", "博", "远", "景", "安", "隆", "润", "正", "合"};
constexpr std::string_view brand_second[] = {"达", "丰", "兴", "隆", "源", "泽", "辉", "川", "盛", "联", "和", "昌", "裕", "林",
                                             "原", "岭", "阳", "峰", "诚", "捷", "庆", "康", "晟", "腾", "佳", "悦", "邦", "茂"};
constexpr std::string_view school_names[] = {"实验", "育才", "启明", "新华", "朝阳", "文汇",
                                             "渭水", "育红", "崇文", "明德", "英才", "秦韵"};

using Nouns = std::array<std::string_view, 8>;
const Nouns& nouns_of(Trade trade) {
  static constexpr Nouns factory{"机械制造", "食品", "建材", "电器", "包装印刷", "医药", "农机装备", "新材料"};
  static constexpr Nouns textile{"纺织", "服饰", "针织", "家纺", "织造", "棉业", "服装", "印染"};
  static constexpr Nouns energy{"热力", "水务", "燃气", "电力工程", "新能源", "供水", "光伏", "能源"};
  static constexpr Nouns building{"建筑工程", "建设", "路桥工程", "装饰工程", "市政工程", "安装工程", "园林绿化", "劳务"};
  static constexpr Nouns shop{"商贸", "超市", "百货", "农资", "汽车销售", "药房连锁", "电子商务", "果业"};
  static constexpr Nouns hotel{"酒店", "餐饮", "宾馆", "面馆", "火锅", "食府", "茶楼", "农家乐"};
  static constexpr Nouns transport{"客运", "公交", "仓储", "汽车运输", "出租汽车", "物流园", "冷链", "供应链"};
  static constexpr Nouns software{"软件", "信息技术", "网络科技", "智能科技", "数据", "通信", "电子", "云计算"};
  static constexpr Nouns farm{"果品", "养殖", "苗木", "粮油", "蔬菜", "乳业", "花椒", "苹果"};
  static constexpr Nouns property{"物业服务", "置业", "资产管理", "物业管理", "商业管理", "园区运营", "停车管理", "家居"};
  static constexpr Nouns culture{"文化传媒", "旅游", "影视", "健身", "印务", "演艺", "出版物发行", "体育"};
  static constexpr Nouns courier{"快递服务", "速递", "快运", "快递", "邮政快递", "同城快递", "快件分拨", "速运"};
  static constexpr Nouns freight{"货运", "货物运输", "运输", "物流", "重卡运输", "配货", "危货运输", "干线物流"};
  static constexpr Nouns food{"网络送餐", "外卖配送", "即时配送", "餐饮配送", "同城配送", "骑手服务", "送餐服务", "配送"};
  static constexpr Nouns ride{"网约车", "出行科技", "网约车服务", "汽车租赁", "出行服务", "智慧出行", "约车", "网约出租"};
  static constexpr Nouns domestic{"家政服务", "母婴护理", "养老服务", "保洁服务", "家庭服务", "月嫂服务", "护理服务", "家政"};
  static constexpr Nouns guard{"保安服务", "安保", "护卫", "保安", "安防", "守押", "安全服务", "特勤服务"};
  static constexpr Nouns estate{"房产经纪", "房产中介", "不动产", "房屋租赁", "置换服务", "地产经纪", "住房服务", "房产"};
  static constexpr Nouns streaming{"直播电商", "网络文化", "数字传媒", "直播服务", "短视频", "新媒体", "电商直播", "云播"};
  switch (trade) {
    case Trade::textile:
      return textile;
    case Trade::energy:
      return energy;
    case Trade::building:
      return building;
    case Trade::shop:
      return shop;
    case Trade::hotel:
      return hotel;
    case Trade::transport:
      return transport;
    case Trade::software:
      return software;
    case Trade::farm:
      return farm;
    case Trade::property:
      return property;
    case Trade::culture:
      return culture;
    case Trade::courier:
      return courier;
    case Trade::freight:
      return freight;
    case Trade::food_delivery:
      return food;
    case Trade::ride_hailing:
      return ride;
    case Trade::domestic:
      return domestic;
    case Trade::guard:
      return guard;
    case Trade::estate:
      return estate;
    case Trade::streaming:
      return streaming;
    default:
      return factory;
  }
}

constexpr std::array<std::string_view, 10> numerals{"一", "二", "三", "四", "五", "六", "七", "八", "九", "十"};

std::string in_words(int number) {  // 1 … 99
  const auto unit = number % 10, tens = number / 10;
  std::string words;
  if (tens > 1) words += numerals[static_cast<std::size_t>(tens - 1)];
  if (tens > 0) words += "十";
  if (unit > 0) words += numerals[static_cast<std::size_t>(unit - 1)];
  return words;
}

}  // namespace

const TradeFacts& facts_of(Trade trade) { return trades[static_cast<std::size_t>(trade)]; }

Unit Units::next(Trade trade, std::string_view county, std::string_view place, int number) {
  for (int times = 0;; ++times) {
    std::string shorter;
    auto name = employer(trade, county, place, number, shorter);
    if (times > 20) {  // every name of this kind is taken: the next of the same name
      name += fmt::format("第{}分公司", in_words(times - 19));
      shorter += fmt::format("{}分公司", in_words(times - 19));
    }
    if (!taken_.insert(name).second) continue;
    return {.name = name, .union_name = name + "工会委员会", .short_name = shorter + "工会"};
  }
}

std::string Units::employer(Trade trade, std::string_view county, std::string_view place, int number, std::string& shorter) {
  switch (trade) {
    case Trade::government:
      shorter = bureaus[static_cast<std::size_t>(number) % std::size(bureaus)];
      return fmt::format("{}{}", county, shorter);
    case Trade::school: {
      constexpr std::string_view kinds[] = {"小学", "小学", "初级中学", "幼儿园"};
      const auto kind = dice_.pick(kinds);
      shorter = number < 8 ? fmt::format("第{}中学", in_words(number + 1)) : fmt::format("{}{}", dice_.pick(school_names), kind);
      if (number >= 8 && dice_.chance(700)) shorter = fmt::format("{}{}", place, shorter);
      return fmt::format("{}{}", county, shorter);
    }
    case Trade::hospital: {
      constexpr std::string_view first[] = {"人民医院", "中医医院", "妇幼保健院", "疾病预防控制中心", "急救中心"};
      const auto at = static_cast<std::size_t>(number);
      shorter =
          at < std::size(first) ? std::string(first[at]) : fmt::format("{}{}", place, dice_.chance(600) ? "卫生院" : "社区卫生服务中心");
      return fmt::format("{}{}", county, shorter);
    }
    case Trade::cleaning:
      shorter = fmt::format("{}环卫所", place);
      return fmt::format("{}{}", county, shorter);
    case Trade::joint:
      shorter = fmt::format("{}小微企业联合", place);
      return fmt::format("{}{}", county, shorter);
    case Trade::farm:
      shorter = fmt::format("{}{}{}", dice_.pick(brand_first), dice_.pick(brand_second), nouns_of(trade)[dice_.below(8)]);
      return fmt::format("{}{}专业合作社", county, shorter);
    default: {
      shorter = fmt::format("{}{}{}", dice_.pick(brand_first), dice_.pick(brand_second), nouns_of(trade)[dice_.below(8)]);
      const auto seat = dice_.chance(350) ? std::string_view("咸阳") : county;
      return fmt::format("{}{}{}", seat, shorter, dice_.chance(850) ? "有限公司" : "有限责任公司");
    }
  }
}

}  // namespace unionhall::demo
