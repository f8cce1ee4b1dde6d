// The word lists of the forms with their labels. The Chinese stands in base/codes, as the official forms spell it; the English
// is here, since only a page needs it.
#include <span>

#include "app/front.h"
#include "base/codes.h"
#include "base/id_document.h"
#include "db/value.h"
#include "hall/members/members.h"

namespace unionhall::app {
namespace {

namespace json = http::json;

struct English {
  std::string_view word, label;
};

constexpr English ethnicity[] = {
    {"01", "Han"},     {"02", "Mongol"},
    {"03", "Hui"},     {"04", "Tibetan"},
    {"05", "Uyghur"},  {"06", "Miao"},
    {"07", "Yi"},      {"08", "Zhuang"},
    {"09", "Bouyei"},  {"10", "Korean"},
    {"11", "Manchu"},  {"12", "Dong"},
    {"13", "Yao"},     {"14", "Bai"},
    {"15", "Tujia"},   {"16", "Hani"},
    {"17", "Kazakh"},  {"18", "Dai"},
    {"19", "Li"},      {"20", "Lisu"},
    {"21", "Va"},      {"22", "She"},
    {"23", "Gaoshan"}, {"24", "Lahu"},
    {"25", "Sui"},     {"26", "Dongxiang"},
    {"27", "Naxi"},    {"28", "Jingpo"},
    {"29", "Kirgiz"},  {"30", "Tu"},
    {"31", "Daur"},    {"32", "Mulao"},
    {"33", "Qiang"},   {"34", "Blang"},
    {"35", "Salar"},   {"36", "Maonan"},
    {"37", "Gelao"},   {"38", "Xibe"},
    {"39", "Achang"},  {"40", "Pumi"},
    {"41", "Tajik"},   {"42", "Nu"},
    {"43", "Uzbek"},   {"44", "Russian"},
    {"45", "Ewenki"},  {"46", "De'ang"},
    {"47", "Bonan"},   {"48", "Yugur"},
    {"49", "Gin"},     {"50", "Tatar"},
    {"51", "Derung"},  {"52", "Oroqen"},
    {"53", "Hezhen"},  {"54", "Monba"},
    {"55", "Lhoba"},   {"56", "Jino"},
    {"97", "Other"},   {"98", "Chinese citizen of foreign descent"},
};
constexpr English education[] = {
    {"doctor", "Doctor"},
    {"master", "Master"},
    {"bachelor", "Bachelor"},
    {"college", "Junior college"},
    {"secondary_vocational", "Secondary vocational"},
    {"senior_high", "Senior high school"},
    {"junior_high", "Junior high school"},
    {"primary", "Primary school or less"},
};
constexpr English politics[] = {
    {"01", "Communist Party member"},
    {"02", "Probationary Party member"},
    {"03", "Communist Youth League member"},
    {"04", "Revolutionary Committee of the Kuomintang"},
    {"05", "China Democratic League"},
    {"06", "China National Democratic Construction Association"},
    {"07", "China Association for Promoting Democracy"},
    {"08", "Peasants' and Workers' Democratic Party"},
    {"09", "China Zhi Gong Party"},
    {"10", "Jiusan Society"},
    {"11", "Taiwan Democratic Self-Government League"},
    {"12", "Person without party affiliation"},
    {"13", "None"},
};
constexpr English employment[] = {
    {"on_post", "At work"},
    {"off_post", "Off post"},
    {"unemployed", "Unemployed"},
    {"retired", "Retired"},
    {"resigned_pensioned", "Resigned with pension"},
    {"early_retired", "Early retired"},
    {"sick_leave", "On sick leave"},
    {"other", "Other"},
};
constexpr English skill[] = {
    {"none", "None"},
    {"level_1", "Level 1 (senior technician)"},
    {"level_2", "Level 2 (technician)"},
    {"level_3", "Level 3 (advanced)"},
    {"level_4", "Level 4 (intermediate)"},
    {"level_5", "Level 5 (elementary)"},
};
constexpr English household_kind[] = {{"rural", "Rural household"}, {"urban", "Urban household"}};
constexpr English id_type[] = {
    {"resident_id", "Resident identity card"},
    {"hk_mo_residence_permit", "Residence permit for Hong Kong and Macao residents"},
    {"tw_residence_permit", "Residence permit for Taiwan residents"},
    {"foreign_permanent_2023", "Foreign permanent resident ID card"},
    {"foreign_permanent_2017", "Foreign permanent resident ID card (2017)"},
    {"hk_mo_travel_permit", "Mainland travel permit for Hong Kong and Macao residents"},
    {"tw_travel_permit", "Mainland travel permit for Taiwan residents"},
    {"passport", "Passport"},
};
constexpr English occupation[] = {
    {"truck_driver", "Truck driver"},
    {"ride_hailing", "Ride-hailing driver"},
    {"courier", "Courier"},
    {"food_delivery", "Food delivery rider"},
    {"carer", "Carer"},
    {"domestic", "Domestic worker"},
    {"shop_promoter", "Shop promoter"},
    {"estate_agent", "Estate agent"},
    {"guard", "Security guard"},
    {"cleaner", "Sanitation worker"},
    {"chauffeur", "Designated driver"},
    {"streamer", "Streamer"},
    {"other", "Other"},
};
constexpr English change_kind[] = {
    {"joined", "Joined"},     {"transferred_in", "Transferred in"}, {"retained", "Retained"}, {"transferred_out", "Transferred out"},
    {"expelled", "Expelled"}, {"withdrawn", "Withdrawn"},
};
constexpr English change_cause[] = {
    {"employment_changed", "Employment changed"}, {"laid_off", "Laid off"}, {"unemployed", "Unemployed"},
    {"bankrupt", "The employer went bankrupt"},   {"own_wish", "Own wish"}, {"convicted", "Convicted of a crime"},
};
constexpr English verification[] = {{"sms", "Link in a text message"},
                                    {"sign_in", "Signed in"},
                                    {"in_person", "At the union, in person"},
                                    {"visit", "Visit by an officer"}};
constexpr English union_kind[] = {
    {"independent", "Base-level union of one employer"}, {"joint", "Joint base-level union"},
    {"federation", "Federation of base-level unions"},   {"industry", "Industry (system) union"},
    {"general", "Federation of trade unions"},
};
constexpr English unit_nature[] = {
    {"state_enterprise", "State-owned enterprise"},
    {"collective_enterprise", "Collective enterprise"},
    {"share_cooperative", "Shareholding cooperative"},
    {"joint_operation", "Jointly operated enterprise"},
    {"state_sole", "Wholly state-owned company"},
    {"limited_other", "Other limited liability company"},
    {"state_holding", "State-controlled company"},
    {"share_limited_other", "Other company limited by shares"},
    {"private", "Private enterprise"},
    {"domestic_other", "Other domestic enterprise"},
    {"hk_mo_tw_invested", "Enterprise with Hong Kong, Macao or Taiwan investment"},
    {"foreign_invested", "Enterprise with foreign investment"},
    {"public_institution_funded", "Publicly funded institution"},
    {"public_institution_other", "Other public institution"},
    {"government", "Government body"},
    {"individual", "Individual business"},
    {"social_group", "Social organisation"},
    {"private_non_enterprise", "Private non-enterprise unit"},
    {"foundation", "Foundation"},
    {"other", "Other organisation"},
};
constexpr English unit_economy[] = {
    {"state", "State"},
    {"collective", "Collective"},
    {"private", "Private"},
    {"individual", "Individual"},
    {"joint", "Joint operation"},
    {"shareholding", "Shareholding"},
    {"foreign", "Foreign investment"},
    {"hk_mo_tw", "Hong Kong, Macao or Taiwan investment"},
    {"other", "Other"},
};
constexpr English industry[] = {
    {"A", "Agriculture, forestry, animal husbandry and fishery"},
    {"B", "Mining"},
    {"C", "Manufacturing"},
    {"D", "Electricity, heat, gas and water"},
    {"N1", "Environment and public facilities"},
    {"E", "Construction"},
    {"G", "Transport, storage and post"},
    {"I", "Information transmission, computer services and software"},
    {"F", "Wholesale and retail"},
    {"H", "Accommodation and catering"},
    {"J", "Finance and insurance"},
    {"K", "Real estate"},
    {"L", "Leasing and business services"},
    {"M", "Research, technical services and geological survey"},
    {"N", "Water conservancy, environment and public facilities"},
    {"O", "Resident and other services"},
    {"P", "Education"},
    {"Q", "Health, social security and welfare"},
    {"R", "Culture, sports and entertainment"},
    {"S", "Comprehensive"},
    {"other", "Other"},
};

json::object entry(std::string_view word, std::string_view chinese, std::span<const English> english, http::Language language) {
  std::string_view label = chinese;
  if (language == http::Language::en) {
    for (const auto& translated : english) {
      if (translated.word == word) label = translated.label;
    }
  }
  return {{"word", word}, {"label", label}};
}

json::array labelled(codes::Set set, std::span<const English> english, http::Language language) {
  json::array list;
  for (const auto& code : set) list.push_back(entry(code.word, code.chinese, english, language));
  return list;
}

json::array id_types(http::Language language) {
  json::array list;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<IdType>>(
      [&](auto type) { list.push_back(entry(type.name, chinese(type.value), id_type, language)); });
  return list;
}

json::array reveal_purposes(http::Language language) {
  json::array list;
  for (const auto word : members::reveal_purposes()) {
    list.push_back({{"word", word}, {"label", http::Texts::global().text("members.purpose." + std::string(word), language)}});
  }
  return list;
}

}  // namespace

json::object code_sets(http::Language language) {
  const auto set = [&](codes::Set codes, std::span<const English> english) { return labelled(codes, english, language); };
  return {
      {"ethnicity", set(codes::ethnicity, ethnicity)},
      {"education", set(codes::education, education)},
      {"politics", set(codes::politics, politics)},
      {"employment", set(codes::employment, employment)},
      {"skill", set(codes::skill, skill)},
      {"household_kind", set(codes::household_kind, household_kind)},
      {"id_type", id_types(language)},
      {"occupation", set(codes::occupation_group, occupation)},
      {"change_kind", set(codes::change_kind, change_kind)},
      {"change_cause", set(codes::change_cause, change_cause)},
      {"verification_method", set(codes::verification, verification)},
      {"reveal_purpose", reveal_purposes(language)},
      {"union_kind", set(codes::union_kind, union_kind)},
      {"unit_nature", set(codes::unit_nature, unit_nature)},
      {"unit_economy", set(codes::economy, unit_economy)},
      {"industry", set(codes::industry, industry)},
  };
}

}  // namespace unionhall::app
