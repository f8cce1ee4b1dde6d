#include "db/session.h"

#include <algorithm>

#include "db/connection.h"

namespace unionhall::db {
namespace {

// PostgreSQL would silently cut the text there, SQLite would keep it.
void refuse_nul(std::string_view text) {
  if (text.find('\0') != text.npos) throw std::invalid_argument("a text for the database holds U+0000");
}

void refuse_nul(const Value& value) {
  if (const auto* text = std::get_if<std::string_view>(&value)) refuse_nul(*text);
  if (const auto* words = std::get_if<const Words*>(&value))
    std::ranges::for_each((*words)->values, [](const auto& word) { refuse_nul(std::string_view{word}); });
}

thread_local std::int64_t statements = 0;

}  // namespace

std::int64_t statements_run() { return statements; }

Session::Session(std::unique_ptr<Connection> connection) : connection_(std::move(connection)) {}
Session::~Session() = default;

void Session::run(std::string_view sql, std::span<const Value> values, const OnRow& on_row, Fetch fetch) {
  for (const auto& value : values) refuse_nul(value);
  if (busy_) throw std::logic_error("a session is used while one of its rows is being looked at");
  busy_ = true;
  const std::unique_ptr<bool, void (*)(bool*)> until_return(&busy_, [](bool* busy) { *busy = false; });
  ++statements;
  connection_->run(sql, values, on_row, fetch);
}

std::int64_t Session::change(std::string_view sql, std::span<const Value> values) {
  for (const auto& value : values) refuse_nul(value);
  if (busy_) throw std::logic_error("a session is used while one of its rows is being looked at");
  ++statements;
  return connection_->change(sql, values);
}

std::int64_t Session::append_values(std::string_view table, std::string_view columns, std::size_t width, std::size_t rows,
                                    const std::function<void(std::size_t row, Value* out)>& fill, OnConflict on_conflict) {
  if (busy_) throw std::logic_error("a session is used while one of its rows is being looked at");
  const std::function<void(std::size_t, Value*)> checked = [&](std::size_t row, Value* out) {
    fill(row, out);
    std::for_each_n(out, width, [](const Value& value) { refuse_nul(value); });
  };
  if (rows == 0) return 0;
  try {
    return connection_->append({table, columns, width, rows, checked, on_conflict});
  } catch (...) {
    connection_->failed = true;  // some of the rows may be in
    throw;
  }
}

}  // namespace unionhall::db
