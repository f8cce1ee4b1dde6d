// Reads the text of `opening_hours`, rule by rule, from left to right.
#include <algorithm>

#include "base/text.h"
#include "services/stations/hours/osm_rule.h"
#include "services/stations/hours/osm_words.h"
#include "services/stations/hours/year.h"

namespace unionhall::hours::osm {
namespace {

using std::chrono::last;

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; }

bool same_word(std::string_view a, std::string_view b) { return std::ranges::equal(a, b, {}, lower, lower); }

class Reader {
 public:
  explicit Reader(std::string_view text) : text_(text) {}

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
  [[noreturn]] void refuse(Expected expected) const { throw Refused{at_, expected}; }
  [[noreturn]] static void refuse_at(std::size_t at, Expected expected) { throw Refused{at, expected}; }

  // What stands next, behind spaces. U+0000 is no character of the grammar, and stands for the end as well.
  char peek() {
    while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t')) ++at_;
    return at_ < text_.size() ? text_[at_] : '\0';
  }
  bool at_end() { return peek() == '\0' && at_ == text_.size(); }

  bool take(char c) {
    if (peek() != c) return false;
    ++at_;
    return true;
  }

  template <class Is>
  std::string_view run(Is is) {
    peek();
    auto end = at_;
    while (end < text_.size() && is(text_[end])) ++end;
    return text_.substr(at_, end - at_);
  }
  std::string_view word() { return run(is_letter); }
  std::string_view digits() { return run(is_digit); }

  bool take_word(std::string_view wanted) {
    if (!same_word(word(), wanted)) return false;
    at_ += wanted.size();
    return true;
  }

  /// Its index; the word is taken.
  template <std::size_t N>
  std::optional<unsigned> take_one_of(const std::array<std::string_view, N>& words) {
    for (unsigned i = 0; i < N; ++i) {
      if (take_word(words[i])) return i;
    }
    return std::nullopt;
  }

  /// Looks behind a comma without taking it: whether what follows goes on with the list.
  template <class Looks>
  bool take_comma_before(Looks looks) {
    const auto before = at_;
    if (take(',') && looks()) return true;
    at_ = before;
    return false;
  }

  bool looks_like_time() {
    const auto number = digits();
    return !number.empty() && number.size() <= 2 && at_ + number.size() < text_.size() && text_[at_ + number.size()] == ':';
  }
  bool looks_like_year() { return digits().size() == 4; }
  bool looks_like_number() { return !digits().empty() && digits().size() <= 2 && !looks_like_time(); }
  template <std::size_t N>
  bool looks_like(const std::array<std::string_view, N>& words) {
    return std::ranges::any_of(words, [next = word()](std::string_view each) { return same_word(each, next); });
  }
  bool looks_like_weekday() { return looks_like(weekdays) || same_word(word(), "PH"); }

  unsigned number(std::size_t digits_max, unsigned min, unsigned max, Expected expected) {
    const auto read = digits();
    if (read.empty() || read.size() > digits_max) refuse(expected);
    unsigned value = 0;
    for (const char c : read) value = value * 10 + static_cast<unsigned>(c - '0');
    if (value < min || value > max) refuse(expected);
    at_ += read.size();
    return value;
  }

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
    const std::chrono::year year{static_cast<int>(number(4, 1900, 9999, Expected::year))};
    const auto from_month = month();
    if (!looks_like_number()) {
      const auto until_month = take('-') ? month() : from_month;
      if (until_month < from_month) refuse(Expected::later_date);
      return {year / from_month / 1, year / until_month / last};
    }
    const auto from = existing(year, from_month);
    if (!take('-')) return {from, from};
    const auto begin = at_;
    auto until_year = year;
    auto until_month = from_month;
    if (looks_like_year()) until_year = std::chrono::year{static_cast<int>(number(4, 1900, 9999, Expected::year))};
    if (until_year != year || !looks_like_number()) until_month = month();
    const auto until = existing(until_year, until_month);
    if (until < from) refuse_at(begin, Expected::later_date);
    return {from, until};
  }

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
    take(':');
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
    if (static_cast<unsigned>(read.count()) == weeks_max) read.reset();  // every week
  }

  void weekday_range(Rule& read) {
    if (take_word("PH")) {
      read.holidays = true;
      return;
    }
    const auto from = take_one_of(weekdays);
    if (!from) refuse(Expected::weekday);
    auto until = from;
    if (take('-') && !(until = take_one_of(weekdays))) refuse(Expected::weekday);
    for (auto weekday = *from;; weekday = (weekday + 1) % 7) {
      read.weekdays.set(weekday);
      if (weekday == *until) break;
    }
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

  std::string_view text_;
  std::size_t at_ = 0;
  bool closed_by_times_ = false;  // the rule read last: by times, or a word behind its days
};

}  // namespace

std::vector<Rule> rules_of(std::string_view text) { return Reader(text).rules(); }

}  // namespace unionhall::hours::osm
