#include <fmt/format.h>

#include <charconv>

#include "http/http.h"

namespace unionhall::http {

namespace {

Response json_response(int status, const json::value& body) {
  return {.status = status, .headers = {{"content-type", "application/json"}}, .body = json::serialize(body)};
}

/// Whether a list of entity tags (If-None-Match) holds `tag`. The comparison is the weak one (RFC 9110 §13.1.2).
bool holds_tag(std::string_view list, std::string_view tag) {
  if (list == "*") return true;
  for (auto at = list.find(tag); at != std::string_view::npos; at = list.find(tag, at + 1)) {
    const auto after = at + tag.size();
    if (after == list.size() || list[after] == ',' || list[after] == ' ') return true;
  }
  return false;
}

std::string percent_encoded(std::string_view text) {
  std::string safe;
  for (const char c : text) {
    const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
    safe += plain ? std::string(1, c) : fmt::format("%{:02X}", static_cast<unsigned char>(c));
  }
  return safe;
}

}  // namespace

Response ok(const json::value& body) { return json_response(200, body); }

Response created(const json::value& body) { return json_response(201, body); }

Response no_content() { return {.status = 204}; }

Response streamed(Stream stream) {
  // A proxy that waits for the end would wait for ever; nginx is told so by this header.
  return {.status = 200, .headers = {{"content-type", "text/event-stream"}, {"x-accel-buffering", "no"}}, .stream = std::move(stream)};
}

std::string disposition(std::string_view how, std::string_view name) {
  return fmt::format("{}; filename*=UTF-8''{}", how, percent_encoded(name));
}

Response versioned(const Request& request, json::value body, std::int64_t version) {
  const auto tag = '"' + std::to_string(version) + '"';
  auto response = holds_tag(request.header("if-none-match"), tag) ? Response{.status = 304} : ok(std::move(body));
  response.headers["etag"] = tag;
  return response;
}

std::int64_t expected_version(const Request& request) {
  const auto tag = request.header("if-match");
  if (tag.empty()) throw Refused({428, "http.if_match_missing"});

  std::int64_t version = 0;
  const bool quoted = tag.size() > 2 && tag.front() == '"' && tag.back() == '"';
  const auto digits = quoted ? tag.substr(1, tag.size() - 2) : std::string_view{};
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), version);
  if (!quoted || error != std::errc{} || end != digits.data() + digits.size() || version < 0) {
    throw Refused({412, "http.if_match_malformed"});
  }
  return version;
}

}  // namespace unionhall::http
