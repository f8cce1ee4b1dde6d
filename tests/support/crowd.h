#pragma once
// Several threads that begin at the same moment.
#include <barrier>
#include <thread>
#include <vector>

namespace unionhall::test {

/// Runs `act(number)` on `threads` threads at once and waits for all of them.
template <class Act>
void crowd(int threads, Act act) {
  std::barrier start(threads);
  std::vector<std::jthread> people;
  for (int number = 0; number < threads; ++number) {
    people.emplace_back([&, number] {
      start.arrive_and_wait();
      act(number);
    });
  }
}

}  // namespace unionhall::test
