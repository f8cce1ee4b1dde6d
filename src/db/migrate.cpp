#include <fmt/format.h>

#include "db/connection.h"
#include "db/database.h"
#include "db/dialect.h"
#include "db/migrations.h"

namespace unionhall::db {
namespace {

void refuse_unsuitable(Database& database) {
  if (database.engine() == Engine::postgresql) {
    const auto collation = database.read(
        [](Session& s) { return s.first<std::string>("SELECT datcollate FROM pg_database WHERE datname = current_database()"); });
    if (collation != "C") {
      throw Unsuitable(
          fmt::format("The database sorts by {}, but paths and sort keys need C: create it with "
                      "TEMPLATE template0 LC_COLLATE 'C' LC_CTYPE 'C.UTF-8'",
                      collation.value_or("?")));
    }
  }
  if (const int version = schema_version(database); version > newest_migration()) {
    throw Unsuitable(fmt::format("The database is at migration {}; this program knows {}", version, newest_migration()));
  }
}

bool has_schema(Session& session, Engine engine) {
  constexpr auto* sqlite = "SELECT count(*) FROM sqlite_schema WHERE type = 'table' AND name = 'schema_migrations'";
  constexpr auto* postgresql =
      "SELECT count(*) FROM pg_tables WHERE schemaname = ANY (current_schemas(false)) AND tablename = 'schema_migrations'";
  return session.first<std::int64_t>(engine == Engine::sqlite ? sqlite : postgresql) != 0;
}

int version_seen_by(Session& session, Engine engine) {
  if (!has_schema(session, engine)) return 0;
  return session.first<std::optional<int>>("SELECT max(version) FROM schema_migrations").value().value_or(0);
}

/// Another process may have been faster, so the version is asked again under the lock.
void run_unless_done(Session& session, const Migration& migration, Engine engine) {
  auto& connection = session.connection();
  connection.lock_schema();
  if (!has_schema(session, engine)) {
    connection.define(
        "CREATE TABLE schema_migrations (version BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL, applied_at_ms BIGINT NOT NULL)");
  }
  if (version_seen_by(session, engine) >= migration.number) return;
  for (const auto statement : statements_of(migration.sql)) connection.define(statement);
  session.exec("INSERT INTO schema_migrations (version, name, applied_at_ms) VALUES (:version, :name, :at)", migration.number,
               migration.name, SystemClock{}.now());
}

}  // namespace

MigrationReport migrate(Database& database) {
  refuse_unsuitable(database);
  const int from = schema_version(database);
  for (const auto& migration : migrations()) {
    if (migration.number > from) database.write([&](Session& session) { run_unless_done(session, migration, database.engine()); });
  }
  return {.from = from, .to = schema_version(database)};
}

int newest_migration() { return migrations().empty() ? 0 : migrations().back().number; }

int schema_version(Database& database) {
  return database.snapshot([&](Session& session) { return version_seen_by(session, database.engine()); });
}

}  // namespace unionhall::db
