// A backup is one file: the database of SQLite with the sealed files inside. The keys are not in it, on purpose: whoever
// finds a backup finds nothing to read.
#include <fmt/format.h>

#include "app/commands.h"
#include "hall/files/files.h"

namespace unionhall::app {
namespace {

namespace fs = std::filesystem;

constexpr auto database_name = "unionhall.db";

void refuse_postgresql(const Settings& settings, std::string_view instead) {
  if (settings.database.empty()) return;
  throw NotDone(
      fmt::format("A PostgreSQL database is kept by its own tools: use `{}`. The key file and --files are kept apart from it.", instead));
}

fs::path files_of(const Settings& settings) { return settings.files.empty() ? settings.data / "files" : settings.files; }

/// A folder beside what is made, that is gone when it is done or has failed.
class Workplace {
 public:
  explicit Workplace(const fs::path& path) : path_(path) {
    fs::remove_all(path_);
    fs::create_directories(path_);
    fs::permissions(path_, fs::perms::owner_all);
  }
  ~Workplace() {
    std::error_code none;
    fs::remove_all(path_, none);
  }
  Workplace(const Workplace&) = delete;
  Workplace& operator=(const Workplace&) = delete;
  const fs::path& path() const { return path_; }

 private:
  fs::path path_;
};

}  // namespace

void backup(const Settings& settings, const fs::path& file) {
  refuse_postgresql(settings, "pg_dump -Fc -f FILE URL");
  if (fs::exists(file)) throw NotDone(fmt::format("{} is there already. A backup overwrites nothing.", file.string()));
  const auto database = open_database(settings, IfEmpty::refuse);

  // A file that is deleted between the two is missing in the backup; its time was over anyway.
  const Workplace workplace(fs::path(file) += ".unfinished");
  database->backup_to(workplace.path() / database_name);
  std::int64_t files = 0;
  {
    const auto copy = db::Database::open({.data = workplace.path()});
    files = files::into_table(*copy, files_of(settings));
  }  // closed: everything stands in the one file
  fs::rename(workplace.path() / database_name, file);
  fmt::print("{} holds the hall and {} files, {:.1f} MB. The keys ({}) are not in it: keep them elsewhere.\n", file.string(), files,
             static_cast<double>(fs::file_size(file)) / 1e6, settings.key_file().string());
}

void restore(const Settings& settings, const fs::path& file) {
  refuse_postgresql(settings, "pg_restore -d URL FILE");
  if (!fs::exists(file)) throw NotDone(fmt::format("There is no file {}.", file.string()));
  if (fs::exists(settings.data / database_name)) {
    throw NotDone(fmt::format("{} holds a hall already. Move it away, or restore into another folder.", settings.data.string()));
  }
  const auto keys = crypto::Keyring::load(settings.key_file());  // without the keys nothing of it could be read

  const Workplace workplace(settings.data / "restoring");
  fs::copy_file(file, workplace.path() / database_name);
  fs::permissions(workplace.path() / database_name, fs::perms::owner_read | fs::perms::owner_write);
  std::int64_t files = 0;
  {
    auto inside = settings;
    inside.data = workplace.path();
    const auto copy = db::Database::open(inside.for_database());
    const auto sound = copy->read([](db::Session& s) { return s.first<std::string>("PRAGMA quick_check(1)"); });
    if (sound != "ok") throw NotDone(fmt::format("{} is damaged; nothing was restored.", file.string()));
    const auto version = db::schema_version(*copy);
    if (version == 0 || version > db::newest_migration()) {
      throw NotDone(fmt::format("{} is at migration {}; this program knows 1 to {}. Nothing was restored.", file.string(), version,
                                db::newest_migration()));
    }
    // An older schema does not say which keys it is sealed with; `check` does.
    if (version == db::newest_migration()) refuse_other_keys(*copy, keys);
    files = files::out_of_table(*copy, files_of(settings));
  }
  fs::rename(workplace.path() / database_name, settings.data / database_name);
  fmt::print("{} holds the hall of {} again, with {} files. Run `unionhall check` now.\n", settings.data.string(), file.string(), files);
}

}  // namespace unionhall::app
