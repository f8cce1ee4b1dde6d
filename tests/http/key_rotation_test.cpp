// A new key takes over while two processes serve one hall: nobody is recorded twice, and everybody is found at every moment.
#include <gmock/gmock.h>

#include <thread>

#include "hall/accounts/accounts.h"
#include "hall/accounts/sign_in.h"
#include "support/two_processes.h"

namespace unionhall {
namespace {

using test::document;
using test::phone;
using test::Process;
using testing::ElementsAre;
using testing::HasSubstr;
using enum keys::State;

class KeyRotation : public test::TwoProcesses {
 protected:
  /// What the round of app/resealing.cpp does, of what these rooms hold.
  static void work(Process& at) {
    if (keys::let_newest_seal(at.hall)) return;
    const auto [all, ready] = at.database->read([&](db::Session& s) {
      auto agreed = keys::all(s);
      const bool settled = keys::settled(s, agreed, at.hall.clock.now());
      return std::pair(std::move(agreed), settled);
    });
    if (!ready) return;
    if (!keys::numbers_in(all, leaving).empty()) {
      people::reseal(at.hall, ids_of(at, "people"));
      accounts::reseal_phones(at.hall, ids_of(at, "account_phones"));
      keys::let_leave(at.hall, all);
      return;
    }
    for (const int number : keys::numbers_in(all, left)) {
      people::Sweep sweep(number);
      while (sweep.step(at.hall)) {
      }
    }
  }
  static std::vector<std::int64_t> ids_of(Process& at, const std::string& table) {
    return at.database->read([&](db::Session& s) { return s.all<std::int64_t>("SELECT id FROM " + table + " ORDER BY id LIMIT 500"); });
  }
  /// Both go on until nothing more happens.
  void settle(Process& one, Process& other) {
    for (int turn = 0; turn < 6; ++turn) {
      one.go_on();
      other.go_on();
      let_pass(keys::turn_lasts);
      work(one);
    }
  }
  static std::int64_t documents_under(Process& at, int key_no) {
    return at.database->read([&](db::Session& s) { return people::documents_under(s, key_no); });
  }
};
UNIONHALL_ON_EACH_ENGINE(KeyRotation);

TEST_P(KeyRotation, GoesOnOnlyWhenEveryProcessHasTheKey) {
  auto one = process(here_), other = process(there_);
  EXPECT_EQ(states(one), (std::map<int, keys::State>{{1, sealing}}));

  crypto::Keyring::rotate(here_);
  EXPECT_TRUE(one.keeper.follow());
  EXPECT_EQ(states(one), (std::map<int, keys::State>{{1, sealing}, {2, known}}));
  EXPECT_THAT(crypto::written(one.ring), ElementsAre(1, 2));
  EXPECT_EQ(crypto::sealing(one.ring), 1);
  EXPECT_FALSE(other.keeper.follow()) << "its file lacks the key";
  let_pass(keys::turn_lasts);
  work(one);
  EXPECT_EQ(states(one).at(2), known);
  EXPECT_THROW(process(there_), keys::NotOurs) << "a server begins without the newest key";

  bring_the_file();
  EXPECT_TRUE(other.keeper.follow());
  let_pass(keys::turn_lasts);
  work(one);
  EXPECT_EQ(states(one), (std::map<int, keys::State>{{1, leaving}, {2, sealing}}));
  EXPECT_TRUE(one.keeper.follow());
  EXPECT_THAT(crypto::written(one.ring), ElementsAre(2, 1));
  let_pass(keys::turn_lasts);
  work(one);
  EXPECT_EQ(states(one).at(1), leaving) << "the other process may still seal with it";

  settle(one, other);
  EXPECT_EQ(states(one), (std::map<int, keys::State>{{1, left}, {2, sealing}}));
  EXPECT_THAT(crypto::written(other.ring), ElementsAre(2));
  EXPECT_EQ(retire(one, 1), std::unexpected(keys::Refusal::too_soon)) << "who slept may still write under it";
  let_pass(keys::left_lasts);
  for (auto* process : {&one, &other}) process->go_on();
  EXPECT_EQ(retire(one, 2), std::unexpected(keys::Refusal::not_left));
  EXPECT_TRUE(retire(one, 1));
  EXPECT_EQ(states(one).at(1), unused);
  EXPECT_THAT(trail(one), ElementsAre("1 sealing", "2 known", "1 leaving", "2 sealing", "1 left", "1 unused"));
}

TEST_P(KeyRotation, TwoKeysOfOneNumberAreNotAgreedOn) {
  auto one = process(here_), other = process(there_);
  crypto::Keyring::rotate(here_);
  crypto::Keyring::rotate(there_);  // instead of bringing the file
  EXPECT_TRUE(one.keeper.follow());
  EXPECT_FALSE(other.keeper.follow()) << "its key 2 is another one";
  EXPECT_THAT(crypto::written(other.ring), ElementsAre(1));
  settle(one, other);
  EXPECT_EQ(states(one), (std::map<int, keys::State>{{1, sealing}, {2, known}})) << "the other one is waited for";
  EXPECT_TRUE(other.record(1)) << "and goes on as before";
  EXPECT_THROW(process(there_), keys::NotOurs);

  bring_the_file();
  EXPECT_TRUE(other.keeper.follow()) << "the other key was never in use";
  settle(one, other);
  EXPECT_EQ(states(one), (std::map<int, keys::State>{{1, left}, {2, sealing}}));
  EXPECT_EQ(one.find(1), other.find(1));
  EXPECT_TRUE(one.find(1));
}

TEST_P(KeyRotation, AKeyThatNoFileHoldsAnyMoreDoesNotComeToSeal) {
  auto one = process(here_);
  crypto::Keyring::rotate(here_);
  const auto kept = folder_.path() / "kept";
  std::filesystem::copy_file(here_, kept);
  EXPECT_TRUE(one.keeper.follow());
  const auto put_in_place = [&](const std::filesystem::path& file) {
    std::filesystem::remove(here_);
    std::filesystem::copy_file(file, here_);
  };
  put_in_place(there_);  // the one from before
  EXPECT_FALSE(one.keeper.follow());
  crypto::Keyring::rotate(here_);  // and another key 2
  EXPECT_FALSE(one.keeper.follow());
  settle(one, one);
  EXPECT_EQ(states(one).at(2), known);
  put_in_place(kept);
  settle(one, one);
  EXPECT_EQ(states(one).at(2), sealing);
}

/// Reads are answered by a replica that has not got the newest writes.
class Lagging : public db::Database {
 public:
  Lagging(db::Database& primary, db::Database& replica) : primary_(primary), replica_(replica) {}
  db::Engine engine() const override { return primary_.engine(); }
  Counters counters() const override { return primary_.counters(); }
  void backup_to(const std::filesystem::path&) override {}

 private:
  void run_read(const Body& body, bool) override {
    replica_.read([&](db::Session& s) { body(s); });
  }
  void run_write(const Body& body, db::Lane) override {
    std::ignore = primary_.write([&](db::Session& s) -> Result<void, int> { return body(s) ? Result<void, int>() : std::unexpected(0); });
  }

  db::Database& primary_;
  db::Database& replica_;
};

TEST_P(KeyRotation, TheFirstStartDoesNotWaitForAReplica) {
  const auto primary = db::Database::open(fresh_.settings);
  const test::FreshDatabase empty(GetParam());
  const auto replica = db::Database::open(empty.settings);
  db::migrate(*replica);
  Lagging database(*primary, *replica);
  auto ring = crypto::Keyring::load(here_);
  db::Ids ids(database, clock_, 0);
  Hall hall{.db = database, .clock = clock_, .keys = ring, .ids = ids, .settings = {}};
  keys::Keeper keeper(hall, ring, here_);
  EXPECT_THAT(crypto::written(ring), ElementsAre(1));
  EXPECT_TRUE(keeper.follow());
  crypto::Keyring::rotate(here_);
  EXPECT_TRUE(keeper.follow());
  EXPECT_THAT(crypto::written(ring), ElementsAre(1, 2));
}

TEST_P(KeyRotation, NobodyIsRecordedTwiceWhileOneProcessHasOnlyTheOldKey) {
  auto one = process(here_), other = process(there_);
  crypto::Keyring::rotate(here_);
  int next = 0;
  std::vector<int> tried;
  // Both meet the same documents at once, at every stage of the rotation.
  const auto meet = [&] {
    constexpr int documents = 12;
    std::atomic<int> recorded = 0, moved = 0;
    const auto race = [&](Process& process) {
      for (int n = next; n < next + documents; ++n) {
        try {
          if (process.record(n)) ++recorded;
        } catch (const keys::Moved&) {
          ++moved;
        }
      }
    };
    {
      std::jthread first([&] { race(one); }), second([&] { race(other); });
    }
    EXPECT_EQ(recorded, documents) << moved << " were refused";
    for (int n = next; n < next + documents; ++n) tried.push_back(n);
    next += documents;
  };
  const auto nobody_twice = [&] {
    for (const int n : tried) {
      ASSERT_TRUE(one.find(n)) << n;
      EXPECT_EQ(one.find(n), other.find(n)) << n;
      EXPECT_THAT(one.on_phone(n), ElementsAre(*one.find(n))) << n;
    }
    EXPECT_EQ(one.database->read([](db::Session& s) { return s.first<std::int64_t>("SELECT count(*) FROM people"); }), std::ssize(tried));
  };

  meet();  // neither knows of it
  one.keeper.follow();
  meet();  // one writes both, the other has the old key alone
  nobody_twice();
  bring_the_file();
  for (int turn = 0; turn < 5; ++turn) {
    other.keeper.follow();
    meet();
    one.keeper.follow();
    let_pass(keys::turn_lasts);
    work(one);
    meet();  // one may be a turn ahead
    nobody_twice();
  }
  settle(one, other);
  EXPECT_EQ(states(one).at(1), left);
  EXPECT_EQ(documents_under(one, 1), 0);
  EXPECT_EQ(one.database->read([](db::Session& s) { return people::phones_under(s, 1); }), 0);
  nobody_twice();
}

TEST_P(KeyRotation, WhoeverSleptThroughItClaimsNothingUnseen) {
  auto one = process(here_), sleeper = process(there_);
  ASSERT_TRUE(sleeper.record(1));
  crypto::Keyring::rotate(here_);
  one.keeper.follow();
  let_pass(std::chrono::seconds{60});  // its lease has run out: nobody waits for it any more
  settle(one, one);
  ASSERT_EQ(states(one).at(1), left);
  for (auto* process : {&one, &sleeper}) process->ids.renew();  // it wakes, and makes ids again before it looks at the keys
  EXPECT_THROW(sleeper.record(2), keys::Moved);
  EXPECT_FALSE(sleeper.keeper.follow()) << "its file lacks the key";
  bring_the_file();
  EXPECT_TRUE(sleeper.keeper.follow());
  EXPECT_TRUE(sleeper.record(2));
  EXPECT_FALSE(one.record(1)) << "recorded before the rotation";
}

TEST_P(KeyRotation, ADocumentThatNoRecordHoldsStaysUntilSomebodySaysOtherwise) {
  auto one = process(here_);
  const auto person = one.record(1).value();
  one.database->write([&](db::Session& db) {  // her passport, before she was known by her resident ID
    people::claim(db, people::claims_of(people::written_keys_of(one.ring, IdType::passport, "E12345678"), person));
  });
  crypto::Keyring::rotate(here_);
  settle(one, one);
  EXPECT_EQ(states(one).at(1), left);
  EXPECT_EQ(documents_under(one, 1), 1);
  const auto passport = people::all_keys_of(one.ring, IdType::passport, "E12345678");
  EXPECT_EQ(one.database->read([&](db::Session& db) { return people::find(db, passport); }), person);
}

TEST_P(KeyRotation, WhatDoesNotOpenStaysAndHoldsUpNothing) {
  auto one = process(here_);
  std::vector<PersonId> people;
  for (int n = 0; n < 5; ++n) people.push_back(one.record(n).value());
  one.database->write([&](db::Session& db) {
    db.exec("UPDATE people SET phone_sealed = '1.x' WHERE id = :id", people[1]);
    db.exec("UPDATE people SET id_sealed = '1.x' WHERE id = :id", people[3]);
  });
  crypto::Keyring::rotate(here_);
  settle(one, one);
  EXPECT_EQ(states(one).at(1), left);
  EXPECT_EQ(documents_under(one, 1), 1);
  EXPECT_EQ(one.database->read([](db::Session& s) { return people::phones_under(s, 1); }), 1);
  for (int n = 0; n < 5; ++n) {
    EXPECT_EQ(one.find(n), people[static_cast<std::size_t>(n)]) << n;
    EXPECT_THAT(one.on_phone(n), ElementsAre(people[static_cast<std::size_t>(n)])) << n;
  }
}

TEST_P(KeyRotation, ACodeThatWasSentBeforeOpensAfter) {
  auto one = process(here_), other = process(there_);
  const auto sent = accounts::send_code(one.hall, phone(7), "127.0.0.1");
  ASSERT_TRUE(sent.sent);
  crypto::Keyring::rotate(here_);
  bring_the_file();
  settle(one, other);  // half a minute
  ASSERT_EQ(crypto::sealing(one.ring), 2);
  const auto outcome = accounts::sign_in(
      other.hall, {.phone = phone(7), .code = sent.code, .account = {}, .means = {}, .device = {}, .address = "127.0.0.1", .request = "r"});
  EXPECT_EQ(outcome.what, accounts::SignInOutcome::What::signed_in);
}

TEST_P(KeyRotation, AnotherKeyOfTheSameNumberIsToldApart) {
  { auto one = process(here_); }
  std::filesystem::remove(there_);
  crypto::Keyring::init(there_);
  try {
    process(there_);
    ADD_FAILURE() << "another hall's key was taken";
  } catch (const keys::NotOurs& refused) {
    EXPECT_THAT(refused.what(), HasSubstr("another key 1"));
  }
}

}  // namespace
}  // namespace unionhall
