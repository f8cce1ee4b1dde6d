#pragma once
// Files (文件): what people bring and take, kept sealed. Each file has a key of its own, which stands sealed in its row;
// deleting the row destroys the key, and what may be left of the pieces is noise. They lie in the folder that the settings
// name (DIR/files on SQLite, a shared one beside PostgreSQL), else in a table.
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "hall/hall.h"

namespace unionhall::files {

using FileId = Id<struct File>;

struct File {
  FileId id;
  std::string name;  // as its owner calls it
  std::int64_t bytes = 0;
  std::string digest;  // SM3 of the content, hex
};

/// Seals the file at `from`, piece by piece, and records it: once this returns, it is durable. `from` stays where it is.
/// Not to be called inside a write.
File keep(Hall& hall, const std::filesystem::path& from, std::string_view name);

/// The content in a nameless place: a file that no directory lists and that ends with the object. Readable by its path
/// (/proc/self/fd/N) while the object lives.
class Opened {
 public:
  explicit Opened(int descriptor);
  ~Opened();
  Opened(Opened&&) noexcept;
  Opened& operator=(Opened&&) noexcept;
  const std::filesystem::path& path() const { return path_; }

 private:
  int descriptor_ = -1;
  std::filesystem::path path_;
};
/// An empty place of this kind, to write to.
Opened scratch(const Hall& hall);
/// Nothing when there is no such file. Throws std::runtime_error when its content was changed.
std::optional<Opened> open(Hall& hall, FileId id);
std::optional<File> find(db::Session& db, FileId id);

/// Destroys the key at once and the content with it.
void remove(Hall& hall, FileId id);

/// Removes pieces that are a day old and have no row: what a killed process left behind. How many files.
int sweep(Hall& hall);

/// Whoever keeps files says at start which of these (at most 500) are hers.
using Owned = std::function<std::vector<FileId>(db::Session&, const std::vector<FileId>&)>;
void owned_by(const std::string& owner, Owned owned);

/// Removes files that are nobody's a day after they were kept: their owner was killed before she wrote them down, or after she forgot
/// them. Only where every owner has said which are hers. How many files.
int remove_ownerless(Hall& hall);

/// For a backup: puts the sealed pieces of a folder into the table of `db`, or takes them out again. How many files.
std::int64_t into_table(db::Database& db, const std::filesystem::path& folder);
std::int64_t out_of_table(db::Database& db, const std::filesystem::path& folder);

}  // namespace unionhall::files
