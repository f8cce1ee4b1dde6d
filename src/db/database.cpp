#include "db/database.h"

#include "db/postgresql_database.h"
#include "db/sqlite_database.h"

namespace unionhall::db {

std::unique_ptr<Database> Database::open(const Settings& settings) {
  if (settings.url.empty()) return std::make_unique<SqliteDatabase>(settings);
  return std::make_unique<PostgresqlDatabase>(settings);
}

}  // namespace unionhall::db
