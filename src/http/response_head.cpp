#include "http/response_head.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <boost/beast/http/status.hpp>
#include <ctime>
#include <iterator>

namespace unionhall::http {

void write_head(std::string& out, const Response& response, const HeadOptions& options) {
  const auto reason = boost::beast::http::obsolete_reason(static_cast<boost::beast::http::status>(response.status));
  fmt::format_to(std::back_inserter(out), "HTTP/1.1 {} {}\r\ndate: {}\r\n", response.status, std::string_view(reason), options.date);
  // 304 names no length: it would be that of a body which is not sent (RFC 9110 §8.6 allows leaving it out).
  if (may_have_body(response.status) && !options.endless)
    fmt::format_to(std::back_inserter(out), "content-length: {}\r\n", options.body_bytes);
  if (!options.keep_alive) out += "connection: close\r\n";
  if (options.keep_alive && options.to_http_1_0) out += "connection: keep-alive\r\n";
  for (const auto& [name, value] : response.headers) out.append(name).append(": ").append(value).append("\r\n");
  out += "\r\n";
}

bool may_have_body(int status) { return status != 204 && status != 304; }

std::string http_date() { return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(std::time(nullptr))); }

}  // namespace unionhall::http
