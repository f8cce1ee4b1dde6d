#include "db/postgresql_database.h"

#include <spdlog/spdlog.h>

#include <random>
#include <thread>

#include "db/writing.h"

namespace unionhall::db {
namespace {

constexpr int attempts_max = 12;
constexpr int attempts_beside_others = 4;  // then nobody else of this process writes meanwhile

/// Grows from about 1 ms to about 100 ms, by chance, so that the two who met do not meet again.
void pause_before(int attempt) {
  thread_local std::minstd_rand chance(std::random_device{}());
  const auto longest_us = std::min(100'000, 1'000 << attempt);
  std::this_thread::sleep_for(std::chrono::microseconds{std::uniform_int_distribution(0, longest_us)(chance)});
}

}  // namespace

PostgresqlDatabase::PostgresqlDatabase(const Settings& settings)
    : url_(settings.url),
      read_url_(settings.read_url.empty() ? settings.url : settings.read_url),
      writers_({.max = static_cast<std::size_t>(settings.sessions_max), .wait_max = settings.busy_timeout},
               [this] { return std::make_unique<Seat>(url_, PostgresqlConnection::Role::writer); }),
      readers_({.max = static_cast<std::size_t>(settings.sessions_max), .wait_max = settings.busy_timeout},
               [this] { return reading_seat(); }) {
  writers_.borrow();
}

/// A place among all who write or, for `alone`, by oneself: whoever wants that stops those who come after.
class PostgresqlDatabase::Turn {
 public:
  Turn(PostgresqlDatabase& database, bool alone)
      : together_(database.writing_, std::defer_lock), alone_(database.writing_, std::defer_lock) {
    const std::lock_guard in_order(database.entrance_);
    alone ? alone_.lock() : together_.lock();
  }

 private:
  std::shared_lock<std::shared_mutex> together_;
  std::unique_lock<std::shared_mutex> alone_;
};

/// A replica that is away is no reason not to read.
std::unique_ptr<PostgresqlDatabase::Seat> PostgresqlDatabase::reading_seat() const {
  try {
    return std::make_unique<Seat>(read_url_, PostgresqlConnection::Role::reader);
  } catch (const Unavailable&) {
    if (read_url_ == url_) throw;
    spdlog::warn("the read replica is away; reading from the primary");
    return std::make_unique<Seat>(url_, PostgresqlConnection::Role::reader);
  }
}

void PostgresqlDatabase::run_read(const Body& body, bool snapshot) {
  const auto seat = readers_.borrow();
  if (!snapshot) {
    body(seat->session);
    return;
  }
  seat->connection().begin_snapshot();
  const std::unique_ptr<PostgresqlConnection, void (*)(PostgresqlConnection*)> until_return(&seat->connection(), [](auto* c) { c->end(); });
  body(seat->session);
}

void PostgresqlDatabase::run_write(const Body& body, Lane lane) {
  Writing::refuse_inside(*this);
  ++writes_;
  for (int attempt_no = 1;; ++attempt_no) {
    try {
      const Turn turn(*this, attempt_no > attempts_beside_others);
      return attempt(body, lane);
    } catch (const Conflict&) {
      if (attempt_no == attempts_max) throw;
      ++retries_;
    } catch (const Unavailable& error) {
      ++failed_commits_;
      spdlog::error("a write was not committed: {}", error.what());
      throw;
    }
    pause_before(attempt_no);
  }
}

void PostgresqlDatabase::attempt(const Body& body, Lane lane) {
  const auto seat = writers_.borrow();
  auto& connection = seat->connection();
  connection.begin_write(lane);
  const std::unique_ptr<PostgresqlConnection, void (*)(PostgresqlConnection*)> until_return(&connection, [](auto* c) { c->end(); });
  const Writing mark(*this);
  if (!body(seat->session)) return;
  connection.commit();
  ++commits_;
}

Database::Counters PostgresqlDatabase::counters() const {
  return {.writes = writes_, .commits = commits_, .failed_commits = failed_commits_, .retries = retries_};
}

void PostgresqlDatabase::backup_to(const std::filesystem::path&) { throw std::logic_error("PostgreSQL is backed up with pg_dump"); }

}  // namespace unionhall::db
