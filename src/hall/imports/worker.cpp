#include "hall/imports/worker.h"

#include <spdlog/spdlog.h>

#include <condition_variable>
#include <mutex>
#include <thread>

#include "store.h"

namespace unionhall::imports {
namespace {

constexpr std::chrono::milliseconds looked_every{300};

}  // namespace

struct Worker::Inside {
  explicit Inside(Hall& h) : hall(h) {}

  /// False: nothing waits.
  bool work_on_one() {
    const auto id = hall.db.read([&](db::Session& db) { return store::find_work(db, hall.clock.now()); });
    if (!id) return false;
    const auto import = hall.db.read([&](db::Session& db) { return find(db, *id); });
    const auto watch = [this](const Progress&) { return !stopping.load(); };
    bool done = false;
    if (import->state == State::checking) {
      const auto checked = check(hall, *id, watch);
      done = checked.value_or(false);
      if (!checked && checked.error() == Refusal::file_gone) give_up(*id);
    } else if (import->state == State::committing) {
      const auto committed = commit(hall, *id, watch);
      done = committed.value_or(false);
      if (!committed && committed.error() == Refusal::file_gone) give_up(*id);
    } else if (import->state == State::undoing) {
      const auto undone = undo(hall, *id, watch);
      done = undone && *undone;
    }
    return done;
  }

  /// The file is gone for good: nothing will ever go on with it.
  void give_up(ImportId id) {
    hall.db.write([&](db::Session& db) {
      auto import = *find(db, id);
      import.state = State::failed;
      import.problem = "imports.file_gone";
      store::save(db, import);
    });
  }

  void run() {
    std::unique_lock lock(mutex);
    while (!stopping) {
      lock.unlock();
      bool more = false;
      try {
        more = work_on_one();
      } catch (const std::exception& failure) {
        spdlog::error("an import waits: {}", typeid(failure).name());  // a full disk, a database that is away
      }
      lock.lock();
      if (!more) wake.wait_for(lock, looked_every, [this] { return stopping.load(); });
    }
  }

  Hall& hall;
  std::mutex mutex;
  std::condition_variable wake;
  std::atomic<bool> stopping{false};
  std::thread thread;
};

Worker::Worker(Hall& hall) : inside_(std::make_unique<Inside>(hall)) {}
Worker::~Worker() { stop(); }

void Worker::start() {
  inside_->thread = std::thread([inside = inside_.get()] { inside->run(); });
}

void Worker::stop() {
  {
    const std::lock_guard lock(inside_->mutex);
    inside_->stopping = true;
  }
  inside_->wake.notify_all();
  if (inside_->thread.joinable()) inside_->thread.join();
}

void Worker::once() {
  while (inside_->work_on_one()) continue;
}

}  // namespace unionhall::imports
