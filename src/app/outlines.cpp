#include "app/outlines.h"

#include <fmt/format.h>

#include <system_error>

namespace unionhall::app {

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

}  // namespace unionhall::app
