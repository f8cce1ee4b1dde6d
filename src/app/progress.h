#pragma once
// How far a long command is: a bar that moves on a terminal, now and then a plain line elsewhere.
#include <chrono>
#include <cstdint>
#include <string>
#include <string_view>

namespace unionhall::app {

class Progress {
 public:
  /// On standard error, so that what a command prints can be used by another.
  Progress();
  ~Progress();
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  /// `total` 0: not known yet. Another `what` begins another line.
  void show(const std::string& what, std::int64_t done, std::int64_t total);
  /// Leaves the line as it is and goes to the next.
  void end();

 private:
  using Steady = std::chrono::steady_clock;
  std::string line(std::int64_t done, std::int64_t total) const;  // of now

  const bool terminal_;
  std::string what_;
  Steady::time_point since_{}, shown_{};
  std::int64_t began_with_ = 0, last_done_ = 0, last_total_ = 0;
  bool open_ = false;
};

/// A bar, and from one a second on how fast it goes and how long that still takes; `total` 0: what is done, alone.
std::string progress_line(std::string_view what, std::int64_t done, std::int64_t total, double per_second);

/// "863,300"
std::string grouped(std::int64_t number);

}  // namespace unionhall::app
