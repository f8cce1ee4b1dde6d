#include "app/commands.h"

#include <fmt/format.h>

#include "app/check.h"
#include "app/front.h"
#include "app/hall_server.h"
#include "app/progress.h"
#include "app/state_hash.h"

namespace unionhall::app {

namespace {

void keep_as_it_is(const Settings& settings, db::Database& database) {
  const auto version = db::schema_version(database);
  if (database.engine() != db::Engine::sqlite || version == 0 || version >= db::newest_migration()) return;
  const auto copy = settings.data / fmt::format("at-migration-{:04}.db", version);
  database.backup_to(copy);
  fmt::print("{} is the database as it was. Delete it once the newer program has proved itself.\n", copy.string());
}

}  // namespace

void migrate(const Settings& settings, const MigrationWanted& wanted) {
  if (wanted.if_begun && settings.database.empty() && !std::filesystem::exists(settings.data / "unionhall.db")) {
    fmt::print("No hall was begun in {} yet; nothing was done.\n", settings.data.string());
    return;
  }
  const auto database = db::Database::open(settings.for_database());
  keep_as_it_is(settings, *database);
  const auto report = db::migrate(*database);
  if (report.from == report.to) {
    fmt::print("The schema is at migration {} already.\n", report.to);
  } else {
    fmt::print("The schema went from migration {} to {}.\n", report.from, report.to);
  }
}

void print_version() { fmt::print("unionhall {}, schema {}\n", version(), db::newest_migration()); }

void check(const Settings& settings) {
  offer_rooms();
  const auto database = open_database(settings, IfEmpty::refuse);
  const auto keys = crypto::Keyring::load(settings.key_file());
  Progress progress;
  std::int64_t step = 0;
  const auto report = check_hall(
      *database, keys, [&](std::string_view) { progress.show("Checking", ++step, 0); }, settings.audit_heads);
  progress.end();

  for (const auto& line : report.under_old_keys) fmt::print("Waiting for the rotation of keys: {}\n", line);
  for (const auto& finding : report.findings) fmt::print("{}: {} (such as {})\n", finding.what, grouped(finding.count), finding.example);
  fmt::print("{} audit events, {} sealed values and {} rules checked; {} wrong.\n", grouped(report.audit_events),
             grouped(report.sealed_values), report.rules, report.findings.size());
  if (!report.findings.empty()) throw NotDone("The hall is not as it should be.");
}

void print_state_hash(const Settings& settings) {
  const auto database = open_database(settings, IfEmpty::refuse);
  const auto keys = crypto::Keyring::load(settings.key_file());
  fmt::print("{}\n", state_hash(*database, keys, [](std::string_view) {}));
}

}  // namespace unionhall::app
