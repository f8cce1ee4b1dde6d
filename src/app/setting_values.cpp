#include "app/setting_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "app/settings.h"
#include "base/text.h"

namespace unionhall::app {

std::vector<std::string> list_of(std::string_view text) {
  std::vector<std::string> list;
  while (!text.empty()) {
    const auto comma = std::min(text.find(','), text.size());
    if (const auto item = text::trimmed(text.substr(0, comma)); !item.empty()) list.emplace_back(item);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return list;
}

std::map<std::string, std::string> pairs_of(std::string_view text) {
  std::map<std::string, std::string> pairs;
  for (const auto& item : list_of(text)) {
    const auto equals = item.find('=');
    if (equals == std::string::npos) throw BadSetting("write it as word=value, word=value");
    pairs.emplace(text::trimmed(std::string_view(item).substr(0, equals)), text::trimmed(std::string_view(item).substr(equals + 1)));
  }
  return pairs;
}

int number_of(std::string_view text, int min, int max) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size() || number < min || number > max) {
    throw BadSetting(fmt::format("it must be a number from {} to {}", min, max));
  }
  return number;
}

bool switch_of(std::string_view text) {
  if (text == "true" || text == "1" || text == "yes") return true;
  if (text == "false" || text == "0" || text == "no") return false;
  throw BadSetting("it must be true or false");
}

std::map<std::string, int> days_of(std::string_view text) {
  std::map<std::string, int> days;
  for (const auto& [state, number] : pairs_of(text)) days[state] = number_of(number, 1, 3650);
  return days;
}

QuietHours hours_of(std::string_view text) {
  if (text == "none") return {.from = {}, .until = {}};
  const auto time = [](std::string_view clock) {
    if (clock.size() != 5 || clock[2] != ':') throw BadSetting("it must be two times of day, as in 21:00-08:00, or none");
    return std::chrono::minutes(number_of(clock.substr(0, 2), 0, 23) * 60 + number_of(clock.substr(3), 0, 59));
  };
  const auto dash = std::min(text.find('-'), text.size());
  return {.from = time(text.substr(0, dash)), .until = time(text.substr(std::min(dash + 1, text.size())))};
}

RetirementAge retirement_of(std::string_view text) {
  const auto plus = text.find('+'), slash = text.find('/');
  if (plus == std::string_view::npos || slash == std::string_view::npos || slash < plus) throw BadSetting("it must be like 60+36/4");
  return {.years = number_of(text.substr(0, plus), 40, 80),
          .later_months_max = number_of(text.substr(plus + 1, slash - plus - 1), 0, 240),
          .months_per_month = number_of(text.substr(slash + 1), 1, 12)};
}

std::string address_of_links(std::string_view text) {
  const bool whole = text.starts_with("https://") || text.starts_with("http://");
  if (!whole || text.ends_with("/") || text.find_first_of("#? ") != std::string_view::npos) {
    throw BadSetting("it must be like https://hall.example");
  }
  return std::string(text);
}

std::string one_of(std::string_view text, std::initializer_list<std::string_view> words) {
  if (std::ranges::find(words, text) == words.end()) throw BadSetting(fmt::format("it must be one of {}", fmt::join(words, ", ")));
  return std::string(text);
}

std::string line_of(std::string_view text) {
  const bool control = std::ranges::any_of(text, [](unsigned char c) { return c < 0x20 || c == 0x7f; });
  if (control) throw BadSetting("it must be one line of text");
  return std::string(text::trimmed(text));
}

}  // namespace unionhall::app
