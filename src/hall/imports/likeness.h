#pragma once
// Finds rows of one file that share a key, however long the file is: (key, row) pairs are sorted in runs, spilled to a
// nameless file, and merged. Private to this room.
#include <cstdint>
#include <cstdio>
#include <functional>
#include <memory>
#include <vector>

namespace unionhall::imports {

class SharedKeys {
 public:
  SharedKeys();

  /// Remembers one row's key; 0 is no key.
  void add(std::uint64_t key, std::uint32_t row);
  /// Gives each group of two or more rows with one key, rows in order. Ends the collecting.
  void each_group(const std::function<void(const std::vector<std::uint32_t>& rows)>& on_group);

 private:
  struct Entry {
    std::uint64_t key;
    std::uint32_t row;
    auto operator<=>(const Entry&) const = default;
  };
  void spill();

  struct Close {
    void operator()(std::FILE* file) const { std::fclose(file); }
  };
  std::unique_ptr<std::FILE, Close> file_;
  std::vector<Entry> run_;
  std::vector<std::size_t> run_sizes_;
};

}  // namespace unionhall::imports
