#include <fmt/format.h>
#include <spdlog/spdlog.h>

#include <algorithm>
#include <atomic>
#include <boost/core/demangle.hpp>
#include <charconv>
#include <random>
#include <typeinfo>

#include "http/byte_range.h"
#include "http/negotiation.h"
#include "http/security.h"
#include "http/static_files.h"

namespace unionhall::http {

namespace {

/// Unlike any other of this process and, by its random beginning, of its neighbours.
std::string new_request_id() {
  static const auto process = std::random_device{}();
  static std::atomic<std::uint32_t> count = 0;
  return fmt::format("{:08x}{:08x}", process, count.fetch_add(1, std::memory_order_relaxed));
}

bool has_body(const Request& request) {
  const auto length = request.header("content-length");
  return !request.body.empty() || !request.header("transfer-encoding").empty() || (!length.empty() && length != "0");
}

std::uint64_t body_bytes(const Request& request) {
  const auto length = request.header("content-length");
  std::uint64_t bytes = request.body.size();
  std::from_chars(length.data(), length.data() + length.size(), bytes);
  return bytes;
}

std::string bytes_in_words(std::size_t bytes) {
  return bytes >= 1024 * 1024 ? fmt::format("{} MB", bytes / (1024 * 1024)) : fmt::format("{} KB", bytes / 1024);
}

/// What is wrong with the body, as far as the headers tell.
std::optional<Problem> refuse_body(const Request& request, const RouteOptions& options) {
  if (!has_body(request)) return std::nullopt;
  const auto bytes_max = options.body == Body::none ? 0 : options.body_bytes_max;
  if (body_bytes(request) > bytes_max) return Problem{413, "http.body_too_large", {{"max", bytes_in_words(bytes_max)}}};

  const auto type = media_type(request.header("content-type"));
  if (options.body == Body::json && type != "application/json") {
    return Problem{415, "http.unsupported_type", {{"expected", "application/json"}}};
  }
  // A form's envelope would be stored as if it were the file.
  if (options.body == Body::file && (type.starts_with("multipart/") || type == "application/x-www-form-urlencoded")) {
    return Problem{415, "http.unsupported_type", {{"expected", "application/octet-stream"}}};
  }
  return std::nullopt;
}

/// A line break in a header would begin another header, or another answer.
bool splits(const std::string& value) {
  return std::ranges::any_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\t'; });
}

}  // namespace

Response Application::answer(Request& request) const {
  if (auto refused = receive(request)) return *refused;
  if (auto refused = admit(request)) return *refused;
  return act(request);
}

std::optional<Response> Application::receive(Request& request) const {
  if (request.id.empty()) request.id = new_request_id();
  request.language = preferred_language(request.header("accept-language"));

  auto match = router.find(request.method, request.path);
  if (!match.route) return elsewhere(request, match.allowed);
  request.matched = match.route;
  request.route = match.route->pattern;
  request.path_values = std::move(match.path_values);

  if (const auto cross_site = refuse_cross_site(request, own_origins)) return refuse(*cross_site, request);
  if (const auto wrong_body = refuse_body(request, match.route->options)) return refuse(*wrong_body, request);
  if (match.route->options.makes_something && request.header("idempotency-key").empty()) {
    return refuse({400, "http.idempotency_key_missing"}, request);
  }
  return std::nullopt;
}

/// No route: OPTIONS, a file of a web app, a method that the path does not take, or nothing at all.
std::optional<Response> Application::elsewhere(Request& request, const std::string& allowed) const {
  const auto* folder = allowed.empty() && !router.owns(request.path) ? folder_of(files, request.path) : nullptr;
  const auto methods = folder ? "GET, HEAD, OPTIONS" : allowed;
  if (folder) request.route = folder->mount + "*";

  if (request.method == "OPTIONS" && (!methods.empty() || request.path == "*")) {
    return dressed({.status = 204, .headers = {{"allow", methods}}}, request);
  }
  if (folder && (request.method == "GET" || request.method == "HEAD")) {
    if (const auto wrong_body = refuse_body(request, {.body = Body::none})) return refuse(*wrong_body, request);
    request.folder = folder;
    return std::nullopt;
  }
  if (methods.empty()) return refuse({404, "http.not_found"}, request);
  auto refused = refuse({405, "http.method_not_allowed"}, request);
  refused.headers["allow"] = methods;
  return refused;
}

std::optional<Response> Application::admit(Request& request) const {
  if (!request.matched) return std::nullopt;  // files are for anyone
  try {
    if (authenticate) authenticate(request);
    if (const auto why = request.matched->guard.refuse(request)) return refuse(*why, request);
    return std::nullopt;
  } catch (const std::exception& failure) {
    return failed(failure, request);
  }
}

Response Application::act(const Request& request) const {
  try {
    auto response = request.matched ? request.matched->handler(request) : send_file(*request.folder, request);
    apply_range(request, response);
    return dressed(std::move(response), request);
  } catch (const std::exception& failure) {
    return failed(failure, request);
  }
}

Response Application::refuse(const Problem& why, Request& request) const {
  if (request.id.empty()) request.id = new_request_id();
  return dressed(problem(why, request), request);
}

Response Application::failed(const std::exception& failure, const Request& request) const {
  if (const auto* refused = dynamic_cast<const Refused*>(&failure)) return dressed(problem(refused->problem, request), request);

  // Its text may carry what a caller sent, so only the kind is logged.
  spdlog::error(R"({{"event":"request_failed","id":"{}","route":"{}","kind":"{}"}})", request.id, request.route,
                boost::core::demangle(typeid(failure).name()));
  const auto explained = explain ? explain(failure) : std::nullopt;
  return dressed(problem(explained.value_or(Problem{500, "http.internal"}), request), request);
}

/// What every answer wears.
Response Application::dressed(Response response, const Request& request) const {
  response.headers["x-request-id"] = request.id;
  // Answers hold personal data and desks are shared: nothing stays in a browser's cache unless it says so.
  response.headers.try_emplace("cache-control", "no-store");
  add_security_headers(response);
  for (const auto& [name, value] : response.headers) {
    if (splits(value)) throw std::logic_error("a line break in the header " + name);
  }
  return response;
}

}  // namespace unionhall::http
