#include "app/stopping.h"

#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <stdexcept>

namespace unionhall::app {
namespace {

// A signal's handler may do little: set a flag and write into a pipe are among it.
std::atomic<bool> wanted = false;
static_assert(std::atomic<bool>::is_always_lock_free);
int pipe_ends[2] = {-1, -1};

void on_signal(int number) {
  if (wanted.exchange(true)) {  // asked twice
    std::signal(number, SIG_DFL);
    std::raise(number);
  }
  const char byte = 0;
  [[maybe_unused]] const auto written = ::write(pipe_ends[1], &byte, 1);
}

}  // namespace

void watch_for_stop() {
  if (::pipe(pipe_ends) != 0) throw std::runtime_error("no pipe to hear a signal by");
  std::signal(SIGINT, on_signal);
  std::signal(SIGTERM, on_signal);
  std::signal(SIGPIPE, SIG_IGN);  // a caller who hangs up is no reason to end
}

bool stop_wanted() { return wanted; }

void wait_for_stop() {
  char byte = 0;
  while (!wanted && ::read(pipe_ends[0], &byte, 1) < 0 && errno == EINTR) {
  }
}

}  // namespace unionhall::app
