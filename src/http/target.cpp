#include "http/target.h"

#include <algorithm>
#include <boost/locale/utf.hpp>
#include <boost/url.hpp>

namespace unionhall::http {

namespace {

namespace urls = boost::urls;

constexpr std::ptrdiff_t parameters_max = 64;

bool is_plain_text(std::string_view text) {
  using Utf8 = boost::locale::utf::utf_traits<char>;
  for (auto at = text.begin(); at != text.end();) {
    const auto point = Utf8::decode(at, text.end());
    if (point == boost::locale::utf::illegal || point == boost::locale::utf::incomplete || point < 0x20 || point == 0x7F) return false;
  }
  return true;
}

bool has_dot_segment(std::string_view path) {
  while (!path.empty()) {
    const auto end = path.find('/');
    const auto segment = path.substr(0, end);
    if (segment == "." || segment == "..") return true;
    if (end == std::string_view::npos) return false;
    path.remove_prefix(end + 1);
  }
  return false;
}

/// "http://hall.example/orgs": RFC 9112 §3.2.2 asks every server to take it.
boost::system::result<urls::url_view> parse_for_a_proxy(std::string_view target) {
  auto url = urls::parse_absolute_uri(target);
  const bool ours = url && (url->scheme() == "http" || url->scheme() == "https") && !url->encoded_host().empty();
  return ours && url->encoded_path().starts_with('/') ? url : urls::error::not_a_base;
}

bool read_path(const urls::url_view& url, Request& request) {
  const auto encoded = url.encoded_path();
  request.path = encoded.decode();
  // "%2F" would be one segment to a proxy and two to us.
  const auto slashes = std::ranges::count(encoded, '/');
  return std::ranges::count(request.path, '/') == slashes && is_plain_text(request.path) && !has_dot_segment(request.path);
}

bool read_query(const urls::url_view& url, Request& request) {
  if (!url.has_query()) return true;
  urls::encoding_opts as_forms_do;
  as_forms_do.space_as_plus = true;
  const auto params = url.params(as_forms_do);
  if (std::distance(params.begin(), params.end()) > parameters_max) return false;
  for (const auto& param : params) {
    if (!is_plain_text(param.key) || !is_plain_text(param.value)) return false;
    request.query.insert_or_assign(param.key, param.value);
  }
  return true;
}

}  // namespace

bool read_target(std::string_view target, Request& request) {
  request.path.clear();
  request.query.clear();
  if (target == "*") {  // OPTIONS for the server as a whole
    request.path = target;
    return true;
  }
  auto url = urls::parse_origin_form(target);
  if (!url) url = parse_for_a_proxy(target);
  return url && read_path(*url, request) && read_query(*url, request);
}

}  // namespace unionhall::http
