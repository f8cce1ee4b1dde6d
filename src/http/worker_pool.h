#pragma once
// Threads for handlers, which block. Connections wait for them without a thread of their own.
#include <atomic>
#include <boost/asio/post.hpp>
#include <condition_variable>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

#include "http/asio.h"

namespace unionhall::http {

class WorkerPool {
 public:
  WorkerPool(int workers, std::size_t waiting_max);
  ~WorkerPool() { join(); }

  /// Whether as many jobs wait as may. What has begun is never turned away, so this is asked once a request.
  bool full() const { return waiting_ >= waiting_max_; }

  /// Runs `job` on a worker, then goes on where it was called.
  template <class Job>
  Task<void> run(Job job) {
    co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
        [this, &job](auto resume) {
          push([&job, resume = std::move(resume)]() mutable {
            job();
            const auto home = asio::get_associated_executor(resume);
            asio::post(home, std::move(resume));
          });
        },
        awaited);
  }

  /// Waits for every job that was handed in: a handler cannot be stopped half-way.
  void join();

 private:
  using Work = std::move_only_function<void()>;

  void push(Work work);
  void serve();
  bool should_wake_another();

  const std::size_t waiting_max_;
  std::mutex mutex_;
  std::condition_variable wake_;
  std::deque<Work> queue_;
  std::atomic<std::size_t> waiting_ = 0;
  std::size_t asleep_ = 0;
  bool waking_ = false;  // one has been called and is not up yet
  bool closed_ = false;
  std::vector<std::jthread> threads_;
};

}  // namespace unionhall::http
