#pragma once
// The log: one JSON object a line on standard error. Rooms that log a plain sentence get it wrapped.
#include <string_view>

namespace unionhall::app {

/// `level`: info, warning, error.
void log_as_json(std::string_view level);

}  // namespace unionhall::app
