#include "hall/files/store.h"

#include <set>

namespace unionhall::files::store {

void add(db::Session& db, std::int64_t region, const Row& file, Instant now) {
  db.exec(R"sql(
      INSERT INTO files (id, region, name, bytes, digest, key_sealed, at_ms)
      VALUES (:id, :region, :name, :bytes, :digest, :key, :at))sql",
          file.id, region, file.name, file.bytes, file.digest, file.key_sealed, now);
}

std::optional<Row> find(db::Session& db, FileId id) {
  return db.first<Row>("SELECT id, name, bytes, digest, key_sealed FROM files WHERE id = :id", id);
}

void remove(db::Session& db, FileId id) { db.exec("DELETE FROM files WHERE id = :id", id); }

void add_piece(db::Session& db, FileId file, std::int64_t number, std::string_view sealed) {
  db.exec("INSERT INTO file_pieces (file_id, piece, sealed) VALUES (:file, :piece, :sealed)", file, number, sealed);
}

std::optional<std::string> find_piece(db::Session& db, FileId file, std::int64_t number) {
  return db.first<std::string>("SELECT sealed FROM file_pieces WHERE file_id = :file AND piece = :piece", file, number);
}

std::int64_t remove_pieces(db::Session& db, FileId file) {
  return db.exec(R"sql(
      DELETE FROM file_pieces
       WHERE file_id = :file
         AND piece IN (SELECT piece FROM file_pieces WHERE file_id = :file ORDER BY piece LIMIT 100))sql",
                 file);
}

std::vector<FileId> kept_before(db::Session& db, FileId after, Instant moment, int limit) {
  return db.all<FileId>("SELECT id FROM files WHERE id > :after AND at_ms < :moment ORDER BY id LIMIT :limit", after, moment, limit);
}

std::optional<FileId> first_with_pieces(db::Session& db) {
  return db.first<FileId>("SELECT file_id FROM file_pieces ORDER BY file_id LIMIT 1");
}

std::vector<FileId> without_row(db::Session& db, const std::vector<FileId>& ids) {
  const auto there = db.all<FileId>("SELECT id FROM files WHERE id = ANY_OF(:ids) LIMIT 500", ids);
  const std::set<FileId> known(there.begin(), there.end());
  std::vector<FileId> missing;
  for (const auto& id : ids) {
    if (!known.contains(id)) missing.push_back(id);
  }
  return missing;
}

std::vector<FileId> with_pieces_alone(db::Session& db, int limit) {
  return db.all<FileId>(R"sql(
      SELECT p.file_id FROM file_pieces p
       WHERE p.piece = 0 AND NOT EXISTS (SELECT 1 FROM files f WHERE f.id = p.file_id)
       ORDER BY p.file_id LIMIT :limit)sql",
                        limit);
}

}  // namespace unionhall::files::store
