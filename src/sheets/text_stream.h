#pragma once
// A text file as valid UTF-8, whatever it was written in: UTF-8 with or without a byte order mark, UTF-16 with one
// (Excel's "Unicode text"), or GB18030 (what Excel and WPS call plain csv in Chinese).
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "sheets/input_file.h"
#include "sheets/sheets.h"

struct UConverter;

namespace unionhall::sheets {

class TextStream {
 public:
  explicit TextStream(const std::filesystem::path& path);
  ~TextStream();

  /// Appends some more text. False at the end, and where the file stops being text: fault() then says why, once all
  /// that stood before has been handed out.
  bool read(std::string& out);
  const std::optional<Fault>& fault() const { return fault_; }

  void rewind();
  Progress progress() const { return {file_.offset(), file_.size()}; }

 private:
  enum class Encoding { undecided, utf8, utf16, gb18030 };

  void load();
  void skip_byte_order_mark();
  void decode(std::string& out);
  void take_ascii(std::string& out);
  void take_utf8(std::string& out);
  void convert(std::string& out);
  void use_converter(Encoding encoding, const char* icu_name);
  void drop(std::size_t bytes);
  void break_off(std::uint64_t offset);

  struct CloseConverter {
    void operator()(UConverter* converter) const;
  };

  InputFile file_;
  std::string raw_;               // bytes read and not yet decoded
  std::uint64_t raw_offset_ = 0;  // where raw_ begins in the file
  bool at_end_ = false;           // raw_ holds the last bytes
  bool started_ = false;
  Encoding encoding_ = Encoding::undecided;
  std::unique_ptr<UConverter, CloseConverter> converter_;
  std::optional<Fault> fault_;
};

}  // namespace unionhall::sheets
