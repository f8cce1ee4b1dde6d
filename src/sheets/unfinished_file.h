#pragma once
#include <filesystem>
#include <system_error>

namespace unionhall::sheets {

/// Takes a file away again unless it was finished.
class UnfinishedFile {
 public:
  explicit UnfinishedFile(std::filesystem::path path) : path_(std::move(path)) {}
  ~UnfinishedFile() {
    std::error_code ignored;  // a device that somebody named as the file stays where it is
    if (!finished_ && std::filesystem::is_regular_file(path_, ignored)) std::filesystem::remove(path_, ignored);
  }
  UnfinishedFile(const UnfinishedFile&) = delete;
  UnfinishedFile& operator=(const UnfinishedFile&) = delete;

  void finish() { finished_ = true; }
  const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
  bool finished_ = false;
};

}  // namespace unionhall::sheets
