// Between the folder and the table, for backups. The pieces stay sealed on the way.
#include <fmt/format.h>

#include <filesystem>

#include "hall/files/descriptor.h"
#include "hall/files/pieces.h"
#include "hall/files/store.h"

namespace unionhall::files {

std::int64_t into_table(db::Database& db, const std::filesystem::path& folder) {
  std::int64_t carried = 0;
  std::error_code none;
  for (const auto& entry : std::filesystem::directory_iterator(folder, none)) {
    const auto id = FileId::parse(entry.path().stem().native());
    if (!id || entry.path().extension() != sealed_suffix) continue;
    if (!db.read([&](db::Session& s) { return store::find(s, *id); })) continue;  // no key: noise
    const auto file = Descriptor::read(entry.path());
    for (std::int64_t number = 0;; ++number) {
      const auto sealed = file.take(sealed_bytes);
      if (sealed.empty()) break;
      const auto text = crypto::base64url({reinterpret_cast<const std::uint8_t*>(sealed.data()), sealed.size()});
      db.write_in_background([&](db::Session& s) { store::add_piece(s, *id, number, text); });
    }
    ++carried;
  }
  return carried;
}

std::int64_t out_of_table(db::Database& db, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  std::int64_t carried = 0;
  for (;;) {
    const auto id = db.read([](db::Session& s) { return store::first_with_pieces(s); });
    if (!id) break;
    const auto path = folder / (id->text() + std::string(sealed_suffix));
    std::filesystem::remove(path);  // what an interrupted turn has left
    {
      const auto file = Descriptor::make(path);
      for (std::int64_t number = 0;; ++number) {
        const auto text = db.read([&](db::Session& s) { return store::find_piece(s, *id, number); });
        if (!text) break;
        const auto sealed = crypto::from_base64url(*text);
        if (!sealed) throw std::runtime_error("a kept file was changed");
        file.append({reinterpret_cast<const char*>(sealed->data()), sealed->size()});
      }
      file.settle();
    }
    settle_folder(folder);
    while (db.write_in_background([&](db::Session& s) { return store::remove_pieces(s, *id); }) > 0) {
    }
    ++carried;
  }
  return carried;
}

}  // namespace unionhall::files
