#include <fmt/format.h>

#include <algorithm>

#include "services/stations/hours/osm_rule.h"
#include "services/stations/hours/osm_words.h"
#include "services/stations/hours/year.h"

namespace unionhall::hours {
namespace {

std::size_t characters_before(std::string_view text, std::size_t at) {
  return static_cast<std::size_t>(
      std::ranges::count_if(text.substr(0, at), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string written(const Span& span) {
  const auto time = [](int minutes) { return fmt::format("{:02}:{:02}", minutes / 60, minutes % 60); };
  const bool wraps = span.until > minutes_of_day && span.until - minutes_of_day < span.from;
  return time(span.from) + "-" + time(wraps ? span.until - minutes_of_day : span.until);
}

std::string written(const Spans& spans) {
  if (spans.empty()) return "off";
  std::string text;
  for (const auto& span : spans) text += (text.empty() ? "" : ",") + written(span);
  return text;
}

std::string written(std::chrono::month month) { return std::string(osm::months[static_cast<unsigned>(month) - 1]); }
std::string written(std::chrono::month_day day) { return fmt::format("{} {:02}", written(day.month()), static_cast<unsigned>(day.day())); }

std::string written(const Season& season) {
  const auto [from, until] = season;
  if (from == until) return written(from);
  if (from.day() == std::chrono::day{1} && until.day() == osm::last_day(until.month())) {
    if (from.month() == until.month()) return written(from.month());
    return written(from.month()) + "-" + written(until.month());
  }
  if (from.month() == until.month() && from < until) return fmt::format("{}-{:02}", written(from), static_cast<unsigned>(until.day()));
  return written(from) + "-" + written(until);
}

std::string written(const Exception& exception) {
  const auto day = [](Date date) { return fmt::format("{} {}", static_cast<int>(date.year()), written(date.month() / date.day())); };
  auto text = day(exception.from);
  if (exception.until.year() != exception.from.year() || exception.until.month() != exception.from.month()) {
    text += "-" + day(exception.until);
  } else if (exception.until != exception.from) {
    text += fmt::format("-{:02}", unsigned{exception.until.day()});
  }
  text += " " + written(exception.spans);
  return exception.note.empty() ? text : text + " \"" + exception.note + "\"";
}

/// "week 01-26", "week 01-53/2", "week 03,05,07-09".
std::string written(const Weeks& weeks) {
  std::vector<unsigned> numbers;
  for (unsigned week = 1; week <= weeks_max; ++week) {
    if (weeks[week]) numbers.push_back(week);
  }
  const auto step = numbers.size() > 2 ? numbers[1] - numbers[0] : 1;
  const auto other_step = [&](unsigned a, unsigned b) { return b - a != step; };
  if (step > 1 && std::ranges::adjacent_find(numbers, other_step) == numbers.end()) {
    return fmt::format("week {:02}-{:02}/{}", numbers.front(), numbers.back(), step);
  }
  std::string text;
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    text += fmt::format("{}{:02}", text.empty() ? "week " : ",", numbers[i]);
    const auto first = i;
    while (i + 1 < numbers.size() && numbers[i + 1] == numbers[i] + 1) ++i;
    if (i != first) text += fmt::format("-{:02}", numbers[i]);
  }
  return text;
}

/// "Mo-Fr" for the days that have these spans; all of them are "Mo-Su".
std::string weekdays_with(const Part& part, const Spans& spans) {
  const auto has = [&](std::size_t day) { return part.week[day] && *part.week[day] == spans; };
  std::string text;
  for (std::size_t day = 0; day < part.week.size(); ++day) {
    if (!has(day)) continue;
    auto last = day;
    while (last + 1 < part.week.size() && has(last + 1)) ++last;
    if (!text.empty()) text += ",";
    text += osm::weekdays[day];
    if (last != day) (text += last == day + 1 ? "," : "-") += osm::weekdays[last];
    day = last;
  }
  return text;
}

class Writer {
 public:
  explicit Writer(const Hours& hours) {
    if (hours.always) add("24/7");
    for (const auto& part : hours.parts) add(part);
    if (text_.empty()) add("off");
    for (const auto& exception : hours.exceptions) add(written(exception));
  }

  std::string text() && { return std::move(text_); }

 private:
  void add(const Part& part) {
    std::string when;
    for (const auto& season : part.seasons) when += (when.empty() ? "" : ",") + written(season);
    if (part.weeks.any()) (when += when.empty() ? "" : " ") += written(part.weeks);
    if (!when.empty()) when += " ";

    std::vector<Spans> said;  // each once, in the order of the week
    for (const auto& spans : part.week) {
      if (spans && std::ranges::find(said, *spans) == said.end()) said.push_back(*spans);
    }
    for (const auto& spans : said) {
      if (spans.empty() && first_part_) continue;  // a day of which nothing is said is closed
      const auto days = weekdays_with(part, spans);
      // Without days a rule is for all of them; opening_hours.js takes it for an addition where another stands before it.
      const bool understood = days == "Mo-Su" && (text_.empty() || !when.empty());
      add(understood ? when + written(spans) : fmt::format("{}{} {}", when, days, written(spans)));
    }
    // Last: the weekdays' rules hold on holidays too, and later rules go before earlier ones.
    if (part.holidays) add(when + "PH " + written(*part.holidays));
    first_part_ = false;
  }

  void add(std::string_view rule) {
    if (!text_.empty()) text_ += "; ";
    text_ += rule;
  }

  std::string text_;
  bool first_part_ = true;
};

}  // namespace

Result<Hours, Unreadable> parse_osm(std::string_view text) try {
  if (text.size() > text_bytes_max) throw osm::Refused{text_bytes_max, Expected::shorter_text};
  Hours hours;
  for (const auto& rule : osm::rules_of(text)) osm::apply(rule, hours);
  if (!hours.always && hours.parts.empty()) hours.parts.emplace_back().week.fill(Spans{});  // single dates alone: closed on all others
  return hours;
} catch (const osm::Refused& refused) {
  return std::unexpected(Unreadable{characters_before(text, refused.at), refused.expected});
}

std::optional<std::string> osm_of(const Hours& hours) {
  if (std::ranges::any_of(hours.parts, [](const Part& part) { return part.make_up.has_value(); })) return std::nullopt;
  if (std::ranges::any_of(hours.exceptions, [](const Exception& one) { return one.note.find('"') != std::string::npos; }))
    return std::nullopt;
  auto text = Writer(hours).text();
  return text.size() <= text_bytes_max ? std::optional{std::move(text)} : std::nullopt;
}

}  // namespace unionhall::hours
