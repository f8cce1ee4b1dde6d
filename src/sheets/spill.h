#pragma once
#include <filesystem>
#include <string>
#include <string_view>

namespace unionhall::sheets {

/// Bytes that are appended and later looked at, in memory up to a limit and beyond it in a file without a name, which
/// the system removes whatever happens to us.
class Spill {
 public:
  Spill(std::size_t memory_bytes, std::filesystem::path scratch);
  ~Spill();
  Spill(const Spill&) = delete;
  Spill& operator=(const Spill&) = delete;

  void append(std::string_view bytes);
  std::uint64_t size() const { return written_ + memory_.size(); }
  /// All of it, after the last append.
  std::string_view seal();

 private:
  void write_out();

  std::size_t memory_bytes_;
  std::filesystem::path scratch_;
  std::string memory_;
  int file_ = -1;
  std::uint64_t written_ = 0;
  void* mapped_ = nullptr;
};

}  // namespace unionhall::sheets
