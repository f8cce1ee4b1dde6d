// Any bytes on the wire, whole and byte by byte: both ways read the same request, or refuse it.
#include <boost/beast/http/error.hpp>
#include <cstdlib>
#include <string_view>

#include "http/message_parser.h"

namespace {

namespace http = unionhall::http;
using HttpError = boost::beast::http::error;

struct Reading {
  http::Request request;
  http::MessageParser parser{request, 2048};
  boost::beast::error_code error;
  std::size_t used = 0;

  /// Feeds `bytes` as they come in pieces of `step`, as a connection does.
  Reading(std::string_view bytes, std::size_t step) {
    for (std::size_t arrived = std::min(step, bytes.size());; arrived = std::min(arrived + step, bytes.size())) {
      do {
        error = {};
        const bool in_header = !parser.is_header_done();
        used += parser.read(bytes.substr(used, arrived - used), error);
        if (in_header && parser.is_header_done() && !error) parser.take_body(1000);
      } while (!error && !parser.is_done());
      if (parser.is_done() || (error && error != HttpError::need_more) || arrived == bytes.size()) return;
    }
  }

  bool whole() const { return !error && parser.is_done(); }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const unsigned char* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const Reading at_once(bytes, size + 1), by_byte(bytes, 1);
  if (at_once.whole() != by_byte.whole()) std::abort();
  if (!at_once.whole()) return 0;

  const auto& [one, other] = std::tie(at_once.request, by_byte.request);
  const bool same = one.method == other.method && one.path == other.path && one.query == other.query && one.headers == other.headers &&
                    one.body == other.body && at_once.used == by_byte.used;
  if (!same || one.body.size() > 1000) std::abort();
  return 0;
}
