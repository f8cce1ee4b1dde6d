#pragma once
// Tables (表格) in and out of files: xlsx as Excel, WPS and LibreOffice write it, and csv in the encodings that
// Chinese offices really use. Both are streamed, so memory does not grow with the file; whatever a file holds,
// reading it ends in rows or in one Unreadable that says what is wrong and where.
//
//   open(path) ──► Reader ──select(sheet)──► next(row), next(row), … ──► false at the end
//                     └─────────────────────────► Unreadable, at any step
#include <boost/describe.hpp>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"
#include "base/clock.h"

namespace unionhall::sheets {

/// What is wrong with a file. The words are stable; texts for people stand under them.
enum class Wrong {
  // The file is no table that we read
  empty_file,
  not_a_table,         // params kind: pdf, picture, archive, html, rtf, …
  old_excel,           // .xls of Excel 97–2003: save it as .xlsx
  binary_workbook,     // .xlsb: save it as .xlsx
  open_document,       // .ods: save it as .xlsx
  encrypted_workbook,  // asks for a password
  // The file is broken, or made to break us
  damaged_zip,      // cut off in transfer, or bytes changed
  damaged_xml,      // params part: the part of the workbook
  damaged_csv,      // a quotation mark is opened at row, column and never closed
  missing_part,     // params part
  doctype_refused,  // params part; a workbook needs none, entity bombs do
  unpacks_too_much,
  external_data,    // the sheet lies in another file
  rows_disordered,  // row is not above the one before
  // The file is a table beyond our limits
  too_many_parts,
  too_many_columns,  // params limit
  cell_too_long,     // params limit
  line_too_long,     // params limit
  // The characters
  bad_encoding,  // params encoding, byte: the offset in the file
  nul_character,
  // The sheets
  no_sheet,       // none, or none that is visible
  no_such_sheet,  // params sheet
};
BOOST_DESCRIBE_ENUM(Wrong, empty_file, not_a_table, old_excel, binary_workbook, open_document, encrypted_workbook, damaged_zip, damaged_xml,
                    damaged_csv, missing_part, doctype_refused, unpacks_too_much, external_data, rows_disordered, too_many_parts,
                    too_many_columns, cell_too_long, line_too_long, bad_encoding, nul_character, no_sheet, no_such_sheet)

/// The stable word of a Wrong: its own name.
std::string_view word(Wrong wrong);

struct Fault {
  Wrong wrong;
  TextParams params = {};
  std::string sheet = {};    // empty in a csv, or where no sheet is concerned
  std::uint64_t row = 0;     // as people count, from 1; 0 where no row is concerned
  std::uint64_t column = 0;  // from 1; 0 where no column is concerned
};

/// Ends the reading of a file. Anything else that is thrown is a broken machine (disk, memory), not a bad file.
class Unreadable : public std::runtime_error {
 public:
  explicit Unreadable(Fault why);
  Fault fault;
};

/// What one file may cost us.
struct Limits {
  std::size_t columns = 256;                    // with something in them; Excel's own limit is 16,384
  std::size_t cell_chars = 32'767;              // Excel's own limit, UTF-16 units
  std::size_t line_bytes = 1024 * 1024;         // one csv row
  std::uint64_t unpacked_bytes = 4ull << 30;    // any one part of an xlsx
  std::uint64_t unpacked_ratio = 250;           // unpacked to packed, once past 64 MiB
  std::size_t strings_in_memory = 64ull << 20;  // bytes of shared strings; the rest goes to a nameless file in `scratch`
  std::filesystem::path scratch = {};           // empty: the system's folder for temporary files
};

enum class Kind : std::uint8_t {
  blank,
  text,
  number,   // shortest exact text; 10^15 and above as 6.1040219900101E+17, since the spreadsheet lost digits there
  date,     // "2026-07-15", "2026-07-15 08:30:00" or "08:30:00"; the 1904 system is converted
  boolean,  // "TRUE" or "FALSE"
  error,    // "#N/A"
};

struct Cell {
  std::string_view text;  // valid UTF-8 without U+0000, not trimmed
  Kind kind = Kind::blank;
  bool formula = false;  // the text is what the spreadsheet last computed, blank when it never did
};

/// One row that has something in it. The views live until the next call to the reader.
struct RowView {
  std::uint64_t number = 0;     // the sheet's own, from 1: blank rows are skipped but counted
  std::span<const Cell> cells;  // [0] is column A; blank ones in between, none at the end

  /// The text of a column, empty beyond the last.
  std::string_view text(std::size_t column) const { return column < cells.size() ? cells[column].text : std::string_view{}; }
};

struct Progress {
  std::uint64_t done = 0, total = 0;  // bytes of the selected sheet
};

class Reader {
 public:
  virtual ~Reader() = default;

  /// The visible sheets in the workbook's order; a csv has one, without a name.
  virtual std::vector<std::string> sheets() const = 0;
  /// Starts at the top of a sheet, hidden ones too; the first visible one is selected after open().
  virtual void select(std::string_view sheet) = 0;
  /// The name of the selected sheet.
  virtual std::string_view selected() const = 0;
  /// False after the last row.
  virtual bool next(RowView& row) = 0;
  virtual Progress progress() const = 0;
};

/// Opens a table, by what is in it and not by its name.
std::unique_ptr<Reader> open(const std::filesystem::path& path, const Limits& limits = {});

/// The day of a spreadsheet's date number (1900 system): 45,000 is 2023-03-15. None below 1, above 9999-12-31, and for
/// 60, the 29 February 1900 that never was.
std::optional<Date> date_of_serial(double serial);

/// "A", "Z", "AA": how people call a column, from 0.
std::string column_letters(std::size_t column);

// ── Writing ────────────────────────────────────────────────────────────────────────────────────────────────────

enum class Format { csv, xlsx };

struct OutColumn {
  std::string name;
  double width = 14;                      // characters; xlsx only
  std::vector<std::string> choices = {};  // xlsx only: offered in the cells below, if Excel takes so many
};

struct Layout {
  std::string sheet;                     // xlsx only
  std::vector<OutColumn> columns;        // the header row
  std::vector<std::string> titles = {};  // rows above it
  std::string page_mark = {};            // xlsx only: above and below each printed page, and in the workbook's properties
  std::optional<Instant> made_at = {};   // xlsx only: what the workbook says of it; without, the machine's clock
  std::filesystem::path scratch = {};    // xlsx only: for nameless temporary files, up to 20 times the workbook
};

/// Without it Excel takes UTF-8 for the system's own encoding.
constexpr std::string_view utf8_mark = "\xEF\xBB\xBF";
/// One line of a CSV file. What a spreadsheet would take for a formula stands behind an apostrophe.
void add_csv_row(std::string& text, std::span<const std::string_view> cells);

/// Writes a table row by row, all cells as text. A cell that a spreadsheet would run as a formula is written behind
/// an apostrophe, which open() takes away again. Without finish() no file is left.
class Writer {
 public:
  virtual ~Writer() = default;
  virtual void add_row(std::span<const std::string_view> cells) = 0;
  virtual void finish() = 0;
};

/// An xlsx sheet holds 1,048,576 rows: what is beyond goes on in a next sheet under the same header.
std::unique_ptr<Writer> create(const std::filesystem::path& path, Format format, const Layout& layout);

}  // namespace unionhall::sheets
