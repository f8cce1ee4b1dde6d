// The whole of a rotation of keys: what the program does with every sealed column, and what is left under the old key in the end.
#include <gmock/gmock.h>

#include <fstream>

#include "app/check.h"
#include "app/commands.h"
#include "app/front.h"
#include "app/hall_server.h"
#include "app/resealing.h"
#include "app/retiring.h"
#include "app/sealed_columns.h"
#include "app/state_hash.h"
#include "hall/accounts/accounts.h"
#include "hall/accounts/enrolment.h"
#include "hall/accounts/proof.h"
#include "hall/accounts/sign_in.h"
#include "hall/accounts/store.h"
#include "support/two_processes.h"

namespace unionhall {
namespace {

using test::phone;
using test::Process;
using testing::AllOf;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using enum keys::State;

class Resealing : public test::TwoProcesses {
 protected:
  Resealing() { app::offer_rooms(); }
  static std::vector<std::string> uses(Process& at, int number) {
    std::vector<std::string> all;
    for (const auto& use : at.database->read([&](db::Session& s) { return app::uses_of_key(s, number); })) all.push_back(use.what);
    return all;
  }
  /// Why key 1 is not retired after so long; empty: it is.
  std::string refused(Process& one, app::Forget forget = app::Forget::nothing, std::chrono::seconds after = keys::left_lasts) {
    let_pass(after);
    one.go_on();
    try {
      app::retire_key(one.hall, 1, forget);
      return "";
    } catch (const app::NotDone& why) {
      return why.what();
    }
  }
  /// As an administrator takes it out of the file by hand.
  void forget_key_1() {
    std::ifstream in(here_);
    std::string text, line;
    while (std::getline(in, line)) text += line.starts_with("1 ") ? "" : line + "\n";
    in.close();
    std::ofstream(here_, std::ios::trunc) << text;
  }
  /// Appointed, and shown her recovery codes.
  static std::pair<access::Actor, std::vector<std::string>> officer_with_codes(Process& at) {
    return at.database->write([&](db::Session& db) {
      const auto account = accounts::open_account(db, at.hall, {.name = "王小河", .phone = phone(1)}, at.hall.clock.now());
      accounts::store::enrol(db, account, at.ring.seal(crypto::new_totp_secret(), accounts::secret_place(account)),
                             accounts::Enrolment::at_first_sign_in, at.hall.clock.now());
      access::Actor actor;
      actor.account = account;
      return std::pair(actor, accounts::take_waiting_factor(db, at.hall, actor, "r")->recovery_codes);
    });
  }
  /// Both go on until nothing more happens.
  void settle(Process& one, Process& other) {
    app::Resealing resealing(one.hall);
    for (int turn = 0; turn < 6; ++turn) {
      one.go_on();
      other.go_on();
      let_pass(keys::turn_lasts);
      while (resealing.step()) {
      }
    }
  }
};
UNIONHALL_ON_EACH_ENGINE(Resealing);

TEST_P(Resealing, LeavesTheHallAsItWasAndNothingUnderTheOldKey) {
  auto one = process(here_), other = process(there_);
  std::map<int, PersonId> people;
  for (int n = 1; n <= 40; ++n) people[n] = one.record(n).value();
  const auto account = one.database->write([&](db::Session& db) {
    return accounts::open_account(db, one.hall, {.name = "王小河", .phone = phone(1), .person = people[1]}, clock_.now());
  });
  const auto hash = [&] { return app::state_hash(*one.database, one.ring, [](std::string_view) {}); };
  const auto before = hash();
  ASSERT_THAT(uses(one, 1), testing::IsSupersetOf({"document numbers", "phones", "accounts' phones", "digests of documents"}));

  crypto::Keyring::rotate(here_);
  bring_the_file();
  settle(one, other);
  EXPECT_EQ(states(one), (std::map<int, keys::State>{{1, left}, {2, sealing}}));
  EXPECT_THAT(uses(one, 1), IsEmpty());
  EXPECT_EQ(hash(), before);
  EXPECT_THAT(app::check_hall(*one.database, one.ring, [](std::string_view) {}).findings, IsEmpty());

  // With the new key alone, as after the old one was taken out of the file.
  let_pass(keys::left_lasts);
  for (auto* process : {&one, &other}) process->go_on();
  app::retire_key(one.hall, 1, app::Forget::nothing);
  ASSERT_EQ(states(one).at(1), unused);
  forget_key_1();
  auto later = process(here_);
  EXPECT_THAT(later.ring.numbers(), ElementsAre(2));
  for (const auto& [n, person] : people) {
    EXPECT_EQ(later.find(n), person) << n;
    EXPECT_THAT(later.on_phone(n), ElementsAre(person)) << n;
  }
  const auto digests = accounts::all_digests_of(later.hall, phone(1));
  EXPECT_EQ(later.database->read([&](db::Session& db) {
    return db.first<AccountId>("SELECT account_id FROM account_phones WHERE digest = :digest", digests.front());
  }),
            account);
}

/// What /readyz says of a process.
class Readiness {
 public:
  explicit Readiness(Process& of) : front_{.hall = of.hall, .city_division = "", .metrics_from = {}, .keeper = &of.keeper} {
    app::mount_doors(application_.router, front_);
  }
  http::Response ask() {
    http::Request request{.method = "GET", .path = "/readyz"};
    return application_.answer(request);
  }

 private:
  app::Front front_;
  http::Application application_;
};

TEST_P(Resealing, AProcessWithoutTheKeysOfTheHallIsNotReady) {
  auto one = process(here_), other = process(there_);
  Readiness ready(other);
  EXPECT_EQ(ready.ask().status, 200);

  crypto::Keyring::rotate(here_);  // elsewhere, and the file is not brought here
  one.go_on();
  other.go_on();
  EXPECT_EQ(ready.ask().status, 503);
  EXPECT_THAT(ready.ask().body, HasSubstr("keys.not_ours"));
  const auto checked = [&](const std::filesystem::path& file) {
    const auto findings = app::check_hall(*one.database, crypto::Keyring::load(file), [](std::string_view) {}).findings;
    return findings.empty() ? "" : findings.front().what + ": " + findings.front().example;
  };
  EXPECT_THAT(checked(there_), HasSubstr("The key file lacks key 2"));
  EXPECT_EQ(checked(here_), "");

  crypto::Keyring::rotate(there_);  // instead of bringing the file
  other.go_on();
  EXPECT_EQ(ready.ask().status, 503);
  EXPECT_THAT(checked(there_), HasSubstr("another key 2"));

  bring_the_file();
  other.go_on();
  EXPECT_EQ(ready.ask().status, 200);
}

TEST_P(Resealing, AFileThatLacksAKeyGetsNoOther) {
  { auto one = process(here_); }
  app::Settings settings;
  settings.data = fresh_.settings.data;
  settings.database = fresh_.settings.url;
  settings.keys = here_;
  app::keys_rotate(settings);
  { auto one = process(here_); }
  settings.keys = there_;
  EXPECT_THROW(app::keys_rotate(settings), app::NotDone) << "somebody rotated on the other machine";
  EXPECT_EQ(crypto::Keyring::load(there_).newest(), 1);
}

TEST_P(Resealing, GoesPastWhatDoesNotOpenAndTheKeyStays) {
  auto one = process(here_);
  const auto her = one.record(1).value();
  ASSERT_TRUE(one.record(2));
  one.database->write([&](db::Session& db) {
    db.exec("UPDATE people SET phone_sealed = '1.x' WHERE id = :id", her);
    // Its outside opens, and what is within does not.
    db.exec(
        "INSERT INTO import_changes (import_id, subject_kind, subject_id, version_after, before_sealed) VALUES (1, 'person', 7, 1, :image)",
        one.ring.seal("no image", {"import_changes", "before_sealed", 7}));
  });
  crypto::Keyring::rotate(here_);
  settle(one, one);
  EXPECT_EQ(states(one).at(1), left);
  EXPECT_THAT(uses(one, 1),
              testing::UnorderedElementsAre("document numbers", "phones", "images of records before an import", "digests of phones"));
  EXPECT_THAT(refused(one), HasSubstr("1 phones"));
}

TEST_P(Resealing, AKeyStaysForWhatItAloneOpens) {
  auto one = process(here_);
  const auto person = one.record(1).value();
  one.database->write([&](db::Session& db) {  // her passport, before she was known by her resident ID
    people::claim(db, people::claims_of(people::written_keys_of(one.ring, IdType::passport, "E12345678"), person));
    db.exec("INSERT INTO recovery_codes (account_id, digest, key_no) VALUES (7, 'd', 1)");
    db.exec(R"sql(
        INSERT INTO transfer_notes (id, region, person_id, member_id, started_by, status_before, cause, to_union, state, issued_on, valid_until, at_ms)
        VALUES (8, 0, :person, 9, 'member', 'active', 'employment_changed', '', 'valid', '2026-07-14', '2026-10-12', 0))sql",
            person);
  });
  crypto::Keyring::rotate(here_);
  settle(one, one);
  ASSERT_EQ(states(one).at(1), left);
  EXPECT_THAT(refused(one, app::Forget::nothing, {}), HasSubstr("has left just now"));
  EXPECT_THAT(refused(one), AllOf(HasSubstr("1 recovery codes"), HasSubstr("1 digests of documents"), HasSubstr("--forget")));
  EXPECT_THAT(refused(one, app::Forget::unreckonable), HasSubstr("the last until 2026-10-12"));
  EXPECT_EQ(one.database->read([](db::Session& s) { return people::documents_under(s, 1); }), 1) << "nothing is forgotten for nothing";
  EXPECT_EQ(one.database->read([](db::Session& s) { return accounts::recovery_codes_under(s, 1); }), 1);

  one.database->write([](db::Session& db) { db.exec("UPDATE transfer_notes SET valid_until = '2026-07-14'"); });
  one.go_on();
  app::retire_key(one.hall, 1, app::Forget::unreckonable);
  EXPECT_EQ(states(one).at(1), unused);
  EXPECT_THAT(trail(one),
              ElementsAre("1 sealing", "2 known", "1 leaving", "2 sealing", "1 left", "1 forgotten 1", "1 forgotten 1", "1 unused"));
}

TEST_P(Resealing, ARecoveryCodeOpensWhenTheKeyOfItsDayIsGone) {
  auto one = process(here_);
  ASSERT_TRUE(one.record(1));
  const auto [actor, codes] = officer_with_codes(one);
  crypto::Keyring::rotate(here_);
  settle(one, one);
  EXPECT_THAT(uses(one, 1), IsEmpty());
  EXPECT_EQ(refused(one), "");
  forget_key_1();
  auto later = process(here_);
  ASSERT_THAT(later.ring.numbers(), ElementsAre(2));
  const auto shown = [&](const std::string& code) {
    return accounts::prove(later.hall, actor, {.totp = "", .recovery_code = code, .password = {}}, accounts::Needed::everything);
  };
  EXPECT_TRUE(shown(codes[3]));
  EXPECT_EQ(shown("2222-2222-2222-2222").error().why, accounts::Denial::recovery_code_wrong);
}

TEST_P(Resealing, NotesFromBeforeNotesWereSealedAreSealed) {
  auto one = process(here_);
  one.database->write([](db::Session& db) {
    for (int id = 1; id <= 700; ++id) {
      db.exec(
          "INSERT INTO case_events (id, region, case_id, at_ms, key, party, state, note) VALUES (:id, 0, 1, 0, 'comment', 'addressed', "
          "'s', :note)",
          id, id % 10 == 0 ? "" : "她的电话是 126");
    }
  });
  const auto clear = [&] {
    return *one.database->read([](db::Session& s) { return s.first<std::int64_t>("SELECT count(*) FROM case_events WHERE note <> ''"); });
  };
  app::Resealing(one.hall).step();  // and a kill
  EXPECT_EQ(clear(), 130);
  settle(one, one);
  EXPECT_EQ(clear(), 0);
  const auto sealed =
      one.database->read([](db::Session& s) { return s.first<std::string>("SELECT note_sealed FROM case_events WHERE id = 7"); });
  EXPECT_EQ(one.ring.open(*sealed, {"case_events", "note_sealed", 7}), "她的电话是 126");
  EXPECT_EQ(one.database->read(
                [](db::Session& s) { return s.first<std::int64_t>("SELECT count(*) FROM case_events WHERE note_sealed IS NULL"); }),
            70);
}

/// Every column of the schema that is called sealed.
TEST_P(Resealing, EverySealedColumnIsKnown) {
  auto one = process(here_);
  const auto columns = one.database->read([&](db::Session& s) {
    return s.all<std::string>(
        GetParam() == db::Engine::sqlite
            ? "SELECT t.name || '.' || c.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = 'table' AND c.name LIKE "
              "'%_sealed'"
            : "SELECT CAST(table_name || '.' || column_name AS TEXT) FROM information_schema.columns WHERE table_schema = 'public' AND "
              "column_name LIKE '%_sealed'");
  });
  std::vector<std::string> known;
  for (const auto& column : app::sealed_columns()) known.push_back(std::string(column.table) + "." + std::string(column.column));
  EXPECT_THAT(known, testing::UnorderedElementsAreArray(columns));
}

TEST_P(Resealing, ValuesThatWereSwappedInTheDatabaseAreFound) {
  auto one = process(here_);
  const auto her = one.record(1).value(), him = one.record(2).value();
  const auto findings = [&] {
    std::vector<std::string> all;
    for (const auto& finding : app::check_hall(*one.database, one.ring, [](std::string_view) {}).findings) all.push_back(finding.what);
    return all;
  };
  ASSERT_THAT(findings(), IsEmpty());
  one.database->write([&](db::Session& db) {
    const auto hers = people::find(db, her)->id_sealed, his = people::find(db, him)->id_sealed;
    db.exec("UPDATE people SET id_sealed = CASE id WHEN :her THEN :his ELSE :hers END", her, his, hers);
  });
  EXPECT_THAT(findings(), ElementsAre("document numbers that do not open"));
  EXPECT_THROW(people::open_id_number(one.ring, one.database->read([&](db::Session& db) { return *people::find(db, her); })),
               std::runtime_error);
  one.database->write([&](db::Session& db) { db.exec("UPDATE people SET phone_sealed = id_sealed"); });
  EXPECT_THAT(findings(), testing::UnorderedElementsAre("document numbers that do not open", "phones that do not open"));
}

TEST(SealedColumns, AValueOpensInItsOwnColumnAndRowAlone) {
  const auto ring = crypto::Keyring::parse("unionhall-keys 1\n1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n");
  const std::vector<std::int64_t> rows{1, 2, 256, 1'000'000'007, 318'211'072'344'064};
  for (const auto& column : app::sealed_columns()) {
    for (const auto row : rows) {
      const auto sealed = ring.seal("619999199003070018", app::place_of(column, row));
      for (const auto& other : app::sealed_columns()) {
        for (const auto elsewhere : rows) {
          const bool home = &other == &column && elsewhere == row;
          EXPECT_EQ(ring.open(sealed, app::place_of(other, elsewhere)).has_value(), home)
              << column.table << '.' << column.column << ' ' << row << " in " << other.table << '.' << other.column << ' ' << elsewhere;
        }
      }
    }
  }
}

}  // namespace
}  // namespace unionhall
