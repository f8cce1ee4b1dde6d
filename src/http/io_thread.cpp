#include "http/io_thread.h"

#include <csignal>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>

#include "http/response_head.h"

namespace unionhall::http {

namespace {

constexpr std::chrono::milliseconds tick_every{100};

}  // namespace

IoThread::IoThread() : date_(http_date()) {}

IoThread::~IoThread() { stop(); }

void IoThread::start() {
  asio::co_spawn(context_, tick(), asio::detached);
  thread_ = std::thread([this] {
    // sendfile() knows no MSG_NOSIGNAL: a client that left would end the program.
    sigset_t broken_pipe;
    sigemptyset(&broken_pipe);
    sigaddset(&broken_pipe, SIGPIPE);
    pthread_sigmask(SIG_BLOCK, &broken_pipe, nullptr);
    context_.run();
  });
}

void IoThread::close_idle() {
  asio::post(context_, [this] {
    for (auto& each : watched_) each.stop_when_idle();
  });
}

void IoThread::stop() {
  context_.stop();
  if (thread_.joinable()) thread_.join();
}

Task<void> IoThread::tick() {
  Timer timer(context_);
  for (;;) {
    timer.expires_after(tick_every);
    co_await timer.async_wait(awaited);
    now_ = std::chrono::steady_clock::now();
    date_ = http_date();
    for (auto& each : watched_) {
      if (each.deadline_ <= now_) each.expire();
    }
  }
}

}  // namespace unionhall::http
