#include "hall/keys/keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/rotation.h"

namespace unionhall::keys {
namespace {

std::int64_t last_turn(const std::vector<Key>& keys) {
  return keys.empty() ? 0 : std::ranges::max(keys, {}, &Key::turn).turn;
}

void set(db::Session& db, int number, State state, std::int64_t turn, Instant now) {
  db.exec("UPDATE sealing_keys SET state = :state, turn = :turn, since_ms = :now WHERE key_no = :number", state, turn, now, number);
}

std::string listed(const std::vector<int>& numbers) {
  std::string text;
  for (const int number : numbers) text += (text.empty() ? "" : ", ") + std::to_string(number);
  return text;
}

}  // namespace

std::vector<Key> all(db::Session& db) {
  return db.all<Key>("SELECT key_no, state, proof, turn, since_ms FROM sealing_keys ORDER BY key_no LIMIT 1000");
}

std::vector<int> numbers_in(const std::vector<Key>& keys, State state) {
  std::vector<int> numbers;
  for (const auto& key : keys) {
    if (key.state == state) numbers.push_back(key.number);
  }
  return numbers;
}

std::vector<Holder> holders(db::Session& db, Instant now) {
  return db.all<Holder>("SELECT place, turn FROM key_holders WHERE until_ms >= :now ORDER BY place LIMIT 1000", now);
}

void refuse_others(const std::vector<Key>& agreed, const crypto::Keyring& keys) {
  std::vector<int> missing;
  for (const auto& key : agreed) {
    if (key.state == State::unused) continue;
    if (!has(keys, key.number)) {
      missing.push_back(key.number);
    } else if (key.proof != keys.digest("key", "proof", key.number)) {
      throw NotOurs(fmt::format("The key file holds another key {} than the one that this hall is sealed with.", key.number));
    }
  }
  if (missing.empty()) return;
  throw NotOurs(fmt::format("The key file lacks key {}, which this hall is sealed with. Bring the newest key file.", listed(missing)));
}

void hold(db::Session& db, const std::vector<int>& under) {
  const auto agreed = all(db);
  const auto has = [&](int number) { return std::ranges::find(under, number) != under.end(); };
  for (const auto& key : agreed) {
    if ((key.state == State::sealing || key.state == State::leaving) && !has(key.number)) throw Moved("the sealing keys have moved on");
    if (key.state == State::unused && has(key.number)) throw Moved("the sealing keys have moved on");
  }
}

bool settled(db::Session& db, const std::vector<Key>& keys, Instant now) {
  const auto turn = last_turn(keys);
  for (const auto& key : keys) {
    if (key.turn == turn && now - key.since < turn_lasts) return false;
  }
  return std::ranges::all_of(holders(db, now), [&](const Holder& holder) { return holder.turn >= turn; });
}

bool let_newest_seal(Hall& hall) {
  return hall.db.write([&](db::Session& db) {
    const auto now = hall.clock.now();
    const auto keys = all(db);
    const auto known = numbers_in(keys, State::known);
    if (known.empty() || !settled(db, keys, now)) return false;
    const auto turn = last_turn(keys) + 1;
    for (const auto& key : keys) {
      if (key.number == known.back()) {
        set(db, key.number, State::sealing, turn, now);
      } else if (key.state == State::sealing || key.state == State::known) {
        set(db, key.number, State::leaving, turn, now);
      }
    }
    db.exec("DELETE FROM key_holders WHERE until_ms < :now", now);
    return true;
  });
}

bool let_leave(Hall& hall, const std::vector<Key>& seen) {
  return hall.db.write([&](db::Session& db) {
    const auto now = hall.clock.now();
    const auto keys = all(db);
    if (last_turn(keys) != last_turn(seen) || !settled(db, keys, now)) return false;
    for (const int number : numbers_in(keys, State::leaving)) set(db, number, State::left, last_turn(keys) + 1, now);
    return true;
  });
}

bool retire(db::Database& db, int number, Instant now) {
  return db.write([&](db::Session& s) {
    const auto keys = all(s);
    const auto key = std::ranges::find(keys, number, &Key::number);
    if (key == keys.end() || key->state != State::left || !settled(s, keys, now)) return false;
    set(s, number, State::unused, last_turn(keys) + 1, now);
    return true;
  });
}

}  // namespace unionhall::keys
