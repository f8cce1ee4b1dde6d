#pragma once
// Group commit. One thread takes all writes that wait and commits them together: a durable write costs a share of one
// fsync. Where one of them fails, they are run again, each behind a SAVEPOINT, so that it fails alone; a write may
// therefore run twice, as on PostgreSQL. Long work waits in a lane of its own and passes one chunk at a time, only
// when nobody else waits. Private to src/db.
#include <atomic>
#include <condition_variable>
#include <deque>
#include <future>
#include <mutex>
#include <optional>
#include <thread>
#include <vector>

#include "db/database.h"
#include "db/sqlite.h"
#include "db/turnstile.h"

namespace unionhall::db {

class SqliteWriter {
 public:
  using Body = std::function<bool(Session&)>;
  SqliteWriter(const Database& database, const SqliteConnection::Settings& settings, const std::filesystem::path& turnstile);
  ~SqliteWriter();
  SqliteWriter(const SqliteWriter&) = delete;
  SqliteWriter& operator=(const SqliteWriter&) = delete;

  /// Returns when what `body` did is on disk or, where it said so, undone; throws what it threw.
  void run(const Body& body, Lane lane);

  Database::Counters counters() const;

 private:
  struct Write {
    const Body& body;
    std::promise<void> answer;             // it was decided
    std::exception_ptr failure = nullptr;  // the caller's alone from then on
  };
  using Group = std::vector<Write*>;

  void work();
  Group next_group();
  void commit_together(const Group& group);
  bool try_together(const Group& group);
  void begin();
  std::optional<bool> run_plainly(const Group& group);
  bool run_apart(const Group& group);
  bool keeps(Write& write);
  void roll_back();
  void tell(const char* statement) { connection_.change(statement, {}); }

  const Database& database_;
  Session session_;
  SqliteConnection& connection_;
  Turnstile turnstile_;

  mutable std::mutex mutex_;
  std::condition_variable wake_;
  Group urgent_;
  std::deque<Write*> background_;
  bool stopping_ = false;
  std::atomic<std::int64_t> writes_{0}, commits_{0}, failed_commits_{0};
  std::jthread thread_;
};

}  // namespace unionhall::db
