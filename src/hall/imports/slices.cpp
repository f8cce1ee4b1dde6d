#include "slices.h"

#include <sys/mman.h>

#include <algorithm>
#include <fstream>

namespace unionhall::imports {

std::optional<ImportFile> ImportFile::open(Hall& hall, const Import& import) {
  ImportFile file;
  if (import.file) {
    file.opened_ = files::open(hall, *import.file);
    if (!file.opened_) return std::nullopt;
  } else {
    file.path_ = import.file_path;
    std::error_code unknown;
    if (import.file_path.empty() || !std::filesystem::exists(file.path_, unknown)) return std::nullopt;
  }
  return file;
}

Slices::Slices(const std::filesystem::path& file, const std::string& sheet, const Kind& kind, const sheets::Chosen& chosen)
    : reader_(opened(file, kind)), slice_rows_(kind.slice_rows) {
  if (!sheet.empty()) reader_->select(sheet);
  header_ = sheets::find_header(*reader_, kind.columns, chosen);
  if (!header_) return;
  for (const auto& column : kind.columns) column_of_.push_back(header_->column(column.key));
}

std::unique_ptr<sheets::Reader> Slices::opened(const std::filesystem::path& file, const Kind& kind) {
  const auto table = kind.table_of ? kind.table_of(file) : std::nullopt;
  if (!table) return sheets::open(file);
  made_.emplace(::memfd_create("table", MFD_CLOEXEC));
  std::ofstream(made_->path(), std::ios::binary) << *table;
  return sheets::open(made_->path());
}

/// Forms come with thousands of rows that hold a running number or a border and nothing else.
bool Slices::has_something(const sheets::RowView& row) const {
  if (sheets::is_remark(row)) return false;
  return std::ranges::any_of(
      column_of_, [&](const auto& column) { return column && row.text(*column).find_first_not_of(" \t\r\n") != std::string_view::npos; });
}

std::vector<Row> Slices::next() {
  std::vector<Row> rows;
  sheets::RowView view;
  while (rows.size() < slice_rows_ && reader_->next(view)) {
    if (!has_something(view)) continue;
    Row row{.number = view.number, .values = {}};
    row.values.reserve(column_of_.size());
    for (const auto& column : column_of_) row.values.emplace_back(column ? view.text(*column) : std::string_view{});
    rows.push_back(std::move(row));
  }
  rows_read_ += static_cast<std::int64_t>(rows.size());
  return rows;
}

void Slices::each(const std::function<bool(const sheets::RowView&)>& on_row) {
  sheets::RowView view;
  while (reader_->next(view)) {
    if (has_something(view) && !on_row(view)) return;
  }
}

void Slices::each_of_first(std::size_t rows, const std::function<void(const sheets::RowView&)>& on_row) {
  if (rows == 0) return;
  each([&](const sheets::RowView& row) {
    on_row(row);
    return --rows > 0;
  });
}

std::int64_t Slices::total_guess() const {
  const auto [done, total] = reader_->progress();
  return done == 0 ? 0
                   : static_cast<std::int64_t>(static_cast<double>(rows_read_) * static_cast<double>(total) / static_cast<double>(done));
}

std::string written(const Kind& kind, const sheets::Header& header) {
  std::string text;
  for (const auto& [key, names, required] : kind.columns) {
    const auto column = header.column(key);
    text += (text.empty() ? "" : ",") + key + "=" + (column ? std::to_string(*column) : "-");
  }
  return text;
}

sheets::Chosen chosen_by(const Import& import) {
  sheets::Chosen chosen;
  if (import.header_row > 0) chosen.row = static_cast<std::uint64_t>(import.header_row);
  std::string_view rest = import.columns_matched;
  while (!rest.empty()) {
    const auto end = std::min(rest.find(','), rest.size());
    const auto equals = rest.find('=');
    const std::string column(rest.substr(equals + 1, end - equals - 1));
    chosen.columns[std::string(rest.substr(0, equals))] = column == "-" ? std::nullopt : std::optional<std::size_t>(std::stoul(column));
    rest.remove_prefix(std::min(end + 1, rest.size()));
  }
  return chosen;
}

}  // namespace unionhall::imports
