#pragma once
#include <vector>

#include "sheets/text_stream.h"

namespace unionhall::sheets {

/// Comma, semicolon or tab separated values, as spreadsheets write them and people patch them.
class CsvReader final : public Reader {
 public:
  CsvReader(const std::filesystem::path& path, const Limits& limits);

  std::vector<std::string> sheets() const override { return {std::string{}}; }
  void select(std::string_view sheet) override;
  std::string_view selected() const override { return {}; }
  bool next(RowView& row) override;
  Progress progress() const override { return stream_.progress(); }

 private:
  /// A field as it stands in the file, relative to the begin of its line.
  struct Field {
    std::uint32_t begin = 0, end = 0;
    bool quoted = false;
  };
  enum class State { field_start, plain, quoted, after_quote };

  void start();
  bool scan_line();
  bool more();
  void end_field(std::size_t at);
  bool fill_cells();
  std::string_view raw(const Field& field) const;
  std::string_view text_of(const Field& field);
  void check_line_length(std::size_t at, State state) const;
  [[noreturn]] void fail(Fault fault) const;

  TextStream stream_;
  const Limits limits_;
  char separator_ = ',';

  std::string text_;           // decoded; the line being read begins at line_
  std::size_t line_ = 0;       // where in text_
  std::size_t next_line_ = 0;  // where in text_
  bool skip_line_feed_ = false;
  std::uint64_t row_ = 0;

  Field field_;
  std::vector<Field> fields_;
  std::vector<Cell> cells_;
};

}  // namespace unionhall::sheets
