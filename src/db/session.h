#pragma once
// A session speaks SQL with one of the two engines. The SQL is one for both: named parameters (:name, bound
// in the order in which the names first appear), ROW_ID / CLUSTERED in migrations, and `= ANY_OF(:list)`.
// Statements are prepared once per session and kept, so pass literals: the text is the key.
//
//   const auto org  = db.first<Org>("SELECT id, name FROM orgs WHERE id = :id", id);
//   const auto orgs = db.all<Org>("SELECT id, name FROM orgs WHERE id = ANY_OF(:ids) ORDER BY id LIMIT 500", ids);
//   const auto done = db.exec("UPDATE orgs SET name = :name WHERE id = :id", name, id) == 1;
//
// A row becomes a described struct column by column, in order; the number of columns must agree. A single
// scalar (std::int64_t, std::string, an Id) is read from a row of one column.
#include <functional>
#include <memory>
#include <span>
#include <tuple>

#include "db/value.h"

namespace unionhall::db {

/// The current row of a running statement. Column numbers begin at 0.
class Row {
 public:
  virtual ~Row() = default;
  virtual int columns() const = 0;
  virtual bool is_null(int column) const = 0;
  virtual std::int64_t integer(int column) const = 0;
  virtual double real(int column) const = 0;
  virtual std::string_view text(int column) const = 0;  // valid until the next row
};

/// One engine's connection; known only inside src/db.
class Connection;
enum class Fetch { whole, streamed };
enum class OnConflict { fail, skip };

/// How many statements this thread has run, on whatever session: a list's test counts its queries.
std::int64_t statements_run();

class Session {
 public:
  explicit Session(std::unique_ptr<Connection> connection);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  /// The first row, or nothing.
  template <class T, class... Args>
  std::optional<T> first(std::string_view sql, const Args&... args);

  /// All rows. The statement says its LIMIT.
  template <class T, class... Args>
  std::vector<T> all(std::string_view sql, const Args&... args);

  /// Row by row, for what does not fit into memory; `on_row` must not use this session.
  template <class T, class... Args>
  void each(std::string_view sql, const std::function<void(T&&)>& on_row, const Args&... args);

  /// Runs a change and returns the number of rows it touched.
  template <class... Args>
  std::int64_t exec(std::string_view sql, const Args&... args);

  /// Inserts many rows fast; they must not conflict with what is there. SQLite: one kept INSERT; PostgreSQL: COPY.
  /// Each row is a tuple with as many bindable members as `columns` names ("id, region, name").
  template <class Tuple>
  void append(std::string_view table, std::string_view columns, const std::vector<Tuple>& rows);

  /// The same with `ON CONFLICT DO NOTHING`; returns how many rows went in.
  template <class Tuple>
  std::int64_t append_new(std::string_view table, std::string_view columns, const std::vector<Tuple>& rows);

  /// For src/db and tests.
  Connection& connection() { return *connection_; }

 private:
  void run(std::string_view sql, std::span<const Value> values, const std::function<bool(const Row&)>& on_row, Fetch fetch);
  std::int64_t change(std::string_view sql, std::span<const Value> values);
  std::int64_t append_values(std::string_view table, std::string_view columns, std::size_t width, std::size_t rows,
                             const std::function<void(std::size_t row, Value* out)>& fill, OnConflict on_conflict);

  std::unique_ptr<Connection> connection_;
  bool busy_ = false;  // a row of this session is being looked at
};

}  // namespace unionhall::db

#include "db/session_impl.h"
