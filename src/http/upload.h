#pragma once
#include <filesystem>
#include <string_view>

namespace unionhall::http {

/// A body on its way to disk. The file has no name in any folder: whatever happens to us, nothing of it is left.
class Upload {
 public:
  /// Throws std::system_error when `folder` cannot take a file.
  explicit Upload(const std::filesystem::path& folder);
  ~Upload();
  Upload(const Upload&) = delete;
  Upload& operator=(const Upload&) = delete;

  /// Throws std::system_error when the disk is full.
  void append(std::string_view bytes);
  /// Opens the file while this object lives.
  std::filesystem::path path() const;

 private:
  int descriptor_;
};

}  // namespace unionhall::http
