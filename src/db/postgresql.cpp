#include "db/postgresql.h"

#include <fmt/format.h>
#include <poll.h>

#include <boost/json.hpp>

#include "db/tokens.h"

namespace unionhall::db {
namespace {

constexpr std::size_t rows_fetched_at_once = 1000;

class PostgresqlRow final : public Row {
 public:
  explicit PostgresqlRow(const pqxx::row& row) : row_(row) {}
  int columns() const override { return static_cast<int>(row_.size()); }
  bool is_null(int column) const override { return field(column).is_null(); }
  std::string_view text(int column) const override { return text_of(field(column)); }

  std::int64_t integer(int column) const override {
    constexpr pqxx::oid boolean = 16;
    const auto value = field(column);
    // A comparison in a SELECT is a number on SQLite.
    return value.type() == boolean ? text_of(value) == "t" : number<std::int64_t>(text_of(value));
  }

  double real(int column) const override { return number<double>(text_of(field(column))); }

 private:
  pqxx::field field(int column) const { return row_[static_cast<pqxx::row::size_type>(column)]; }

  static std::string_view text_of(const pqxx::field& field) {
    if (field.is_null()) throw std::logic_error("a column is NULL where a value was expected");
    return {field.c_str(), field.size()};
  }

  template <class T>
  static T number(std::string_view text) {
    T value{};
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size()) throw std::logic_error("a column is not the number that was expected");
    return value;
  }

  const pqxx::row& row_;
};

/// A value as PostgreSQL reads it; nothing for NULL.
struct AsText {
  std::optional<std::string> operator()(Null) const { return std::nullopt; }
  std::optional<std::string> operator()(std::int64_t number) const { return std::to_string(number); }
  std::optional<std::string> operator()(double number) const { return fmt::format("{}", number); }
  std::optional<std::string> operator()(std::string_view text) const { return std::string(text); }
  std::optional<std::string> operator()(const Numbers* list) const { return json_of(*list); }
  std::optional<std::string> operator()(const Words* list) const { return json_of(*list); }
};

/// Values as libpqxx takes them: C strings, and none for NULL.
class CStrings {
 public:
  void assign(std::span<const Value> values) {
    texts_.clear();
    pointers_.clear();
    for (const auto& value : values) texts_.push_back(std::visit(AsText{}, value));
    for (const auto& text : texts_) pointers_.push_back(text ? text->c_str() : nullptr);
  }
  const std::vector<const char*>& pointers() const { return pointers_; }

 private:
  std::vector<std::optional<std::string>> texts_;
  std::vector<const char*> pointers_;
};

/// A row on its way into COPY. libpqxx streams tuples alone; here the width is known only when the program runs.
struct CopyRow {
  const std::vector<const char*>& fields;
};

/// stream_to finds this by the namespace of its argument. `escape` knows how COPY spells NULL, tabs and backslashes.
template <class Escape>
std::string separated_list(const char* separator, const CopyRow& row, const Escape& escape) {
  std::string line;
  for (const auto& field : row.fields) {
    if (&field != &row.fields.front()) line += separator;
    line += escape(&field);
  }
  return line;
}

struct AsJson {
  boost::json::storage_ptr memory;
  boost::json::value operator()(Null) const { return nullptr; }
  boost::json::value operator()(std::int64_t number) const { return number; }
  boost::json::value operator()(double number) const { return number; }
  boost::json::value operator()(std::string_view text) const { return boost::json::value(boost::json::string_view(text), memory); }
  boost::json::value operator()(const Numbers*) const { throw std::logic_error("a list is no column"); }
  boost::json::value operator()(const Words*) const { throw std::logic_error("a list is no column"); }
};

std::vector<std::string> names_in(std::string_view columns) {
  std::vector<std::string> names;
  for (const auto& token : tokens_of(columns)) {
    if (token.kind == Token::Kind::identifier) names.emplace_back(token.text);
  }
  return names;
}

std::string rows_as_json(const Batch& batch, const std::vector<std::string>& names) {
  boost::json::monotonic_resource memory;
  boost::json::array rows(&memory);
  std::vector<Value> values(batch.width);
  for (std::size_t row = 0; row < batch.rows; ++row) {
    batch.fill(row, values.data());
    auto& object = rows.emplace_back(boost::json::object_kind).get_object();
    for (std::size_t column = 0; column < batch.width; ++column)
      object.emplace(names.at(column), std::visit(AsJson{rows.storage()}, values[column]));
  }
  return boost::json::serialize(rows);
}

std::string with_connect_timeout(const std::string& url) {
  if (url.find("connect_timeout=") != url.npos) return url;
  return url + (url.find('?') == url.npos ? "?" : "&") + "connect_timeout=5";
}

/// Is the server at fault, and not the statement? Classes 08 connection, 53 resources, 57P shutdown, 58 system; and
/// a server that became a standby while we wrote to it.
bool is_out_of_service(std::string_view sqlstate, PostgresqlConnection::Role role) {
  return sqlstate.starts_with("08") || sqlstate.starts_with("53") || sqlstate.starts_with("57P") || sqlstate.starts_with("58") ||
         (sqlstate == "25006" && role == PostgresqlConnection::Role::writer);
}

}  // namespace

// What the driver says of an error may hold bound values, so only its code is passed on.
template <class F>
auto PostgresqlConnection::guarded(std::string_view sql, F act) try {
  return act();
} catch (const pqxx::statement_completion_unknown&) {
  fail("40003", sql);
} catch (const pqxx::deadlock_detected&) {
  fail("40P01", sql);
} catch (const pqxx::transaction_rollback&) {
  fail("40001", sql);
} catch (const pqxx::sql_error& error) {
  fail(error.sqlstate(), sql);
} catch (const pqxx::failure&) {  // the connection broke, perhaps in the middle of a COMMIT
  fail("08006", sql);
}

void PostgresqlConnection::fail(const std::string& sqlstate, std::string_view sql) {
  failed = true;
  const auto text = fmt::format("PostgreSQL {}: {}", sqlstate.empty() ? "08006" : sqlstate, sql);
  if (sqlstate == "40001" || sqlstate == "40P01") throw Conflict(text);
  if (sqlstate.empty() || sqlstate == "40003" || is_out_of_service(sqlstate, role_)) throw Unavailable(text);
  throw Failure(text);
}

PostgresqlConnection::PostgresqlConnection(const std::string& url, Role role) try : role_(role), connection_(with_connect_timeout(url)) {
  connection_.set_client_encoding("UTF8");
  if (role_ == Role::reader) connection_.set_variable("default_transaction_read_only", "on");
  work_ = std::make_unique<pqxx::nontransaction>(connection_);
} catch (const pqxx::failure&) {
  throw Unavailable("PostgreSQL cannot be reached");
}

void PostgresqlConnection::run(std::string_view sql, std::span<const Value> values, const OnRow& on_row, Fetch fetch) {
  if (fetch == Fetch::streamed) return stream(sql, values, on_row);
  for (const auto& row : execute(sql, values)) {
    if (!on_row(PostgresqlRow(row))) return;
  }
}

std::int64_t PostgresqlConnection::change(std::string_view sql, std::span<const Value> values) {
  return static_cast<std::int64_t>(execute(sql, values).affected_rows());
}

std::int64_t PostgresqlConnection::append(const Batch& batch) {
  return batch.on_conflict == OnConflict::fail ? copy(batch) : insert_new(batch);
}

void PostgresqlConnection::define(std::string_view statement) {
  guarded(statement, [&] { work_->exec(define_for_postgresql(statement)); });
}

void PostgresqlConnection::lock_schema() {
  // Read committed, because a serializable transaction would go on seeing the schema as it was before the wait.
  constexpr auto* lock = "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; SELECT pg_advisory_xact_lock(7236837)";
  guarded(lock, [&] { work_->exec(lock); });
}

template <class Work>
void PostgresqlConnection::begin() {
  failed = false;
  work_.reset();  // libpqxx allows one at a time
  guarded("BEGIN", [&] { work_ = std::make_unique<Work>(connection_); });
}

// Serializable, so that a rule over rows which a write only reads holds here as it does on SQLite, where writes run one
// after the other. A chunk of long work reads and writes so many pages that beside other writers it would hardly ever
// pass that way (measured: refused twelve times out of twelve); it is told of what it writes itself, and no more.
void PostgresqlConnection::begin_write(Lane lane) {
  if (lane == Lane::urgent)
    begin<pqxx::transaction<pqxx::serializable>>();
  else
    begin<pqxx::transaction<pqxx::repeatable_read>>();
}

void PostgresqlConnection::begin_snapshot() { begin<pqxx::transaction<pqxx::repeatable_read, pqxx::read_only>>(); }

void PostgresqlConnection::commit() {
  // COMMIT after an error would roll back and report success.
  if (failed) throw std::logic_error("a write went on after a statement that failed");
  guarded("COMMIT", [&] { work_->commit(); });
}

void PostgresqlConnection::end() noexcept try {
  work_.reset();
  if (connection_.is_open()) work_ = std::make_unique<pqxx::nontransaction>(connection_);
} catch (const std::exception&) {
  work_.reset();
}

bool PostgresqlConnection::is_alive() const {
  if (!work_ || !connection_.is_open()) return false;
  // An idle server says nothing; what can be read now is its goodbye.
  pollfd socket{.fd = connection_.sock(), .events = POLLIN, .revents = 0};
  return ::poll(&socket, 1, 0) == 0;
}

const std::string& PostgresqlConnection::prepared_for(std::string_view sql, std::span<const Value> values) {
  const auto same_kind = [](Kind kind, const Value& value) { return kind == kind_of(value); };
  auto kept = kept_.find(sql);
  if (kept != kept_.end() && std::ranges::equal(kept->second.kinds, values, same_kind)) return kept->second.name;

  if (count_parameters(sql) != values.size()) throw std::logic_error(fmt::format("{} values for: {}", values.size(), sql));
  Prepared prepared{.name = fmt::format("s{}", ++statements_made_), .kinds = {}};
  for (const auto& value : values) prepared.kinds.push_back(kind_of(value));
  connection_.prepare(prepared.name, for_postgresql(sql, prepared.kinds));
  return kept_.insert_or_assign(std::string(sql), std::move(prepared)).first->second.name;
}

pqxx::result PostgresqlConnection::execute(std::string_view sql, std::span<const Value> values) {
  CStrings strings;
  strings.assign(values);
  return guarded(sql,
                 [&] { return work_->exec_prepared(prepared_for(sql, values), pqxx::prepare::make_dynamic_params(strings.pointers())); });
}

/// A cursor lives in a transaction; a plain read gets one for as long as it streams.
void PostgresqlConnection::stream(std::string_view sql, std::span<const Value> values, const OnRow& on_row) {
  const bool on_its_own = dynamic_cast<pqxx::nontransaction*>(work_.get()) != nullptr;
  if (on_its_own) begin_snapshot();
  const std::unique_ptr<PostgresqlConnection, void (*)(PostgresqlConnection*)> until_return(on_its_own ? this : nullptr,
                                                                                            [](auto* self) { self->end(); });

  std::vector<Kind> kinds;
  for (const auto& value : values) kinds.push_back(kind_of(value));
  CStrings strings;
  strings.assign(values);
  guarded(sql, [&] {
    work_->exec_params("DECLARE rows_to_come NO SCROLL CURSOR FOR " + for_postgresql(sql, kinds),
                       pqxx::prepare::make_dynamic_params(strings.pointers()));
  });
  const auto fetch = fmt::format("FETCH {} FROM rows_to_come", rows_fetched_at_once);
  for (bool more = true; more;) {
    const auto rows = guarded(sql, [&] { return work_->exec(fetch); });
    more = rows.size() == rows_fetched_at_once;
    for (const auto& row : rows) more = on_row(PostgresqlRow(row)) && more;
  }
  guarded(sql, [&] { work_->exec("CLOSE rows_to_come"); });
}

std::int64_t PostgresqlConnection::copy(const Batch& batch) {
  std::vector<Value> values(batch.width);
  CStrings strings;
  guarded(fmt::format("COPY {} ({})", batch.table, batch.columns), [&] {
    pqxx::stream_to table(*work_, std::string(batch.table), names_in(batch.columns));
    for (std::size_t row = 0; row < batch.rows; ++row) {
      batch.fill(row, values.data());
      strings.assign(values);
      table << CopyRow{strings.pointers()};
    }
    table.complete();
  });
  return static_cast<std::int64_t>(batch.rows);
}

/// All rows travel as one JSON text, whose columns take their types from the table: one round trip, whatever the rows.
std::int64_t PostgresqlConnection::insert_new(const Batch& batch) {
  const auto rows = rows_as_json(batch, names_in(batch.columns));
  const auto sql = fmt::format(
      "INSERT INTO {0} ({1}) SELECT {1} FROM json_populate_recordset(CAST(NULL AS {0}), CAST(:rows AS json)) ON CONFLICT DO NOTHING",
      batch.table, batch.columns);
  return change(sql, std::array<Value, 1>{rows});
}

}  // namespace unionhall::db
