#pragma once
// The one header of this room that shows Beast: its parser, filling our Request, and stricter where two readers of
// the same bytes could disagree about where a request ends.
#include <boost/beast/http/basic_parser.hpp>
#include <string>

#include "http/http.h"

namespace unionhall::http {

class MessageParser final : public boost::beast::http::basic_parser<true> {
 public:
  using Error = boost::beast::error_code;

  /// `request` receives method, path, query, headers, and the body piece by piece.
  MessageParser(Request& request, std::size_t header_bytes_max);

  /// Reads on in `bytes`; how many are used up. Stops behind the header, so that the caller can decide about the body.
  std::size_t read(std::string_view bytes, Error& error);

  /// Lets the body come, at most so large: more is http::error::body_limit.
  void take_body(std::size_t bytes_max);
  bool is_http_1_0() const { return version_ == 10; }

  /// What to answer to an error of `read`.
  static Problem problem_for(const Error& error);

 private:
  using Text = boost::beast::string_view;

  void on_request_impl(boost::beast::http::verb, Text method, Text target, int version, Error& error) override;
  void on_field_impl(boost::beast::http::field field, Text name, Text value, Error& error) override;
  void on_header_impl(Error& error) override;
  void on_body_init_impl(const boost::optional<std::uint64_t>& content_length, Error& error) override;
  std::size_t on_body_impl(Text piece, Error& error) override { return add_to_body(piece, error); }
  void on_chunk_header_impl(std::uint64_t, Text, Error&) override {}
  std::size_t on_chunk_body_impl(std::uint64_t, Text piece, Error& error) override { return add_to_body(piece, error); }
  void on_finish_impl(Error&) override {}
  void on_response_impl(int, Text, int, Error&) override {}

  std::size_t add_to_body(Text piece, Error& error);

  Request& request_;
  const std::size_t header_bytes_max_;
  std::size_t header_bytes_ = 0, fields_ = 0, hosts_ = 0;
  std::size_t body_bytes_ = 0, body_bytes_max_ = 0;
  int version_ = 11;
  bool transfer_encoding_ = false, header_done_ = false;
};

}  // namespace unionhall::http
