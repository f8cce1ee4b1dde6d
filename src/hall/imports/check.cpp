// The first reading: what would happen, row by row, with nothing written but the problems.
#include <algorithm>
#include <chrono>
#include <future>

#include "at_work.h"
#include "hall/imports/imports.h"
#include "hall/imports/slices.h"
#include "hall/orgs/orgs.h"
#include "likeness.h"
#include "spelling.h"
#include "store.h"

namespace unionhall::imports {
namespace {

constexpr std::size_t people_on_one_phone = 3;  // a family's; more is worth a look
constexpr std::size_t alike_max = 50'000;       // rows like another, each to be decided by somebody; they are known until the end

/// What the check must still know of a row when the whole file has been read: how it was counted.
class Fates {
 public:
  void add(Fate fate) { fates_.push_back(static_cast<std::uint8_t>(fate)); }
  Fate take(std::uint32_t row, Fate now) {
    const auto before = static_cast<Fate>(fates_[row]);
    fates_[row] = static_cast<std::uint8_t>(now);
    return before;
  }

 private:
  std::vector<std::uint8_t> fates_;  // one byte a row
};

/// Remembers the rows' numbers in the sheet, as runs: numbers go up by one but for blank rows.
class Numbers {
 public:
  void add(std::uint64_t number) {
    if (runs_.empty() || runs_.back().number + (count_ - runs_.back().first) != number) runs_.push_back({count_, number});
    ++count_;
  }
  std::int64_t operator[](std::uint32_t row) const {
    const auto run = std::ranges::upper_bound(runs_, row, {}, &Run::first) - 1;
    return static_cast<std::int64_t>(run->number + (row - run->first));
  }

 private:
  struct Run {
    std::uint32_t first;
    std::uint64_t number;
  };
  std::vector<Run> runs_;
  std::uint32_t count_ = 0;
};

std::int64_t& counter(Counts& counts, Fate fate) {
  switch (fate) {
    case Fate::fresh:
      return counts.fresh;
    case Fate::changed:
      return counts.changed;
    case Fate::same:
      return counts.same;
    case Fate::held:
      return counts.refused;
  }
  std::unreachable();
}

class Check {
 public:
  Check(Hall& hall, Import import, const Kind& kind, AtWork& at_work)
      : hall_(hall), import_(std::move(import)), kind_(kind), at_work_(at_work) {}

  /// False: stopped, or somebody changed the import meanwhile.
  bool run(const std::filesystem::path& file) {
    const auto started = std::chrono::steady_clock::now();
    while (hall_.db.write_in_background([&](db::Session& db) { return store::clear_problems(db, import_.id, chunk_rows); }) > 0) continue;
    import_.counts = {};
    import_.problem.clear();
    import_.problem_params.clear();
    import_.rows_total = 0;
    try {
      Slices slices(file, import_.sheet, kind_, chosen_by(import_));
      import_.sheet = slices.sheet();
      if (slices.header()) {
        import_.header_row = static_cast<std::int64_t>(slices.header()->row);
        import_.columns_matched = written(kind_, *slices.header());
      }
      if (!slices.header() || !slices.header()->missing.empty()) return finish(State::matching);
      const auto work = kind_.work(hall_, task(*slices.header()));
      if (!examine(slices, *work)) return false;
      compare_rows();
      describe_doubles(file, *work);
    } catch (const sheets::Unreadable& unreadable) {
      import_.problem = "imports.file." + std::string(sheets::word(unreadable.fault.wrong));
      import_.problem_params = spelled(params_of(unreadable.fault));
      return finish(State::failed);
    } catch (const Refused& refused) {
      import_.problem = refused.problem.key;
      import_.problem_params = spelled(refused.problem.params);
      return finish(State::failed);
    }
    import_.check_ms = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - started).count();
    return finish(State::checked);
  }

 private:
  Task task(const sheets::Header& header) const {
    const auto now = hall_.clock.now();
    return {.id = import_.id,
            .org = import_.org,
            .org_path = hall_.db.read([&](db::Session& db) { return orgs::path_of(db, import_.org); }),
            .source = import_.source,
            .filled_in_by = header.head_value("填表单位"),
            .today = beijing_date(now),
            .now = now};
  }

  bool examine(Slices& slices, Work& work) {
    // While one slice is examined, the next is read.
    const auto read = [&slices] { return std::pair(slices.next(), slices.total_guess()); };
    auto next = std::async(std::launch::async, read);
    while (true) {
      auto [rows, guess] = next.get();
      if (rows.empty()) return true;
      next = std::async(std::launch::async, read);
      const auto first = static_cast<std::uint32_t>(import_.rows_total);
      import_.rows_total += static_cast<std::int64_t>(rows.size());
      note(work.examine(std::move(rows))->verdicts(), first);
      if (!at_work_.come_to({import_.rows_total, std::max(guess, import_.rows_total)})) return next.wait(), false;
    }
  }

  void note(const std::vector<Verdict>& verdicts, std::uint32_t first) {
    for (std::size_t i = 0; i < verdicts.size(); ++i) {
      const auto& verdict = verdicts[i];
      const auto row = first + static_cast<std::uint32_t>(i);
      numbers_.add(verdict.row);
      bool doubtful = false;
      for (const auto& remark : verdict.remarks) {
        doubtful = doubtful || remark.outcome == Outcome::doubtful;
        if (remark.outcome == Outcome::warning) ++import_.counts.warnings;
        remember(problem_of(verdict.row, remark));
      }
      ++(verdict.fate == Fate::held && doubtful ? import_.counts.doubtful : counter(import_.counts, verdict.fate));
      fates_.add(verdict.fate);
      if (verdict.fate == Fate::held) continue;
      identities_.add(verdict.identity_key, row);
      likenesses_.add(verdict.likeness_key, row);
      phones_.add(verdict.phone_key, row);
    }
  }

  /// What only the whole file shows.
  void compare_rows() {
    identities_.each_group([&](const std::vector<std::uint32_t>& rows) {
      for (std::size_t i = 1; i < rows.size(); ++i) {
        if (!take_back(rows[i], Outcome::refused)) continue;
        remember({.row = numbers_[rows[i]],
                  .code = "same_document_twice",
                  .outcome = Outcome::refused,
                  .topic = Topic::id_number,
                  .params = spelled({{"row", std::to_string(numbers_[rows[0]])}})});
      }
    });
    likenesses_.each_group([&](const std::vector<std::uint32_t>& rows) {
      for (std::size_t i = 1; i < rows.size(); ++i) {
        if (const auto counted = take_back(rows[i], Outcome::doubtful)) alike_[numbers_[rows[i]]] = {numbers_[rows[0]], *counted};
      }
      if (alike_.size() > alike_max) throw Refused({422, "imports.too_many_alike", {{"most", std::to_string(alike_max)}}});
    });
    phones_.each_group([&](const std::vector<std::uint32_t>& rows) {
      if (rows.size() <= people_on_one_phone) return;
      for (const auto row : rows) {
        ++import_.counts.warnings;
        remember({.row = numbers_[row],
                  .code = "phone_of_many",
                  .outcome = Outcome::warning,
                  .params = spelled({{"people", std::to_string(rows.size())}})});
      }
    });
    flush();
  }

  /// Counts a row as held after all: as what it was counted; nothing when it was held before.
  std::optional<Fate> take_back(std::uint32_t row, Outcome outcome) {
    const auto before = fates_.take(row, Fate::held);
    if (before == Fate::held) return std::nullopt;
    --counter(import_.counts, before);
    ++(outcome == Outcome::doubtful ? import_.counts.doubtful : import_.counts.refused);
    return before;
  }

  /// Whoever decides about two rows must see whom they name: the few rows are looked up in the file once more.
  void describe_doubles(const std::filesystem::path& file, Work& work) {
    if (alike_.empty()) return;
    std::map<std::int64_t, Known> known;
    for (const auto& [row, alike] : alike_) known[row], known[alike.first];
    Slices slices(file, import_.sheet, kind_, chosen_by(import_));
    for (auto rows = slices.next(); !rows.empty(); rows = slices.next()) {
      for (const auto& row : rows) {
        if (const auto wanted = known.find(static_cast<std::int64_t>(row.number)); wanted != known.end())
          wanted->second = work.describe(row);
      }
    }
    for (const auto& [row, alike] : alike_) {
      const auto &one = known[row], &other = known[alike.first];
      const RowKeys keys{one.row_key, other.row_key};
      if (kind_.rows_are_apart && hall_.db.read([&](db::Session& db) { return kind_.rows_are_apart(db, keys); })) {
        --import_.counts.doubtful;
        ++counter(import_.counts, alike.counted);
        continue;
      }
      remember({.row = row,
                .code = "like_another_row",
                .outcome = Outcome::doubtful,
                .topic = Topic::double_or_transfer,
                .shown = one.name_masked,
                .params = spelled({{"row", std::to_string(alike.first)},
                                   {"union", one.org},
                                   {"birth", std::to_string(one.birth_month)},
                                   {"other_name", other.name_masked},
                                   {"other_union", other.org},
                                   {"other_birth", std::to_string(other.birth_month)}}),
                .other = alike.first,
                .row_key = spelled(keys)});
    }
    flush();
  }

  void remember(Problem problem) {
    problems_.push_back(std::move(problem));
    if (problems_.size() == chunk_rows) flush();
  }

  void flush() {
    if (problems_.empty()) return;
    hall_.db.write_in_background([&](db::Session& db) { store::add_problems(db, import_.id, problems_); });
    problems_.clear();
  }

  bool finish(State state) {
    flush();
    import_.state = state;
    import_.step_done = import_.step_total = import_.rows_total;
    return hall_.db.write([&](db::Session& db) { return store::save(db, import_); });
  }

  Hall& hall_;
  Import import_;
  const Kind& kind_;
  AtWork& at_work_;
  Fates fates_;
  Numbers numbers_;
  SharedKeys identities_, likenesses_, phones_;
  struct Alike {
    std::int64_t first = 0;  // the row that stands first of those alike
    Fate counted = Fate::fresh;
  };
  std::map<std::int64_t, Alike> alike_;  // rows of one name, birth and phone
  std::vector<Problem> problems_;
};

/// Given up while it was checked: the problems that were written meanwhile go too.
void forget_if_dropped(Hall& hall, ImportId id) {
  const auto import = hall.db.read([&](db::Session& db) { return find(db, id); });
  if (import && import->state == State::dropped) forget(hall, *import);
}

}  // namespace

Result<bool, Refusal> check(Hall& hall, ImportId id, const Watch& watch) {
  auto import = hall.db.read([&](db::Session& db) { return find(db, id); });
  if (!import) return std::unexpected(Refusal::not_found);
  if (import->state != State::matching && import->state != State::checking && import->state != State::checked) {
    return std::unexpected(Refusal::wrong_state);
  }
  auto at_work = AtWork::on(hall, id, watch);
  if (!at_work) return std::unexpected(Refusal::at_work);
  const auto file = ImportFile::open(hall, *import);
  if (!file) return std::unexpected(Refusal::file_gone);

  import->state = State::checking;
  if (!hall.db.write([&](db::Session& db) { return store::save(db, *import); })) return std::unexpected(Refusal::changed_meanwhile);
  ++import->version;
  const bool done = Check(hall, *import, *find_kind(import->kind), *at_work).run(file->path());
  if (!done) forget_if_dropped(hall, id);
  return done;
}

}  // namespace unionhall::imports
