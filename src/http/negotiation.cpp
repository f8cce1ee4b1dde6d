#include "http/negotiation.h"

#include <boost/beast/core/string.hpp>
#include <boost/beast/http/rfc7230.hpp>
#include <cstdlib>

namespace unionhall::http {

namespace {

namespace beast = boost::beast;

/// The q of one entry: 0 … 1, and 1 when it is not given.
double weight(const beast::http::param_list& params) {
  for (const auto& [name, value] : params) {
    if (beast::iequals(name, "q")) return std::strtod(std::string(value).c_str(), nullptr);
  }
  return 1;
}

/// "zh" of "zh-Hans-CN".
std::string_view primary_tag(std::string_view language) { return language.substr(0, language.find('-')); }

}  // namespace

Language preferred_language(std::string_view accept_language) {
  double zh = 0, en = 0, other = 0;
  for (const auto& [name, params] : beast::http::ext_list(accept_language)) {
    const auto tag = primary_tag(name);
    auto& best = beast::iequals(tag, "zh") ? zh : beast::iequals(tag, "en") ? en : other;
    best = std::max(best, weight(params));
  }
  return en > zh ? Language::en : Language::zh_cn;
}

bool accepts_coding(std::string_view accept_encoding, std::string_view coding) {
  for (const auto& [name, params] : beast::http::ext_list(accept_encoding)) {
    if (beast::iequals(name, coding)) return weight(params) > 0;
  }
  return false;
}

std::string media_type(std::string_view content_type) {
  auto type = content_type.substr(0, content_type.find(';'));
  while (type.ends_with(' ') || type.ends_with('\t')) type.remove_suffix(1);
  std::string lower(type);
  for (auto& c : lower) c = static_cast<char>(c >= 'A' && c <= 'Z' ? c + ('a' - 'A') : c);
  return lower;
}

}  // namespace unionhall::http
