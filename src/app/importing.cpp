#include <fmt/format.h>

#include "app/commands.h"
#include "app/hall_server.h"
#include "app/progress.h"
#include "app/stopping.h"
#include "app/unions.h"
#include "hall/figures/figures.h"
#include "hall/imports/imports.h"
#include "hall/sources/sources.h"
#include "services/roster/roster.h"

namespace unionhall::app {
namespace {

constexpr int problems_shown = 20, kept_at_once = 500;

std::string why(imports::Refusal refusal) {
  using enum imports::Refusal;
  switch (refusal) {
    case not_found:
      return "There is no such import.";
    case unknown_kind:
      return "Nothing of this kind can be imported.";
    case batch_taken:
      return "Another import has this batch name.";
    case wrong_state:
      return "The import is not at a point where this can be done.";
    case changed_meanwhile:
      return "Somebody else changed the import meanwhile. Try again.";
    case column_missing:
      return "A column that must be there is missing.";
    case nothing_to_write:
      return "No row of the file can be written.";
    case own_import:
      return "Nobody confirms what she brought herself.";
    case confirmer_needed:
      return "Another officer must confirm this import.";
    case not_a_confirmer:
      return "This import waits for somebody else.";
    case too_late:
      return "An import can be undone for 30 days.";
    case file_changed:
      return "The file is another one than the one that was checked.";
    case file_gone:
      return "The file of this import is gone.";
    case decided_already:
      return "Somebody has decided about this row already.";
    case no_such_double:
      return "No row of this number may be a double.";
    case nothing_came_back:
      return "No row came back, so there is no report.";
    case union_dissolved:
      return "This union has been dissolved.";
    case at_work:
      return "Another process is working on this import.";
  }
  std::unreachable();
}

/// What the command line's language is; the words of problems have two.
http::Language language() {
  const char* lang = std::getenv("LANG");
  return lang && std::string_view(lang).starts_with("zh") ? http::Language::zh_cn : http::Language::en;
}

[[noreturn]] void stopped(Progress& progress) {
  progress.end();
  throw NotDone("Stopped. Nothing is half done; the same command goes on where it was.");
}

imports::Watch watching(Progress& progress, std::string what) {
  return [&progress, what = std::move(what)](const imports::Progress& now) {
    progress.show(what, now.done, now.total);
    return !stop_wanted();
  };
}

imports::Import read(Hall& hall, imports::ImportId id) {
  return *hall.db.read([&](db::Session& s) { return imports::find(s, id); });
}

void found_root(Hall& hall, const std::string& name, const std::string& division) {
  if (root_union(hall.db)) throw NotDone("This hall has its first union already; --root founds one in an empty hall.");
  const auto now = hall.clock.now();
  const sources::Source source{.id = hall.ids.next<Source>(),
                               .kind = sources::Kind::department,
                               .import_id = {},
                               .department = name,
                               .account = {},
                               .label = name,
                               .recorded_on = beijing_date(now)};
  const orgs::NewOrg root{.id = hall.ids.next<Org>(),
                          .parent = {},
                          .industry_parent = {},
                          .code = division,
                          .facts = {.name = name, .level = orgs::Level::city, .kind = "general", .division = division + "000000"},
                          .source = source.id};
  const auto made = hall.db.write([&](db::Session& s) {
    sources::add(s, hall.ids.region(), source);
    return orgs::add(s, hall, root, now);
  });
  if (!made) throw NotDone("The first union could not be founded.");
}

imports::ImportId begin_or_go_on(Hall& hall, const ImportWanted& wanted, const orgs::Org& org) {
  const auto digest = imports::digest_of(wanted.file);
  if (const auto before = hall.db.read([&](db::Session& s) { return imports::find_unfinished(s, wanted.kind, digest, org.id); })) {
    fmt::print("Goes on with batch {}.\n", before->batch);
    return before->id;
  }
  const auto begun = imports::begin(hall, {.kind = wanted.kind,
                                           .name = wanted.file.filename().string(),
                                           .batch = wanted.batch,
                                           .org = org.id,
                                           .by = {},
                                           .file = std::filesystem::absolute(wanted.file),
                                           .department = wanted.department,
                                           .digest = digest});
  if (!begun) throw NotDone(why(begun.error()));
  return *begun;
}

void print_counts(const imports::Import& import) {
  fmt::print("{} rows: {} new, {} changed, {} the same, {} refused, {} that may be somebody known, {} warnings\n",
             grouped(import.rows_total), grouped(import.counts.fresh), grouped(import.counts.changed), grouped(import.counts.same),
             grouped(import.counts.refused), grouped(import.counts.doubtful), grouped(import.counts.warnings));
}

void print_problems(Hall& hall, imports::ImportId id) {
  const auto first = hall.db.read([&](db::Session& s) { return imports::problems(s, id, std::nullopt, {}, problems_shown); });
  for (const auto& problem : first) {
    fmt::print("  row {}: {}{}\n", problem.row, imports::message(problem, language()),
               problem.shown.empty() ? "" : " (" + problem.shown + ")");
  }
  if (first.size() == problems_shown) fmt::print("  … the report (--report OUT.xlsx) has them all\n");
}

/// What the check of a file comes to; throws when it cannot be written.
void refuse_unwritable(Hall& hall, const imports::Import& import) {
  if (import.state == imports::State::failed) throw NotDone(imports::message_of_failure(import, language()));
  if (import.state != imports::State::matching) return;
  const auto match = imports::match(hall, import);
  std::string missing;
  if (match) {
    for (const auto& name : match->header.missing) missing += (missing.empty() ? "" : ", ") + std::string(name);
  }
  if (missing.empty())
    throw NotDone("No row of the file names the columns. --sheet, --header-row and --column FORM=FILE say where they are.");
  throw NotDone(
      fmt::format("The file has no column {}. The first row that looks like a header is row {}. --sheet, --header-row and --column "
                  "FORM=FILE correct it.",
                  missing, match ? match->header.row : 0));
}

/// The kind's column that somebody names by its key or as the form does.
const std::string& key_of(const imports::Kind& kind, const std::string& name) {
  const auto found = std::ranges::find_if(kind.columns, [&](const sheets::Column& column) {
    return column.key == name || std::ranges::find(column.names, name) != column.names.end();
  });
  if (found != kind.columns.end()) return found->key;
  std::string all;
  for (const auto& column : kind.columns) all += (all.empty() ? "" : ", ") + column.names.front();
  throw NotDone(fmt::format("The form has no column {}. It has: {}.", name, all));
}

/// The column of the file that has this text above it.
std::size_t column_under(const sheets::Header& header, const std::string& text) {
  const auto found = std::ranges::find(header.cells, text, &sheets::HeaderCell::text);
  if (found != header.cells.end()) return found->column;
  std::string all;
  for (const auto& cell : header.cells) all += (all.empty() ? "" : ", ") + cell.text;
  throw NotDone(fmt::format("Row {} of the file has no column {}. It has: {}.", header.row, text, all));
}

/// What the caller says about the file's head, before it is checked.
void rematch(Hall& hall, imports::ImportId id, const ImportWanted& wanted) {
  if (wanted.sheet.empty() && wanted.header_row == 0 && wanted.columns.empty()) return;
  const auto import = read(hall, id);
  imports::Choice choice;
  if (!wanted.sheet.empty()) choice.sheet = wanted.sheet;
  if (wanted.header_row > 0) choice.header_row = wanted.header_row;
  const auto& kind = *imports::find_kind(import.kind);
  const auto found = imports::match(hall, import, choice);
  if (!found) throw NotDone(why(found.error()));
  for (const auto& column : wanted.columns) {
    const auto equals = column.find('=');
    if (equals == column.npos) throw NotDone(fmt::format("--column is FORM=FILE, as 移动电话=手机, not {}.", column));
    const auto& key = key_of(kind, column.substr(0, equals));
    const auto text = column.substr(equals + 1);
    if (!text.empty()) {
      choice.columns[column_under(found->header, text)] = key;
    } else if (const auto matched = found->header.column(key)) {
      choice.columns[*matched] = std::nullopt;
    }
  }
  if (const auto done = imports::rematch(hall, id, choice); !done) throw NotDone(why(done.error()));
}

/// A line for each record that an undo left as it is.
void print_kept(Hall& hall, const imports::Import& import) {
  for (std::optional<imports::AfterKept> after = imports::AfterKept{}; after;) {
    const auto page = hall.db.read([&](db::Session& s) { return imports::kept(s, import, *after, kept_at_once); });
    for (const auto& record : page.records) fmt::print("  kept: {} {}\n", record.id, record.name_masked);
    after = page.next;
  }
}

}  // namespace

void import_file(const Settings& settings, const ImportWanted& wanted) {
  watch_for_stop();
  offer_rooms();
  Site site(settings);
  auto& hall = site.hall();
  if (!wanted.root.empty()) found_root(hall, wanted.root, settings.city_division);
  const auto org = union_or_root(hall.db, wanted.org);
  const auto id = begin_or_go_on(hall, wanted, org);

  try {
    rematch(hall, id, wanted);
  } catch (const sheets::Unreadable&) {
    // The check says so, with the place.
  }

  Progress progress;
  if (read(hall, id).state != imports::State::committing) {
    const auto checked = imports::check(hall, id, watching(progress, "Checking"));
    if (!checked) throw NotDone(why(checked.error()));
    if (!*checked) stopped(progress);
    progress.end();
    refuse_unwritable(hall, read(hall, id));
    print_counts(read(hall, id));
    print_problems(hall, id);
  }
  if (!wanted.dry_run) {
    const auto written = imports::commit(hall, id, watching(progress, "Writing"));
    if (!written && written.error() != imports::Refusal::nothing_to_write) throw NotDone(why(written.error()));
    if (written && !*written) stopped(progress);
    progress.end();
    figures::fold_all(hall.db);
    const auto import = read(hall, id);
    if (written && import.counts.fresh + import.counts.changed > 0) {
      if (wanted.kind == "officers") fmt::print("Whoever has no second factor yet is shown hers when she first signs in at the desk.\n");
      fmt::print("Written. To take it back within {} days: unionhall undo {}\n", hall.settings.undo_days, import.batch);
    } else {
      fmt::print("Nothing was to be written.\n");
    }
  }
  if (!wanted.report.empty()) {
    const auto rows = imports::write_report(hall, read(hall, id), wanted.report);
    if (!rows) throw NotDone(why(rows.error()));
    fmt::print("{} has the {} rows that came back.\n", wanted.report.string(), grouped(*rows));
  }
}

void undo(const Settings& settings, const std::string& batch) {
  watch_for_stop();
  offer_rooms();
  Site site(settings);
  auto& hall = site.hall();
  const auto import = hall.db.read([&](db::Session& s) { return imports::find_batch(s, batch); });
  if (!import) throw NotDone(fmt::format("There is no batch {}.", batch));

  Progress progress;
  const auto undone = imports::undo(hall, import->id, watching(progress, "Undoing"));
  if (!undone) throw NotDone(why(undone.error()));
  if (!*undone) stopped(progress);
  progress.end();
  figures::fold_all(hall.db);
  fmt::print("{} put back as they were, {} made by the import and gone again, {} kept because somebody changed them since.\n",
             grouped((*undone)->restored), grouped((*undone)->removed), grouped((*undone)->kept));
  print_kept(hall, *import);
}

}  // namespace unionhall::app
