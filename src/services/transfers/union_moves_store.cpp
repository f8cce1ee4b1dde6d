#include "services/transfers/union_moves_store.h"

namespace unionhall::transfers::union_moves::store {

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const UnionMove& move, Instant now) {
  db.exec(R"sql(
      INSERT INTO union_move_forms (id, region, org_id, parent_from, started_by, reason, division, address, at_ms)
      VALUES (:id, :region, :org, :from, :started_by, :reason, :division, :address, :at))sql",
          id, region, move.org, move.parent_from, move.started_by, move.reason, move.division, move.address, now);
}

std::optional<UnionMove> find(db::Session& db, cases::CaseId id) {
  return db.first<UnionMove>(R"sql(
      SELECT org_id, parent_from, started_by, reason, division, address FROM union_move_forms WHERE id = :id)sql",
                             id);
}

bool open(db::Session& db, OrgId org, cases::CaseId id) {
  return db.exec("INSERT INTO union_moves_open (org_id, case_id) VALUES (:org, :case) ON CONFLICT DO NOTHING", org, id) == 1;
}

void close(db::Session& db, OrgId org) { db.exec("DELETE FROM union_moves_open WHERE org_id = :org", org); }

std::vector<cases::CaseId> overtaken(db::Session& db, int limit) {
  return db.all<cases::CaseId>(R"sql(
      SELECT u.case_id
        FROM union_moves_open u
        JOIN union_move_forms f ON f.id = u.case_id
        JOIN cases c ON c.id = u.case_id
        JOIN orgs o ON o.id = u.org_id
        JOIN orgs n ON n.id = c.org_id
       WHERE o.state <> 'active' OR o.parent_id <> f.parent_from OR n.state <> 'active'
       ORDER BY u.case_id LIMIT :limit)sql",
                               limit);
}

}  // namespace unionhall::transfers::union_moves::store
