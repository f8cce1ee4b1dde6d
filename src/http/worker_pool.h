#pragma once
// Threads for handlers, which block. Connections wait for them without a thread of their own.
#include <atomic>
#include <boost/asio/post.hpp>
#include <boost/asio/thread_pool.hpp>

#include "http/asio.h"

namespace unionhall::http {

class WorkerPool {
 public:
  WorkerPool(int workers, std::size_t waiting_max) : waiting_max_(waiting_max), pool_(static_cast<std::size_t>(workers)) {}

  /// Whether as many jobs wait as may. What has begun is never turned away, so this is asked once a request.
  bool full() const { return waiting_ >= waiting_max_; }

  /// Runs `job` on a worker, then goes on where it was called.
  template <class Job>
  Task<void> run(Job job) {
    co_await asio::async_initiate<const asio::use_awaitable_t<Executor>, void()>(
        [this, &job](auto resume) {
          ++waiting_;
          asio::post(pool_, [this, &job, resume = std::move(resume)]() mutable {
            --waiting_;
            job();
            const auto home = asio::get_associated_executor(resume);
            asio::post(home, std::move(resume));
          });
        },
        awaited);
  }

  /// Waits for every job that was handed in: a handler cannot be stopped half-way.
  void join() { pool_.join(); }

 private:
  const std::size_t waiting_max_;
  std::atomic<std::size_t> waiting_ = 0;
  asio::thread_pool pool_;
};

}  // namespace unionhall::http
