#pragma once
// A bare group commit: threads that wait, one that writes for all of them, and nothing of ours.
#include <condition_variable>
#include <cstdint>
#include <functional>
#include <future>
#include <mutex>
#include <span>
#include <thread>
#include <utility>
#include <vector>

namespace unionhall::bench {

class GroupCommit {
 public:
  using Waiting = std::pair<std::int64_t, std::promise<void>>;
  /// Writes what waits in one transaction.
  using Commit = std::function<void(std::span<const Waiting> group)>;

  explicit GroupCommit(Commit commit) : commit_(std::move(commit)) {}
  ~GroupCommit() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    wake_.notify_one();
    thread_.join();
  }
  GroupCommit(const GroupCommit&) = delete;
  GroupCommit& operator=(const GroupCommit&) = delete;

  /// Returns once it is written.
  void write(std::int64_t number) {
    std::promise<void> answer;
    auto answered = answer.get_future();
    {
      const std::lock_guard lock(mutex_);
      waiting_.emplace_back(number, std::move(answer));
    }
    wake_.notify_one();
    answered.get();
  }

 private:
  void work() {
    for (std::unique_lock lock(mutex_);; lock.lock()) {
      wake_.wait(lock, [this] { return stopping_ || !waiting_.empty(); });
      if (waiting_.empty()) return;
      auto group = std::exchange(waiting_, {});
      lock.unlock();
      commit_(group);
      for (auto& [number, answer] : group) answer.set_value();
    }
  }

  Commit commit_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::vector<Waiting> waiting_;
  bool stopping_ = false;
  std::thread thread_{[this] { work(); }};
};

}  // namespace unionhall::bench
