#pragma once
// The hall in one directory: unionhall.db, one writer thread, and a session for each reader. Private to src/db.
#include "db/pool.h"
#include "db/sqlite_writer.h"

namespace unionhall::db {

class SqliteDatabase final : public Database {
 public:
  explicit SqliteDatabase(const Settings& settings);

  Engine engine() const override { return Engine::sqlite; }
  Counters counters() const override { return writer_.counters(); }
  void backup_to(const std::filesystem::path& file) override;

 private:
  struct Reader {
    explicit Reader(const SqliteConnection::Settings& settings) : session(std::make_unique<SqliteConnection>(settings)) {}
    SqliteConnection& connection() { return static_cast<SqliteConnection&>(session.connection()); }
    bool usable() const { return true; }
    Session session;
  };

  void run_read(const Body& body, bool snapshot) override;
  void run_write(const Body& body, Lane lane) override;

  SqliteConnection::Settings file_;
  SqliteWriter writer_;
  Pool<Reader> readers_;
};

}  // namespace unionhall::db
