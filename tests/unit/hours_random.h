#pragma once
// Opening hours at random, of every shape that the structure allows, the same for the same seed.
#include <random>

#include "services/stations/hours/hours.h"

namespace unionhall::hours::test {

class RandomHours {
 public:
  explicit RandomHours(unsigned seed) : engine_(seed) {}

  enum class MakeUp { none, some };
  Hours next(MakeUp make_up) {
    Hours hours;
    if (chance(5)) {
      hours.always = true;
    } else {
      for (int left = between(1, 5); left > 0; --left) hours.parts.push_back(part(make_up));
    }
    for (int left = between(-2, 3); left > 0; --left) {
      const std::chrono::sys_days from{std::chrono::year{2025} / 1 / 1};
      const auto begin = from + std::chrono::days{between(0, 730)};
      hours.exceptions.push_back({.from = begin,
                                  .until = begin + std::chrono::days{chance(50) ? 0 : between(1, 40)},
                                  .spans = spans(),
                                  .note = chance(30) ? "春节 放假" : ""});
    }
    return hours;
  }

 private:
  int between(int min, int max) { return min + static_cast<int>(engine_() % static_cast<unsigned>(max - min + 1)); }
  bool chance(int percent) { return between(1, 100) <= percent; }

  Spans spans() {
    Spans all;
    for (int at = 0, left = between(0, 3); left > 0; --left) {
      const int from = between(at, at + 600), until = between(from + 1, from + 900);
      if (from >= 24 * 60) break;
      all.push_back({.from = from, .until = until});
      at = until;
    }
    return all;
  }

  std::chrono::month_day month_day() {
    const std::chrono::sys_days first{std::chrono::year{2024} / 1 / 1};
    const Date day{first + std::chrono::days{between(0, 365)}};
    return day.month() / day.day();
  }

  Part part(MakeUp make_up) {
    Part part;
    for (int left = between(-3, 3); left > 0; --left) part.seasons.push_back({month_day(), month_day()});
    for (int left = chance(80) ? 0 : between(1, 60); left > 0; --left) part.weeks.set(static_cast<unsigned>(between(1, 53)));
    for (auto& said : part.week) {
      if (chance(70)) said = spans();
    }
    if (chance(30) || part.week == decltype(part.week){}) part.holidays = spans();
    if (make_up == MakeUp::some && chance(30)) part.make_up = AsWorkday{};
    if (make_up == MakeUp::some && chance(20)) part.make_up = spans();
    return part;
  }

  std::minstd_rand engine_;
};

}  // namespace unionhall::hours::test
