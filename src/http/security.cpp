#include "http/security.h"

#include <algorithm>
#include <array>

namespace unionhall::http {

namespace {

// No inline script or style, nothing from elsewhere. data: and blob: pictures are QR codes and previews made in the page; a blob: sound
// is what somebody has just recorded.
std::string policy_with(const std::vector<std::string>& picture_origins) {
  std::string others;
  for (const auto& origin : picture_origins) others.append(" ").append(origin);
  return "default-src 'self'; img-src 'self' data: blob:" + others +
         "; media-src 'self' blob:; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
}

std::string& content_security_policy() {
  static std::string policy = policy_with({});
  return policy;
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 5> security_headers{{
    {"cross-origin-opener-policy", "same-origin"},
    {"cross-origin-resource-policy", "same-origin"},
    {"permissions-policy", "camera=(self), geolocation=(self), microphone=(self), payment=(), usb=()"},
    {"referrer-policy", "no-referrer"},
    {"x-content-type-options", "nosniff"},
}};

bool is_safe(std::string_view method) { return method == "GET" || method == "HEAD" || method == "OPTIONS"; }

/// "https://hall.example" names the same host as "hall.example". Behind a proxy we see http, so the scheme cannot count.
bool same_host(std::string_view origin, std::string_view host) {
  const auto scheme = origin.find("://");
  return scheme != std::string_view::npos && origin.substr(scheme + 3) == host;
}

}  // namespace

std::optional<Problem> refuse_cross_site(const Request& request, const std::vector<std::string>& own_origins) {
  if (is_safe(request.method) || request.header("cookie").empty()) return std::nullopt;

  const auto origin = request.header("origin");
  if (std::ranges::find(own_origins, origin) != own_origins.end()) return std::nullopt;

  // Browsers without Sec-Fetch-Site (iOS before 16.4, and all on plain http) send Origin with an unsafe request.
  const auto site = request.header("sec-fetch-site");
  const bool ours = site.empty() ? same_host(origin, request.header("host")) : site == "same-origin" || site == "none";
  return ours ? std::nullopt : std::optional<Problem>{{403, "http.cross_site"}};
}

void pictures_come_also_from(const std::vector<std::string>& origins) { content_security_policy() = policy_with(origins); }

void add_security_headers(Response& response) {
  response.headers.try_emplace("content-security-policy", content_security_policy());
  for (const auto& [name, value] : security_headers) response.headers.try_emplace(std::string(name), value);
}

}  // namespace unionhall::http
