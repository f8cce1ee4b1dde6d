#pragma once
#include <string_view>

#include "http/http.h"

namespace unionhall::http {

/// Reads a request target ("/orgs?parent=1", or a proxy's "http://host/orgs") into path and query. False when it is
/// malformed or could mean two things to two readers: bad percent signs, an encoded slash, "." and ".." segments,
/// control characters, text that is not UTF-8, more than 64 parameters.
bool read_target(std::string_view target, Request& request);

}  // namespace unionhall::http
