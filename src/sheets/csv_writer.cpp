#include "sheets/csv_writer.h"

#include <array>

#include "sheets/cell_text.h"

namespace unionhall::sheets {
namespace {

void add_cell(std::string& line, std::string_view text) {
  const bool dangerous = is_dangerous(text);
  if (!dangerous && text.find_first_of(",;\"\r\n\t") == std::string_view::npos) {
    line += text;
    return;
  }
  line += dangerous ? "\"'" : "\"";
  for (const char c : text) {
    if (c == '"') line += '"';
    line += c;
  }
  line += '"';
}

}  // namespace

void add_csv_row(std::string& text, std::span<const std::string_view> cells) {
  for (std::size_t i = 0; i < cells.size(); ++i) {
    if (i > 0) text += ',';
    add_cell(text, cells[i]);
  }
  text += "\r\n";
}

CsvWriter::CsvWriter(std::filesystem::path path, const Layout& layout) : file_(std::move(path)) {
  out_.exceptions(std::ios::badbit | std::ios::failbit);
  out_.open(file_.path(), std::ios::binary | std::ios::trunc);
  out_ << utf8_mark;
  for (const std::string& title : layout.titles) add_row(std::array<std::string_view, 1>{title});
  std::vector<std::string_view> names;
  for (const OutColumn& column : layout.columns) names.push_back(column.name);
  add_row(names);
}

void CsvWriter::add_row(std::span<const std::string_view> cells) {
  line_.clear();
  add_csv_row(line_, cells);
  out_ << line_;
}

void CsvWriter::finish() {
  out_.close();
  file_.finish();
}

}  // namespace unionhall::sheets
