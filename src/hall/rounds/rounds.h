#pragma once
// Rounds (巡检): leased background work, each done by one process at a time: folding figures, sealing the audit trail,
// sending texts, retention. A round that fails is logged by code and tried again; it never ends the program.
#include <chrono>
#include <functional>
#include <memory>
#include <string>

#include "hall/hall.h"

namespace unionhall::rounds {

struct Round {
  std::string name;
  std::chrono::milliseconds every;
  std::function<void()> work;  // short: it is asked to stop only between two of its turns
};

class Rounds {
 public:
  explicit Rounds(Hall& hall);
  ~Rounds();
  void add(Round round);
  void start();
  void stop();
  /// Every round once, now, without threads; for commands and tests.
  void once();

 private:
  struct Inside;
  std::unique_ptr<Inside> inside_;
};

}  // namespace unionhall::rounds
