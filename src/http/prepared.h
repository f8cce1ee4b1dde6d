#pragma once
// An answer that is the same for everybody and changes with the program's start at most: it lies ready, packed too, since the
// hall compresses nothing while somebody waits.
#include <string>

#include "http/http.h"

namespace unionhall::http {

struct Prepared {
  std::string content_type, body, gzipped, etag;
};

Prepared prepare(std::string content_type, std::string body);

/// 200, or 304 where the caller has it already; to be asked for again, since it may be another one tomorrow.
Response send(const Prepared& prepared, const Request& request);

}  // namespace unionhall::http
