// One process follows the others: it takes in what its key file holds, acts by what is agreed on, and says that it does.
#include <fmt/format.h>
#include <spdlog/spdlog.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
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
  Hall& hall;
  crypto::Keyring& keys;
  std::filesystem::path file;
  const std::string holder = crypto::random_token(), place = place_of_this_process();
  Seen seen = {};
  std::optional<crypto::Keyring> in_file = {};  // as it was last read
  std::int64_t acted_by = 0, confirmed = 0;     // turns: what the ring is at, and what the others know of that
  Instant until{};
  std::string told = "";  // what is wrong with the file
  std::atomic<bool> follows = true;
  std::condition_variable_any ending = {};
  std::jthread thread = {};

  void read_file() {
    const auto now = look_at(file);
    if (file.empty() || now == seen) return;
    try {
      in_file = crypto::Keyring::load(file);
      seen = now;
      told.clear();
    } catch (const std::exception& error) {
      tell(error.what());  // names the file and what is wrong with it, never a key
    }
  }

  void tell(const std::string& what) {
    if (told != what) spdlog::error("{}", what);
    told = what;
  }

  const crypto::Keyring& brought() const { return in_file ? *in_file : keys; }

  /// A replica may lag behind: what it does not know yet, the primary does.
  std::vector<Key> look() {
    auto known = hall.db.read([](db::Session& s) { return all(s); });
    if (known.empty() || last_turn(known) < acted_by) known = hall.db.write([](db::Session& s) { return all(s); });
    return known;
  }

  /// Throws NotOurs.
  void follow() {
    read_file();
    auto agreed = look();
    refuse_others(agreed, brought());
    if (announce(agreed)) refuse_others(agreed, brought());
    act_by(agreed);
  }

  /// Tells the others of keys that are newer than all that they know; the first ring of a database brings all of its keys. True
  /// when there were any: `agreed` is what stands then, also where somebody else was faster.
  bool announce(std::vector<Key>& agreed) {
    const int last = agreed.empty() ? 0 : agreed.back().number;
    auto fresh = brought().numbers();
    std::erase_if(fresh, [&](int number) { return number <= last; });
    if (fresh.empty()) return false;
    agreed = hall.db.write([&](db::Session& s) {
      const auto known = all(s);
      for (const int number : fresh) {
        const auto state = !known.empty() ? State::known : number == brought().newest() ? State::sealing : State::leaving;
        const bool ours = s.exec(R"sql(
            INSERT INTO sealing_keys (key_no, state, proof, turn, since_ms) VALUES (:number, :state, :proof, :turn, :now)
                ON CONFLICT (key_no) DO NOTHING)sql",
                                 number, state, proof_of(brought(), number), last_turn(known) + 1, hall.clock.now()) == 1;
        if (ours) record(s, hall, number, db::word(state));
      }
      return all(s);
    });
    return true;
  }

  void act_by(const std::vector<Key>& agreed) {
    auto written = numbers_in(agreed, State::sealing);
    for (const auto state : {State::known, State::leaving}) std::ranges::copy(numbers_in(agreed, state), std::back_inserter(written));
    try {
      take_in(keys, brought());
    } catch (const std::invalid_argument& other) {
      throw NotOurs(fmt::format("The key file is not this hall's: {}.", other.what()));
    }
    agree(keys, written.front(), written);
    acted_by = last_turn(agreed);
    confirm(acted_by);
  }

  void confirm(std::int64_t turn) {
    const auto now = hall.clock.now();
    if (turn == confirmed && until - now > lease / 2) return;
    hall.db.write([&](db::Session& s) {
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

Keeper::Keeper(Hall& hall, crypto::Keyring& keys, std::filesystem::path file)
    : inside_(new Inside{.hall = hall, .keys = keys, .file = std::move(file)}) {
  inside_->follow();
}

Keeper::~Keeper() {
  if (inside_->thread.joinable()) {
    inside_->thread.request_stop();
    inside_->thread.join();
  }
  try {
    inside_->hall.db.write([&](db::Session& s) { s.exec("DELETE FROM key_holders WHERE holder = :holder", inside_->holder); });
  } catch (const std::exception&) {
    // The database is away; the others wait until the lease ends.
  }
}

void Keeper::start() {
  inside_->thread = std::jthread([this](const std::stop_token& stop) { inside_->run(stop, *this); });
}

bool Keeper::follow() {
  try {
    inside_->follow();
    inside_->follows = true;
    return true;
  } catch (const NotOurs& theirs) {
    inside_->follows = false;
    inside_->tell(theirs.what());
    inside_->confirm(0);  // the next turn waits for this process, also where it acted by the last one
    return false;
  }
}

bool Keeper::follows() const { return inside_->follows; }

}  // namespace unionhall::keys
