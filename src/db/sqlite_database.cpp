#include "db/sqlite_database.h"

#include <SQLiteCpp/Backup.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <mutex>

#include "db/writing.h"

namespace unionhall::db {
namespace {

// A reader never waits but for the disk: a few that keep their pages warm serve more than one for each thread.
constexpr std::size_t readers_max = 8;

/// A file for its owner's eyes alone; SQLite gives the WAL beside it the same rights.
void make_private_file(const std::filesystem::path& file) {
  const int made = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (made < 0) throw Unavailable(fmt::format("{} cannot be used", file.string()));
  ::close(made);
}

/// SQLite counts every allocation under one lock for all threads, unless it is told not to before its first use.
void count_no_memory() {
  static std::once_flag once;
  std::call_once(once, [] { sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0); });
}

std::filesystem::path prepare_file(const Settings& settings) {
  count_no_memory();
  namespace fs = std::filesystem;
  std::error_code error;
  if (fs::create_directories(settings.data, error)) fs::permissions(settings.data, fs::perms::owner_all, error);
  if (error) throw Unavailable(fmt::format("{} cannot be used", settings.data.string()));
  const auto file = settings.data / "unionhall.db";
  make_private_file(file);
  return file;
}

SqliteConnection::Settings connection_settings(const std::filesystem::path& file, const Settings& settings) {
  return {.file = file,
          .role = SqliteConnection::Role::reader,
          .busy_timeout = settings.busy_timeout,
          .cache_bytes = settings.page_cache_bytes};
}

}  // namespace

SqliteDatabase::SqliteDatabase(const Settings& settings)
    : file_(connection_settings(prepare_file(settings), settings)),
      writer_(*this, file_, settings.data / "unionhall.turnstile"),
      readers_({.max = readers_max, .wait_max = settings.busy_timeout}, [this] {
        auto mine = file_;
        mine.cache_bytes /= 4;
        return std::make_unique<Reader>(mine);
      }) {}

void SqliteDatabase::run_read(const Body& body, bool snapshot) {
  const auto reader = readers_.borrow();
  if (!snapshot) {
    body(reader->session);
    return;
  }
  auto& connection = reader->connection();
  connection.change("BEGIN", {});
  const std::unique_ptr<SqliteConnection, void (*)(SqliteConnection*)> until_return(&connection,
                                                                                    [](SqliteConnection* c) { c->change("ROLLBACK", {}); });
  body(reader->session);
}

void SqliteDatabase::run_write(const Body& body, Lane lane) {
  Writing::refuse_inside(*this);
  writer_.run(body, lane);
}

void SqliteDatabase::backup_to(const std::filesystem::path& file) {
  // Under another name until it is whole, so that a half backup is never taken for one.
  const auto unfinished = std::filesystem::path(file) += ".unfinished";
  std::filesystem::remove(unfinished);
  make_private_file(unfinished);
  try {
    SQLite::Database copy(unfinished.string(), SQLite::OPEN_READWRITE);
    const auto reader = readers_.borrow();
    SQLite::Backup(copy, reader->connection().file()).executeStep();
  } catch (const SQLite::Exception& refused) {
    std::filesystem::remove(unfinished);
    throw Unavailable(fmt::format("SQLite {}: no backup was made", refused.getExtendedErrorCode()));
  }
  std::filesystem::rename(unfinished, file);
}

}  // namespace unionhall::db
