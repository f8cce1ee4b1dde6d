#pragma once
// A workbook's texts, each kept once and named by its number (xl/sharedStrings.xml).
#include <string>
#include <string_view>

#include "sheets/spill.h"
#include "sheets/xml_reader.h"

namespace unionhall::sheets {

class SharedStrings {
 public:
  SharedStrings(Part part, const Limits& limits);

  std::uint64_t size() const { return ends_.size() / sizeof(std::uint64_t); }
  /// @param number  below size()
  std::string_view operator[](std::uint64_t number) const;

 private:
  Spill text_store_, end_store_;
  std::string_view texts_;
  std::string_view ends_;  // where each text ends, eight bytes each
};

/// The text of an <si> or <is> element while its runs go by: rich text is joined, reading aids (<rPh>) are left out.
class RichText {
 public:
  explicit RichText(const Limits& limits) : limits_(limits) {}

  void clear();
  void begin(std::string_view element);
  void end(std::string_view element);
  void append(std::string_view text);
  /// Valid until the next clear().
  std::string_view finish();

 private:
  const Limits& limits_;
  std::string text_, decoded_;
  bool in_text_ = false;
  int phonetic_ = 0;
};

}  // namespace unionhall::sheets
