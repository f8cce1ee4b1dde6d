#pragma once
// Sessions that wait for work, the one used last on top because its memory is warm. A session is lent to one
// caller at a time and comes back when the loan ends. Private to src/db.
#include <chrono>
#include <condition_variable>
#include <functional>
#include <memory>
#include <mutex>
#include <vector>

#include "db/database.h"

namespace unionhall::db {

/// `T::usable()` says whether an idle or returned one is still good; what is not is dropped.
template <class T>
class Pool {
 public:
  struct Settings {
    std::size_t max = 0;
    std::chrono::milliseconds wait_max{};
  };
  Pool(Settings settings, std::function<std::unique_ptr<T>()> make) : settings_(settings), make_(std::move(make)) {}

  class Loan {
   public:
    Loan(Pool& pool, std::unique_ptr<T> lent) : pool_(pool), lent_(std::move(lent)) {}
    ~Loan() { pool_.give_back(std::move(lent_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    T& operator*() const { return *lent_; }
    T* operator->() const { return lent_.get(); }

   private:
    Pool& pool_;
    std::unique_ptr<T> lent_;
  };

  /// Throws Unavailable when all are lent for too long, or what making a new one throws.
  Loan borrow() { return Loan(*this, take()); }

 private:
  std::unique_ptr<T> take() {
    std::unique_lock lock(mutex_);
    if (!returned_.wait_for(lock, settings_.wait_max, [&] { return !idle_.empty() || made_ < settings_.max; })) {
      throw Unavailable("all sessions with the database are busy");
    }
    while (!idle_.empty()) {
      auto session = std::move(idle_.back());
      idle_.pop_back();
      if (session->usable()) return session;
      --made_;
    }
    ++made_;
    lock.unlock();
    try {
      return make_();
    } catch (...) {
      forget_one();
      throw;
    }
  }

  void give_back(std::unique_ptr<T> session) {
    if (!session->usable()) {
      session.reset();
      return forget_one();
    }
    {
      const std::lock_guard lock(mutex_);
      idle_.push_back(std::move(session));
    }
    returned_.notify_one();
  }

  void forget_one() {
    {
      const std::lock_guard lock(mutex_);
      --made_;
    }
    returned_.notify_one();
  }

  const Settings settings_;
  const std::function<std::unique_ptr<T>()> make_;
  std::mutex mutex_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<T>> idle_;
  std::size_t made_ = 0;
};

}  // namespace unionhall::db
