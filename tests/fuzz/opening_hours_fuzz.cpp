// Any text, read as OpenStreetMap's opening_hours, or as JSON where it begins like it. What is read holds to the limits of the
// structure, and is the same when it is written and read again.
#include <boost/json.hpp>
#include <cstdlib>
#include <string_view>

#include "services/stations/hours/hours.h"

namespace {

using namespace unionhall;

void require(bool kept) {
  if (!kept) std::abort();
}

std::vector<hours::Interval> intervals(const hours::Hours& hours) {
  return hours::expand(hours, calendar::built_in(), std::chrono::year{2026} / 1 / 1, 370);
}

void read_json(std::string_view text) {
  boost::json::error_code error;
  const auto value = boost::json::parse(text, error);
  if (error) return;
  const auto hours = hours::from_json(value);
  if (!hours) return;
  require(hours::from_json(hours::to_json(*hours)) == *hours);
  const auto text_of_it = hours::osm_of(*hours);
  if (!text_of_it) return;
  const auto back = hours::parse_osm(*text_of_it);
  require(back && intervals(*back) == intervals(*hours));
}

void read_osm(std::string_view text) {
  const auto hours = hours::parse_osm(text);
  if (!hours) {
    require(hours.error().place <= text.size());
    return;
  }
  require(hours::from_json(hours::to_json(*hours)) == *hours);
  const auto back = hours::parse_osm(hours::osm_of(*hours).value());
  require(back && intervals(*back) == intervals(*hours));
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  text.starts_with('{') ? read_json(text) : read_osm(text);
  return 0;
}
