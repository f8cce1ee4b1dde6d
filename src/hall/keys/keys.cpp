#include "hall/keys/keys.h"

#include <fmt/format.h>

#include <algorithm>

#include "crypto/rotation.h"
#include "hall/audit/audit.h"

namespace unionhall::keys {
namespace {

void set(db::Session& db, Hall& hall, int number, State state, std::int64_t turn) {
  db.exec("UPDATE sealing_keys SET state = :state, turn = :turn, since_ms = :now WHERE key_no = :number", state, turn, hall.clock.now(),
          number);
  record(db, hall, number, db::word(state));
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

std::int64_t last_turn(const std::vector<Key>& keys) { return keys.empty() ? 0 : std::ranges::max(keys, {}, &Key::turn).turn; }

std::string proof_of(const crypto::Keyring& keys, int number) { return keys.digest("key", "proof", number); }

std::vector<Holder> holders(db::Session& db, Instant now) {
  return db.all<Holder>("SELECT place, turn FROM key_holders WHERE until_ms >= :now ORDER BY place LIMIT 1000", now);
}

void refuse_others(const std::vector<Key>& agreed, const crypto::Keyring& keys) {
  std::vector<int> missing;
  for (const auto& key : agreed) {
    if (key.state == State::unused) continue;
    if (!has(keys, key.number)) {
      missing.push_back(key.number);
    } else if (key.proof != proof_of(keys, key.number)) {
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
        set(db, hall, key.number, State::sealing, turn);
      } else if (key.state == State::sealing || key.state == State::known) {
        set(db, hall, key.number, State::leaving, turn);
      }
    }
    db.exec("DELETE FROM key_holders WHERE until_ms < :now", now);
    return true;
  });
}

bool let_leave(Hall& hall, const std::vector<Key>& seen) {
  return hall.db.write([&](db::Session& db) {
    const auto keys = all(db);
    if (last_turn(keys) != last_turn(seen) || !settled(db, keys, hall.clock.now())) return false;
    for (const int number : numbers_in(keys, State::leaving)) set(db, hall, number, State::left, last_turn(keys) + 1);
    return true;
  });
}

Result<void, Refusal> check_retirable(db::Session& db, int number, Instant now) {
  const auto keys = all(db);
  const auto key = std::ranges::find(keys, number, &Key::number);
  if (key == keys.end() || key->state != State::left) return std::unexpected(Refusal::not_left);
  if (now - key->since < left_lasts) return std::unexpected(Refusal::too_soon);
  if (!settled(db, keys, now)) return std::unexpected(Refusal::not_followed);
  return {};
}

Result<void, Refusal> retire(db::Session& db, Hall& hall, int number) {
  if (const auto ok = check_retirable(db, number, hall.clock.now()); !ok) return ok;
  set(db, hall, number, State::unused, last_turn(all(db)) + 1);
  return {};
}

void record(db::Session& db, Hall& hall, int number, std::string_view what_became) {
  audit::record(db, hall, {.what = "key", .subject_kind = "key", .subject = number, .detail = what_became});
}

}  // namespace unionhall::keys
