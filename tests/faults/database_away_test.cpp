// A database that goes away and comes back: every answer meanwhile is an honest no, and then all goes on by itself.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <csignal>
#include <pqxx/pqxx>
#include <thread>

#include "support/desk_import.h"
#include "support/import_watch.h"

namespace unionhall {
namespace {

class DatabaseAway : public testing::TestWithParam<db::Engine> {};
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(DatabaseAway);
INSTANTIATE_TEST_SUITE_P(On, DatabaseAway, testing::ValuesIn(test::engines_but_sqlite()),
                         [](const auto& engine) { return test::name_of(engine.param); });

/// Lets nobody into the database and shows everybody out, until it is told to let them in again.
class Doorkeeper {
 public:
  explicit Doorkeeper(std::string url)
      : name_(url.substr(url.rfind('/') + 1)), server_(url.replace(url.rfind('/') + 1, std::string::npos, "postgres")) {}
  void close() {
    say("ALTER DATABASE " + server_.quote_name(name_) + " WITH ALLOW_CONNECTIONS false");
    say("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = " + server_.quote(name_));
  }
  void open() { say("ALTER DATABASE " + server_.quote_name(name_) + " WITH ALLOW_CONNECTIONS true"); }

 private:
  void say(const std::string& sql) {
    pqxx::nontransaction work(server_);
    work.exec(sql);
  }
  std::string name_;
  pqxx::connection server_;
};

TEST_P(DatabaseAway, IsToldAndComesBackByItself) {
  test::SmallHall hall(GetParam());
  const auto server = hall.serve();
  auto registrar = test::SmallHall::registrar(server->port());
  const auto city = std::string(registrar.get("/api/v1/me").json.at("roles").at(0).at("org").at("id").as_string());
  const http::json::object body{{"parent", city}, {"name", "新工会"}, {"level", "base"}};

  Doorkeeper door(hall.database().settings.url);
  door.close();
  EXPECT_EQ(test::Client(server->port()).get("/healthz").status, 200) << "the process itself is well";
  EXPECT_EQ(registrar.get("/readyz").status, 503);
  EXPECT_EQ(registrar.get("/api/v1/orgs/" + city).status, 503);
  EXPECT_EQ(registrar.post("/api/v1/orgs", body, "key-1").status, 503);
  EXPECT_EQ(registrar.get("/api/v1/me").text("type"), "/problems/http.unavailable");

  door.open();
  EXPECT_EQ(registrar.get("/readyz").status, 200);
  EXPECT_EQ(registrar.post("/api/v1/orgs", body, "key-1").status, 201);
  EXPECT_EQ(registrar.get("/api/v1/orgs/" + city).status, 200);
  server->signal(SIGTERM);
  EXPECT_EQ(server->end().code, 0);
}

TEST_P(DatabaseAway, ADesksImportGoesOnWhenItIsBackAndEndsWhole) {
  test::SmallHall hall(GetParam());
  constexpr int members = 20'000;
  const auto server = hall.serve();
  test::DeskImport import(hall, server->port());
  import.bring(hall.roster(members));
  import.commit();
  const auto standing = [&] { return test::ImportWatch(hall.database().settings).standing().value(); };
  ASSERT_TRUE(test::ImportWatch(hall.database().settings).sees(*server, "committing", [](const auto& now) { return now.rows_done > 0; }));

  Doorkeeper door(hall.database().settings.url);
  door.close();
  EXPECT_EQ(import.registrar().get("/readyz").status, 503);
  server->signal(SIGSTOP);  // so that what was left is seen before it goes on
  door.open();
  const auto left = standing();
  server->signal(SIGCONT);
  EXPECT_EQ(left.state, "committing");
  EXPECT_GT(left.rows_done, 0);
  EXPECT_LT(left.rows_done, members);
  EXPECT_EQ(left.members, left.rows_done);

  import.once("committed");
  EXPECT_EQ(standing().members, members);
  EXPECT_EQ(test::SmallHall::members(import.registrar()), members);
  server->signal(SIGTERM);
  EXPECT_EQ(server->end().code, 0);
  const auto checked = hall.run({"check"});
  EXPECT_EQ(checked.code, 0) << checked.out;
}

}  // namespace
}  // namespace unionhall
