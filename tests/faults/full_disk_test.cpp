// A full disk: what cannot be stored is refused, what was stored stays, and with room again all goes on.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <csignal>

#include "support/import_watch.h"
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

TEST(FullDisk, AnImportStopsInItsWritingAndGoesOnWithRoomAgain) {
  test::SmallHall hall;
  constexpr int members = 20'000;
  const auto file = hall.roster(members).string();
  // There is room for what is there, for the check, and for some of the rows.
  ASSERT_EQ(hall.run({"import", "members", file, "--dry-run"}).code, 0);
  const auto size = std::filesystem::file_size(hall.data() / "unionhall.db");
  const auto stopped = hall.run({"import", "members", file}, {.file_bytes_max = size + 4'000'000});
  EXPECT_EQ(stopped.code, 1);
  EXPECT_EQ(stopped.errors.find("王"), std::string::npos) << "the complaint names a person";
  test::ImportWatch watch(hall.database().settings);
  const auto left = watch.standing().value();
  EXPECT_EQ(left.state, "committing") << stopped.errors;
  EXPECT_GT(left.rows_done, 0);
  EXPECT_LT(left.rows_done, members);
  EXPECT_EQ(left.members, left.rows_done);

  const auto whole = hall.run({"import", "members", file});
  ASSERT_EQ(whole.code, 0) << whole.errors;
  EXPECT_THAT(whole.out, testing::HasSubstr("Goes on with batch"));
  EXPECT_EQ(watch.standing().value().members, members);
  EXPECT_THAT(hall.run({"import", "members", file}).out, testing::HasSubstr(" 0 new, 0 changed, 20,000 the same,"));
  const auto checked = hall.run({"check"});
  EXPECT_EQ(checked.code, 0) << checked.out;
  const auto server = hall.serve();
  auto registrar = test::SmallHall::registrar(server->port());
  EXPECT_EQ(test::SmallHall::members(registrar), members);
}

}  // namespace
}  // namespace unionhall
