#include "hall/people/people.h"

namespace unionhall::people {
namespace {

struct WrittenAt {
  PersonId id;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(WrittenAt, (), (id, at))

}  // namespace

std::map<PersonId, Instant> written_at(db::Session& db, const std::vector<PersonId>& people) {
  std::map<PersonId, Instant> found;
  for (const auto& [id, at] : db.all<WrittenAt>("SELECT id, updated_at_ms FROM people WHERE id = ANY_OF(:people) LIMIT 500", people)) {
    found.emplace(id, at);
  }
  return found;
}

bool put_back(db::Session& db, const Person& p, std::string_view name_key, Instant written_at, std::int64_t version_now) {
  const auto& f = p.facts;
  return db.exec(R"sql(
      UPDATE people
         SET version = :version, name = :name, name_key = :name_key, sex = :sex, birth_month = :birth_month, id_type = :id_type,
             id_sealed = :id_sealed, phone_sealed = :phone_sealed, ethnicity = :ethnicity, education = :education, politics = :politics,
             employment = :employment, skill = :skill, household_kind = :household_kind, household_place = :household_place,
             native_place = :native_place, employer = :employer, migrant = :migrant, source_id = :source,
             updated_at_ms = :written_at
       WHERE id = :id AND version = :version_now)sql",
                 p.version, f.name, name_key, f.sex, f.birth_month, f.id_type, p.id_sealed, p.phone_sealed, f.ethnicity, f.education,
                 f.politics, f.employment, f.skill, f.household_kind, f.household_place, f.native_place, f.employer, f.migrant, p.source,
                 written_at, p.id, version_now) == 1;
}

std::vector<Person> brought_by(db::Session& db, SourceId source, PersonId after, PersonId to, int limit) {
  return db.all<Person>(R"sql(
      SELECT id, version, name, sex, birth_month, id_type, ethnicity, education, politics, employment, skill, household_kind,
             household_place, native_place, employer, migrant, id_sealed, phone_sealed, source_id
        FROM people WHERE id > :after AND id <= :to AND source_id = :source
       ORDER BY id LIMIT :limit)sql",
                        after, to, source, limit);
}

bool remove_unchanged(db::Session& db, PersonId person) {
  return db.exec("DELETE FROM people WHERE id = :id AND version = 1", person) == 1;
}

void remove_claims(db::Session& db, PersonId person, const std::vector<DocumentKey>& keys) {
  for (const auto& key : keys) {
    db.exec("DELETE FROM identity_index WHERE kind = :kind AND key_no = :key_no AND digest = :digest AND person_id = :person", key.kind,
            key.key_no, key.digest, person);
  }
}

}  // namespace unionhall::people
