#include "likeness.h"

#include <algorithm>
#include <queue>
#include <system_error>

namespace unionhall::imports {
namespace {
constexpr std::size_t run_entries = 256 * 1024;  // 4 MiB
constexpr std::size_t read_entries = 4 * 1024;
}  // namespace

SharedKeys::SharedKeys() { run_.reserve(run_entries); }

void SharedKeys::add(std::uint64_t key, std::uint32_t row) {
  if (key == 0) return;
  run_.push_back({key, row});
  if (run_.size() == run_entries) spill();
}

void SharedKeys::spill() {
  std::ranges::sort(run_);
  if (!file_) file_.reset(std::tmpfile());
  if (!file_ || std::fwrite(run_.data(), sizeof(Entry), run_.size(), file_.get()) != run_.size()) {
    throw std::system_error(errno, std::generic_category(), "the temporary file of an import");
  }
  run_sizes_.push_back(run_.size());
  run_.clear();
}

void SharedKeys::each_group(const std::function<void(const std::vector<std::uint32_t>& rows)>& on_group) {
  spill();

  /// A run that is read a piece at a time.
  struct Cursor {
    std::size_t at, left;  // entries of the file
    std::vector<Entry> piece;
    std::size_t used = 0;
  };
  std::vector<Cursor> cursors;
  std::size_t begin = 0;
  for (const auto size : run_sizes_) {
    cursors.push_back({begin, size, {}, 0});
    begin += size;
  }
  const auto fill = [&](Cursor& cursor) {
    if (cursor.used < cursor.piece.size()) return true;
    if (cursor.left == 0) return false;
    cursor.piece.resize(std::min(cursor.left, read_entries));
    cursor.used = 0;
    if (std::fseek(file_.get(), static_cast<long>(cursor.at * sizeof(Entry)), SEEK_SET) != 0 ||
        std::fread(cursor.piece.data(), sizeof(Entry), cursor.piece.size(), file_.get()) != cursor.piece.size()) {
      throw std::system_error(errno, std::generic_category(), "the temporary file of an import");
    }
    cursor.at += cursor.piece.size();
    cursor.left -= cursor.piece.size();
    return true;
  };

  const auto later = [&](std::size_t a, std::size_t b) { return cursors[a].piece[cursors[a].used] > cursors[b].piece[cursors[b].used]; };
  std::priority_queue<std::size_t, std::vector<std::size_t>, decltype(later)> next(later);
  for (std::size_t i = 0; i < cursors.size(); ++i) {
    if (fill(cursors[i])) next.push(i);
  }
  std::uint64_t key = 0;
  std::vector<std::uint32_t> group;
  while (!next.empty()) {
    const auto which = next.top();
    next.pop();
    auto& cursor = cursors[which];
    const Entry entry = cursor.piece[cursor.used++];
    if (entry.key != key) {
      if (group.size() > 1) on_group(group);
      group.clear();
      key = entry.key;
    }
    group.push_back(entry.row);
    if (fill(cursor)) next.push(which);
  }
  if (group.size() > 1) on_group(group);
}

}  // namespace unionhall::imports
