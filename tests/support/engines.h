#pragma once
// Runs a test on every engine that can be reached: SQLite always, PostgreSQL where UNIONHALL_TEST_DATABASE holds the
// URL of a server, or PGHOST or PGPORT name one (`pg_virtualenv -v 15 ctest` does).
//
//   class OrgStore : public test::Engines {};
//   UNIONHALL_ON_EACH_ENGINE(OrgStore);
//   TEST_P(OrgStore, FindsWhatItKeeps) { database().write(…); }
#include <gtest/gtest.h>

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "db/database.h"

namespace unionhall::test {

/// The engines within reach; says once when PostgreSQL is not.
const std::vector<db::Engine>& engines();
std::vector<db::Engine> engines_but_sqlite();
std::string name_of(db::Engine engine);

/// A database of its own that ends with it: a temporary directory, or a new database on the server.
class FreshDatabase {
 public:
  explicit FreshDatabase(db::Engine engine, const std::string& collation = "C");
  /// With every migration run: the copy of one that this process migrated once. Called by one thread.
  static FreshDatabase migrated(db::Engine engine);
  ~FreshDatabase();
  FreshDatabase(const FreshDatabase&) = delete;
  FreshDatabase& operator=(const FreshDatabase&) = delete;

  /// How to open it; a test may change its limits.
  db::Settings settings;

 private:
  struct Copy {};
  FreshDatabase(const FreshDatabase& original, Copy);
  std::string server_url_, name_;  // PostgreSQL
  bool is_copy_ = false;           // it is kept for the next test
};

class Engines : public ::testing::TestWithParam<db::Engine> {
 protected:
  /// Opened and migrated at the first call.
  db::Database& database();
  FreshDatabase& fresh() { return fresh_; }
  /// Closes the database, so that the next call of database() opens it anew.
  void close() { database_.reset(); }

 private:
  FreshDatabase fresh_{FreshDatabase::migrated(GetParam())};
  std::unique_ptr<db::Database> database_;
};

}  // namespace unionhall::test

#define UNIONHALL_ON_EACH_ENGINE(Suite)                                                  \
  INSTANTIATE_TEST_SUITE_P(On, Suite, ::testing::ValuesIn(::unionhall::test::engines()), \
                           [](const auto& engine) { return ::unionhall::test::name_of(engine.param); })
