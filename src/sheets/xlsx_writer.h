#pragma once
#include <memory>

#include "sheets/sheets.h"
#include "sheets/unfinished_file.h"

struct lxw_workbook;
struct lxw_worksheet;
struct lxw_format;

namespace unionhall::sheets {

class XlsxWriter final : public Writer {
 public:
  XlsxWriter(std::filesystem::path path, Layout layout);

  void add_row(std::span<const std::string_view> cells) override;
  void finish() override;

 private:
  void begin_sheet();
  void mark_pages();
  void offer_choices(std::size_t column);
  std::uint64_t rows_that_arrived() const;
  void write_row(std::span<const std::string_view> cells, lxw_format* format);

  struct Free {
    void operator()(lxw_workbook* workbook) const;
  };

  UnfinishedFile file_;
  Layout layout_;
  std::unique_ptr<lxw_workbook, Free> workbook_;
  lxw_format* text_format_ = nullptr;
  lxw_format* header_format_ = nullptr;
  lxw_format* title_format_ = nullptr;
  lxw_worksheet* sheet_ = nullptr;
  std::uint32_t row_ = 0;           // the next one to write, from 0
  std::uint64_t rows_written_ = 0;  // on all sheets, those with something in them
  int sheet_count_ = 0;
  std::string cell_;
};

}  // namespace unionhall::sheets
