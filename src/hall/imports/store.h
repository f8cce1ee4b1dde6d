#pragma once
#include "hall/imports/imports.h"

namespace unionhall::imports::store {

void add(db::Session& db, const Import& import, std::int64_t region);
/// Writes everything that changes in an import's life, and counts its version up. False when it has changed meanwhile.
bool save(db::Session& db, const Import& import);

/// Takes the import for this process until `until`; false when another one holds it, or somebody gave it up.
bool lease(db::Session& db, ImportId id, std::string_view holder, Instant now, Instant until);
void release(db::Session& db, ImportId id, std::string_view holder);
/// An import that a desk brought, that has work to do and that nobody holds.
std::optional<ImportId> find_work(db::Session& db, Instant now);

/// Progress, in the transaction of the rows. False when `before` is not where it was: another process has gone on.
bool advance(db::Session& db, ImportId id, std::int64_t before, std::int64_t rows_done, const Counts& more);
void mark_indexed(db::Session& db, ImportId id, std::int64_t rows_indexed);
void show_step(db::Session& db, ImportId id, Instant began, std::int64_t done, std::int64_t total);
void add_undone(db::Session& db, ImportId id, const Undone& more);

void add_problems(db::Session& db, ImportId id, const std::vector<Problem>& problems);
/// At most `most`; how many went.
std::int64_t clear_problems(db::Session& db, ImportId id, std::int64_t most);
std::int64_t clear_changes(db::Session& db, ImportId id, std::int64_t most);

/// Rows in [from, to] that the check held, with what somebody decided since.
struct Held {
  std::int64_t row = 0;
  Outcome outcome = Outcome::refused;
  std::string code, decision;
  std::optional<std::int64_t> other;
};
BOOST_DESCRIBE_STRUCT(Held, (), (row, outcome, code, decision, other))
std::vector<Held> held_rows(db::Session& db, ImportId id, std::int64_t from, std::int64_t to);

struct TopicCount {
  Topic topic = Topic::other;
  std::int64_t count = 0;
};
BOOST_DESCRIBE_STRUCT(TopicCount, (), (topic, count))
std::vector<TopicCount> count_topics(db::Session& db, ImportId id);

std::vector<Problem> doubles(db::Session& db, ImportId id, std::int64_t after_row, int limit);
std::optional<Problem> find_double(db::Session& db, ImportId id, std::int64_t row);
/// False when it was decided before.
bool decide(db::Session& db, ImportId id, std::int64_t row, Decision decision);

struct KeptRow {
  std::string kind;
  std::int64_t id = 0;
};
BOOST_DESCRIBE_STRUCT(KeptRow, (), (kind, id))
std::vector<KeptRow> kept(db::Session& db, ImportId id, const AfterKept& after, int limit);

/// Newest first, in the subtree at `path`; of one state, or of all.
std::vector<Import> list(db::Session& db, std::string_view path, std::string_view state, std::int64_t before_id, int limit);
std::vector<Import> find_ended(db::Session& db, Instant before, int limit);
/// Those of these files that were brought to be imported.
std::vector<files::FileId> brought_files(db::Session& db, const std::vector<files::FileId>& among);
void forget_file(db::Session& db, ImportId id);

}  // namespace unionhall::imports::store
