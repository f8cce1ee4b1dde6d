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
                        people::standing(db, people));
}

void hide(db::Session& db, MemberId member, OrgId from, Instant now) {
  db.exec("INSERT INTO hidden_memberships (member_id, hidden_from, at_ms) VALUES (:member, :from, :at)", member, from, now);
}

std::optional<OrgId> hidden_from(db::Session& db, MemberId member) {
  return db.first<OrgId>("SELECT hidden_from FROM hidden_memberships WHERE member_id = :member", member);
}

std::vector<Member> of_person(db::Session& db, PersonId person) {
  return db.all<Member>(R"sql(
      SELECT id, version, person_id, org_id, name_key, status, category, joined_on, changed_on, change_kind, change_cause,
             verified_method, verified_at_ms, source_id
        FROM members WHERE person_id = ANY_OF(:people)
       ORDER BY id DESC LIMIT 100)sql",
                        people::with_led(db, {people::standing(db, person)}));
}

bool add(db::Session& db, const std::vector<Member>& members, std::int64_t region, Instant now) {
  using Text = std::string_view;
  std::vector<std::tuple<MemberId, std::int64_t, PersonId, OrgId, Text, Status, Text, Text, Text, Text, Text, Text, std::optional<Instant>,
                         SourceId, Instant, Instant>>
      rows;
  std::vector<std::tuple<PersonId, MemberId>> live;
  std::vector<PersonId> joining;
  std::vector<OrgId> joined;
  rows.reserve(members.size());
  for (const auto& m : members) {
    rows.emplace_back(m.id, region, m.person, m.org, m.name_key, m.status, m.category, m.joined_on, m.changed_on, m.change_kind,
                      m.change_cause, m.verified_method, m.verified_at, m.source, now, now);
    if (!alive(m.status)) continue;
    live.emplace_back(m.person, m.id);
    joining.push_back(m.person);
    joined.push_back(m.org);
  }
  // Whoever was read before the transaction may have been led to another since.
  if (people::any_led(db, joining)) return false;
  if (!orgs::hold_active(db, std::move(joined))) return false;
  db.append("live_membership", "person_id, member_id", live);
  db.append("members",
            "id, region, person_id, org_id, name_key, status, category, joined_on, changed_on, change_kind, change_cause, "
            "verified_method, verified_at_ms, source_id, created_at_ms, updated_at_ms",
            rows);
  return true;
}

bool change(db::Session& db, const Member& before, const Member& after, Instant now) {
  const bool comes_alive = alive(after.status) && (!alive(before.status) || before.org != after.org);
  if (comes_alive && people::any_led(db, {before.person})) return false;
  if (comes_alive && !orgs::hold_active(db, {after.org})) return false;
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

}  // namespace unionhall::members
