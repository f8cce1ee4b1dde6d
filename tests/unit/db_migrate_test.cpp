#include <gmock/gmock.h>

#include "support/crowd.h"
#include "support/engines.h"

namespace unionhall::db {
namespace {

class DbMigrate : public ::testing::TestWithParam<Engine> {
 protected:
  test::FreshDatabase fresh{GetParam()};
};
UNIONHALL_ON_EACH_ENGINE(DbMigrate);

std::int64_t recorded(Database& database) {
  return database.read([](Session& s) { return s.first<std::int64_t>("SELECT count(*) FROM schema_migrations").value(); });
}

TEST_P(DbMigrate, AnEmptyDatabaseIsBroughtToTheNewestMigrationOnce) {
  const auto database = Database::open(fresh.settings);
  EXPECT_EQ(schema_version(*database), 0);
  const auto report = migrate(*database);
  EXPECT_EQ(report.from, 0);
  EXPECT_EQ(report.to, newest_migration());
  EXPECT_GE(newest_migration(), 1);

  const auto rows = recorded(*database);
  const auto again = migrate(*database);
  EXPECT_EQ(again.from, newest_migration());
  EXPECT_EQ(again.to, newest_migration());
  EXPECT_EQ(recorded(*database), rows);
  database->write([](Session& s) { s.exec("INSERT INTO settings (name, value) VALUES ('demo', '1')"); });
}

TEST_P(DbMigrate, ProcessesThatMigrateAtOnceDoItOnce) {
  constexpr int processes = 4;
  test::crowd(processes, [&](int) {
    const auto database = Database::open(fresh.settings);
    EXPECT_EQ(migrate(*database).to, newest_migration());
  });
  const auto database = Database::open(fresh.settings);
  EXPECT_EQ(recorded(*database), database->read([](Session& s) {
    return s.first<std::int64_t>("SELECT count(DISTINCT version) FROM schema_migrations").value();
  }));
}

TEST_P(DbMigrate, TheSchemaOfANewerProgramIsRefused) {
  const auto database = Database::open(fresh.settings);
  migrate(*database);
  database->write([](Session& s) {
    s.exec("INSERT INTO schema_migrations (version, name, applied_at_ms) VALUES (:v, 'later', 0)", newest_migration() + 1);
  });
  EXPECT_THROW(migrate(*database), Unsuitable);
}

// A path's subtree is a range only where texts sort by their bytes.
TEST_P(DbMigrate, ADatabaseThatDoesNotSortByBytesIsRefused) {
  if (GetParam() == Engine::sqlite) {
    const auto database = Database::open(fresh.settings);
    EXPECT_EQ(database->read([](Session& s) { return s.first<bool>("SELECT 'Z' < 'a'"); }), true);
    return;
  }
  const test::FreshDatabase other(GetParam(), "C.UTF-8");
  const auto database = Database::open(other.settings);
  EXPECT_THROW(migrate(*database), Unsuitable);
  EXPECT_EQ(schema_version(*database), 0);
}

}  // namespace
}  // namespace unionhall::db
