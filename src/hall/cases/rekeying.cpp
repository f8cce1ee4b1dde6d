#include "hall/cases/rekeying.h"

#include "hall/cases/store.h"

namespace unionhall::cases {
namespace {

struct NoteRow {
  EventId id;
  std::string note;
};
BOOST_DESCRIBE_STRUCT(NoteRow, (), (id, note))

struct Sealed {
  EventId id;
  std::string before, after;
};

}  // namespace

std::vector<std::int64_t> notes_in_clear(db::Session& db) {
  std::vector<std::int64_t> events;
  db.each<std::int64_t>("SELECT id FROM case_events WHERE note <> '' AND note_sealed IS NULL",
                        [&](std::int64_t&& event) { events.push_back(event); });
  return events;
}

void seal_notes(Hall& hall, const std::vector<std::int64_t>& events) {
  std::vector<Sealed> all;
  for (const auto& [id, note] : hall.db.read([&](db::Session& db) {
         return db.all<NoteRow>(
             "SELECT id, note FROM case_events WHERE id = ANY_OF(:events) AND note <> '' AND note_sealed IS NULL LIMIT 500",
             db::Numbers{events});
       })) {
    all.push_back({.id = id, .before = note, .after = hall.keys.seal(note, store::note_place(id))});
  }
  hall.db.write_in_background([&](db::Session& db) {
    for (const auto& one : all) {
      db.exec("UPDATE case_events SET note = '', note_sealed = :after WHERE id = :id AND note = :before AND note_sealed IS NULL", one.after,
              one.id, one.before);
    }
  });
}

}  // namespace unionhall::cases
