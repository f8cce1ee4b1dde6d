#include "services/stations/keeping/words.h"
#include "http/http.h"

namespace unionhall::stations::keeping {

void add_words() {
  http::Texts::global().add({
      {"imports.stations.code", "驿站编号", "Code"},
      {"imports.stations.name", "站点名称", "Name"},
      {"imports.stations.alias", "别名", "Other name"},
      {"imports.stations.kind", "站点类型", "Kind"},
      {"imports.stations.build_type", "建设类型", "How it was built"},
      {"imports.stations.partner", "共建单位", "Partner"},
      {"imports.stations.keeper", "管理单位", "Keeper"},
      {"imports.stations.division", "行政区划代码", "Division"},
      {"imports.stations.address", "详细地址", "Address"},
      {"imports.stations.lng", "经度", "Longitude"},
      {"imports.stations.lat", "纬度", "Latitude"},
      {"imports.stations.datum", "坐标系", "Coordinate system"},
      {"imports.stations.hours", "开放时间", "Hours"},
      {"imports.stations.facilities", "服务设施", "Facilities"},
      {"imports.stations.area", "面积", "Area"},
      {"imports.stations.capacity", "容纳人数", "Room for"},
      {"imports.stations.access", "进入方式", "How one gets in"},
      {"imports.stations.phone", "公开电话", "Public phone"},
      {"imports.stations.manager", "负责人", "Manager"},
      {"imports.stations.manager_phone", "负责人电话", "Manager's phone"},
      {"imports.stations.owner_phone", "共建单位电话", "Partner's phone"},
      {"imports.stations.level", "等级", "Level"},
      {"imports.stations.opened_on", "启用日期", "In use since"},
      {"imports.stations.state", "状态", "State"},

      {"imports.row.station_name_missing", "没有写站点名称", "The name is missing"},
      {"imports.row.station_place_missing", "经纬度没有写，或者不是数字", "Longitude and latitude are missing, or no numbers"},
      {"imports.row.station_datum_assumed", "没有写坐标系，按 WGS-84 记下；高德、腾讯、百度抄来的会偏几百米，请写上",
       "No coordinate system is written; taken as WGS 84. What was copied from Amap, Tencent or Baidu lies hundreds of metres beside: "
       "write it"},
      {"imports.row.station_datum_unknown", "坐标系写 WGS-84、CGCS2000、GCJ-02（高德、腾讯）或 BD-09（百度）",
       "Write WGS-84, CGCS2000, GCJ-02 (Amap, Tencent) or BD-09 (Baidu) as the coordinate system"},
      {"imports.row.station_too_long", "太长，缩短后再导入", "Too long. Shorten it, then import again"},
      {"imports.row.station_bad_character", "有看不见的控制字符，删掉后重新输入", "Holds an invisible control character. Type it again"},
      {"imports.row.station_phone_left_out", "不像电话，没有记下", "Does not look like a phone number; left out"},
      {"imports.row.station_number_left_out", "不是数字，没有记下", "No number; left out"},
      {"imports.row.station_division_left_out", "不是区划代码，没有记下", "No division code; left out"},
      {"imports.row.station_day_left_out", "不是日期，没有记下", "No date; left out"},
      {"imports.row.station_hours_left_out", "开放时间没有读懂，先记为不详；导入后在页面上点选",
       "The hours were not understood and stay unknown. Set them on the page after the import"},
      {"imports.row.station_facilities_left_out", "这些设施没有对应的项，没有记下", "These facilities are not known here; left out"},
      {"imports.row.station_twice", "同一个文件里有两行是它", "The file has it twice"},
      {"imports.row.station_kept_by_others", "这个驿站由范围以外的工会管理，不能改", "It is kept by a union outside this import's area"},
      {"stations.map_unreadable", "这份地图文件在 {place} 读不懂：这里应该是 {expected}",
       "The map cannot be read at {place}: {expected} is wanted there"},
      {"imports.row.station_near_another", "50 米内已经有 {name}（{code}），看看是不是同一个",
       "{name} ({code}) is within 50 m; look whether it is the same"},
  });
}

}  // namespace unionhall::stations::keeping
