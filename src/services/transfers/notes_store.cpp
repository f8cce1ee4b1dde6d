#include "services/transfers/notes_store.h"

namespace unionhall::transfers::notes::store {

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const Leaving& leaving, Instant now) {
  db.exec(R"sql(
      INSERT INTO transfer_notes (id, region, person_id, member_id, started_by, status_before, cause, to_union, at_ms)
      VALUES (:id, :region, :person, :member, :started_by, :status_before, :cause, :to, :at))sql",
          id, region, leaving.person, leaving.member, leaving.started_by, leaving.status_before, leaving.cause, leaving.to, now);
}

std::optional<Leaving> find(db::Session& db, cases::CaseId id) {
  return db.first<Leaving>(R"sql(
      SELECT person_id, member_id, started_by, status_before, cause, to_union, state, code, note_sealed, issued_on, valid_until
        FROM transfer_notes WHERE id = :id)sql",
                           id);
}

std::optional<cases::CaseId> with_code(db::Session& db, std::string_view code) {
  return db.first<cases::CaseId>("SELECT id FROM transfer_notes WHERE code = :code", code);
}

void issue(db::Session& db, cases::CaseId id, const Issued& note) {
  db.exec(R"sql(
      UPDATE transfer_notes SET state = 'valid', code = :code, note_sealed = :note, issued_on = :issued_on, valid_until = :valid_until
       WHERE id = :id)sql",
          note.code, note.note_sealed, note.issued_on, note.valid_until, id);
}

void settle(db::Session& db, cases::CaseId id, State state) {
  db.exec("UPDATE transfer_notes SET state = :state WHERE id = :id AND state = 'valid'", state, id);
}

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const Coming& coming, Instant now) {
  db.exec(R"sql(
      INSERT INTO received_notes (id, region, issuer, code, verdict, note_sealed, id_type, id_sealed, phone_sealed, at_ms)
      VALUES (:id, :region, :issuer, :code, :verdict, :note, :id_type, :id_sealed, :phone, :at))sql",
          id, region, coming.issuer, coming.code, coming.verdict, coming.note_sealed, coming.id_type, coming.id_sealed, coming.phone_sealed,
          now);
}

std::optional<Coming> find_coming(db::Session& db, cases::CaseId id) {
  return db.first<Coming>(R"sql(
      SELECT issuer, code, verdict, note_sealed, id_type, id_sealed, phone_sealed, member_id FROM received_notes WHERE id = :id)sql",
                          id);
}

void set_member(db::Session& db, cases::CaseId id, MemberId member) {
  db.exec("UPDATE received_notes SET member_id = :member WHERE id = :id", member, id);
}

bool use(db::Session& db, const Coming& note, cases::CaseId id) {
  return db.exec("INSERT INTO notes_in_use (issuer, code, case_id) VALUES (:issuer, :code, :case) ON CONFLICT DO NOTHING", note.issuer,
                 note.code, id) == 1;
}

void give_back(db::Session& db, cases::CaseId id) { db.exec("DELETE FROM notes_in_use WHERE case_id = :id", id); }

}  // namespace unionhall::transfers::notes::store
