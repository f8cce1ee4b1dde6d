#pragma once
// A roster being written: numbers the rows. Private to this room.
#include <memory>

#include "residents.h"

namespace unionhall::demo {

class RosterFile {
 public:
  RosterFile(const std::filesystem::path& path, sheets::Format format, std::string_view filled_in_by)
      : writer_(sheets::create(path, format, roster_layout(filled_in_by))) {}

  void add(const Row& row) {
    const auto written = std::to_string(++rows_);
    std::array<std::string_view, cell_count> cells;
    for (std::size_t i = 0; i < cell_count; ++i) cells[i] = row[i];
    cells[Cell::number] = written;
    writer_->add_row(cells);
  }
  std::int64_t rows() const { return rows_; }
  void finish() { writer_->finish(); }

 private:
  std::unique_ptr<sheets::Writer> writer_;
  std::int64_t rows_ = 0;
};

}  // namespace unionhall::demo
