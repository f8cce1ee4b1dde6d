#include "sheets/xlsx_reader.h"

#include <algorithm>
#include <charconv>

#include "sheets/cell_text.h"
#include "sheets/numbers.h"

namespace unionhall::sheets {
namespace {

std::optional<std::uint64_t> whole_number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

/// The column of a reference such as "AB12", from 0. Far beyond any sheet's last column it is no longer exact.
std::optional<std::uint64_t> column_of(std::string_view reference) {
  constexpr std::uint64_t far_out = 1ull << 32;
  std::uint64_t column = 0;
  for (const char c : reference) {
    if (c < 'A' || c > 'Z') break;
    column = std::min(column * 26 + static_cast<std::uint64_t>(c - 'A' + 1), far_out);
  }
  if (column == 0) return std::nullopt;
  return column - 1;
}

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view spaces = " \t\r\n";
  const auto first = text.find_first_not_of(spaces);
  if (first == std::string_view::npos) return {};
  return text.substr(first, text.find_last_not_of(spaces) - first + 1);
}

}  // namespace

SheetEvents::Type SheetEvents::type_of(std::string_view written) {
  if (written == "s") return Type::shared;
  if (written == "inlineStr") return Type::inline_text;
  if (written == "str") return Type::text;
  if (written == "b") return Type::boolean;
  if (written == "e") return Type::error;
  if (written == "d") return Type::date;
  return Type::number;
}

SheetEvents::SheetEvents(const Workbook& workbook, const std::optional<SharedStrings>& strings, const Limits& limits)
    : workbook_(workbook), strings_(strings), limits_(limits), inline_text_(limits) {
  row_text_.reserve(limits.line_bytes);
}

void SheetEvents::begin(std::string_view element, const Attributes& attributes) {
  if (!in_data_) {
    in_data_ = element == "sheetData";
  } else if (element == "c") {
    begin_cell(attributes);
  } else if (element == "v") {
    in_value_ = true;
  } else if (element == "row") {
    begin_row(attributes);
  } else if (element == "is") {
    in_inline_ = true;
  } else if (element == "f") {
    formula_ = true;
  } else if (in_inline_) {
    inline_text_.begin(element);
  }
}

void SheetEvents::end(std::string_view element) {
  if (!in_data_) return;
  if (element == "c") {
    end_cell();
  } else if (element == "v") {
    in_value_ = false;
  } else if (element == "row") {
    end_row();
  } else if (element == "is") {
    in_inline_ = false;
  } else if (element == "sheetData") {
    in_data_ = false;
  } else if (in_inline_) {
    inline_text_.end(element);
  }
}

void SheetEvents::text(std::string_view text) {
  if (in_value_) {
    value_ += text;
    check_written_length(value_.size(), limits_);
  } else if (in_inline_) {
    inline_text_.append(text);
  }
}

void SheetEvents::begin_row(const Attributes& attributes) {
  const std::string_view written = attributes["r"];
  const std::uint64_t number = written.empty() ? row_ + 1 : whole_number(written).value_or(0);
  if (number <= row_) throw Unreadable({Wrong::rows_disordered});
  row_ = number;
  in_row_ = true;
  column_ = next_column_ = 0;
  cells_.clear();
  row_text_.clear();
  used_ = 0;
}

void SheetEvents::end_row() {
  if (!in_row_) return;
  in_row_ = false;
  cells_.resize(used_);
  if (used_ > 0) xml_->pause();
}

void SheetEvents::begin_cell(const Attributes& attributes) {
  column_ = next_column_;
  type_ = Type::number;
  style_ = 0;
  formula_ = false;
  value_.clear();
  for (const char* const* at = attributes.begin(); *at != nullptr; at += 2) {
    if (at[0][1] != '\0') continue;  // all three have one letter
    switch (at[0][0]) {
      case 'r':
        column_ = column_of(at[1]).value_or(column_);
        break;
      case 's':
        style_ = whole_number(at[1]).value_or(0);
        break;
      case 't':
        type_ = type_of(at[1]);
        break;
      default:
        break;
    }
  }
  if (type_ == Type::inline_text) inline_text_.clear();
  next_column_ = column_ + 1;
}

void SheetEvents::end_cell() {
  Cell found = cell();
  if (is_blank(found.text)) found = {};
  found.formula = formula_;
  if (found.kind != Kind::blank || formula_) place(found);
}

Cell SheetEvents::cell() {
  const std::string_view written = trimmed(value_);
  switch (type_) {
    case Type::number:
      return number_cell(written);
    case Type::shared:
      return {without_apostrophe(shared_text(written)), Kind::text};
    case Type::text:
      return {keep(without_apostrophe(checked_text(value_, buffer_, limits_))), Kind::text};
    case Type::inline_text:
      return {keep(without_apostrophe(inline_text_.finish())), Kind::text};
    case Type::boolean:
      return {written.empty() ? "" : written == "1" || written == "true" ? "TRUE" : "FALSE", Kind::boolean};
    case Type::error:
      return {keep(checked_text(written, buffer_, limits_)), Kind::error};
    case Type::date:
      return {keep(date_text_of_iso(checked_text(written, buffer_, limits_))), Kind::date};
  }
  std::unreachable();
}

Cell SheetEvents::number_cell(std::string_view written) {
  const auto number = number_text(written, buffer_);
  if (!number) return {keep(checked_text(written, buffer_, limits_)), Kind::text};
  if (style_ < workbook_.date_styles.size() && workbook_.date_styles[style_]) {
    double serial = 0;
    std::from_chars(written.data(), written.data() + written.size(), serial);
    if (workbook_.counts_from_1904) serial += days_from_1900_to_1904;
    if (const std::string date = date_text(serial); !date.empty()) return {keep(date), Kind::date};
  }
  return {keep(*number), Kind::number};
}

std::string_view SheetEvents::shared_text(std::string_view written) const {
  if (written.empty()) return {};
  const auto number = whole_number(written);
  if (!number || !strings_ || *number >= strings_->size()) throw Unreadable({Wrong::damaged_xml, {{"part", "sharedStrings"}}});
  return (*strings_)[*number];
}

std::string_view SheetEvents::keep(std::string_view text) {
  if (row_text_.size() + text.size() > limits_.line_bytes) {
    throw Unreadable({Wrong::line_too_long, {{"limit", std::to_string(limits_.line_bytes)}}});
  }
  row_text_ += text;
  return std::string_view(row_text_).substr(row_text_.size() - text.size());
}

void SheetEvents::place(const Cell& cell) {
  const bool blank = cell.kind == Kind::blank;
  if (column_ >= limits_.columns) {
    if (blank) return;
    throw Unreadable({Wrong::too_many_columns, {{"limit", std::to_string(limits_.columns)}}});
  }
  if (column_ >= cells_.size()) cells_.resize(column_ + 1);
  cells_[column_] = cell;
  if (!blank) used_ = std::max(used_, static_cast<std::size_t>(column_ + 1));
}

XlsxReader::XlsxReader(const std::filesystem::path& path, const Limits& limits)
    : limits_(limits), package_(path, limits), workbook_(read_workbook(package_)) {
  const auto visible = std::ranges::find(workbook_.sheets, false, &SheetEntry::hidden);
  if (visible == workbook_.sheets.end()) throw Unreadable({Wrong::no_sheet});
  selected_ = &*visible;
  begin_sheet();
}

std::vector<std::string> XlsxReader::sheets() const {
  std::vector<std::string> names;
  for (const SheetEntry& sheet : workbook_.sheets) {
    if (!sheet.hidden) names.push_back(sheet.name);
  }
  return names;
}

void XlsxReader::select(std::string_view sheet) {
  const auto found = std::ranges::find(workbook_.sheets, sheet, &SheetEntry::name);
  if (found == workbook_.sheets.end()) throw Unreadable({Wrong::no_such_sheet, {{"sheet", std::string(sheet)}}});
  selected_ = &*found;
  begin_sheet();
}

void XlsxReader::begin_sheet() {
  if (selected_->outside) throw Unreadable({Wrong::external_data, {}, selected_->name});
  events_.emplace(workbook_, strings_, limits_);
  xml_.emplace(package_.open(selected_->part), *events_);
  events_->attach(*xml_);
}

bool XlsxReader::next(RowView& row) {
  try {
    // Not before the first row is wanted: a list of the sheets needs no texts.
    if (!strings_ && package_.has(workbook_.shared_strings)) strings_.emplace(package_.open(workbook_.shared_strings), limits_);
    if (!xml_->run()) return false;
    row = events_->row();
    return true;
  } catch (Unreadable& unreadable) {
    Fault& fault = unreadable.fault;
    fault.sheet = selected_->name;
    fault.row = events_->row().number;
    fault.column = events_->column();
    throw;
  }
}

}  // namespace unionhall::sheets
