#include <fmt/format.h>

#include <algorithm>
#include <boost/json.hpp>

#include "base/text.h"
#include "services/stations/hours/hours.h"
#include "services/stations/hours/year.h"

namespace unionhall::hours {
namespace {

namespace json = boost::json;

constexpr std::array<std::string_view, 7> weekday_names{"mo", "tu", "we", "th", "fr", "sa", "su"};
constexpr std::string_view as_workday = "as_workday";

/// Ends the reading; caught where it begins. The reader goes down through objects and arrays, and carries the place along.
struct Refused {
  Invalid why;
};

[[noreturn]] void refuse(const std::string& place, Expected expected) { throw Refused{{.place = place, .expected = expected}}; }

std::string within(const std::string& place, std::size_t i) { return fmt::format("{}[{}]", place, i); }
std::string within(const std::string& place, std::string_view name) {
  return place.empty() ? std::string(name) : fmt::format("{}.{}", place, name);
}

/// Also that it has no members but these.
const json::object& object(const json::value& value, const std::string& place, std::span<const std::string_view> members) {
  if (!value.is_object()) refuse(place, Expected::object);
  for (const auto& [name, member] : value.get_object()) {
    if (std::ranges::find(members, std::string_view(name)) == members.end()) refuse(within(place, name), Expected::known_member);
  }
  return value.get_object();
}

const json::value& member(const json::object& object, std::string_view name, const std::string& place, Expected expected) {
  const auto* const value = object.if_contains(name);
  if (value == nullptr) refuse(within(place, name), expected);
  return *value;
}

std::string_view word(const json::value& value, const std::string& place, Expected expected) {
  if (!value.is_string()) refuse(place, expected);
  return value.get_string();
}

/// Nothing was said: none.
template <class Read>
auto list(const json::object& object, std::string_view name, const std::string& outer, std::size_t max, Read read) {
  std::vector<decltype(read(std::declval<json::value>(), outer))> all;
  const auto* const value = object.if_contains(name);
  if (value == nullptr) return all;
  const auto place = within(outer, name);
  if (!value->is_array()) refuse(place, Expected::array);
  const auto& items = value->get_array();
  if (items.size() > max) refuse(place, Expected::fewer);
  for (std::size_t i = 0; i < items.size(); ++i) all.push_back(read(items[i], within(place, i)));
  return all;
}

/// Two digits each; -1 when it is nothing of the kind.
int two_numbers(std::string_view text, char between, int second_max) {
  if (text.size() != 5 || text[2] != between) return -1;
  for (const std::size_t i : {0, 1, 3, 4}) {
    if (text[i] < '0' || text[i] > '9') return -1;
  }
  const int first = (text[0] - '0') * 10 + (text[1] - '0'), second = (text[3] - '0') * 10 + (text[4] - '0');
  return second > second_max ? -1 : first * 100 + second;
}

int minutes_of(const json::value& value, const std::string& place) {
  const int read = two_numbers(word(value, place, Expected::time), ':', 59);
  if (read < 0) refuse(place, Expected::time);
  return read / 100 * 60 + read % 100;
}

Span span_of(const json::value& value, const std::string& place) {
  static constexpr std::array<std::string_view, 2> members{"from", "until"};
  const auto& read = object(value, place, members);
  const Span span{.from = minutes_of(member(read, "from", place, Expected::time), within(place, "from")),
                  .until = minutes_of(member(read, "until", place, Expected::time), within(place, "until"))};
  if (span.from >= minutes_of_day) refuse(within(place, "from"), Expected::time);
  if (span.until <= span.from || span.until > until_max) refuse(within(place, "until"), Expected::later_time);
  return span;
}

Spans spans_of(const json::object& object, std::string_view name, const std::string& outer) {
  auto spans = list(object, name, outer, spans_max, span_of);
  for (std::size_t i = 1; i < spans.size(); ++i) {
    if (spans[i].from < spans[i - 1].until) refuse(within(within(within(outer, name), i), "from"), Expected::after_span_before);
  }
  return spans;
}

std::optional<Spans> said_spans(const json::object& object, std::string_view name, const std::string& outer) {
  return object.contains(name) ? std::optional{spans_of(object, name, outer)} : std::nullopt;
}

std::chrono::month_day month_day_of(const json::value& value, const std::string& place) {
  const int read = two_numbers(word(value, place, Expected::month_and_day), '-', 31);
  const std::chrono::month_day day{std::chrono::month{static_cast<unsigned>(std::max(read, 0) / 100)},
                                   std::chrono::day{static_cast<unsigned>(std::max(read, 0) % 100)}};
  if (!day.ok()) refuse(place, Expected::month_and_day);
  return day;
}

Season season_of(const json::value& value, const std::string& place) {
  static constexpr std::array<std::string_view, 2> members{"from", "until"};
  const auto& read = object(value, place, members);
  return {.from = month_day_of(member(read, "from", place, Expected::month_and_day), within(place, "from")),
          .until = month_day_of(member(read, "until", place, Expected::month_and_day), within(place, "until"))};
}

unsigned week_of(const json::value& value, const std::string& place) {
  if (!value.is_int64() || value.get_int64() < 1 || value.get_int64() > weeks_max) refuse(place, Expected::week);
  return static_cast<unsigned>(value.get_int64());
}

Part part_of(const json::value& value, const std::string& place) {
  static constexpr std::array<std::string_view, 5> members{"seasons", "weeks", "week", "holidays", "make_up"};
  const auto& read = object(value, place, members);
  Part part;
  part.seasons = list(read, "seasons", place, seasons_max, season_of);
  for (const auto week : list(read, "weeks", place, weeks_max, week_of)) part.weeks.set(week);
  if (const auto* const week = read.if_contains("week")) {
    const auto inside = within(place, "week");
    const auto& days = object(*week, inside, weekday_names);
    for (std::size_t day = 0; day < weekday_names.size(); ++day) part.week[day] = said_spans(days, weekday_names[day], inside);
  }
  part.holidays = said_spans(read, "holidays", place);
  if (const auto* const make_up = read.if_contains("make_up")) {
    if (make_up->is_string()) {
      if (make_up->get_string() != as_workday) refuse(within(place, "make_up"), Expected::array);
      part.make_up = AsWorkday{};
    } else {
      part.make_up = spans_of(read, "make_up", place);
    }
  }
  const bool says = part.holidays || part.make_up || std::ranges::any_of(part.week, [](const auto& said) { return said.has_value(); });
  if (!says) refuse(place, Expected::something_said);
  return part;
}

Date date_of(const json::object& object, std::string_view name, const std::string& outer) {
  const auto place = within(outer, name);
  const auto date = parse_iso_date(word(member(object, name, outer, Expected::date), place, Expected::date));
  if (!date || date->year() < std::chrono::year{1900}) refuse(place, Expected::date);
  return *date;
}

std::string note_of(const json::object& object, const std::string& outer) {
  const auto* const value = object.if_contains("note");
  if (value == nullptr) return "";
  const auto place = within(outer, "note");
  const auto folded = text::folded(word(*value, place, Expected::short_note));
  if (!folded || *text::length(*folded) > note_chars_max) refuse(place, Expected::short_note);
  return *folded;
}

Exception exception_of(const json::value& value, const std::string& place) {
  static constexpr std::array<std::string_view, 4> members{"from", "until", "spans", "note"};
  const auto& read = object(value, place, members);
  Exception exception{.from = date_of(read, "from", place), .until = date_of(read, "until", place)};
  if (exception.until < exception.from) refuse(within(place, "until"), Expected::later_date);
  const auto days = (std::chrono::sys_days(exception.until) - std::chrono::sys_days(exception.from)).count() + 1;
  if (days > exception_days_max) refuse(within(place, "until"), Expected::fewer);
  member(read, "spans", place, Expected::array);  // left out by mistake, it would be closed
  exception.spans = spans_of(read, "spans", place);
  exception.note = note_of(read, place);
  return exception;
}

Hours hours_of(const json::value& value) {
  static constexpr std::array<std::string_view, 3> members{"always", "parts", "exceptions"};
  const auto& read = object(value, "", members);
  Hours hours;
  if (const auto* const always = read.if_contains("always")) {
    if (!always->is_bool()) refuse("always", Expected::yes_or_no);
    hours.always = always->get_bool();
  }
  hours.parts = list(read, "parts", "", parts_max, part_of);
  hours.exceptions = list(read, "exceptions", "", exceptions_max, exception_of);
  if (hours.always && !hours.parts.empty()) refuse("parts", Expected::no_parts);
  if (!hours.always && hours.parts.empty()) refuse("parts", Expected::something_said);
  return hours;
}

std::string two_digits(unsigned first, char between, unsigned second) { return fmt::format("{:02}{}{:02}", first, between, second); }
std::string written(int minutes) { return two_digits(static_cast<unsigned>(minutes / 60), ':', static_cast<unsigned>(minutes % 60)); }
std::string written(std::chrono::month_day day) { return two_digits(unsigned{day.month()}, '-', unsigned{day.day()}); }

json::array written(const Spans& spans) {
  json::array all;
  for (const auto& span : spans) all.push_back({{"from", written(span.from)}, {"until", written(span.until)}});
  return all;
}

json::object written(const Part& part) {
  json::array seasons, weeks;
  for (const auto& season : part.seasons) seasons.push_back({{"from", written(season.from)}, {"until", written(season.until)}});
  for (unsigned week = 1; week <= weeks_max; ++week) {
    if (part.weeks[week]) weeks.emplace_back(std::int64_t{week});
  }
  json::object week;
  for (std::size_t day = 0; day < part.week.size(); ++day) {
    if (const auto& said = part.week[day]) week[weekday_names[day]] = written(*said);
  }
  json::object all{{"seasons", std::move(seasons)}, {"weeks", std::move(weeks)}, {"week", std::move(week)}};
  if (part.holidays) all["holidays"] = written(*part.holidays);
  if (part.make_up) {
    const auto* const own = std::get_if<Spans>(&*part.make_up);
    all["make_up"] = own ? json::value(written(*own)) : json::value(as_workday);
  }
  return all;
}

json::object written(const Exception& exception) {
  return {{"from", iso_date(exception.from)},
          {"until", iso_date(exception.until)},
          {"spans", written(exception.spans)},
          {"note", exception.note}};
}

}  // namespace

Result<Hours, Invalid> from_json(const json::value& value) try { return hours_of(value); } catch (const Refused& refused) {
  return std::unexpected(refused.why);
}

json::value to_json(const Hours& hours) {
  json::array parts, exceptions;
  for (const auto& part : hours.parts) parts.push_back(written(part));
  for (const auto& exception : hours.exceptions) exceptions.push_back(written(exception));
  return {{"always", hours.always}, {"parts", std::move(parts)}, {"exceptions", std::move(exceptions)}};
}

}  // namespace unionhall::hours
