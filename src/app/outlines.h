#pragma once
#include "app/settings.h"
#include "geo/geo.h"

namespace unionhall::app {

/// The outlines that the settings name, or those that were built in. Throws BadSetting with the file and the place in it
/// for what is no good.
geo::Outlines open_outlines(const Settings& settings);

}  // namespace unionhall::app
