// Any Cookie header: a cookie that is found stands in it, behind its own name.
#include <cstdlib>
#include <string>

#include "http/http.h"

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  unionhall::http::Request request;
  request.headers["cookie"].assign(reinterpret_cast<const char*>(data), size);
  for (const std::string name : {"session", "s", "__Host-officer"}) {
    const std::string value(request.cookie(name));
    const bool found = value.empty() || request.header("cookie").find(name + "=") != std::string_view::npos;
    if (!found || value.find(';') != std::string::npos || request.header("cookie").find(value) == std::string_view::npos) std::abort();
  }
  return 0;
}
