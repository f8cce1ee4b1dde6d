// The drill of docs/operations.md, step by step: a backup is made while people write, the machine is lost, and the hall stands
// again elsewhere, with the key file brought apart.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <thread>

#include "support/small_hall.h"

namespace unionhall {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

/// Founds unions until it is told to stop; how many were answered for.
class Founder {
 public:
  explicit Founder(std::uint16_t port) : registrar_(test::SmallHall::registrar(port)) {
    city_ = std::string(registrar_.get("/api/v1/me").json.at("roles").at(0).at("org").at("id").as_string());
    thread_ = std::jthread([this](const std::stop_token& stop) {
      while (!stop.stop_requested()) {
        const auto name = fmt::format("第{}工会", founded_ + 1);
        if (registrar_.post("/api/v1/orgs", {{"parent", city_}, {"name", name}, {"level", "base"}}, name).status == 201) ++founded_;
      }
    });
  }
  /// Waits until there are so many.
  void at_least(int founded) const {
    for (int look = 0; look < 600 && founded_ < founded; ++look) std::this_thread::sleep_for(std::chrono::milliseconds{50});
    ASSERT_GE(founded_, founded);
  }
  void stop() {
    thread_.request_stop();
    thread_.join();
  }
  int founded() const { return founded_; }

 private:
  test::Client registrar_;
  std::string city_;
  std::atomic<int> founded_ = 0;
  std::jthread thread_;
};

TEST(RestoreDrill, TheHallStandsAgainElsewhere) {
  const test::SmallHall hall;
  ASSERT_EQ(hall.run({"import", "members", hall.roster(500).string()}).code, 0);
  const auto apart = hall.folder() / "kept-apart", file = hall.folder() / "hall.backup", elsewhere = hall.folder() / "elsewhere";
  fs::copy_file(hall.data() / "keys", apart);

  // 1. A backup while people write: whole unions, and none that was answered for before it began is missing.
  auto server = hall.serve();
  Founder founder(server->port());
  founder.at_least(20);
  const int before = founder.founded();
  ASSERT_EQ(hall.run({"backup", file.string()}).code, 0);
  founder.at_least(before + 20);
  founder.stop();
  server->signal(SIGTERM);
  ASSERT_EQ(server->end().code, 0);

  // 2. Without the keys, or with those of another hall, nothing is restored and nothing is left behind.
  const auto at = [&](std::vector<std::string> command) {
    command.insert(command.end(), {"--data", elsewhere.string()});
    return test::run(command);
  };
  const auto keyless = at({"restore", file.string()});
  EXPECT_EQ(keyless.code, 1);
  EXPECT_THAT(keyless.errors, HasSubstr("key file"));
  EXPECT_FALSE(fs::exists(elsewhere / "unionhall.db"));
  ASSERT_EQ(at({"keys", "init"}).code, 0);
  const auto others = at({"restore", file.string()});
  EXPECT_EQ(others.code, 1);
  EXPECT_THAT(others.errors, HasSubstr("another key 1"));
  EXPECT_FALSE(fs::exists(elsewhere / "unionhall.db"));
  EXPECT_FALSE(fs::exists(elsewhere / "restoring"));

  // 3. A restore that is killed leaves no hall, and the next one does it all.
  fs::remove(elsewhere / "keys");
  fs::copy_file(apart, elsewhere / "keys");
  {
    test::Program killed({"restore", file.string(), "--data", elsewhere.string()});
    std::this_thread::sleep_for(std::chrono::milliseconds{30});
    killed.signal(SIGKILL);
    killed.end();
  }
  if (fs::exists(elsewhere / "unionhall.db")) fs::remove_all(elsewhere / "unionhall.db");  // it was faster than we: then it is whole
  const auto restored = at({"restore", file.string()});
  ASSERT_EQ(restored.code, 0) << restored.errors;

  // 4. It is proved, and equals the backup restored once more.
  const auto checked = at({"check"});
  EXPECT_EQ(checked.code, 0) << checked.out;
  const auto twice = hall.folder() / "twice";
  fs::create_directories(twice);
  fs::copy_file(apart, twice / "keys");
  ASSERT_EQ(test::run({"restore", file.string(), "--data", twice.string()}).code, 0);
  const auto hash = at({"state-hash"});
  ASSERT_EQ(hash.code, 0);
  EXPECT_EQ(test::run({"state-hash", "--data", twice.string()}).out, hash.out);

  // 5. People sign in, and find what they wrote.
  test::Program again({"serve", "--data", elsewhere.string(), "--listen", "127.0.0.1:0"});
  auto registrar = test::SmallHall::registrar(again.port());
  EXPECT_EQ(test::SmallHall::members(registrar), 500);
  const auto city = std::string(registrar.get("/api/v1/me").json.at("roles").at(0).at("org").at("id").as_string());
  const auto found = registrar.post("/api/v1/member-searches", {{"org", city}, {"phone", "12600001007"}});
  EXPECT_EQ(found.json.at("items").as_array().size(), 1U);
  // Whatever was answered for before the backup began is there.
  EXPECT_EQ(registrar.post("/api/v1/org-searches", {{"q", fmt::format("第{}工会", before)}}).json.at("items").as_array().empty(), false);
  again.signal(SIGTERM);
  EXPECT_EQ(again.end().code, 0);
}

/// The same on PostgreSQL, with its own tools.
class RestoreDrillWithDumps : public testing::TestWithParam<db::Engine> {};
INSTANTIATE_TEST_SUITE_P(On, RestoreDrillWithDumps, testing::ValuesIn(test::engines_but_sqlite()),
                         [](const auto& engine) { return test::name_of(engine.param); });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(RestoreDrillWithDumps);

TEST_P(RestoreDrillWithDumps, TheHallStandsAgainElsewhere) {
  test::SmallHall hall(GetParam());
  test::FreshDatabase elsewhere(GetParam());
  ASSERT_EQ(hall.run({"import", "members", hall.roster(500).string()}).code, 0);
  const auto before = hall.run({"state-hash"}).out;
  const auto dump = hall.folder() / "hall.dump";
  const auto shell = [](const std::string& command) { return std::system(command.c_str()); };
  auto server = hall.serve();
  server->port();
  ASSERT_EQ(shell(fmt::format("pg_dump -Fc -f {} '{}'", dump.string(), hall.database().settings.url)), 0) << "while it is open";
  server->signal(SIGTERM);
  ASSERT_EQ(server->end().code, 0);
  ASSERT_EQ(shell(fmt::format("pg_restore --exit-on-error -d '{}' {}", elsewhere.settings.url, dump.string())), 0);

  const auto data = hall.folder() / "elsewhere";
  const auto at = [&](std::vector<std::string> command) {
    command.insert(command.end(), {"--data", data.string(), "--database", elsewhere.settings.url});
    return test::run(command);
  };
  ASSERT_EQ(at({"keys", "init"}).code, 0);
  test::Program others({"serve", "--listen", "127.0.0.1:0", "--data", data.string(), "--database", elsewhere.settings.url});
  const auto refused = others.end();
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.errors, HasSubstr("another key 1"));
  fs::remove(data / "keys");
  fs::copy_file(hall.data() / "keys", data / "keys");
  EXPECT_EQ(at({"state-hash"}).out, before);
  const auto checked = at({"check"});
  EXPECT_EQ(checked.code, 0) << checked.out;
  test::Program again({"serve", "--listen", "127.0.0.1:0", "--data", data.string(), "--database", elsewhere.settings.url});
  auto registrar = test::SmallHall::registrar(again.port());
  EXPECT_EQ(test::SmallHall::members(registrar), 500);
}

}  // namespace
}  // namespace unionhall
