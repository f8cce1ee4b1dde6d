#include "services/membership/store.h"

namespace unionhall::membership::store {

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const Form& form, Instant now) {
  db.exec(R"sql(
      INSERT INTO membership_forms (id, region, person_id, member_id, started_by, cause, words_sealed, judgment_sealed, unpaid_since,
                                    absent_since, effective_on, at_ms)
      VALUES (:id, :region, :person, :member, :started_by, :cause, :words, :judgment, :unpaid_since, :absent_since, :effective_on, :at))sql",
          id, region, form.person, form.member, form.started_by, form.cause, form.words_sealed, form.judgment_sealed, form.unpaid_since,
          form.absent_since, form.effective_on, now);
}

std::optional<Form> find(db::Session& db, cases::CaseId id) {
  return db.first<Form>(R"sql(
      SELECT person_id, member_id, started_by, cause, words_sealed, judgment_sealed, unpaid_since, absent_since, effective_on
        FROM membership_forms WHERE id = :id)sql",
                        id);
}

bool open(db::Session& db, PersonId person, std::string_view type, cases::CaseId id) {
  return db.exec("INSERT INTO membership_open (person_id, type, case_id) VALUES (:person, :type, :case) ON CONFLICT DO NOTHING", person,
                 type, id) == 1;
}

void close(db::Session& db, PersonId person, std::string_view type) {
  db.exec("DELETE FROM membership_open WHERE person_id = :person AND type = :type", person, type);
}

}  // namespace unionhall::membership::store
