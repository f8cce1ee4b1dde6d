// Rounds: who takes the next turn, and what a failed one leaves behind.
#include "hall/rounds/rounds.h"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "hall/rounds/worker.h"
#include "support/hall.h"

namespace unionhall {
namespace {

class RoundsOf : public ::testing::TestWithParam<db::Engine> {
 protected:
  std::int64_t leases() {
    return hall.db().read([](db::Session& s) { return s.first<std::int64_t>("SELECT COUNT(*) FROM round_leases"); }).value();
  }

  test::Hall hall{GetParam()};
};
UNIONHALL_ON_EACH_ENGINE(RoundsOf);

/// Counts turns, and lets a test wait for one.
struct Turns {
  int count = 0;
  std::mutex mutex;
  std::condition_variable came;
  void come() {
    const std::lock_guard lock(mutex);
    ++count;
    came.notify_all();
  }
  void wait_for(int at_least) {
    std::unique_lock lock(mutex);
    came.wait(lock, [&] { return count >= at_least; });
  }
};

TEST_P(RoundsOf, OnceTakesEveryTurnAndGivesTheLeasesBack) {
  rounds::Rounds rounds(hall.hall());
  int a = 0, b = 0;
  rounds.add({"a", std::chrono::hours{1}, [&] { ++a; }});
  rounds.add({"b", std::chrono::hours{1}, [&] { ++b; }});
  rounds.once();
  rounds.once();
  EXPECT_EQ(a, 2);
  EXPECT_EQ(b, 2);
  EXPECT_EQ(leases(), 0);
}

TEST_P(RoundsOf, AFailedTurnStopsNeitherTheOthersNorItself) {
  rounds::Rounds rounds(hall.hall());
  int tries = 0, b = 0;
  rounds.add({"a", std::chrono::hours{1}, [&] {
                ++tries;
                throw db::Unavailable("gone");
              }});
  rounds.add({"b", std::chrono::hours{1}, [&] { ++b; }});
  rounds.once();
  rounds.once();
  EXPECT_EQ(tries, 2);
  EXPECT_EQ(b, 2);
}

TEST_P(RoundsOf, OneProcessAtATimeTakesTheTurns) {
  Turns first, second;
  rounds::Rounds one(hall.hall()), other(hall.hall());
  one.add({"a", std::chrono::milliseconds{1}, [&] { first.come(); }});
  other.add({"a", std::chrono::milliseconds{1}, [&] { second.come(); }});
  one.start();
  first.wait_for(3);
  other.once();
  EXPECT_EQ(second.count, 0) << "the first holds the lease";

  one.stop();
  EXPECT_EQ(leases(), 0) << "who leaves gives it back";
  other.start();
  hall.clock.advance(std::chrono::seconds{31});  // it had looked, and waits for the lease it saw to end
  second.wait_for(2);
  other.stop();
}

TEST_P(RoundsOf, ALeaseThatNobodyGaveBackEndsByItself) {
  hall.db().write([&](db::Session& s) {
    s.exec("INSERT INTO round_leases (name, holder, until_ms) VALUES ('a', 'a process that was killed', :until)",
           hall.clock.now() + std::chrono::seconds{30});
  });
  rounds::Rounds rounds(hall.hall());
  int turns = 0;
  rounds.add({"a", std::chrono::hours{1}, [&] { ++turns; }});
  rounds.once();
  EXPECT_EQ(turns, 0);
  hall.clock.advance(std::chrono::seconds{31});
  rounds.once();
  EXPECT_EQ(turns, 1);
}

TEST_P(RoundsOf, AHeldLeaseIsSeldomWritten) {
  rounds::Rounds rounds(hall.hall());
  Turns turns;
  rounds.add({"a", std::chrono::milliseconds{1}, [&] { turns.come(); }});
  rounds.start();
  turns.wait_for(1);
  const auto before = hall.db().counters().writes;
  turns.wait_for(20);
  EXPECT_EQ(hall.db().counters().writes, before);
  rounds.stop();
}

// ── Long work ──────────────────────────────────────────────────────────────────────────────────────────────────

TEST(Worker, OnceDoesWhatWaitsAndCountsIt) {
  int waiting = 3;
  rounds::Worker worker("a", [&](const std::stop_token&) { return waiting > 0 && waiting-- > 0; });
  EXPECT_EQ(worker.once(), 3);
  EXPECT_EQ(worker.once(), 0);
}

TEST(Worker, WhatFailsIsTriedAgain) {
  Turns turns;
  rounds::Worker worker("a", [&](const std::stop_token&) -> bool {
    turns.come();
    throw db::Unavailable("gone");
  });
  worker.start();
  turns.wait_for(2);
  worker.stop();
}

TEST(Worker, StoppedItLeavesTheRestForLater) {
  Turns turns;
  rounds::Worker worker("a", [&](const std::stop_token& stop) {
    turns.come();
    while (!stop.stop_requested()) std::this_thread::yield();
    return false;
  });
  worker.start();
  turns.wait_for(1);
  worker.stop();
  EXPECT_EQ(turns.count, 1);
  worker.start();
  turns.wait_for(2);
}

}  // namespace
}  // namespace unionhall
