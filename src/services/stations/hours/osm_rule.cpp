// From rules to parts. A rule becomes a part of its own, or changes copies of those that hold on its days.
#include "services/stations/hours/osm_rule.h"

#include <algorithm>

#include "services/stations/hours/year.h"

namespace unionhall::hours::osm {
namespace {

const Weeks every_week = Weeks{}.set().reset(0);

/// When a part holds, as sets: they can be intersected and compared.
struct Reach {
  YearDays days;
  Weeks weeks;
};

Reach reach_of(const std::vector<Season>& seasons, const Weeks& weeks) { return {days_of(seasons), weeks.none() ? every_week : weeks}; }
Reach reach_of(const Part& part) { return reach_of(part.seasons, part.weeks); }

bool contains(const Reach& outer, const Reach& inner) { return (inner.days & ~outer.days).none() && (inner.weeks & ~outer.weeks).none(); }

void restrict_to(Part& part, const Reach& reach) {
  part.seasons = seasons_of(reach.days);
  part.weeks = reach.weeks == every_week ? Weeks{} : reach.weeks;
}

bool says_every_day(const Part& part) {
  return std::ranges::all_of(part.week, [](const auto& said) { return said.has_value(); });
}

/// Whether `upper` leaves nothing of what `lower` says, on the days of both.
bool hides(const Part& upper, const Part& lower) {
  for (std::size_t day = 0; day < upper.week.size(); ++day) {
    if (lower.week[day] && !upper.week[day]) return false;
  }
  return !lower.holidays || upper.holidays || says_every_day(upper);
}

/// Both as one part, where that says the same: what `lower` says of holidays must not come before the weekdays of `upper`.
bool join(Part& lower, const Part& upper) {
  if (lower.seasons != upper.seasons || lower.weeks != upper.weeks) return false;
  if (says_every_day(upper)) lower.holidays.reset();
  if (lower.holidays && !upper.holidays) return false;
  for (std::size_t day = 0; day < lower.week.size(); ++day) {
    if (upper.week[day]) lower.week[day] = upper.week[day];
  }
  if (upper.holidays) lower.holidays = upper.holidays;
  return true;
}

void put(std::vector<Part>& parts, Part part, std::size_t at) {
  const auto reach = reach_of(part);
  std::erase_if(parts, [&](const Part& before) { return contains(reach, reach_of(before)) && hides(part, before); });
  if (part.seasons.size() > seasons_max) throw Refused{at, Expected::fewer};
  if (!parts.empty() && join(parts.back(), part)) return;
  if (parts.size() == parts_max) throw Refused{at, Expected::fewer};
  parts.push_back(std::move(part));
}

Spans without(const Spans& spans, const Spans& cut) {
  Spans left;
  for (auto span : spans) {
    for (const auto& gap : cut) {
      if (gap.from > span.from && gap.from < span.until) left.push_back({span.from, gap.from});
      if (gap.from < span.until && gap.until > span.from) span.from = gap.until;
      if (span.from >= span.until) break;
    }
    if (span.from < span.until) left.push_back(span);
  }
  return left;
}

bool over_midnight(const Spans& spans) { return !spans.empty() && spans.back().until > minutes_of_day; }

bool over_midnight(const Part& part) {
  return std::ranges::any_of(part.week, [](const auto& said) { return said && over_midnight(*said); }) ||
         (part.holidays && over_midnight(*part.holidays));
}

class Change {
 public:
  explicit Change(const Rule& rule) : rule_(rule), reach_(reach_of(rule.seasons, rule.weeks)) {
    if (rule.holidays) refuse();  // which weekday's hours it would change, depends on the holiday
  }

  void make(std::vector<Part>& parts) const {
    // The night of the day before would have to be cut as well, and that is another day's hours.
    if (cuts() && (over_midnight(rule_.spans) || std::ranges::any_of(parts, [](const Part& part) { return over_midnight(part); })))
      refuse();
    auto changed = changed_copies(parts);
    if (!cuts()) put(parts, on_its_own(), rule_.at);
    for (auto& part : changed) put(parts, std::move(part), rule_.at);
  }

 private:
  bool cuts() const { return rule_.effect == Effect::cuts; }
  [[noreturn]] void refuse() const { throw Refused{rule_.at, cuts() ? Expected::no_closed_times : Expected::semicolon}; }

  /// What holds on days of which nothing was said before.
  Part on_its_own() const {
    Part part;
    restrict_to(part, reach_);
    for (std::size_t day = 0; day < part.week.size(); ++day) {
      if (rule_.weekdays[day]) part.week[day] = rule_.spans;
    }
    return part;
  }

  std::vector<Part> changed_copies(const std::vector<Part>& parts) const {
    std::vector<Part> copies;
    for (auto part : parts) {
      auto reach = reach_of(part);
      reach.days &= reach_.days;
      reach.weeks &= reach_.weeks;
      if (reach.days.none() || reach.weeks.none()) continue;
      restrict_to(part, reach);
      for (std::size_t day = 0; day < part.week.size(); ++day) {
        if (rule_.weekdays[day] && part.week[day]) part.week[day] = changed(*part.week[day]);
      }
      if (part.holidays) {
        const auto on_holidays = changed(*part.holidays);
        // Holidays on some weekdays would have other hours than those on the rest.
        if (on_holidays != *part.holidays && !rule_.weekdays.all()) refuse();
        part.holidays = on_holidays;
      }
      copies.push_back(std::move(part));
    }
    return copies;
  }

  Spans changed(const Spans& spans) const {
    if (cuts()) return without(spans, rule_.spans);
    auto both = spans;
    both.insert(both.end(), rule_.spans.begin(), rule_.spans.end());
    both = merged(std::move(both));
    if (both.size() > spans_max) throw Refused{rule_.at, Expected::fewer};
    return both;
  }

  const Rule& rule_;
  Reach reach_;
};

Part replacing(const Rule& rule) {
  Part part;
  restrict_to(part, reach_of(rule.seasons, rule.weeks));
  for (std::size_t day = 0; day < part.week.size(); ++day) {
    if (rule.weekdays[day]) part.week[day] = rule.spans;
  }
  if (rule.holidays) part.holidays = rule.spans;
  return part;
}

void except(const Rule& rule, std::vector<Exception>& exceptions) {
  if (rule.effect == Effect::adds) throw Refused{rule.at, Expected::semicolon};
  if (rule.effect == Effect::cuts) throw Refused{rule.at, Expected::no_closed_times};
  for (const auto& [from, until] : rule.dates) {
    const auto days = (std::chrono::sys_days(until) - std::chrono::sys_days(from)).count() + 1;
    if (days > exception_days_max || exceptions.size() == exceptions_max) throw Refused{rule.at, Expected::fewer};
    exceptions.push_back({.from = from, .until = until, .spans = rule.spans, .note = rule.note});
  }
}

}  // namespace

void apply(const Rule& rule, Hours& hours) {
  if (rule.spans.size() > spans_max) throw Refused{rule.at, Expected::fewer};
  if (!rule.dates.empty()) return except(rule, hours.exceptions);
  // It would go before the dates that stand before it, and exceptions go before what recurs.
  if (!hours.exceptions.empty()) throw Refused{rule.at, Expected::dates_last};

  if (rule.effect == Effect::replaces && rule.day_and_night && !rule.spans.empty()) {
    hours = {.always = true};
    return;
  }
  if (hours.always) {
    hours.always = false;
    hours.parts.emplace_back().week.fill(Spans{{.from = 0, .until = minutes_of_day}});
  }
  if (rule.effect == Effect::replaces) {
    put(hours.parts, replacing(rule), rule.at);
  } else {
    Change(rule).make(hours.parts);
  }
}

}  // namespace unionhall::hours::osm
