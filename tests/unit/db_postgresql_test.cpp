// What only a server has: transactions that meet, sessions that break, a replica.
#include <gmock/gmock.h>

#include <barrier>
#include <future>

#include "support/crowd.h"
#include "support/engines.h"

namespace unionhall::db {
namespace {

using namespace std::chrono_literals;

class DbPostgresql : public test::Engines {
 protected:
  void SetUp() override {
    fresh().settings.busy_timeout = 300ms;
    database().write([](Session& s) {
      s.exec("CREATE TABLE counts (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)");
      s.exec("INSERT INTO counts (name, value) VALUES ('a', 0), ('b', 0)");
    });
  }
  static std::int64_t value(Session& s, std::string_view name = "a") {
    return s.first<std::int64_t>("SELECT value FROM counts WHERE name = :name", name).value();
  }
  static void raise(Session& s, std::string_view name = "a") { s.exec("UPDATE counts SET value = value + 1 WHERE name = :name", name); }
  std::int64_t read_value() {
    return database().read([](Session& s) { return value(s); });
  }
  static std::int64_t pid(Session& s) { return s.first<std::int64_t>("SELECT pg_backend_pid()").value(); }

  std::string name() { return fresh().settings.url.substr(fresh().settings.url.rfind('/') + 1); }
  /// The same server, from another database.
  std::unique_ptr<Database> administrator() {
    auto settings = fresh().settings;
    settings.url.replace(settings.url.rfind('/'), std::string::npos, "/postgres");
    return Database::open(settings);
  }
  /// Ends every session with our database, as a server does that goes down.
  void end_sessions() {
    administrator()->read([&](Session& s) {
      s.all<bool>("SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE datname = :name LIMIT 100", name());
    });
  }
  void let_in(bool allowed) {
    administrator()->write(
        [&](Session& s) { s.exec("ALTER DATABASE " + name() + (allowed ? " ALLOW_CONNECTIONS true" : " ALLOW_CONNECTIONS false")); });
  }
};
INSTANTIATE_TEST_SUITE_P(On, DbPostgresql, ::testing::ValuesIn(test::engines_but_sqlite()),
                         [](const auto& engine) { return test::name_of(engine.param); });
GTEST_ALLOW_UNINSTANTIATED_PARAMETERIZED_TEST(DbPostgresql);

TEST_P(DbPostgresql, WhoMetAnotherIsRunAgain) {
  std::barrier both_have_read(2);
  std::atomic<int> runs = 0;
  test::crowd(2, [&](int) {
    bool first_run = true;
    database().write([&](Session& s) {
      ++runs;
      const auto seen = value(s);
      if (std::exchange(first_run, false)) both_have_read.arrive_and_wait();
      s.exec("UPDATE counts SET value = :v WHERE name = 'a'", seen + 1);
    });
  });
  EXPECT_EQ(read_value(), 2);
  EXPECT_GE(runs, 3);
  EXPECT_GE(database().counters().retries, 1);
}

TEST_P(DbPostgresql, WhoWaitsForEachOtherBothPass) {
  std::barrier both_hold_one(2);
  test::crowd(2, [&](int number) {
    bool first_run = true;
    database().write([&](Session& s) {
      raise(s, number == 0 ? "a" : "b");
      if (std::exchange(first_run, false)) both_hold_one.arrive_and_wait();
      raise(s, number == 0 ? "b" : "a");
    });
  });
  EXPECT_EQ(read_value(), 2);
}

TEST_P(DbPostgresql, TheSlowIsNotOvertakenForEverByTheQuick) {
  std::atomic<bool> slow_is_through = false;
  test::crowd(3, [&](int number) {
    if (number > 0) {
      while (!slow_is_through) database().write([](Session& s) { raise(s); });
      return;
    }
    const std::shared_ptr<void> in_any_case(nullptr, [&](auto) { slow_is_through = true; });
    EXPECT_NO_THROW(database().write([](Session& s) {
      const auto seen = value(s);
      std::this_thread::sleep_for(20ms);
      s.exec("UPDATE counts SET value = :v WHERE name = 'b'", seen);
      raise(s);
    }));
  });
}

// Nobody's rule may rest on a state that another write is changing: each reads what the other writes.
TEST_P(DbPostgresql, ARuleOverTwoRowsHoldsWhenBothChangeAtOnce) {
  std::barrier both_have_looked(2);
  test::crowd(2, [&](int number) {
    bool first_run = true;
    database().write([&](Session& s) {
      const auto sum = value(s, "a") + value(s, "b");
      if (std::exchange(first_run, false)) both_have_looked.arrive_and_wait();
      if (sum == 0) raise(s, number == 0 ? "a" : "b");  // at most one of them
    });
  });
  EXPECT_EQ(database().read([](Session& s) { return value(s, "a") + value(s, "b"); }), 1);
}

TEST_P(DbPostgresql, ASessionIsUsedAgain) {
  const auto reading = database().read(pid), writing = database().write(pid);
  for (int round = 0; round < 3; ++round) {
    EXPECT_THROW(database().write([](Session& s) { s.exec("INSERT INTO counts (name, value) VALUES ('a', 1)"); }), Failure);
    EXPECT_THROW(database().read([](Session& s) { s.each<int>("SELECT 1", [](int&&) { throw std::runtime_error("enough"); }); }),
                 std::runtime_error);
    database().read([](Session& s) { s.each<int>("SELECT 1", [](int&&) {}); });
    EXPECT_EQ(database().read(pid), reading);
    EXPECT_EQ(database().snapshot(pid), reading);
    EXPECT_EQ(database().write(pid), writing);
  }
}

TEST_P(DbPostgresql, AServerThatCameBackIsFoundAgain) {
  read_value();
  end_sessions();
  EXPECT_EQ(read_value(), 0);
  database().write([](Session& s) { raise(s); });
  EXPECT_EQ(read_value(), 1);
}

TEST_P(DbPostgresql, WhileTheServerIsAwayWeAreUnavailable) {
  read_value();
  let_in(false);
  end_sessions();
  EXPECT_THROW(read_value(), Unavailable);
  EXPECT_THROW(database().write([](Session& s) { raise(s); }), Unavailable);
  let_in(true);
  EXPECT_EQ(read_value(), 0);
  database().write([](Session& s) { raise(s); });
  EXPECT_EQ(read_value(), 1);
}

TEST_P(DbPostgresql, AWriteWhoseSessionBreaksIsNotThere) {
  EXPECT_THROW(database().write([&](Session& s) {
    raise(s);
    end_sessions();
    raise(s);
  }),
               Unavailable);
  EXPECT_THROW(database().write([&](Session& s) {
    raise(s);
    end_sessions();  // found out by COMMIT
  }),
               Unavailable);
  EXPECT_EQ(read_value(), 0);
}

TEST_P(DbPostgresql, WhoFindsAllSessionsBusyIsToldSo) {
  close();
  fresh().settings.sessions_max = 1;
  std::promise<void> busy, free;
  auto holder = std::async(std::launch::async, [&] {
    database().write([&](Session&) {
      busy.set_value();
      free.get_future().wait();
    });
  });
  busy.get_future().wait();
  EXPECT_THROW(database().write([](Session& s) { raise(s); }), Unavailable);
  EXPECT_EQ(read_value(), 0);  // readers have their own
  free.set_value();
  holder.get();
  database().write([](Session& s) { raise(s); });
}

TEST_P(DbPostgresql, ReadsAskTheReplicaAndWhereItIsAwayThePrimary) {
  const test::FreshDatabase replica(Engine::postgresql);  // a stand-in: another state shows who was asked
  Database::open(replica.settings)->write([](Session& s) {
    s.exec("CREATE TABLE counts (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)");
    s.exec("INSERT INTO counts (name, value) VALUES ('a', 77)");
  });
  close();
  fresh().settings.read_url = replica.settings.url;
  EXPECT_EQ(read_value(), 77);
  database().write([](Session& s) { EXPECT_EQ(value(s), 0); });

  close();
  fresh().settings.read_url = "postgresql://127.0.0.1:1/nobody";
  EXPECT_EQ(read_value(), 0);
}

TEST_P(DbPostgresql, ABackupIsTheServersOwnBusiness) { EXPECT_THROW(database().backup_to("nowhere.db"), std::logic_error); }

TEST_P(DbPostgresql, AStatementIsPreparedOnceHoweverOftenItRuns) {
  database().snapshot([](Session& s) {
    for (int i = 0; i < 5; ++i) value(s, i % 2 == 0 ? "a" : "b");
    // What the server itself counts of this session.
    const auto runs = s.all<std::int64_t>(R"sql(
        SELECT generic_plans + custom_plans FROM pg_prepared_statements WHERE statement LIKE 'SELECT value FROM counts%' LIMIT 10)sql");
    EXPECT_THAT(runs, testing::ElementsAre(5));
  });
}

}  // namespace
}  // namespace unionhall::db
