// The second reading: the good rows are written, chunk by chunk, while the next slice is read, examined and sealed.
#include <fmt/format.h>

#include <algorithm>
#include <future>
#include <unordered_map>

#include "at_work.h"
#include "hall/audit/audit.h"
#include "hall/imports/imports.h"
#include "hall/imports/slices.h"
#include "hall/orgs/orgs.h"
#include "spelling.h"
#include "store.h"

namespace unionhall::imports {
namespace {

constexpr int attempts_max = 8;  // of a chunk that others' writes overtake

/// One slice on its way, with what the check said about its rows.
struct Coming {
  std::unique_ptr<Slice> slice;
  std::vector<Fate> left_as;   // how rows that the check held are counted: held, or same
  std::vector<bool> doubtful;  // of the held ones
  std::int64_t first = 0;      // rows of the file before it
  std::int64_t end() const { return first + static_cast<std::int64_t>(slice->verdicts().size()); }
};

enum class Written { yes, overtaken, by_another_process };

class Commit {
 public:
  Commit(Hall& hall, const Import& import, const Kind& kind, AtWork& at_work, const std::filesystem::path& file)
      : hall_(hall),
        import_(import),
        at_work_(at_work),
        slice_rows_(kind.slice_rows),
        slices_(file, import.sheet, kind, chosen_by(import)),
        work_(kind.work(hall, {.id = import.id,
                               .org = import.org,
                               .org_path = hall.db.read([&](db::Session& db) { return orgs::path_of(db, import.org); }),
                               .source = import.source,
                               .filled_in_by = slices_.header() ? slices_.header()->head_value("填表单位") : "",
                               .today = beijing_date(import.at),
                               .now = hall.clock.now(),
                               .writes = true,
                               .resumed = import.rows_done > 0,
                               .first_id = import.first_id})),
        done_(import.rows_done) {}

  /// False: it was asked to stop, or another process has gone on.
  bool run(const std::function<bool()>& file_is_the_same) {
    auto next = begin_next();
    if (!file_is_the_same()) return false;
    while (true) {
      auto coming = next.get();
      if (!coming) break;
      next = begin_next();
      if (!write(*coming)) return false;
      if (work_->gather(*coming->slice) >= rows_found_together) make_findable(coming->end());
    }
    make_findable(slices_.rows_read());
    return true;
  }

 private:
  std::future<std::optional<Coming>> begin_next() {
    std::vector<std::int64_t> ids(2 * slice_rows_);
    for (auto& id : ids) id = hall_.ids.next<ImportTag>().value;
    return std::async(std::launch::async, [this, drawn = std::move(ids)] { return examined(drawn); });
  }

  /// The next slice that is not done; nothing at the end.
  std::optional<Coming> examined(std::span<const std::int64_t> ids) {
    while (true) {
      auto rows = slices_.next();
      if (rows.empty()) return std::nullopt;
      if (slices_.rows_read() <= import_.rows_indexed) continue;  // done before it was killed
      Coming coming{.slice = nullptr, .left_as = {}, .doubtful = {}, .first = slices_.rows_read() - static_cast<std::int64_t>(rows.size())};
      coming.slice = work_->examine(std::move(rows));
      respect_the_check(coming);
      coming.slice->prepare(ids);
      return coming;
    }
  }

  void respect_the_check(Coming& coming) {
    const auto& verdicts = coming.slice->verdicts();
    coming.left_as.assign(verdicts.size(), Fate::held);
    coming.doubtful.assign(verdicts.size(), false);
    std::unordered_map<std::int64_t, std::size_t> at;
    for (std::size_t i = 0; i < verdicts.size(); ++i) at.emplace(static_cast<std::int64_t>(verdicts[i].row), i);
    const auto [low, high] = std::ranges::minmax(verdicts, {}, &Verdict::row);
    const auto held = hall_.db.read([&](db::Session& db) {
      return store::held_rows(db, import_.id, static_cast<std::int64_t>(low.row), static_cast<std::int64_t>(high.row));
    });
    for (const auto& row : held) {
      const auto found = at.find(row.row);
      if (found == at.end()) continue;
      const auto i = found->second;
      if (row.decision.empty()) {
        coming.doubtful[i] = row.outcome == Outcome::doubtful;
        coming.slice->hold(i);
      } else if (row.decision == db::word(Decision::same) && row.code == "like_another_row") {
        coming.left_as[i] = Fate::same;  // the other row stands for both
        coming.slice->hold(i);
      } else {
        coming.slice->decide(i, *db::from_word<Decision>(row.decision), row.other.value_or(0));
      }
    }
  }

  bool write(Coming& coming) {
    auto from = static_cast<std::size_t>(std::max<std::int64_t>(done_ - coming.first, 0));
    for (const auto size = coming.slice->verdicts().size(); from < size; from += chunk_rows) {
      const auto to = std::min(size, from + chunk_rows);
      if (!write_chunk(coming, from, to)) return false;
      if (!at_work_.come_to({done_, import_.rows_total})) return false;
    }
    return true;
  }

  bool write_chunk(Coming& coming, std::size_t from, std::size_t to) {
    for (int attempt = 1;; ++attempt) {
      switch (try_chunk(coming, from, to, attempt)) {
        case Written::yes:
          done_ = coming.first + static_cast<std::int64_t>(to);
          return true;
        case Written::by_another_process:
          return false;
        case Written::overtaken:
          coming.slice->look_again(from, to);
      }
    }
  }

  Written try_chunk(Coming& coming, std::size_t from, std::size_t to, int attempt) {
    const auto end = coming.first + static_cast<std::int64_t>(to);
    const auto counts = counted(coming, from, to);
    const auto came_back = problems_of(coming, from, to);
    const auto range = fmt::format("{}-{}", coming.first + static_cast<std::int64_t>(from) + 1, end);
    const auto write = [&](db::Session& db) -> Result<void, Written> {
      if (!store::advance(db, import_.id, done_, end, counts)) return std::unexpected(Written::by_another_process);
      if (!coming.slice->write(db, from, to)) return std::unexpected(Written::overtaken);
      if (!came_back.empty()) store::add_problems(db, import_.id, came_back);
      audit::record(db, hall_,
                    {.actor = import_.by.value_or(AccountId{}),
                     .what = "import",
                     .subject_kind = "import",
                     .subject = import_.id.value,
                     .org = import_.org,
                     .detail = range});
      return {};
    };
    try {
      const auto written = hall_.db.write_in_background(write);
      if (written) return Written::yes;
      if (attempt == attempts_max) throw std::runtime_error("an import's chunk was overtaken again and again");
      return written.error();
    } catch (const db::Failure&) {
      // Somebody recorded the same person between our look and our write, and the database's own rule said no.
      if (attempt == attempts_max) throw;
      return Written::overtaken;
    }
  }

  static Counts counted(const Coming& coming, std::size_t from, std::size_t to) {
    Counts counts;
    for (auto i = from; i < to; ++i) {
      const auto fate = coming.slice->verdicts()[i].fate;
      switch (fate == Fate::held ? coming.left_as[i] : fate) {
        case Fate::fresh:
          ++counts.fresh;
          break;
        case Fate::changed:
          ++counts.changed;
          break;
        case Fate::same:
          ++counts.same;
          break;
        case Fate::held:
          ++(coming.doubtful[i] ? counts.doubtful : counts.refused);
      }
    }
    return counts;
  }

  /// What is wrong with rows now, though the check found nothing: a union that is gone, a person who joined elsewhere.
  static std::vector<Problem> problems_of(const Coming& coming, std::size_t from, std::size_t to) {
    std::vector<Problem> problems;
    for (auto i = from; i < to; ++i) {
      const auto& verdict = coming.slice->verdicts()[i];
      if (verdict.fate != Fate::held) continue;
      for (const auto& remark : verdict.remarks) {
        if (remark.outcome != Outcome::warning) problems.push_back(problem_of(verdict.row, remark));
      }
    }
    return problems;
  }

  void make_findable(std::int64_t rows) {
    work_->index();
    hall_.db.write_in_background([&](db::Session& db) { store::mark_indexed(db, import_.id, rows); });
  }

  Hall& hall_;
  const Import& import_;
  AtWork& at_work_;
  const std::size_t slice_rows_;
  Slices slices_;
  std::unique_ptr<Work> work_;
  std::int64_t done_;
};

}  // namespace

Result<bool, Refusal> commit(Hall& hall, ImportId id, const Watch& watch) {
  auto import = hall.db.read([&](db::Session& db) { return find(db, id); });
  if (!import) return std::unexpected(Refusal::not_found);
  if (import->state != State::checked && import->state != State::committing) return std::unexpected(Refusal::wrong_state);
  auto at_work = AtWork::on(hall, id, watch);
  if (!at_work) return std::unexpected(Refusal::at_work);
  const auto file = ImportFile::open(hall, *import);
  if (!file) return std::unexpected(Refusal::file_gone);

  if (import->state == State::checked) {
    begin_writing(*import, hall);
    if (!hall.db.write([&](db::Session& db) { return store::save(db, *import); })) return std::unexpected(Refusal::changed_meanwhile);
  }
  // Another process may have gone on while its lease was waited for.
  *import = *hall.db.read([&](db::Session& db) { return find(db, id); });
  if (import->state != State::committing) return std::unexpected(Refusal::changed_meanwhile);

  bool same_file = true;
  auto digest = std::async(std::launch::async, [&] { return import->file ? import->file_digest : digest_of(file->path()); });
  const bool done = Commit(hall, *import, *find_kind(import->kind), *at_work, file->path()).run([&] {
    return same_file = digest.get() == import->file_digest;
  });
  if (!same_file) return std::unexpected(Refusal::file_changed);
  if (!done) return false;

  hall.db.write([&](db::Session& db) {
    auto finished = *find(db, id);
    finished.state = State::committed;
    finished.last_id = hall.ids.next<ImportTag>().value;
    finished.finished_at = hall.clock.now();
    store::save(db, finished);
    audit::record(db, hall,
                  {.actor = finished.by.value_or(AccountId{}),
                   .what = "import_committed",
                   .subject_kind = "import",
                   .subject = id.value,
                   .org = finished.org});
  });
  return true;
}

Result<std::optional<Undone>, Refusal> undo(Hall& hall, ImportId id, const Watch& watch) {
  auto import = hall.db.read([&](db::Session& db) { return find(db, id); });
  if (!import) return std::unexpected(Refusal::not_found);
  if (import->state != State::committed && import->state != State::undoing) return std::unexpected(Refusal::wrong_state);
  if (import->state == State::committed && !may_be_undone(*import, hall)) return std::unexpected(Refusal::too_late);
  auto at_work = AtWork::on(hall, id, watch);
  if (!at_work) return std::unexpected(Refusal::at_work);

  if (import->state == State::committed) {
    begin_undoing(*import, hall);
    if (!hall.db.write([&](db::Session& db) { return store::save(db, *import); })) return std::unexpected(Refusal::changed_meanwhile);
  }
  bool stopped = false;
  std::int64_t done = import->undone.restored + import->undone.removed + import->undone.kept;
  const auto on_undone = [&](db::Session& db, const Undone& more) {
    store::add_undone(db, id, more);
    done += more.restored + more.removed + more.kept;
  };
  find_kind(import->kind)->undo(hall, *import, on_undone, [&] {
    return stopped = !at_work->come_to({done, import->step_total}), !stopped;
  });
  if (stopped) return std::nullopt;

  return hall.db.write([&](db::Session& db) {
    auto finished = *find(db, id);
    finished.state = State::undone;
    finished.finished_at = hall.clock.now();
    store::save(db, finished);
    audit::record(db, hall,
                  {.actor = finished.by.value_or(AccountId{}),
                   .what = "import_undone",
                   .subject_kind = "import",
                   .subject = id.value,
                   .org = finished.org});
    return std::optional(finished.undone);
  });
}

Kept kept(db::Session& db, const Import& import, const AfterKept& after, int limit) {
  auto rows = store::kept(db, import.id, after, limit + 1);
  Kept page;
  if (rows.size() > static_cast<std::size_t>(limit)) {
    rows.pop_back();
    page.next = AfterKept{rows.back().kind, rows.back().id};
  }
  std::vector<std::int64_t> ids;
  for (const auto& row : rows) ids.push_back(row.id);
  auto known = find_kind(import.kind)->known(db, ids);
  for (const auto id : ids) {
    if (const auto about = known.find(id); about != known.end()) page.records.push_back(std::move(about->second));
  }
  return page;
}

void begin_writing(Import& import, Hall& hall) {
  import.state = State::committing;
  // The check's counts were a promise; from here on they are what was done.
  import.counts = {.warnings = import.counts.warnings};
  import.first_id = hall.ids.next<ImportTag>().value;
  import.step_began_ms = unix_ms(hall.clock.now());
}

void begin_undoing(Import& import, Hall& hall) {
  import.state = State::undoing;
  import.step_began_ms = unix_ms(hall.clock.now());
  import.step_done = 0;
  import.step_total = import.counts.fresh + import.counts.changed;
}

bool may_be_undone(const Import& import, const Hall& hall) {
  return import.state == State::committed && import.finished_at &&
         hall.clock.now() - *import.finished_at <= std::chrono::days{hall.settings.undo_days};
}

}  // namespace unionhall::imports
