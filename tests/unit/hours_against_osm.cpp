// Answers whether it is open, for hours_against_osm.mjs: a line in, {"text": "Mo-Fr 08:00-18:00", "at_ms": [1782000000000]}, a line
// out, {"open": [true]}, or {"place": 6, "expected": "time"} where the text is refused. Nothing is a holiday here.
#include <boost/json.hpp>
#include <iostream>

#include "services/stations/hours/hours.h"

namespace unionhall::hours {
namespace {

namespace json = boost::json;

std::string name_of(Expected expected) { return boost::describe::enum_to_string(expected, ""); }

bool open_at(const Hours& hours, Instant at) {
  static const calendar::Calendar no_holidays;
  return is_open(expand(hours, no_holidays, beijing_date(at), 1), at);
}

json::object answer(const json::value& question) {
  const auto hours = parse_osm(question.at("text").as_string());
  if (!hours) return {{"place", hours.error().place}, {"expected", name_of(hours.error().expected)}};
  json::array open;
  for (const auto& at : question.at("at_ms").as_array()) open.emplace_back(open_at(*hours, from_unix_ms(at.as_int64())));
  return {{"open", std::move(open)}};
}

}  // namespace
}  // namespace unionhall::hours

int main() {
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) std::cout << unionhall::hours::answer(boost::json::parse(line)) << "\n";
}
