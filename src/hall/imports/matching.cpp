// Which sheet, header row and column is which: as the file tells by itself, and as somebody corrects it.
#include "hall/imports/imports.h"
#include "hall/imports/json.h"
#include "hall/imports/slices.h"
#include "store.h"

namespace unionhall::imports {
namespace {

constexpr std::size_t example_rows = 20;

/// The first text of each column below the header, masked.
std::map<std::size_t, std::string> examples_of(Slices& slices, const Kind& kind) {
  std::map<std::size_t, int> key_of;  // the kind's column that a column of the sheet is
  for (std::size_t i = 0; i < kind.columns.size(); ++i) {
    if (const auto column = slices.header()->column(kind.columns[i].key)) key_of[*column] = static_cast<int>(i);
  }
  std::map<std::size_t, std::string> examples;
  slices.each_of_first(example_rows, [&](const sheets::RowView& row) {
    for (std::size_t column = 0; column < row.cells.size(); ++column) {
      if (row.text(column).empty() || examples.contains(column)) continue;
      const auto key = key_of.find(column);
      examples[column] = kind.masked(key == key_of.end() ? -1 : key->second, row.text(column));
    }
  });
  return examples;
}

/// The match so far with the choice over it. Another sheet, or another header row, is matched anew.
sheets::Chosen chosen_with(const Import& import, const Choice& choice) {
  sheets::Chosen chosen;
  if (!choice.sheet && !choice.header_row) chosen = chosen_by(import);
  if (choice.header_row) chosen.row = static_cast<std::uint64_t>(*choice.header_row);
  for (const auto& [column, field] : choice.columns) {
    for (auto& [key, at] : chosen.columns) {
      if (at == column) at.reset();
    }
    if (field) chosen.columns[*field] = column;
  }
  return chosen;
}

}  // namespace

Result<Match, Refusal> match(Hall& hall, const Import& import, const Choice& choice) {
  const auto file = ImportFile::open(hall, import);
  if (!file) return std::unexpected(Refusal::file_gone);
  return match(file->path(), import, choice);
}

Match match(const std::filesystem::path& file, const Import& import, const Choice& choice) {
  const auto& kind = *find_kind(import.kind);
  Slices slices(file, choice.sheet.value_or(import.sheet), kind, chosen_with(import, choice));
  Match found{
      .sheets = slices.sheet_names(), .sheet = slices.sheet(), .header = slices.header().value_or(sheets::Header{}), .examples = {}};
  if (slices.header()) found.examples = examples_of(slices, kind);
  return found;
}

void take_match(Import& import, const Match& match) {
  const auto& kind = *find_kind(import.kind);
  import.sheet = match.sheet;
  import.header_row = static_cast<std::int64_t>(match.header.row);
  import.columns_matched = written(kind, match.header);
  import.head = head_as_json(match);
  import.state = match.header.row > 0 && match.header.missing.empty() ? State::checking : State::matching;
}

Result<void, Refusal> rematch(Hall& hall, ImportId id, const Choice& choice) {
  auto import = hall.db.read([&](db::Session& db) { return find(db, id); });
  if (!import) return std::unexpected(Refusal::not_found);
  if (import->state != State::matching && import->state != State::checking && import->state != State::checked) {
    return std::unexpected(Refusal::wrong_state);
  }
  const auto found = match(hall, *import, choice);
  if (!found) return std::unexpected(found.error());
  take_match(*import, *found);
  const bool saved = hall.db.write([&](db::Session& db) { return store::save(db, *import); });
  return saved ? Result<void, Refusal>{} : std::unexpected(Refusal::changed_meanwhile);
}

}  // namespace unionhall::imports
