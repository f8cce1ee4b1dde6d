#pragma once
// Finds the header row of a table that people filled in, and which column is which. The official forms have title
// rows and a head block (填表单位, 填报日期) above the header; the register of organisations has a header of two rows.
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "sheets/sheets.h"

namespace unionhall::sheets {

/// A column that the reader of the table can use. Names are compared without spaces, line breaks, case, width, marks
/// such as * and, if need be, remarks in brackets: 证件号码 finds "＊证件号码\n(填写18位身份证)".
struct Column {
  std::string key;
  std::vector<std::string> names;
  bool required = false;
};

struct HeaderCell {
  std::size_t column;  // from 0
  std::string text;
};

/// What stands above the header as "label：value" or in two neighbouring cells.
struct HeadValue {
  std::string label;  // without brackets and colon: 填表单位
  std::string value;  // may be empty
};

struct Header {
  std::uint64_t row = 0;                       // the last row of the header, as the sheet counts; data begins below
  std::uint64_t rows = 1;                      // 1 or 2
  std::map<std::string, std::size_t> columns;  // key → column from 0
  std::vector<std::string> missing;            // required keys without a column
  std::vector<HeaderCell> cells;               // all cells of the header
  std::vector<HeaderCell> unmatched;           // those that no key took
  std::vector<HeadValue> head;
  std::vector<std::string> titles;  // the other texts above the header

  /// The column of a key, none when the table lacks it.
  std::optional<std::size_t> column(const std::string& key) const;
  /// The value of a label of the head block, empty when it is not there.
  std::string head_value(const std::string& label) const;
};

/// What a person chose instead of what was found. A key without a column is not to be read.
struct Chosen {
  std::optional<std::uint64_t> row;  // the last of the header
  std::map<std::string, std::optional<std::size_t>> columns;
};

/// Looks through the first 30 rows of the selected sheet and leaves the reader just below the header. None when no row
/// names at least two of the columns (one, if only one is wanted) and none was chosen; the reader is then at the top.
std::optional<Header> find_header(Reader& reader, const std::vector<Column>& wanted, const Chosen& chosen = {});

/// Whether a row below the header is a remark of the form (填表说明：…) rather than data. The official forms keep one
/// in the middle: people go on filling in rows below it.
bool is_remark(const RowView& row);

}  // namespace unionhall::sheets
