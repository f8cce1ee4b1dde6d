// One process follows the others: it takes in what its key file holds, acts by what is agreed on, and says that it does.
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "crypto/rotation.h"
#include "hall/keys/keys.h"

namespace unionhall::keys {
namespace {

constexpr std::chrono::seconds lease{30};
constexpr std::chrono::seconds followed_every{1};

std::string place_of_this_process() {
  char name[256] = {};
  ::gethostname(name, sizeof name - 1);
  return fmt::format("{} {}", name, ::getpid());
}

/// Tells a file from the one that was there before.
struct Seen {
  std::int64_t inode = 0, bytes = 0, seconds = 0, nanoseconds = 0;
  friend bool operator==(const Seen&, const Seen&) = default;
};

Seen look_at(const std::filesystem::path& file) {
  struct stat status {};
  if (::stat(file.c_str(), &status) != 0) return {};
  return {.inode = static_cast<std::int64_t>(status.st_ino),
          .bytes = status.st_size,
          .seconds = status.st_mtim.tv_sec,
          .nanoseconds = status.st_mtim.tv_nsec};
}

}  // namespace

struct Keeper::Inside {
  db::Database& db;
  const Clock& clock;
  crypto::Keyring& keys;
  std::filesystem::path file;
  const std::string holder = crypto::random_token(), place = place_of_this_process();
  Seen seen = {};
  std::int64_t confirmed = 0;  // the turn
  Instant until{};
  std::int64_t told_of = 0;  // the turn that this process cannot follow
  std::condition_variable_any ending = {};
  std::jthread thread = {};

  void read_file() {
    const auto now = look_at(file);
    if (file.empty() || now == seen) return;
    try {
      take_in(keys, crypto::Keyring::load(file));
      seen = now;
    } catch (const std::exception& error) {
      spdlog::error("{}", error.what());  // names the file and what is wrong with it, never a key
    }
  }

  /// Tells the others of keys that are newer than all that they know; the first ring of a database brings all of its keys.
  void announce(const std::vector<Key>& agreed) {
    const int last = agreed.empty() ? 0 : agreed.back().number;
    auto fresh = keys.numbers();
    std::erase_if(fresh, [&](int number) { return number <= last; });
    if (fresh.empty()) return;
    db.write([&](db::Session& s) {
      const auto now = clock.now();
      const auto known = all(s);
      const auto turn = known.empty() ? 1 : std::ranges::max(known, {}, &Key::turn).turn + 1;
      for (const int number : fresh) {
        const auto state = !known.empty() ? State::known : number == keys.newest() ? State::sealing : State::leaving;
        s.exec(R"sql(
            INSERT INTO sealing_keys (key_no, state, proof, turn, since_ms) VALUES (:number, :state, :proof, :turn, :now)
                ON CONFLICT (key_no) DO NOTHING)sql",
               number, state, keys.digest("key", "proof", number), turn, now);
      }
    });
  }

  bool act_by(const std::vector<Key>& agreed) {
    const auto turn = std::ranges::max(agreed, {}, &Key::turn).turn;
    for (const auto& key : agreed) {
      if (key.state == State::unused || has(keys, key.number)) continue;
      if (told_of != turn) spdlog::error("the key file lacks key {}, which this hall has: bring the newest key file", key.number);
      told_of = turn;
      confirm(confirmed);  // the next turn waits for this process
      return false;
    }
    auto written = numbers_in(agreed, State::sealing);
    for (const auto state : {State::known, State::leaving}) std::ranges::copy(numbers_in(agreed, state), std::back_inserter(written));
    agree(keys, written.front(), written);
    confirm(turn);
    return true;
  }

  void confirm(std::int64_t turn) {
    const auto now = clock.now();
    if (turn == confirmed && until - now > lease / 2) return;
    db.write([&](db::Session& s) {
      s.exec(R"sql(
          INSERT INTO key_holders (holder, place, turn, until_ms) VALUES (:holder, :place, :turn, :until)
              ON CONFLICT (holder) DO UPDATE SET turn = excluded.turn, until_ms = excluded.until_ms)sql",
             holder, place, turn, now + lease);
    });
    confirmed = turn;
    until = now + lease;
  }

  void run(const std::stop_token& stop, Keeper& keeper) {
    std::mutex nothing;
    std::unique_lock lock(nothing);
    while (!ending.wait_for(lock, stop, followed_every, [&] { return stop.stop_requested(); })) {
      try {
        keeper.follow();
      } catch (const std::exception& error) {
        spdlog::warn("the sealing keys were not looked after: {}", error.what());
      }
    }
  }
};

Keeper::Keeper(db::Database& db, const Clock& clock, crypto::Keyring& keys, std::filesystem::path file)
    : inside_(new Inside{.db = db, .clock = clock, .keys = keys, .file = std::move(file)}) {
  refuse_others(db.read([](db::Session& s) { return all(s); }), keys);
  follow();
}

Keeper::~Keeper() {
  if (inside_->thread.joinable()) {
    inside_->thread.request_stop();
    inside_->thread.join();
  }
  try {
    inside_->db.write([&](db::Session& s) { s.exec("DELETE FROM key_holders WHERE holder = :holder", inside_->holder); });
  } catch (const std::exception&) {
    // The database is away; the others wait until the lease ends.
  }
}

void Keeper::start() {
  inside_->thread = std::jthread([this](const std::stop_token& stop) { inside_->run(stop, *this); });
}

bool Keeper::follow() {
  auto& in = *inside_;
  in.read_file();
  in.announce(in.db.read([](db::Session& s) { return all(s); }));
  return in.act_by(in.db.read([](db::Session& s) { return all(s); }));
}

}  // namespace unionhall::keys
