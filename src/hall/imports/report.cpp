// What came back, as a file: the rows as they stand in the original, with what is wrong in a last column. People mend
// them there and bring the very file again.
#include <algorithm>

#include "hall/imports/imports.h"
#include "hall/imports/slices.h"

namespace unionhall::imports {
namespace {

constexpr int problems_at_once = 500;

/// The problems of a file, row by row, a page in memory.
class Problems {
 public:
  Problems(Hall& hall, ImportId id) : hall_(hall), id_(id) {}

  /// What is wrong with a row, in words; empty when it was not sent back. Rows are asked for in their order.
  std::string of(std::int64_t row) {
    std::string words;
    for (const auto* problem = peek(); problem != nullptr && problem->row <= row; problem = peek()) {
      const bool came_back = problem->outcome != Outcome::warning && problem->decision.empty();
      if (problem->row == row && came_back) words += (words.empty() ? "" : "；") + message(*problem, http::Language::zh_cn);
      ++at_;
    }
    return words;
  }

 private:
  const Problem* peek() {
    if (at_ == page_.size()) {
      page_ = hall_.db.read([&](db::Session& db) { return problems(db, id_, std::nullopt, after_, problems_at_once); });
      at_ = 0;
      if (page_.empty()) return nullptr;
      after_ = {page_.back().row, page_.back().column, page_.back().code};
    }
    return &page_[at_];
  }

  Hall& hall_;
  ImportId id_;
  std::vector<Problem> page_;
  std::size_t at_ = 0;
  AfterProblem after_;
};

}  // namespace

Result<std::int64_t, Refusal> write_report(Hall& hall, const Import& import, const std::filesystem::path& out) {
  const auto file = ImportFile::open(hall, import);
  if (!file) return std::unexpected(Refusal::file_gone);
  Slices slices(file->path(), import.sheet, *find_kind(import.kind), chosen_by(import));
  if (!slices.header()) return std::unexpected(Refusal::column_missing);

  sheets::Layout layout{.sheet = "退回的行", .columns = {}};
  for (const auto& cell : slices.header()->cells) {
    if (layout.columns.size() <= cell.column) layout.columns.resize(cell.column + 1);
    layout.columns[cell.column].name = cell.text;
  }
  // A file that is a report itself has the last column already.
  if (!layout.columns.empty() && layout.columns.back().name == "错误信息") layout.columns.pop_back();
  const auto width = layout.columns.size();
  layout.columns.push_back({.name = "错误信息", .width = 40});

  const auto format = out.extension() == ".csv" ? sheets::Format::csv : sheets::Format::xlsx;
  const auto writer = sheets::create(out, format, layout);
  Problems problems(hall, import.id);
  std::int64_t rows = 0;
  std::vector<std::string_view> cells;
  slices.each([&](const sheets::RowView& row) {
    const auto words = problems.of(static_cast<std::int64_t>(row.number));
    if (words.empty()) return true;
    cells.clear();
    for (std::size_t column = 0; column < width; ++column) cells.push_back(row.text(column));
    cells.emplace_back(words);
    writer->add_row(cells);
    ++rows;
    return true;
  });
  writer->finish();
  return rows;
}

}  // namespace unionhall::imports
