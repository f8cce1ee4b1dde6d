#include "hall/members/merging_store.h"

namespace unionhall::members::merging {

BOOST_DESCRIBE_STRUCT(Done, (), (id, stands, led, at, by_name, undone_at, kept))

std::vector<Done> of_person(db::Session& db, PersonId person) {
  return db.all<Done>(R"sql(
      WITH her(id) AS (SELECT COALESCE(l.into_id, p.id) FROM people p LEFT JOIN merged_people l ON l.person_id = p.id WHERE p.id = :person),
           whole(id) AS (SELECT id FROM her UNION ALL SELECT l.person_id FROM merged_people l JOIN her ON l.into_id = her.id)
      SELECT g.id, g.stands, g.led, g.at_ms, a.name, g.undone_at_ms, CASE WHEN g.before_sealed IS NULL THEN 0 ELSE 1 END
        FROM person_merges g JOIN accounts a ON a.id = g.by_account
       WHERE g.stands IN (SELECT id FROM whole) OR g.led IN (SELECT id FROM whole)
       ORDER BY g.id DESC LIMIT 20)sql",
                      person);
}

namespace store {

void insert(db::Session& db, std::int64_t region, const Row& g) {
  db.exec(R"sql(
      INSERT INTO person_merges (id, region, stands, led, member_stands, member_led, fields, before_sealed, ended_member, ended_version,
                                 ended_from, by_account, at_ms)
      VALUES (:id, :region, :stands, :led, :member_stands, :member_led, :fields, :before, :ended, :version, :from, :by, :at))sql",
          g.id, region, g.stands, g.led, g.member_stands, g.member_led, g.fields, g.before_sealed, g.ended, g.ended_version, g.ended_from,
          g.by, g.at);
}

std::optional<Row> find(db::Session& db, MergeId id) {
  return db.first<Row>(R"sql(
      SELECT id, stands, led, member_stands, member_led, fields, before_sealed, ended_member, ended_version, ended_from, by_account, at_ms,
             undone_at_ms
        FROM person_merges WHERE id = :id)sql",
                       id);
}

bool is_latest(db::Session& db, const Row& merge) {
  return !db.first<MergeId>("SELECT id FROM person_merges WHERE stands = :stands AND id > :id AND undone_at_ms IS NULL LIMIT 1",
                            merge.stands, merge.id);
}

bool mark_undone(db::Session& db, MergeId id, AccountId by, Instant at) {
  return db.exec(R"sql(
      UPDATE person_merges SET undone_by = :by, undone_at_ms = :at, before_sealed = NULL
       WHERE id = :id AND undone_at_ms IS NULL AND before_sealed IS NOT NULL)sql",
                 by, at, id) == 1;
}

std::vector<PersonId> led_before(db::Session& db, PersonId person) {
  std::vector<PersonId> all, latest{person};
  while (!latest.empty()) {
    latest = db.all<PersonId>("SELECT led FROM person_merges WHERE stands = ANY_OF(:people) AND undone_at_ms IS NULL LIMIT 1000", latest);
    all.insert(all.end(), latest.begin(), latest.end());
  }
  return all;
}

std::int64_t forget_before(db::Session& db, Instant before) {
  return db.exec(R"sql(
      UPDATE person_merges SET before_sealed = NULL
       WHERE id IN (SELECT id FROM person_merges WHERE before_sealed IS NOT NULL AND at_ms < :before LIMIT 500))sql",
                 before);
}

}  // namespace store
}  // namespace unionhall::members::merging
