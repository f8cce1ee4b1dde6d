#include "base/names.h"
#include "hall/members/members.h"
#include "hall/orgs/orgs.h"

namespace unionhall::members {

std::optional<Member> find(db::Session& db, MemberId id) {
  return db.first<Member>(R"sql(
      SELECT id, version, person_id, org_id, name_key, status, category, joined_on, changed_on, change_kind, change_cause,
             verified_method, verified_at_ms, source_id
        FROM members WHERE id = :id)sql",
                          id);
}

std::vector<Member> living(db::Session& db, const std::vector<PersonId>& people) {
  return db.all<Member>(R"sql(
      SELECT m.id, m.version, m.person_id, m.org_id, m.name_key, m.status, m.category, m.joined_on, m.changed_on, m.change_kind,
             m.change_cause, m.verified_method, m.verified_at_ms, m.source_id
        FROM live_membership l JOIN members m ON m.id = l.member_id
       WHERE l.person_id = ANY_OF(:people)
       LIMIT 500)sql",
                        people);
}

std::vector<Member> of_person(db::Session& db, PersonId person) {
  return db.all<Member>(R"sql(
      SELECT id, version, person_id, org_id, name_key, status, category, joined_on, changed_on, change_kind, change_cause,
             verified_method, verified_at_ms, source_id
        FROM members WHERE person_id = :person
       ORDER BY id DESC LIMIT 100)sql",
                        person);
}

void add(db::Session& db, const std::vector<Member>& members, std::int64_t region, Instant now) {
  using Text = std::string_view;
  std::vector<std::tuple<MemberId, std::int64_t, PersonId, OrgId, Text, Status, Text, Text, Text, Text, Text, Text, std::optional<Instant>,
                         SourceId, Instant, Instant>>
      rows;
  std::vector<std::tuple<PersonId, MemberId>> live;
  rows.reserve(members.size());
  for (const auto& m : members) {
    rows.emplace_back(m.id, region, m.person, m.org, m.name_key, m.status, m.category, m.joined_on, m.changed_on, m.change_kind,
                      m.change_cause, m.verified_method, m.verified_at, m.source, now, now);
    if (alive(m.status)) live.emplace_back(m.person, m.id);
  }
  db.append("live_membership", "person_id, member_id", live);
  db.append("members",
            "id, region, person_id, org_id, name_key, status, category, joined_on, changed_on, change_kind, change_cause, "
            "verified_method, verified_at_ms, source_id, created_at_ms, updated_at_ms",
            rows);
}

bool change(db::Session& db, const Member& before, const Member& after, Instant now) {
  const auto changed =
      db.exec(R"sql(
      UPDATE members
         SET version = version + 1, org_id = :org, name_key = :name_key, status = :status, category = :category,
             joined_on = :joined_on, changed_on = :changed_on, change_kind = :change_kind, change_cause = :change_cause,
             verified_method = :verified_method, verified_at_ms = :verified_at, updated_at_ms = :now
       WHERE id = :id AND version = :version)sql",
              after.org, after.name_key, after.status, after.category, after.joined_on, after.changed_on, after.change_kind,
              after.change_cause, after.verified_method, after.verified_at, now, before.id, before.version) == 1;
  if (!changed) return false;

  if (alive(before.status) && !alive(after.status)) {
    db.exec("DELETE FROM live_membership WHERE person_id = :person AND member_id = :member", before.person, before.id);
  } else if (!alive(before.status) && alive(after.status)) {
    db.exec("INSERT INTO live_membership (person_id, member_id) VALUES (:person, :member)", before.person, before.id);
  }
  return true;
}

void remember(db::Session& db, Hall& hall, const std::vector<Happened>& events, Instant now) {
  using Text = std::string_view;
  std::vector<std::tuple<std::int64_t, std::int64_t, MemberId, Instant, Text, Text, Text, Text, Text, std::optional<AccountId>, SourceId>>
      rows;
  rows.reserve(events.size());
  for (const auto& e : events) {
    rows.emplace_back(hall.ids.next<struct MemberEvent>().value, hall.ids.region(), e.member, now, e.what, e.field, e.value_from,
                      e.value_to, e.cause, e.by ? std::optional(e.by) : std::nullopt, e.source);
  }
  db.append("member_events", "id, region, member_id, at_ms, what, field, value_from, value_to, cause, by_account, source_id", rows);
}

// ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────

// CROSS JOIN fixes the order of the loops on SQLite: unions by path, then each union's members by name key. Nothing is
// sorted, and a page begins where the last one ended.
std::vector<Line> list(db::Session& db, const Search& search, const After& after, int limit) {
  const auto end = orgs::end_of_subtree(search.scope_path);
  const auto& from = std::max(search.scope_path, after.org_path);
  return db.all<Line>(R"sql(
      SELECT m.id, m.person_id, m.org_id, o.path, o.name, p.name, m.name_key, p.sex, p.birth_month, p.id_type, m.status, m.category,
             m.verified_method, m.verified_at_ms, p.phone_sealed IS NOT NULL, s.kind, s.label, s.recorded_on
        FROM orgs o CROSS JOIN members m CROSS JOIN people p CROSS JOIN sources s
       WHERE o.path >= :from AND o.path < :end
         AND m.org_id = o.id AND p.id = m.person_id AND s.id = m.source_id
         AND (o.path > :after_path OR m.name_key > :after_key OR (m.name_key = :after_key AND m.id > :after_id))
         AND CASE :status WHEN 'alive' THEN m.status IN ('active', 'transferring', 'retained')
                          WHEN 'ended' THEN m.status NOT IN ('active', 'transferring', 'retained')
                          ELSE m.status = :status END
         AND CASE :verified WHEN 'yes' THEN m.verified_method <> '' WHEN 'no' THEN m.verified_method = '' ELSE 1 = 1 END
         AND (:category = '' OR m.category = :category)
         AND (:sex = '' OR p.sex = :sex)
         AND (:born_from = 0 OR p.birth_month >= :born_from) AND (:born_to = 0 OR p.birth_month <= :born_to)
       ORDER BY o.path, m.name_key, m.id
       LIMIT :limit)sql",
                      from, end, after.org_path, after.name_key, after.id, search.status.empty() ? "alive" : search.status, search.verified,
                      search.category, search.sex, search.born_from, search.born_to, limit);
}

std::vector<Line> find_by_words(db::Session& db, const Search& search, const After& after, int limit) {
  auto grams = names::query_grams(search.words);
  if (grams.empty() && !search.people) return {};
  grams.resize(4);  // four say enough about a name
  const auto end = orgs::end_of_subtree(search.scope_path);
  const auto& status = search.status.empty() ? std::string("alive") : search.status;
  if (search.people) {
    return db.all<Line>(R"sql(
        SELECT m.id, m.person_id, m.org_id, o.path, o.name, p.name, m.name_key, p.sex, p.birth_month, p.id_type, m.status, m.category,
               m.verified_method, m.verified_at_ms, p.phone_sealed IS NOT NULL, s.kind, s.label, s.recorded_on
          FROM members m JOIN orgs o ON o.id = m.org_id JOIN people p ON p.id = m.person_id JOIN sources s ON s.id = m.source_id
         WHERE m.person_id = ANY_OF(:people)
           AND o.path >= :from AND o.path < :end
           AND (m.name_key > :after_key OR (m.name_key = :after_key AND m.id > :after_id))
         ORDER BY m.name_key, m.id
         LIMIT :limit)sql",
                        *search.people, search.scope_path, end, after.name_key, after.id, limit);
  }
  return db.all<Line>(R"sql(
      SELECT m.id, m.person_id, m.org_id, o.path, o.name, p.name, m.name_key, p.sex, p.birth_month, p.id_type, m.status, m.category,
             m.verified_method, m.verified_at_ms, p.phone_sealed IS NOT NULL, s.kind, s.label, s.recorded_on
        FROM word_index w JOIN members m ON m.person_id = w.subject_id
             JOIN orgs o ON o.id = m.org_id JOIN people p ON p.id = m.person_id JOIN sources s ON s.id = m.source_id
       WHERE w.kind = 'person' AND w.gram = :gram1
         AND (:gram2 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'person' AND x.gram = :gram2 AND x.subject_id = w.subject_id))
         AND (:gram3 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'person' AND x.gram = :gram3 AND x.subject_id = w.subject_id))
         AND (:gram4 = '' OR EXISTS (SELECT 1 FROM word_index x WHERE x.kind = 'person' AND x.gram = :gram4 AND x.subject_id = w.subject_id))
         AND o.path >= :from AND o.path < :end
         AND (m.name_key > :after_key OR (m.name_key = :after_key AND m.id > :after_id))
         AND CASE :status WHEN 'alive' THEN m.status IN ('active', 'transferring', 'retained')
                          WHEN 'ended' THEN m.status NOT IN ('active', 'transferring', 'retained')
                          ELSE m.status = :status END
         AND CASE :verified WHEN 'yes' THEN m.verified_method <> '' WHEN 'no' THEN m.verified_method = '' ELSE 1 = 1 END
         AND (:category = '' OR m.category = :category)
         AND (:sex = '' OR p.sex = :sex)
         AND (:born_from = 0 OR p.birth_month >= :born_from) AND (:born_to = 0 OR p.birth_month <= :born_to)
       ORDER BY m.name_key, m.id
       LIMIT :limit)sql",
                      grams[0], grams[1], grams[2], grams[3], search.scope_path, end, after.name_key, after.id, status, search.verified,
                      search.category, search.sex, search.born_from, search.born_to, limit);
}

}  // namespace unionhall::members
