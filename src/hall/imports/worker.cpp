#include "hall/imports/worker.h"

#include "store.h"

namespace unionhall::imports {
namespace {

/// The file is gone for good: nothing will ever go on with it.
void give_up(Hall& hall, ImportId id) {
  hall.db.write([&](db::Session& db) {
    auto import = *find(db, id);
    import.state = State::failed;
    import.problem = "imports.file_gone";
    store::save(db, import);
  });
}

/// False: nothing waits, or it came to no end.
bool work_on_one(Hall& hall, const std::stop_token& stop) {
  const auto id = hall.db.read([&](db::Session& db) { return store::find_work(db, hall.clock.now()); });
  if (!id) return false;
  const auto import = hall.db.read([&](db::Session& db) { return find(db, *id); });
  const auto watch = [&stop](const Progress&) { return !stop.stop_requested(); };
  if (import->state == State::undoing) {
    const auto undone = undo(hall, *id, watch);
    return undone && *undone;
  }
  const auto done = import->state == State::checking     ? check(hall, *id, watch)
                    : import->state == State::committing ? commit(hall, *id, watch)
                                                         : Result<bool, Refusal>(false);
  if (!done && done.error() == Refusal::file_gone) give_up(hall, *id);
  return done.value_or(false);
}

}  // namespace

rounds::Worker worker(Hall& hall) {
  return {"imports", [&hall](const std::stop_token& stop) { return work_on_one(hall, stop); }};
}

}  // namespace unionhall::imports
