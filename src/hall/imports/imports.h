#pragma once
// Imports (导入): a file becomes records. The unit is the row: good rows are written, bad ones come back with a reason.
//
//   begin ─► matching ─► checking ─► checked ─► committing ─► committed ─► undoing ─► undone
//              │  ▲ a column is missing  │ ▲ decisions   ▲                (within 30 days)
//              │  └──────────────────────┘ │             │
//              └─► failed (unreadable)      └─► waiting_confirmation (from a desk, above 500 rows)
//                                           └─► dropped
//
// The file is read twice, streamed both times: once to check, once to write. Between the two nothing of it is kept but
// its problems, so memory does not grow with it. Writing can be killed at any moment: rows are counted as done in the
// transaction that writes them, and a later start goes on behind them.
//
// What a row means is a service's business: it hands over a Kind (services/roster: members, orgs, officers).
#include <boost/describe.hpp>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "hall/files/files.h"
#include "hall/hall.h"
#include "sheets/header.h"
#include "sheets/sheets.h"

namespace unionhall::imports {

using ImportId = Id<struct ImportTag>;

enum class State { matching, checking, checked, waiting_confirmation, committing, committed, undoing, undone, failed, dropped };
BOOST_DESCRIBE_ENUM(State, matching, checking, checked, waiting_confirmation, committing, committed, undoing, undone, failed, dropped)

struct Counts {
  std::int64_t fresh = 0, changed = 0, same = 0, refused = 0, doubtful = 0, warnings = 0;
};
BOOST_DESCRIBE_STRUCT(Counts, (), (fresh, changed, same, refused, doubtful, warnings))

/// What an undo did; `kept` was changed since by somebody else and stays.
struct Undone {
  std::int64_t restored = 0, removed = 0, kept = 0;
};
BOOST_DESCRIBE_STRUCT(Undone, (), (restored, removed, kept))

struct Import {
  ImportId id;
  std::int64_t version = 1;
  std::string kind, name, batch;
  OrgId org;
  State state = State::matching;
  std::optional<AccountId> by, confirmer, confirmed_by;  // by: nobody for the command line
  Instant at;
  std::string file_path;              // the command line's
  std::optional<files::FileId> file;  // a desk's; nothing once it is gone
  std::string file_digest;
  std::int64_t file_bytes = 0;
  std::string department, sheet;
  std::int64_t header_row = 0;
  std::string columns_matched;  // "name=1,id_number=7,phone=-"
  std::string head;             // as JSON, for a desk: {row, sheet, sheets, columns}
  std::int64_t rows_total = 0, rows_done = 0, rows_indexed = 0;
  Counts counts;
  std::int64_t check_ms = 0;
  SourceId source;
  std::int64_t first_id = 0, last_id = 0;
  std::optional<Instant> finished_at;
  std::string problem, problem_params;  // why it failed: a text's key, and its params as JSON
  std::int64_t step_began_ms = 0, step_done = 0, step_total = 0;
  Undone undone;
};
BOOST_DESCRIBE_STRUCT(Import, (),
                      (id, version, kind, name, batch, org, state, by, confirmer, confirmed_by, at, file_path, file, file_digest,
                       file_bytes, department, sheet, header_row, columns_matched, head, rows_total, rows_done, rows_indexed, counts,
                       check_ms, source, first_id, last_id, finished_at, problem, problem_params, step_began_ms, step_done, step_total,
                       undone))

// ── What a service hands over ──────────────────────────────────────────────────────────────────────────────────

constexpr std::size_t chunk_rows = 500;               // one write transaction
constexpr std::size_t rows_found_together = 100'000;  // the more at once, the fewer pages of the search index are touched twice

/// One row of the file: the value of each of the kind's columns, as it stands in the sheet, by the column's number.
struct Row {
  std::uint64_t number = 0;
  std::vector<std::string> values;
};

enum class Outcome { refused, transfer_needed, doubtful, warning };
BOOST_DESCRIBE_ENUM(Outcome, refused, transfer_needed, doubtful, warning)

/// Under which heading a desk lists a problem.
enum class Topic { id_number, union_, date, other, double_or_transfer };
BOOST_DESCRIBE_ENUM(Topic, id_number, union_, date, other, double_or_transfer)

/// What is to say about a row. `code` is a text's key behind "imports.row.".
struct Remark {
  int column = -1;  // of the kind's columns; −1: the row as a whole
  std::string code;
  Outcome outcome = Outcome::refused;
  Topic topic = Topic::other;
  std::string shown = {};  // what stands in the cell, masked
  TextParams params = {};
  std::optional<std::int64_t> other = {};  // the record that the row may be a double of, or whose transfer to the union `to` it needs
  std::string row_key = {};                // of a suspected double: names the row's record again, for Kind::keep_apart
};

enum class Fate { fresh, changed, same, held };  // held: refused, or doubtful until somebody decides

struct Verdict {
  std::uint64_t row = 0;  // its number in the sheet
  Fate fate = Fate::held;
  std::vector<Remark> remarks = {};
  /// Rows of one file that share a key: the same document twice is refused but for the first row; the same name, birth
  /// and phone is doubtful; one phone on more than three people is a warning. 0: none.
  std::uint64_t identity_key = 0, likeness_key = 0, phone_key = 0;
};

/// What the rows of one import have in common.
struct Task {
  ImportId id;
  OrgId org;
  std::string org_path;
  SourceId source;
  std::string filled_in_by;  // 填表单位 of the head block
  Date today;
  Instant now;
  bool writes = false;        // false: a check, which foresees
  bool resumed = false;       // some of the rows may be half done
  std::int64_t first_id = 0;  // ids that this import draws are above
};

enum class Decision { same, different };
BOOST_DESCRIBE_ENUM(Decision, same, different)

/// One slice of rows on its way: examined, then prepared and written by parts. It has its own order of rows, which
/// depends on the file alone.
class Slice {
 public:
  virtual ~Slice() = default;
  virtual const std::vector<Verdict>& verdicts() const = 0;
  /// Leaves a row alone after all.
  virtual void hold(std::size_t i) = 0;
  /// What somebody said about a suspected double: `other` is the record.
  virtual void decide(std::size_t i, Decision decision, std::int64_t other) = 0;
  /// All that needs no transaction of the rows: claims, in transactions of its own, and sealing. `ids` are for new
  /// records, two a row, drawn in the order of the slices: which thread is faster must not show in them.
  virtual void prepare(std::span<const std::int64_t> ids) = 0;
  /// Writes rows [from, to) in the caller's transaction: a chunk, counted from the slice's beginning. False: somebody was
  /// faster, nothing of it must be committed.
  virtual bool write(db::Session& db, std::size_t from, std::size_t to) = 0;
  /// After that: decides anew about these rows, and prepares them.
  virtual void look_again(std::size_t from, std::size_t to) = 0;
};

/// Two rows of one file that are alike, by what names their records again.
struct RowKeys {
  std::string one, other;
};

/// A few words about a record, or about a row that would become one.
struct Known {
  std::int64_t id = 0;  // 0: a row
  std::string name_masked, org;
  std::int64_t birth_month = 0;
  std::string row_key = {};  // of a row: names its record again
};

/// The work on one import's rows.
class Work {
 public:
  virtual ~Work() = default;
  /// Decides about each row; reads the database, writes nothing.
  virtual std::unique_ptr<Slice> examine(std::vector<Row> rows) = 0;
  /// Says a few words about a row, for whoever has to decide about it.
  virtual Known describe(const Row& row) = 0;
  /// Remembers what makes a slice's rows findable; how many rows wait for index().
  virtual std::size_t gather(const Slice& slice) = 0;
  /// Makes what was gathered findable, in transactions of its own; safe to repeat.
  virtual void index() = 0;
};

/// How an undo reports a part of it, in that part's transaction.
using OnUndone = std::function<void(db::Session&, const Undone& more)>;

struct Kind {
  std::string word;
  std::vector<sheets::Column> columns;
  /// The text of a cell as it may be shown.
  std::function<std::string(int column, std::string_view text)> masked;
  std::size_t slice_rows = 8'000;  // two slices are in memory at once; rows that depend on each other stand in one
  std::function<std::unique_ptr<Work>(Hall&, const Task&)> work;
  /// Records that the row of `row_key` is nobody we know as `other`, in the caller's transaction. Nothing: no such rows.
  std::function<void(db::Session&, Hall&, const std::string& row_key, std::int64_t other, std::optional<AccountId> by)> keep_apart;
  /// The same of two rows of one file, and whether somebody has said it of them.
  std::function<void(db::Session&, Hall&, const RowKeys& rows, std::optional<AccountId> by)> keep_rows_apart = {};
  std::function<bool(db::Session&, const RowKeys& rows)> rows_are_apart = {};
  /// A few words about records, by id: for "may be a double of …", and for what an undo kept. `id` is what a page opens.
  std::function<std::map<std::int64_t, Known>(db::Session&, const std::vector<std::int64_t>& records)> known;
  /// Takes one import back in parts, until `go_on` says no; can be repeated from where it was.
  std::function<void(Hall&, const Import&, const OnUndone&, const std::function<bool()>& go_on)> undo;
  /// A csv of a file that is no table but says the same; nothing for a table. Throws Refused with what is wrong with it.
  std::function<std::optional<std::string>(const std::filesystem::path& file)> table_of = {};
  bool at_desks = true;  // false: for the command line alone; no desk brings, sees or steps such an import
};
void offer(Kind kind);
const Kind* find_kind(std::string_view word);
/// The words of the kinds that desks know.
db::Words kinds_at_desks();

// ── What desks and commands do ─────────────────────────────────────────────────────────────────────────────────

struct NewImport {
  std::string kind, name, batch;  // batch empty: drawn
  OrgId org;
  std::optional<AccountId> by;
  std::filesystem::path file;
  std::optional<files::FileId> kept = {};  // where the hall keeps it already, sealed
  std::string department = {};
  std::string digest = {};  // digest_of(file), where the caller has it
};

enum class Refusal {
  not_found,
  unknown_kind,
  batch_taken,
  wrong_state,
  changed_meanwhile,
  column_missing,
  nothing_to_write,
  own_import,        // nobody confirms what she brought herself
  confirmer_needed,  // so many rows need another officer, of this union or above
  not_a_confirmer,
  too_late,         // more than 30 days ago
  file_changed,     // the file is another one than the one that was checked
  file_gone,        // it went after 30 days, or lies no longer where it was
  at_work,          // another process is working on it
  decided_already,  // somebody said before whether the row is a double
  no_such_double,
  nothing_came_back,  // no report without a row in it
  union_dissolved,    // nothing is brought into it any more
};

/// How far a long step has come; returns false when it should stop.
struct Progress {
  std::int64_t done = 0, total = 0;  // rows; total is an estimate while the file is read for the first time
};
using Watch = std::function<bool(const Progress&)>;

/// Registers a file. The command line's file stays where it is; a desk's was sealed before.
Result<ImportId, Refusal> begin(Hall& hall, const NewImport& import);
/// The same in two steps: what needs the file, and what is written in the caller's transaction.
Result<Import, Refusal> prepared(Hall& hall, const NewImport& import);
Result<ImportId, Refusal> begin(db::Session& db, Hall& hall, const Import& import);
std::optional<Import> find(db::Session& db, ImportId id);
std::optional<Import> find_batch(db::Session& db, std::string_view batch);
/// An import of this very file into this union that has not come to its end.
std::optional<Import> find_unfinished(db::Session& db, std::string_view kind, std::string_view file_digest, OrgId org);
/// SM3 of a file, hex.
std::string digest_of(const std::filesystem::path& file);

/// What stands in the file's head, and which column is which.
struct Match {
  std::vector<std::string> sheets;
  std::string sheet;
  sheets::Header header;
  std::map<std::size_t, std::string> examples;  // by column; of the first rows, masked
};
/// What somebody says instead of what was found: a column of the sheet, from 0, is the kind's column of this key, or none.
struct Choice {
  std::optional<std::string> sheet;
  std::optional<std::int64_t> header_row;
  std::map<std::size_t, std::optional<std::string>> columns;
};
/// With the choice over what the import was matched to before. Throws sheets::Unreadable.
Result<Match, Refusal> match(Hall& hall, const Import& import, const Choice& choice = {});
Match match(const std::filesystem::path& file, const Import& import, const Choice& choice = {});
/// Takes the choice over before the import is checked (again). Refusals: not_found, wrong_state, file_gone, changed_meanwhile.
/// Throws sheets::Unreadable.
Result<void, Refusal> rematch(Hall& hall, ImportId id, const Choice& choice);

/// Reads the whole file and says what would happen; nothing is written but its problems. Ends in `checked`, `matching`
/// (a required column is missing) or `failed` (unreadable). False: `watch` asked to stop.
Result<bool, Refusal> check(Hall& hall, ImportId id, const Watch& watch);
/// Puts a checked import before another officer, of its union or above, who is not `asks` nor the one who brought it.
/// Refusals: not_a_confirmer.
Result<void, Refusal> put_before(db::Session& db, Import& import, AccountId confirmer, AccountId asks, Instant now);
/// The same for the one who brought it, in a transaction of its own. Refusals: not_found, wrong_state, not_a_confirmer.
Result<void, Refusal> send_for_confirmation(Hall& hall, ImportId id, AccountId confirmer);
/// Writes the good rows; goes on where it was. False: `watch` asked to stop.
Result<bool, Refusal> commit(Hall& hall, ImportId id, const Watch& watch);
/// Restores what was before; goes on where it was. Nothing: `watch` asked to stop.
Result<std::optional<Undone>, Refusal> undo(Hall& hall, ImportId id, const Watch& watch);

/// Writes the rows that came back, with a last column 错误信息. How many.
Result<std::int64_t, Refusal> write_report(Hall& hall, const Import& import, const std::filesystem::path& out);

struct Problem {
  std::int64_t row = 0, column = -1;
  std::string code;
  Outcome outcome = Outcome::refused;
  Topic topic = Topic::other;
  std::string shown, params;
  std::optional<std::int64_t> other;
  std::string row_key, decision;
};
BOOST_DESCRIBE_STRUCT(Problem, (), (row, column, code, outcome, topic, shown, params, other, row_key, decision))

struct AfterProblem {
  std::int64_t row = 0, column = -1;
  std::string code;
};
/// In the order of the file; of one topic, or of all.
std::vector<Problem> problems(db::Session& db, ImportId id, std::optional<Topic> topic, const AfterProblem& after, int limit);
/// In words: "少 1 位：写了 17 位，应为 18 位".
std::string message(const Problem& problem, http::Language language);
/// What the whole file is refused for, in words.
std::string message_of_failure(const Import& import, http::Language language);

struct AfterKept {
  std::string kind;
  std::int64_t id = 0;
};
struct Kept {
  std::vector<Known> records;
  std::optional<AfterKept> next;  // nothing: that was all
};
/// What an undo left as it is, because somebody had changed it since; a record that is gone meanwhile is passed over.
Kept kept(db::Session& db, const Import& import, const AfterKept& after, int limit);

/// Forgets files, problems and before-images of imports that ended more than `undo_days` ago, at most a few; how many.
int forget_old(Hall& hall);

/// Takes over what was matched: then the check may begin, or a column is missing.
void take_match(Import& import, const Match& match);
/// Deletes the import's file, problems and before-images.
void forget(Hall& hall, const Import& import);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::imports
