// Reads the text of `opening_hours`, rule by rule, from left to right.
#include "base/text.h"
#include "services/stations/hours/osm_cursor.h"
#include "services/stations/hours/osm_rule.h"
#include "services/stations/hours/osm_words.h"
#include "services/stations/hours/year.h"

namespace unionhall::hours::osm {
namespace {

using std::chrono::last;

class Reader : Cursor {
 public:
  explicit Reader(std::string_view text) : Cursor(text) {}

  std::vector<Rule> rules() {
    std::vector<Rule> all{rule(false)};
    while (!at_end()) {
      const bool additional = peek() == ',';
      if (!additional && peek() != ';') refuse(Expected::rule_end);
      // Behind days alone a comma goes on with the days, and to "24/7" nothing can be added.
      if (additional && !closed_by_times_) refuse(Expected::semicolon);
      ++at_;
      if (!additional && at_end()) break;  // many close the last rule as well
      all.push_back(rule(additional));
    }
    return all;
  }

 private:
  std::chrono::month month() {
    const auto index = take_one_of(months);
    if (!index) refuse(Expected::month);
    return std::chrono::month{*index + 1};
  }

  std::chrono::day day() { return std::chrono::day{number(2, 1, 31, Expected::day_of_month)}; }

  Rule rule(bool additional) {
    if (at_end()) refuse(Expected::rule);
    Rule read{.at = at_};
    const auto begin = at_;
    if (text_.substr(at_).starts_with("24/7")) {
      if (additional) refuse(Expected::semicolon);
      at_ += 4;
      read.day_and_night = true;
      read.weekdays.set();
    } else if (looks_like_year()) {
      dates(read);
    } else {
      recurring(read);
    }
    const bool timed = !read.day_and_night && looks_like_time();
    if (timed) times(read.spans);
    if (at_ == begin && !looks_like_modifier()) refuse(Expected::rule);
    const auto behind_times = at_;
    const bool open = modifier(read, timed);
    closed_by_times_ = timed || (at_ != behind_times && !read.day_and_night);
    if (open && !timed) read.spans = {{.from = 0, .until = minutes_of_day}};
    if (!open && timed) {
      read.effect = Effect::cuts;
    } else if (additional && open) {
      read.effect = Effect::adds;
    }
    return read;
  }

  /// "2026 Feb 17", "2026 Feb 15-23", "2026 Dec 30-2027 Jan 02", "2026 Feb"; lists of them.
  void dates(Rule& read) {
    do {
      if (!looks_like_year()) refuse(Expected::year);
      read.dates.push_back(date_range());
    } while (take_comma_before([&] { return looks_like_year() || looks_like(months); }));
    take(':');
  }

  DateRange date_range() {
    const auto year = this_year();
    const auto from_month = month();
    if (!looks_like_number()) {
      const auto until_month = take('-') ? month() : from_month;
      if (until_month < from_month) refuse(Expected::later_date);
      return {year / from_month / 1, year / until_month / last};
    }
    const auto from = existing(year, from_month);
    if (!take('-')) return {from, from};
    const auto begin = at_;
    const bool same_month = looks_like_number();
    const auto until_year = looks_like_year() ? this_year() : year;
    const auto until = existing(until_year, same_month ? from_month : month());
    if (until < from) refuse_at(begin, Expected::later_date);
    return {from, until};
  }

  std::chrono::year this_year() { return std::chrono::year{static_cast<int>(number(4, 1900, 9999, Expected::year))}; }

  Date existing(std::chrono::year year, std::chrono::month month) {
    const auto begin = at_;
    const Date read = year / month / day();
    if (!read.ok()) refuse_at(begin, Expected::day_of_month);
    return read;
  }

  void recurring(Rule& read) {
    if (looks_like(months)) {
      do {
        read.seasons.push_back(season());
      } while (take_comma_before([&] { return looks_like(months); }));
    }
    if (take_word("week")) weeks(read.weeks);
    if (!read.seasons.empty() || read.weeks.any()) take(':');
    if (looks_like_weekday()) {
      do {
        weekday_range(read);
      } while (take_comma_before([&] { return looks_like_weekday(); }));
      take(':');
    } else {
      read.weekdays.set();
    }
  }

  /// "Jun", "Jun-Aug", "Dec 25", "Jun 05-20", "Oct 01-May 07".
  Season season() {
    const auto from_month = month();
    if (!looks_like_number()) {
      const auto until_month = take('-') ? month() : from_month;
      return {from_month / 1, until_month / last_day(until_month)};
    }
    const auto from = existing(from_month);
    if (!take('-')) return {from, from};
    const auto begin = at_;
    const bool same_month = looks_like_number();
    const auto until = existing(same_month ? from_month : month());
    if (same_month && until < from) refuse_at(begin, Expected::later_date);
    return {from, until};
  }

  std::chrono::month_day existing(std::chrono::month month) {
    const auto begin = at_;
    const auto read = month / day();
    if (!read.ok()) refuse_at(begin, Expected::day_of_month);
    return read;
  }

  /// "1-26", "1-53/2", "3,5,7".
  void weeks(Weeks& read) {
    do {
      const auto from = number(2, 1, weeks_max, Expected::week);
      auto until = from, step = 1u;
      if (take('-')) {
        until = number(2, from, weeks_max, Expected::week);
        if (take('/')) step = number(2, 1, weeks_max, Expected::week);
      }
      for (auto week = from; week <= until; week += step) read.set(week);
    } while (take_comma_before([&] { return looks_like_number(); }));
  }

  void weekday_range(Rule& read) {
    if (take_word("PH")) {
      read.holidays = true;
      return;
    }
    const auto from = weekday(), until = take('-') ? weekday() : from;
    for (auto day = from;; day = (day + 1) % 7) {
      read.weekdays.set(day);
      if (day == until) break;
    }
  }

  unsigned weekday() {
    const auto index = take_one_of(weekdays);
    if (!index) refuse(Expected::weekday);
    return *index;
  }

  void times(Spans& read) {
    do {
      read.push_back(span());
    } while (take_comma_before([&] { return looks_like_time(); }));
    read = merged(std::move(read));
  }

  Span span() {
    const int from = time(minutes_of_day - 1, Expected::time);
    if (!take('-') || !looks_like_time()) refuse(Expected::time_until);
    const auto begin = at_;
    int until = time(until_max, Expected::later_time);
    if (until == from) refuse_at(begin, Expected::later_time);  // all day, or never? Nobody can tell
    if (until < from) until += minutes_of_day;
    return {from, until};
  }

  int time(int max, Expected expected) {
    const auto begin = at_;
    const auto hours = number(2, 0, 48, expected);
    ++at_;  // the colon that looks_like_time() saw
    if (digits().size() != 2) refuse(Expected::time);
    const auto read = static_cast<int>(hours * 60 + number(2, 0, 59, Expected::time));
    if (read > max) refuse_at(begin, expected);
    return read;
  }

  bool looks_like_modifier() { return looks_like(modifiers); }

  /// "open", "off" or "closed"; nothing means open. Then perhaps why, on dates.
  bool modifier(Rule& read, bool timed) {
    const auto said = take_one_of(modifiers);
    if (peek() == '"') {
      if (read.dates.empty()) refuse(Expected::rule_end);  // "by appointment" is not open
      if (!said && !timed) refuse(Expected::times_or_off);
      note(read.note);
    }
    return !said || modifiers[*said] == "open";
  }

  void note(std::string& read) {
    const auto begin = ++at_;
    const auto end = text_.find('"', begin);
    if (end == std::string_view::npos) refuse(Expected::short_note);
    const auto written = text_.substr(begin, end - begin);
    const auto folded = text::folded(written);
    if (!folded) refuse(Expected::utf8);
    if (*text::length(*folded) > note_chars_max) refuse(Expected::short_note);
    read = *folded;
    at_ = end + 1;
  }

  bool closed_by_times_ = false;  // the rule read last: by times, or a word behind its days
};

}  // namespace

std::vector<Rule> rules_of(std::string_view text) { return Reader(text).rules(); }

}  // namespace unionhall::hours::osm
