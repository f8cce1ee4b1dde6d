#pragma once
#include <optional>

#include "sheets/package.h"
#include "sheets/shared_strings.h"
#include "sheets/workbook.h"
#include "sheets/xml_reader.h"

namespace unionhall::sheets {

/// One worksheet: its XML becomes rows, and each row that has something in it pauses the XML.
class SheetEvents final : public XmlEvents {
 public:
  SheetEvents(const Workbook& workbook, const std::optional<SharedStrings>& strings, const Limits& limits);

  void attach(XmlReader& xml) { xml_ = &xml; }
  RowView row() const { return {row_, cells_}; }
  /// Of the cell being read, from 1; 0 between rows.
  std::uint64_t column() const { return in_row_ ? column_ + 1 : 0; }

 private:
  enum class Type { number, shared, text, boolean, error, date, inline_text };

  static Type type_of(std::string_view written);

  void begin(std::string_view element, const Attributes& attributes) override;
  void end(std::string_view element) override;
  void text(std::string_view text) override;

  void begin_row(const Attributes& attributes);
  void end_row();
  void begin_cell(const Attributes& attributes);
  void end_cell();
  Cell cell();
  Cell number_cell(std::string_view written);
  std::string_view shared_text(std::string_view written) const;
  std::string_view keep(std::string_view text);
  void place(const Cell& cell);

  const Workbook& workbook_;
  const std::optional<SharedStrings>& strings_;
  const Limits& limits_;
  XmlReader* xml_ = nullptr;

  bool in_data_ = false, in_row_ = false, in_value_ = false, in_inline_ = false;
  std::uint64_t row_ = 0;
  std::uint64_t column_ = 0;       // of the cell being read
  std::uint64_t next_column_ = 0;  // of a cell that does not say
  Type type_ = Type::number;
  std::size_t style_ = 0;
  bool formula_ = false;
  std::string value_;  // what stands in <v>
  RichText inline_text_;
  std::string buffer_;

  std::vector<Cell> cells_;
  std::size_t used_ = 0;  // cells up to the last that is not blank
  std::string row_text_;  // what the cells show, unless it is a shared string; never reallocated
};

class XlsxReader final : public Reader {
 public:
  XlsxReader(const std::filesystem::path& path, const Limits& limits);

  std::vector<std::string> sheets() const override;
  void select(std::string_view sheet) override;
  std::string_view selected() const override { return selected_->name; }
  bool next(RowView& row) override;
  Progress progress() const override { return xml_->progress(); }

 private:
  void begin_sheet();

  const Limits limits_;
  const Package package_;
  const Workbook workbook_;
  const SheetEntry* selected_ = nullptr;
  std::optional<SharedStrings> strings_;
  std::optional<SheetEvents> events_;
  std::optional<XmlReader> xml_;
};

}  // namespace unionhall::sheets
