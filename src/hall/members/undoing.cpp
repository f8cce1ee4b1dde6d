#include "hall/members/members.h"

namespace unionhall::members {
namespace {

struct WrittenAt {
  MemberId id;
  Instant at;
};
BOOST_DESCRIBE_STRUCT(WrittenAt, (), (id, at))

}  // namespace

std::map<MemberId, Instant> written_at(db::Session& db, const std::vector<MemberId>& members) {
  std::map<MemberId, Instant> found;
  for (const auto& [id, at] : db.all<WrittenAt>("SELECT id, updated_at_ms FROM members WHERE id = ANY_OF(:members) LIMIT 500", members)) {
    found.emplace(id, at);
  }
  return found;
}

bool put_back(db::Session& db, const Member& before, const Member& now, Instant written_at) {
  const bool put =
      db.exec(R"sql(
      UPDATE members
         SET version = :version, org_id = :org, name_key = :name_key, status = :status, category = :category, joined_on = :joined_on,
             changed_on = :changed_on, change_kind = :change_kind, change_cause = :change_cause, verified_method = :verified_method,
             verified_at_ms = :verified_at, updated_at_ms = :written_at
       WHERE id = :id AND version = :version_now)sql",
              before.version, before.org, before.name_key, before.status, before.category, before.joined_on, before.changed_on,
              before.change_kind, before.change_cause, before.verified_method, before.verified_at, written_at, before.id, now.version) == 1;
  if (!put) return false;
  if (alive(now.status) && !alive(before.status)) {
    db.exec("DELETE FROM live_membership WHERE person_id = :person AND member_id = :member", before.person, before.id);
  } else if (!alive(now.status) && alive(before.status)) {
    db.exec("INSERT INTO live_membership (person_id, member_id) VALUES (:person, :member)", before.person, before.id);
  }
  return true;
}

std::vector<Member> of_people(db::Session& db, const std::vector<PersonId>& people) {
  return db.all<Member>(R"sql(
      SELECT id, version, person_id, org_id, name_key, status, category, joined_on, changed_on, change_kind, change_cause,
             verified_method, verified_at_ms, source_id
        FROM members WHERE person_id = ANY_OF(:people)
       ORDER BY person_id, id LIMIT 5000)sql",
                        people);
}

bool remove_unchanged(db::Session& db, const Member& member) {
  if (db.exec("DELETE FROM members WHERE id = :id AND version = 1", member.id) != 1) return false;
  db.exec("DELETE FROM live_membership WHERE person_id = :person AND member_id = :member", member.person, member.id);
  return true;
}

std::int64_t count_living(db::Session& db, OrgId org) {
  return db
      .first<std::int64_t>("SELECT COUNT(*) FROM members WHERE org_id = :org AND status IN ('active', 'transferring', 'retained')", org)
      .value_or(0);
}

bool any_of_org(db::Session& db, OrgId org) {
  return db.first<std::int64_t>("SELECT 1 FROM members WHERE org_id = :org LIMIT 1", org).has_value();
}

void forget(db::Session& db, MemberId member, SourceId source) {
  db.exec("DELETE FROM member_events WHERE member_id = :member AND source_id = :source", member, source);
}

}  // namespace unionhall::members
