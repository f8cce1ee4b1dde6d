#pragma once
#include <string_view>

namespace unionhall::geo {

/// Made by cmake/outlines.cmake.
std::string_view bundled_geojson();

}  // namespace unionhall::geo
