#pragma once
// The hall on a PostgreSQL server: a pool of writing sessions, and one of reading sessions that may ask a replica.
// Private to src/db.
#include <atomic>
#include <mutex>
#include <shared_mutex>

#include "db/pool.h"
#include "db/postgresql.h"

namespace unionhall::db {

class PostgresqlDatabase final : public Database {
 public:
  explicit PostgresqlDatabase(const Settings& settings);

  Engine engine() const override { return Engine::postgresql; }
  Counters counters() const override;
  void backup_to(const std::filesystem::path& file) override;

 private:
  struct Seat {
    Seat(const std::string& url, PostgresqlConnection::Role role) : session(std::make_unique<PostgresqlConnection>(url, role)) {}
    PostgresqlConnection& connection() { return static_cast<PostgresqlConnection&>(session.connection()); }
    bool usable() { return connection().is_alive(); }
    Session session;
  };

  class Turn;

  void run_read(const Body& body, bool snapshot) override;
  void run_write(const Body& body, Lane lane) override;
  void attempt(const Body& body, Lane lane);
  std::unique_ptr<Seat> reading_seat() const;

  const std::string url_, read_url_;
  Pool<Seat> writers_, readers_;
  std::mutex entrance_;        // to `writing_`, in the order of coming
  std::shared_mutex writing_;  // who lost again and again to quicker writes holds it alone
  std::atomic<std::int64_t> writes_{0}, commits_{0}, failed_commits_{0}, retries_{0};
};

}  // namespace unionhall::db
