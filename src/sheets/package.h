#pragma once
// The parts of an xlsx: a zip archive of XML files. Whatever the archive claims, only what Limits allow is unpacked.
#include <filesystem>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "sheets/sheets.h"

struct zip;
struct zip_file;

namespace unionhall::sheets {

/// One part being unpacked.
class Part {
 public:
  /// How many bytes were unpacked into `into`; 0 at the end.
  std::size_t read(std::span<char> into);
  const std::string& name() const { return name_; }
  Progress progress() const { return {done_, size_}; }

 private:
  friend class Package;
  struct Close {
    void operator()(zip_file* file) const;
  };

  std::unique_ptr<zip_file, Close> file_;
  std::string name_;
  std::uint64_t bytes_max_ = 0;
  std::uint64_t ratio_max_ = 0;
  std::uint64_t done_ = 0;
  std::uint64_t size_ = 0;    // as the archive claims
  std::uint64_t packed_ = 0;  // as the archive claims
};

class Package {
 public:
  Package(const std::filesystem::path& path, const Limits& limits);

  bool has(const std::string& part) const;
  /// Unreadable missing_part when it is not there.
  Part open(const std::string& part, std::uint64_t bytes_max) const;
  Part open(const std::string& part) const { return open(part, limits_.unpacked_bytes); }

 private:
  struct Discard {
    void operator()(zip* archive) const;
  };
  std::unique_ptr<zip, Discard> archive_;
  Limits limits_;
  std::uint64_t file_size_ = 0;
};

}  // namespace unionhall::sheets
