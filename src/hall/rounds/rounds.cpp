#include "hall/rounds/rounds.h"

#include <spdlog/spdlog.h>

#include <boost/core/demangle.hpp>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <thread>
#include <typeinfo>

namespace unionhall::rounds {
namespace {

// Long beside any turn, and written only when half of it is over: an idle hall writes little.
constexpr std::chrono::seconds lease_time{30};

struct Lease {
  std::string holder;
  Instant until{};
};
BOOST_DESCRIBE_STRUCT(Lease, (), (holder, until))

std::optional<Lease> find(db::Session& db, const std::string& name) {
  return db.first<Lease>("SELECT holder, until_ms FROM round_leases WHERE name = :name", name);
}

bool take(db::Session& db, const std::string& name, const std::string& holder, Instant now) {
  return db.exec(R"sql(
      INSERT INTO round_leases (name, holder, until_ms) VALUES (:name, :holder, :until)
          ON CONFLICT (name) DO UPDATE SET holder = excluded.holder, until_ms = excluded.until_ms
           WHERE round_leases.holder = excluded.holder OR round_leases.until_ms < :now)sql",
                 name, holder, now + lease_time, now) == 1;
}

void give_back(db::Session& db, const std::string& name, const std::string& holder) {
  db.exec("DELETE FROM round_leases WHERE name = :name AND holder = :holder", name, holder);
}

}  // namespace

struct Rounds::Inside {
  struct Seat {
    Round round;
    Instant held_until{};   // ours until then
    Instant taken_until{};  // another's until then
    std::jthread thread = {};
  };

  Hall& hall;
  const std::string holder = crypto::random_token();
  std::deque<Seat> seats;
  std::mutex mutex;
  std::condition_variable_any ending;

  explicit Inside(Hall& the_hall) : hall(the_hall) {}

  /// Whether this process may take the next turn of the round.
  bool holds(Seat& seat) const {
    const auto now = hall.clock.now();
    if (seat.held_until - now > lease_time / 2) return true;
    if (seat.taken_until >= now) return false;

    const auto lease = hall.db.read([&](db::Session& s) { return find(s, seat.round.name); });
    if (lease && lease->holder != holder && lease->until >= now) {
      seat.taken_until = lease->until;
      return false;
    }
    seat.held_until = {};
    if (!hall.db.write([&](db::Session& s) { return take(s, seat.round.name, holder, now); })) return false;
    seat.held_until = now + lease_time;
    return true;
  }

  void turn(Seat& seat) const {
    try {
      if (holds(seat)) seat.round.work();
    } catch (const std::exception& failure) {
      // Its text may carry a value, so only the kind is logged.
      spdlog::error(R"({{"event":"round_failed","round":"{}","kind":"{}"}})", seat.round.name,
                    boost::core::demangle(typeid(failure).name()));
    }
  }

  /// So that another process need not wait for the lease to end.
  void leave(Seat& seat) const {
    if (seat.held_until == Instant{}) return;
    seat.held_until = {};
    try {
      hall.db.write([&](db::Session& s) { give_back(s, seat.round.name, holder); });
    } catch (const std::exception&) {
      // The database is away; the lease ends by itself.
    }
  }

  void run(Seat& seat, const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      turn(seat);
      std::unique_lock lock(mutex);
      ending.wait_for(lock, stop, seat.round.every, [] { return false; });
    }
    leave(seat);
  }
};

Rounds::Rounds(Hall& hall) : inside_(std::make_unique<Inside>(hall)) {}

Rounds::~Rounds() { stop(); }

void Rounds::add(Round round) { inside_->seats.push_back({.round = std::move(round)}); }

void Rounds::start() {
  for (auto& seat : inside_->seats) {
    seat.thread = std::jthread([this, &seat](const std::stop_token& stop) { inside_->run(seat, stop); });
  }
}

void Rounds::stop() {
  for (auto& seat : inside_->seats) seat.thread.request_stop();
  for (auto& seat : inside_->seats) {
    if (seat.thread.joinable()) seat.thread.join();
  }
}

void Rounds::once() {
  for (auto& seat : inside_->seats) {
    inside_->turn(seat);
    inside_->leave(seat);
  }
}

}  // namespace unionhall::rounds
