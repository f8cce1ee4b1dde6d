#include "app/outlines.h"

#include <fmt/format.h>

#include <system_error>

namespace unionhall::app {
namespace {

/// "[108.7012,34.3312]": to four places, which Boost.JSON would write as 1.087012E2.
std::string position(const geo::Point& point) { return fmt::format("[{},{}]", point.lng, point.lat); }

std::string ring_json(const std::vector<geo::Point>& ring) {
  std::string all;
  for (const auto& point : ring) all.append(all.empty() ? "" : ",").append(position(point));
  return "[" + all + "]";
}

std::string county_json(const geo::Drawn& county) {
  std::string rings;
  for (const auto& ring : county.rings) rings.append(rings.empty() ? "" : ",").append(ring_json(ring));
  return fmt::format(R"({{"division":"{}","name":{},"middle":{},"rings":[{}]}})", county.division,
                     http::json::serialize(http::json::string(county.name)), position(county.middle), rings);
}

}  // namespace

geo::Outlines open_outlines(const Settings& settings) {
  if (settings.outlines.empty()) return geo::Outlines::bundled();
  try {
    auto outlines = geo::Outlines::load(settings.outlines);
    if (!outlines) throw BadSetting(fmt::format("outlines: {}: {}", settings.outlines.string(), outlines.error().text()));
    return std::move(*outlines);
  } catch (const std::system_error& failure) {
    throw BadSetting(fmt::format("outlines: {}: {}", settings.outlines.string(), failure.code().message()));
  }
}

http::Prepared outlines_for_pages(const geo::Outlines& outlines, bool demonstration) {
  std::string counties;
  for (const auto& county : outlines.drawn()) counties.append(counties.empty() ? "" : ",\n").append(county_json(county));
  return http::prepare("application/json", fmt::format(R"({{"demonstration":{},"counties":[{}]}})", demonstration, counties));
}

}  // namespace unionhall::app
