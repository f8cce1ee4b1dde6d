#include "sheets/xlsx_writer.h"

#include <fmt/format.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <new>
#include <stdexcept>

#include "sheets/cell_text.h"

namespace unionhall::sheets {
namespace {

constexpr std::size_t cell_chars_max = 32'767;
constexpr std::size_t page_mark_max = 230;  // Excel takes 255 with the signs around it

void check(lxw_error error) {
  if (error != LXW_NO_ERROR) throw std::runtime_error(std::string("write workbook: ") + lxw_strerror(error));
}

lxw_col_t column_number(std::size_t column) { return static_cast<lxw_col_t>(column); }

}  // namespace

void XlsxWriter::Free::operator()(lxw_workbook* workbook) const { lxw_workbook_free(workbook); }

XlsxWriter::XlsxWriter(std::filesystem::path path, Layout layout) : file_(std::move(path)), layout_(std::move(layout)) {
  // One row in memory at a time; without it a city's roster takes 2 GB.
  std::string scratch = layout_.scratch.string();
  lxw_workbook_options options{.constant_memory = LXW_TRUE, .tmpdir = scratch.empty() ? nullptr : scratch.data(), .use_zip64 = LXW_FALSE};
  workbook_.reset(workbook_new_opt(file_.path().c_str(), &options));
  if (!workbook_) throw std::bad_alloc();

  text_format_ = workbook_add_format(workbook_.get());
  format_set_num_format(text_format_, "@");  // text, so that digits typed in later stay as they are
  header_format_ = workbook_add_format(workbook_.get());
  format_set_bold(header_format_);
  format_set_text_wrap(header_format_);
  format_set_align(header_format_, LXW_ALIGN_VERTICAL_CENTER);
  format_set_bg_color(header_format_, 0xF2F2F2);
  format_set_bottom(header_format_, LXW_BORDER_THIN);
  title_format_ = workbook_add_format(workbook_.get());
  format_set_bold(title_format_);
  lxw_doc_properties properties{};
  if (!layout_.page_mark.empty()) properties.comments = layout_.page_mark.data();
  if (layout_.made_at) properties.created = std::chrono::system_clock::to_time_t(*layout_.made_at);
  check(workbook_set_properties(workbook_.get(), &properties));
  begin_sheet();
}

void XlsxWriter::mark_pages() {
  if (layout_.page_mark.empty()) return;
  std::string mark;  // behind "&" stands what is no text: &P is the page's number
  for (const char c : layout_.page_mark) mark += c == '&' ? "&&" : std::string(1, c);
  mark.resize(fitting(mark, page_mark_max).size());
  const auto text_end = mark.find_last_not_of('&') + 1;
  if ((mark.size() - text_end) % 2 == 1) mark.pop_back();  // cut through a pair
  check(worksheet_set_header(sheet_, ("&C" + mark).c_str()));
  check(worksheet_set_footer(sheet_, ("&C" + mark + "  &P/&N").c_str()));
}

void XlsxWriter::begin_sheet() {
  const std::string name = ++sheet_count_ == 1 ? layout_.sheet : fmt::format("{} ({})", layout_.sheet, sheet_count_);
  sheet_ = workbook_add_worksheet(workbook_.get(), name.c_str());
  if (sheet_ == nullptr) throw std::invalid_argument("no name for a sheet");
  row_ = 0;
  mark_pages();

  for (std::size_t i = 0; i < layout_.columns.size(); ++i) {
    check(worksheet_set_column(sheet_, column_number(i), column_number(i), layout_.columns[i].width, text_format_));
  }
  for (const std::string& title : layout_.titles) write_row(std::array<std::string_view, 1>{title}, title_format_);
  std::vector<std::string_view> names;
  for (const OutColumn& column : layout_.columns) names.push_back(column.name);
  write_row(names, header_format_);
  worksheet_freeze_panes(sheet_, row_, 0);

  for (std::size_t i = 0; i < layout_.columns.size(); ++i) offer_choices(i);
}

/// Excel takes at most 255 characters and parts them at commas. The official forms' longest list, the 56 peoples, has
/// 216; a column whose choices do not fit goes without. They are handed over as the formula that they become: libxlsxwriter
/// 1.1.4 counts a list in characters but copies it into 255 bytes.
void XlsxWriter::offer_choices(std::size_t column) {
  std::string formula;
  for (const std::string& choice : layout_.columns[column].choices) {
    formula += (formula.empty() ? "\"" : ",") + choice;
    if (choice.find_first_of(",\"") != std::string::npos || fitting(formula, 256).size() < formula.size()) return;
  }
  if (formula.empty()) return;
  formula += '"';
  lxw_data_validation rule{};
  rule.validate = LXW_VALIDATION_TYPE_LIST_FORMULA;
  rule.value_formula = formula.data();
  check(worksheet_data_validation_range(sheet_, row_, column_number(column), LXW_ROW_MAX - 1, column_number(column), &rule));
}

void XlsxWriter::add_row(std::span<const std::string_view> cells) {
  if (row_ == LXW_ROW_MAX) begin_sheet();
  write_row(cells, text_format_);
}

void XlsxWriter::write_row(std::span<const std::string_view> cells, lxw_format* format) {
  if (!std::ranges::all_of(cells, is_blank)) ++rows_written_;
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (cells[i].empty()) continue;
    cell_ = is_dangerous(cells[i]) ? "'" : "";
    cell_ += cells[i];
    cell_.resize(fitting(cell_, cell_chars_max).size());
    check(worksheet_write_string(sheet_, row_, column_number(i), cell_.c_str(), format));
  }
  ++row_;
}

void XlsxWriter::finish() {
  check(workbook_close(workbook_.release()));  // which frees the workbook whatever comes of it
  if (rows_that_arrived() != rows_written_) throw std::runtime_error("write workbook: rows were lost on the way to the disk");
  file_.finish();
}

/// The library does not notice a disk that is full, neither under its temporary files nor under the workbook. So what
/// it wrote is read again, which takes a third of the time of writing.
std::uint64_t XlsxWriter::rows_that_arrived() const {
  std::uint64_t rows = 0;
  try {
    const auto reader = open(file_.path(), {.columns = 16'384});
    for (const std::string& sheet : reader->sheets()) {
      reader->select(sheet);
      for (RowView row; reader->next(row);) ++rows;
    }
  } catch (const Unreadable&) {
    return 0;
  }
  return rows;
}

}  // namespace unionhall::sheets
