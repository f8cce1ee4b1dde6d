#include "http/message_parser.h"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/error.hpp>
#include <boost/url/parse.hpp>

#include "http/target.h"

namespace unionhall::http {

namespace {

namespace beast = boost::beast;
using HttpError = beast::http::error;

constexpr std::size_t fields_max = 100;
constexpr std::size_t method_chars_max = 20;         // it stands in the log
constexpr std::size_t body_reserve_max = 64 * 1024;  // what a stranger's Content-Length may make us set aside

std::string lower(std::string_view name) {
  std::string result(name);
  for (auto& c : result) c = beast::detail::ascii_tolower(c);
  return result;
}

/// A header continued on the next line (RFC 9112 §5.2): Beast joins it, others do not.
bool has_folded_line(std::string_view header) {
  return header.find("\n ") != std::string_view::npos || header.find("\n\t") != std::string_view::npos;
}

/// "hall.example:8080", with neither user nor path.
bool is_host(std::string_view value) {
  const auto authority = boost::urls::parse_authority(value);
  return authority && !authority->has_userinfo();
}

}  // namespace

MessageParser::MessageParser(Request& request, std::size_t header_bytes_max) : request_(request), header_bytes_max_(header_bytes_max) {
  header_limit(static_cast<std::uint32_t>(header_bytes_max));
  body_limit(boost::none);  // Beast would check it before the caller knows the route; add_to_body does instead
}

std::size_t MessageParser::read(std::string_view bytes, Error& error) {
  const bool in_header = !is_header_done();
  const auto used = put(boost::asio::const_buffer(bytes.data(), bytes.size()), error);
  if (in_header) {
    // Beast counts anew whenever it has used up whole lines.
    header_bytes_ += used;
    const auto waiting = is_header_done() ? 0 : bytes.size() - used;
    if (header_bytes_ + waiting > header_bytes_max_) error = HttpError::header_limit;
    if (has_folded_line(bytes.substr(0, used))) error = HttpError::bad_obs_fold;
  }
  return used;
}

void MessageParser::take_body(std::size_t bytes_max) {
  body_bytes_max_ = bytes_max;
  eager(true);
}

Problem MessageParser::problem_for(const Error& error) {
  if (error == HttpError::header_limit) return {431, "http.headers_too_large"};
  if (error == HttpError::body_limit) return {413, "http.body_too_large"};
  if (error == HttpError::bad_version) return {505, "http.version_not_supported"};
  return {400, "http.malformed_request"};
}

void MessageParser::on_request_impl(beast::http::verb, Text method, Text target, int version, Error& error) {
  version_ = version;
  if (method.size() > method_chars_max) {
    error = HttpError::bad_method;
    return;
  }
  request_.method = method;
  if (!read_target(target, request_)) error = HttpError::bad_target;
}

void MessageParser::on_field_impl(beast::http::field field, Text name, Text value, Error& error) {
  using Field = beast::http::field;
  if (header_done_) return;  // a trailer: nothing here wants one
  if (++fields_ > fields_max) {
    error = HttpError::header_limit;
    return;
  }
  if (field == Field::host && (++hosts_ > 1 || !is_host(value))) error = HttpError::bad_value;
  if (field == Field::transfer_encoding) {
    // Beast takes an unknown coding for "no body" and would read the body as the next request.
    if (!beast::iequals(value, "chunked")) error = HttpError::bad_transfer_encoding;
    transfer_encoding_ = true;
  }
  if (error) return;

  const auto [known, fresh] = request_.headers.try_emplace(lower(name), value);
  if (!fresh) known->second.append(field == Field::cookie ? "; " : ", ").append(value);
}

void MessageParser::on_header_impl(Error& error) {
  header_done_ = true;
  if (version_ == 11 && hosts_ == 0) error = HttpError::bad_field;
  if (version_ == 10 && transfer_encoding_) error = HttpError::bad_transfer_encoding;  // RFC 9112 §6.1: faulty framing
}

void MessageParser::on_body_init_impl(const boost::optional<std::uint64_t>& content_length, Error&) {
  request_.body.reserve(std::min<std::uint64_t>(content_length.value_or(0), body_reserve_max));
}

std::size_t MessageParser::add_to_body(Text piece, Error& error) {
  body_bytes_ += piece.size();
  if (body_bytes_ > body_bytes_max_) {
    error = HttpError::body_limit;
    return 0;
  }
  request_.body.append(piece);
  return piece.size();
}

}  // namespace unionhall::http
