// Stations as tables and maps, in and out: what comes back changes nothing, what is wrong is said, and an import goes out as it came in.
#include <gmock/gmock.h>

#include "services/stations/keeping/keeping.h"
#include "services/stations/keeping/table.h"
#include "stations.h"
#include "support/rosters.h"

namespace unionhall::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::Pair;
namespace keeping = stations::keeping;

class StationTables : public StationsHall {
 protected:
  StationTables() {
    hall.mount(imports::mount);
    hall.mount(keeping::mount);
  }

  static Cells row(const std::string& name, const std::string& lng, const std::string& lat, Cells more = {}) {
    more.emplace("站点名称", name);
    more.emplace("经度", lng);
    more.emplace("纬度", lat);
    more.emplace("坐标系", "WGS-84");
    return more;
  }
  imports::Import bring(const std::vector<Cells>& rows) { return brought(hall, "stations", hall.qindu, file_of(rows)); }
  std::filesystem::path file_of(const std::vector<Cells>& rows) {
    return files.csv({"驿站编号", "站点名称", "经度", "纬度", "坐标系", "开放时间", "服务设施", "管理单位", "负责人", "负责人电话",
                      "共建单位", "建设类型", "状态", "容纳人数", "启用日期"},
                     rows);
  }
  Reply card(const std::string& name) {
    const auto id =
        hall.db().read([&](db::Session& s) { return s.first<stations::StationId>("SELECT id FROM stations WHERE name = :name", name); });
    return hall.as(hall.officer).get("/api/v1/stations/" + id.value().text() + "/record");
  }

  Files files;
};
UNIONHALL_ON_EACH_ENGINE(StationTables);

TEST_P(StationTables, ARowBecomesAStationOnTheMap) {
  const auto import = bring({row("邮政驿站", "108.70", "34.33",
                                 {{"开放时间", "周一至周五 8:00-18:00；节假日休息"},
                                  {"服务设施", "饮水机、空调，手机充电/卫生间"},
                                  {"管理单位", "人民路街道总工会"},
                                  {"负责人", "甲乙"},
                                  {"负责人电话", "12600000009"},
                                  {"共建单位", "邮政人民路支局"},
                                  {"容纳人数", "12人"},
                                  {"启用日期", "2023年7月1日"}})});
  EXPECT_EQ(import.counts.fresh, 1);
  EXPECT_THAT(problems_of(hall, import.id), IsEmpty());
  const auto seen = card("邮政驿站");
  EXPECT_EQ(seen.text("state"), "open");
  EXPECT_EQ(seen.text("/org/name"), "人民路街道总工会");
  EXPECT_EQ(seen.text("build_type"), "shared");
  EXPECT_EQ(seen.number("capacity"), 12);
  EXPECT_EQ(seen.text("opened_on"), "2023-07-01");
  EXPECT_EQ(seen.text("manager"), "甲乙");
  EXPECT_EQ(seen.at("facilities"), (http::json::array{"water", "climate", "charging", "toilet"}));
  EXPECT_EQ(near({{"open", true}}), (Names{"邮政驿站"})) << "Wednesday, 14:20";
}

TEST_P(StationTables, TheSameTableAgainChangesNothingAndAnEmptyCellLeavesWhatIsKnown) {
  const std::vector<Cells> rows{row("甲站", "108.70", "34.33", {{"服务设施", "饮水"}, {"负责人", "甲乙"}}), row("乙站", "108.71", "34.33")};
  bring(rows);
  EXPECT_EQ(bring(rows).counts.same, 2);
  const auto changed = bring({row("甲站", "108.7001", "34.33", {{"服务设施", ""}, {"共建单位", "建行"}})});
  EXPECT_EQ(changed.counts.changed, 1) << "within 50 m and of its name";
  EXPECT_EQ(card("甲站").text("partner"), "建行");
  EXPECT_EQ(card("甲站").text("manager"), "甲乙");
  EXPECT_EQ(card("甲站").at("facilities"), (http::json::array{"water"}));
}

TEST_P(StationTables, WhatIsWrongComesBackAndWhatIsLeftOutIsSaid) {
  const auto import = checked(
      hall, "stations", hall.qindu,
      file_of({row("", "108.7", "34.3"), row("没有经度", "", "34.3"), row("别处的", "108.7", "34.3", {{"管理单位", "渭城区总工会"}}),
               row("时间不清", "108.71", "34.3", {{"开放时间", "看情况"}}), row("设施不清", "108.72", "34.3", {{"服务设施", "饮水、桑拿"}}),
               row("坐标不清", "108.73", "34.3", {{"坐标系", "北京54"}}), row("没写坐标系", "108.74", "34.3", {{"坐标系", ""}}),
               row("近处", "108.7402", "34.3"), row("近处", "108.7402", "34.3")}));
  EXPECT_THAT(problems_of(hall, import.id),
              ElementsAre("2 station_name_missing", "3 station_place_missing", "4 union_name_not_found", "5 station_hours_left_out",
                          "6 station_facilities_left_out", "7 station_datum_unknown", "8 station_datum_assumed", "10 station_twice"));
  EXPECT_EQ(hall.db().read([](db::Session& s) {
    return *s.first<std::string>("SELECT shown FROM import_problems WHERE code = 'union_name_not_found'");
  }),
            "渭城区总工会");
  EXPECT_EQ(import.counts.fresh, 4);
  committed(hall, import.id);
  EXPECT_EQ(card("时间不清").at("hours_known"), false) << "and never shown as open";
  const auto again = checked(hall, "stations", hall.qindu, file_of({row("邻家", "108.7401", "34.3")}));
  EXPECT_THAT(problems_of(hall, again.id), ElementsAre("2 station_near_another"));
  EXPECT_EQ(again.counts.fresh, 1);
}

TEST_P(StationTables, AnUndoTakesBackWhatNobodyHasTouched) {
  bring({row("老站", "108.70", "34.33", {{"负责人", "甲乙"}, {"服务设施", "饮水"}})});
  const auto before = card("老站");
  const auto import = bring({row("老站", "108.70", "34.33", {{"负责人", "丙丁"}, {"服务设施", "充电"}}), row("新站", "108.72", "34.33"),
                             row("有人改", "108.73", "34.33"), row("有人报", "108.74", "34.33")});
  ASSERT_EQ(near().size(), 4U);
  const auto touched = card("有人改");
  ASSERT_EQ(hall.as(hall.officer).patch("/api/v1/stations/" + touched.text("id") + "/record", {{"partner", "建行"}}, touched.etag()).status,
            200);
  ASSERT_EQ(
      hall.as(hall.worker).post("/api/v1/stations/" + card("有人报").text("id") + "/reports", {{"said", "locked"}, {"here", true}}).status,
      201);

  const auto door = card("新站").text("door");
  Names ended;
  stations::joining_starts_by(nullptr, [&](db::Session&, std::string_view code, Instant) { ended.emplace_back(code); });
  const auto undone = imports::undo(hall.hall(), import.id, go_on);
  stations::joining_starts_by(nullptr, nullptr);
  ASSERT_TRUE(undone && *undone);
  EXPECT_THAT(ended, ElementsAre(door)) << "nobody joins by the sign of what never was";
  EXPECT_EQ((*undone)->removed, 1);
  EXPECT_EQ((*undone)->restored, 1);
  EXPECT_EQ((*undone)->kept, 2);
  EXPECT_EQ(near(), (Names{"老站", "有人改", "有人报"})) << "gone from memory too";
  EXPECT_EQ(card("老站").text("manager"), before.text("manager"));
  EXPECT_EQ(card("老站").at("facilities"), before.at("facilities"));
}

TEST_P(StationTables, WhatGoesOutComesBackAsItWas) {
  bring({row("甲站", "108.70", "34.33",
             {{"开放时间", "24小时"},
              {"服务设施", "饮水、AED、法律咨询"},
              {"建设类型", "自建"},
              {"负责人", "甲乙"},
              {"负责人电话", "12600000009"}}),
         row("乙站，分店", "108.71", "34.33", {{"状态", "计划"}})});
  const auto path = "/api/v1/station-tables?org=" + hall.qindu.id.text() + "&format=";
  for (const std::string format : {"csv", "xlsx"}) {
    const auto out = hall.as(hall.officer).get(path + format);
    ASSERT_EQ(out.status, 200);
    EXPECT_THAT(out.body, Not(HasSubstr("12600000009")));
    const auto back = brought(hall, "stations", hall.qindu, files.write("out." + format, out.body));
    EXPECT_EQ(back.counts.same, 2) << format;
  }
  const auto map = hall.as(hall.officer).get(path + "geojson");
  EXPECT_EQ(map.at("/features/1/properties/opening_hours"), "24/7");
  EXPECT_EQ(map.at("/features/1/geometry/coordinates"), (http::json::array{108.70, 34.33}));
  const auto csv = hall.as(hall.officer).upload("/api/v1/station-tables", map.body);
  ASSERT_EQ(csv.status, 200) << csv.body;
  EXPECT_EQ(brought(hall, "stations", hall.qindu, files.write("map.csv", csv.body)).counts.same, 2);
  EXPECT_EQ(hall.as(hall.neighbour).get(path + "csv").status, 404);
}

TEST_P(StationTables, AMapIsBroughtAsATableIs) {
  const auto map = files.write("stations.geojson",
                               "\xEF\xBB\xBF"
                               R"({"type":"FeatureCollection","features":[
      {"type":"Feature","geometry":{"type":"Point","coordinates":[108.70,34.33]},"properties":{"name":"甲站","opening_hours":"24/7","operator":"人民路街道总工会"}},
      {"type":"Feature","geometry":{"type":"Point","coordinates":[108.71,34.33]},"properties":{"name":"乙站","opening_hours":"看情况"}}]})");
  const auto import = brought(hall, "stations", hall.qindu, map);
  EXPECT_EQ(import.counts.fresh, 2);
  EXPECT_EQ(import.counts.warnings, 1) << "hours that cannot be read";
  EXPECT_EQ(near({{"open", true}}), (Names{"甲站"}));
  EXPECT_EQ(near(), (Names{"甲站", "乙站"}));
  EXPECT_EQ(card("甲站").text("/org/name"), "人民路街道总工会");
  EXPECT_EQ(brought(hall, "stations", hall.qindu,
                    files.write("again.json",
                                hall.as(hall.officer).get("/api/v1/station-tables?org=" + hall.qindu.id.text() + "&format=geojson").body))
                .counts.fresh,
            0);
}

TEST_P(StationTables, AMapThatCannotBeReadIsToldWithItsPlaceAndChangesNothing) {
  const auto said = [&](std::string_view text) {
    const auto import = checked(hall, "stations", hall.qindu, files.write("bad.geojson", text));
    return std::pair(import.state, imports::message_of_failure(import, http::Language::en));
  };
  EXPECT_THAT(said("{\"features\":[\n  {\"type\" 1}]}"), Pair(imports::State::failed, HasSubstr("line 2, column")));
  EXPECT_THAT(said(R"({"features":[{"geometry":{"type":"Point","coordinates":[1,2]}},{"geometry":{"type":"Polygon"}}]})"),
              Pair(imports::State::failed, HasSubstr("features[1].geometry")));
  // At a desk it is not even begun.
  const auto at_desk =
      hall.as(hall.officer).upload("/api/v1/imports?kind=stations&name=a.geojson&org=" + hall.qindu.id.text(), R"({"features":7})");
  EXPECT_EQ(at_desk.status, 422);
  EXPECT_EQ(at_desk.key(), "stations.map_unreadable");
  EXPECT_EQ(
      hall.as(hall.officer).upload("/api/v1/imports?kind=members&name=a.geojson&org=" + hall.qindu.id.text(), R"({"features":[]})").status,
      201)
      << "to a roster it is a text without a header";
  EXPECT_THAT(near(), IsEmpty());
}

TEST_P(StationTables, AMapThatIsNoneIsRefusedWithItsPlace) {
  const auto bring_map = [&](std::string_view text) { return hall.as(hall.officer).upload("/api/v1/station-tables", text); };
  EXPECT_EQ(bring_map("{").key(), "stations.map_unreadable");
  EXPECT_THAT(bring_map(R"({"features":[{"geometry":{"type":"Point","coordinates":[1,2]}},{"geometry":{"type":"Polygon"}}]})").body,
              HasSubstr("features[1].geometry"));
}

TEST(StationHours, AreReadAsOfficesWriteThem) {
  const auto read = [](std::string_view written) {
    const auto hours = keeping::hours_in(written);
    return hours ? hours::osm_of(*hours).value_or("cannot be said") : "nothing";
  };
  EXPECT_EQ(read("24/7"), "24/7");
  EXPECT_EQ(read("全天"), "24/7");
  EXPECT_EQ(read("24小时"), "24/7");
  EXPECT_EQ(read("08:00-22:00"), read("每天 8:00—22:00"));
  EXPECT_EQ(read("8点至18点半"), read("08:00-18:30"));
  EXPECT_EQ(read("周一至周五 8:00-18:00"), read("Mo-Fr 08:00-18:00"));
  EXPECT_EQ(read("工作日8:00-12:00、14:00-18:00；周末休息"), read("Mo-Fr 08:00-12:00,14:00-18:00; Sa,Su off"));
  EXPECT_EQ(read("周一到周日 9:00~21:00；法定节假日休息"), read("Mo-Su 09:00-21:00; PH off"));
  EXPECT_NE(read("周一到周日 9:00~21:00；法定节假日休息"), "nothing");
  EXPECT_EQ(read("看情况"), "nothing");
  EXPECT_EQ(read("早上到晚上"), "nothing");
}

}  // namespace
}  // namespace unionhall::test
