#pragma once
// How far the newest import of a hall is, read from its database beside the program that works on it: a kill, a full disk or a
// lost database falls where a test wants it, and not where a clock happened to stand.
#include <boost/describe.hpp>
#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <thread>

#include "db/database.h"
#include "support/program.h"

namespace unionhall::test {

struct ImportStanding {
  std::string state;
  std::int64_t rows_total = 0, rows_done = 0, undone = 0;
  std::int64_t members = 0;  // of the whole hall
};
BOOST_DESCRIBE_STRUCT(ImportStanding, (), (state, rows_total, rows_done, undone, members))

class ImportWatch {
 public:
  explicit ImportWatch(const db::Settings& settings) : database_(db::Database::open(settings)) {}

  /// Of one moment; nothing before the first import.
  std::optional<ImportStanding> standing() {
    return database_->read([](db::Session& db) {
      return db.first<ImportStanding>(R"sql(
          SELECT i.state, i.rows_total, i.rows_done, i.undone_restored + i.undone_removed + i.undone_kept,
                 (SELECT COUNT(*) FROM members)
            FROM imports i
           ORDER BY i.id DESC LIMIT 1)sql");
    });
  }

  /// Looks until the import has this state and `come_to(standing)` says so; false when `program` ended before.
  template <class F>
  bool sees(Program& program, const std::string& state, F come_to) {
    const auto until = std::chrono::steady_clock::now() + std::chrono::seconds{300};
    while (program.runs() && std::chrono::steady_clock::now() < until) {
      const auto now = standing();
      if (now && now->state == state && come_to(*now)) return true;
      std::this_thread::sleep_for(std::chrono::milliseconds{1});
    }
    return false;
  }

  /// A killed server held its rounds for half a minute; the next one need not wait for their end.
  void let_rounds_begin() {
    database_->write([](db::Session& db) { db.exec("DELETE FROM round_leases"); });
  }

 private:
  std::unique_ptr<db::Database> database_;
};

}  // namespace unionhall::test
