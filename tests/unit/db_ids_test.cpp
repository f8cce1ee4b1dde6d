#include <gmock/gmock.h>

#include <set>

#include "db/ids.h"
#include "support/crowd.h"
#include "support/engines.h"

namespace unionhall::db {
namespace {

using namespace std::chrono_literals;
using PersonId = Id<struct Person>;

constexpr auto noon = Instant{std::chrono::sys_days{2026y / 7 / 15} + 12h};

int writer_of(PersonId id) { return static_cast<int>(id.value >> 10 & 0xfff); }

class DbIds : public test::Engines {
 protected:
  PersonId next(Ids& ids) { return ids.next<struct Person>(); }
  StillClock clock{noon};
};
UNIONHALL_ON_EACH_ENGINE(DbIds);

TEST_P(DbIds, AnIdTellsWhenAndByWhomItWasMade) {
  Ids ids(database(), clock, 3);
  const auto first = next(ids);
  const auto since_2026 = noon - Instant{std::chrono::sys_days{2026y / 1 / 1}};
  EXPECT_EQ(first.value >> 22, since_2026.count());
  EXPECT_EQ(writer_of(first), 3 * 64);
  clock.advance(1ms);
  EXPECT_LT(first, next(ids));
}

TEST_P(DbIds, NoTwoAreAlikeWhoeverMakesThem) {
  std::set<std::int64_t> made;
  std::mutex mutex;
  constexpr int threads = 4, each = 3000;  // more than fit into a millisecond that does not pass
  Ids ours(database(), clock, 0), theirs(database(), clock, 0);
  test::crowd(threads, [&](int number) {
    std::vector<std::int64_t> mine;
    for (int n = 0; n < each; ++n) mine.push_back(next(number % 2 == 0 ? ours : theirs).value);
    EXPECT_TRUE(std::ranges::is_sorted(mine));
    const std::lock_guard lock(mutex);
    made.insert(mine.begin(), mine.end());
  });
  EXPECT_EQ(made.size(), std::size_t{threads} * each);
}

TEST_P(DbIds, AWriterNumberIsLeasedToOneAndGivenBack) {
  {
    Ids first(database(), clock, 0), second(database(), clock, 0), elsewhere(database(), clock, 1);
    EXPECT_EQ(writer_of(next(first)), 0);
    EXPECT_EQ(writer_of(next(second)), 1);
    EXPECT_EQ(writer_of(next(elsewhere)), 64);
  }
  clock.advance(1s);
  Ids again(database(), clock, 0);
  EXPECT_EQ(writer_of(next(again)), 0);
}

TEST_P(DbIds, AClockThatWasSetBackRepeatsNothing) {
  PersonId last;
  {
    Ids ids(database(), clock, 0);
    last = next(ids);
    clock.advance(-1h);
    EXPECT_LT(last, next(ids));
    last = next(ids);
  }
  // All writers of the region have their past ahead of the clock: the next one goes on behind the last id.
  database().write([&](Session& s) {
    for (int writer = 1; writer < 64; ++writer) {
      s.exec("INSERT INTO id_writers (writer, leased_until_ms, holder, last_ms) VALUES (:w, 0, '', :ms)", writer, noon + 1h);
    }
  });
  Ids ids(database(), clock, 0);
  EXPECT_EQ(writer_of(next(ids)), 0);
  EXPECT_LT(last, next(ids));
}

TEST_P(DbIds, WhoCrashedKeepsItsNumberUntilTheLeaseEnds) {
  database().write([&](Session& s) {
    s.exec("INSERT INTO id_writers (writer, leased_until_ms, holder, last_ms) VALUES (0, :until, 'crashed', :until)", noon + 60s);
  });
  {
    Ids meanwhile(database(), clock, 0);
    EXPECT_EQ(writer_of(next(meanwhile)), 1);
  }
  clock.advance(61s);
  Ids later(database(), clock, 0);
  EXPECT_EQ(writer_of(next(later)), 0);
  EXPECT_GT(next(later).value >> 22, (noon + 60s - Instant{std::chrono::sys_days{2026y / 1 / 1}}).count());
}

TEST_P(DbIds, WithoutALeaseNoIdIsMade) {
  Ids ids(database(), clock, 0);
  next(ids);
  clock.advance(61s);
  EXPECT_THROW(next(ids), Unavailable);
  EXPECT_TRUE(ids.renew());
  next(ids);

  database().write([](Session& s) { s.exec("UPDATE id_writers SET holder = 'another' WHERE writer = 0"); });
  EXPECT_FALSE(ids.renew());
  EXPECT_THROW(next(ids), Unavailable);
}

TEST_P(DbIds, ARegionHasNoMoreWritersThanItsBlock) {
  database().write([&](Session& s) {
    for (int writer = 0; writer < 64; ++writer) {
      s.exec("INSERT INTO id_writers (writer, leased_until_ms, holder, last_ms) VALUES (:w, :until, 'x', 0)", writer, noon + 1s);
    }
  });
  EXPECT_THROW(Ids(database(), clock, 0), Unavailable);
  Ids neighbour(database(), clock, 1);
  EXPECT_THROW(Ids(database(), clock, 64), std::invalid_argument);
}

}  // namespace
}  // namespace unionhall::db
