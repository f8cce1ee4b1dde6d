#include "sheets/header.h"

#include <unicode/normalizer2.h>

#include <algorithm>
#include <array>
#include <set>
#include <stdexcept>

#include "sheets/cell_text.h"

namespace unionhall::sheets {
namespace {

struct Row {
  std::uint64_t number;
  std::vector<std::string> texts;

  std::string_view text(std::size_t column) const { return column < texts.size() ? texts[column] : std::string_view{}; }
};

/// A name, less what people add to it. NFKC makes full-width letters, brackets and spaces narrow.
std::string folded(std::string_view text) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* const nfkc = icu::Normalizer2::getNFKCCasefoldInstance(status);
  if (U_FAILURE(status)) throw std::runtime_error("ICU has no NFKC_Casefold");
  const icu::UnicodeString wide = nfkc->normalize(icu::UnicodeString::fromUTF8({text.data(), static_cast<int32_t>(text.size())}), status);
  icu::UnicodeString kept;
  for (int32_t at = 0; at < wide.length(); ++at) {
    static const icu::UnicodeString ignored = icu::UnicodeString::fromUTF8(" \t\r\n*:※★●■【】〔〕[]\"'“”");
    const char16_t unit = wide[at];
    if (ignored.indexOf(unit) < 0) kept.append(unit);
  }
  std::string out;
  return kept.toUTF8String(out);
}

/// Less what stands in (folded) brackets.
std::string without_remarks(const std::string& name) {
  std::string out;
  int depth = 0;
  for (const char c : name) {
    if (c == '(') ++depth;
    if (depth == 0) out += c;
    if (c == ')' && depth > 0) --depth;
  }
  return out;
}

/// The forms of a header's text under which it may be known, the most exact first: all of it, without remarks in
/// brackets, and its first line, for 是否农民工会员\n填写"是"或"否".
std::vector<std::string> forms(std::string_view text) {
  const std::string whole = folded(text);
  const std::string first_line = folded(text.substr(0, text.find_first_of("\r\n")));
  return {whole, without_remarks(whole), without_remarks(first_line)};
}

using Names = std::map<std::string, std::size_t>;  // folded name → which wanted column

Names names_of(const std::vector<Column>& wanted) {
  Names names;
  for (std::size_t i = 0; i < wanted.size(); ++i) {
    for (const std::string& name : wanted[i].names) names.emplace(folded(name), i);
  }
  return names;
}

struct NamedCell {
  HeaderCell cell;
  std::vector<std::string> forms;
};

std::vector<NamedCell> one_row(const Row& row) {
  std::vector<NamedCell> cells;
  for (std::size_t column = 0; column < row.texts.size(); ++column) {
    if (!row.texts[column].empty()) cells.push_back({{column, row.texts[column]}, forms(row.texts[column])});
  }
  return cells;
}

/// In a header of two rows a name stands below, or above where the cells are merged; what groups several columns
/// stands above the first of them, and 名称 below 工会 may be known as 工会名称.
std::vector<NamedCell> two_rows(const Row& upper, const Row& lower) {
  std::vector<NamedCell> cells;
  std::string_view group;
  for (std::size_t column = 0; column < std::max(upper.texts.size(), lower.texts.size()); ++column) {
    const std::string_view above = upper.text(column), below = lower.text(column);
    if (!above.empty()) group = above;
    const std::string_view text = below.empty() ? above : below;
    if (text.empty()) continue;
    std::vector<std::string> all = forms(text);
    if (!below.empty() && !group.empty()) all.insert(all.begin(), without_remarks(folded(group)) + all[1]);
    cells.push_back({{column, std::string(text)}, std::move(all)});
  }
  return cells;
}

struct Candidate {
  std::size_t last_row = 0;  // in the rows looked at
  std::size_t rows = 1;
  std::vector<NamedCell> cells;
  std::map<std::size_t, std::size_t> columns;  // which wanted column → column of the sheet
  std::size_t inexactness = 0;

  bool better_than(const Candidate& other) const {
    if (columns.size() != other.columns.size()) return columns.size() > other.columns.size();
    return inexactness < other.inexactness;
  }
};

/// Gives each wanted column to the cell that names it most exactly, from left to right.
void match(Candidate& candidate, const Names& names) {
  std::set<std::size_t> taken;
  std::size_t ranks = 0;
  for (const NamedCell& cell : candidate.cells) ranks = std::max(ranks, cell.forms.size());
  for (std::size_t rank = 0; rank < ranks; ++rank) {
    for (const auto& [cell, forms] : candidate.cells) {
      if (rank >= forms.size() || taken.contains(cell.column)) continue;
      const auto name = names.find(forms[rank]);
      if (name == names.end() || !candidate.columns.emplace(name->second, cell.column).second) continue;
      taken.insert(cell.column);
      candidate.inexactness += rank;
    }
  }
}

/// The best header among the rows; of equal ones the first, and one row rather than two. With a chosen row, one that
/// ends there.
Candidate best_candidate(const std::vector<Row>& rows, const Names& names, const std::optional<std::uint64_t>& chosen_row) {
  Candidate best;
  const auto consider = [&](Candidate candidate) {
    match(candidate, names);
    if (best.cells.empty() || candidate.better_than(best)) best = std::move(candidate);
  };
  for (std::size_t i = 0; i < rows.size(); ++i) {
    if (chosen_row && rows[i].number != *chosen_row) continue;
    consider({.last_row = i, .rows = 1, .cells = one_row(rows[i])});
    if (i > 0 && rows[i].number == rows[i - 1].number + 1) {
      consider({.last_row = i, .rows = 2, .cells = two_rows(rows[i - 1], rows[i])});
    }
  }
  return best;
}

/// What people chose wins: over what was found for the key, and over what was found for the column.
void choose(Header& header, const std::map<std::string, std::optional<std::size_t>>& chosen) {
  std::set<std::size_t> taken;
  for (const auto& [key, column] : chosen) {
    header.columns.erase(key);
    if (column) taken.insert(*column);
  }
  std::erase_if(header.columns, [&](const auto& found) { return taken.contains(found.second); });
  for (const auto& [key, column] : chosen) {
    if (column) header.columns[key] = *column;
  }
}

/// Less the spaces around it, and the line that a form prints to write on.
std::string_view trimmed(std::string_view text) {
  static constexpr std::array<std::string_view, 7> spaces = {" ", "\t", "\r", "\n", "　", "\xC2\xA0", "_"};
  for (bool again = true; again;) {
    again = false;
    for (const std::string_view space : spaces) {
      if (text.starts_with(space)) text.remove_prefix(space.size()), again = true;
      if (text.ends_with(space)) text.remove_suffix(space.size()), again = true;
    }
  }
  return text;
}

/// One cell of a head block may hold several entries, set apart by a wide gap or a new line.
std::vector<std::string_view> entries(std::string_view text) {
  static constexpr std::array<std::string_view, 4> gaps = {"  ", "　　", "\n", "\t"};
  std::vector<std::string_view> found;
  while (!text.empty()) {
    std::size_t end = text.size(), gap_size = 0;
    for (const std::string_view gap : gaps) {
      if (const auto at = text.find(gap); at < end) end = at, gap_size = gap.size();
    }
    if (const auto entry = trimmed(text.substr(0, end)); !entry.empty()) found.push_back(entry);
    text.remove_prefix(end + gap_size);
  }
  return found;
}

/// Where the label of an entry ends and its value begins: after a colon, or after (盖章) or (签字) without one.
std::optional<std::pair<std::string_view, std::string_view>> label_and_value(std::string_view entry) {
  static constexpr std::array<std::string_view, 8> ends = {"：", ":", "（盖章）", "(盖章)", "（签字）", "(签字)", "（公章）", "(公章)"};
  constexpr std::size_t label_bytes_max = 60;  // a colon further on stands in a sentence
  for (const std::string_view end : ends) {
    const auto at = entry.find(end);
    if (at != std::string_view::npos && at > 0 && at <= label_bytes_max) {
      return std::pair{entry.substr(0, at), trimmed(entry.substr(at + end.size()))};
    }
  }
  return std::nullopt;
}

void read_head(const Row& row, Header& header) {
  HeadValue* waiting = nullptr;  // a label whose value may stand in the next cell
  for (const std::string& text : row.texts) {
    for (const std::string_view entry : entries(text)) {
      if (const auto parts = label_and_value(entry)) {
        header.head.push_back({without_remarks(folded(parts->first)), std::string(parts->second)});
        waiting = parts->second.empty() ? &header.head.back() : nullptr;
      } else if (waiting != nullptr) {
        waiting->value = entry;
        waiting = nullptr;
      } else {
        header.titles.emplace_back(entry);
      }
    }
  }
}

void go_to_top(Reader& reader) { reader.select(std::string(reader.selected())); }

std::vector<Row> first_rows(Reader& reader, const std::optional<std::uint64_t>& chosen_row) {
  constexpr std::size_t rows_looked_at = 30;
  constexpr std::size_t rows_kept_max = 1'000;
  std::vector<Row> rows;
  RowView view;
  go_to_top(reader);
  while (rows.size() < (chosen_row ? rows_kept_max : rows_looked_at) && reader.next(view)) {
    rows.push_back({view.number, {}});
    for (const Cell& cell : view.cells) rows.back().texts.emplace_back(cell.text);
    if (chosen_row && view.number >= *chosen_row) break;
  }
  return rows;
}

}  // namespace

std::optional<std::size_t> Header::column(const std::string& key) const {
  const auto found = columns.find(key);
  return found == columns.end() ? std::nullopt : std::optional(found->second);
}

std::string Header::head_value(const std::string& label) const {
  const auto found = std::ranges::find(head, label, &HeadValue::label);
  return found == head.end() ? std::string{} : found->value;
}

std::optional<Header> find_header(Reader& reader, const std::vector<Column>& wanted, const Chosen& chosen) {
  const std::vector<Row> rows = first_rows(reader, chosen.row);
  go_to_top(reader);
  const Candidate best = best_candidate(rows, names_of(wanted), chosen.row);
  const std::size_t enough = std::min<std::size_t>(2, wanted.size());
  if (best.cells.empty() || (!chosen.row && best.columns.size() < enough)) return std::nullopt;

  Header header{.row = rows[best.last_row].number, .rows = best.rows};
  for (const auto& [index, column] : best.columns) header.columns[wanted[index].key] = column;
  choose(header, chosen.columns);
  for (const Column& column : wanted) {
    if (column.required && !header.columns.contains(column.key)) header.missing.push_back(column.key);
  }
  for (const NamedCell& named : best.cells) {
    header.cells.push_back(named.cell);
    const bool used = std::ranges::any_of(header.columns, [&](const auto& entry) { return entry.second == named.cell.column; });
    if (!used) header.unmatched.push_back(named.cell);
  }
  const std::size_t first_header_row = best.last_row + 1 - best.rows;
  for (std::size_t i = 0; i < first_header_row; ++i) read_head(rows[i], header);

  RowView view;
  for (std::size_t i = 0; i <= best.last_row; ++i) reader.next(view);
  return header;
}

bool is_remark(const RowView& row) {
  static constexpr std::array<std::string_view, 8> begins = {"填表说明", "填报说明", "填写说明", "说明：",
                                                             "说明:",    "备注：",   "注：",     "注:"};
  std::string_view only;
  for (const Cell& cell : row.cells) {
    if (cell.kind == Kind::blank) continue;
    if (!only.empty()) return false;
    only = trimmed(cell.text);
  }
  return std::ranges::any_of(begins, [&](std::string_view begin) { return only.starts_with(begin); });
}

}  // namespace unionhall::sheets
