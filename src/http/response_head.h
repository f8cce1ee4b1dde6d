#pragma once
#include <string>
#include <string_view>

#include "http/http.h"

namespace unionhall::http {

struct HeadOptions {
  std::uint64_t body_bytes = 0;
  bool keep_alive = true, to_http_1_0 = false;
  bool endless = false;   // no length: it lasts until somebody closes
  std::string_view date;  // "Wed, 15 Jul 2026 06:20:08 GMT"
};

/// Status line and headers, up to the empty line, appended to `out`.
void write_head(std::string& out, const Response& response, const HeadOptions& options);

/// Whether an answer of this status may carry a body (RFC 9110 §6.4.1).
bool may_have_body(int status);

/// The Date header's form of the present second.
std::string http_date();

}  // namespace unionhall::http
