// The demo city in a hall: a small one, through the same rooms as a real one.
#include <gmock/gmock.h>

#include <boost/json.hpp>

#include "app/demo/city.h"
#include "app/demo/demo.h"
#include "app/state_hash.h"
#include "hall/audit/audit.h"
#include "hall/figures/figures.h"
#include "hall/imports/imports.h"
#include "hall/orgs/orgs.h"
#include "services/appeals/results/results.h"
#include "services/appeals/results/stories.h"
#include "support/engines.h"

namespace unionhall::demo {
namespace {

using testing::IsEmpty;

constexpr Options small{.members = 3'000, .seed = 3};

bool never_stop(std::string_view, std::int64_t, std::int64_t) { return true; }

struct Line {
  std::int64_t id = 0, org = 0, person = 0;
  std::string name, status, verified;
  bool operator==(const Line&) const = default;
};
BOOST_DESCRIBE_STRUCT(Line, (), (id, org, person, name, status, verified))

struct Month {
  std::string month, csv;
  bool operator==(const Month&) const = default;
};
BOOST_DESCRIBE_STRUCT(Month, (), (month, csv))

std::vector<Month> published(db::Database& in) {
  return in.read([](db::Session& db) { return db.all<Month>("SELECT month, csv FROM appeal_results ORDER BY month LIMIT 100"); });
}

class DemoCity : public test::Engines {
 protected:
  Site site() { return {.db = database(), .keys = keys_, .settings = {.files = scratch_, .demo = true}, .region = 0, .scratch = scratch_}; }
  std::int64_t figure(const std::string& name) {
    return database().read([&](db::Session& db) { return figures::of(db, *orgs::find_by_code(db, "610400"))[name]; });
  }
  std::vector<Line> members() {
    return database().read([](db::Session& db) {
      return db.all<Line>(
          "SELECT m.id, m.org_id, m.person_id, p.name, m.status, m.verified_method FROM members m JOIN people p ON p.id = m.person_id "
          "ORDER BY m.id LIMIT 10000");
    });
  }
  std::optional<imports::Import> batch(std::string_view name) {
    return database().read([&](db::Session& db) { return imports::find_batch(db, name); });
  }

  void expect_rosters_to_look_at();
  void expect_accounts_to_be();
  void expect_results_to_read();

  DemoCity() { std::filesystem::create_directories(scratch_); }
  ~DemoCity() override { std::filesystem::remove_all(scratch_); }

  const std::filesystem::path scratch_ = std::filesystem::temp_directory_path() / ("unionhall-demo-" + std::to_string(::getpid()));
  const crypto::Keyring keys_ = [this] {
    std::filesystem::create_directories(scratch_);
    crypto::Keyring::init(scratch_ / "keys");
    return crypto::Keyring::load(scratch_ / "keys");
  }();
};
UNIONHALL_ON_EACH_ENGINE(DemoCity);

TEST_P(DemoCity, HoldsWhatWasPlannedAndItsFiguresAgreeWithItsRows) {
  ASSERT_EQ(build(site(), small, never_stop), true);
  EXPECT_TRUE(is_built(database()));
  EXPECT_EQ(figure("members"), 3'000);
  EXPECT_EQ(figure("verified"), 3'000 * verified_of_the_city / members_of_the_city);
  EXPECT_EQ(figure("unions.level.village"), 2'374);
  EXPECT_GT(figure("members.status.retained"), 10);
  EXPECT_GT(figure("officers"), 100);
  EXPECT_THAT(figures::check(database()), IsEmpty());
  EXPECT_EQ(audit::check(database()).broken_at, "");
  expect_rosters_to_look_at();
  expect_accounts_to_be();
  expect_results_to_read();
}

void DemoCity::expect_results_to_read() {
  const auto months = published(database());
  ASSERT_EQ(months.size(), 5u) << "February to June";
  for (const auto& month : months) EXPECT_GE(appeals::results::read(month.csv).size(), 4u) << month.month;
  EXPECT_THAT(database().read(appeals::results::changed_since_published), IsEmpty());
  EXPECT_EQ(database().read([](db::Session& db) { return appeals::results::published_stories(db, 9).size(); }), 2u);
}

void DemoCity::expect_rosters_to_look_at() {
  EXPECT_EQ(batch("demo-610422")->state, imports::State::committed);
  const auto waiting = batch("demo-sanyuan-july");
  EXPECT_EQ(waiting->state, imports::State::waiting_confirmation);
  EXPECT_GT(waiting->counts.fresh, 500);
  EXPECT_GT(waiting->counts.changed, 0);
  EXPECT_GT(waiting->counts.same, 0);
  const auto mistaken = batch("demo-qindu-groups");
  EXPECT_EQ(mistaken->state, imports::State::checked);
  EXPECT_GE(mistaken->counts.refused, 20);
}

void DemoCity::expect_accounts_to_be() {
  const auto offered = boost::json::parse(
      *database().read([](db::Session& db) { return db.first<std::string>("SELECT value FROM settings WHERE name = 'demo_accounts'"); }));
  ASSERT_EQ(offered.as_array().size(), 15u);
  EXPECT_EQ(offered.at(0).at("phone"), "12000000001");
  EXPECT_EQ(offered.at(0).at("org"), "咸阳市总工会");
  EXPECT_EQ(offered.at(14).at("role"), "member");
}

TEST_P(DemoCity, IsTheSameWhereverAndHoweverOftenItIsBuilt) {
  ASSERT_EQ(build(site(), small, never_stop), true);
  const auto once = members();
  ASSERT_EQ(once.size(), 3'000u);
  ASSERT_EQ(build(site(), small, never_stop), true);
  EXPECT_EQ(members(), once) << "a second build changes nothing";

  test::FreshDatabase other(db::Engine::sqlite);
  const auto sqlite = db::Database::open(other.settings);
  db::migrate(*sqlite);
  auto settings = site().settings;
  settings.files = scratch_ / "twin";
  ASSERT_EQ(build({.db = *sqlite, .keys = keys_, .settings = settings, .region = 0, .scratch = scratch_}, small, never_stop), true);
  const auto twin = sqlite->read([](db::Session& db) {
    return db.all<Line>(
        "SELECT m.id, m.org_id, m.person_id, p.name, m.status, m.verified_method FROM members m JOIN people p ON p.id = m.person_id ORDER "
        "BY m.id LIMIT 10000");
  });
  EXPECT_EQ(twin, once) << "ids included";
  EXPECT_EQ(published(*sqlite), published(database())) << "byte for byte";
  const auto unwatched = [](std::string_view) {};
  EXPECT_EQ(app::state_hash(*sqlite, keys_, unwatched), app::state_hash(database(), keys_, unwatched)) << "the numbers of its cases, too";
}

TEST_P(DemoCity, GoesOnWhereItWasStopped) {
  // A different stage is stopped each time, once it has begun.
  for (int allowed : {2, 9, 20}) {
    const auto done = build(site(), small, [&](std::string_view, std::int64_t, std::int64_t) { return allowed-- > 0; });
    ASSERT_EQ(done, false);
    EXPECT_FALSE(is_built(database()));
  }
  ASSERT_EQ(build(site(), small, never_stop), true);
  EXPECT_EQ(figure("members"), 3'000);
  EXPECT_EQ(figure("verified"), 3'000 * verified_of_the_city / members_of_the_city);
  EXPECT_THAT(figures::check(database()), IsEmpty());
}

TEST_P(DemoCity, StaysOutOfARealHallAndOfAnotherCity) {
  auto real = site();
  real.settings.demo = false;
  EXPECT_EQ(build(real, small, never_stop).error(), Refusal::not_a_demo);
  ASSERT_EQ(build(site(), {.members = 3'000, .seed = 3, .enrol = false}, never_stop), true);
  EXPECT_EQ(figure("members"), 0);
  EXPECT_EQ(build(site(), {.members = 3'000, .seed = 4}, never_stop).error(), Refusal::another_city);
}

}  // namespace
}  // namespace unionhall::demo
