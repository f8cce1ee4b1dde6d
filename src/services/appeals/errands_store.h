#pragma once
// SQL of errands. Private to this folder.
#include "hall/cases/evidence.h"
#include "services/appeals/errands.h"

namespace unionhall::appeals::errands::store {

inline crypto::Place name_place(ErrandId id) { return {"appeal_errands", "name_sealed", id.value}; }
inline crypto::Place words_place(ErrandId id) { return {"appeal_errands", "words_sealed", id.value}; }
inline crypto::Place answer_place(ErrandId id) { return {"appeal_errands", "answer_sealed", id.value}; }

/// False when the serial is taken.
bool add(db::Session& db, const Errand& errand);
std::optional<Errand> find(db::Session& db, cases::CaseId appeal, ErrandId id);
std::optional<Errand> find_serial(db::Session& db, std::int64_t serial);
/// The newest first; at most 100.
std::vector<Errand> of_appeal(db::Session& db, cases::CaseId appeal);
std::int64_t count_open(db::Session& db, cases::CaseId appeal);
/// False when it is not open any more.
bool settle(db::Session& db, ErrandId id, State state, const std::optional<std::string>& answer_sealed, Instant now);

/// Open ones that are due on this day, or were, of which nobody was told.
std::vector<Errand> due(db::Session& db, Date today, int limit);
/// False when somebody was faster.
bool mark_reminded(db::Session& db, ErrandId id);
/// Open ones of appeals that have ended.
std::vector<ErrandId> left_over(db::Session& db, int limit);
std::int64_t open_under(db::Session& db, int key_no);
void erase(db::Session& db, const db::Numbers& appeals);

// ── Photos ─────────────────────────────────────────────────────────────────────────────────────────────────────

using PictureId = Id<struct AppealErrandPictureTag>;

void add_picture(db::Session& db, PictureId id, std::int64_t region, ErrandId errand, const cases::evidence::Picture& picture, Instant now);
std::int64_t count_pictures(db::Session& db, ErrandId errand);
/// Those of these that came by this errand's link, the first first.
std::vector<cases::evidence::Picture> pictures(db::Session& db, ErrandId errand, const db::Numbers& among);
void forget_pictures(db::Session& db, ErrandId errand);
/// Those of these files that wait for an answer.
std::vector<files::FileId> waiting_files(db::Session& db, const std::vector<files::FileId>& among);

}  // namespace unionhall::appeals::errands::store
