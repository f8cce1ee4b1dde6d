#include "hall/rounds/worker.h"

#include <spdlog/spdlog.h>

#include <boost/core/demangle.hpp>
#include <condition_variable>
#include <mutex>
#include <thread>
#include <typeinfo>

namespace unionhall::rounds {
namespace {

constexpr std::chrono::milliseconds looked_every{300};

}  // namespace

struct Worker::Inside {
  std::string name;
  Work work;
  std::mutex mutex = {};
  std::condition_variable_any ending = {};
  std::jthread thread = {};

  /// What fails waits, and is tried again: a full disk, a database that is away.
  bool next(const std::stop_token& stop) const {
    try {
      return work(stop);
    } catch (const std::exception& failure) {
      // Its text may carry a value, so only the kind is logged.
      spdlog::error(R"({{"event":"work_failed","work":"{}","kind":"{}"}})", name, boost::core::demangle(typeid(failure).name()));
      return false;
    }
  }

  void run(const std::stop_token& stop) {
    while (!stop.stop_requested()) {
      if (next(stop)) continue;
      std::unique_lock lock(mutex);
      ending.wait_for(lock, stop, looked_every, [] { return false; });
    }
  }
};

Worker::Worker(std::string name, Work work) : inside_(new Inside{.name = std::move(name), .work = std::move(work)}) {}
Worker::Worker(Worker&&) noexcept = default;

Worker::~Worker() {
  if (inside_) stop();
}

void Worker::start() {
  inside_->thread = std::jthread([inside = inside_.get()](const std::stop_token& stop) { inside->run(stop); });
}

void Worker::stop() {
  inside_->thread.request_stop();
  if (inside_->thread.joinable()) inside_->thread.join();
}

int Worker::once() {
  int pieces = 0;
  while (inside_->work({})) ++pieces;
  return pieces;
}

}  // namespace unionhall::rounds
