// A rotation of the sealing keys while the hall is open, killed on its way: it goes on where it was, and ends whole.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <csignal>
#include <fstream>
#include <random>
#include <thread>

#include "support/small_hall.h"

namespace unionhall {
namespace {

using testing::HasSubstr;

class KeysKills : public testing::TestWithParam<db::Engine> {
 protected:
  /// What `keys status` says, once it says this.
  std::string status_with(std::string_view words) const {
    std::string said;
    for (int look = 0; look < 900; ++look) {
      said = hall_.run({"keys", "status"}).out;
      if (said.find(words) != std::string::npos) return said;
      std::this_thread::sleep_for(std::chrono::milliseconds{100});
    }
    ADD_FAILURE() << "never said " << words << "; the last: " << said;
    return said;
  }
  std::filesystem::path key_file() const { return hall_.data() / "keys"; }
  /// As if the key had left before that.
  void ten_minutes_later() {
    const auto database = db::Database::open(hall_.database().settings);
    database->write([](db::Session& db) { db.exec("UPDATE sealing_keys SET since_ms = since_ms - 600000 WHERE state = 'left'"); });
  }
  /// As an administrator takes it out by hand.
  void take_out(int number) const {
    std::ifstream in(key_file());
    std::string kept, line;
    while (std::getline(in, line)) {
      if (!line.starts_with(std::to_string(number) + " ")) kept += line + "\n";
    }
    std::ofstream(key_file(), std::ios::trunc) << kept;
  }

  test::SmallHall hall_{GetParam()};
};
UNIONHALL_ON_EACH_ENGINE(KeysKills);

TEST_P(KeysKills, OfARotationLeaveNothingHalf) {
  const int members = test::rounds(3'000, 40'000);
  const auto file = hall_.roster(members).string();
  ASSERT_EQ(hall_.run({"import", "members", file}).code, 0);
  const auto before = hall_.run({"state-hash"}).out;
  std::mt19937 dice(20260715);

  auto server = hall_.serve();
  server->port();
  const auto rotated = hall_.run({"keys", "rotate"});
  ASSERT_EQ(rotated.code, 0) << rotated.errors;
  status_with("key 2 seals");
  for (int kill = 0; kill < test::rounds(1, 8); ++kill) {
    std::this_thread::sleep_for(std::chrono::milliseconds{std::uniform_int_distribution(0, 6'000)(dice)});
    server->signal(SIGKILL);
    server->end();
    server = hall_.serve();
    // Whoever is on record is found, whichever key she is under by now.
    auto registrar = test::SmallHall::registrar(server->port());
    const auto city = registrar.get("/api/v1/me").json.at("roles").at(0).at("org").at("id");
    for (const int n : {0, members / 2, members - 1}) {
      const auto found = registrar.post("/api/v1/member-searches", {{"org", city}, {"phone", fmt::format("126{:08}", n + 1000)}});
      ASSERT_EQ(found.status, 200);
      EXPECT_EQ(found.json.at("items").as_array().size(), 1U) << n;
    }
  }
  status_with("key 1 left");
  ASSERT_EQ(hall_.run({"keys", "retire", "2"}).code, 1) << "the key that seals";
  EXPECT_THAT(hall_.run({"keys", "retire", "1"}).errors, HasSubstr("has left just now"));
  ten_minutes_later();
  test::Ended retired;
  for (int look = 0; look < 300; ++look) {
    retired = hall_.run({"keys", "retire", "1"});
    if (retired.code == 0) break;
    std::this_thread::sleep_for(std::chrono::milliseconds{200});
  }
  ASSERT_EQ(retired.code, 0) << retired.errors << hall_.run({"keys", "status"}).out;
  EXPECT_THAT(retired.out, HasSubstr("used nowhere"));
  server->signal(SIGTERM);
  EXPECT_EQ(server->end().code, 0);

  take_out(1);
  EXPECT_EQ(hall_.run({"state-hash"}).out, before);
  const auto checked = hall_.run({"check"});
  EXPECT_EQ(checked.code, 0) << checked.out;
  const auto again = hall_.run({"import", "members", file, "--batch", "again"});
  EXPECT_THAT(again.out, HasSubstr(" 0 new, 0 changed,")) << "somebody was not found by her document";

  // Without the key that seals, nothing begins.
  std::filesystem::rename(key_file(), hall_.folder() / "apart");
  ASSERT_EQ(hall_.run({"keys", "init"}).code, 0);
  test::Program other = hall_.start({"serve", "--listen", "127.0.0.1:0"});
  const auto ended = other.end();
  EXPECT_EQ(ended.code, 1);
  EXPECT_THAT(ended.errors, HasSubstr("key"));
}

}  // namespace
}  // namespace unionhall
