#include "at_work.h"

#include <thread>

#include "store.h"

namespace unionhall::imports {
namespace {

using std::chrono::steady_clock;
constexpr std::chrono::seconds lease_time{10}, renewed_every{2};
constexpr std::chrono::milliseconds shown_every{500}, looked_every{100};

}  // namespace

AtWork::AtWork(Hall& hall, ImportId id, const Watch& watch)
    : hall_(&hall), id_(id), watch_(&watch), holder_(crypto::random_token()), began_(hall.clock.now()) {}

AtWork::AtWork(AtWork&& other) noexcept
    : hall_(std::exchange(other.hall_, nullptr)),
      id_(other.id_),
      watch_(other.watch_),
      holder_(std::move(other.holder_)),
      began_(other.began_),
      shown_(other.shown_),
      renewed_(other.renewed_) {}

std::optional<AtWork> AtWork::on(Hall& hall, ImportId id, const Watch& watch) {
  AtWork work(hall, id, watch);
  const auto until = steady_clock::now() + lease_time + looked_every;
  for (;;) {
    const auto before = hall.clock.now();
    if (work.take()) return work;
    std::this_thread::sleep_for(looked_every);
    const bool time_stands_still = hall.clock.now() == before;  // then no lease ends
    if (time_stands_still || steady_clock::now() > until) return std::nullopt;
  }
}

AtWork::~AtWork() {
  if (hall_ == nullptr) return;
  try {
    hall_->db.write([&](db::Session& db) { store::release(db, id_, holder_); });
  } catch (const std::exception&) {
    // The lease ends by itself.
  }
}

bool AtWork::take() {
  const auto now = hall_->clock.now();
  const bool taken = hall_->db.write([&](db::Session& db) { return store::lease(db, id_, holder_, now, now + lease_time); });
  if (taken) renewed_ = steady_clock::now();
  return taken;
}

bool AtWork::come_to(const Progress& progress) {
  const auto now = steady_clock::now();
  if (now - renewed_ >= renewed_every && !take()) return false;
  if (now - shown_ >= shown_every) {
    shown_ = now;
    hall_->db.write([&](db::Session& db) { store::show_step(db, id_, began_, progress.done, progress.total); });
  }
  return (*watch_)(progress);
}

}  // namespace unionhall::imports
