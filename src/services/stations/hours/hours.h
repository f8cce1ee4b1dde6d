#pragma once
// When a station is open (开放时间). Hours are kept as structure and not as text, so that a page can show and edit them by
// tapping, and nobody guesses what a sentence meant:
//
//   always                 day and night; no parts then
//   parts                  what recurs, each for a time of the year (平时, 夏季, 单周); what a later part says of a day goes
//                          before what the earlier ones say. Per part:
//                            week       spans for each weekday, or nothing: as the parts before say
//                            holidays   spans on public holidays (法定节假日), or nothing: as the weekday
//                            make_up    on weekend days that are worked to make up (调休上班): spans, as a working day
//                                       (a Saturday as Friday, a Sunday as Monday), or nothing: as the weekday
//   exceptions             single dates or ranges of them; they go before all parts, and the last before the others
//
// A span belongs to the day on which it begins. It may run over midnight, and then goes on whatever the next day says. A day
// of which nothing is said is closed. Which days are holidays or make-up days, hall/calendar knows; beyond the years that
// are announced there are none.
#include <array>
#include <bitset>
#include <boost/describe.hpp>
#include <boost/json/value.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/base.h"
#include "hall/calendar/calendar.h"

namespace unionhall::hours {

/// Minutes since midnight of the day on which it begins; beyond 24:00 it is the next day.
struct Span {
  int from = 0;   // 0 … 23:59
  int until = 0;  // later than that, 48:00 at most
  friend bool operator==(const Span&, const Span&) = default;
};
using Spans = std::vector<Span>;  // in order, none overlaps another; empty: closed

/// From a day of the year to another, both included; over New Year where the second is the earlier one. 02-29 exists.
struct Season {
  std::chrono::month_day from, until;
  friend bool operator==(const Season&, const Season&) = default;
};

using Weeks = std::bitset<54>;  // weeks of the year by their number, 1 … 53 (ISO 8601)

/// A make-up day is like the working day beside it.
struct AsWorkday {
  friend bool operator==(const AsWorkday&, const AsWorkday&) = default;
};

struct Part {
  std::vector<Season> seasons;                            // empty: all year
  Weeks weeks;                                            // none: every week
  std::array<std::optional<Spans>, 7> week;               // Monday first
  std::optional<Spans> holidays;                          // nothing: as the weekday
  std::optional<std::variant<AsWorkday, Spans>> make_up;  // nothing: as the weekday
  friend bool operator==(const Part&, const Part&) = default;
};

struct Exception {
  Date from, until;  // both included
  Spans spans;
  std::string note;  // why; may be empty
  friend bool operator==(const Exception&, const Exception&) = default;
};

struct Hours {
  bool always = false;
  std::vector<Part> parts;
  std::vector<Exception> exceptions;
  friend bool operator==(const Hours&, const Hours&) = default;
};

constexpr int spans_max = 8;     // of one day
constexpr int seasons_max = 12;  // of one part
constexpr int parts_max = 24;
constexpr int exceptions_max = 100;
constexpr int exception_days_max = 366;
constexpr int note_chars_max = 60;
constexpr int text_bytes_max = 16'000;

/// What should have stood where reading ended. The words are the interface's: a page says them in the reader's language.
enum class Expected {
  // in a text
  rule,             // a weekday, month, date, week, time, "24/7", "PH" or "off"
  weekday,          // "Mo" … "Su" or "PH"
  month,            // "Jan" … "Dec"
  day_of_month,     // a day that this month has
  week,             // 1 … 53, not before the first of its range
  year,             // each date of a list with its year
  later_date,       // a range ends after it begins
  time,             // "08:00"
  time_until,       // "-" and a time: an end is never left open
  later_time,       // an end other than the beginning, 48:00 at most
  times_or_off,     // of a date: its times, or "off"
  rule_end,         // ";", "," or the end of the text
  semicolon,        // such a rule does not add to others, it goes before them
  dates_last,       // rules that recur stand before those of single dates
  no_closed_times,  // times "off" do not go with spans over midnight
  utf8,
  shorter_text,
  // in a structure
  object,
  array,
  text,
  yes_or_no,
  known_member,
  month_and_day,      // "06-01"
  date,               // "2026-02-17"
  after_span_before,  // spans stand in order and do not overlap
  something_said,     // "always" or a part; in a part, at least one day
  no_parts,           // beside "always"
  short_note,
  fewer,  // more than are taken
};
BOOST_DESCRIBE_ENUM(Expected, rule, weekday, month, day_of_month, week, year, later_date, time, time_until, later_time, times_or_off,
                    rule_end, semicolon, dates_last, no_closed_times, utf8, shorter_text, object, array, text, yes_or_no, known_member,
                    month_and_day, date, after_span_before, something_said, no_parts, short_note, fewer)

/// Where in a text reading ended: so many characters (code points) stand before the place.
struct Unreadable {
  std::size_t place = 0;
  Expected expected{};
  friend bool operator==(const Unreadable&, const Unreadable&) = default;
};

/// Where in a structure: "parts[0].week.mo[1].until".
struct Invalid {
  std::string place;
  Expected expected{};
  friend bool operator==(const Invalid&, const Invalid&) = default;
};

/// Reads what OpenStreetMap's `opening_hours` says, where the structure can say exactly the same: weekdays, "PH", times,
/// months, dates, weeks, "24/7", "off", rules that go before others (";") and rules that add to them (",").
/// Source: wiki.openstreetmap.org/wiki/Key:opening_hours/specification, version 0.7.3. Refused are the sun's times, open
/// ends, "unknown", "SH", easter, the nth weekday of a month, "||", comments but on dates, and what the header's model
/// cannot hold, each with its place.
Result<Hours, Unreadable> parse_osm(std::string_view text);

/// The same the other way; parse_osm reads it. Nothing where OpenStreetMap cannot say it: it knows no make-up days, no
/// quotation mark in a note, and no text of more than text_bytes_max.
std::optional<std::string> osm_of(const Hours& hours);

/// {"always": false, "parts": [{"seasons": [{"from": "06-01", "until": "09-30"}], "weeks": [1, 3],
///   "week": {"mo": [{"from": "08:00", "until": "26:00"}], …, "su": []}, "holidays": […], "make_up": "as_workday" or […]}],
///  "exceptions": [{"from": "2026-02-17", "until": "2026-02-17", "spans": [], "note": "春节"}]}
/// What is not said is left out. Reading takes nothing else, and only what holds to the limits above.
Result<Hours, Invalid> from_json(const boost::json::value& value);
boost::json::value to_json(const Hours& hours);

/// Half-open.
struct Interval {
  Instant from, until;
  friend bool operator==(const Interval&, const Interval&) = default;
};

/// When it is open within `days` days (Beijing) from the first moment of `from`: in order, merged, cut at both ends.
std::vector<Interval> expand(const Hours& hours, const calendar::Calendar& calendar, Date from, int days);

bool is_open(std::span<const Interval> open, Instant now);
/// When it next opens or closes, before `known_until`: the end of the days that were expanded, where an interval may be cut.
std::optional<Instant> next_change(std::span<const Interval> open, Instant now, Instant known_until);

}  // namespace unionhall::hours
