#pragma once
// Two servers of one hall, each with a key file of its own, as tests of a rotation of keys need them.
#include <filesystem>
#include <map>
#include <memory>

#include "base/id_document.h"
#include "crypto/rotation.h"
#include "db/ids.h"
#include "hall/accounts/rekeying.h"
#include "hall/keys/keys.h"
#include "hall/people/rekeying.h"
#include "hall/sources/sources.h"
#include "support/engines.h"
#include "support/web.h"

namespace unionhall::test {

inline std::string document(int n) {
  const auto seventeen = "61999919900307" + std::string(n < 10 ? "00" : n < 100 ? "0" : "") + std::to_string(n);
  return seventeen + IdDocument::check_character(seventeen);
}
inline Phone phone(int n) { return Phone::parse(std::to_string(12600010000 + n), Numbering::demo).value(); }

/// One server of a hall, with a key file of its own.
struct Process {
  Process(const db::Settings& where, const Clock& clock, std::filesystem::path key_file)
      : file(std::move(key_file)),
        database(db::Database::open(where)),
        ring(crypto::Keyring::load(file)),
        ids(*database, clock, 0),
        hall{.db = *database, .clock = clock, .keys = ring, .ids = ids, .settings = {}},
        keeper(hall, ring, file) {
    hall.settings.demo = true;
  }

  /// Records somebody as a roster does; nothing where her document is somebody's.
  std::optional<PersonId> record(int n) {
    const auto id = ids.next<struct Person>();
    const auto number = document(n);
    const auto person = people::prepare(ring, id, {.name = "王小河", .birth_month = 199003}, number, phone(n));
    const auto wanted = people::claims_of(people::written_keys_of(ring, IdType::resident_id, number), id);
    people::SearchRows search;
    people::add_phones(search, id, people::written_keys_of(ring, phone(n)));
    const auto known = people::all_keys_of(ring, IdType::resident_id, number);
    return database
        ->write([&](db::Session& db) -> Result<std::optional<PersonId>, int> {
          if (people::find(db, known)) return std::optional<PersonId>();
          if (people::claim(db, wanted) != std::ssize(wanted)) return std::unexpected(0);  // somebody was faster: nothing of it stays
          const auto source = ids.next<struct Source>();
          sources::add(db, 0, {.id = source, .kind = sources::Kind::demo, .recorded_on = beijing_date(hall.clock.now())});
          people::add(db, {person}, 0, source, hall.clock.now());
          people::add_search_rows(db, search);
          return std::optional(id);
        })
        .value_or(std::nullopt);
  }

  /// As its own threads do, also after the clock was moved far.
  bool go_on() {
    ids.renew();
    return keeper.follow();
  }

  std::optional<PersonId> find(int n) {
    const auto keys = people::all_keys_of(ring, IdType::resident_id, document(n));
    return database->read([&](db::Session& db) { return people::find(db, keys); });
  }
  std::vector<PersonId> on_phone(int n) {
    const auto keys = people::all_keys_of(ring, phone(n));
    return database->read([&](db::Session& db) { return people::find(db, keys, 10); });
  }

  std::filesystem::path file;
  std::unique_ptr<db::Database> database;
  crypto::Keyring ring;
  db::Ids ids;
  Hall hall;
  keys::Keeper keeper;
};

class TwoProcesses : public testing::TestWithParam<db::Engine> {
 protected:
  TwoProcesses() {
    crypto::Keyring::init(here_);
    std::filesystem::copy_file(here_, there_);
  }

  Process process(const std::filesystem::path& file) { return Process(fresh_.settings, clock_, file); }
  void bring_the_file() { std::filesystem::copy_file(here_, there_, std::filesystem::copy_options::overwrite_existing); }
  void let_pass(std::chrono::seconds time) { clock_.advance(time); }
  /// Says that a key is unused, without a last look.
  static Result<void, keys::Refusal> retire(Process& at, int number) {
    return at.database->write([&](db::Session& s) { return keys::retire(s, at.hall, number); });
  }
  /// What the trail says of keys, the first first: "1 sealing".
  static std::vector<std::string> trail(Process& at) {
    return at.database->read([](db::Session& s) {
      return s.all<std::string>(
          "SELECT CAST(subject_id AS TEXT) || ' ' || detail FROM audit_events WHERE what = 'key' ORDER BY id LIMIT 500");
    });
  }
  static std::map<int, keys::State> states(Process& at) {
    std::map<int, keys::State> all;
    for (const auto& key : at.database->read([](db::Session& s) { return keys::all(s); })) all.emplace(key.number, key.state);
    return all;
  }

  Folder folder_;
  std::filesystem::path here_ = folder_.path() / "here", there_ = folder_.path() / "there";
  StillClock clock_{from_unix_ms(1'784'096'408'000)};
  FreshDatabase fresh_ = FreshDatabase::migrated(GetParam());
};

}  // namespace unionhall::test
