// A bare group commit of the row that one look at a person leaves: waiting threads, one that writes for all of them, and
// nothing of ours. What the server does over HTTP is measured beside it.
//
//   group_commit_bench CITY.db THREADS ROWS      CITY.db lends the table with its indexes and one of its rows
#include <fmt/format.h>
#include <sqlite3.h>

#include <chrono>
#include <condition_variable>
#include <cstdlib>
#include <filesystem>
#include <future>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <vector>

namespace {

constexpr auto table = "audit_events";

class Raw {
 public:
  explicit Raw(const std::string& city) {
    auto path = (std::filesystem::temp_directory_path() / "unionhall-bench-XXXXXX").string();
    if (::mkdtemp(path.data()) == nullptr) throw std::runtime_error("no temporary directory");
    directory_ = path;
    check(
        sqlite3_open_v2((directory_ / "raw.db").c_str(), &db_, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr));
    tell("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA cache_size = -32768; PRAGMA wal_autocheckpoint = 4000");
    tell(fmt::format("ATTACH 'file:{}?mode=ro' AS city", city));
    for (const auto& sql :
         column(fmt::format("SELECT sql FROM city.sqlite_master WHERE tbl_name = '{}' AND sql IS NOT NULL ORDER BY type DESC", table)))
      tell(sql);
    tell(fmt::format("CREATE TEMP TABLE sample AS SELECT * FROM city.{} WHERE what = 'look' LIMIT 1; DETACH city", table));
    std::string values;
    for (const auto& name : column(fmt::format("SELECT name FROM pragma_table_info('{}') ORDER BY cid", table))) {
      values += values.empty() ? "" : ", ";
      values += name == "id" ? "?1" : name == "subject_id" ? "?2" : name;
    }
    check(sqlite3_prepare_v2(db_, fmt::format("INSERT INTO {} SELECT {} FROM sample", table, values).c_str(), -1, &insert_, nullptr));
    writer_ = std::thread([this] { work(); });
  }
  ~Raw() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    writer_.join();
    sqlite3_finalize(insert_);
    sqlite3_close_v2(db_);
    std::filesystem::remove_all(directory_);
  }

  void write(std::int64_t number) {
    std::promise<void> answer;
    auto answered = answer.get_future();
    {
      const std::lock_guard lock(mutex_);
      waiting_.emplace_back(number, std::move(answer));
    }
    wake_.notify_one();
    answered.get();
  }

 private:
  void work() {
    for (std::unique_lock lock(mutex_);; lock.lock()) {
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      auto group = std::exchange(waiting_, {});
      lock.unlock();
      tell("BEGIN IMMEDIATE");
      for (const auto& [number, answer] : group) {
        sqlite3_bind_int64(insert_, 1, number);
        sqlite3_bind_int64(insert_, 2, number * 7919 % 863'300);  // members are opened in no order
        if (sqlite3_step(insert_) != SQLITE_DONE) throw std::runtime_error(sqlite3_errmsg(db_));
        sqlite3_reset(insert_);
      }
      tell("COMMIT");
      for (auto& [number, answer] : group) answer.set_value();
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
  sqlite3_stmt* insert_ = nullptr;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<std::pair<std::int64_t, std::promise<void>>> waiting_;
  bool stopping_ = false;
  std::thread writer_;
};

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) return fmt::print(stderr, "group_commit_bench CITY.db THREADS ROWS\n"), 2;
  const int threads = std::atoi(arguments[2]), rows = std::atoi(arguments[3]);
  sqlite3_config(SQLITE_CONFIG_URI, 1);
  Raw raw(arguments[1]);
  const auto began = std::chrono::steady_clock::now();
  {
    std::vector<std::jthread> waiting;
    for (int t = 0; t < threads; ++t) {
      waiting.emplace_back([&raw, t, threads, rows] {
        for (int n = t + 1; n <= rows; n += threads) raw.write(n);
      });
    }
  }
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - began;
  fmt::print("{:.0f}\n", rows / took.count());
}
