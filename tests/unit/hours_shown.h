#pragma once
// Intervals as a reader of a test compares them.
#include <fmt/format.h>

#include "services/stations/hours/hours.h"

namespace unionhall::hours::test {

constexpr Date on(int year, unsigned month, unsigned day) {
  return std::chrono::year{year} / std::chrono::month{month} / std::chrono::day{day};
}

/// "06-05 22:00-02:00": the day on which it begins, and until when, at most a day later. Longer: "06-05 08:00-06-08 10:00".
inline std::vector<std::string> shown(const std::vector<Interval>& intervals) {
  std::vector<std::string> all;
  for (const auto& [from, until] : intervals) {
    const auto begin = rfc3339(from), end = rfc3339(until);
    auto text = fmt::format("{} {}-", begin.substr(5, 5), begin.substr(11, 5));
    if (until - from > std::chrono::hours{24}) text += iso_date(beijing_date(until - std::chrono::minutes{1})).substr(5) + " ";
    all.push_back(text + (end.substr(11, 5) == "00:00" ? "24:00" : end.substr(11, 5)));
  }
  return all;
}

}  // namespace unionhall::hours::test
