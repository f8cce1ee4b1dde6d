#pragma once
// Somebody who is on record twice, with an account at each record, and an officer who may make the two one.
#include <gmock/gmock.h>

#include "app/check.h"
#include "app/hall_server.h"
#include "hall/accounts/accounts.h"
#include "merges.h"

namespace unionhall::test {

class MergesHall : public ::testing::TestWithParam<db::Engine> {
 protected:
  const std::string her_phone = "12600000001", other_phone = "12600000002";

  MergesHall() {
    app::mount_rooms(hall.application.router, hall.hall());
    app::offer_rooms();
    one = collect(hall, {.name = "李小河", .number = demo_number("19900307", 12), .phone = her_phone, .at = hall.riverside});
    other = collect(
        hall, {.name = "李晓河", .number = demo_number("19910307", 13), .phone = other_phone, .at = hall.renminlu, .ethnicity = "满族"});
    her = account("李小河", one.person);
    hers_too = account("李晓河", other.person);
  }

  Player account(const std::string& name, PersonId person) {
    auto player = hall.add_player(name);
    player.person = person;
    hall.db().write([&](db::Session& db) { accounts::become(db, player.account, person, name); });
    return player;
  }
  Reply page(MemberId member) { return hall.as(hall.officer).get("/api/v1/members/" + member.text()); }
  std::string version(MemberId member) { return std::to_string(page(member).number("version")); }
  Reply compare(const Player& who) { return hall.as(who).get("/api/v1/members/" + one.member.text() + "/doubles/" + other.member.text()); }
  /// The record at `goes_on` goes on, with these facts of the other.
  Reply merge(const Player& who, MemberId goes_on, http::json::array fields = {}) {
    return hall.as(who)
        .with("if-match", "\"" + version(one.member) + "\"")
        .post("/api/v1/members/" + one.member.text() + "/merges", {{"other", other.member.text()},
                                                                   {"other_version", page(other.member).number("version")},
                                                                   {"goes_on", goes_on.text()},
                                                                   {"fields", std::move(fields)}});
  }
  std::string merged(MemberId goes_on, http::json::array fields = {}) {
    const auto done = merge(hall.officer, goes_on, std::move(fields));
    EXPECT_EQ(done.status, 201) << done.body;
    return done.has("id") ? done.text("id") : "0";
  }
  Reply undo(const Player& who, const std::string& id) { return hall.as(who).post("/api/v1/member-merges/" + id + "/undo"); }
  members::Member member(MemberId id) {
    return *hall.db().read([&](db::Session& db) { return members::find(db, id); });
  }
  std::vector<std::string> found_by(http::json::object asked) {
    asked["org"] = hall.qindu.id.text();
    std::vector<std::string> found;
    const auto reply = hall.as(hall.officer).post("/api/v1/member-searches", std::move(asked));
    for (const auto& line : reply.items()) found.emplace_back(line.at("id").as_string());
    return found;
  }
  std::int64_t count(std::string_view sql) {
    return hall.db().read([&](db::Session& db) { return *db.first<std::int64_t>(sql); });
  }
  void expect_sound() {
    figures::fold_all(hall.db());
    EXPECT_THAT(figures::check(hall.db()), ::testing::IsEmpty());
    for (const auto& finding : app::check_hall(hall.db(), hall.hall().keys, [](std::string_view) {}).findings) {
      ADD_FAILURE() << finding.what << ": " << finding.count << ", e.g. " << finding.example;
    }
  }

  Hall hall{GetParam()};
  OnRecord one, other;
  Player her, hers_too;
};

}  // namespace unionhall::test
