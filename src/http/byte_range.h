#pragma once
#include "http/http.h"

namespace unionhall::http {

/// Answers a Range request (RFC 9110 §14) on a response that sends a file: 206 with the part, 416 when it lies outside.
/// Several ranges at once, other units and a stale If-Range get the whole file.
void apply_range(const Request& request, Response& response);

}  // namespace unionhall::http
