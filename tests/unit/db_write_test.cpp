#include <gmock/gmock.h>

#include <future>
#include <set>

#include "support/crowd.h"
#include "support/engines.h"

namespace unionhall::db {
namespace {

using ::testing::ElementsAre;

enum class Refusal { taken };

class DbWrite : public test::Engines {
 protected:
  void SetUp() override {
    database().write([](Session& s) {
      s.exec("CREATE TABLE counts (name TEXT NOT NULL PRIMARY KEY, value BIGINT NOT NULL)");
      s.exec("INSERT INTO counts (name, value) VALUES ('members', 0)");
    });
  }
  static std::int64_t value(Session& s) { return s.first<std::int64_t>("SELECT value FROM counts WHERE name = 'members'").value(); }
  static void set(Session& s, std::int64_t to) { s.exec("UPDATE counts SET value = :to WHERE name = 'members'", to); }
  std::int64_t value() {
    return database().read([](Session& s) { return value(s); });
  }
};
UNIONHALL_ON_EACH_ENGINE(DbWrite);

TEST_P(DbWrite, OnlyAResultWithAValueIsKept) {
  const auto refused = database().write([](Session& s) -> Result<int, Refusal> {
    set(s, 1);
    return std::unexpected(Refusal::taken);
  });
  EXPECT_EQ(refused.error(), Refusal::taken);
  EXPECT_EQ(value(), 0);

  EXPECT_EQ(database().write([](Session& s) -> Result<int, Refusal> { return set(s, 2), 5; }), 5);
  EXPECT_EQ(value(), 2);
  EXPECT_TRUE(database().write([](Session& s) -> Result<void, Refusal> { return set(s, 3), Result<void, Refusal>{}; }));
  EXPECT_EQ(value(), 3);
  database().write([](Session& s) { set(s, 4); });
  EXPECT_EQ(value(), 4);
}

TEST_P(DbWrite, AnExceptionUndoesTheWriteAndReachesItsCaller) {
  EXPECT_THROW(database().write([](Session& s) {
    set(s, 1);
    throw std::range_error("no");
  }),
               std::range_error);
  EXPECT_EQ(value(), 0);
}

TEST_P(DbWrite, NothingIsKeptAfterAStatementThatFailedWasPassedOver) {
  EXPECT_THROW(database().write([](Session& s) {
    set(s, 1);
    try {
      s.exec("INSERT INTO counts (name, value) VALUES ('members', 9)");
    } catch (const Failure&) {
    }
  }),
               std::logic_error);
  EXPECT_EQ(value(), 0);
  database().write([](Session& s) { set(s, 2); });
  EXPECT_EQ(value(), 2);
}

TEST_P(DbWrite, AWriteInsideAWriteIsAMistake) {
  EXPECT_THROW(database().write([&](Session&) { database().write([](Session& s) { set(s, 1); }); }), std::logic_error);
  EXPECT_EQ(value(), 0);
  database().write([](Session& s) { set(s, 1); });
  EXPECT_EQ(value(), 1);
}

// A statement that was left half read would keep its session looking at an old state.
TEST_P(DbWrite, EveryReadSeesWhatWasCommittedBeforeIt) {
  database().write([](Session& s) { s.exec("INSERT INTO counts (name, value) VALUES ('unions', 0)"); });
  for (std::int64_t round = 1; round <= 20; ++round) {
    database().write([&](Session& s) { s.exec("UPDATE counts SET value = :round", round); });
    const auto first_of_two = [](Session& s) { return s.first<std::int64_t>("SELECT value FROM counts LIMIT 2"); };
    EXPECT_EQ(database().read(first_of_two), round);
    EXPECT_EQ(database().snapshot(first_of_two), round);
    EXPECT_THROW(
        database().read([](Session& s) { s.each<int>("SELECT value FROM counts", [](int&&) { throw std::runtime_error("enough"); }); }),
        std::runtime_error);
  }
}

TEST_P(DbWrite, TwoStatementsOfASnapshotAgree) {
  const auto [before, after] = database().snapshot([&](Session& s) {
    const auto first = value(s);
    std::async(std::launch::async, [&] { database().write([](Session& w) { set(w, 7); }); }).get();
    return std::pair(first, value(s));
  });
  EXPECT_EQ(before, 0);
  EXPECT_EQ(after, 0);
  EXPECT_EQ(value(), 7);
}

TEST_P(DbWrite, WhoReadsAndThenWritesLosesNothingToAnother) {
  constexpr int threads = 6, rounds = 15;
  test::crowd(threads, [&](int) {
    for (int round = 0; round < rounds; ++round) {
      database().write([](Session& s) { set(s, value(s) + 1); });
    }
  });
  EXPECT_EQ(value(), threads * rounds);
}

TEST_P(DbWrite, EachOfManyWritersGetsItsOwnAnswer) {
  constexpr int threads = 16, rounds = 12;
  std::mutex mutex;
  std::set<std::string> kept;
  test::crowd(threads, [&](int number) {
    for (int round = 0; round < rounds; ++round) {
      const auto name = std::to_string(number) + "." + std::to_string(round);
      const auto insert = [&](Session& s) { s.exec("INSERT INTO counts (name, value) VALUES (:name, 1)", name); };
      switch ((number + round) % 4) {
        case 0:
          EXPECT_THROW(database().write([&](Session& s) { insert(s), insert(s); }), Failure);  // the second one fails
          break;
        case 1: {
          const auto refused = database().write([&](Session& s) -> Result<void, Refusal> {
            insert(s);
            return std::unexpected(Refusal::taken);
          });
          EXPECT_FALSE(refused);
          break;
        }
        default: {
          number % 2 == 0 ? database().write(insert) : database().write_in_background(insert);
          const std::lock_guard lock(mutex);
          kept.insert(name);
        }
      }
    }
  });
  const auto found = database().read([](Session& s) { return s.all<std::string>("SELECT name FROM counts WHERE value = 1 LIMIT 1000"); });
  EXPECT_EQ(std::set(found.begin(), found.end()), kept);
  EXPECT_EQ(found.size(), kept.size());
}

TEST_P(DbWrite, CountersTellWritesFromCommits) {
  const auto before = database().counters();
  database().write([](Session& s) { set(s, 1); });
  database().write([](Session& s) -> Result<void, Refusal> { return set(s, 2), std::unexpected(Refusal::taken); });
  const auto after = database().counters();
  EXPECT_EQ(after.writes - before.writes, 2);
  EXPECT_EQ(after.commits - before.commits, 1);
  EXPECT_EQ(after.failed_commits, 0);
}

}  // namespace
}  // namespace unionhall::db
