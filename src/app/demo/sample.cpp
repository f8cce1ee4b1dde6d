#include "sample.h"

#include <stdexcept>

#include "hall/files/files.h"

namespace unionhall::demo {

imports::Import Sample::send(std::string_view batch) {
  auto& hall = building_.hall;
  file_.finish();
  auto known = hall.db.read([&](db::Session& db) { return imports::find_batch(db, batch); });
  if (!known) {
    const auto kept = files::keep(hall, path_, name_);
    const auto begun = imports::begin(hall, {.kind = "members",
                                             .name = name_,
                                             .batch = std::string(batch),
                                             .org = building_.org(place_),
                                             .by = building_.registrars.at(building_.planned(place_).county),
                                             .file = path_,
                                             .kept = kept.id});
    if (!begun) throw std::logic_error("a sample roster was refused");
    known = hall.db.read([&](db::Session& db) { return imports::find(db, *begun); });
  }
  std::filesystem::remove(path_);
  if (known->state == imports::State::matching || known->state == imports::State::checking) {
    if (!imports::check(hall, known->id, [](const imports::Progress&) { return true; }))
      throw std::logic_error("a sample roster was not read");
    known = hall.db.read([&](db::Session& db) { return imports::find(db, known->id); });
  }
  return *known;
}

}  // namespace unionhall::demo
