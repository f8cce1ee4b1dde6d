// The sealing keys: made, followed by another, and told apart from those that may go.
#include <fmt/format.h>

#include "app/commands.h"
#include "app/progress.h"
#include "app/retiring.h"
#include "app/sealed_columns.h"

namespace unionhall::app {

void keys_init(const Settings& settings) {
  const auto file = settings.key_file();
  if (!file.parent_path().empty()) std::filesystem::create_directories(file.parent_path());
  crypto::Keyring::init(file);
  fmt::print("{} holds the hall's keys now. Keep a copy elsewhere: without it nobody can read a sealed value again.\n", file.string());
}

void keys_rotate(const Settings& settings) {
  const auto file = settings.key_file();
  // A file that lacks a key of this hall would get another one of the same number.
  refuse_other_keys(*open_database(settings, IfEmpty::refuse), crypto::Keyring::load(file));
  crypto::Keyring::rotate(file);
  fmt::print(
      "{} has a new newest key, number {}. Keep a copy elsewhere, and bring the file to every server; they take it in by themselves. "
      "`unionhall keys status` tells how far it is.\n",
      file.string(), crypto::Keyring::load(file).newest());
}

void keys_status(const Settings& settings) {
  const auto database = open_database(settings, IfEmpty::refuse);
  const SystemClock clock;
  database->snapshot([&](db::Session& s) {
    const auto all = keys::all(s);
    if (all.empty()) fmt::print("No process has held the keys of this hall yet.\n");
    for (const auto& key : all) {
      fmt::print("key {} {} (since {})\n", key.number, told(key.state), rfc3339(key.since));
      if (key.state != keys::State::leaving && key.state != keys::State::left) continue;
      for (const auto& use : uses_of_key(s, key.number)) fmt::print("  {} {}\n", grouped(use.count), use.what);
    }
    for (const auto& holder : keys::holders(s, clock.now())) {
      if (holder.turn < keys::last_turn(all))
        fmt::print("Waiting for the process {}: its key file may lack the newest key, or hold another one of that number.\n", holder.place);
    }
  });
}

void keys_retire(const Settings& settings, const Retiring& wanted) {
  Site site(settings);
  retire_key(site.hall(), wanted.number, wanted.forget ? Forget::unreckonable : Forget::nothing);
  fmt::print("Key {} is used nowhere. It may be taken out of the key file; a backup that was made under it still needs it.\n",
             wanted.number);
}

}  // namespace unionhall::app
