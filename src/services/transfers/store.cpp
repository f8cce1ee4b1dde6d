#include "services/transfers/store.h"

namespace unionhall::transfers::store {

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const Transfer& transfer, Instant now) {
  db.exec(R"sql(
      INSERT INTO transfer_forms (id, region, person_id, member_id, org_from, started_by, status_before, cause, at_ms)
      VALUES (:id, :region, :person, :member, :from, :started_by, :status_before, :cause, :at))sql",
          id, region, transfer.person, transfer.member, transfer.from, transfer.started_by, transfer.status_before, transfer.cause, now);
}

std::optional<Transfer> find(db::Session& db, cases::CaseId id) {
  return db.first<Transfer>(R"sql(
      SELECT person_id, member_id, org_from, started_by, status_before, cause, new_member_id FROM transfer_forms WHERE id = :id)sql",
                            id);
}

void set_new_member(db::Session& db, cases::CaseId id, MemberId member) {
  db.exec("UPDATE transfer_forms SET new_member_id = :member WHERE id = :id", member, id);
}

bool open(db::Session& db, PersonId person, cases::CaseId id) {
  return db.exec("INSERT INTO transfers_open (person_id, case_id) VALUES (:person, :case) ON CONFLICT DO NOTHING", person, id) == 1;
}

void close(db::Session& db, PersonId person) { db.exec("DELETE FROM transfers_open WHERE person_id = :person", person); }

}  // namespace unionhall::transfers::store
