#pragma once
// One connection to the SQLite file. SQLiteCpp opens and configures it; statements speak to sqlite3 itself,
// because SQLiteCpp copies every bound text. Private to src/db.
#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <chrono>
#include <filesystem>
#include <unordered_map>

#include "db/connection.h"

namespace unionhall::db {

class SqliteConnection final : public Connection {
 public:
  enum class Role { writer, reader };
  struct Settings {
    std::filesystem::path file;
    Role role = Role::reader;
    std::chrono::milliseconds busy_timeout{};
    std::size_t cache_bytes = 0;
  };
  /// Throws Unavailable when the file cannot be opened or is no database.
  explicit SqliteConnection(const Settings& settings);

  void run(std::string_view sql, std::span<const Value> values, const OnRow& on_row, Fetch fetch) override;
  std::int64_t change(std::string_view sql, std::span<const Value> values) override;
  std::int64_t append(const Batch& batch) override;
  void define(std::string_view statement) override;
  void lock_schema() override {}  // BEGIN IMMEDIATE already did

  /// Rows changed since it was opened.
  std::int64_t changes_made() const { return sqlite3_total_changes64(handle()); }
  /// SQLite gives a transaction up by itself when the disk is full or fails.
  bool in_transaction() const { return sqlite3_get_autocommit(handle()) == 0; }
  /// No statement stands half read: it would hold this connection to an old state and keep the WAL from shrinking.
  bool at_rest() const;

  /// Copies what the WAL has gathered into the file when that is worth it. Called when nobody waits for an answer.
  void shorten_wal();

  SQLite::Database& file() { return file_; }

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const { sqlite3_finalize(statement); }
  };
  using Statement = std::unique_ptr<sqlite3_stmt, Finalize>;
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  sqlite3* handle() const { return file_.getHandle(); }
  void write_ahead();
  Statement prepare(std::string_view sql, std::string_view ours);
  sqlite3_stmt* kept(std::string_view sql, std::size_t parameters);
  void bind(sqlite3_stmt* statement, std::span<const Value> values, std::string_view sql);
  bool step(sqlite3_stmt* statement, std::string_view sql);
  [[noreturn]] void fail(int code, std::string_view sql);
  static int wait_for_lock(void* self, int tries);

  SQLite::Database file_;
  std::chrono::milliseconds patience_;
  std::chrono::steady_clock::time_point waiting_since_;
  int wal_pages_ = 0, shorten_at_pages_;
  std::unordered_map<std::string, Statement, TextHash, std::equal_to<>> kept_;
};

}  // namespace unionhall::db
