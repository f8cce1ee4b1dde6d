#pragma once
#include "app/settings.h"
#include "geo/geo.h"
#include "http/prepared.h"

namespace unionhall::app {

/// The outlines that the settings name, or those that were built in. Throws BadSetting with the file and the place in it
/// for what is no good.
geo::Outlines open_outlines(const Settings& settings);

/// What the maps of pages are drawn of: GET /outlines. `demonstration`: nobody may take it for a map.
http::Prepared outlines_for_pages(const geo::Outlines& outlines, bool demonstration);

}  // namespace unionhall::app
