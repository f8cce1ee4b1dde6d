#include "support/engines.h"

#include <fmt/format.h>
#include <unistd.h>

#include <atomic>
#include <boost/url.hpp>
#include <cstdlib>
#include <iostream>
#include <pqxx/pqxx>

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

FreshDatabase::FreshDatabase(Copy) : server_url_(server_url()), name_(next_name()) {
  static const auto original = [] {
    auto made = std::make_unique<FreshDatabase>(db::Engine::postgresql);
    db::migrate(*db::Database::open(made->settings));
    return made;
  }();
  tell_server(server_url_, fmt::format("CREATE DATABASE {} TEMPLATE {}", name_, original->name_));
  settings.url = database_url(server_url_, name_);
}

FreshDatabase FreshDatabase::migrated(db::Engine engine) {
  return engine == db::Engine::postgresql ? FreshDatabase(Copy{}) : FreshDatabase(engine);
}

FreshDatabase::~FreshDatabase() {
  try {
    if (name_.empty())
      std::filesystem::remove_all(settings.data);
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
