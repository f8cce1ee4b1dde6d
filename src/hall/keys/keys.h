#pragma once
// The sealing keys (密钥) of a hall, and how a new one takes over while any number of processes serve.
//
//   known ──► sealing ──► leaving ──► left ──► unused
//
//   known     somebody's key file has it; it opens, and digests are written under it as well
//   sealing   it seals; there is one
//   leaving   it seals no more, and digests are still written under it; what is under it is sealed anew
//   left      no value is under it, and no digest is written under it; those that are there go
//   unused    somebody has said so after a last look: it may be taken out of the key files
//
// A key is known by its number and a proof of what it is. Whoever has another key of a number that is agreed on follows no
// further, as if it had none, and the others wait for it. Each change stands in the trail (hall/audit): what "key", its number.
//
// Each change is a turn, and the next one waits until every process acts by the last: by then nobody writes what the next
// one has no place for. What a process that was asleep still has in hand, hold() refuses in the transaction that would write.
#include <boost/describe.hpp>
#include <filesystem>
#include <memory>
#include <string>
#include <vector>

#include "hall/hall.h"

namespace unionhall::keys {

enum class State { known, sealing, leaving, left, unused };
BOOST_DESCRIBE_ENUM(State, known, sealing, leaving, left, unused)

struct Key {
  int number = 0;
  State state = State::known;
  std::string proof;
  std::int64_t turn = 0;
  Instant since;
};
BOOST_DESCRIBE_STRUCT(Key, (), (number, state, proof, turn, since))

/// By number; empty before any process has held the keys of this database, and where a replica does not know of it yet.
std::vector<Key> all(db::Session& db);
std::vector<int> numbers_in(const std::vector<Key>& keys, State state);
std::int64_t last_turn(const std::vector<Key>& keys);
std::string proof_of(const crypto::Keyring& keys, int number);

struct Holder {
  std::string place;
  std::int64_t turn = 0;
};
BOOST_DESCRIBE_STRUCT(Holder, (), (place, turn))
/// The living processes.
std::vector<Holder> holders(db::Session& db, Instant now);

/// The key file is not this hall's: it lacks a key that something is sealed under, or has another one of that number.
struct NotOurs : std::runtime_error {
  using std::runtime_error::runtime_error;
};
/// Throws NotOurs, in words for whoever runs the hall.
void refuse_others(const std::vector<Key>& agreed, const crypto::Keyring& keys);

/// The keys have moved on since `digests` were reckoned: a repeat reckons them anew.
struct Moved : db::Unavailable {
  using db::Unavailable::Unavailable;
};
/// In the transaction that claims a document by its digests under the keys `under`: nobody may claim it unseen by those who
/// look under the keys that are agreed on. Throws Moved.
void hold(db::Session& db, const std::vector<int>& under);

/// Keeps the keyring of this process at what the key file holds and the hall has agreed on, and says so to the others. What the
/// file holds comes into the ring only once it is agreed on, so that the right file can still be brought.
class Keeper {
 public:
  /// Follows once; `keys` are the hall's. Without a `file` the ring stays as it is. Throws NotOurs.
  Keeper(Hall& hall, crypto::Keyring& keys, std::filesystem::path file);
  ~Keeper();  // says that this process is gone
  Keeper(const Keeper&) = delete;
  Keeper& operator=(const Keeper&) = delete;

  /// Follows every second, on a thread of its own.
  void start();
  /// One look at file and database. False when this process cannot act by what is agreed on: its file lacks a key, or holds
  /// another one of that number. It says so in the log, and goes on as before.
  bool follow();
  /// What the last look came to. Asked from any thread.
  bool follows() const;

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

/// How long a turn lasts at least, so that what was in hand at its beginning is written or given up.
constexpr std::chrono::seconds turn_lasts{5};
/// How long a key must have left before it may be said to be unused, and how often what a process that was asleep may have
/// written under it is looked for.
constexpr std::chrono::minutes left_lasts{10};

/// Lets a known key seal and the one that sealed leave, where every process acts by the last turn. True when it did.
bool let_newest_seal(Hall& hall);
/// Whether every process acts by this turn, and it has lasted long enough for the next.
bool settled(db::Session& db, const std::vector<Key>& keys, Instant now);
/// What was leaving has left: nothing is sealed under it. False when somebody else took a turn meanwhile.
bool let_leave(Hall& hall, const std::vector<Key>& seen);

enum class Refusal {
  not_left,      // it is none of this hall, or in another state
  too_soon,      // it has not been gone for left_lasts
  not_followed,  // a process does not act by the last turn yet
};
/// Whether a key may be said to be unused once nothing is under it. Refusals: not_left, too_soon, not_followed.
Result<void, Refusal> check_retirable(db::Session& db, int number, Instant now);
/// Says so, in the transaction in which a last look found nothing under it. Refusals: the same.
Result<void, Refusal> retire(db::Session& db, Hall& hall, int number);

/// Writes into the trail what became of a key: a state, or "forgotten 12".
void record(db::Session& db, Hall& hall, int number, std::string_view what_became);

}  // namespace unionhall::keys
