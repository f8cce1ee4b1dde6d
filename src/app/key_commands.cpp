// The sealing keys: made, followed by another, and told apart from those that may go.
#include <fmt/format.h>

#include <algorithm>

#include "app/commands.h"
#include "app/progress.h"
#include "app/sealed_columns.h"
#include "hall/keys/keys.h"
#include "hall/people/rekeying.h"
#include "services/verification/mailings.h"

namespace unionhall::app {
namespace {

constexpr std::string_view of_documents = "digests of documents";

std::string_view told(keys::State state) {
  switch (state) {
    case keys::State::known:
      return "known: it will seal as soon as every process has it";
    case keys::State::sealing:
      return "seals";
    case keys::State::leaving:
      return "leaving: what is under it is being sealed anew";
    case keys::State::left:
      return "left: nothing is written under it any more; `unionhall keys retire` looks whether it is still needed";
    case keys::State::unused:
      return "unused: it may be taken out of the key file";
  }
  std::unreachable();
}

std::string listed(const std::vector<Use>& uses) {
  std::string text;
  for (const auto& use : uses) text += fmt::format("{}{} {}", text.empty() ? "" : ", ", grouped(use.count), use.what);
  return text;
}

}  // namespace

void keys_init(const Settings& settings) {
  const auto file = settings.key_file();
  if (!file.parent_path().empty()) std::filesystem::create_directories(file.parent_path());
  crypto::Keyring::init(file);
  fmt::print("{} holds the hall's keys now. Keep a copy elsewhere: without it nobody can read a sealed value again.\n", file.string());
}

void keys_rotate(const Settings& settings) {
  const auto file = settings.key_file();
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
    const auto turn = all.empty() ? 0 : std::ranges::max(all, {}, &keys::Key::turn).turn;
    for (const auto& holder : keys::holders(s, clock.now())) {
      if (holder.turn < turn) fmt::print("Waiting for the process {}: its key file may lack the newest key.\n", holder.place);
    }
  });
}

void keys_retire(const Settings& settings, const Retiring& wanted) {
  const auto database = open_database(settings, IfEmpty::refuse);
  refuse_other_keys(*database, crypto::Keyring::load(settings.key_file()));
  const SystemClock clock;
  const auto number = wanted.number;
  const auto all = database->read([](db::Session& s) { return keys::all(s); });
  const auto key = std::ranges::find(all, number, &keys::Key::number);
  if (key == all.end()) throw NotDone(fmt::format("This hall has no key {}.", number));
  if (key->state != keys::State::left && key->state != keys::State::unused)
    throw NotDone(fmt::format("Key {} is {}.", number, told(key->state)));

  if (wanted.forget) {
    std::int64_t forgotten = 0, chunk = 0;
    do {
      chunk = database->write_in_background([&](db::Session& s) { return people::forget_documents_under(s, number); });
      forgotten += chunk;
    } while (chunk > 0);
    fmt::print("{} digests of documents were forgotten.\n", grouped(forgotten));
  }
  const auto uses = database->snapshot([&](db::Session& s) { return uses_of_key(s, number); });
  if (uses.size() == 1 && uses.front().what == of_documents) {
    throw NotDone(
        fmt::format("Key {} alone finds {} documents that no record holds any more, such as a passport that gave way to a resident ID. "
                    "`unionhall keys retire {} --forget` forgets them.",
                    number, grouped(uses.front().count), number));
  }
  if (!uses.empty()) throw NotDone(fmt::format("Key {} is still needed for {}. A server that runs sees to it.", number, listed(uses)));
  const auto links = database->read([&](db::Session& s) { return verification::mailings::open_until(s, number, clock.now()); });
  if (links) {
    throw NotDone(fmt::format("Links by which members verify their records still open under key {}, the last until {}.", number,
                              iso_date(beijing_date(*links))));
  }
  if (key->state == keys::State::left && !keys::retire(*database, number, clock.now())) {
    throw NotDone("A process has not followed yet. Try again in a minute; `unionhall keys status` names it.");
  }
  fmt::print("Key {} is used nowhere. It may be taken out of the key file; a backup that was made under it still needs it.\n", number);
}

}  // namespace unionhall::app
