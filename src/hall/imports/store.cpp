#include "store.h"

#include "hall/orgs/orgs.h"

#define IMPORT_COLUMNS                                                                                                                    \
  "i.id, i.version, i.kind, i.name, i.batch, i.org_id, i.state, i.by_account, i.confirmer, i.confirmed_by, i.at_ms, i.file_path, "        \
  "i.file_id, i.file_digest, i.file_bytes, i.department, i.sheet, i.header_row, i.columns_matched, i.header, i.rows_total, i.rows_done, " \
  "i.rows_indexed, i.count_new, i.count_changed, i.count_same, i.count_refused, i.count_doubtful, i.count_warnings, i.check_ms, "         \
  "i.source_id, i.first_id, i.last_id, i.finished_at_ms, i.problem, i.problem_params, i.step_began_ms, i.step_done, i.step_total, "       \
  "i.undone_restored, i.undone_removed, i.undone_kept"

#define PROBLEM_COLUMNS "row_no, column_no, code, outcome, topic, shown, params, other_id, row_key, decision"

namespace unionhall::imports {

std::optional<Import> find(db::Session& db, ImportId id) {
  return db.first<Import>("SELECT " IMPORT_COLUMNS " FROM imports i WHERE i.id = :id", id);
}

std::optional<Import> find_batch(db::Session& db, std::string_view batch) {
  return db.first<Import>("SELECT " IMPORT_COLUMNS " FROM imports i WHERE i.batch = :batch", batch);
}

std::optional<Import> find_unfinished(db::Session& db, std::string_view kind, std::string_view file_digest, OrgId org) {
  return db.first<Import>("SELECT " IMPORT_COLUMNS R"sql(
        FROM imports i
       WHERE i.org_id = :org AND i.kind = :kind AND i.file_digest = :digest AND i.state IN ('checking', 'checked', 'committing')
       ORDER BY i.id DESC LIMIT 1)sql",
                          org, kind, file_digest);
}

std::vector<Problem> problems(db::Session& db, ImportId id, std::optional<Topic> topic, const AfterProblem& after, int limit) {
  return db.all<Problem>("SELECT " PROBLEM_COLUMNS R"sql(
        FROM import_problems
       WHERE import_id = :id
         AND (row_no > :row OR (row_no = :row AND (column_no > :column OR (column_no = :column AND code > :code))))
         AND (:topic = '' OR topic = :topic)
       ORDER BY row_no, column_no, code
       LIMIT :limit)sql",
                         id, after.row, after.column, after.code, topic ? db::word(*topic) : std::string_view{}, limit);
}

namespace store {

void add(db::Session& db, const Import& i, std::int64_t region) {
  db.exec(R"sql(
      INSERT INTO imports (id, region, kind, name, batch, org_id, state, by_account, at_ms, file_path, file_id, file_digest, file_bytes,
                           department, source_id, sheet, header_row, columns_matched, header)
      VALUES (:id, :region, :kind, :name, :batch, :org, :state, :by, :at, :path, :file, :digest, :bytes, :department, :source, :sheet,
              :header_row, :columns, :header))sql",
          i.id, region, i.kind, i.name, i.batch, i.org, i.state, i.by, i.at, i.file_path, i.file, i.file_digest, i.file_bytes, i.department,
          i.source, i.sheet, i.header_row, i.columns_matched, i.head);
}

bool save(db::Session& db, const Import& i) {
  return db.exec(R"sql(
      UPDATE imports
         SET version = version + 1, state = :state, confirmer = :confirmer, confirmed_by = :confirmed_by,
             sheet = :sheet, header_row = :header_row, columns_matched = :columns, header = :header, rows_total = :total, rows_done = :done,
             rows_indexed = :indexed, count_new = :fresh, count_changed = :changed, count_same = :same, count_refused = :refused,
             count_doubtful = :doubtful, count_warnings = :warnings, check_ms = :check_ms, first_id = :first_id, last_id = :last_id,
             finished_at_ms = :finished, problem = :problem, problem_params = :params, step_began_ms = :began, step_done = :step_done,
             step_total = :step_total
       WHERE id = :id AND version = :version)sql",
                 i.state, i.confirmer, i.confirmed_by, i.sheet, i.header_row, i.columns_matched, i.head, i.rows_total, i.rows_done,
                 i.rows_indexed, i.counts.fresh, i.counts.changed, i.counts.same, i.counts.refused, i.counts.doubtful, i.counts.warnings,
                 i.check_ms, i.first_id, i.last_id, i.finished_at, i.problem, i.problem_params, i.step_began_ms, i.step_done, i.step_total,
                 i.id, i.version) == 1;
}

bool lease(db::Session& db, ImportId id, std::string_view holder, Instant now, Instant until) {
  return db.exec(R"sql(
      UPDATE imports SET holder = :holder, leased_until_ms = :until
       WHERE id = :id AND (holder = :holder OR leased_until_ms < :now) AND state NOT IN ('failed', 'dropped'))sql",
                 holder, until, id, now) == 1;
}

void release(db::Session& db, ImportId id, std::string_view holder) {
  db.exec("UPDATE imports SET holder = '', leased_until_ms = 0 WHERE id = :id AND holder = :holder", id, holder);
}

std::optional<ImportId> find_work(db::Session& db, Instant now) {
  return db.first<ImportId>(R"sql(
      SELECT id FROM imports
       WHERE state IN ('checking', 'committing', 'undoing') AND leased_until_ms < :now AND file_id IS NOT NULL
       ORDER BY id LIMIT 1)sql",
                            now);
}

bool advance(db::Session& db, ImportId id, std::int64_t before, std::int64_t rows_done, const Counts& more) {
  return db.exec(R"sql(
      UPDATE imports
         SET rows_done = :done, count_new = count_new + :fresh, count_changed = count_changed + :changed, count_same = count_same + :same,
             count_refused = count_refused + :refused, count_doubtful = count_doubtful + :doubtful
       WHERE id = :id AND rows_done = :before AND state = 'committing')sql",
                 rows_done, more.fresh, more.changed, more.same, more.refused, more.doubtful, id, before) == 1;
}

void mark_indexed(db::Session& db, ImportId id, std::int64_t rows_indexed) {
  db.exec("UPDATE imports SET rows_indexed = :indexed WHERE id = :id", rows_indexed, id);
}

void show_step(db::Session& db, ImportId id, Instant began, std::int64_t done, std::int64_t total) {
  db.exec("UPDATE imports SET step_began_ms = :began, step_done = :done, step_total = :total WHERE id = :id", began, done, total, id);
}

void add_undone(db::Session& db, ImportId id, const Undone& more) {
  db.exec(R"sql(
      UPDATE imports
         SET undone_restored = undone_restored + :restored, undone_removed = undone_removed + :removed,
             undone_kept = undone_kept + :kept, step_done = step_done + :done
       WHERE id = :id)sql",
          more.restored, more.removed, more.kept, more.restored + more.removed + more.kept, id);
}

void add_problems(db::Session& db, ImportId id, const std::vector<Problem>& problems) {
  using Text = std::string_view;
  std::vector<std::tuple<ImportId, std::int64_t, std::int64_t, Text, Outcome, Topic, Text, Text, std::optional<std::int64_t>, Text>> rows;
  rows.reserve(problems.size());
  for (const auto& p : problems) {
    rows.emplace_back(id, p.row, p.column, p.code, p.outcome, p.topic, p.shown, p.params, p.other, p.row_key);
  }
  db.append_new("import_problems", "import_id, row_no, column_no, code, outcome, topic, shown, params, other_id, row_key", rows);
}

std::int64_t clear_problems(db::Session& db, ImportId id, std::int64_t most) {
  return db.exec(R"sql(
      DELETE FROM import_problems
       WHERE import_id = :id
         AND row_no IN (SELECT row_no FROM import_problems WHERE import_id = :id ORDER BY row_no LIMIT :most))sql",
                 id, most);
}

std::int64_t clear_changes(db::Session& db, ImportId id, std::int64_t most) {
  return db.exec(R"sql(
      DELETE FROM import_changes
       WHERE import_id = :id
         AND subject_id IN (SELECT subject_id FROM import_changes WHERE import_id = :id ORDER BY subject_kind, subject_id LIMIT :most))sql",
                 id, most);
}

// One line a row: where a row has several remarks, "doubtful" is the one that somebody may decide, and the least word.
std::vector<Held> held_rows(db::Session& db, ImportId id, std::int64_t from, std::int64_t to) {
  return db.all<Held>(R"sql(
      SELECT row_no, MIN(outcome), MIN(code), MAX(decision), MAX(other_id) FROM import_problems
       WHERE import_id = :id AND row_no >= :from AND row_no <= :to AND outcome <> 'warning'
       GROUP BY row_no ORDER BY row_no LIMIT 200000)sql",
                      id, from, to);
}

std::vector<TopicCount> count_topics(db::Session& db, ImportId id) {
  return db.all<TopicCount>("SELECT topic, COUNT(*) FROM import_problems WHERE import_id = :id GROUP BY topic ORDER BY topic LIMIT 10", id);
}

std::vector<Problem> doubles(db::Session& db, ImportId id, std::int64_t after_row, int limit) {
  return db.all<Problem>("SELECT " PROBLEM_COLUMNS R"sql(
        FROM import_problems
       WHERE import_id = :id AND row_no > :after AND outcome = 'doubtful'
       ORDER BY row_no LIMIT :limit)sql",
                         id, after_row, limit);
}

std::optional<Problem> find_double(db::Session& db, ImportId id, std::int64_t row) {
  return db.first<Problem>("SELECT " PROBLEM_COLUMNS R"sql(
        FROM import_problems WHERE import_id = :id AND row_no = :row AND outcome = 'doubtful' ORDER BY column_no, code LIMIT 1)sql",
                           id, row);
}

bool decide(db::Session& db, ImportId id, std::int64_t row, Decision decision) {
  return db.exec(R"sql(
      UPDATE import_problems SET decision = :decision
       WHERE import_id = :id AND row_no = :row AND outcome = 'doubtful' AND decision = '')sql",
                 decision, id, row) > 0;
}

std::vector<KeptRow> kept(db::Session& db, ImportId id, const AfterKept& after, int limit) {
  return db.all<KeptRow>(R"sql(
      SELECT subject_kind, subject_id FROM import_changes
       WHERE import_id = :id AND kept = 1 AND (subject_kind, subject_id) > (:kind, :after)
       ORDER BY subject_kind, subject_id LIMIT :limit)sql",
                         id, after.kind, after.id, limit);
}

std::vector<Import> list(db::Session& db, std::string_view path, std::string_view state, std::int64_t before_id, int limit) {
  return db.all<Import>("SELECT " IMPORT_COLUMNS R"sql(
        FROM imports i JOIN orgs o ON o.id = i.org_id
       WHERE o.path >= :path AND o.path < :end AND i.kind = ANY_OF(:kinds) AND (:state = '' OR i.state = :state) AND i.id < :before
       ORDER BY i.id DESC LIMIT :limit)sql",
                        path, orgs::end_of_subtree(path), kinds_at_desks(), state, before_id, limit);
}

std::vector<Import> find_ended(db::Session& db, Instant before, int limit) {
  return db.all<Import>("SELECT " IMPORT_COLUMNS R"sql(
        FROM imports i
       WHERE (i.file_id IS NOT NULL OR i.file_path <> '') AND i.at_ms < :before AND i.leased_until_ms < :before
         AND i.state NOT IN ('checking', 'committing', 'undoing') AND (i.finished_at_ms IS NULL OR i.finished_at_ms < :before)
       ORDER BY i.id LIMIT :limit)sql",
                        before, limit);
}

std::vector<files::FileId> brought_files(db::Session& db, const std::vector<files::FileId>& among) {
  return db.all<files::FileId>("SELECT file_id FROM imports WHERE file_id = ANY_OF(:among) LIMIT 500", among);
}

void forget_file(db::Session& db, ImportId id) {
  db.exec("UPDATE imports SET version = version + 1, file_path = '', file_id = NULL WHERE id = :id", id);
}

}  // namespace store
}  // namespace unionhall::imports
