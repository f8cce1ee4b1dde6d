#include <algorithm>
#include <ranges>

#include "services/stations/hours/hours.h"
#include "services/stations/hours/year.h"

namespace unionhall::hours {
namespace {

using std::chrono::days;
using std::chrono::minutes;
using std::chrono::sys_days;

/// What a day is, as the parts look at it.
struct Day {
  Date date;
  unsigned weekday = 0;  // Monday is 0
  bool holiday = false, make_up = false;
};

Day day_of(Date date, const calendar::Calendar& calendar) {
  const auto weekday = std::chrono::weekday{sys_days(date)}.iso_encoding() - 1;
  return {.date = date, .weekday = weekday, .holiday = !calendar.holiday(date).empty(), .make_up = weekday >= 5 && calendar.works(date)};
}

const Spans closed;
const Spans whole_day{{.from = 0, .until = minutes_of_day}};

/// A Saturday that is worked is like the Friday before it, a Sunday like the Monday after.
unsigned working_day_beside(unsigned weekday) { return weekday == 5 ? 4 : 0; }

const Spans& recurring(const std::vector<Part>& parts, const Day& day) {
  auto weekday = day.weekday;
  for (const auto& part : parts | std::views::reverse) {
    if (!covers(part, day.date)) continue;
    if (day.holiday && part.holidays) return *part.holidays;
    if (day.make_up && part.make_up) {
      if (const auto* const own = std::get_if<Spans>(&*part.make_up)) return *own;
      weekday = working_day_beside(day.weekday);
    }
    if (const auto& said = part.week[weekday]) return *said;
  }
  return closed;
}

const Spans& spans_of(const Hours& hours, Date date, const calendar::Calendar& calendar) {
  for (const auto& exception : hours.exceptions | std::views::reverse) {
    if (exception.from <= date && date <= exception.until) return exception.spans;
  }
  return hours.always ? whole_day : recurring(hours.parts, day_of(date, calendar));
}

/// Spans of one day are in order, but one that runs over midnight may reach into or past those of the next.
void add(std::vector<Interval>& open, Interval interval) {
  if (interval.from >= interval.until) return;
  if (!open.empty() && interval.from <= open.back().until) {
    open.back().until = std::max(open.back().until, interval.until);
  } else {
    open.push_back(interval);
  }
}

}  // namespace

std::vector<Interval> expand(const Hours& hours, const calendar::Calendar& calendar, Date from, int count) {
  const auto begin = beijing_midnight(from), end = begin + days{count};
  std::vector<Interval> open;
  // The day before the first may run into it.
  for (auto day = sys_days(from) - days{1}; day < sys_days(from) + days{count}; day += days{1}) {
    const auto midnight = beijing_midnight(day);
    for (const auto& span : spans_of(hours, day, calendar)) {
      add(open, {std::max(begin, midnight + minutes{span.from}), std::min(end, midnight + minutes{span.until})});
    }
  }
  return open;
}

bool is_open(std::span<const Interval> open, Instant now) {
  const auto next = std::ranges::upper_bound(open, now, {}, &Interval::until);
  return next != open.end() && next->from <= now;
}

std::optional<Instant> next_change(std::span<const Interval> open, Instant now, Instant known_until) {
  const auto next = std::ranges::upper_bound(open, now, {}, &Interval::until);
  if (next == open.end()) return std::nullopt;
  const auto change = next->from > now ? next->from : next->until;
  return change < known_until ? std::optional{change} : std::nullopt;
}

}  // namespace unionhall::hours
