#include "http/prepared.h"

#include <fmt/format.h>
#include <zlib.h>

#include <stdexcept>

#include "http/negotiation.h"

namespace unionhall::http {
namespace {

std::string gzipped(const std::string& text) {
  z_stream stream{};
  constexpr int with_gzip_header = 16 + MAX_WBITS, memory_level = 9;
  if (::deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, with_gzip_header, memory_level, Z_DEFAULT_STRATEGY) != Z_OK) {
    throw std::runtime_error("an answer cannot be packed");
  }
  std::string packed(::deflateBound(&stream, text.size()), '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  const bool whole = ::deflate(&stream, Z_FINISH) == Z_STREAM_END;
  packed.resize(stream.total_out);
  ::deflateEnd(&stream);
  if (!whole) throw std::runtime_error("an answer cannot be packed");
  return packed;
}

}  // namespace

Prepared prepare(std::string content_type, std::string body) {
  const auto sum = ::crc32(0, reinterpret_cast<const Bytef*>(body.data()), static_cast<uInt>(body.size()));
  auto etag = fmt::format("\"{:x}-{:08x}\"", body.size(), sum);
  auto packed = gzipped(body);
  return {.content_type = std::move(content_type), .body = std::move(body), .gzipped = std::move(packed), .etag = std::move(etag)};
}

Response send(const Prepared& prepared, const Request& request) {
  Response response{
      .headers = {
          {"cache-control", "no-cache"}, {"content-type", prepared.content_type}, {"etag", prepared.etag}, {"vary", "accept-encoding"}}};
  if (request.header("if-none-match").find(prepared.etag) != std::string_view::npos) {
    response.status = 304;
  } else if (accepts_coding(request.header("accept-encoding"), "gzip")) {
    response.headers["content-encoding"] = "gzip";
    response.body = prepared.gzipped;
  } else {
    response.body = prepared.body;
  }
  return response;
}

}  // namespace unionhall::http
