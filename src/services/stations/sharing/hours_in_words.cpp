// Hours for a picture and a wall: what every week is like; what changes with the season is left to the page that the code opens.
#include <fmt/format.h>

#include "http/http.h"
#include "services/stations/json.h"
#include "services/stations/sharing/sharing.h"

namespace unionhall::stations::sharing {
namespace {

std::string text(std::string_view key, const TextParams& params = {}) {
  return http::Texts::global().text("stations.hours." + std::string(key), http::Language::zh_cn, params);
}

std::string words_of(const hours::Spans& spans) {
  if (spans.empty()) return text("closed");
  std::string all;
  for (const auto& [from, until] : spans) {
    const auto end = until > 24 * 60 ? text("next_day", {{"time", fmt::format("{:02}:{:02}", until / 60 - 24, until % 60)}})
                                     : fmt::format("{:02}:{:02}", until / 60, until % 60);
    all += fmt::format("{}{:02}:{:02}–{}", all.empty() ? "" : "，", from / 60, from % 60, end);
  }
  return all;
}

std::string days_of(std::size_t from, std::size_t to) {
  if (from == 0 && to == 6) return text("daily");
  const auto day = [](std::size_t number) { return text(fmt::format("day{}", number)); };
  return from == to ? day(from) : text("days", {{"from", day(from)}, {"to", day(to)}});
}

std::string words_of(const hours::Part& part) {
  std::string all;
  const auto say = [&](const std::string& when, const hours::Spans& spans) {
    all += fmt::format("{}{} {}", all.empty() ? "" : "；", when, words_of(spans));
  };
  for (std::size_t day = 0; day < part.week.size(); ++day) {
    const auto first = day;
    while (day + 1 < part.week.size() && part.week[day + 1] == part.week[first]) ++day;
    say(days_of(first, day), part.week[first].value_or(hours::Spans{}));
  }
  if (part.holidays) say(text("holidays"), *part.holidays);
  return all;
}

}  // namespace

std::string hours_in_words(std::string_view stored) {
  const auto hours = stored_hours(stored);
  if (!hours) return "";
  if (hours->always) return text("always");
  const bool every_week = hours->parts.size() == 1 && hours->parts[0].seasons.empty() && hours->parts[0].weeks.none();
  return every_week ? words_of(hours->parts[0]) : text("changing");
}

}  // namespace unionhall::stations::sharing
