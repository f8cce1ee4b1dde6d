#include "db/sqlite_writer.h"

#include <spdlog/spdlog.h>

#include <cassert>

#include "db/writing.h"

namespace unionhall::db {
namespace {

std::unique_ptr<SqliteConnection> writing_connection(SqliteConnection::Settings settings) {
  settings.role = SqliteConnection::Role::writer;
  return std::make_unique<SqliteConnection>(settings);
}

}  // namespace

SqliteWriter::SqliteWriter(const Database& database, const SqliteConnection::Settings& settings, const std::filesystem::path& turnstile)
    : database_(database),
      session_(writing_connection(settings)),
      connection_(static_cast<SqliteConnection&>(session_.connection())),
      turnstile_(turnstile),
      thread_([this] { work(); }) {}

SqliteWriter::~SqliteWriter() {
  {
    const std::lock_guard lock(mutex_);
    stopping_ = true;
  }
  wake_.notify_one();
}

void SqliteWriter::run(const Body& body, Lane lane) {
  Write write{body, {}};
  auto answered = write.answer.get_future();
  {
    const std::lock_guard lock(mutex_);
    if (lane == Lane::urgent)
      urgent_.push_back(&write);
    else
      background_.push_back(&write);
  }
  wake_.notify_one();
  answered.get();
  if (write.failure) std::rethrow_exception(write.failure);
}

void SqliteWriter::work() {
  for (auto group = next_group(); !group.empty(); group = next_group()) {
    commit_together(group);
    connection_.shorten_wal();
  }
}

/// Empty when there is nothing left and the database closes.
SqliteWriter::Group SqliteWriter::next_group() {
  std::unique_lock lock(mutex_);
  wake_.wait(lock, [this] { return stopping_ || !urgent_.empty() || !background_.empty(); });
  if (!urgent_.empty()) return std::exchange(urgent_, {});
  if (background_.empty()) return {};
  Group chunk{background_.front()};
  background_.pop_front();
  return chunk;
}

void SqliteWriter::commit_together(const Group& group) {
  const bool done = try_together(group);
  writes_ += static_cast<std::int64_t>(group.size());
  for (auto* write : group) {
    // Also to whom was refused: the refusal may rest on a neighbour's row that is gone now.
    if (!done) write->failure = std::make_exception_ptr(Unavailable("the commit failed; nothing of this write is there"));
    // Taken out first: `write` is gone as soon as its caller knows.
    auto answer = std::move(write->answer);
    answer.set_value();
  }
}

/// False: nothing of the group is there.
bool SqliteWriter::try_together(const Group& group) try {
  begin();
  auto something_to_keep = run_plainly(group);
  if (!something_to_keep) {
    tell("ROLLBACK");
    begin();
    something_to_keep = run_apart(group);
  }
  assert(connection_.at_rest());
  tell(*something_to_keep ? "COMMIT" : "ROLLBACK");
  commits_ += *something_to_keep;
  return true;
} catch (const std::exception& error) {
  spdlog::error("nothing of {} writes was committed: {}", group.size(), error.what());
  ++failed_commits_;
  roll_back();
  return false;
}

void SqliteWriter::begin() {
  const std::lock_guard my_turn(turnstile_);
  tell("BEGIN IMMEDIATE");
}

/// A savepoint costs a copy of each page that is changed behind it, and hardly any write is undone. So all are run without;
/// nothing when one that was to be undone has changed something beside others: then they are run again, each apart.
std::optional<bool> SqliteWriter::run_plainly(const Group& group) {
  bool something_to_keep = false;
  for (auto* write : group) {
    const auto changes = connection_.changes_made();
    const bool keep = keeps(*write);
    something_to_keep |= keep;
    if (!keep && group.size() > 1 && connection_.changes_made() != changes) return std::nullopt;
  }
  return something_to_keep;
}

bool SqliteWriter::run_apart(const Group& group) {
  bool something_to_keep = false;
  for (auto* write : group) {
    tell("SAVEPOINT one_of_many");
    const bool keep = keeps(*write);
    something_to_keep |= keep;
    if (!keep) tell("ROLLBACK TO one_of_many");
    tell("RELEASE one_of_many");
  }
  return something_to_keep;
}

/// Runs the write's function. What it throws is its caller's alone, unless SQLite gave the whole transaction up.
bool SqliteWriter::keeps(Write& write) {
  bool keep = false;
  connection_.failed = false;
  write.failure = nullptr;
  try {
    const Writing mark(database_);
    keep = write.body(session_);
    if (keep && connection_.failed) throw std::logic_error("a write went on after a statement that failed");
  } catch (...) {
    keep = false;
    write.failure = std::current_exception();
  }
  if (!connection_.in_transaction()) throw Unavailable("SQLite gave the transaction up");
  return keep;
}

void SqliteWriter::roll_back() try {
  if (connection_.in_transaction()) tell("ROLLBACK");
} catch (const std::exception& error) {
  spdlog::critical("SQLite cannot even roll back: {}", error.what());
}

Database::Counters SqliteWriter::counters() const {
  const std::lock_guard lock(mutex_);
  const auto waiting = static_cast<std::int64_t>(urgent_.size() + background_.size());
  return {.writes = writes_, .commits = commits_, .failed_commits = failed_commits_, .waiting = waiting};
}

}  // namespace unionhall::db
