// Killed at any moment: what was acknowledged is there, and nothing is there twice.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <csignal>
#include <map>
#include <mutex>
#include <random>
#include <thread>

#include "support/crowd.h"
#include "support/small_hall.h"

namespace unionhall {
namespace {

class Kills : public testing::TestWithParam<db::Engine> {};
UNIONHALL_ON_EACH_ENGINE(Kills);

constexpr int writers = 4;

/// What each Idempotency-Key made, as far as anybody was told.
class Acknowledged {
 public:
  void wrote(const std::string& key, const std::string& id) {
    const std::lock_guard lock(mutex_);
    const auto [known, fresh] = ids_.emplace(key, id);
    EXPECT_EQ(known->second, id) << "one key made two unions";
  }
  const std::map<std::string, std::string>& ids() const { return ids_; }

 private:
  std::mutex mutex_;
  std::map<std::string, std::string> ids_;
};

std::string city_of(test::Client& registrar) {
  return std::string(registrar.get("/api/v1/me").json.at("roles").at(0).at("org").at("id").as_string());
}

/// Founds the union of this key; false when the server did not answer.
bool found(test::Client& registrar, const std::string& city, const std::string& key, Acknowledged& acknowledged) {
  const auto answer = registrar.post("/api/v1/orgs", {{"parent", city}, {"name", "工会" + key}, {"level", "base"}}, key);
  if (answer.status == 0) return false;
  EXPECT_EQ(answer.status, 201) << http::json::serialize(answer.json);
  if (answer.status == 201) acknowledged.wrote(key, answer.text("id"));
  return true;
}

std::int64_t children_of(test::Client& registrar, const std::string& city) {
  std::int64_t count = 0;
  std::string cursor;
  do {
    const auto page = registrar.get("/api/v1/orgs?limit=100&parent=" + city + (cursor.empty() ? "" : "&cursor=" + cursor));
    count += static_cast<std::int64_t>(page.json.at("items").as_array().size());
    const auto* next = page.json.as_object().if_contains("next");
    cursor = next ? std::string(next->as_string()) : "";
  } while (!cursor.empty());
  return count;
}

TEST_P(Kills, OfTheServerUnderWritesLoseNothingAndDoubleNothing) {
  const test::SmallHall hall(GetParam());
  Acknowledged acknowledged;
  std::mt19937 dice(20260715);
  std::vector<int> next(writers);  // the number in each writer's next key
  auto server = hall.serve();
  auto registrar = test::SmallHall::registrar(server->port());
  const auto city = city_of(registrar);

  const int kills = test::rounds(4, 20);
  for (int round = 0; round < kills; ++round) {
    if (round > 0) {
      server = hall.serve();
      registrar.move_to(server->port());
    }
    const auto moment = std::chrono::milliseconds{std::uniform_int_distribution(50, 600)(dice)};
    std::jthread killer([&] {
      std::this_thread::sleep_for(moment);
      server->signal(SIGKILL);
    });
    test::crowd(writers, [&](int writer) {
      auto mine = registrar;
      auto& number = next[static_cast<std::size_t>(writer)];
      while (found(mine, city, fmt::format("{}-{}", writer, number), acknowledged)) ++number;
    });
    killer.join();
    EXPECT_EQ(server->end().code, 128 + SIGKILL);
  }

  server = hall.serve();
  registrar.move_to(server->port());
  // Whoever got no answer asks again with the same key, and learns what became of it.
  for (int writer = 0; writer < writers; ++writer) {
    EXPECT_TRUE(found(registrar, city, fmt::format("{}-{}", writer, next[static_cast<std::size_t>(writer)]), acknowledged));
  }
  for (const auto& [key, id] : acknowledged.ids()) EXPECT_EQ(registrar.get("/api/v1/orgs/" + id).status, 200) << key;
  EXPECT_EQ(children_of(registrar, city), static_cast<std::int64_t>(acknowledged.ids().size()) + 1);
  EXPECT_GT(acknowledged.ids().size(), static_cast<std::size_t>(kills));
  server->signal(SIGTERM);
  EXPECT_EQ(server->end().code, 0);
  const auto checked = hall.run({"check"});
  EXPECT_EQ(checked.code, 0) << checked.out;
}

}  // namespace
}  // namespace unionhall
