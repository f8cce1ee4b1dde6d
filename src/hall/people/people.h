#pragma once
// People (实名制人员): one natural person, recorded once, whoever collected her first. Her document and phone number are
// sealed; she is found again by their digests alone.
//
// A person's document is claimed before she is recorded: claim() gives the id that this document has, or is about to
// have. Two writers who meet the same document at once get the same id, and the first to record it makes the person.
#include <boost/describe.hpp>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id_document.h"
#include "base/phone.h"
#include "hall/hall.h"

namespace unionhall::people {

enum class Sex { unknown, male, female };
BOOST_DESCRIBE_ENUM(Sex, unknown, male, female)

/// What stands in clear. Words are those of base/codes.h, empty where nobody said.
struct Facts {
  std::string name;
  Sex sex = Sex::unknown;
  std::int64_t birth_month = 0;  // 199003; 0: unknown
  IdType id_type = IdType::resident_id;
  std::string ethnicity, education, politics, employment, skill;
  std::string household_kind, household_place, native_place, employer;
  std::string migrant;  // yes, no, or empty

  friend bool operator==(const Facts&, const Facts&) = default;
};
BOOST_DESCRIBE_STRUCT(Facts, (),
                      (name, sex, birth_month, id_type, ethnicity, education, politics, employment, skill, household_kind, household_place,
                       native_place, employer, migrant))

struct Person {
  PersonId id;
  std::int64_t version = 1;
  Facts facts;
  std::string id_sealed;
  std::optional<std::string> phone_sealed;
  SourceId source;
};
BOOST_DESCRIBE_STRUCT(Person, (), (id, version, facts, id_sealed, phone_sealed, source))

/// A document's place in the search index: its kind and its digest under one key.
struct DocumentKey {
  std::string kind;
  std::int64_t key_no = 0;
  std::string digest;
  auto operator<=>(const DocumentKey&) const = default;
};
struct PhoneKey {
  std::int64_t key_no = 0;
  std::string digest;
  auto operator<=>(const PhoneKey&) const = default;
};

/// Under the newest key; during a rotation also under the older ones, in `all_keys_of`.
DocumentKey key_of(const crypto::Keyring& keys, IdType type, std::string_view number);
PhoneKey key_of(const crypto::Keyring& keys, const Phone& phone);
std::vector<DocumentKey> all_keys_of(const crypto::Keyring& keys, IdType type, std::string_view number);
std::vector<PhoneKey> all_keys_of(const crypto::Keyring& keys, const Phone& phone);

// ── One person who was recorded twice ──────────────────────────────────────────────────────────────────────────
//
// Two records that became one (hall/members/merging.h): one person stands, the other is led to her. Every row that names the one who is
// led stays as it is; whoever is found here is the one who stands. What is asked of a person by id takes either.

/// Who this person is by now.
PersonId standing(db::Session& db, PersonId id);
/// The same of many, each once, by id.
std::vector<PersonId> standing(db::Session& db, const std::vector<PersonId>& people);
/// Whether two ids are one person.
bool same(db::Session& db, PersonId one, PersonId other);
/// These people and all who are led to them. Asked of nobody, it asks as long: how long tells nothing.
std::vector<PersonId> with_led(db::Session& db, std::vector<PersonId> people);
/// These people and all to whom they are led.
std::vector<PersonId> with_standing(db::Session& db, std::vector<PersonId> people);
/// Of these people (at most 500), whether any is led to another.
bool any_led(db::Session& db, const std::vector<PersonId>& people);
/// From now on `id`, and whoever was led to her, is led to `to`. Both must stand.
void lead(db::Session& db, PersonId id, PersonId to);
/// `id` stands again, and these are led to her.
void stand_again(db::Session& db, PersonId id, const std::vector<PersonId>& led);

/// Whose documents these are: every claim, also of people not recorded yet. At most 500 at once, of one kind and key.
std::map<std::string, PersonId> claims(db::Session& db, std::string_view kind, std::int64_t key_no,
                                       const std::vector<std::string>& digests);
std::optional<PersonId> find(db::Session& db, const std::vector<DocumentKey>& keys);
/// For whom the document was claimed, also where she is led to another: what shows itself by it goes with her when the two are told
/// apart again.
std::optional<PersonId> holder(db::Session& db, const std::vector<DocumentKey>& keys);
std::vector<PersonId> find(db::Session& db, const std::vector<PhoneKey>& keys, int limit);

struct Claim {
  DocumentKey key;
  PersonId person;  // proposed
};
/// Claims documents that nobody has, and returns how many were new: fewer than asked means that somebody else was
/// faster, and claims() tells who.
std::int64_t claim(db::Session& db, const std::vector<Claim>& wanted);

std::optional<Person> find(db::Session& db, PersonId id);
/// The row with this id, whoever stands.
std::optional<Person> find_row(db::Session& db, PersonId id);
/// The rows with these ids; at most 500.
std::vector<Person> find_all(db::Session& db, const std::vector<PersonId>& ids);

/// A person ready to be written: sealed for her id, with her sort key, outside any transaction.
struct NewPerson {
  PersonId id;
  Facts facts;
  std::string name_key;
  std::string id_sealed;
  std::optional<std::string> phone_sealed;
};
NewPerson prepare(const crypto::Keyring& keys, PersonId id, Facts facts, std::string_view id_number, const std::optional<Phone>& phone);

/// Records people whose documents are claimed. All of one source.
void add(db::Session& db, const std::vector<NewPerson>& people, std::int64_t region, SourceId source, Instant now);

/// What finds a person by phone and by words of her name. Written in the order of the keys, so that a bulk of them
/// touches each page of the index once; what is there already stays.
struct SearchRows {
  std::vector<std::tuple<std::int64_t, std::string, PersonId>> phones;  // key number, digest, person
  std::vector<std::pair<std::string, PersonId>> words;                  // gram, person
  void add_name(PersonId id, std::string_view name);
  void add_phone(PersonId id, const PhoneKey& key);
  void sort();
};
void add_search_rows(db::Session& db, const SearchRows& rows);
void remove_search_rows(db::Session& db, const SearchRows& rows);

/// False when somebody changed her meanwhile. Her record's source stays; a field that now comes from elsewhere says so
/// by itself (sources::set_field).
bool change(db::Session& db, const Person& before, const NewPerson& after, Instant now);

/// Her record begins anew with what another source says, as if nothing had been known but the document; false when somebody changed
/// her meanwhile. What finds her is the caller's to write.
bool begin_anew(db::Session& db, const Person& before, const NewPerson& after, SourceId source, Instant now);

// ── One person twice? ──────────────────────────────────────────────────────────────────────────────────────────

/// Who has these phones; at most 500 at once, of one key. At most ten people a phone.
struct OnPhone {
  std::string digest;
  PersonId person;
};
std::vector<OnPhone> on_phones(db::Session& db, std::int64_t key_no, const std::vector<std::string>& digests);

/// People of one of these names (at most 500) who are known by another document than the resident ID.
struct Namesake {
  PersonId id;
  std::string name;
  std::int64_t birth_month = 0;
};
std::vector<Namesake> namesakes_without_resident_id(db::Session& db, const std::vector<std::string>& names);
/// People of this name born in this month, however they are known.
std::vector<Namesake> namesakes(db::Session& db, const std::string& name, std::int64_t birth_month, int limit);

/// Two people, the smaller id first.
using Pair = std::pair<PersonId, PersonId>;
Pair pair_of(PersonId one, PersonId other);
/// "Not a double" once said stays said.
void keep_apart(db::Session& db, Pair people, std::optional<AccountId> by, Instant now);
/// Of these people, the pairs that are kept apart, as they stand.
std::vector<Pair> kept_apart(db::Session& db, const std::vector<PersonId>& people);

// ── Taking back ────────────────────────────────────────────────────────────────────────────────────────────────

/// When each of these people (at most 500) was last written.
std::map<PersonId, Instant> written_at(db::Session& db, const std::vector<PersonId>& people);
/// Puts the row back as it was, version and all; false when it is no longer at `version_now`.
bool put_back(db::Session& db, const Person& before, std::string_view name_key, Instant written_at, std::int64_t version_now);
/// People whom a source brought, with ids in (after, to] and in their order.
std::vector<Person> brought_by(db::Session& db, SourceId source, PersonId after, PersonId to, int limit);
/// Deletes somebody who was never changed; false when she was.
bool remove_unchanged(db::Session& db, PersonId person);
void remove_claims(db::Session& db, PersonId person, const std::vector<DocumentKey>& keys);

/// The number behind a sealed value. Throws std::runtime_error when it does not open: the row was tampered with.
std::string open_id_number(const crypto::Keyring& keys, PersonId id, std::string_view sealed);
std::string open_phone(const crypto::Keyring& keys, PersonId id, std::string_view sealed);
inline std::string open_id_number(const crypto::Keyring& keys, const Person& person) {
  return open_id_number(keys, person.id, person.id_sealed);
}
inline std::optional<std::string> open_phone(const crypto::Keyring& keys, const Person& person) {
  return person.phone_sealed ? std::optional(open_phone(keys, person.id, *person.phone_sealed)) : std::nullopt;
}

/// What lists and pages show of them: an ID number by its first three characters, a phone likewise; empty where none is.
std::string masked_id_number(const crypto::Keyring& keys, PersonId id, std::string_view sealed);
std::string masked_phone(const crypto::Keyring& keys, PersonId id, const std::optional<std::string>& sealed);

/// A phone of this person, sealed for her row.
std::string seal_phone(const crypto::Keyring& keys, PersonId id, std::string_view number);

}  // namespace unionhall::people
