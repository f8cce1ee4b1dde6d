#include "hall/calendar/calendar.h"

#include "hall/calendar/years.h"

namespace unionhall::calendar {
namespace {

using std::chrono::days;
using std::chrono::sys_days;
using std::chrono::weekday;

constexpr int days_max = 3660;

Date next(Date day) { return sys_days(day) + days{1}; }

/// Cuts the first word off `line`.
std::string_view take_word(std::string_view& line) {
  const auto begin = line.find_first_not_of(' ');
  if (begin == std::string_view::npos) return line = {};
  const auto end = std::min(line.find(' ', begin), line.size());
  const auto word = line.substr(begin, end - begin);
  line.remove_prefix(end);
  return word;
}

std::string_view trimmed(std::string_view text) {
  const auto begin = text.find_first_not_of(" \r");
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(" \r") - begin + 1);
}

/// Nothing is wrong: an empty code.
std::string read_line(Year& year, std::string_view line) {
  if (line.front() == '#') {
    if (year.title.empty()) year.title = trimmed(line.substr(1));
    return "";
  }
  const auto kind = take_word(line);
  if (kind != "rest" && kind != "work") return "unknown_line";
  const auto first = parse_iso_date(take_word(line));
  if (!first) return "no_such_day";
  if (year.number == 0) year.number = static_cast<int>(first->year());

  if (kind == "work") {
    if (!trimmed(line).empty()) return "unknown_line";
    return year.work.insert(*first).second && !year.rest.contains(*first) ? "" : "said_twice";
  }
  const auto last = parse_iso_date(take_word(line));
  if (!last) return "no_such_day";
  if (*last < *first) return "ends_before_it_begins";
  if (sys_days(*last) - sys_days(*first) > days{31}) return "no_such_day";  // no holiday is that long
  for (auto day = *first; day <= *last; day = next(day)) {
    if (!year.rest.emplace(day, trimmed(line)).second || year.work.contains(day)) return "said_twice";
  }
  return "";
}

/// Every day within the year, or the weeks beside it.
bool near(const Year& year, Date day) {
  const auto about = std::chrono::year{year.number};
  return day >= Date(sys_days(about / 1 / 1) - days{14}) && day <= Date(sys_days(about / 12 / 31) + days{14});
}

}  // namespace

Result<Year, YearFault> parse_year(std::string_view text) {
  Year year;
  for (int number = 1; !text.empty(); ++number) {
    const auto end = std::min(text.find('\n'), text.size());
    const auto line = trimmed(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty()) continue;
    if (auto code = read_line(year, line); !code.empty()) return std::unexpected(YearFault{number, std::move(code)});
  }
  if (year.rest.empty()) return std::unexpected(YearFault{0, "no_days"});
  for (const auto& [day, name] : year.rest) {
    if (!near(year, day)) return std::unexpected(YearFault{0, "other_year"});
  }
  for (const auto day : year.work) {
    if (!near(year, day)) return std::unexpected(YearFault{0, "other_year"});
  }
  return year;
}

void Calendar::add(Year year) {
  if (const auto before = years_.find(year.number); before != years_.end()) {
    for (const auto& [day, name] : before->second.rest) rest_.erase(day);
    for (const auto day : before->second.work) work_.erase(day);
  }
  rest_.insert(year.rest.begin(), year.rest.end());
  work_.insert(year.work.begin(), year.work.end());
  const auto number = year.number;
  years_.insert_or_assign(number, std::move(year));
}

bool Calendar::works(Date day) const {
  if (work_.contains(day)) return true;
  if (rest_.contains(day)) return false;
  const weekday of_week{sys_days(day)};
  return of_week != std::chrono::Saturday && of_week != std::chrono::Sunday;
}

std::string Calendar::holiday(Date day) const {
  const auto found = rest_.find(day);
  return found == rest_.end() ? "" : found->second;
}

Calendar::Due Calendar::due(Date from, int count, Count counted) const {
  if (count < 1 || count > days_max) throw std::logic_error("a period has between 1 and 3660 days");
  auto day = from;
  for (int left = count; left > 0;) {
    day = next(day);
    if (counted == Count::days || works(day)) --left;
  }
  while (!works(day)) day = next(day);
  // A year that is not announced may hold a holiday that moves the day. What it says of the last days of the year before
  // (a bridge over New Year) is known as late as this, and is small.
  bool provisional = false;
  for (auto year = from.year(); year <= day.year(); ++year) provisional |= !knows(year);
  return {day, provisional};
}

int Calendar::days_between(Date from, Date day, Count counted) const {
  int between = 0;
  for (auto on = from; on < day;) {
    on = next(on);
    if (counted == Count::days || works(on)) ++between;
  }
  return between;
}

const Calendar& built_in() {
  static const Calendar calendar = [] {
    Calendar made;
    for (const auto& [number, text] : years_built_in()) {
      auto year = parse_year(text);
      if (!year || year->number != number) throw std::logic_error("a year that is built in does not read");
      made.add(std::move(*year));
    }
    return made;
  }();
  return calendar;
}

bool keep(db::Session& db, const Year& year, std::string_view text, Instant now) {
  return db.exec(R"sql(
      INSERT INTO calendar_years (year, notice, at_ms) VALUES (:year, :notice, :at)
          ON CONFLICT (year) DO UPDATE SET notice = excluded.notice, at_ms = excluded.at_ms
           WHERE calendar_years.notice <> excluded.notice)sql",
                 std::int64_t{year.number}, text, now) == 1;
}

Calendar load(db::Session& db) {
  auto calendar = built_in();
  for (const auto& text : db.all<std::string>("SELECT notice FROM calendar_years ORDER BY year LIMIT 200")) {
    auto year = parse_year(text);
    if (!year) throw std::runtime_error("a year of the calendar in the database does not read");
    calendar.add(std::move(*year));
  }
  return calendar;
}

}  // namespace unionhall::calendar
