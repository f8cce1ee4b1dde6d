#include "base/names.h"
#include "hall/people/people.h"

namespace unionhall::people {

BOOST_DESCRIBE_STRUCT(OnPhone, (), (digest, person))
BOOST_DESCRIBE_STRUCT(Namesake, (), (id, name, birth_month))

std::vector<OnPhone> on_phones(db::Session& db, std::int64_t key_no, const std::vector<std::string>& digests) {
  return db.all<OnPhone>(R"sql(
      SELECT DISTINCT i.digest, COALESCE(l.into_id, i.person_id) AS person
        FROM phone_index i LEFT JOIN merged_people l ON l.person_id = i.person_id
       WHERE i.key_no = :key_no AND i.digest = ANY_OF(:digests)
       ORDER BY i.digest, person LIMIT 5000)sql",
                         key_no, db::Words{digests});
}

std::vector<Namesake> namesakes_without_resident_id(db::Session& db, const std::vector<std::string>& names) {
  return db.all<Namesake>(R"sql(
      SELECT id, name, birth_month FROM people
       WHERE id_type <> 'resident_id' AND name = ANY_OF(:names)
         AND NOT EXISTS (SELECT 1 FROM merged_people l WHERE l.person_id = people.id)
       ORDER BY id LIMIT 5000)sql",
                          db::Words{names});
}

std::vector<Namesake> namesakes(db::Session& db, const std::string& name, std::int64_t birth_month, int limit) {
  const auto grams = names::grams(name, names::Kind::person);
  if (grams.empty()) return {};
  return db.all<Namesake>(R"sql(
      SELECT p.id, p.name, p.birth_month
        FROM word_index w JOIN people p ON p.id = w.subject_id
       WHERE w.kind = 'person' AND w.gram = :gram AND p.name = :name AND p.birth_month = :birth_month
         AND NOT EXISTS (SELECT 1 FROM merged_people l WHERE l.person_id = p.id)
       ORDER BY p.id LIMIT :limit)sql",
                          grams.front(), name, birth_month, limit);
}

Pair pair_of(PersonId one, PersonId other) { return std::minmax(one, other); }

void keep_apart(db::Session& db, Pair people, std::optional<AccountId> by, Instant now) {
  db.exec(R"sql(
      INSERT INTO not_doubles (person_a, person_b, said_by, at_ms) VALUES (:a, :b, :by, :now)
          ON CONFLICT DO NOTHING)sql",
          people.first, people.second, by, now);
}

namespace {

struct PairRow {
  PersonId a, b;
};
BOOST_DESCRIBE_STRUCT(PairRow, (), (a, b))

}  // namespace

std::vector<Pair> kept_apart(db::Session& db, const std::vector<PersonId>& people) {
  std::vector<Pair> pairs;
  for (const auto& [a, b] : db.all<PairRow>(R"sql(
      SELECT COALESCE(a.into_id, d.person_a), COALESCE(b.into_id, d.person_b)
        FROM (SELECT person_a, person_b FROM not_doubles WHERE person_a = ANY_OF(:people)
               UNION SELECT person_a, person_b FROM not_doubles WHERE person_b = ANY_OF(:people)) d
             LEFT JOIN merged_people a ON a.person_id = d.person_a
             LEFT JOIN merged_people b ON b.person_id = d.person_b
       ORDER BY 1, 2 LIMIT 5000)sql",
                                            with_led(db, people))) {
    pairs.push_back(pair_of(a, b));
  }
  return pairs;
}

}  // namespace unionhall::people
