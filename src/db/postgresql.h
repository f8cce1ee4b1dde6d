#pragma once
// One connection to PostgreSQL, over libpqxx. Private to src/db.
#include <pqxx/pqxx>

#include <unordered_map>

#include "db/connection.h"
#include "db/database.h"
#include "db/dialect.h"

namespace unionhall::db {

/// Another transaction was in the way; the same one again will most likely pass.
struct Conflict : Unavailable {
  using Unavailable::Unavailable;
};

class PostgresqlConnection final : public Connection {
 public:
  enum class Role { writer, reader };
  /// Throws Unavailable when the server cannot be reached.
  PostgresqlConnection(const std::string& url, Role role);

  void run(std::string_view sql, std::span<const Value> values, const OnRow& on_row, Fetch fetch) override;
  std::int64_t change(std::string_view sql, std::span<const Value> values) override;
  std::int64_t append(const Batch& batch) override;
  void define(std::string_view statement) override;
  void lock_schema() override;

  // Outside begin … end each statement is on its own.
  void begin_write(Lane lane);
  void begin_snapshot();
  void commit();
  void end() noexcept;

  /// False once the server has closed its end.
  bool is_alive() const;

 private:
  struct Prepared {
    std::string name;
    std::vector<Kind> kinds;
  };
  struct TextHash : std::hash<std::string_view> {
    using is_transparent = void;
  };

  const std::string& prepared_for(std::string_view sql, std::span<const Value> values);
  pqxx::result execute(std::string_view sql, std::span<const Value> values);
  void stream(std::string_view sql, std::span<const Value> values, const OnRow& on_row);
  std::int64_t copy(const Batch& batch);
  std::int64_t insert_new(const Batch& batch);
  template <class F>
  auto guarded(std::string_view sql, F act);
  template <class Work>
  void begin();
  [[noreturn]] void fail(const std::string& sqlstate, std::string_view sql);

  Role role_;
  pqxx::connection connection_;
  pqxx::quiet_errorhandler quiet_{connection_};  // its words may hold bound values
  std::unique_ptr<pqxx::transaction_base> work_;
  std::unordered_map<std::string, Prepared, TextHash, std::equal_to<>> kept_;
  std::int64_t statements_made_ = 0;
};

}  // namespace unionhall::db
