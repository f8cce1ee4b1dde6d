#pragma once
// Works on what desks bring: checks, writes and takes back, one import after the other, and goes on with what a process
// left when it ended. Several processes share the work by leases.
#include <memory>

#include "hall/imports/imports.h"

namespace unionhall::imports {

class Worker {
 public:
  explicit Worker(Hall& hall);
  ~Worker();  // stops between two chunks; the rest is gone on with later
  /// In a thread of its own.
  void start();
  void stop();
  /// Everything that waits, now, without a thread; for tests and commands.
  void once();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace unionhall::imports
