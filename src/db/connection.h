#pragma once
// What an engine's connection does for a Session. Private to src/db.
#include <span>

#include "db/session.h"

namespace unionhall::db {

using OnRow = std::function<bool(const Row&)>;  // false: enough

/// Rows for one table. `fill` writes row number `row` into `width` values, which are good until it is called again.
struct Batch {
  std::string_view table, columns;
  std::size_t width, rows;
  const std::function<void(std::size_t row, Value* out)>& fill;
  OnConflict on_conflict;
};

class Connection {
 public:
  virtual ~Connection() = default;
  virtual void run(std::string_view sql, std::span<const Value> values, const OnRow& on_row, Fetch fetch) = 0;
  virtual std::int64_t change(std::string_view sql, std::span<const Value> values) = 0;
  virtual std::int64_t append(const Batch& batch) = 0;

  /// One statement of a migration, in our SQL and not kept.
  virtual void define(std::string_view statement) = 0;

  /// Keeps other processes from migrating until this transaction ends.
  virtual void lock_schema() = 0;

  /// A statement failed since the transaction began. PostgreSQL would commit nothing then and say nothing, SQLite
  /// would commit the rest; so both refuse.
  bool failed = false;
};

}  // namespace unionhall::db
