#include "http/worker_pool.h"

#include <algorithm>

namespace unionhall::http {

WorkerPool::WorkerPool(int workers, std::size_t waiting_max) : waiting_max_(waiting_max) {
  for (int i = 0; i < std::max(workers, 1); ++i) threads_.emplace_back([this] { serve(); });
}

void WorkerPool::push(Work work) {
  std::unique_lock lock(mutex_);
  queue_.push_back(std::move(work));
  waiting_ = queue_.size();
  const bool wake = should_wake_another();
  lock.unlock();
  if (wake) wake_.notify_one();
}

// Waking a thread costs more than many a handler. So one is called at a time, and calls the next before it begins.
bool WorkerPool::should_wake_another() {
  if (waking_ || asleep_ == 0 || queue_.empty()) return false;
  return waking_ = true;
}

void WorkerPool::serve() {
  std::unique_lock lock(mutex_);
  for (;;) {
    while (queue_.empty() && !closed_) {
      ++asleep_;
      wake_.wait(lock);
      --asleep_;
      waking_ = false;
    }
    if (queue_.empty()) return;
    auto work = std::move(queue_.front());
    queue_.pop_front();
    waiting_ = queue_.size();
    const bool wake = should_wake_another();
    lock.unlock();
    if (wake) wake_.notify_one();
    work();
    work = nullptr;
    lock.lock();
  }
}

void WorkerPool::join() {
  {
    const std::lock_guard lock(mutex_);
    closed_ = true;
  }
  wake_.notify_all();
  threads_.clear();
}

}  // namespace unionhall::http
