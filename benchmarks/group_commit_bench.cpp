// A bare group commit of the rows that one write leaves. What the server does over HTTP is measured beside it.
//
//   group_commit_bench CITY.db THREADS WRITES TABLE[:ROWS] …
//
// CITY.db lends each table with its indexes and the row that was added last; what must be unique gets numbers.
#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <optional>
#include <stdexcept>
#include <thread>
#include <vector>

#include "group_commit.h"

using unionhall::bench::GroupCommit;

namespace {

struct Rows {
  std::string table;
  int count = 1;  // of one write
};

class Raw {
 public:
  Raw(const std::string& city, const std::vector<Rows>& rows) {
    auto path = (std::filesystem::temp_directory_path() / "unionhall-bench-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary directory");
    directory_ = path;
    check(
        sqlite3_open_v2((directory_ / "raw.db").c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr));
    tell("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000");
    tell(fmt::format("ATTACH 'file:{}?mode=ro' AS city", city));
    for (const auto& [table, count] : rows) inserts_.push_back({.statement = prepared(table), .count = count});
    tell("DETACH city");
    group_.emplace([this](auto group) { commit(group); });
  }
  ~Raw() {
    group_.reset();
    for (const auto& insert : inserts_) sqlite3_finalize(insert.statement);
    sqlite3_close_v2(db_);
    std::filesystem::remove_all(directory_);
  }

  void write(std::int64_t number) { group_->write(number); }

 private:
  struct Insert {
    sqlite3_stmt* statement;
    std::int64_t count;
  };

  /// Makes the table, and a statement that adds its newest row again, as number ?1.
  sqlite3_stmt* prepared(const std::string& table) {
    for (const auto& sql :
         column(fmt::format("SELECT sql FROM city.sqlite_master WHERE tbl_name = '{}' AND sql IS NOT NULL ORDER BY type DESC", table)))
      tell(sql);
    const auto key = column(fmt::format("SELECT name FROM pragma_table_info('{}') WHERE pk = 1", table)).at(0);
    tell(fmt::format("CREATE TEMP TABLE sample_{0} AS SELECT * FROM city.{0} ORDER BY {1} DESC LIMIT 1", table, key));
    std::string values;
    // What is unique gets a number; what a look is about comes in no order, as members are opened.
    for (const auto& value : column(fmt::format(R"sql(
             SELECT CASE WHEN name NOT IN (SELECT name FROM pragma_table_info('{0}') WHERE pk > 0
                                           UNION SELECT k.name FROM pragma_index_list('{0}') i, pragma_index_info(i.name) k
                                                  WHERE i."unique" AND k.name IS NOT NULL)
                         THEN CASE name WHEN 'subject_id' THEN '?1 * 7919 % 863300' ELSE name END
                         WHEN type LIKE '%INT%' THEN '?1' ELSE name || ' || ?1' END
               FROM pragma_table_info('{0}') ORDER BY cid)sql",
                                                table))) {
      values += (values.empty() ? "" : ", ") + value;
    }
    sqlite3_stmt* insert = nullptr;
    check(sqlite3_prepare_v2(db_, fmt::format("INSERT INTO {0} SELECT {1} FROM sample_{0}", table, values).c_str(), -1, &insert, nullptr));
    return insert;
  }

  void commit(std::span<const GroupCommit::Waiting> group) {
    tell("BEGIN IMMEDIATE");
    for (const auto& [number, answer] : group) write_rows(number);
    tell("COMMIT");
  }

  void write_rows(std::int64_t number) {
    for (const auto& insert : inserts_) {
      for (std::int64_t row = 0; row < insert.count; ++row) {
        sqlite3_bind_int64(insert.statement, 1, number * insert.count + row);
        if (sqlite3_step(insert.statement) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db_));
        sqlite3_reset(insert.statement);
      }
    }
  }

  void check(int code) {
    if (code != SQLITE_OK) throw std::runtime_error(sqlite3_errmsg(db_));
  }
  void tell(const std::string& sql) { check(sqlite3_exec(db_, sql.c_str(), nullptr, nullptr, nullptr)); }
  std::vector<std::string> column(const std::string& sql) {
    std::vector<std::string> texts;
    sqlite3_stmt* statement = nullptr;
    check(sqlite3_prepare_v2(db_, sql.c_str(), -1, &statement, nullptr));
    while (sqlite3_step(statement) == SQLITE_ROW) texts.emplace_back(reinterpret_cast<const char*>(sqlite3_column_text(statement, 0)));
    sqlite3_finalize(statement);
    return texts;
  }

  std::filesystem::path directory_;
  sqlite3* db_ = nullptr;
  std::vector<Insert> inserts_;
  std::optional<GroupCommit> group_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count < 5) return fmt::print(stderr, "group_commit_bench CITY.db THREADS WRITES TABLE[:ROWS] …\n"), 2;
  const int threads = std::atoi(arguments[2]), writes = std::atoi(arguments[3]);
  std::vector<Rows> rows;
  for (int i = 4; i < count; ++i) {
    const std::string_view text = arguments[i];
    const auto colon = text.find(':');
    rows.push_back({std::string(text.substr(0, colon)), colon == text.npos ? 1 : std::atoi(arguments[i] + colon + 1)});
  }
  sqlite3_config(SQLITE_CONFIG_URI, 1);
  Raw raw(arguments[1], rows);
  const auto began = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> waiting;
    for (int t = 0; t < threads; ++t) {
      waiting.emplace_back([&raw, t, threads, writes] {
        for (int n = t + 1; n <= writes; n += threads) raw.write(n);
      });
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  fmt::print("{:.0f}\n", writes / took.count());
}
