#pragma once
#include <string_view>

namespace unionhall {

/// api/openapi.yaml as JSON.
std::string_view openapi_json();

}  // namespace unionhall
