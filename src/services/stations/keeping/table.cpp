#include "services/stations/keeping/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>
#include <charconv>

#include "base/sheet_date.h"
#include "base/text.h"
#include "services/stations/keeping/written.h"

namespace unionhall::stations::keeping {
namespace {

using imports::Outcome;

constexpr std::size_t name_chars_max = 60, address_chars_max = 120, person_chars_max = 50, phone_chars_max = 20;

std::optional<double> number_in(std::string_view cell) {
  double value = 0;
  const auto [end, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  return error == std::errc{} && end == cell.data() + cell.size() ? std::optional(value) : std::nullopt;
}

class Reading {
 public:
  explicit Reading(const std::vector<std::string>& cells) : cells_(cells) {
    for (std::size_t i = 0; i < cells.size(); ++i) result_.said[i] = !text::trimmed(cells[i]).empty();
  }

  Read run() {
    auto& facts = result_.facts;
    result_.code = cell(Column::code);
    result_.keeper = text(Column::keeper, name_chars_max);
    facts.name = text(Column::name, name_chars_max, Outcome::refused);
    if (facts.name.empty()) remark(Column::name, "station_name_missing", Outcome::refused);
    facts.alias = text(Column::alias, name_chars_max);
    facts.partner = text(Column::partner, name_chars_max);
    facts.address = text(Column::address, address_chars_max);
    facts.kind = told_by(kinds, cell(Column::kind)).value_or(Kind::station);
    facts.build_type = told_by(build_types, cell(Column::build_type)).value_or(facts.partner.empty() ? BuildType::own : BuildType::shared);
    facts.access = told_by(accesses, cell(Column::access)).value_or(Access::open);
    facts.level = told_by(levels, cell(Column::level)).value_or(Level::ordinary);
    result_.state = told_by(states, cell(Column::state)).value_or(State::open);
    facts.area_m2 = count(Column::area);
    facts.capacity = count(Column::capacity);
    facts.division = division();
    facts.public_phone = phone(Column::phone);
    result_.people = {.manager = text(Column::manager, person_chars_max),
                      .manager_phone = phone(Column::manager_phone),
                      .owner_phone = phone(Column::owner_phone)};
    read_place();
    read_hours();
    read_facilities();
    read_day();
    return std::move(result_);
  }

 private:
  std::string cell(Column column) const { return text::folded(cells_[static_cast<std::size_t>(column)]).value_or(""); }

  void remark(Column column, std::string code, Outcome outcome, std::string shown = "") {
    result_.remarks.push_back({.column = static_cast<int>(column),
                               .code = std::move(code),
                               .outcome = outcome,
                               .topic = column == Column::keeper ? imports::Topic::union_ : imports::Topic::other,
                               .shown = std::move(shown)});
  }

  /// Empty, with a remark, where it is too long or holds what no text holds.
  std::string text(Column column, std::size_t chars_max, Outcome outcome = Outcome::warning) {
    const auto folded = text::folded(cells_[static_cast<std::size_t>(column)]);
    if (folded && text::length(*folded).value_or(chars_max + 1) <= chars_max) return *folded;
    remark(column, folded ? "station_too_long" : "station_bad_character", outcome);
    return "";
  }

  std::string phone(Column column) {
    auto written = text(column, phone_chars_max);
    if (std::ranges::all_of(written, [](char c) { return (c >= '0' && c <= '9') || c == '-' || c == ' ' || c == '+'; })) return written;
    remark(column, "station_phone_left_out", Outcome::warning);
    return "";
  }

  std::optional<std::int64_t> count(Column column) {
    const auto written = cell(column);
    if (written.empty()) return std::nullopt;
    const auto read = number_in(written.substr(0, written.find_first_not_of("0123456789.")));
    if (read && *read >= 1 && *read <= 100'000) return std::llround(*read);
    remark(column, "station_number_left_out", Outcome::warning, written);
    return std::nullopt;
  }

  std::string division() {
    const auto written = cell(Column::division);
    const bool digits = std::ranges::all_of(written, [](char c) { return c >= '0' && c <= '9'; });
    if (written.empty() || (digits && written.size() >= 6 && written.size() <= 12)) return written;
    remark(Column::division, "station_division_left_out", Outcome::warning, written);
    return "";
  }

  void read_place() {
    const auto lng = number_in(cell(Column::lng)), lat = number_in(cell(Column::lat));
    if (!lng || !lat) return remark(lng ? Column::lat : Column::lng, "station_place_missing", Outcome::refused);
    auto datum = text::upper(cell(Column::datum));
    std::erase_if(datum, [](char c) { return c == '-' || c == ' '; });
    geo::Point point{*lng, *lat};
    if (datum.contains("GCJ") || datum.contains("高德") || datum.contains("腾讯") || datum.contains("火星")) {
      point = geo::to_wgs84(geo::Gcj02{*lng, *lat});
    } else if (datum.contains("BD") || datum.contains("百度")) {
      point = geo::to_wgs84(geo::Bd09{*lng, *lat});
    } else if (datum.empty()) {
      remark(Column::datum, "station_datum_assumed", Outcome::warning);
    } else if (!datum.contains("WGS") && !datum.contains("CGCS") && !datum.contains("2000") && !datum.contains("84")) {
      return remark(Column::datum, "station_datum_unknown", Outcome::refused, cell(Column::datum));
    }
    if (!geo::on_earth(point)) return remark(Column::lng, "station_place_missing", Outcome::refused);
    result_.facts.place = Place::of(point);
  }

  /// What is not understood stays unknown: it is never shown as open.
  void read_hours() {
    const auto written = cells_[static_cast<std::size_t>(Column::hours)];
    if (text::trimmed(written).empty()) return;
    if (const auto read = hours_in(written)) {
      result_.facts.hours = hours_text(*read);
    } else {
      remark(Column::hours, "station_hours_left_out", Outcome::warning, text::folded(written).value_or(""));
    }
  }

  void read_facilities() {
    auto written = cell(Column::facilities);
    Facilities all;
    for (const auto mark : {"、", "，", ";", "；", "/", " ", "。"}) boost::replace_all(written, mark, ",");
    std::string unknown;
    for (std::string_view rest = written; !rest.empty();) {
      const auto comma = std::min(rest.find(','), rest.size());
      const auto one = rest.substr(0, comma);
      if (const auto known = told_by(keeping::facilities, one)) {
        all.add(*known);
      } else if (!one.empty()) {
        unknown.append(unknown.empty() ? "" : "、").append(one);
      }
      rest.remove_prefix(std::min(comma + 1, rest.size()));
    }
    result_.facts.facilities = all.text();
    if (!unknown.empty()) remark(Column::facilities, "station_facilities_left_out", Outcome::warning, unknown);
  }

  void read_day() {
    const auto written = cell(Column::opened_on);
    if (written.empty()) return;
    if (const auto day = parse_sheet_date(written)) {
      result_.facts.opened_on = *day;
    } else {
      remark(Column::opened_on, "station_day_left_out", Outcome::warning, written);
    }
  }

  const std::vector<std::string>& cells_;
  Read result_;
};

}  // namespace

const std::vector<sheets::Column>& columns() {
  static const std::vector<sheets::Column> all{
      {"code", {"驿站编号", "站点编号", "编号", "编码"}},
      {"name", {"站点名称", "驿站名称", "名称"}, true},
      {"alias", {"别名", "简称"}},
      {"kind", {"站点类型", "类型", "类别"}},
      {"build_type", {"建设类型", "建设方式", "建设模式"}},
      {"partner", {"共建单位", "依托单位", "合作单位"}},
      {"keeper", {"管理单位", "管理工会", "所属工会", "主管工会"}},
      {"division", {"行政区划代码", "区划代码"}},
      {"address", {"详细地址", "站点地址", "地址"}},
      {"lng", {"经度", "lng", "longitude"}, true},
      {"lat", {"纬度", "lat", "latitude"}, true},
      {"datum", {"坐标系", "坐标系统", "坐标类型"}},
      {"hours", {"开放时间", "服务时间", "营业时间"}},
      {"facilities", {"服务设施", "设施", "服务内容", "服务项目"}},
      {"area", {"面积", "建筑面积"}},
      {"capacity", {"容纳人数", "可容纳人数"}},
      {"access", {"进入方式", "开放方式"}},
      {"phone", {"公开电话", "服务电话", "站点电话"}},
      {"manager", {"负责人", "管理员", "站长"}},
      {"manager_phone", {"负责人电话", "管理员电话", "站长电话"}},
      {"owner_phone", {"共建单位电话", "开门人电话"}},
      {"level", {"等级", "级别", "荣誉"}},
      {"opened_on", {"启用日期", "启用时间", "建成时间", "建成日期"}},
      {"state", {"状态", "运行状态", "使用状态"}},
  };
  return all;
}

bool Read::good() const {
  return std::ranges::all_of(remarks, [](const auto& one) { return one.outcome == Outcome::warning; });
}

Facts Read::over(const Facts& before) const {
  auto now = before;
  const auto lay = [&](Column column, auto member) {
    if (said[static_cast<std::size_t>(column)]) now.*member = facts.*member;
  };
  now.keeper = keeper.empty() ? before.keeper : facts.keeper;
  now.place = facts.place;
  lay(Column::name, &Facts::name);
  lay(Column::alias, &Facts::alias);
  lay(Column::kind, &Facts::kind);
  lay(Column::build_type, &Facts::build_type);
  lay(Column::partner, &Facts::partner);
  lay(Column::division, &Facts::division);
  lay(Column::address, &Facts::address);
  lay(Column::hours, &Facts::hours);
  lay(Column::facilities, &Facts::facilities);
  lay(Column::area, &Facts::area_m2);
  lay(Column::capacity, &Facts::capacity);
  lay(Column::access, &Facts::access);
  lay(Column::phone, &Facts::public_phone);
  lay(Column::level, &Facts::level);
  lay(Column::opened_on, &Facts::opened_on);
  return now;
}

People Read::over(const People& before) const {
  return {.manager = people.manager.empty() ? before.manager : people.manager,
          .manager_phone = people.manager_phone.empty() ? before.manager_phone : people.manager_phone,
          .owner_phone = people.owner_phone.empty() ? before.owner_phone : people.owner_phone};
}

Read read(const std::vector<std::string>& cells) { return Reading(cells).run(); }

std::vector<std::string> cells_of(const Station& station, std::string_view keeper) {
  const auto& facts = station.facts;
  std::string all;
  for (const auto word : Facilities::parse(facts.facilities).words()) {
    all.append(all.empty() ? "" : "、").append(written(facilities, *db::from_word<Facility>(word)));
  }
  const auto count = [](const std::optional<std::int64_t>& number) { return number ? std::to_string(*number) : ""; };
  const auto point = facts.place.point();
  return {station.code,
          facts.name,
          facts.alias,
          std::string(written(kinds, facts.kind)),
          std::string(written(build_types, facts.build_type)),
          facts.partner,
          std::string(keeper),
          facts.division,
          facts.address,
          fmt::format("{:.7f}", point.lng),
          fmt::format("{:.7f}", point.lat),
          "WGS-84",
          hours_written(facts.hours),
          all,
          count(facts.area_m2),
          count(facts.capacity),
          std::string(written(accesses, facts.access)),
          facts.public_phone,
          "",
          "",
          "",
          std::string(written(levels, facts.level)),
          facts.opened_on ? iso_date(*facts.opened_on) : "",
          std::string(written(states, station.standing.state))};
}

}  // namespace unionhall::stations::keeping
