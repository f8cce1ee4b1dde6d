// Whoever owns a station's door is asked by a link, and what she says holds.
#include "services/stations/owners/owners.h"

#include <gmock/gmock.h>

#include "hall/texts/texts.h"
#include "stations.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using test::Names;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::SizeIs;
namespace json = http::json;
namespace owners = stations::owners;

constexpr std::string_view bank_phone = "12600000041";

json::object every_day(std::string_view from, std::string_view until) {
  json::object week;
  for (const auto* day : {"mo", "tu", "we", "th", "fr", "sa", "su"})
    week[day] = json::array{json::object{{"from", from}, {"until", until}}};
  return {{"parts", json::array{json::object{{"week", week}}}}};
}

class StationOwners : public test::StationsHall {
 protected:
  StationOwners() {
    hall.mount(owners::mount);
    bank = opened("建行驿站", 108.701, 34.33, {{"build_type", "shared"}, {"partner", "建行支行"}});
  }

  std::string asks_of(const std::string& station) { return "/api/v1/stations/" + station + "/owner-asks"; }
  test::Reply ask(const test::Player& who) { return hall.as(who).post(asks_of(bank), {}); }
  std::string code() {
    const auto asked = ask(keeper);
    EXPECT_EQ(asked.status, 201) << asked.body;
    return asked.text("code");
  }
  test::Reply asks() { return hall.as(keeper).get(asks_of(bank)); }
  test::Reply look(const std::string& code) { return nobody().post("/api/v1/station-owner-links/looks", {{"code", code}}); }
  test::Reply answer(const std::string& code, std::string_view says, json::object more = {}) {
    more["code"] = code;
    more["says"] = says;
    return nobody().post("/api/v1/station-owner-links/answers", more);
  }
  test::Hall::Asking nobody() { return hall.as(hall.stranger); }
  void set(json::object fields) {
    const auto changed = hall.as(keeper).patch("/api/v1/stations/" + bank + "/record", fields, record(bank).etag());
    EXPECT_EQ(changed.status, 200) << changed.body;
  }
  void three_say_locked() {
    for (const auto* name : {"骑手", "司机", "环卫工"}) {
      const auto said = hall.as(hall.add_player(name)).post("/api/v1/stations/" + bank + "/reports", {{"said", "locked"}, {"here", true}});
      EXPECT_EQ(said.status, 201) << said.body;
    }
  }
  std::vector<texts::Gateway::Outgoing> sent() {
    struct Kept final : texts::Gateway {
      void send(const Outgoing& text) override { all.push_back(text); }
      std::vector<Outgoing> all;
    } gateway;
    texts::send_waiting(hall.hall(), gateway, 100);
    return gateway.all;
  }
  std::vector<std::string> told(const test::Player& who) {
    std::vector<std::string> titles;
    const auto page = hall.as(who).get("/api/v1/me/notices");
    for (const auto& notice : page.items()) titles.emplace_back(notice.at("title").as_string());
    return titles;
  }
  /// What the trail says of the station, and by whom.
  std::vector<std::string> trail() {
    return hall.db().read([&](db::Session& s) {
      return s.all<std::string>(
          "SELECT detail || ' ' || CAST(coalesce(actor, 0) AS TEXT) FROM audit_events WHERE subject_kind = 'station' AND detail LIKE "
          "'owner%' "
          "ORDER BY id LIMIT 20");
    });
  }

  std::string bank;
};
UNIONHALL_ON_EACH_ENGINE(StationOwners);

// ── Asked ──────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(StationOwners, AreAskedByTextAndTheLinkIsShownOnce) {
  set({{"owner_phone", bank_phone}});
  const auto asked = ask(keeper);
  ASSERT_EQ(asked.status, 201) << asked.body;
  EXPECT_EQ(asked.text("last_day"), "2026-07-29");
  EXPECT_TRUE(asked.at("/by_text").as_bool());
  const auto texts = sent();
  ASSERT_THAT(texts, SizeIs(1));
  EXPECT_EQ(texts[0].to, bank_phone);
  EXPECT_EQ(texts[0].template_word, "station_owner");
  EXPECT_EQ(texts[0].params.at("link"), asked.text("link"));
  EXPECT_THAT(asked.text("link"), HasSubstr("/open/o/#" + asked.text("code")));
  EXPECT_EQ(texts[0].params.at("union"), hall.renminlu.name);
  EXPECT_EQ(texts[0].params.at("station"), "建行驿站");
  EXPECT_EQ(texts[0].params.at("day"), "2026-07-29");
  EXPECT_THAT(asks().body, AllOf(Not(HasSubstr(asked.text("code"))), Not(HasSubstr("/open/o/"))));
}

TEST_P(StationOwners, AreAskedByHandWhereNoPhoneTakesAText) {
  EXPECT_FALSE(ask(keeper).at("/by_text").as_bool());
  set({{"owner_phone", "029-3312 0000"}});
  EXPECT_FALSE(ask(keeper).at("/by_text").as_bool()) << "a telephone on a wall";
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(StationOwners, AreAskedByWhoeverMayWriteTheStation) {
  EXPECT_EQ(ask(hall.neighbour).status, 404);
  EXPECT_EQ(ask(hall.worker).status, 403);
  EXPECT_EQ(ask(hall.registrar).status, 201) << "the city above";
  const auto id = asks().text("/items/0/id");
  EXPECT_EQ(hall.as(hall.neighbour).get(asks_of(bank)).status, 404);
  EXPECT_EQ(hall.as(hall.neighbour).del(asks_of(bank) + "/" + id).status, 404);
  const auto other = opened("别处驿站", 108.71, 34.33);
  EXPECT_EQ(hall.as(keeper).del(asks_of(other) + "/" + id).status, 404) << "of another station";
}

TEST_P(StationOwners, AreNotAskedOfTheUnionsOwnDoorNorOffTheMap) {
  const auto own = opened("自建驿站", 108.71, 34.33);
  EXPECT_FALSE(hall.as(keeper).get(asks_of(own)).at("/may_ask").as_bool());
  EXPECT_EQ(hall.as(keeper).post(asks_of(own), {}).key(), "stations.no_owner");
  auto fields = form("筹建驿站", 108.71, 34.33);
  fields["build_type"] = "shared";
  const auto planned = hall.as(keeper).post("/api/v1/stations", fields).text("id");
  EXPECT_FALSE(hall.as(keeper).get(asks_of(planned)).at("/may_ask").as_bool());
  EXPECT_EQ(hall.as(keeper).post(asks_of(planned), {}).key(), "stations.owner_off_the_map");
}

TEST_P(StationOwners, AreAskedSoOftenADay) {
  for (int i = 0; i < owners::asked_most; ++i) EXPECT_EQ(ask(keeper).status, 201);
  EXPECT_EQ(ask(keeper).key(), "stations.owner_asked_enough");
  hall.advance(24h);
  EXPECT_EQ(ask(keeper).status, 201);
}

// ── Answered ───────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(StationOwners, ReadWhatEverybodyMayReadAsOftenAsTheyLike) {
  set({{"manager", "甲乙"}, {"manager_phone", "12600000042"}, {"owner_phone", bank_phone}, {"address", "西兰路 32 号"}});
  const auto open = code();
  for (int i = 0; i < 3; ++i) {
    const auto asked = look(open);
    ASSERT_EQ(asked.status, 200) << asked.body;
    EXPECT_EQ(asked.text("name"), "建行驿站");
    EXPECT_EQ(asked.text("address"), "西兰路 32 号");
    EXPECT_EQ(asked.text("keeper"), hall.renminlu.name);
    EXPECT_TRUE(asked.at("/hours/always").as_bool());
    EXPECT_TRUE(asked.at("/by_week").as_bool());
    EXPECT_THAT(asked.body, AllOf(Not(HasSubstr("甲乙")), Not(HasSubstr("126000000"))));
  }
  EXPECT_EQ(asks().text("/items/0/state"), "open") << "a text scanner that opens it uses nothing up";
}

TEST_P(StationOwners, ConfirmAndLiftWhatWasDoubted) {
  opened("远处驿站", 108.71, 34.33);
  three_say_locked();
  EXPECT_EQ(near(), (Names{"远处驿站", "建行驿站"}));
  EXPECT_EQ(answer(code(), "as_it_says").status, 204);
  EXPECT_EQ(near(), (Names{"建行驿站", "远处驿站"}));
  EXPECT_EQ(nearest().text("/items/0/confirmed_by"), "owner");
  EXPECT_EQ(asks().text("/items/0/state"), "confirmed");
  EXPECT_THAT(trail(), ElementsAre("owner_asked " + keeper.account.text(), "owner_confirmed 0"));
}

TEST_P(StationOwners, ChangeHoursAndTheNearestHasThemAtOnce) {
  const auto before = record(bank).etag();
  EXPECT_TRUE(nearest().at("/items/0/open").as_bool()) << "it is 14:20";
  EXPECT_EQ(answer(code(), "other_hours", {{"hours", every_day("18:00", "22:00")}, {"words", "夏天改成晚上"}}).status, 204);
  EXPECT_FALSE(nearest().at("/items/0/open").as_bool());
  EXPECT_NE(record(bank).etag(), before) << "nobody writes over it unseen";
  EXPECT_EQ(record(bank).text("confirmed_by"), "owner");
  EXPECT_EQ(record(bank).text("/hours/parts/0/week/mo/0/from"), "18:00");
  EXPECT_THAT(told(keeper), ElementsAre("门主改了开放时间"));
  EXPECT_EQ(asks().text("/items/0/state"), "changed");
  EXPECT_EQ(asks().text("/items/0/words"), "夏天改成晚上");
  EXPECT_THAT(trail(), ElementsAre("owner_asked " + keeper.account.text(), "owner_changed 0"));
}

TEST_P(StationOwners, ChangeTheUsualWeekAndLeaveSeasonsAndDates) {
  auto hours = every_day("08:00", "18:00");
  hours["parts"].as_array().push_back(json::object{{"seasons", json::array{json::object{{"from", "06-01"}, {"until", "09-30"}}}},
                                                   {"week", every_day("07:00", "21:00")["parts"].at(0).at("week")}});
  hours["exceptions"] =
      json::array{json::object{{"from", "2026-10-01"}, {"until", "2026-10-03"}, {"spans", json::array{}}, {"note", "国庆"}}};
  set({{"hours", hours}});
  EXPECT_EQ(answer(code(), "other_hours", {{"hours", every_day("09:00", "17:00")}}).status, 204);
  EXPECT_EQ(record(bank).text("/hours/parts/0/week/mo/0/from"), "09:00");
  EXPECT_EQ(record(bank).text("/hours/parts/1/week/mo/0/from"), "07:00");
  EXPECT_EQ(record(bank).text("/hours/exceptions/0/note"), "国庆");
}

TEST_P(StationOwners, SayInWordsWhatChangesWithTheSeason) {
  auto hours = every_day("08:00", "18:00");
  hours["parts"].at(0).as_object()["seasons"] = json::array{json::object{{"from", "06-01"}, {"until", "09-30"}}};
  set({{"hours", hours}});
  const auto open = code();
  EXPECT_FALSE(look(open).at("/by_week").as_bool());
  EXPECT_EQ(answer(open, "other_hours", {{"hours", every_day("09:00", "17:00")}}).key(), "stations.hours_not_by_week");
  EXPECT_EQ(answer(open, "other_hours", {{"words", "夏天开到晚上九点，问 12600000043"}}).status, 204);
  EXPECT_EQ(record(bank).text("/hours/parts/0/week/mo/0/from"), "08:00") << "its keeper writes it down";
  EXPECT_THAT(told(keeper), ElementsAre("门主说开放时间不对"));
  EXPECT_EQ(asks().text("/items/0/state"), "told");
  EXPECT_EQ(asks().text("/items/0/words"), "夏天开到晚上九点，问 12600000043");
  const auto kept = hall.db().read(
      [](db::Session& s) { return *s.first<std::string>("SELECT words_sealed FROM station_owner_asks ORDER BY id LIMIT 1"); });
  EXPECT_THAT(kept, AllOf(Not(IsEmpty()), Not(HasSubstr("夏天")), Not(HasSubstr("126000")))) << "sealed";
}

TEST_P(StationOwners, SayThatItIsGoneWhichItsKeeperSettles) {
  opened("远处驿站", 108.71, 34.33);
  EXPECT_EQ(answer(code(), "nothing_there", {{"fault", "gone"}, {"words", "网点搬走了"}}).status, 204);
  EXPECT_EQ(near(), (Names{"远处驿站", "建行驿站"})) << "down a rank, and still on the map";
  EXPECT_EQ(nearest().text("/items/1/doubt/fault"), "gone");
  EXPECT_EQ(nearest().number("/items/1/doubt/people"), 1);
  EXPECT_THAT(told(keeper), ElementsAre("门主说驿站不在了"));
  EXPECT_EQ(asks().text("/items/0/state"), "gone");
  const auto settled = hall.as(keeper).post("/api/v1/stations/" + bank + "/settlements", {{"as", "dismiss"}, {"note", "打电话问过，还在"}});
  EXPECT_EQ(settled.status, 204) << settled.body;
  EXPECT_EQ(near().front(), "建行驿站");
}

TEST_P(StationOwners, SayThatTheyLetNobodyIn) {
  EXPECT_EQ(answer(code(), "nothing_there", {{"fault", "turned_away"}}).status, 204);
  EXPECT_EQ(nearest().text("/items/0/doubt/fault"), "turned_away");
  EXPECT_THAT(told(keeper), ElementsAre("门主说驿站不再接待"));
  hall.advance(24h);
  EXPECT_FALSE(nearest().has("/items/0/doubt")) << "a link may be in wrong hands: it moves nothing for longer";
}

TEST_P(StationOwners, SayWhatFitsAndNothingElse) {
  const auto open = code();
  EXPECT_EQ(answer(open, "perhaps").error_at("/says"), "unknown_word");
  EXPECT_EQ(answer(open, "other_hours").error_at("/hours"), "required");
  EXPECT_EQ(answer(open, "nothing_there").error_at("/fault"), "required");
  EXPECT_EQ(answer(open, "nothing_there", {{"fault", "locked"}}).error_at("/fault"), "unknown_word");
  EXPECT_EQ(answer(open, "other_hours", {{"words", std::string(501, 'x')}}).error_at("/words"), "too_long");
  auto backwards = every_day("18:00", "08:00");
  EXPECT_EQ(answer(open, "other_hours", {{"hours", backwards}}).error_at("/hours"), "hours_unreadable");
  auto noted = every_day("08:00", "18:00");
  noted["exceptions"] =
      json::array{json::object{{"from", "2026-10-01"}, {"until", "2026-10-03"}, {"spans", json::array{}}, {"note", "广告"}}};
  EXPECT_EQ(answer(open, "other_hours", {{"hours", noted}}).error_at("/hours"), "not_a_usual_week")
      << "no words for everybody come by a link";
  EXPECT_EQ(asks().text("/items/0/state"), "open");
}

// ── A link that opens nothing ──────────────────────────────────────────────────────────────────────────────────

TEST_P(StationOwners, AnswerOnce) {
  const auto open = code();
  EXPECT_EQ(answer(open, "as_it_says").status, 204);
  EXPECT_EQ(look(open).key(), "stations.owner_answered");
  EXPECT_EQ(answer(open, "nothing_there", {{"fault", "gone"}}).key(), "stations.owner_answered");
  EXPECT_FALSE(nearest().has("/items/0/doubt"));
}

TEST_P(StationOwners, HaveOneLinkAtATime) {
  const auto first = code(), second = code();
  EXPECT_EQ(look(first).key(), "stations.owner_ask_over");
  EXPECT_EQ(answer(first, "as_it_says").key(), "stations.owner_ask_over");
  EXPECT_EQ(look(second).status, 200);
  EXPECT_EQ(asks().text("/items/1/state"), "replaced");
}

TEST_P(StationOwners, FindTheirLinkWithdrawnAndItsKeeperFindsItAnswered) {
  const auto open = code();
  const auto path = asks_of(bank) + "/" + asks().text("/items/0/id");
  EXPECT_EQ(hall.as(keeper).del(path).status, 204);
  EXPECT_EQ(look(open).key(), "stations.owner_ask_over");
  EXPECT_EQ(hall.as(keeper).del(path).key(), "stations.owner_ask_over");
  EXPECT_EQ(answer(code(), "as_it_says").status, 204);
  EXPECT_EQ(hall.as(keeper).del(asks_of(bank) + "/" + asks().text("/items/0/id")).key(), "stations.owner_answered");
}

TEST_P(StationOwners, HaveFourteenDays) {
  const auto open = code();
  hall.advance(14 * 24h);
  EXPECT_EQ(look(open).status, 200) << "the last day";
  hall.advance(10h);
  EXPECT_EQ(look(open).key(), "stations.owner_ask_over");
  EXPECT_EQ(asks().text("/items/0/state"), "over");
  const auto under = [&] { return hall.db().read([](db::Session& s) { return owners::open_under(s, 1); }); };
  const auto end = [&] { return hall.db().write([&](db::Session& s) { return owners::end_overdue(s, hall.clock.now()); }); };
  EXPECT_EQ(under(), 1);
  EXPECT_EQ(end(), 1);
  EXPECT_EQ(end(), 0);
  EXPECT_EQ(under(), 0) << "no key is kept for it";
  EXPECT_EQ(look(open).key(), "stations.owner_ask_over");
}

TEST_P(StationOwners, AreNotHeardOffTheMap) {
  const auto open = code();
  EXPECT_EQ(step(bank, "close", {{"reason", "网点搬走"}}).status, 200);
  EXPECT_EQ(look(open).key(), "stations.owner_ask_over");
  EXPECT_EQ(answer(open, "as_it_says").key(), "stations.owner_ask_over");
  EXPECT_EQ(asks().text("/items/0/state"), "over");
  EXPECT_FALSE(asks().at("/may_ask").as_bool());
}

TEST_P(StationOwners, GuessNothing) {
  const auto open = code();
  const auto without_id = [](const test::Reply& reply) {
    auto body = json::parse(reply.body).as_object();
    body.erase("instance");
    return json::serialize(body);
  };
  auto close_by = open;
  std::ranges::rotate(close_by, close_by.begin() + 1);
  const auto first = look("8K3T-92QF-M4XH-7CVP");
  EXPECT_EQ(first.key(), "stations.owner_link_fits_nothing");
  for (const auto& wrong : {close_by, std::string("x")}) {
    EXPECT_EQ(without_id(look(wrong)), without_id(first)) << wrong;
    EXPECT_EQ(answer(wrong, "as_it_says").key(), "stations.owner_link_fits_nothing");
  }
  for (int i = 0; i < 240; ++i) look("x");
  EXPECT_EQ(look(open).key(), "access.links_tried_too_often");
  EXPECT_EQ(answer(open, "as_it_says").key(), "access.links_tried_too_often");
}

TEST_P(StationOwners, AreForgottenAfterFourHundredDays) {
  EXPECT_EQ(answer(code(), "nothing_there", {{"fault", "gone"}, {"words", "网点搬走了"}}).status, 204);
  const auto forget = [&] { return hall.db().write([&](db::Session& s) { return owners::forget_old(s, hall.clock.now()); }); };
  hall.advance(399 * 24h);
  EXPECT_EQ(forget(), 0);
  hall.advance(2 * 24h);
  EXPECT_EQ(forget(), 1);
  EXPECT_THAT(asks().items(), IsEmpty());
}

}  // namespace
}  // namespace unionhall
