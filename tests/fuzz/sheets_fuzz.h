#pragma once
// What must hold of every file that anybody can make.
#include <sys/mman.h>
#include <unicode/utf8.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <string>
#include <string_view>

#include "sheets/header.h"

namespace unionhall::sheets::fuzz {

inline void must(bool holds) {
  if (!holds) std::abort();
}

/// Bytes as a file that lies in memory.
class MemoryFile {
 public:
  explicit MemoryFile(std::string_view bytes) : file_(::memfd_create("table", MFD_CLOEXEC)) {
    must(file_ >= 0);
    must(::write(file_, bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size()));
  }
  ~MemoryFile() { ::close(file_); }
  MemoryFile(const MemoryFile&) = delete;
  MemoryFile& operator=(const MemoryFile&) = delete;

  std::filesystem::path path() const { return "/proc/self/fd/" + std::to_string(file_); }

 private:
  int file_;
};

inline bool is_utf8_without_nul(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    UChar32 character;
    U8_NEXT(reinterpret_cast<const std::uint8_t*>(text.data()), at, text.size(), character);
    if (character <= 0) return false;
  }
  return true;
}

inline std::size_t count_rows(Reader& reader, const Limits& limits) {
  std::size_t rows = 0;
  std::uint64_t last = 0;
  for (RowView row; reader.next(row); ++rows) {
    must(row.number > last);
    last = row.number;
    must(!row.cells.empty() && row.cells.size() <= limits.columns && row.cells.back().kind != Kind::blank);
    for (const Cell& cell : row.cells) {
      must(is_utf8_without_nul(cell.text));
      must((cell.kind == Kind::blank) == cell.text.empty());
      must(cell.text.size() <= 3 * limits.cell_chars);
    }
    (void)is_remark(row);
  }
  return rows;
}

/// Reads all of it twice, the second time below whatever looks like a header.
inline void read(const MemoryFile& file) {
  // Small enough that the fuzzer finds every limit.
  const Limits limits{.columns = 8, .cell_chars = 64, .line_bytes = 512, .unpacked_bytes = 1 << 20, .strings_in_memory = 64};
  try {
    const auto reader = open(file.path(), limits);
    const std::size_t rows = count_rows(*reader, limits);
    if (const auto header = find_header(*reader, {{"name", {"姓名"}, true}, {"sex", {"性别", "b"}}, {"a", {"a"}}})) {
      for (const auto& [key, column] : header->columns) must(column < limits.columns);
      must(count_rows(*reader, limits) < rows);
    }
  } catch (const Unreadable& unreadable) {
    must(!word(unreadable.fault.wrong).empty());
  }
}

}  // namespace unionhall::sheets::fuzz
