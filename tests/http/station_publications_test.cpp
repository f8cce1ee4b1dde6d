// Stations on their way onto the public maps.
#include <gmock/gmock.h>

#include "services/stations/keeping/keeping.h"
#include "services/stations/publishing/publishing.h"
#include "sheets/sheets.h"
#include "stations.h"
#include "support/rosters.h"

namespace unionhall::test {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
namespace json = http::json;

class StationPublications : public StationsHall {
 protected:
  StationPublications() { hall.mount(stations::publishing::mount); }

  Reply list(std::string_view of = "", std::string_view provider = "amap") {
    auto path = "/api/v1/station-publications?org=" + hall.renminlu.id.text() + "&provider=" + std::string(provider);
    if (!of.empty()) path += "&of=" + std::string(of);
    auto reply = hall.as(keeper).get(path);
    EXPECT_EQ(reply.status, 200) << reply.body;
    return reply;
  }
  /// "河畔驿站 add", the newest first.
  Names parts(std::string_view of = "", std::string_view provider = "amap") {
    Names all;
    const auto reply = list(of, provider);
    for (const auto& one : reply.items()) {
      all.push_back(std::string(one.at("name").as_string()) + " " + std::string(one.at("part").as_string()));
    }
    return all;
  }
  json::object scope(const std::vector<std::string>& only = {}, json::object more = {}) {
    more["org"] = hall.renminlu.id.text();
    more["provider"] = "amap";
    if (!only.empty()) more["stations"] = json::array(only.begin(), only.end());
    return more;
  }
  Reply submit(const std::vector<std::string>& only = {}) { return hall.as(keeper).post("/api/v1/station-submissions", scope(only)); }
  Reply settle(std::string_view as, const std::vector<std::string>& only = {}, json::object more = {}) {
    more["as"] = as;
    return hall.as(keeper).post("/api/v1/station-publications", scope(only, std::move(more)));
  }
  /// The rows below the header, cells with a bar between.
  std::vector<std::string> table(const std::string& submission, const std::vector<std::size_t>& columns) {
    const auto reply = hall.as(keeper).get("/api/v1/station-submissions/" + submission + "/table");
    EXPECT_EQ(reply.status, 200) << reply.body;
    const auto reader = sheets::open(files.write("table.xlsx", reply.body));
    sheets::RowView row;
    reader->next(row);
    std::vector<std::string> all;
    while (reader->next(row)) {
      std::string line;
      for (const auto column : columns) line.append(line.empty() ? "" : "|").append(row.text(column));
      all.push_back(line);
    }
    return all;
  }
  Reply renamed(const std::string& id, std::string_view name) {
    return hall.as(keeper).patch("/api/v1/stations/" + id + "/record", {{"name", name}}, record(id).etag());
  }

  Files files;
};
UNIONHALL_ON_EACH_ENGINE(StationPublications);

TEST_P(StationPublications, GoFromAddedToShownAndAgainWhenTheyChange) {
  const auto id = opened("河畔驿站", 108.7, 34.33);
  EXPECT_THAT(parts(), ElementsAre("河畔驿站 add"));
  ASSERT_EQ(submit().status, 201);
  EXPECT_THAT(parts(), ElementsAre("河畔驿站 submitted"));
  EXPECT_EQ(submit().key(), "stations.nothing_waits");
  EXPECT_EQ(settle("shown").number("stations"), 1);
  EXPECT_THAT(parts(), ElementsAre("河畔驿站 shown"));
  EXPECT_THAT(parts("", "baidu"), ElementsAre("河畔驿站 add")) << "each map by itself";

  EXPECT_EQ(renamed(id, "河畔新驿站").status, 200);
  EXPECT_THAT(parts("update"), ElementsAre("河畔新驿站 update"));
  const auto again = submit();
  EXPECT_THAT(table(again.text("id"), {0, 2}), ElementsAre("更新|河畔新驿站"));
  EXPECT_EQ(settle("shown").status, 200);

  EXPECT_EQ(step(id, "close", {{"reason", "搬走了"}}).status, 200);
  EXPECT_THAT(parts(), ElementsAre("河畔新驿站 remove"));
  const auto removal = submit();
  EXPECT_THAT(table(removal.text("id"), {0, 2}), ElementsAre("下线|河畔新驿站"));
  EXPECT_EQ(settle("shown").status, 200);
  EXPECT_THAT(parts(), IsEmpty()) << "it is off that map";
  EXPECT_EQ(hall.as(keeper).get("/api/v1/stations/" + id + "/publications").items().size(), 0u) << "and was never on the others";
}

TEST_P(StationPublications, WhatAMapRefusesIsKeptWithItsReasonAndSubmittedAgainByName) {
  const auto id = opened("河畔驿站", 108.7, 34.33);
  opened("桥头驿站", 108.71, 34.33);
  ASSERT_EQ(submit().status, 201);
  EXPECT_EQ(settle("refused", {id}).key(), "stations.refused_for_what");
  EXPECT_EQ(settle("refused", {id}, {{"note", "门牌不清"}}).number("stations"), 1);
  EXPECT_THAT(parts(), ElementsAre("桥头驿站 submitted", "河畔驿站 refused"));
  const auto one = hall.as(keeper).get("/api/v1/stations/" + id + "/publications");
  EXPECT_EQ(one.at("/items/0/note"), "门牌不清");
  EXPECT_EQ(one.at("/items/1/part"), "add") << "tencent";
  EXPECT_EQ(submit().status, 409) << "it waits for somebody to mend it";
  const auto again = submit({id});
  EXPECT_THAT(table(again.text("id"), {0, 2}), ElementsAre("新增|河畔驿站")) << "that map still has it not";
  EXPECT_EQ(settle("shown", {"12345"}).status, 404);
}

TEST_P(StationPublications, TheTableHasWhatTheMapNeeds) {
  opened("河畔驿站", 108.7, 34.33,
         {{"facilities", json::array{"water", "toilet"}}, {"public_phone", "029-33120000"}, {"address", "人民路 1 号"}});
  const auto made = submit();
  const auto at = stations::publishing::shifted(stations::publishing::Provider::amap, {108.7, 34.33});
  EXPECT_THAT(table(made.text("id"), {0, 2, 6, 7, 8, 9, 10, 11, 12, 14}),
              ElementsAre(fmt::format("新增|河畔驿站|人民路 1 号|{:.6f}|{:.6f}|GCJ-02|029-33120000|24/7|饮水、卫生间|人民路街道总工会",
                                      at.lng, at.lat)));
  EXPECT_EQ(list().at("/submissions/0/stations"), 1);
  const auto path = "/api/v1/station-submissions/" + made.text("id") + "/table";
  const auto first = hall.as(keeper).get(path).body;
  hall.clock.advance(std::chrono::seconds{2});
  EXPECT_TRUE(hall.as(keeper).get(path).body == first) << "fetched again it is the same file";
  EXPECT_EQ(hall.as(hall.neighbour).get("/api/v1/station-submissions/" + made.text("id") + "/table").status, 404);
}

TEST_P(StationPublications, WhatIsOnlyPlannedIsNoConcernOfAMap) {
  ASSERT_EQ(hall.as(keeper).post("/api/v1/stations", form("计划中", 108.7, 34.33)).status, 201);
  EXPECT_THAT(parts(), IsEmpty());
  const auto counts = list().at("counts").as_object();
  for (const auto& [part, stations] : counts) EXPECT_EQ(stations, 0) << part;
}

TEST_P(StationPublications, ALongListIsTakenInPages) {
  for (int i = 0; i < 5; ++i) opened("站" + std::to_string(i), 108.7 + i * 0.01, 34.33);
  const auto path = "/api/v1/station-publications?org=" + hall.renminlu.id.text() + "&provider=amap&limit=2";
  Names all;
  std::string cursor;
  for (int pages = 0; pages < 4; ++pages) {
    const auto page = hall.as(keeper).get(path + cursor);
    for (const auto& one : page.items()) all.emplace_back(one.at("name").as_string());
    if (!page.has("next")) break;
    cursor = "&cursor=" + page.text("next");
  }
  EXPECT_THAT(all, ElementsAre("站4", "站3", "站2", "站1", "站0"));
  EXPECT_EQ(list().at("/counts/add"), 5);
  EXPECT_EQ(hall.as(keeper).get(path + "&cursor=x").status, 422);
}

}  // namespace
}  // namespace unionhall::test
