// A full disk: what cannot be stored is refused, what was stored stays, and with room again all goes on.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <csignal>

#include "support/small_hall.h"

namespace unionhall {
namespace {

constexpr test::Limits full{.file_bytes_max = 3'000'000};

TEST(FullDisk, AWriteIsRefusedAndNothingOfItIsThere) {
  const test::SmallHall hall;
  std::vector<std::string> made;
  std::string refused_key;
  {
    const auto server = hall.serve(full);
    auto registrar = test::SmallHall::registrar(server->port());
    const auto city = std::string(registrar.get("/api/v1/me").json.at("roles").at(0).at("org").at("id").as_string());
    for (int number = 0; refused_key.empty() && number < 20'000; ++number) {
      const auto key = fmt::format("key-{}", number);
      const auto name = fmt::format("工会{}{}", number, std::string(90, 'x'));
      const auto answer = registrar.post("/api/v1/orgs", {{"parent", city}, {"name", name}, {"level", "base"}}, key);
      if (answer.status == 201) {
        made.push_back(answer.text("id"));
      } else {
        ASSERT_EQ(answer.status, 503) << http::json::serialize(answer.json);
        EXPECT_EQ(answer.text("type"), "/problems/http.unavailable");
        refused_key = key;
      }
    }
    ASSERT_FALSE(refused_key.empty()) << "the disk never filled";
    EXPECT_EQ(registrar.get("/api/v1/orgs/" + made.back()).status, 200) << "reading needs no room";
    server->signal(SIGTERM);
    EXPECT_EQ(server->end().code, 0);
  }

  const auto server = hall.serve();
  auto registrar = test::SmallHall::registrar(server->port());
  const auto city = std::string(registrar.get("/api/v1/me").json.at("roles").at(0).at("org").at("id").as_string());
  for (const auto& id : made) EXPECT_EQ(registrar.get("/api/v1/orgs/" + id).status, 200) << id;
  const auto name = fmt::format("工会{}{}", made.size(), std::string(90, 'x'));
  EXPECT_EQ(registrar.post("/api/v1/orgs", {{"parent", city}, {"name", name}, {"level", "base"}}, refused_key).status, 201);
  server->signal(SIGTERM);
  EXPECT_EQ(server->end().code, 0);
  const auto checked = hall.run({"check"});
  EXPECT_EQ(checked.code, 0) << checked.out;
}

TEST(FullDisk, AnImportStopsAndGoesOnWithRoomAgain) {
  const test::SmallHall hall;
  constexpr int members = 6'000;
  const auto file = hall.roster(members).string();
  const auto stopped = hall.run({"import", "members", file}, full);
  EXPECT_EQ(stopped.code, 1);
  EXPECT_EQ(stopped.errors.find("王"), std::string::npos) << "the complaint names a person";

  const auto whole = hall.run({"import", "members", file});
  ASSERT_EQ(whole.code, 0) << whole.errors;
  const auto checked = hall.run({"check"});
  EXPECT_EQ(checked.code, 0) << checked.out;
  const auto server = hall.serve();
  auto registrar = test::SmallHall::registrar(server->port());
  EXPECT_EQ(test::SmallHall::members(registrar), members);
}

}  // namespace
}  // namespace unionhall
