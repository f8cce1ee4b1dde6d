#include "hall/members/exports.h"

namespace unionhall::members::exports {

void add(db::Session& db, std::int64_t region, const Wanted& w, Instant now) {
  db.exec(R"sql(
      INSERT INTO member_exports (id, region, account_id, role_id, search_sealed, name, format, total, at_ms)
      VALUES (:id, :region, :account, :role, :search, :name, :format, :total, :at))sql",
          w.id, region, w.account, w.role, w.search_sealed, w.name, w.format, w.total, now);
}

std::optional<Wanted> find(db::Session& db, ExportId id) {
  return db.first<Wanted>(R"sql(
      SELECT id, account_id, role_id, search_sealed, name, format, state, done, total, file_id, at_ms FROM member_exports
       WHERE id = :id)sql",
                          id);
}

std::vector<Wanted> of(db::Session& db, AccountId account, std::int64_t role, Instant since, int limit) {
  return db.all<Wanted>(R"sql(
      SELECT id, account_id, role_id, search_sealed, name, format, state, done, total, file_id, at_ms FROM member_exports
       WHERE account_id = :account AND role_id = :role AND at_ms > :since
       ORDER BY at_ms DESC, id DESC LIMIT :limit)sql",
                        account, role, since, limit);
}

std::optional<Wanted> take(db::Session& db, std::string_view holder, Instant now, Instant until) {
  const auto id = db.first<ExportId>(R"sql(
      SELECT id FROM member_exports WHERE state = 'running' AND leased_until_ms < :now ORDER BY id LIMIT 1)sql",
                                     now);
  if (!id) return std::nullopt;
  db.exec("UPDATE member_exports SET holder = :holder, leased_until_ms = :until WHERE id = :id", holder, until, *id);
  return find(db, *id);
}

bool report(db::Session& db, ExportId id, std::string_view holder, std::int64_t done, Instant until) {
  return db.exec(R"sql(
      UPDATE member_exports SET done = :done, leased_until_ms = :until WHERE id = :id AND holder = :holder AND state = 'running')sql",
                 done, until, id, holder) == 1;
}

bool finish(db::Session& db, ExportId id, std::string_view holder, std::int64_t rows, files::FileId file) {
  return db.exec(R"sql(
      UPDATE member_exports SET state = 'done', done = :rows, total = :rows, file_id = :file
       WHERE id = :id AND holder = :holder AND state = 'running')sql",
                 rows, file, id, holder) == 1;
}

void fail(db::Session& db, ExportId id, std::string_view holder) {
  db.exec("UPDATE member_exports SET state = 'failed' WHERE id = :id AND holder = :holder AND state = 'running'", id, holder);
}

std::vector<Wanted> older_than(db::Session& db, Instant before, int limit) {
  return db.all<Wanted>(R"sql(
      SELECT id, account_id, role_id, search_sealed, name, format, state, done, total, file_id, at_ms
        FROM member_exports WHERE at_ms <= :before ORDER BY at_ms LIMIT :limit)sql",
                        before, limit);
}

std::vector<files::FileId> written_files(db::Session& db, const std::vector<files::FileId>& among) {
  return db.all<files::FileId>("SELECT file_id FROM member_exports WHERE file_id = ANY_OF(:among) LIMIT 500", among);
}

void remove(db::Session& db, ExportId id) { db.exec("DELETE FROM member_exports WHERE id = :id", id); }

}  // namespace unionhall::members::exports
