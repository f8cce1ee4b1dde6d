#include "support/engines.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <boost/url.hpp>
#include <cstdlib>
#include <iostream>
#include <map>
#include <optional>
#include <pqxx/pqxx>
#include <utility>

namespace unionhall::test {
namespace {

std::string server_url() {
  if (const char* url = std::getenv("UNIONHALL_TEST_DATABASE")) return url;
  return std::getenv("PGHOST") || std::getenv("PGPORT") ? "postgresql:///postgres" : "";
}

std::vector<db::Engine> find_engines() {
  std::vector found{db::Engine::sqlite};
  if (!server_url().empty())
    found.push_back(db::Engine::postgresql);
  else
    std::cerr << "These tests run on SQLite alone. For both engines: pg_virtualenv -v 15 ctest …\n";
  return found;
}

std::string database_url(const std::string& server, const std::string& name) {
  boost::urls::url url(server);
  url.set_path("/" + name);
  return {url.buffer().data(), url.buffer().size()};
}

void tell_server(const std::string& url, const std::string& statement) {
  pqxx::connection connection(url);
  pqxx::nontransaction(connection).exec(statement);
}

std::string next_name() {
  static std::atomic<int> made{0};
  return fmt::format("unionhall_test_{}_{}", ::getpid(), ++made);
}

/// Databases that tests of this process have left. To empty one is many times faster than to make one.
class LeftBehind {
 public:
  void keep(std::string name) { names_.push_back(std::move(name)); }

  /// One with the original's tables and nothing in them; nothing where none was left, or its test has altered it.
  std::optional<std::string> take(const std::string& server, const std::string& original) {
    if (names_.empty()) return std::nullopt;
    auto name = std::move(names_.back());
    names_.pop_back();
    if (shape_.empty()) {
      pqxx::connection connection(database_url(server, original));
      shape_ = shape_of(connection);
      seeds_ = seeds_of(connection);
    }
    try {
      pqxx::connection connection(database_url(server, name));
      empty(connection);
      pqxx::nontransaction(connection).exec(seeds_);
      if (shape_of(connection) == shape_) return name;
    } catch (const pqxx::failure&) {  // nobody may connect to it any more
    }
    tell_server(server, fmt::format("DROP DATABASE {} WITH (FORCE)", name));
    return std::nullopt;
  }

  void drop_all(const std::string& server) {
    for (const auto& name : std::exchange(names_, {})) tell_server(server, fmt::format("DROP DATABASE {} WITH (FORCE)", name));
  }

 private:
  static void empty(pqxx::connection& connection) {
    pqxx::nontransaction(connection).exec(R"sql(
      DO $$
      DECLARE written text;
      BEGIN
        PERFORM pg_terminate_backend(pid, 10000) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid();
        SELECT string_agg(quote_ident(relname), ', ') INTO written
          FROM pg_class
         WHERE relkind = 'r' AND relnamespace = 'public'::regnamespace AND relname <> 'schema_migrations' AND pg_relation_size(oid) > 0;
        IF written IS NOT NULL THEN EXECUTE 'TRUNCATE ' || written; END IF;
      END $$)sql");
  }

  static std::string shape_of(pqxx::connection& connection) {
    return pqxx::nontransaction(connection)
        .exec1(R"sql(
            SELECT md5(string_agg(concat_ws(' ', c.relname, a.attname, a.atttypid, a.attnotnull, c.relchecks), ',' ORDER BY c.relname, a.attnum))
              FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid
             WHERE c.relnamespace = 'public'::regnamespace)sql")[0]
        .as<std::string>();
  }

  /// Statements that put back what migrations have put there.
  static std::string seeds_of(pqxx::connection& connection) {
    pqxx::nontransaction work(connection);
    std::string all;
    for (const auto& row : work.exec("SELECT tablename FROM pg_tables WHERE schemaname = 'public' AND tablename <> 'schema_migrations'")) {
      const auto table = work.quote_name(row[0].as<std::string>());
      const auto rows = work.exec1("SELECT json_agg(t)::text FROM " + table + " t")[0];
      if (rows.is_null()) continue;
      all +=
          fmt::format("INSERT INTO {0} SELECT * FROM json_populate_recordset(NULL::{0}, {1});", table, work.quote(rows.as<std::string>()));
    }
    return all;
  }

  std::vector<std::string> names_;
  std::string shape_, seeds_;
};

LeftBehind& left_behind() {
  static LeftBehind all;
  return all;
}

/// By engine, the one that copies are made of.
std::map<db::Engine, std::unique_ptr<FreshDatabase>>& originals() {
  static std::map<db::Engine, std::unique_ptr<FreshDatabase>> all;
  return all;
}

/// What lasts from test to test goes while the server can still be told: what is destroyed at the program's exit comes after OpenSSL's end.
class Cleaning : public ::testing::Environment {
  void TearDown() override {
    if (!server_url().empty()) left_behind().drop_all(server_url());
    originals().clear();
  }
};
const auto* const cleaning = ::testing::AddGlobalTestEnvironment(new Cleaning);

std::filesystem::path make_directory() {
  auto path = (std::filesystem::temp_directory_path() / "unionhall-test-XXXXXX").string();
  if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary directory");
  return path;
}

}  // namespace

const std::vector<db::Engine>& engines() {
  static const auto found = find_engines();
  return found;
}

std::vector<db::Engine> engines_but_sqlite() {
  auto others = engines();
  std::erase(others, db::Engine::sqlite);
  return others;
}

std::string name_of(db::Engine engine) { return engine == db::Engine::sqlite ? "sqlite" : "postgresql"; }

FreshDatabase::FreshDatabase(db::Engine engine, const std::string& collation) {
  if (engine == db::Engine::sqlite) {
    settings.data = make_directory();
    return;
  }
  server_url_ = server_url();
  name_ = next_name();
  tell_server(server_url_,
              fmt::format("CREATE DATABASE {} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE '{}' LC_CTYPE 'C.UTF-8'", name_, collation));
  settings.url = database_url(server_url_, name_);
}

FreshDatabase::FreshDatabase(const FreshDatabase& original, Copy) {
  if (original.name_.empty()) {
    settings.data = make_directory();
    std::filesystem::copy(original.settings.data, settings.data, std::filesystem::copy_options::recursive);
    return;
  }
  server_url_ = original.server_url_;
  is_copy_ = true;
  if (auto left = left_behind().take(server_url_, original.name_)) {
    name_ = *std::move(left);
  } else {
    name_ = next_name();
    tell_server(server_url_, fmt::format("CREATE DATABASE {} TEMPLATE {}", name_, original.name_));
  }
  settings.url = database_url(server_url_, name_);
}

FreshDatabase FreshDatabase::migrated(db::Engine engine) {
  const auto make = [](db::Engine of) {
    auto made = std::make_unique<FreshDatabase>(of);
    db::migrate(*db::Database::open(made->settings));
    return made;
  };
  auto& original = originals()[engine];
  if (!original) original = make(engine);
  return FreshDatabase(*original, Copy{});
}

FreshDatabase::~FreshDatabase() {
  try {
    if (name_.empty())
      std::filesystem::remove_all(settings.data);
    else if (is_copy_)
      left_behind().keep(name_);
    else
      tell_server(server_url_, fmt::format("DROP DATABASE IF EXISTS {} WITH (FORCE)", name_));
  } catch (const std::exception& error) {
    std::cerr << "A test's database was left behind: " << error.what() << '\n';
  }
}

db::Database& Engines::database() {
  if (!database_) {
    database_ = db::Database::open(fresh_.settings);
    db::migrate(*database_);
  }
  return *database_;
}

}  // namespace unionhall::test

// Asked by the leak sanitizer. libpqxx 6.4 loses a result of 2 KB each time a connection breaks under it.
extern "C" const char* __lsan_default_suppressions();
extern "C" const char* __lsan_default_suppressions() { return "leak:libpqxx"; }
