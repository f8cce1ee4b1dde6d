// Any request target: a path that is let in has one meaning, and no file outside a folder answers to it.
#include <cstdlib>

#include "http/static_files.h"
#include "http/target.h"

namespace {

namespace http = unionhall::http;

void require(bool kept) {
  if (!kept) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  static const http::StaticFiles folder{.mount = "/office/", .root = "/usr/share/doc"};
  http::Request request;
  request.method = "GET";
  if (!http::read_target({reinterpret_cast<const char*>(data), size}, request)) return 0;

  require(request.path == "*" || request.path.starts_with('/'));
  require(request.path.find('\0') == std::string::npos && request.path.find('\n') == std::string::npos);
  require((request.path + '/').find("/../") == std::string::npos && (request.path + '/').find("/./") == std::string::npos);
  require(request.query.size() <= 64);
  if (http::folder_of({folder}, request.path)) {
    const auto file = http::send_file(folder, request).file;
    require(file.empty() || std::filesystem::canonical(file).native().starts_with("/usr/share/"));
  }
  return 0;
}
