#include "db/sqlite.h"

#include <fmt/format.h>

#include <thread>

#include "db/database.h"
#include "db/dialect.h"

namespace unionhall::db {
namespace {

// 16 MB: a checkpoint at SQLite's own 1,000 pages tripled the slowest commits.
constexpr int wal_pages_worth_a_checkpoint = 4000;
// A reader that never pauses keeps the WAL from starting anew; from here on it is waited for, this long.
constexpr int wal_pages_max = 4 * wal_pages_worth_a_checkpoint;
constexpr std::chrono::milliseconds patience_for_readers{100};

class SqliteRow final : public Row {
 public:
  explicit SqliteRow(sqlite3_stmt* statement) : statement_(statement) {}
  int columns() const override { return sqlite3_column_count(statement_); }
  bool is_null(int column) const override { return sqlite3_column_type(statement_, column) == SQLITE_NULL; }

  std::int64_t integer(int column) const override {
    if (sqlite3_column_type(statement_, column) != SQLITE_INTEGER) throw std::logic_error("a column is not a whole number");
    return sqlite3_column_int64(statement_, column);
  }

  double real(int column) const override {
    const int type = sqlite3_column_type(statement_, column);
    if (type != SQLITE_FLOAT && type != SQLITE_INTEGER) throw std::logic_error("a column is not a number");
    return sqlite3_column_double(statement_, column);
  }

  std::string_view text(int column) const override {
    const auto* text = sqlite3_column_text(statement_, column);
    if (text == nullptr) throw std::logic_error("a column is NULL where a text was expected");
    return {reinterpret_cast<const char*>(text), static_cast<std::size_t>(sqlite3_column_bytes(statement_, column))};
  }

 private:
  sqlite3_stmt* statement_;
};

/// Whatever happens, the statement is left ready for its next use and holds no snapshot and no borrowed text.
class Use {
 public:
  explicit Use(sqlite3_stmt* statement) : statement_(statement) {}
  ~Use() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Use(const Use&) = delete;
  Use& operator=(const Use&) = delete;

 private:
  sqlite3_stmt* statement_;
};

struct BindTo {
  sqlite3_stmt* statement;
  int index;
  int operator()(Null) const { return sqlite3_bind_null(statement, index); }
  int operator()(std::int64_t number) const { return sqlite3_bind_int64(statement, index, number); }
  int operator()(double number) const { return sqlite3_bind_double(statement, index, number); }
  int operator()(std::string_view text) const {
    // An empty view may point nowhere, which SQLite would take for NULL.
    return sqlite3_bind_text64(statement, index, text.empty() ? "" : text.data(), text.size(), SQLITE_STATIC, SQLITE_UTF8);
  }
  int operator()(const Numbers* list) const { return json(json_of(*list)); }
  int operator()(const Words* list) const { return json(json_of(*list)); }
  int json(const std::string& text) const {
    return sqlite3_bind_text64(statement, index, text.data(), text.size(), SQLITE_TRANSIENT, SQLITE_UTF8);
  }
};

/// Is the machine at fault, and not the statement?
bool is_out_of_service(int code) {
  switch (code & 0xff) {
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_FULL:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOMEM:
    case SQLITE_PROTOCOL:
      return true;
    default:
      return false;
  }
}

SQLite::Database open_file(const SqliteConnection::Settings& settings) try {
  return {settings.file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | SQLite::OPEN_NOMUTEX};
} catch (const SQLite::Exception& refused) {
  throw Unavailable(fmt::format("SQLite {}: {} cannot be opened", refused.getExtendedErrorCode(), settings.file.string()));
}

}  // namespace

SqliteConnection::SqliteConnection(const Settings& settings)
    : file_(open_file(settings)), patience_(settings.busy_timeout), shorten_at_pages_(wal_pages_worth_a_checkpoint) {
  sqlite3_busy_handler(handle(), wait_for_lock, this);
  // What PostgreSQL refuses is refused here too: "x" is a name and never a text, LIKE minds the case.
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
  sqlite3_db_config(handle(), SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
  try {
    write_ahead();
    file_.exec("PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON; PRAGMA case_sensitive_like = ON");
    file_.exec(fmt::format("PRAGMA cache_size = -{}", settings.cache_bytes / 1024));
    file_.exec(fmt::format("PRAGMA journal_size_limit = {}", std::int64_t{wal_pages_max} * 4096));
    if (settings.role == Role::reader) file_.exec("PRAGMA query_only = ON");
  } catch (const SQLite::Exception& refused) {
    throw Unavailable(fmt::format("SQLite {}: {} cannot be used", refused.getExtendedErrorCode(), settings.file.string()));
  }
  // Instead of PRAGMA wal_autocheckpoint, which works inside the commit that somebody waits for.
  const auto count_pages = [](void* self, sqlite3*, const char*, int pages) {
    static_cast<SqliteConnection*>(self)->wal_pages_ = pages;
    return SQLITE_OK;
  };
  sqlite3_wal_hook(handle(), count_pages, this);
}

/// SQLite asks no busy handler where two meet on the way to WAL mode, since each could wait for the other: both start again.
void SqliteConnection::write_ahead() {
  for (int tries = 0;; ++tries) {
    try {
      file_.exec("PRAGMA journal_mode = WAL");
      return;
    } catch (const SQLite::Exception& refused) {
      if (refused.getErrorCode() != SQLITE_BUSY || wait_for_lock(this, tries) == 0) throw;
    }
  }
}

void SqliteConnection::run(std::string_view sql, std::span<const Value> values, const OnRow& on_row, Fetch) {
  auto* statement = kept(sql, values.size());
  const Use use(statement);
  bind(statement, values, sql);
  const SqliteRow row(statement);
  while (step(statement, sql) && on_row(row)) continue;
}

std::int64_t SqliteConnection::change(std::string_view sql, std::span<const Value> values) {
  auto* statement = kept(sql, values.size());
  const Use use(statement);
  bind(statement, values, sql);
  // sqlite3_changes keeps the last count over a statement that changes no rows.
  const auto before = sqlite3_total_changes64(handle());
  while (step(statement, sql)) continue;
  return sqlite3_total_changes64(handle()) == before ? 0 : sqlite3_changes64(handle());
}

std::int64_t SqliteConnection::append(const Batch& batch) {
  std::string sql = fmt::format("INSERT INTO {} ({}) VALUES (?", batch.table, batch.columns);
  for (std::size_t column = 1; column < batch.width; ++column) sql += ",?";
  sql += batch.on_conflict == OnConflict::skip ? ") ON CONFLICT DO NOTHING" : ")";

  auto* statement = kept(sql, batch.width);
  const Use use(statement);
  std::vector<Value> values(batch.width);
  const auto before = sqlite3_total_changes64(handle());
  for (std::size_t row = 0; row < batch.rows; ++row) {
    batch.fill(row, values.data());
    bind(statement, values, sql);
    step(statement, sql);
    sqlite3_reset(statement);
  }
  return sqlite3_total_changes64(handle()) - before;
}

void SqliteConnection::define(std::string_view statement) {
  const auto prepared = prepare(define_for_sqlite(statement), statement);
  while (step(prepared.get(), statement)) continue;
}

bool SqliteConnection::at_rest() const {
  for (auto* statement = sqlite3_next_stmt(handle(), nullptr); statement != nullptr; statement = sqlite3_next_stmt(handle(), statement)) {
    if (sqlite3_stmt_busy(statement) != 0) return false;
  }
  return true;
}

void SqliteConnection::shorten_wal() {
  if (wal_pages_ < wal_pages_worth_a_checkpoint) shorten_at_pages_ = wal_pages_worth_a_checkpoint;  // it began anew
  if (wal_pages_ < shorten_at_pages_) return;
  const auto patience = std::exchange(patience_, patience_for_readers);
  sqlite3_wal_checkpoint_v2(handle(), nullptr, wal_pages_ < wal_pages_max ? SQLITE_CHECKPOINT_PASSIVE : SQLITE_CHECKPOINT_RESTART, nullptr,
                            nullptr);
  patience_ = patience;
  // Where a reader stood in the way, trying after each commit would only cost time.
  shorten_at_pages_ = wal_pages_ + wal_pages_worth_a_checkpoint;
}

SqliteConnection::Statement SqliteConnection::prepare(std::string_view sql, std::string_view ours) {
  sqlite3_stmt* statement = nullptr;
  const char* rest = nullptr;
  const int code = sqlite3_prepare_v3(handle(), sql.data(), static_cast<int>(sql.size()), SQLITE_PREPARE_PERSISTENT, &statement, &rest);
  if (code != SQLITE_OK) fail(code, ours);
  Statement prepared(statement);
  if (!statements_of({rest, sql.data() + sql.size()}).empty()) throw std::logic_error(fmt::format("two statements in one: {}", ours));
  return prepared;
}

sqlite3_stmt* SqliteConnection::kept(std::string_view sql, std::size_t parameters) {
  auto found = kept_.find(sql);
  if (found == kept_.end()) found = kept_.emplace(sql, prepare(for_sqlite(sql), sql)).first;
  auto* statement = found->second.get();
  if (static_cast<std::size_t>(sqlite3_bind_parameter_count(statement)) == parameters) return statement;
  throw std::logic_error(fmt::format("{} values for: {}", parameters, sql));
}

void SqliteConnection::bind(sqlite3_stmt* statement, std::span<const Value> values, std::string_view sql) {
  int index = 0;
  for (const auto& value : values) {
    if (const int code = std::visit(BindTo{statement, ++index}, value); code != SQLITE_OK) fail(code, sql);
  }
}

/// True: there is a row.
bool SqliteConnection::step(sqlite3_stmt* statement, std::string_view sql) {
  const int code = sqlite3_step(statement);
  if (code != SQLITE_ROW && code != SQLITE_DONE) fail(code, sql);
  return code == SQLITE_ROW;
}

void SqliteConnection::fail(int code, std::string_view sql) {
  failed = true;
  const int extended = (code & ~0xff) != 0 ? code : sqlite3_extended_errcode(handle());
  const auto text = fmt::format("SQLite {} ({}): {}", extended, sqlite3_errstr(code), sql);
  if (is_out_of_service(code)) throw Unavailable(text);
  throw Failure(text);
}

// SQLite's own handler sleeps up to 100 ms between its tries, and a busy neighbour would always be faster.
int SqliteConnection::wait_for_lock(void* self, int tries) {
  auto& connection = *static_cast<SqliteConnection*>(self);
  const auto now = std::chrono::steady_clock::now();
  if (tries == 0) connection.waiting_since_ = now;
  if (now - connection.waiting_since_ >= connection.patience_) return 0;
  std::this_thread::sleep_for(std::chrono::milliseconds{1});
  return 1;
}

}  // namespace unionhall::db
