#include "services/stations/hours/year.h"

#include <algorithm>

namespace unionhall::hours {
namespace {

using std::chrono::days;
using std::chrono::sys_days;

constexpr std::chrono::year leap{2024};

std::size_t index_of(std::chrono::month_day day) {
  return static_cast<std::size_t>((sys_days(leap / day.month() / day.day()) - sys_days(leap / 1 / 1)).count());
}

std::chrono::month_day day_at(std::size_t index) {
  const Date day{sys_days(leap / 1 / 1) + days{index}};
  return day.month() / day.day();
}

bool within(const Season& season, std::chrono::month_day day) {
  return season.from <= season.until ? season.from <= day && day <= season.until : season.from <= day || day <= season.until;
}

}  // namespace

YearDays days_of(const std::vector<Season>& seasons) {
  if (seasons.empty()) return YearDays{}.set();
  YearDays all;
  for (const auto& season : seasons) {
    const auto last = index_of(season.until);
    for (auto day = index_of(season.from);; day = (day + 1) % all.size()) {
      all.set(day);
      if (day == last) break;
    }
  }
  return all;
}

std::vector<Season> seasons_of(const YearDays& all) {
  std::vector<Season> seasons;
  if (all.all()) return seasons;
  for (std::size_t day = 0; day < all.size(); ++day) {
    if (!all[day]) continue;
    auto last = day;
    while (last + 1 < all.size() && all[last + 1]) ++last;
    seasons.push_back({day_at(day), day_at(last)});
    day = last;
  }
  // Over New Year: the season that ends the year goes on as the one that begins it.
  if (seasons.size() > 1 && all[0] && all[all.size() - 1]) {
    seasons.back().until = seasons.front().until;
    seasons.erase(seasons.begin());
  }
  return seasons;
}

unsigned iso_week(Date day) {
  // A week belongs to the year of its Thursday.
  const auto weekday = std::chrono::weekday{sys_days(day)}.iso_encoding();
  const auto thursday = sys_days(day) + days{4} - days{weekday};
  return static_cast<unsigned>((thursday - sys_days(Date{thursday}.year() / 1 / 1)).count() / 7 + 1);
}

bool covers(const Part& part, Date day) {
  const auto of_year = day.month() / day.day();
  return (part.seasons.empty() || std::ranges::any_of(part.seasons, [&](const Season& season) { return within(season, of_year); })) &&
         (part.weeks.none() || part.weeks.test(iso_week(day)));
}

Spans merged(Spans spans) {
  std::ranges::sort(spans, {}, &Span::from);
  Spans joined;
  for (const auto& span : spans) {
    if (!joined.empty() && span.from <= joined.back().until) {
      joined.back().until = std::max(joined.back().until, span.until);
    } else {
      joined.push_back(span);
    }
  }
  return joined;
}

}  // namespace unionhall::hours
