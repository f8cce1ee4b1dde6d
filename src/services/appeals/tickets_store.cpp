#include "services/appeals/tickets_store.h"

namespace unionhall::appeals::tickets::store {
namespace {

constexpr int undone_at_once = 200;

}  // namespace

std::vector<std::string> known_numbers(db::Session& db, const std::vector<std::string>& numbers) {
  return db.all<std::string>("SELECT number FROM appeal_tickets WHERE number = ANY_OF(:numbers) LIMIT 20000", db::Words{numbers});
}

bool add_ticket(db::Session& db, const Ticket& ticket, const cases::Case& appeal) {
  return db.exec(
             "INSERT INTO appeal_tickets (number, region, appeal_id, called) VALUES (:number, :region, :appeal, :called) ON CONFLICT DO "
             "NOTHING",
             ticket.number, appeal.region, appeal.id, ticket.called) == 1;
}

void remember(db::Session& db, imports::ImportId import, cases::CaseId appeal) {
  db.exec(R"sql(
      INSERT INTO import_changes (import_id, subject_kind, subject_id, version_after, before_sealed)
      VALUES (:import, 'appeal', :appeal, 1, '') ON CONFLICT DO NOTHING)sql",
          import, appeal);
}

std::vector<cases::CaseId> brought(db::Session& db, imports::ImportId import) {
  return db.all<cases::CaseId>(R"sql(
      SELECT subject_id FROM import_changes
       WHERE import_id = :import AND subject_kind = 'appeal' AND kept = 0 ORDER BY subject_id LIMIT :limit)sql",
                               import, undone_at_once);
}

void forget(db::Session& db, imports::ImportId import, cases::CaseId appeal) {
  db.exec("DELETE FROM import_changes WHERE import_id = :import AND subject_kind = 'appeal' AND subject_id = :appeal", import, appeal);
  db.exec("DELETE FROM appeal_tickets WHERE appeal_id = :appeal", appeal);
}

void keep(db::Session& db, imports::ImportId import, cases::CaseId appeal) {
  db.exec("UPDATE import_changes SET kept = 1 WHERE import_id = :import AND subject_kind = 'appeal' AND subject_id = :appeal", import,
          appeal);
}

}  // namespace unionhall::appeals::tickets::store
