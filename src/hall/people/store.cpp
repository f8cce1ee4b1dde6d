#include <algorithm>
#include <set>
#include <span>

#include "hall/keys/keys.h"
#include "hall/people/people.h"
#include "hall/people/written_keys.h"
#include "hall/sources/sources.h"

namespace unionhall::people {
namespace {

struct ClaimRow {
  std::string digest;
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(ClaimRow, (), (digest, person))

/// Who has a document, and who stands for her.
struct Claimed {
  PersonId person, stands;
};
BOOST_DESCRIBE_STRUCT(Claimed, (), (person, stands))

std::optional<Claimed> claimed(db::Session& db, const std::vector<DocumentKey>& keys) {
  for (const auto& key : keys) {
    const auto found = db.first<Claimed>(R"sql(
        SELECT p.id, COALESCE(l.into_id, p.id)
          FROM identity_index i JOIN people p ON p.id = i.person_id LEFT JOIN merged_people l ON l.person_id = p.id
         WHERE i.kind = :kind AND i.key_no = :key_no AND i.digest = :digest)sql",
                                         key.kind, key.key_no, key.digest);
    if (found) return found;
  }
  return std::nullopt;
}

}  // namespace

std::map<std::string, PersonId> claims(db::Session& db, std::string_view kind, std::int64_t key_no,
                                       const std::vector<std::string>& digests) {
  std::map<std::string, PersonId> found;
  for (auto& row : db.all<ClaimRow>(R"sql(
      SELECT i.digest, COALESCE(l.into_id, i.person_id)
        FROM identity_index i LEFT JOIN merged_people l ON l.person_id = i.person_id
       WHERE i.kind = :kind AND i.key_no = :key_no AND i.digest = ANY_OF(:digests)
       LIMIT 500)sql",
                                    kind, key_no, db::Words{digests})) {
    found.emplace(std::move(row.digest), row.person);
  }
  return found;
}

std::optional<PersonId> find(db::Session& db, const std::vector<DocumentKey>& keys) {
  const auto claim = claimed(db, keys);
  return claim ? std::optional(claim->stands) : std::nullopt;
}

std::optional<PersonId> holder(db::Session& db, const std::vector<DocumentKey>& keys) {
  const auto claim = claimed(db, keys);
  return claim ? std::optional(claim->person) : std::nullopt;
}

std::vector<PersonId> find(db::Session& db, const std::vector<PhoneKey>& keys, int limit) {
  std::vector<PersonId> people;
  for (const auto& key : keys) {
    for (const auto& id : db.all<PersonId>(R"sql(
        SELECT DISTINCT COALESCE(l.into_id, i.person_id) AS person
          FROM phone_index i LEFT JOIN merged_people l ON l.person_id = i.person_id
         WHERE i.key_no = :key_no AND i.digest = :digest
         ORDER BY person LIMIT :limit)sql",
                                           key.key_no, key.digest, limit)) {
      if (std::ranges::find(people, id) == people.end()) people.push_back(id);
    }
  }
  return people;
}

namespace {

std::vector<int> numbers_of(const std::vector<DocumentKey>& keys) {
  std::vector<int> numbers;
  for (const auto& key : keys) numbers.push_back(static_cast<int>(key.key_no));
  return numbers;
}

/// Those of one document stand together.
template <class F>
void each_document(const std::vector<Claim>& claims, F f) {
  for (auto from = claims.begin(); from != claims.end();) {
    const auto to = std::find_if(from, claims.end(),
                                 [&](const Claim& claim) { return claim.person != from->person || claim.key.kind != from->key.kind; });
    f(std::span(from, to));
    from = to;
  }
}

/// How many of these were there already.
std::int64_t put(db::Session& db, const std::vector<Claim>& claims) {
  if (claims.empty()) return 0;
  std::set<std::vector<int>> reckoned_under;  // one, unless a turn came while they were reckoned
  each_document(claims, [&](std::span<const Claim> document) {
    std::vector<int> under;
    for (const auto& claim : document) under.push_back(static_cast<int>(claim.key.key_no));
    reckoned_under.insert(std::move(under));
  });
  for (const auto& under : reckoned_under) keys::hold(db, under);

  std::vector<std::tuple<std::string_view, std::int64_t, std::string_view, PersonId>> rows;
  rows.reserve(claims.size());
  for (const auto& claim : claims) rows.emplace_back(claim.key.kind, claim.key.key_no, claim.key.digest, claim.person);
  // In one order everywhere, so that two that claim at once wait for each other at most one way.
  std::ranges::sort(rows);
  return std::ssize(rows) - db.append_new("identity_index", "kind, key_no, digest, person_id", rows);
}

/// A document that is somebody's under one key is hers under all: where a key is only now coming to her, our rows become hers.
void yield_to_the_first(db::Session& db, std::span<const Claim> document) {
  if (document.size() < 2) return;
  for (const auto& [key, person] : document) {
    const auto owner =
        db.first<PersonId>("SELECT person_id FROM identity_index WHERE kind = :kind AND key_no = :key_no AND digest = :digest", key.kind,
                           key.key_no, key.digest);
    if (!owner || *owner == person) continue;
    for (const auto& ours : document) {
      db.exec(R"sql(
          UPDATE identity_index SET person_id = :owner
           WHERE kind = :kind AND key_no = :key_no AND digest = :digest AND person_id = :ours)sql",
              *owner, ours.key.kind, ours.key.key_no, ours.key.digest, person);
    }
    return;
  }
}

}  // namespace

std::vector<Claim> claims_of(const std::vector<DocumentKey>& keys, PersonId person) {
  std::vector<Claim> claims;
  for (const auto& key : keys) claims.push_back({key, person});
  return claims;
}

void hold(db::Session& db, const std::vector<DocumentKey>& keys) { keys::hold(db, numbers_of(keys)); }

std::int64_t claim(db::Session& db, const std::vector<Claim>& wanted) {
  const auto missing = put(db, wanted);
  if (missing > 0) each_document(wanted, [&](std::span<const Claim> document) { yield_to_the_first(db, document); });
  return std::ssize(wanted) - missing;
}

void affirm(db::Session& db, const std::vector<Claim>& hers) { put(db, hers); }

void reserve(db::Session& db, const DocumentKey& key, PersonId person) {
  db.exec("INSERT INTO identity_index (kind, key_no, digest, person_id) VALUES (:kind, :key_no, :digest, :person) ON CONFLICT DO NOTHING",
          key.kind, key.key_no, key.digest, person);
}

std::optional<Person> find(db::Session& db, PersonId id) { return find_row(db, standing(db, id)); }

std::optional<Person> find_row(db::Session& db, PersonId id) {
  return db.first<Person>(R"sql(
      SELECT id, version, name, sex, birth_month, id_type, ethnicity, education, politics, employment, skill, household_kind,
             household_place, native_place, employer, migrant, id_sealed, phone_sealed, source_id
        FROM people WHERE id = :id)sql",
                          id);
}

std::vector<Person> find_all(db::Session& db, const std::vector<PersonId>& ids) {
  return db.all<Person>(R"sql(
      SELECT id, version, name, sex, birth_month, id_type, ethnicity, education, politics, employment, skill, household_kind,
             household_place, native_place, employer, migrant, id_sealed, phone_sealed, source_id
        FROM people WHERE id = ANY_OF(:ids)
       ORDER BY id LIMIT 500)sql",
                        ids);
}

void add(db::Session& db, const std::vector<NewPerson>& people, std::int64_t region, SourceId source, Instant now) {
  using Text = std::string_view;
  std::vector<std::tuple<PersonId, std::int64_t, Text, Text, Sex, std::int64_t, IdType, Text, std::optional<Text>, Text, Text, Text, Text,
                         Text, Text, Text, Text, Text, Text, SourceId, Instant, Instant>>
      rows;
  rows.reserve(people.size());
  for (const auto& p : people) {
    const auto& f = p.facts;
    rows.emplace_back(p.id, region, f.name, p.name_key, f.sex, f.birth_month, f.id_type, p.id_sealed,
                      p.phone_sealed ? std::optional<Text>(*p.phone_sealed) : std::nullopt, f.ethnicity, f.education, f.politics,
                      f.employment, f.skill, f.household_kind, f.household_place, f.native_place, f.employer, f.migrant, source, now, now);
  }
  db.append("people",
            "id, region, name, name_key, sex, birth_month, id_type, id_sealed, phone_sealed, ethnicity, education, politics, "
            "employment, skill, household_kind, household_place, native_place, employer, migrant, source_id, created_at_ms, updated_at_ms",
            rows);
}

void add_search_rows(db::Session& db, const SearchRows& rows) {
  db.append_new("phone_index", "key_no, digest, person_id", rows.phones);
  std::vector<std::tuple<std::string_view, std::string_view, PersonId>> words;
  words.reserve(rows.words.size());
  for (const auto& [gram, person] : rows.words) words.emplace_back("person", gram, person);
  db.append_new("word_index", "kind, gram, subject_id", words);
}

void remove_search_rows(db::Session& db, const SearchRows& rows) {
  for (const auto& [key_no, digest, person] : rows.phones) {
    db.exec("DELETE FROM phone_index WHERE key_no = :key_no AND digest = :digest AND person_id = :person", key_no, digest, person);
  }
  for (const auto& [gram, person] : rows.words) {
    db.exec("DELETE FROM word_index WHERE kind = 'person' AND gram = :gram AND subject_id = :person", gram, person);
  }
}

bool change(db::Session& db, const Person& before, const NewPerson& after, Instant now) {
  const auto& f = after.facts;
  return db.exec(R"sql(
      UPDATE people
         SET version = version + 1, name = :name, name_key = :name_key, sex = :sex, birth_month = :birth_month, id_type = :id_type,
             id_sealed = :id_sealed, phone_sealed = :phone_sealed, ethnicity = :ethnicity, education = :education, politics = :politics,
             employment = :employment, skill = :skill, household_kind = :household_kind, household_place = :household_place,
             native_place = :native_place, employer = :employer, migrant = :migrant, updated_at_ms = :now
       WHERE id = :id AND version = :version)sql",
                 f.name, after.name_key, f.sex, f.birth_month, f.id_type, after.id_sealed, after.phone_sealed, f.ethnicity, f.education,
                 f.politics, f.employment, f.skill, f.household_kind, f.household_place, f.native_place, f.employer, f.migrant, now,
                 before.id, before.version) == 1;
}

bool begin_anew(db::Session& db, const Person& before, const NewPerson& after, SourceId source, Instant now) {
  if (!change(db, before, after, now)) return false;
  db.exec("UPDATE people SET source_id = :source, version = 1 WHERE id = :id", source, before.id);
  sources::forget_fields(db, before.id.value);
  return true;
}

}  // namespace unionhall::people
