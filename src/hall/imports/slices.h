#pragma once
// The rows of an import's file below its header, a slice at a time. Private to this room.
#include "hall/imports/imports.h"

namespace unionhall::imports {

/// The file of an import, readable while this lives.
class ImportFile {
 public:
  /// Nothing when it is gone.
  static std::optional<ImportFile> open(Hall& hall, const Import& import);
  const std::filesystem::path& path() const { return opened_ ? opened_->path() : path_; }

 private:
  std::filesystem::path path_;
  std::optional<files::Opened> opened_;
};

class Slices {
 public:
  /// Opens the file and goes below its header. Throws sheets::Unreadable.
  Slices(const std::filesystem::path& file, const std::string& sheet, const Kind& kind, const sheets::Chosen& chosen);

  const std::optional<sheets::Header>& header() const { return header_; }
  std::string sheet() const { return std::string(reader_->selected()); }
  std::vector<std::string> sheet_names() const { return reader_->sheets(); }
  /// Up to the kind's slice_rows rows; empty at the end.
  std::vector<Row> next();
  /// The same rows, one by one as they stand in the sheet, instead of next(): false from `on_row` ends it.
  void each(const std::function<bool(const sheets::RowView&)>& on_row);
  void each_of_first(std::size_t rows, const std::function<void(const sheets::RowView&)>& on_row);
  /// Rows of the whole file, guessed from how much of it has been read.
  std::int64_t total_guess() const;
  std::int64_t rows_read() const { return rows_read_; }

 private:
  std::unique_ptr<sheets::Reader> opened(const std::filesystem::path& file, const Kind& kind);
  bool has_something(const sheets::RowView& row) const;

  std::optional<files::Opened> made_;  // the table that the kind made of a file which is none
  std::unique_ptr<sheets::Reader> reader_;
  std::optional<sheets::Header> header_;
  std::vector<std::optional<std::size_t>> column_of_;  // of each of the kind's columns
  std::size_t slice_rows_;
  std::int64_t rows_read_ = 0;
};

/// Which column is which, as it is kept: "name=1,id_number=7,phone=-" (no column), and back.
std::string written(const Kind& kind, const sheets::Header& header);
sheets::Chosen chosen_by(const Import& import);

}  // namespace unionhall::imports
