#pragma once
#include <cstdint>
#include <filesystem>
#include <span>

namespace unionhall::sheets {

/// A file that is read from front to end, or looked into at a place. A disk that fails throws std::system_error.
class InputFile {
 public:
  explicit InputFile(const std::filesystem::path& path);
  ~InputFile();
  InputFile(const InputFile&) = delete;
  InputFile& operator=(const InputFile&) = delete;

  /// Fills `into` as far as the file goes; how many bytes.
  std::size_t read(std::span<char> into);
  std::size_t read_at(std::uint64_t offset, std::span<char> into) const;
  void rewind() { offset_ = 0; }

  std::uint64_t offset() const { return offset_; }
  std::uint64_t size() const { return size_; }

 private:
  int file_;
  std::uint64_t size_ = 0;
  std::uint64_t offset_ = 0;
};

}  // namespace unionhall::sheets
