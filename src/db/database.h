#pragma once
// The database as the program sees it: SQLite in one directory, or PostgreSQL. `read` runs on this worker's
// own session; `write` runs in a transaction that commits exactly when the function's result holds a value.
//
//   db.read([&](db::Session& s) { return store::find(s, id); });
//   db.write([&](db::Session& s) -> Result<OrgId, Refusal> { … });
//
// On SQLite one writer thread takes all waiting writes, gives each a SAVEPOINT and commits them together, so a
// durable write costs a share of one fsync. On PostgreSQL a write is a pooled transaction, run again on a
// serialization failure: the function may run twice, so nothing in it reaches outside. It does no hashing,
// parsing or outside call and writes at most 500 rows; what is longer goes through `write_in_background` in
// chunks, which let waiting `write`s pass between any two of them.
#include <chrono>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <type_traits>

#include "base/result.h"
#include "db/session.h"

namespace unionhall::db {

/// The commit failed or the database is away: nothing of the write is there. Answered with 503. (A PostgreSQL server
/// that goes away while it commits may have committed: a repeat with the same idempotency key finds out.)
struct Unavailable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// The engine refused a statement. The text holds the engine's code and our SQL, never a bound value.
struct Failure : std::runtime_error {
  using std::runtime_error::runtime_error;
};

/// This database is not for this program: another collation, or the schema of a newer program.
struct Unsuitable : std::runtime_error {
  using std::runtime_error::runtime_error;
};

struct Settings {
  std::filesystem::path data;  // SQLite: DIR/unionhall.db; empty when `url` is set
  std::string url;             // PostgreSQL: postgresql://…
  std::string read_url;        // a replica for reads; empty: the same as url
  int sessions_max = 16;       // PostgreSQL: as many for reading and as many for writing
  std::chrono::milliseconds busy_timeout{10'000};
  std::size_t page_cache_bytes = std::size_t{32} << 20;  // SQLite's writer; each reader takes a quarter
};

enum class Engine { sqlite, postgresql };
enum class Lane { urgent, background };

class Database {
 public:
  /// Opens what is there, making an empty one in an empty data directory. Throws Unavailable.
  static std::unique_ptr<Database> open(const Settings& settings);
  virtual ~Database() = default;

  virtual Engine engine() const = 0;

  /// Runs `f(Session&)` on a session for reading; one statement needs nothing else.
  template <class F>
  auto read(F&& f) {
    return with_result<F>([&](auto body) { run_read(body, false); }, f);
  }

  /// The same where two statements must agree: all of `f` sees one state.
  template <class F>
  auto snapshot(F&& f) {
    return with_result<F>([&](auto body) { run_read(body, true); }, f);
  }

  /// Runs `f(Session&)` in a transaction; commits when the result is not a std::expected, or holds a value.
  template <class F>
  auto write(F&& f) {
    return with_result<F>([&](auto body) { run_write(body, Lane::urgent); }, f);
  }

  /// A chunk of long work: waits while any urgent write is waiting. On PostgreSQL only what it changes is guarded against
  /// other writes, not what it merely reads: a rule over the latter needs a constraint (`ON CONFLICT DO NOTHING`).
  template <class F>
  auto write_in_background(F&& f) {
    return with_result<F>([&](auto body) { run_write(body, Lane::background); }, f);
  }

  /// What the writer measured, for /metrics.
  struct Counters {
    std::int64_t writes = 0, commits = 0, failed_commits = 0, retries = 0;
    std::int64_t waiting = 0;  // SQLite: writes that the next groups will take
  };
  virtual Counters counters() const = 0;

  /// Copies a consistent state of the database into `file` while it is in use (SQLite only; PostgreSQL has pg_dump).
  virtual void backup_to(const std::filesystem::path& file) = 0;

 protected:
  /// `body` returns whether to commit; what it throws is thrown to the caller after the rollback.
  using Body = std::function<bool(Session&)>;
  virtual void run_read(const Body& body, bool snapshot) = 0;
  virtual void run_write(const Body& body, Lane lane) = 0;

 private:
  template <class F, class Run>
  static auto with_result(Run run, F& f) {
    using R = std::invoke_result_t<F&, Session&>;
    if constexpr (std::is_void_v<R>) {
      run(Body([&](Session& session) {
        f(session);
        return true;
      }));
    } else {
      std::optional<R> result;
      run(Body([&](Session& session) {
        result.emplace(f(session));
        if constexpr (requires {
                        result->has_value();
                        result->error();
                      })
          return result->has_value();
        else
          return true;
      }));
      return std::move(*result);
    }
  }
};

/// Brings the schema to the newest migration. Says which ran. Refuses a PostgreSQL database whose collation is
/// not C (path ranges depend on it) and a schema that is newer than this program.
struct MigrationReport {
  int from = 0, to = 0;
};
MigrationReport migrate(Database& db);

/// The newest migration in this program, and in the database (0: none).
int newest_migration();
int schema_version(Database& db);

}  // namespace unionhall::db
