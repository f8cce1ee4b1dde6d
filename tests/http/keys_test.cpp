// The whole of a rotation of keys: what the program does with every sealed column, and what is left under the old key in the end.
#include <gmock/gmock.h>

#include <fstream>

#include "app/check.h"
#include "app/hall_server.h"
#include "app/resealing.h"
#include "app/sealed_columns.h"
#include "app/state_hash.h"
#include "hall/accounts/accounts.h"
#include "hall/accounts/sign_in.h"
#include "support/two_processes.h"

namespace unionhall {
namespace {

using test::phone;
using test::Process;
using testing::ElementsAre;
using testing::IsEmpty;
using enum keys::State;

class Resealing : public test::TwoProcesses {
 protected:
  Resealing() { app::offer_rooms(); }
  static std::vector<std::string> uses(Process& at, int number) {
    std::vector<std::string> all;
    for (const auto& use : at.database->read([&](db::Session& s) { return app::uses_of_key(s, number); })) all.push_back(use.what);
    return all;
  }
  /// Both go on until nothing more happens.
  void settle(Process& one, Process& other) {
    app::Resealing resealing(one.hall);
    for (int turn = 0; turn < 6; ++turn) {
      one.keeper.follow();
      other.keeper.follow();
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
  const auto account = one.database->write(
      [&](db::Session& db) { return accounts::open_account(db, one.hall, {.name = "王小河", .phone = phone(1), .person = people[1]}, clock_.now()); });
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
  ASSERT_TRUE(keys::retire(*one.database, 1, clock_.now()));
  std::ifstream in(here_);
  std::string text, line;
  while (std::getline(in, line)) text += line.starts_with("1 ") ? "" : line + "\n";
  in.close();
  std::filesystem::remove(there_);
  std::ofstream(there_) << text;
  std::filesystem::permissions(there_, std::filesystem::perms::owner_read);
  auto later = process(there_);
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
