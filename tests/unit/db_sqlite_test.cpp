// What only SQLite has: group commit, its two lanes, a file that fills the disk, a WAL that must not grow.
#include <gmock/gmock.h>
#include <sys/resource.h>

#include <atomic>
#include <csignal>
#include <fstream>
#include <future>

#include "db/sqlite.h"
#include "support/crowd.h"
#include "support/engines.h"

namespace unionhall::db {
namespace {

using ::testing::ElementsAre;
using namespace std::chrono_literals;

enum class Refusal { taken };

/// The writer thread, kept busy until it is let go, so that what comes meanwhile waits together.
class Held {
 public:
  explicit Held(Database& database) {
    writer_ = std::async(std::launch::async, [&] {
      database.write([&](Session&) {
        busy_.set_value();
        free_.get_future().wait();
      });
    });
    busy_.get_future().wait();
  }
  void let_go() {
    free_.set_value();
    writer_.get();
  }

 private:
  std::promise<void> busy_, free_;
  std::future<void> writer_;
};

class DbSqlite : public ::testing::Test {
 protected:
  DbSqlite() {
    database = Database::open(fresh.settings);
    database->write([](Session& s) { s.exec("CREATE TABLE notes (id BIGINT NOT NULL PRIMARY KEY, note TEXT NOT NULL DEFAULT '')"); });
  }

  static void add(Session& s, std::int64_t id, std::string_view note = "") {
    s.exec("INSERT INTO notes (id, note) VALUES (:id, :note)", id, note);
  }
  std::vector<std::int64_t> ids() {
    return database->read([](Session& s) { return s.all<std::int64_t>("SELECT id FROM notes ORDER BY id LIMIT 100"); });
  }

  /// Starts a write and returns once it waits behind the one that is held.
  template <class F>
  auto waiting(F body, Lane lane = Lane::urgent) {
    const auto before = database->counters().waiting;
    auto answer = std::async(std::launch::async, [this, body, lane] {
      return lane == Lane::urgent ? database->write(body) : database->write_in_background(body);
    });
    while (database->counters().waiting == before) std::this_thread::yield();
    return answer;
  }

  std::uintmax_t wal_bytes() { return std::filesystem::file_size(fresh.settings.data / "unionhall.db-wal"); }

  test::FreshDatabase fresh{Engine::sqlite};
  std::unique_ptr<Database> database;
};

TEST_F(DbSqlite, WritesThatWaitAreCommittedTogetherAndFailAlone) {
  Held held(*database);
  auto first = waiting([](Session& s) { add(s, 1); });
  auto failing = waiting([](Session& s) { add(s, 2), add(s, 1); });
  auto refused = waiting([](Session& s) -> Result<void, Refusal> { return add(s, 3), std::unexpected(Refusal::taken); });
  auto last = waiting([](Session& s) { add(s, 4); });
  const auto before = database->counters();
  held.let_go();
  first.get();
  EXPECT_THROW(failing.get(), Failure);
  EXPECT_FALSE(refused.get());
  last.get();
  EXPECT_THAT(ids(), ElementsAre(1, 4));
  EXPECT_EQ(database->counters().commits - before.commits, 2);  // the one that was held, and the four together
}

TEST_F(DbSqlite, LongWorkLetsEverybodyPassBetweenItsChunks) {
  std::vector<std::string> order;
  Held held(*database);
  auto chunk = waiting([&](Session&) { order.push_back("chunk"); }, Lane::background);
  auto next_chunk = waiting([&](Session&) { order.push_back("next chunk"); }, Lane::background);
  auto urgent = waiting([&](Session&) { order.push_back("urgent"); });
  held.let_go();
  chunk.get(), next_chunk.get(), urgent.get();
  EXPECT_THAT(order, ElementsAre("urgent", "chunk", "next chunk"));
}

/// No file grows beyond `bytes` while it lives: the disk, as far as this process sees it, is full.
class FullDisk {
 public:
  explicit FullDisk(std::uintmax_t bytes) {
    ::signal(SIGXFSZ, SIG_IGN);
    ::getrlimit(RLIMIT_FSIZE, &before_);
    auto limit = before_;
    limit.rlim_cur = bytes;
    ::setrlimit(RLIMIT_FSIZE, &limit);
  }
  ~FullDisk() { ::setrlimit(RLIMIT_FSIZE, &before_); }

 private:
  rlimit before_{};
};

TEST_F(DbSqlite, WhenTheCommitFailsNobodyWasServedAndLaterEverybodyIs) {
  const std::string long_note(50'000, 'x');
  Held held(*database);
  auto fine = waiting([](Session& s) { add(s, 1); });
  auto large = waiting([&](Session& s) { add(s, 2, long_note); });
  // Its refusal rests on a row that is about to vanish.
  auto refused = waiting([](Session& s) -> Result<void, Refusal> {
    if (s.exec("INSERT INTO notes (id) VALUES (1) ON CONFLICT DO NOTHING") == 0) return std::unexpected(Refusal::taken);
    return {};
  });
  {
    const FullDisk full(wal_bytes() + 8'000);
    held.let_go();
    EXPECT_THROW(fine.get(), Unavailable);
    EXPECT_THROW(large.get(), Unavailable);
    EXPECT_THROW(refused.get(), Unavailable);
    EXPECT_THAT(ids(), ElementsAre());  // reading goes on
    EXPECT_THROW(database->write([&](Session& s) { add(s, 2, long_note); }), Unavailable);
  }
  EXPECT_GE(database->counters().failed_commits, 2);
  database->write([&](Session& s) { add(s, 2, long_note); });
  EXPECT_THAT(ids(), ElementsAre(2));
}

TEST_F(DbSqlite, AFullDatabaseIsUnavailableUntilThereIsRoomAgain) {
  const auto pages = database->write([](Session& s) { return s.first<std::int64_t>("PRAGMA page_count"); });
  const auto limit_pages = [&](std::int64_t n) {
    database->write([&](Session& s) { s.first<std::int64_t>("PRAGMA max_page_count = " + std::to_string(n)); });
  };
  const std::string long_note(100'000, 'x');
  limit_pages(*pages + 2);
  Held held(*database);
  auto small = waiting([](Session& s) { add(s, 1); });
  auto large = waiting([&](Session& s) { add(s, 2, long_note); });
  auto behind = waiting([](Session& s) { add(s, 3); });
  held.let_go();
  // SQLite gives the whole transaction up where it finds no room, so the neighbours are told to come again.
  for (auto* write : {&small, &large, &behind}) EXPECT_THROW(write->get(), Unavailable);
  EXPECT_THAT(ids(), ElementsAre());
  database->write([](Session& s) { add(s, 1); });  // fits
  limit_pages(1'000'000);
  database->write([&](Session& s) { add(s, 2, long_note); });
  EXPECT_THAT(ids(), ElementsAre(1, 2));
}

TEST_F(DbSqlite, TheWalStaysSmallHoweverManyRead) {
  database->write([](Session& s) {
    for (int id = 1; id <= 500; ++id) add(s, id, std::string(4000, 'x'));
  });
  std::jthread reader([&](const std::stop_token& stop) {
    while (!stop.stop_requested())
      database->snapshot([](Session& s) { return s.all<std::int64_t>("SELECT length(note) FROM notes LIMIT 500"); });
  });
  std::uintmax_t largest = 0;
  for (int round = 0; round < 120; ++round) {  // 240 MB of changed pages
    database->write([&](Session& s) { s.exec("UPDATE notes SET note = :note", std::string(4000, static_cast<char>('a' + round % 26))); });
    database->read([](Session& s) { return s.first<std::int64_t>("SELECT id FROM notes"); });  // not read to its end
    largest = std::max(largest, wal_bytes());
  }
  EXPECT_LT(largest, std::uintmax_t{100} << 20);
}

TEST_F(DbSqlite, WhatWasAnsweredWithSuccessIsOnDisk) {
  const auto writer_setting = [&](const char* pragma) { return database->write([&](Session& s) { return s.first<std::string>(pragma); }); };
  EXPECT_EQ(writer_setting("PRAGMA journal_mode"), "wal");
  EXPECT_EQ(writer_setting("PRAGMA synchronous"), "2");  // FULL: each commit waits for the disk
}

TEST_F(DbSqlite, AnotherProcessThatHoldsTheLockTooLongMakesUsUnavailable) {
  fresh.settings.busy_timeout = 50ms;
  const auto impatient = Database::open(fresh.settings);
  Held held(*database);
  EXPECT_THROW(impatient->write([](Session& s) { add(s, 1); }), Unavailable);
  held.let_go();
  impatient->write([](Session& s) { add(s, 1); });
  EXPECT_THAT(ids(), ElementsAre(1));
}

// SQLite calls no busy handler for whoever meets another on the way to WAL mode; it answers at once.
TEST_F(DbSqlite, WhoeverOpensANewFileTogetherWithOthersWaitsForThem) {
  constexpr int rounds = 50, processes = 4;
  for (int round = 0; round < rounds; ++round) {
    const test::FreshDatabase unopened(Engine::sqlite);
    test::crowd(processes, [&](int) { EXPECT_NO_THROW(Database::open(unopened.settings)); });
  }
}

// Two writers who never pause, as a server and an import beside it: neither waits for the other's end.
TEST_F(DbSqlite, TwoProcessesTakeTurns) {
  constexpr int writes = 60;
  const auto other = Database::open(fresh.settings);
  std::atomic<int> here = 0, there = 0;
  const auto write_on = [&](Database& mine, std::atomic<int>& count, std::chrono::milliseconds each) {
    while (here < writes && there < writes) {
      mine.write([&](Session&) { std::this_thread::sleep_for(each); });
      ++count;
    }
  };
  auto import = std::async(std::launch::async, [&] { write_on(*database, here, 10ms); });
  auto server = std::async(std::launch::async, [&] { write_on(*other, there, 1ms); });
  import.get(), server.get();
  EXPECT_GT(here, writes / 6);
  EXPECT_GT(there, writes / 6);
}

TEST_F(DbSqlite, ItsFilesAreForTheirOwnerAlone) {
  namespace fs = std::filesystem;
  const auto backup = fresh.settings.data / "copy.db";
  database->backup_to(backup);
  for (const auto& file : {fresh.settings.data / "unionhall.db", fresh.settings.data / "unionhall.db-wal", backup}) {
    EXPECT_EQ(fs::status(file).permissions() & (fs::perms::group_all | fs::perms::others_all), fs::perms::none) << file;
  }
}

TEST_F(DbSqlite, ABackupIsOneStateOfADatabaseInUse) {
  std::atomic<int> written = 0;
  std::jthread writer([&](const std::stop_token& stop) {
    for (int id = 0; !stop.stop_requested(); id += 2) {
      database->write([&](Session& s) { add(s, id), add(s, id + 1); });
      if (++written == 1) written.notify_one();
    }
  });
  const test::FreshDatabase restored(Engine::sqlite);
  written.wait(0);
  database->backup_to(restored.settings.data / "unionhall.db");
  const auto copy = Database::open(restored.settings);
  const auto rows = copy->read([](Session& s) { return s.first<std::int64_t>("SELECT count(*) FROM notes"); });
  EXPECT_GT(rows, 0);
  EXPECT_EQ(*rows % 2, 0);
  EXPECT_EQ(copy->read([](Session& s) { return s.first<std::string>("PRAGMA integrity_check"); }), "ok");
}

TEST_F(DbSqlite, WhatIsNoDatabaseIsNotOpened) {
  const test::FreshDatabase other(Engine::sqlite);
  const auto file = other.settings.data / "unionhall.db";
  { std::ofstream(file) << std::string(5000, 'x'); }
  EXPECT_THROW(Database::open(other.settings), Unavailable);
  auto nowhere = other.settings;
  nowhere.data = file / "below-a-file";
  EXPECT_THROW(Database::open(nowhere), Unavailable);
}

TEST_F(DbSqlite, AStatementIsPreparedOnceHoweverOftenItRuns) {
  constexpr auto asked = "SELECT note FROM notes WHERE id = :id";
  database->read([&](Session& s) {
    for (int i = 0; i < 5; ++i) s.first<std::string>(asked, i);
    auto* connection = dynamic_cast<SqliteConnection&>(s.connection()).file().getHandle();
    std::vector<int> runs;
    for (auto* kept = sqlite3_next_stmt(connection, nullptr); kept != nullptr; kept = sqlite3_next_stmt(connection, kept)) {
      if (std::string_view(sqlite3_sql(kept)).find("FROM notes") == std::string_view::npos) continue;
      runs.push_back(sqlite3_stmt_status(kept, SQLITE_STMTSTATUS_RUN, 0));
      EXPECT_EQ(sqlite3_stmt_status(kept, SQLITE_STMTSTATUS_REPREPARE, 0), 0);
    }
    EXPECT_THAT(runs, ElementsAre(5));
  });
}

}  // namespace
}  // namespace unionhall::db
