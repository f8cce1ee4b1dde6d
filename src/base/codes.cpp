#include "codes.h"

#include <algorithm>

#include "text.h"

namespace unionhall::codes {
namespace {

constexpr Code ethnicity_codes[] = {
    {"01", "汉族", "汉"},
    {"02", "蒙古族", "蒙古"},
    {"03", "回族", "回"},
    {"04", "藏族", "藏"},
    {"05", "维吾尔族", "维吾尔"},
    {"06", "苗族", "苗"},
    {"07", "彝族", "彝"},
    {"08", "壮族", "壮"},
    {"09", "布依族", "布依"},
    {"10", "朝鲜族", "朝鲜"},
    {"11", "满族", "满"},
    {"12", "侗族", "侗"},
    {"13", "瑶族", "瑶"},
    {"14", "白族", "白"},
    {"15", "土家族", "土家"},
    {"16", "哈尼族", "哈尼"},
    {"17", "哈萨克族", "哈萨克"},
    {"18", "傣族", "傣"},
    {"19", "黎族", "黎"},
    {"20", "傈僳族", "傈僳"},
    {"21", "佤族", "佤"},
    {"22", "畲族", "畲"},
    {"23", "高山族", "高山"},
    {"24", "拉祜族", "拉祜"},
    {"25", "水族", "水"},
    {"26", "东乡族", "东乡"},
    {"27", "纳西族", "纳西"},
    {"28", "景颇族", "景颇"},
    {"29", "柯尔克孜族", "柯尔克孜"},
    {"30", "土族", "土"},
    {"31", "达斡尔族", "达斡尔"},
    {"32", "仫佬族", "仫佬"},
    {"33", "羌族", "羌"},
    {"34", "布朗族", "布朗"},
    {"35", "撒拉族", "撒拉"},
    {"36", "毛南族", "毛南"},
    {"37", "仡佬族", "仡佬"},
    {"38", "锡伯族", "锡伯"},
    {"39", "阿昌族", "阿昌"},
    {"40", "普米族", "普米"},
    {"41", "塔吉克族", "塔吉克"},
    {"42", "怒族", "怒"},
    {"43", "乌孜别克族", "乌孜别克"},
    {"44", "俄罗斯族", "俄罗斯"},
    {"45", "鄂温克族", "鄂温克"},
    {"46", "德昂族", "德昂"},
    {"47", "保安族", "保安"},
    {"48", "裕固族", "裕固"},
    {"49", "京族", "京"},
    {"50", "塔塔尔族", "塔塔尔"},
    {"51", "独龙族", "独龙"},
    {"52", "鄂伦春族", "鄂伦春"},
    {"53", "赫哲族", "赫哲"},
    {"54", "门巴族", "门巴"},
    {"55", "珞巴族", "珞巴"},
    {"56", "基诺族", "基诺"},
    {"97", "其他", "其它|未识别民族"},
    {"98", "外国血统中国籍人士", "外国血统"},
};
constexpr Code education_codes[] = {
    {"doctor", "博士", "博士研究生|研究生(博士)"},
    {"master", "硕士", "硕士研究生|研究生"},
    {"bachelor", "本科", "大学本科|大学|本科及以上"},
    {"college", "大专", "专科|大学专科|高职"},
    {"secondary_vocational", "中专", "中职|职高|技校|中等专科"},
    {"senior_high", "高中", "普通高中"},
    {"junior_high", "初中", "普通初中"},
    {"primary", "小学及以下", "小学|文盲|无"},
};

constexpr Code politics_codes[] = {
    {"01", "中共党员", "党员|中国共产党党员|共产党员"},
    {"02", "中共预备党员", "预备党员"},
    {"03", "共青团员", "团员"},
    {"04", "民革党员", "民革会员|民革"},
    {"05", "民盟盟员", "民盟"},
    {"06", "民建会员", "民建"},
    {"07", "民进会员", "民进"},
    {"08", "农工党党员", "农工党|农工"},
    {"09", "致公党党员", "致公党|致公"},
    {"10", "九三学社社员", "九三学社|九三"},
    {"11", "台盟盟员", "台盟"},
    {"12", "无党派人士", "无党派|无党派民主人士"},
    {"13", "群众", "普通公民|普通居民"},
};

constexpr Code employment_codes[] = {
    {"on_post", "在岗", "在职|就业"}, {"off_post", "待(下)岗", "待岗|下岗|待下岗"},
    {"unemployed", "失业"},           {"retired", "退休", "离退休|离休"},
    {"resigned_pensioned", "退职"},   {"early_retired", "退养(内退)", "退养|内退"},
    {"sick_leave", "病休"},           {"other", "其他", "其它"},
};

constexpr Code skill_codes[] = {
    {"none", "无", "无等级|没有"},
    {"level_1", "职业资格一级(高级技师)", "高级技师|一级|职业资格一级"},
    {"level_2", "职业资格二级(技师)", "技师|二级|职业资格二级"},
    {"level_3", "职业资格三级(高级)", "高级工|高级|三级|职业资格三级"},
    {"level_4", "职业资格四级(中级)", "中级工|中级|四级|职业资格四级"},
    {"level_5", "职业资格五级(初级)", "初级工|初级|五级|职业资格五级"},
};

constexpr Code household_kind_codes[] = {
    {"rural", "农业户口", "农业|农村|农村户口"},
    {"urban", "非农业户口", "非农业|城镇|城镇户口|居民户口|非农"},
};

constexpr Code change_kind_codes[] = {
    {"joined", "入会"},
    {"transferred_in", "转入"},
    {"retained", "保留", "保留会籍"},
    {"transferred_out", "转出"},
    {"expelled", "除名", "开除会籍|开除"},
    {"withdrawn", "退会", "自动退会"},
};

constexpr Code change_cause_codes[] = {
    {"employment_changed", "劳动(工作)关系发生变化", "劳动关系发生变化|工作关系发生变化|工作变动"},
    {"laid_off", "在本单位下岗后待岗", "下岗后待岗|下岗待岗"},
    {"unemployed", "失业"},
    {"bankrupt", "所在企业破产", "企业破产|破产"},
    {"own_wish", "个人要求退会", "个人要求"},
    {"convicted", "因犯罪被开除会籍", "犯罪"},
};

constexpr Code yes_no_codes[] = {
    {"yes", "是", "Y|√|1|TRUE"},
    {"no", "否", "N|×|0|不是|FALSE"},
};

constexpr Code occupation_group_codes[] = {
    {"truck_driver", "货车司机", "卡车司机"},
    {"ride_hailing", "网约车司机"},
    {"courier", "快递员", "快递"},
    {"food_delivery", "外卖配送员", "网约送餐员|外卖员|外卖骑手|骑手"},
    {"carer", "护工护理员", "护理员|护工"},
    {"domestic", "家政服务员", "家政"},
    {"shop_promoter", "商场信息员"},
    {"estate_agent", "房产中介员", "房产中介"},
    {"guard", "保安员", "保安"},
    {"cleaner", "环卫工", "环卫工人|保洁员"},
    {"chauffeur", "代驾", "代驾员|代驾司机"},
    {"streamer", "网络主播", "主播"},
    {"other", "其他", "其它|其他新就业形态"},
};

constexpr Code union_kind_codes[] = {
    {"independent", "独立基层工会", "单独基层工会"},
    {"joint", "联合基层工会", "联合工会"},
    {"federation", "工会联合会"},
    {"industry", "产业(系统)工会", "产业工会|系统工会"},
    {"general", "总工会"},
};

constexpr Code unit_nature_codes[] = {
    {"state_enterprise", "国有企业"},
    {"collective_enterprise", "集体企业"},
    {"share_cooperative", "股份合作企业"},
    {"joint_operation", "联营企业"},
    {"state_sole", "国有独资公司"},
    {"limited_other", "其他有限责任公司", "有限责任公司"},
    {"state_holding", "国有控股公司"},
    {"share_limited_other", "其他股份有限公司", "股份有限公司"},
    {"private", "私营企业", "民营企业"},
    {"domestic_other", "其他内资企业"},
    {"hk_mo_tw_invested", "港澳台商投资企业"},
    {"foreign_invested", "外商投资企业"},
    {"public_institution_funded", "财政拨款的事业单位", "事业单位"},
    {"public_institution_other", "其他事业单位"},
    {"government", "机关"},
    {"individual", "个体经济组织"},
    {"social_group", "社会团体"},
    {"private_non_enterprise", "民办非企业单位"},
    {"foundation", "基金会"},
    {"other", "其他组织", "其他"},
};

constexpr Code economy_codes[] = {
    {"state", "国有经济"},      {"collective", "集体经济"}, {"private", "私营经济"},
    {"individual", "个体经济"}, {"joint", "联营经济"},      {"shareholding", "股份制"},
    {"foreign", "外商投资"},    {"hk_mo_tw", "港澳台投资"}, {"other", "其他经济类", "其他"},
};

constexpr Code industry_codes[] = {
    {"A", "农、林、牧、渔业", "农林牧渔业"},
    {"B", "采矿业"},
    {"C", "制造业"},
    {"D", "电力、热力、燃气及水的生产和供应业", "电力、热力、燃气及水生产和供应业"},
    {"N1", "环境和公共设施管理业"},
    {"E", "建筑业"},
    {"G", "交通运输、仓储业和邮政业", "交通运输、仓储和邮政业"},
    {"I", "信息传输、计算机服务和软件业", "信息传输、软件和信息技术服务业"},
    {"F", "批发和零售业", "批发零售业"},
    {"H", "住宿、餐饮业", "住宿和餐饮业"},
    {"J", "金融、保险业", "金融业"},
    {"K", "房地产业"},
    {"L", "租赁和商务服务业"},
    {"M", "科学研究、技术服务和地质勘查业", "科学研究和技术服务业"},
    {"N", "水利、环境和公共设施管理业"},
    {"O", "居民服务和其他服务业", "居民服务、修理和其他服务业"},
    {"P", "教育"},
    {"Q", "卫生、社会保障和社会服务业", "卫生和社会工作"},
    {"R", "文化、体育、娱乐业", "文化、体育和娱乐业"},
    {"S", "综合(含投资类、主业不明显)", "综合"},
    {"other", "其它", "其他"},
};

constexpr Code member_status_codes[] = {
    {"active", "在籍"},
    {"transferring", "接转中"},
    {"retained", "保留会籍", "保留"},
    {"withdrawn", "退会"},
    {"deemed_withdrawn", "视为自动退会", "自动退会"},
    {"expelled", "除名", "开除会籍"},
    {"transferred_out", "转出"},
    {"deceased", "死亡注销"},
    {"cancelled", "误录注销", "重复注销"},
};

constexpr Code verification_codes[] = {
    {"sms", "短信链接"},
    {"sign_in", "本人登录"},
    {"in_person", "当面核验"},
    {"visit", "走访核验"},
};

bool among(std::string_view variants, std::string_view wanted) {
  while (!variants.empty()) {
    const auto bar = std::min(variants.find('|'), variants.size());
    if (variants.substr(0, bar) == wanted) return true;
    variants.remove_prefix(std::min(bar + 1, variants.size()));
  }
  return false;
}

}  // namespace

const Set ethnicity = ethnicity_codes;
const Set education = education_codes;
const Set politics = politics_codes;
const Set employment = employment_codes;
const Set skill = skill_codes;
const Set household_kind = household_kind_codes;
const Set change_kind = change_kind_codes;
const Set change_cause = change_cause_codes;
const Set yes_no = yes_no_codes;
const Set occupation_group = occupation_group_codes;
const Set union_kind = union_kind_codes;
const Set unit_nature = unit_nature_codes;
const Set economy = economy_codes;
const Set industry = industry_codes;
const Set member_status = member_status_codes;
const Set verification = verification_codes;

const Code* find(Set set, std::string_view chinese) {
  const auto found = std::ranges::find_if(set, [&](const Code& code) { return code.chinese == chinese || among(code.variants, chinese); });
  return found == set.end() ? nullptr : &*found;
}

const Code* find_word(Set set, std::string_view word) {
  const auto found = std::ranges::find(set, word, &Code::word);
  return found == set.end() ? nullptr : &*found;
}

std::string_view chinese(Set set, std::string_view word) {
  const auto* const code = find_word(set, word);
  return code != nullptr ? code->chinese : word;
}

const Code* nearest(Set set, std::string_view written) {
  if (!text::length(written)) return nullptr;
  const Code* best = nullptr;
  std::size_t shared_most = 0;
  for (const auto& code : set) {
    std::size_t shared = 0;
    text::each_character(written, [&](std::string_view character) { shared += code.chinese.contains(character) ? 1 : 0; });
    if (shared > shared_most) {
      shared_most = shared;
      best = &code;
    }
  }
  return best;
}

}  // namespace unionhall::codes
