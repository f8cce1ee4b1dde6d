#pragma once
// Long work that waits in a table of its room: imports, files of lists. One piece after the other on a thread of its own;
// several processes share it by leases, which the room takes and the next process takes over.
#include <functional>
#include <memory>
#include <stop_token>
#include <string>

namespace unionhall::rounds {

class Worker {
 public:
  /// Does the next piece; false when nothing waits. Long work asks `stop` between two steps, and leaves the rest for later.
  using Work = std::function<bool(const std::stop_token& stop)>;

  Worker(std::string name, Work work);
  Worker(Worker&&) noexcept;
  ~Worker();  // stops
  void start();
  void stop();
  /// Everything that waits, now, on this thread; how many pieces. For commands and tests.
  int once();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace unionhall::rounds
