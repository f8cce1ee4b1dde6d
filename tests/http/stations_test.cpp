// Stations through HTTP: planned, opened, found, changed and closed, by whom, and what strangers see of it.
#include <gmock/gmock.h>

#include "stations.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
namespace json = http::json;

class Stations : public test::StationsHall {};
UNIONHALL_ON_EACH_ENGINE(Stations);

using test::Names;

TEST_P(Stations, TheNearestIsFirstForWhoeverAsks) {
  opened("远处驿站", 108.75, 34.33);
  opened("近处驿站", 108.701, 34.33);
  opened("中间驿站", 108.71, 34.33);
  EXPECT_EQ(near(), (Names{"近处驿站", "中间驿站", "远处驿站"}));
  EXPECT_EQ(near({{"radius_m", 1000}}), (Names{"近处驿站", "中间驿站"}));
  EXPECT_EQ(near({{"limit", 1}}), (Names{"近处驿站"}));
}

TEST_P(Stations, AnAnswerSaysHowFarAndHowLong) {
  opened("近处驿站", 108.701, 34.33, {{"facilities", json::array{"charging", "water"}}});
  const auto found = hall.as(hall.stranger).post("/api/v1/stations/nearest", {{"lng", 108.70}, {"lat", 34.33}});
  EXPECT_EQ(found.number("/items/0/distance_m"), 92);
  EXPECT_TRUE(found.at("/items/0/open").as_bool());
  EXPECT_EQ(found.at("/items/0/facilities"), (json::array{"water", "charging"}));
  const auto& intervals = found.at("/items/0/intervals").as_array();
  ASSERT_EQ(intervals.size(), 1U);
  const auto week_later = std::chrono::floor<std::chrono::minutes>(hall.clock.now() + 7 * 24h).time_since_epoch().count();
  EXPECT_EQ(intervals[0].at(1).as_int64(), week_later);
  EXPECT_EQ(found.text("as_of"), "2026-07-15T14:20:08.000+08:00");
}

TEST_P(Stations, OpenNowIsWhatTheHoursSay) {
  opened("全天驿站", 108.71, 34.33);
  const json::object weekdays{
      {"parts",
       json::array{json::object{{"week", json::object{{"we", json::array{json::object{{"from", "08:00"}, {"until", "15:00"}}}}}}}}}};
  opened("白天驿站", 108.70, 34.33, {{"hours", weekdays}});
  opened("未知驿站", 108.705, 34.33, {{"hours", nullptr}});
  EXPECT_EQ(near({{"open", true}}), (Names{"白天驿站", "全天驿站"})) << "Wednesday, 14:20";
  EXPECT_EQ(near(), (Names{"白天驿站", "未知驿站", "全天驿站"}));
  hall.advance(40min);
  EXPECT_EQ(near({{"open", true}}), (Names{"全天驿站"}));
  hall.advance(7 * 24h - 40min);
  EXPECT_EQ(near({{"open", true}}), (Names{"白天驿站", "全天驿站"})) << "a week later, read anew for that day";
  hall.advance(200 * 24h);
  EXPECT_EQ(near({{"open", true}}), (Names{"全天驿站"})) << "a Saturday";
}

TEST_P(Stations, AFilterAsksForAllItsFacilities) {
  opened("甲站", 108.70, 34.33, {{"facilities", json::array{"water"}}});
  opened("乙站", 108.71, 34.33, {{"facilities", json::array{"water", "charging"}}});
  EXPECT_EQ(near({{"facility", "water"}}), (Names{"甲站", "乙站"}));
  EXPECT_EQ(near({{"facility", json::array{"water", "charging"}}}), (Names{"乙站"}));
  EXPECT_EQ(near({{"facility", "aed"}}), Names{});
  const auto wrong = hall.as(hall.stranger).post("/api/v1/stations/nearest", {{"lng", 108.7}, {"lat", 34.3}, {"facility", "sauna"}});
  EXPECT_EQ(wrong.error_at("/facility"), "unknown_word");
}

TEST_P(Stations, NoPlaceOnEarthIsRefused) {
  for (const json::object& body : {json::object{{"lng", 181}, {"lat", 0}}, json::object{{"lng", 0}, {"lat", -90.5}},
                                   json::object{{"lat", 1}}, json::object{{"lng", "108"}, {"lat", 34}}}) {
    EXPECT_EQ(hall.as(hall.stranger).post("/api/v1/stations/nearest", body).status, 422) << json::serialize(body);
  }
}

TEST_P(Stations, AFirstAnswerIsSmall) {
  for (int i = 0; i < 40; ++i) {
    opened(
        "人民路街道邮政支局户外劳动者驿站", 108.70 + i * 0.001, 34.33,
        {{"address", "咸阳市秦都区人民路街道人民中路一百二十八号邮政支局一层大厅"},
         {"hours",
          json::object{{"parts", json::array{json::object{
                                     {"week", json::object{{"mo", json::array{json::object{{"from", "08:00"}, {"until", "12:00"}},
                                                                              json::object{{"from", "14:00"}, {"until", "22:00"}}}},
                                                           {"tu", json::array{json::object{{"from", "08:00"}, {"until", "12:00"}},
                                                                              json::object{{"from", "14:00"}, {"until", "22:00"}}}},
                                                           {"we", json::array{json::object{{"from", "08:00"}, {"until", "12:00"}},
                                                                              json::object{{"from", "14:00"}, {"until", "22:00"}}}}}}}}}}},
         {"facilities", json::array{"water", "seats", "climate", "charging", "microwave", "first_aid", "toilet", "wifi", "books"}}});
  }
  const auto found = hall.as(hall.stranger).post("/api/v1/stations/nearest", {{"lng", 108.70}, {"lat", 34.33}});
  EXPECT_EQ(found.items().size(), 20U);
  EXPECT_LT(found.body.size(), 30'000U);
}

TEST_P(Stations, ItsKeeperPlansOpensSuspendsAndClosesIt) {
  const auto made = hall.as(keeper).post("/api/v1/stations", form("河畔驿站", 108.70, 34.33));
  ASSERT_EQ(made.status, 201);
  const auto id = made.text("id"), card = "/api/v1/stations/" + id;
  EXPECT_EQ(hall.as(hall.stranger).get(card).key(), "stations.not_found") << "planned is not on the map";
  EXPECT_EQ(near(), Names{});
  EXPECT_EQ(step(id, "suspend", {{"reason", "停水"}}).key(), "stations.not_from_here");
  EXPECT_EQ(step(id, "build").text("state"), "building");
  EXPECT_EQ(step(id, "accept").text("state"), "acceptance");
  EXPECT_EQ(step(id, "open").text("checked_on"), "2026-07-15");
  EXPECT_EQ(hall.as(hall.stranger).get(card).status, 200);

  EXPECT_EQ(step(id, "suspend").key(), "stations.reason_missing");
  EXPECT_EQ(step(id, "suspend", {{"reason", "停水"}, {"until", "2026-07-14"}}).key(), "stations.until_passed");
  EXPECT_EQ(step(id, "suspend", {{"reason", "停水"}, {"until", "2026-07-16"}}).status, 200);
  EXPECT_EQ(hall.as(hall.stranger).get(card).text("/suspended/reason"), "停水");
  EXPECT_EQ(near({{"open", true}}), Names{});
  EXPECT_EQ(near(), (Names{"河畔驿站"}));

  EXPECT_EQ(stations::reopen_due(hall.hall(), 10), 0) << "its last day is tomorrow";
  hall.advance(48h);
  EXPECT_EQ(stations::reopen_due(hall.hall(), 10), 1);
  EXPECT_EQ(hall.as(hall.stranger).get(card).text("state"), "open");

  EXPECT_EQ(step(id, "close", {{"reason", "拆迁"}}).status, 200);
  EXPECT_EQ(hall.as(hall.stranger).get(card).status, 404);
  EXPECT_EQ(near(), Names{});
  EXPECT_EQ(step(id, "open").key(), "stations.closed");
}

TEST_P(Stations, CodesCountWithinACounty) {
  opened("甲站", 108.70, 34.33, {{"division", "610402001000"}});
  opened("乙站", 108.71, 34.33, {{"division", "610402001000"}});
  opened("丙站", 108.72, 34.33, {{"division", "610404001000"}});
  const auto list = hall.as(keeper).get("/api/v1/stations?org=" + hall.renminlu.id.text());
  std::vector<std::string> codes;
  for (const auto& one : list.items()) codes.emplace_back(one.at("code").as_string());
  EXPECT_EQ(codes, (Names{"XY-610404-0001", "XY-610402-0002", "XY-610402-0001"}));
}

TEST_P(Stations, AnotherUnionNeitherSeesNorChangesTheRecord) {
  const auto id = opened("河畔驿站", 108.70, 34.33);
  const auto record = "/api/v1/stations/" + id + "/record";
  EXPECT_EQ(hall.as(hall.neighbour).get(record).status, 404);
  EXPECT_EQ(hall.as(hall.neighbour).patch(record, {{"name", "渭城驿站"}}, "\"2\"").status, 404);
  EXPECT_EQ(hall.as(hall.neighbour).get("/api/v1/stations?org=" + hall.renminlu.id.text()).status, 404);
  EXPECT_EQ(hall.as(keeper).patch(record, {{"org", hall.weicheng.id.text()}}, "\"2\"").status, 404) << "nor is one given to it";
  EXPECT_EQ(hall.as(hall.worker).get(record).status, 403);
  EXPECT_EQ(hall.as(hall.registrar).patch(record, {{"name", "人民路驿站"}}, "\"2\"").text("name"), "人民路驿站") << "the union above may";
}

TEST_P(Stations, NobodyWritesOverWhatSomebodyElseWroteMeanwhile) {
  const auto id = opened("河畔驿站", 108.70, 34.33);
  const auto record = "/api/v1/stations/" + id + "/record";
  EXPECT_EQ(hall.as(keeper).patch(record, {{"partner", "邮政"}}, "\"2\"").status, 200);
  EXPECT_EQ(hall.as(hall.officer).patch(record, {{"partner", "建行"}}, "\"2\"").key(), "stations.changed_meanwhile");
  EXPECT_EQ(hall.as(keeper).get(record).text("partner"), "邮政");
  EXPECT_EQ(
      hall.as(keeper).with("if-match", "\"2\"").post("/api/v1/stations/" + id + "/steps", {{"step", "close"}, {"reason", "拆迁"}}).key(),
      "stations.changed_meanwhile");
}

TEST_P(Stations, WhoLooksAfterItIsSealedAndForTheKeeperAlone) {
  const auto id =
      opened("河畔驿站", 108.70, 34.33, {{"manager", "甲乙"}, {"manager_phone", "12600000009"}, {"owner_phone", "029-3312 0000"}});
  const auto record = hall.as(keeper).get("/api/v1/stations/" + id + "/record");
  EXPECT_EQ(record.text("manager"), "甲乙");
  EXPECT_EQ(record.text("owner_phone"), "029-3312 0000");
  EXPECT_THAT(hall.as(hall.stranger).get("/api/v1/stations/" + id).body,
              testing::AllOf(testing::Not(testing::HasSubstr("甲乙")), testing::Not(testing::HasSubstr("1260")),
                             testing::Not(testing::HasSubstr("3312"))));
  EXPECT_FALSE(hall.as(hall.stranger).get("/api/v1/stations/" + id).has("door")) << "who has it stands before the door";
  const auto kept = hall.db().read([](db::Session& s) {
    return *s.first<std::string>("SELECT manager_sealed || manager_phone_sealed || owner_phone_sealed FROM stations");
  });
  EXPECT_THAT(kept, testing::Not(testing::HasSubstr("12600000009")));
  EXPECT_EQ(hall.db().read([](db::Session& s) {
    return *s.first<std::int64_t>("SELECT count(*) FROM audit_events WHERE what = 'look' AND subject_kind = 'station'");
  }),
            1);
}

TEST_P(Stations, WhatOtherMapsSayIsKeptAsWgs84) {
  const auto gcj = geo::to_gcj02({108.70, 34.33});
  opened("高德抄来的站", gcj.lng, gcj.lat, {{"datum", "GCJ-02"}});
  const auto found = hall.as(hall.stranger).post("/api/v1/stations/nearest", {{"lng", 108.70}, {"lat", 34.33}});
  EXPECT_EQ(found.number("/items/0/distance_m"), 0);
  EXPECT_NEAR(found.at("/items/0/lng").as_double(), 108.70, 1e-6);
}

TEST_P(Stations, HoursThatCannotBeReadAreRefusedWithTheirPlace) {
  auto fields = form("河畔驿站", 108.70, 34.33);
  fields["hours"] = json::object{
      {"parts", json::array{json::object{{"week", json::object{{"mo", json::array{json::object{{"from", "8点"}, {"until", "22:00"}}}}}}}}}};
  const auto refused = hall.as(keeper).post("/api/v1/stations", fields);
  EXPECT_EQ(refused.error_at("/hours"), "hours_unreadable");
  EXPECT_THAT(refused.body, testing::HasSubstr("parts[0].week.mo[0].from"));

  const auto read = hall.as(hall.stranger).post("/api/v1/stations/hours", {{"osm", "Mo-Fr 08:00-18:00"}});
  EXPECT_EQ(read.text("osm"), "Mo-Fr 08:00-18:00");
  EXPECT_EQ(read.at("intervals").as_array().size(), 6U) << "from Wednesday, 14:20, to the next";
  EXPECT_EQ(hall.as(hall.stranger).post("/api/v1/stations/hours", {{"osm", "Mo-Fr 08:00+"}}).number("/unreadable/place"), 11);
}

TEST_P(Stations, AnotherProcessSeesWhatThisOneWrote) {
  opened("甲站", 108.70, 34.33);
  EXPECT_EQ(near(), (Names{"甲站"}));
  http::Application another;  // with memory of its own
  stations::finding::mount(another.router, hall.hall());
  const auto asked = [&] {
    http::Request request{.method = "POST"};
    request.path = "/api/v1/stations/nearest";
    request.headers["content-type"] = "application/json";
    request.body = R"({"lng": 108.7, "lat": 34.33})";
    return json::parse(another.answer(request).body).at("items").as_array().size();
  };
  EXPECT_EQ(asked(), 1U);
  const auto id = opened("乙站", 108.71, 34.33);
  EXPECT_EQ(asked(), 2U);
  step(id, "close", {{"reason", "拆迁"}});
  EXPECT_EQ(asked(), 1U);
}

TEST_P(Stations, AListSaysWhatIsDue) {
  const auto id = opened("河畔驿站", 108.70, 34.33);
  const auto due = [&](std::string_view what) {
    return hall.as(keeper).get("/api/v1/stations?org=" + hall.renminlu.id.text() + "&due=" + std::string(what)).items().size();
  };
  EXPECT_EQ(due("check"), 0U);
  EXPECT_EQ(due("confirmation"), 1U);
  EXPECT_EQ(due("doubted"), 0U);
  hall.advance(366 * 24h);
  EXPECT_EQ(due("check"), 1U);
}

}  // namespace
}  // namespace unionhall
