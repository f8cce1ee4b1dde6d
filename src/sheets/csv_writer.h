#pragma once
#include <fstream>

#include "sheets/sheets.h"
#include "sheets/unfinished_file.h"

namespace unionhall::sheets {

/// UTF-8 with a byte order mark, without which Excel takes it for the system's own encoding.
class CsvWriter final : public Writer {
 public:
  CsvWriter(std::filesystem::path path, const Layout& layout);

  void add_row(std::span<const std::string_view> cells) override;
  void finish() override;

 private:
  UnfinishedFile file_;
  std::ofstream out_;
  std::string line_;
};

}  // namespace unionhall::sheets
