#pragma once
// One thread of the edge: an event loop, the connections it serves, and a clock that ticks for all of them.
#include <boost/asio/executor_work_guard.hpp>
#include <boost/intrusive/list.hpp>
#include <chrono>
#include <string>
#include <thread>

#include "http/asio.h"

namespace unionhall::http {

using Moment = std::chrono::steady_clock::time_point;

class IoThread {
 public:
  /// What has a deadline. Setting one is a store; a timer for each read would cost more than the read.
  class Timed : public boost::intrusive::list_base_hook<boost::intrusive::link_mode<boost::intrusive::auto_unlink>> {
   public:
    virtual ~Timed() = default;  // unlinks itself
    virtual void expire() = 0;
    virtual void stop_when_idle() = 0;

   protected:
    explicit Timed(IoThread& thread) : thread_(thread) { thread.watched_.push_back(*this); }

    /// From now on; at most one tick late.
    void expire_in(std::chrono::milliseconds wait) { deadline_ = thread_.now_ + wait; }
    void never_expire() { deadline_ = Moment::max(); }

    IoThread& thread_;

   private:
    friend IoThread;
    Moment deadline_ = Moment::max();
  };

  IoThread();
  ~IoThread();

  asio::io_context& context() { return context_; }
  void start();
  /// Connections that wait for a request are closed; the others after their answer. From any thread.
  void close_idle();
  /// Leaves the loop, whatever is open.
  void stop();

  /// The second's Date header.
  const std::string& date() const { return date_; }

 private:
  Task<void> tick();

  // Destroyed in reverse: the loop first, with the connections in it, which unlink themselves from the list.
  boost::intrusive::list<Timed, boost::intrusive::constant_time_size<false>> watched_;
  Moment now_ = std::chrono::steady_clock::now();
  std::string date_;
  asio::io_context context_{1};
  asio::executor_work_guard<Executor> open_{context_.get_executor()};
  std::thread thread_;
};

}  // namespace unionhall::http
