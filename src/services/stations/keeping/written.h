#pragma once
// The words of the forms. Private to this folder.
#include <array>
#include <string_view>

#include "services/stations/stations.h"

namespace unionhall::stations::keeping {

/// What stands in a table for a word of ours: the first is written, all are read wherever they stand in a cell.
template <class E>
struct Written {
  E value;
  std::array<std::string_view, 4> names;
};

inline constexpr Written<Kind> kinds[]{{Kind::driver_home, {"司机之家"}},
                                       {Kind::worker_home, {"职工之家"}},
                                       {Kind::station, {"工会驿站", "驿站", "户外劳动者", "服务站点"}},
                                       {Kind::other, {"其他", "其它"}}};
inline constexpr Written<BuildType> build_types[]{{BuildType::own, {"工会自建", "自建"}},
                                                  {BuildType::government, {"政府兴建", "政府"}},
                                                  {BuildType::social, {"社会助建", "社会", "企业"}},
                                                  {BuildType::integrated, {"集成共建", "集成"}},
                                                  {BuildType::shared, {"共建", "合建"}}};
inline constexpr Written<Access> accesses[]{{Access::scan, {"扫码", "刷卡", "门禁"}}, {Access::open, {"自由进出", "开放", "免费"}}};
inline constexpr Written<Level> levels[]{{Level::national, {"全国最美", "全国"}},
                                         {Level::province, {"省级最美", "省"}},
                                         {Level::city, {"市级最美", "市"}},
                                         {Level::ordinary, {"普通", "一般", "无"}}};
inline constexpr Written<State> states[]{{State::closed, {"撤销", "关闭", "拆除"}},  {State::suspended, {"暂停"}},
                                         {State::planned, {"计划", "拟建", "规划"}}, {State::building, {"在建", "建设中"}},
                                         {State::acceptance, {"待验收", "验收"}},    {State::open, {"开放", "正常", "在用", "运行"}}};
inline constexpr Written<Facility> facilities[]{{Facility::seats, {"桌椅", "座椅", "休息"}},
                                                {Facility::water, {"饮水", "热水", "开水", "喝水"}},
                                                {Facility::microwave, {"微波炉", "热饭", "加热"}},
                                                {Facility::climate, {"空调", "风扇", "暖气", "取暖"}},
                                                {Facility::first_aid, {"药箱", "急救包", "药品"}},
                                                {Facility::ebike_charging, {"电动车充电", "电瓶充电", "电动自行车"}},
                                                {Facility::battery_swap, {"换电"}},
                                                {Facility::charging, {"手机充电", "充电"}},
                                                {Facility::multi_socket, {"插座", "插排"}},
                                                {Facility::toilet, {"卫生间", "厕所", "洗手间"}},
                                                {Facility::fridge, {"冰箱", "冰柜"}},
                                                {Facility::locker, {"储物柜", "寄存"}},
                                                {Facility::tv, {"电视"}},
                                                {Facility::wifi, {"WiFi", "无线网", "WLAN", "上网"}},
                                                {Facility::books, {"书报", "图书", "阅读"}},
                                                {Facility::tools, {"工具箱", "维修"}},
                                                {Facility::tyre_pump, {"打气", "充气"}},
                                                {Facility::umbrella, {"雨具", "雨伞", "雨衣"}},
                                                {Facility::shower, {"淋浴", "洗澡"}},
                                                {Facility::changing_room, {"更衣"}},
                                                {Facility::nursing_room, {"母婴"}},
                                                {Facility::aed, {"AED", "除颤"}},
                                                {Facility::blood_pressure, {"血压"}},
                                                {Facility::printer, {"打印", "复印"}},
                                                {Facility::truck_parking, {"货车停车", "停车"}},
                                                {Facility::meals, {"用餐", "餐饮", "优惠餐", "爱心餐"}},
                                                {Facility::haircut, {"理发"}},
                                                {Facility::legal_advice, {"法律"}},
                                                {Facility::counselling, {"心理"}},
                                                {Facility::volunteers, {"志愿"}}};

template <class E, std::size_t n>
constexpr std::string_view written(const Written<E> (&words)[n], E value) {
  for (const auto& one : words) {
    if (one.value == value) return one.names.front();
  }
  return {};
}

/// The first of these of which a name stands in what was written.
template <class E, std::size_t n>
constexpr std::optional<E> told_by(const Written<E> (&words)[n], std::string_view cell) {
  for (const auto& one : words) {
    for (const auto name : one.names) {
      if (!name.empty() && cell.find(name) != std::string_view::npos) return one.value;
    }
  }
  return std::nullopt;
}

}  // namespace unionhall::stations::keeping
