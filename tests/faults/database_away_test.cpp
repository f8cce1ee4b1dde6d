// A database that goes away and comes back: every answer meanwhile is an honest no, and then all goes on by itself.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <csignal>
#include <pqxx/pqxx>
#include <thread>

#include "support/small_hall.h"

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

}  // namespace
}  // namespace unionhall
