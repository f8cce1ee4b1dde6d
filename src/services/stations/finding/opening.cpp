#include "services/stations/finding/opening.h"

#include "services/stations/json.h"

namespace unionhall::stations::finding {
namespace {

std::int32_t minute(Instant at) {
  return static_cast<std::int32_t>(std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count());
}

}  // namespace

Opening expanded(std::string_view hours, const calendar::Calendar& calendar, Date today) {
  const auto read = stored_hours(hours);
  return read ? expanded(*read, calendar, today) : Opening{};
}

Opening expanded(const hours::Hours& hours, const calendar::Calendar& calendar, Date today) {
  Opening opening{.known = true, .intervals = {}};
  const Date yesterday{std::chrono::sys_days(today) - std::chrono::days{1}};
  for (const auto& one : hours::expand(hours, calendar, yesterday, days_expanded)) {
    opening.intervals.push_back({minute(one.from), minute(one.until)});
  }
  return opening;
}

}  // namespace unionhall::stations::finding
