#include "hall/files/files.h"

#include <unistd.h>

#include <algorithm>
#include <functional>
#include <iterator>
#include <map>

#include "hall/files/descriptor.h"
#include "hall/files/pieces.h"
#include "hall/files/store.h"

namespace unionhall::files {
namespace {

constexpr std::chrono::hours swept_after{24};  // longer than any upload takes
constexpr int looked_at_once = 500;

std::map<std::string, Owned>& owners() {
  static std::map<std::string, Owned> all;
  return all;
}

crypto::Place key_place(FileId id) { return {"files", "key_sealed", id.value}; }
bool in_table(const Hall& hall) { return hall.settings.files.empty(); }
std::filesystem::path path_of(const Hall& hall, FileId id) { return hall.settings.files / (id.text() + std::string(sealed_suffix)); }
File shown(const store::Row& row) { return {row.id, row.name, row.bytes, row.digest}; }

std::string_view text_of(std::span<const std::uint8_t> bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }

/// Where sealed pieces go, one after the other.
class Sink {
 public:
  Sink(Hall& hall, FileId id) : hall_(hall), id_(id) {
    if (!in_table(hall)) file_.emplace(Descriptor::make(path_of(hall, id)));
  }
  ~Sink() {
    if (file_ && !kept_) ::unlink(path_of(hall_, id_).c_str());
  }
  Sink(const Sink&) = delete;
  Sink& operator=(const Sink&) = delete;

  void add(std::int64_t number, const crypto::Bytes& sealed) {
    if (file_) return file_->append(text_of(sealed));
    const auto text = crypto::base64url(sealed);
    hall_.db.write_in_background([&](db::Session& db) { store::add_piece(db, id_, number, text); });
  }
  void settle() {
    if (!file_) return;
    file_->settle();
    settle_folder(hall_.settings.files);
  }
  void keep() { kept_ = true; }

 private:
  Hall& hall_;
  FileId id_;
  std::optional<Descriptor> file_;
  bool kept_ = false;
};

Descriptor nameless(const Hall& hall) {
  return Descriptor::nameless(in_table(hall) ? std::filesystem::temp_directory_path() : hall.settings.files);
}

std::optional<crypto::Bytes> sealed_piece(Hall& hall, FileId id, std::int64_t number, const std::optional<Descriptor>& file) {
  if (file) {
    const auto taken = file->take(sealed_bytes);
    return crypto::Bytes(taken.begin(), taken.end());
  }
  const auto text = hall.db.read([&](db::Session& db) { return store::find_piece(db, id, number); });
  return text ? crypto::from_base64url(*text) : std::nullopt;
}

}  // namespace

File keep(Hall& hall, const std::filesystem::path& from, std::string_view name) {
  const auto id = hall.ids.next<struct File>();
  const auto key = crypto::FileKey::draw();
  const auto source = Descriptor::read(from);
  Sink sink(hall, id);
  crypto::Sm3Stream digest;
  std::int64_t bytes = 0, number = 0;
  for (;;) {
    const auto piece = source.take(piece_bytes);
    if (piece.empty()) break;
    digest.add(piece);
    bytes += static_cast<std::int64_t>(piece.size());
    sink.add(number, key.seal(piece, number));
    ++number;
  }
  sink.settle();

  // The row comes last: without it there is no key, and what lies there is noise.
  const store::Row row{.id = id,
                       .name = std::string(name),
                       .bytes = bytes,
                       .digest = crypto::hex(digest.finish()),
                       .key_sealed = hall.keys.seal(key.text(), key_place(id))};
  hall.db.write([&](db::Session& db) { store::add(db, hall.ids.region(), row, hall.clock.now()); });
  sink.keep();
  return shown(row);
}

Opened scratch(const Hall& hall) { return Opened(nameless(hall).release()); }

std::optional<Opened> open(Hall& hall, FileId id) {
  const auto row = hall.db.read([&](db::Session& db) { return store::find(db, id); });
  if (!row) return std::nullopt;
  const auto key_text = hall.keys.open(row->key_sealed, key_place(id));
  const auto key = key_text ? crypto::FileKey::parse(*key_text) : std::nullopt;
  if (!key) throw std::runtime_error("files.key_sealed does not open");

  std::optional<Descriptor> file;
  if (!in_table(hall)) file.emplace(Descriptor::read(path_of(hall, id)));
  auto content = nameless(hall);
  std::int64_t bytes = 0;
  for (std::int64_t number = 0; bytes < row->bytes; ++number) {
    const auto sealed = sealed_piece(hall, id, number, file);
    const auto piece = sealed ? key->open(*sealed, number) : std::nullopt;
    if (!piece || piece->empty()) throw std::runtime_error("a kept file was changed");
    content.append(*piece);
    bytes += static_cast<std::int64_t>(piece->size());
  }
  return Opened(content.release());
}

std::optional<File> find(db::Session& db, FileId id) {
  const auto row = store::find(db, id);
  return row ? std::optional(shown(*row)) : std::nullopt;
}

void remove(Hall& hall, FileId id) {
  hall.db.write([&](db::Session& db) { store::remove(db, id); });
  if (!in_table(hall)) {
    ::unlink(path_of(hall, id).c_str());
    return;
  }
  while (hall.db.write_in_background([&](db::Session& db) { return store::remove_pieces(db, id); }) > 0) {
  }
}

int sweep(Hall& hall) {
  // An id holds the moment it was made: what began a day ago is not being written any more.
  const auto old = [&](FileId id) { return hall.clock.now() - db::moment_of(id.value) > swept_after; };
  std::vector<FileId> left;
  if (in_table(hall)) {
    left = hall.db.read([](db::Session& db) { return store::with_pieces_alone(db, 100); });
    std::erase_if(left, std::not_fn(old));
  } else {
    std::vector<FileId> seen;
    const auto look_up = [&] {
      std::ranges::copy(hall.db.read([&](db::Session& db) { return store::without_row(db, seen); }), std::back_inserter(left));
      seen.clear();
    };
    for (const auto& entry : std::filesystem::directory_iterator(hall.settings.files)) {
      const auto id = FileId::parse(entry.path().stem().native());
      if (id && entry.path().extension() == sealed_suffix && old(*id)) seen.push_back(*id);
      if (seen.size() == 500) look_up();
    }
    look_up();
  }
  for (const auto& id : left) remove(hall, id);
  return static_cast<int>(left.size());
}

void owned_by(const std::string& owner, Owned owned) { owners()[owner] = std::move(owned); }

int remove_ownerless(Hall& hall) {
  int removed = 0;
  FileId after;
  for (;;) {
    std::vector<FileId> looked_at, ownerless;
    hall.db.snapshot([&](db::Session& db) {
      looked_at = store::kept_before(db, after, hall.clock.now() - swept_after, looked_at_once);
      ownerless = looked_at;
      for (const auto& [owner, owned] : owners()) {
        const auto hers = owned(db, looked_at);
        std::erase_if(ownerless, [&](FileId id) { return std::ranges::find(hers, id) != hers.end(); });
      }
    });
    for (const auto& id : ownerless) remove(hall, id);
    removed += static_cast<int>(ownerless.size());
    if (looked_at.size() < static_cast<std::size_t>(looked_at_once)) return removed;
    after = looked_at.back();
  }
}

Opened::Opened(int descriptor) : descriptor_(descriptor), path_("/proc/self/fd/" + std::to_string(descriptor)) {}
Opened::~Opened() {
  if (descriptor_ >= 0) ::close(descriptor_);
}
Opened::Opened(Opened&& other) noexcept : descriptor_(std::exchange(other.descriptor_, -1)), path_(std::move(other.path_)) {}
Opened& Opened::operator=(Opened&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(path_, other.path_);
  return *this;
}

}  // namespace unionhall::files
