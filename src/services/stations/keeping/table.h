#pragma once
// Stations as a table, the same to bring and to take: what a row says in the words of the forms (站点名称, 经度, 开放时间 …). Private to
// this folder.
#include <bitset>

#include "hall/imports/imports.h"
#include "services/stations/json.h"

namespace unionhall::stations::keeping {

enum class Column : int {
  code,
  name,
  alias,
  kind,
  build_type,
  partner,
  keeper,
  division,
  address,
  lng,
  lat,
  datum,
  hours,
  facilities,
  area,
  capacity,
  access,
  phone,
  manager,
  manager_phone,
  owner_phone,
  level,
  opened_on,
  state,
  count
};

const std::vector<sheets::Column>& columns();

/// One row, read by itself: no database. Its keeper is a name yet.
struct Read {
  std::string code, keeper;
  Facts facts;
  People people;
  State state = State::open;
  std::bitset<static_cast<std::size_t>(Column::count)> said;  // the columns in which something stands
  std::vector<imports::Remark> remarks;                       // warnings, and what refuses the row

  bool good() const;
  /// Over what is known of the station: an empty cell says nothing and changes nothing.
  Facts over(const Facts& before) const;
  People over(const People& before) const;
};
Read read(const std::vector<std::string>& cells);

/// A station as it stands in the table; without whoever looks after it, for a table goes many ways.
std::vector<std::string> cells_of(const Station& station, std::string_view keeper);

/// What people write of hours: OpenStreetMap's text, or "周一至周五 8:00-18:00；节假日休息", "全天". Nothing for what is not understood.
std::optional<hours::Hours> hours_in(std::string_view written);
/// OpenStreetMap's text; empty where it cannot say the same, or they are unknown.
std::string hours_written(std::string_view stored);

}  // namespace unionhall::stations::keeping
