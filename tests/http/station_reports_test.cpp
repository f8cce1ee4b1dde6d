// What people find at a station's door: who counts, what it moves, and what its keeper and those above make of it.
#include <gmock/gmock.h>

#include "http/server.h"
#include "stations.h"
#include "support/web.h"
#include "support/wire.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using test::Names;
using testing::HasSubstr;
using testing::Not;
namespace json = http::json;

class StationReports : public test::StationsHall {
 protected:
  StationReports() {
    near_by = opened("近处驿站", 108.701, 34.33);
    opened("远处驿站", 108.71, 34.33);
  }

  /// Somebody's word, without an account: one device in one network.
  test::Reply says(std::string_view what, int device, const std::string& address, json::object more = {}) {
    more["said"] = what;
    more.emplace("here", true);
    more.emplace("device", "device-number-" + std::to_string(1000 + device));
    if (more.at("device").is_null()) more.erase("device");
    http::Request request{.method = "POST"};
    request.path = "/api/v1/stations/" + near_by + "/reports";
    request.peer = address;
    request.headers["content-type"] = "application/json";
    request.headers["idempotency-key"] = "report-" + std::to_string(++reports_);
    request.body = json::serialize(more);
    return hall.as(hall.stranger).send(std::move(request));
  }
  void three_say(std::string_view what) {
    for (int i = 1; i <= 3; ++i) EXPECT_EQ(says(what, i, "203.0." + std::to_string(i) + ".7").status, 201);
  }
  test::Reply settle(std::string_view as, json::object more = {}) {
    more["as"] = as;
    return hall.as(keeper).post("/api/v1/stations/" + near_by + "/settlements", more);
  }
  bool is_first() { return near().front() == "近处驿站"; }
  std::string told(const test::Player& who) { return hall.as(who).get("/api/v1/me/notices").body; }
  std::string door() { return record(near_by).text("door"); }

  std::string near_by;

 private:
  int reports_ = 0;
};
UNIONHALL_ON_EACH_ENGINE(StationReports);

TEST_P(StationReports, ThreeIndependentFaultsTakeItDownARankAndItsKeeperKnowsAtOnce) {
  EXPECT_EQ(says("locked", 1, "203.0.1.7").status, 201);
  EXPECT_EQ(says("locked", 2, "203.0.2.7").status, 201);
  EXPECT_TRUE(is_first()) << "two are not enough";
  EXPECT_THAT(told(keeper), Not(HasSubstr("近处驿站")));

  EXPECT_EQ(says("gone", 3, "203.0.3.7").status, 201);
  EXPECT_EQ(near(), (Names{"远处驿站", "近处驿站"}));
  const auto found = nearest();
  EXPECT_EQ(found.text("/items/1/doubt/fault"), "locked");
  EXPECT_EQ(found.number("/items/1/doubt/people"), 3);
  EXPECT_FALSE(found.at("/items/1/doubt/upheld").as_bool());
  EXPECT_THAT(told(keeper), HasSubstr("近处驿站"));
  EXPECT_THAT(told(keeper), HasSubstr("3 人说门锁着"));

  EXPECT_EQ(says("locked", 4, "203.0.4.7").status, 201);
  EXPECT_EQ(nearest().number("/items/1/doubt/people"), 4);
  EXPECT_EQ(hall.as(keeper).get("/api/v1/me/notices").items().size(), 1U) << "told once";

  hall.advance(24h);
  EXPECT_TRUE(is_first()) << "lapsed";
  EXPECT_TRUE(hall.as(keeper).get("/api/v1/stations/" + near_by + "/reports").at("/doubt/lapsed").as_bool()) << "and still to be settled";
}

/// The server itself behind a proxy that it trusts, as nginx stands before it.
TEST_P(StationReports, ThreeNetworksBehindAProxyAreThreeAndAHundredPhonesInOneAreOne) {
  const test::Folder uploads;
  http::ServerSettings settings;
  settings.port = 0;
  settings.upload_folder = uploads.path();
  settings.trusted_proxies = {"127.0.0.1"};
  http::Server server(hall.application, settings);
  server.start();
  int sent = 0;
  const auto report = [&](const std::string& client, int device) {
    const auto body =
        json::serialize(json::object{{"said", "locked"}, {"here", true}, {"device", "device-number-" + std::to_string(device)}});
    return test::Wire(server.port())
        .ask("POST /api/v1/stations/" + near_by + "/reports HTTP/1.1\r\nHost: hall\r\nX-Forwarded-For: 9.9.9.9, " + client +
             "\r\nIdempotency-Key: proxy-" + std::to_string(++sent) + "\r\nContent-Type: application/json\r\nContent-Length: " +
             std::to_string(body.size()) + "\r\nConnection: close\r\n\r\n" + body)
        .status;
  };
  int taken = 0, refused = 0;
  for (int i = 0; i < 100; ++i) {
    const auto status = report("198.51.100." + std::to_string(i + 1), 1000 + i);
    taken += status == 201 ? 1 : 0;
    refused += status == 429 ? 1 : 0;
  }
  EXPECT_EQ(taken, 60);
  EXPECT_EQ(refused, 40);
  EXPECT_TRUE(is_first()) << "a hundred from one network move nothing";
  EXPECT_EQ(report("203.0.113.5", 2001), 201);
  EXPECT_TRUE(is_first());
  EXPECT_EQ(report("2001:db8:5::1", 2002), 201);
  EXPECT_EQ(near(), (Names{"远处驿站", "近处驿站"}));
  server.stop();
}

TEST_P(StationReports, ThreeAccountsInOneNetworkCount) {
  const auto report = [&](const test::Player& who, bool here) {
    return hall.as(who).post("/api/v1/stations/" + near_by + "/reports", {{"said", "locked"}, {"here", here}}).status;
  };
  EXPECT_EQ(report(hall.worker, true), 201);
  EXPECT_EQ(report(hall.chair, true), 201);
  EXPECT_EQ(report(hall.add_player("骑手"), false), 201) << "a hint";
  EXPECT_TRUE(is_first()) << "the third is not there";
  EXPECT_EQ(report(hall.add_player("司机"), true), 201);
  EXPECT_FALSE(is_first());
}

TEST_P(StationReports, NobodyIsHeardTwiceADay) {
  EXPECT_EQ(says("locked", 1, "203.0.1.7").status, 201);
  EXPECT_EQ(says("locked", 1, "203.0.1.8").key(), "stations.said_before") << "another address of the same network";
  EXPECT_EQ(says("gone", 1, "203.0.1.7").status, 201) << "something else";
  hall.advance(24h);
  EXPECT_EQ(says("locked", 1, "203.0.1.7").status, 201);
}

TEST_P(StationReports, WhoeverHasNeitherAccountNorDeviceIsAHint) {
  for (int i = 1; i <= 4; ++i) EXPECT_EQ(says("locked", i, "203.0." + std::to_string(i) + ".7", {{"device", nullptr}}).status, 201);
  EXPECT_TRUE(is_first());
  EXPECT_EQ(hall.as(keeper).get("/api/v1/stations/" + near_by + "/reports").items().size(), 4U);
}

TEST_P(StationReports, TheCodeAtTheDoorStandsForThePlaceAndLiftsADoubt) {
  EXPECT_EQ(says("locked", 1, "203.0.1.7", {{"door", "2222-2222"}}).key(), "stations.wrong_door");
  three_say("locked");
  EXPECT_FALSE(is_first());
  EXPECT_EQ(says("as_it_says", 4, "203.0.4.7").status, 201);
  EXPECT_FALSE(is_first()) << "she says that she is near";
  EXPECT_EQ(says("as_it_says", 5, "203.0.5.7", {{"door", door()}, {"here", false}}).status, 201);
  EXPECT_TRUE(is_first());
  const auto found = nearest();
  EXPECT_EQ(found.text("/items/0/confirmed_at"), "2026-07-15T14:20:08.000+08:00");
  EXPECT_EQ(found.text("/items/0/confirmed_by"), "visitor");
  EXPECT_EQ(says("locked", 6, "203.0.6.7").status, 201);
  EXPECT_TRUE(is_first()) << "those of before are over";
}

TEST_P(StationReports, WhoFoundItAsItSaysIsSaidAndWhenNobodyDidForLong) {
  EXPECT_TRUE(nearest().at("/items/0/long_unconfirmed").as_bool());
  EXPECT_EQ(says("as_it_says", 1, "203.0.1.7").status, 201);
  EXPECT_FALSE(nearest().has("/items/0/long_unconfirmed"));
  hall.advance(31 * 24h);
  EXPECT_TRUE(nearest().at("/items/0/long_unconfirmed").as_bool());
}

TEST_P(StationReports, ItsKeeperUpholdsAndMends) {
  EXPECT_EQ(settle("mend").key(), "stations.nothing_to_settle");
  three_say("locked");
  EXPECT_EQ(settle("uphold").status, 204);
  hall.advance(48h);
  EXPECT_FALSE(is_first()) << "until it is mended";
  EXPECT_TRUE(nearest().at("/items/1/doubt/upheld").as_bool());
  EXPECT_EQ(settle("mend").status, 204);
  EXPECT_TRUE(is_first());
  EXPECT_EQ(nearest().text("/items/0/confirmed_by"), "keeper");
  EXPECT_EQ(record(near_by).text("checked_on"), "2026-07-17");
}

TEST_P(StationReports, ItsKeeperDismissesWithAReason) {
  three_say("locked");
  EXPECT_EQ(settle("dismiss").key(), "stations.dismissed_without_reason");
  EXPECT_EQ(settle("dismiss", {{"note", "中午去看过，门开着"}}).status, 204);
  EXPECT_TRUE(is_first());
  EXPECT_EQ(says("locked", 4, "203.0.4.7").status, 201);
  EXPECT_TRUE(is_first()) << "those three are settled";
  EXPECT_EQ(hall.as(hall.neighbour).post("/api/v1/stations/" + near_by + "/settlements", {{"as", "uphold"}}).status, 404);
  EXPECT_EQ(hall.as(hall.worker).post("/api/v1/stations/" + near_by + "/settlements", {{"as", "uphold"}}).status, 403);
}

TEST_P(StationReports, WhatNobodySettlesGoesUpLevelByLevel) {
  three_say("locked");  // Wednesday: due on Monday
  hall.advance(5 * 24h);
  EXPECT_EQ(stations::truth::turn(hall.hall(), 10), 0) << "Monday is its last day";
  hall.advance(24h);
  EXPECT_EQ(stations::truth::turn(hall.hall(), 10), 1);
  EXPECT_THAT(told(hall.officer), HasSubstr("近处驿站"));
  EXPECT_THAT(told(hall.registrar), Not(HasSubstr("近处驿站")));
  EXPECT_EQ(stations::truth::turn(hall.hall(), 10), 0) << "told once";
  hall.advance(7 * 24h);
  EXPECT_EQ(stations::truth::turn(hall.hall(), 10), 1);
  EXPECT_THAT(told(hall.registrar), HasSubstr("近处驿站")) << "the city";
  hall.advance(30 * 24h);
  EXPECT_EQ(stations::truth::turn(hall.hall(), 10), 0) << "nobody is above it";
}

TEST_P(StationReports, WhereTheKeeperHasNobodyTheUnionAboveIsTold) {
  near_by = opened("河畔驿站", 108.7, 34.33, {{"org", hall.renminlu.id.text()}});
  const auto empty = hall.add_union(hall.weicheng, 7, "无人街道总工会", "township");
  const auto moved =
      hall.as(hall.registrar).patch("/api/v1/stations/" + near_by + "/record", {{"org", empty.id.text()}}, record(near_by).etag());
  ASSERT_EQ(moved.status, 200) << moved.body;
  three_say("locked");
  EXPECT_THAT(told(hall.neighbour), HasSubstr("河畔驿站"));
}

TEST_P(StationReports, OfWhoReportedNothingButDigestsOfTwoDaysIsKept) {
  EXPECT_EQ(says("locked", 1, "203.0.113.77", {{"note", "中午一点，门锁着"}}).status, 201);
  const auto rows = [&] {
    return hall.db().read([](db::Session& s) {
      return *s.first<std::string>(
          "SELECT said || coalesce(note_sealed, '') || coalesce(device_digest, '') || coalesce(network_digest, '') || "
          "coalesce(account_digest, '') FROM station_reports");
    });
  };
  EXPECT_THAT(rows(), testing::AllOf(Not(HasSubstr("203.0.113")), Not(HasSubstr("device-number")), Not(HasSubstr("中午"))));
  const auto seen = hall.as(keeper).get("/api/v1/stations/" + near_by + "/reports");
  EXPECT_EQ(seen.text("/items/0/note"), "中午一点，门锁着");
  EXPECT_THAT(seen.body, Not(HasSubstr("digest")));
  const auto forget = [&] { return hall.db().write([&](db::Session& s) { return stations::truth::forget_old(s, hall.clock.now()); }); };
  EXPECT_EQ(forget(), 0);
  hall.advance(49h);
  EXPECT_EQ(forget(), 1);
  EXPECT_EQ(hall.db().read([](db::Session& s) {
    return *s.first<std::int64_t>("SELECT count(*) FROM station_reports WHERE device_digest IS NULL AND network_digest IS NULL");
  }),
            1);
  hall.advance(400 * 24h);
  EXPECT_EQ(forget(), 1);
  EXPECT_TRUE(hall.as(keeper).get("/api/v1/stations/" + near_by + "/reports").items().empty());
}

TEST_P(StationReports, TheSignAtADoorNamesItsStation) {
  const auto found = hall.as(hall.stranger).get("/api/v1/station-doors/" + door());
  EXPECT_EQ(found.text("name"), "近处驿站");
  EXPECT_EQ(hall.as(hall.stranger).get("/api/v1/station-doors/2222-2222").key(), "stations.not_found");
}

TEST_P(StationReports, AMissingFacilityIsNamed) {
  EXPECT_EQ(says("facility_missing", 1, "203.0.1.7").error_at("/facility"), "required");
  EXPECT_EQ(says("facility_missing", 1, "203.0.1.7", {{"facility", "microwave"}}).status, 201);
  EXPECT_EQ(hall.as(keeper).get("/api/v1/stations/" + near_by + "/reports").text("/items/0/facility"), "microwave");
}

}  // namespace
}  // namespace unionhall
