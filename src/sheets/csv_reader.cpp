#include "sheets/csv_reader.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "sheets/cell_text.h"

namespace unionhall::sheets {
namespace {

/// The separator is the character that most often stands between the fields of the first lines. Chinese addresses
/// have their commas full-width, so the others rarely come near.
char likely_separator(std::string_view text) {
  constexpr std::array candidates = {',', '\t', ';'};
  constexpr int lines_looked_at = 50;
  std::array<int, candidates.size()> found{};
  bool quoted = false;
  int lines = 0;
  for (const char c : text) {
    if (c == '"') quoted = !quoted;
    if (quoted) continue;
    if (c == '\n' && ++lines == lines_looked_at) break;
    for (std::size_t i = 0; i < candidates.size(); ++i) found[i] += c == candidates[i];
  }
  return candidates[static_cast<std::size_t>(std::ranges::max_element(found) - found.begin())];
}

/// Takes a field out of its quotation marks, in place. What follows the closing one is kept as it stands.
std::string_view unquote(char* const text, std::size_t size) {
  std::size_t out = 0;
  bool quoted = true;
  for (std::size_t at = 1; at < size; ++at) {
    if (quoted && text[at] == '"') {
      quoted = at + 1 < size && text[at + 1] == '"';
      if (!quoted) continue;
      ++at;
    }
    text[out++] = text[at];
  }
  return {text, out};
}

}  // namespace

CsvReader::CsvReader(const std::filesystem::path& path, const Limits& limits) : stream_(path), limits_(limits) { start(); }

void CsvReader::select(std::string_view sheet) {
  if (!sheet.empty()) throw Unreadable({Wrong::no_such_sheet, {{"sheet", std::string(sheet)}}});
  stream_.rewind();
  start();
}

void CsvReader::start() {
  text_.clear();
  line_ = next_line_ = 0;
  skip_line_feed_ = false;
  fields_.clear();
  row_ = 1;  // where a fault would be
  more();
  row_ = 0;
  separator_ = likely_separator(text_);
  // Excel obeys a first line "sep=;" and does not show it.
  constexpr std::string_view prefix = "sep=";
  if (text_.starts_with(prefix) && text_.size() > prefix.size() + 1 && std::strchr("\r\n", text_[prefix.size() + 1]) != nullptr) {
    separator_ = text_[prefix.size()];
    skip_line_feed_ = text_[prefix.size() + 1] == '\r';
    next_line_ = prefix.size() + 2;
  }
}

bool CsvReader::next(RowView& row) {
  while (scan_line()) {
    if (!fill_cells()) continue;
    row = {row_, cells_};
    return true;
  }
  return false;
}

/// Finds the fields of the next line. All positions are relative to its begin, so that the text may move when more
/// of it is read in the middle of a line.
bool CsvReader::scan_line() {
  line_ = next_line_;
  fields_.clear();
  field_ = {};
  ++row_;  // before any reading: a fault belongs to the line that begins here
  if (skip_line_feed_ && (line_ < text_.size() || more()) && text_[line_] == '\n') ++line_;
  skip_line_feed_ = false;
  if (line_ == text_.size() && !more()) return false;

  State state = State::field_start;
  for (std::size_t at = 0;;) {
    const char* const base = text_.data() + line_;
    const std::size_t size = text_.size() - line_;
    if (state == State::quoted) {
      const void* const quote = std::memchr(base + at, '"', size - at);
      at = quote == nullptr ? size : static_cast<std::size_t>(static_cast<const char*>(quote) - base);
    } else if (state == State::plain) {
      while (at < size && base[at] != separator_ && base[at] != '\n' && base[at] != '\r') ++at;
    }
    if (at == size) {
      check_line_length(at, state);
      if (more()) continue;
      if (state == State::quoted) fail({Wrong::damaged_csv});
      end_field(at);
      next_line_ = text_.size();
      return true;
    }

    const char c = base[at];
    if (state == State::quoted) {
      state = State::after_quote;
    } else if (c == '"' && (state == State::field_start || state == State::after_quote)) {
      field_.quoted = true;
      state = State::quoted;
    } else if (c == separator_) {
      end_field(at);
      field_ = {.begin = static_cast<std::uint32_t>(at + 1)};
      state = State::field_start;
    } else if (c == '\n' || c == '\r') {
      check_line_length(at, state);
      end_field(at);
      skip_line_feed_ = c == '\r';
      next_line_ = line_ + at + 1;
      return true;
    } else {
      state = State::plain;
    }
    ++at;
  }
}

/// Reads on, keeping the line that has begun. False at the end of the text.
bool CsvReader::more() {
  text_.erase(0, line_);
  line_ = next_line_ = 0;
  if (stream_.read(text_)) return true;
  if (stream_.fault()) fail(*stream_.fault());
  return false;
}

void CsvReader::end_field(std::size_t at) {
  field_.end = static_cast<std::uint32_t>(at);
  if (fields_.size() < limits_.columns) {
    fields_.push_back(field_);
  } else if (!is_blank(raw(field_))) {
    fail({Wrong::too_many_columns, {{"limit", std::to_string(limits_.columns)}}});
  }
}

/// False when the whole row is blank.
bool CsvReader::fill_cells() {
  cells_.clear();
  std::size_t used = 0;
  for (const Field& field : fields_) {
    const std::string_view text = text_of(field);
    if (fitting(text, limits_.cell_chars).size() < text.size()) {
      throw Unreadable({Wrong::cell_too_long, {{"limit", std::to_string(limits_.cell_chars)}}, {}, row_, cells_.size() + 1});
    }
    cells_.push_back(is_blank(text) ? Cell{} : Cell{text, Kind::text});
    if (cells_.back().kind != Kind::blank) used = cells_.size();
  }
  cells_.resize(used);
  return used > 0;
}

std::string_view CsvReader::raw(const Field& field) const {
  return std::string_view(text_).substr(line_ + field.begin, field.end - field.begin);
}

std::string_view CsvReader::text_of(const Field& field) {
  std::string_view text = raw(field);
  if (field.quoted) text = unquote(text_.data() + line_ + field.begin, text.size());
  // Excel's way to keep an ID number's digits in a csv: ="610402199001011234".
  if (text.size() > 3 && text.starts_with("=\"") && text.ends_with('"')) text = text.substr(2, text.size() - 3);
  return without_apostrophe(text);
}

/// A quotation mark that is opened here and closed nowhere swallows the rest of the file: that, not the length, is
/// what to tell about an endless field in quotation marks.
void CsvReader::check_line_length(std::size_t at, State state) const {
  if (at <= limits_.line_bytes) return;
  if (state == State::quoted) fail({Wrong::damaged_csv});
  fail({Wrong::line_too_long, {{"limit", std::to_string(limits_.line_bytes)}}});
}

void CsvReader::fail(Fault fault) const {
  fault.row = row_;
  fault.column = fields_.size() + 1;
  throw Unreadable(std::move(fault));
}

}  // namespace unionhall::sheets
