#include "hall/people/people.h"
#include "hall/sources/sources.h"

namespace unionhall::people {
namespace {

struct ClaimRow {
  std::string digest;
  PersonId person;
};
BOOST_DESCRIBE_STRUCT(ClaimRow, (), (digest, person))

}  // namespace

std::map<std::string, PersonId> claims(db::Session& db, std::string_view kind, std::int64_t key_no,
                                       const std::vector<std::string>& digests) {
  std::map<std::string, PersonId> found;
  for (auto& row : db.all<ClaimRow>(R"sql(
      SELECT digest, person_id FROM identity_index
       WHERE kind = :kind AND key_no = :key_no AND digest = ANY_OF(:digests)
       LIMIT 500)sql",
                                    kind, key_no, db::Words{digests})) {
    found.emplace(std::move(row.digest), row.person);
  }
  return found;
}

std::optional<PersonId> find(db::Session& db, const std::vector<DocumentKey>& keys) {
  for (const auto& key : keys) {
    const auto person = db.first<PersonId>(R"sql(
        SELECT p.id FROM identity_index i JOIN people p ON p.id = i.person_id
         WHERE i.kind = :kind AND i.key_no = :key_no AND i.digest = :digest)sql",
                                           key.kind, key.key_no, key.digest);
    if (person) return person;
  }
  return std::nullopt;
}

std::vector<PersonId> find(db::Session& db, const std::vector<PhoneKey>& keys, int limit) {
  std::vector<PersonId> people;
  for (const auto& key : keys) {
    for (const auto& id : db.all<PersonId>(R"sql(
        SELECT person_id FROM phone_index
         WHERE key_no = :key_no AND digest = :digest
         ORDER BY person_id LIMIT :limit)sql",
                                           key.key_no, key.digest, limit)) {
      people.push_back(id);
    }
  }
  return people;
}

std::int64_t claim(db::Session& db, const std::vector<Claim>& wanted) {
  std::vector<std::tuple<std::string_view, std::int64_t, std::string_view, PersonId>> rows;
  rows.reserve(wanted.size());
  for (const auto& claim : wanted) rows.emplace_back(claim.key.kind, claim.key.key_no, claim.key.digest, claim.person);
  return db.append_new("identity_index", "kind, key_no, digest, person_id", rows);
}

std::optional<Person> find(db::Session& db, PersonId id) {
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
  db.append_new("word_index", "kind, gram, subject_id", rows.words);
}

void remove_search_rows(db::Session& db, const SearchRows& rows) {
  for (const auto& [key_no, digest, person] : rows.phones) {
    db.exec("DELETE FROM phone_index WHERE key_no = :key_no AND digest = :digest AND person_id = :person", key_no, digest, person);
  }
  for (const auto& [kind, gram, person] : rows.words) {
    db.exec("DELETE FROM word_index WHERE kind = :kind AND gram = :gram AND subject_id = :person", kind, gram, person);
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
