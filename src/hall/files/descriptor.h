#pragma once
// A file of the system with an owner. Private to this room.
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>

namespace unionhall::files {

class Descriptor {
 public:
  static Descriptor read(const std::filesystem::path& path);
  /// A new file, mode 0600; there must be none of this name.
  static Descriptor make(const std::filesystem::path& path);
  /// A file without a name, which the system removes whatever happens to us.
  static Descriptor nameless(const std::filesystem::path& folder);

  ~Descriptor();
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&&) = delete;

  /// Up to `bytes`; fewer only at the end.
  std::string take(std::size_t bytes) const;
  void append(std::string_view bytes) const;
  /// What was written is on disk.
  void settle() const;

  int release() { return std::exchange(number_, -1); }

 private:
  explicit Descriptor(int number) : number_(number) {}
  int number_;
};

/// The names in a folder are on disk.
void settle_folder(const std::filesystem::path& folder);

}  // namespace unionhall::files
