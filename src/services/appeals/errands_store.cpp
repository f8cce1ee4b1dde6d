#include "services/appeals/errands_store.h"

namespace unionhall::appeals::errands::store {
namespace {

constexpr int listed_most = 100;

std::string select(std::string_view rest) {
  return "SELECT e.id, e.region, e.appeal_id, e.serial, e.key_no, e.state, e.given_by, e.given_org, e.at_ms, e.due_on, e.by_text, "
         "e.name_sealed, e.words_sealed, e.answer_sealed, e.answered_at_ms FROM appeal_errands e " +
         std::string(rest);
}

}  // namespace

bool add(db::Session& db, const Errand& errand) {
  return db.exec(R"sql(
      INSERT INTO appeal_errands (id, region, appeal_id, serial, key_no, given_by, given_org, at_ms, due_on, by_text, name_sealed, words_sealed)
      VALUES (:id, :region, :appeal, :serial, :key_no, :by, :org, :at, :due, :by_text, :name, :words)
          ON CONFLICT DO NOTHING)sql",
                 errand.id, errand.region, errand.appeal, errand.serial, errand.key_no, errand.given_by, errand.given_org, errand.at,
                 errand.due_on, errand.by_text, errand.name_sealed, errand.words_sealed) == 1;
}

std::optional<Errand> find(db::Session& db, cases::CaseId appeal, ErrandId id) {
  static const auto sql = select("WHERE e.id = :id AND e.appeal_id = :appeal");
  return db.first<Errand>(sql, id, appeal);
}

std::optional<Errand> find_serial(db::Session& db, std::int64_t serial) {
  static const auto sql = select("WHERE e.serial = :serial");
  return db.first<Errand>(sql, serial);
}

std::vector<Errand> of_appeal(db::Session& db, cases::CaseId appeal) {
  static const auto sql = select("WHERE e.appeal_id = :appeal ORDER BY e.id DESC LIMIT :limit");
  return db.all<Errand>(sql, appeal, listed_most);
}

std::int64_t count_open(db::Session& db, cases::CaseId appeal) {
  return *db.first<std::int64_t>("SELECT count(*) FROM appeal_errands WHERE appeal_id = :appeal AND state = 'open'", appeal);
}

bool settle(db::Session& db, ErrandId id, State state, const std::optional<std::string>& answer_sealed, Instant now) {
  return db.exec(R"sql(
      UPDATE appeal_errands SET state = :state, answer_sealed = :answer, answered_at_ms = :now WHERE id = :id AND state = 'open')sql",
                 state, answer_sealed, now, id) == 1;
}

std::vector<Errand> due(db::Session& db, Date today, int limit) {
  static const auto sql = select("WHERE e.state = 'open' AND e.due_on <= :today AND e.reminded = 0 ORDER BY e.due_on, e.id LIMIT :limit");
  return db.all<Errand>(sql, today, limit);
}

bool mark_reminded(db::Session& db, ErrandId id) {
  return db.exec("UPDATE appeal_errands SET reminded = 1 WHERE id = :id AND reminded = 0", id) == 1;
}

std::vector<ErrandId> left_over(db::Session& db, int limit) {
  return db.all<ErrandId>(R"sql(
      SELECT e.id FROM appeal_errands e JOIN cases c ON c.id = e.appeal_id
       WHERE e.state = 'open' AND c.outcome <> '' ORDER BY e.id LIMIT :limit)sql",
                          limit);
}

std::int64_t open_under(db::Session& db, int key_no) {
  return *db.first<std::int64_t>("SELECT count(*) FROM appeal_errands WHERE state = 'open' AND key_no = :key_no", key_no);
}

void erase(db::Session& db, const db::Numbers& appeals) {
  db.exec("UPDATE appeal_errands SET name_sealed = NULL, words_sealed = NULL, answer_sealed = NULL WHERE appeal_id = ANY_OF(:appeals)",
          appeals);
  db.exec("DELETE FROM appeal_errand_pictures WHERE errand_id IN (SELECT id FROM appeal_errands WHERE appeal_id = ANY_OF(:appeals))",
          appeals);
}

// ── Photos ─────────────────────────────────────────────────────────────────────────────────────────────────────

void add_picture(db::Session& db, PictureId id, std::int64_t region, ErrandId errand, const cases::evidence::Picture& picture,
                 Instant now) {
  db.exec(R"sql(
      INSERT INTO appeal_errand_pictures (id, region, errand_id, file_id, kind, at_ms)
      VALUES (:id, :region, :errand, :file, :kind, :at))sql",
          id, region, errand, picture.file, picture.kind, now);
}

std::int64_t count_pictures(db::Session& db, ErrandId errand) {
  return *db.first<std::int64_t>("SELECT count(*) FROM appeal_errand_pictures WHERE errand_id = :errand", errand);
}

std::vector<cases::evidence::Picture> pictures(db::Session& db, ErrandId errand, const db::Numbers& among) {
  return db.all<cases::evidence::Picture>(R"sql(
      SELECT file_id, kind FROM appeal_errand_pictures WHERE errand_id = :errand AND id = ANY_OF(:among) ORDER BY id LIMIT 100)sql",
                                          errand, among);
}

void forget_pictures(db::Session& db, ErrandId errand) { db.exec("DELETE FROM appeal_errand_pictures WHERE errand_id = :errand", errand); }

std::vector<files::FileId> waiting_files(db::Session& db, const std::vector<files::FileId>& among) {
  return db.all<files::FileId>("SELECT file_id FROM appeal_errand_pictures WHERE file_id = ANY_OF(:among) LIMIT 500", among);
}

}  // namespace unionhall::appeals::errands::store
