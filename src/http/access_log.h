#pragma once
#include <chrono>

#include "http/http.h"

namespace unionhall::http {

/// One JSON object a line: {"at", "id", "method", "route", "status", "ms"}. The pattern that matched, never the path,
/// the query or the body: those may name a person.
void log_access(const Request& request, int status, std::chrono::steady_clock::duration took);

}  // namespace unionhall::http
