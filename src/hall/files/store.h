#pragma once
// Rows of files and, where no folder is set, their sealed pieces. Private to this room.
#include <boost/describe.hpp>

#include "hall/files/files.h"

namespace unionhall::files::store {

struct Row {
  FileId id;
  std::string name;
  std::int64_t bytes = 0;
  std::string digest, key_sealed;
};
BOOST_DESCRIBE_STRUCT(Row, (), (id, name, bytes, digest, key_sealed))

void add(db::Session& db, std::int64_t region, const Row& file, Instant now);
std::optional<Row> find(db::Session& db, FileId id);
void remove(db::Session& db, FileId id);

void add_piece(db::Session& db, FileId file, std::int64_t number, std::string_view sealed);
std::optional<std::string> find_piece(db::Session& db, FileId file, std::int64_t number);
/// At most 100; how many.
std::int64_t remove_pieces(db::Session& db, FileId file);

/// Files kept before this moment, by id, from the one after `after`.
std::vector<FileId> kept_before(db::Session& db, FileId after, Instant moment, int limit);

std::optional<FileId> first_with_pieces(db::Session& db);

/// Files of these that no row is there for.
std::vector<FileId> without_row(db::Session& db, const std::vector<FileId>& ids);
/// Files that have pieces but no row, the oldest first.
std::vector<FileId> with_pieces_alone(db::Session& db, int limit);

}  // namespace unionhall::files::store
