// What an import leaves goes when it can no longer be taken back: the file, which holds everything that people wrote, its
// problems, and the before-images. The counts and the history stay.
#include "hall/imports/imports.h"
#include "hall/imports/slices.h"
#include "store.h"

namespace unionhall::imports {
namespace {

constexpr int imports_at_once = 10;

}  // namespace

void forget(Hall& hall, const Import& import) {
  while (hall.db.write_in_background([&](db::Session& db) { return store::clear_problems(db, import.id, chunk_rows); }) > 0) continue;
  while (hall.db.write_in_background([&](db::Session& db) { return store::clear_changes(db, import.id, chunk_rows); }) > 0) continue;
  if (import.file) files::remove(hall, *import.file);
  hall.db.write([&](db::Session& db) { store::forget_file(db, import.id); });
}

int forget_old(Hall& hall) {
  const auto before = hall.clock.now() - std::chrono::days{hall.settings.undo_days};
  const auto ended = hall.db.read([&](db::Session& db) { return store::find_ended(db, before, imports_at_once); });
  for (const auto& import : ended) forget(hall, import);
  return static_cast<int>(ended.size());
}

}  // namespace unionhall::imports
