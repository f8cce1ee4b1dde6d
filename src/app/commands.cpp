#include "app/commands.h"

#include <fmt/format.h>

#include "app/front.h"

namespace unionhall::app {

void migrate(const Settings& settings) {
  const auto database = db::Database::open(settings.for_database());
  const auto report = db::migrate(*database);
  if (report.from == report.to) {
    fmt::print("The schema is at migration {} already.\n", report.to);
  } else {
    fmt::print("The schema went from migration {} to {}.\n", report.from, report.to);
  }
}

void print_version() { fmt::print("unionhall {}, schema {}\n", version(), db::newest_migration()); }

void keys_init(const Settings& settings) {
  const auto file = settings.key_file();
  if (!file.parent_path().empty()) std::filesystem::create_directories(file.parent_path());
  crypto::Keyring::init(file);
  fmt::print("{} holds the hall's keys now. Keep a copy elsewhere: without it nobody can read a sealed value again.\n", file.string());
}

void keys_rotate(const Settings& settings) {
  const auto file = settings.key_file();
  crypto::Keyring::rotate(file);
  fmt::print("{} has a new newest key, number {}. Keep a copy elsewhere, and start every server again.\n", file.string(),
             crypto::Keyring::load(file).newest());
}

}  // namespace unionhall::app
