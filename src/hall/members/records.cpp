#include <algorithm>

#include "hall/members/store.h"

namespace unionhall::members::store {
namespace {

// In the order of Record.
const std::string record_columns = R"sql(
      SELECT m.id, m.version, m.person_id, m.org_id, m.name_key, m.status, m.category, m.joined_on, m.changed_on, m.change_kind,
             m.change_cause, m.verified_method, m.verified_at_ms, m.source_id, m.created_at_ms, o.path, o.name,
             (SELECT count(*) FROM merged_people g WHERE g.into_id = p.id),
             p.id, p.version, p.name, p.sex, p.birth_month, p.id_type, p.ethnicity, p.education, p.politics, p.employment, p.skill,
             p.household_kind, p.household_place, p.native_place, p.employer, p.migrant, p.id_sealed, p.phone_sealed, p.source_id)sql";
// In the order of Double.
const std::string double_columns = "SELECT m.id, m.org_id, o.name, o.path, p.name, p.birth_month";

constexpr std::string_view not_called_another = R"sql(
         AND NOT EXISTS (SELECT 1 FROM not_doubles d LEFT JOIN merged_people a ON a.person_id = d.person_a
                                 LEFT JOIN merged_people b ON b.person_id = d.person_b
                          WHERE COALESCE(a.into_id, d.person_a) IN (p.id, :person) AND COALESCE(b.into_id, d.person_b) IN (p.id, :person)
                            AND COALESCE(a.into_id, d.person_a) <> COALESCE(b.into_id, d.person_b)
                            AND (d.person_a = ANY_OF(:selves) OR d.person_b = ANY_OF(:selves))))sql";

}  // namespace

std::optional<Record> find(db::Session& db, MemberId id) {
  static const std::string sql = record_columns + R"sql(
        FROM members m LEFT JOIN merged_people l ON l.person_id = m.person_id
             JOIN people p ON p.id = COALESCE(l.into_id, m.person_id)
             JOIN orgs o ON o.id = m.org_id
       WHERE m.id = :id)sql";
  return db.first<Record>(sql, id);
}

std::optional<Record> find_of_person(db::Session& db, PersonId person) {
  static const std::string sql = record_columns + R"sql(
        FROM people p JOIN members m ON m.id = COALESCE((SELECT l.member_id FROM live_membership l WHERE l.person_id = p.id),
                                                        (SELECT max(n.id) FROM members n WHERE n.person_id = p.id
                                                            OR n.person_id IN (SELECT g.person_id FROM merged_people g WHERE g.into_id = p.id)))
             JOIN orgs o ON o.id = m.org_id
       WHERE p.id = :person)sql";
  return db.first<Record>(sql, person);
}

std::vector<FieldSource> field_sources(db::Session& db, MemberId member, PersonId person) {
  return db.all<FieldSource>(R"sql(
      SELECT f.field, s.id, s.kind, s.import_id, s.department, s.account_id, s.label, s.recorded_on, s.brought_by
        FROM field_sources f JOIN sources s ON s.id = f.source_id
       WHERE f.subject_id = :member OR f.subject_id = :person
       LIMIT 100)sql",
                             member, person);
}

std::vector<Event> history(db::Session& db, MemberId member) {
  return db.all<Event>(R"sql(
      SELECT e.at_ms, e.what, e.field, e.value_from, e.value_to, e.cause, COALESCE(a.name, ''),
             s.id, s.kind, s.import_id, s.department, s.account_id, s.label, s.recorded_on, s.brought_by
        FROM member_events e JOIN sources s ON s.id = e.source_id LEFT JOIN accounts a ON a.id = e.by_account
       WHERE e.member_id = :member
       ORDER BY e.id DESC LIMIT 100)sql",
                       member);
}

std::vector<Double> namesakes(db::Session& db, const Record& record) {
  static const std::string sql = double_columns + R"sql(
        FROM members m CROSS JOIN people p CROSS JOIN orgs o
       WHERE m.org_id = :org AND m.name_key = :key AND p.id = m.person_id AND o.id = m.org_id
         AND p.id <> :person AND p.birth_month = :born AND p.name = :name
         AND m.status IN ('active', 'transferring', 'retained'))sql" +
                                 std::string(not_called_another) + " ORDER BY m.id LIMIT 10";
  const auto& facts = record.person.facts;
  return db.all<Double>(sql, record.member.org, record.member.name_key, record.person.id, facts.birth_month, facts.name,
                        people::with_led(db, {record.person.id}));
}

std::vector<Double> namesakes_by_phone(db::Session& db, const Record& record, const std::vector<people::PhoneKey>& phones) {
  static const std::string sql = double_columns + R"sql(
        FROM phone_index i CROSS JOIN live_membership l CROSS JOIN members m CROSS JOIN people p CROSS JOIN orgs o
       WHERE i.key_no = :key_no AND i.digest = :digest AND m.id = l.member_id AND p.id = l.person_id
         AND l.person_id = COALESCE((SELECT into_id FROM merged_people WHERE person_id = i.person_id), i.person_id)
         AND o.id = m.org_id AND p.id <> :person AND p.birth_month = :born AND p.name = :name)sql" +
                                 std::string(not_called_another) + " ORDER BY m.id LIMIT 10";
  const auto& facts = record.person.facts;
  const auto selves = people::with_led(db, {record.person.id});
  std::vector<Double> found;
  for (const auto& phone : phones) {
    for (auto& one : db.all<Double>(sql, phone.key_no, phone.digest, record.person.id, facts.birth_month, facts.name, selves)) {
      if (std::ranges::find(found, one.id, &Double::id) == found.end()) found.push_back(std::move(one));
    }
  }
  return found;
}

bool mark_verified(db::Session& db, const Member& before, std::string_view method, Instant now) {
  return db.exec(R"sql(
      UPDATE members SET version = version + 1, verified_method = :method, verified_at_ms = :now, updated_at_ms = :now
       WHERE id = :id AND version = :version)sql",
                 method, now, before.id, before.version) == 1;
}

bool alive_elsewhere(db::Session& db, PersonId person, MemberId but) {
  return db.first<std::int64_t>("SELECT 1 FROM live_membership WHERE person_id = :person AND member_id <> :member", person, but)
      .has_value();
}

void rename(db::Session& db, PersonId person, std::string_view name_key) {
  db.exec("UPDATE members SET name_key = :key WHERE person_id = :person", name_key, person);
}

std::optional<Scope> scope_of(db::Session& db, OrgId org) {
  return db.first<Scope>("SELECT region, path, name FROM orgs WHERE id = :id", org);
}

std::int64_t reveals_since(db::Session& db, AccountId account, Instant since) {
  return db.first<std::int64_t>("SELECT count(*) FROM reveals WHERE account_id = :account AND at_ms >= :since", account, since).value_or(0);
}

void add_reveal(db::Session& db, std::int64_t region, RevealId id, AccountId account, MemberId member, std::string_view field,
                std::string_view purpose, const std::optional<std::string>& note_sealed, Instant now) {
  db.exec(R"sql(
      INSERT INTO reveals (id, region, account_id, member_id, field, purpose, note_sealed, at_ms)
      VALUES (:id, :region, :account, :member, :field, :purpose, :note, :at))sql",
          id, region, account, member, field, purpose, note_sealed, now);
}

std::vector<Access> accesses(db::Session& db, const std::vector<PersonId>& people, Instant before, audit::EventId before_id, int limit) {
  return db.all<Access>(R"sql(
      SELECT e.id, e.at_ms, e.what, e.detail, COALESCE(r.word, ''), COALESCE(o.name, ''), COALESCE(a.name, ''), COALESCE(o.id, 0)
        FROM audit_events e LEFT JOIN roles r ON r.id = e.role_id LEFT JOIN orgs o ON o.id = r.org_id LEFT JOIN accounts a ON a.id = e.actor
       WHERE e.subject_id = ANY_OF(:people) AND (e.at_ms < :before OR (e.at_ms = :before AND e.id < :before_id))
         AND e.what IN ('look', 'reveal') AND e.subject_kind = 'person'
       ORDER BY e.at_ms DESC, e.id DESC LIMIT :limit)sql",
                        people, before, before_id, limit);
}

}  // namespace unionhall::members::store
