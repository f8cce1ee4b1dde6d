#include "app/tiles.h"

#include <fmt/format.h>

#include <algorithm>
#include <boost/algorithm/string/replace.hpp>
#include <boost/url.hpp>
#include <regex>
#include <set>

#include "app/setting_values.h"
#include "app/settings.h"

namespace unionhall::app {
namespace {

/// The address of one picture.
std::string filled(std::string url, std::string_view subdomain) {
  for (const auto* place : {"{z}", "{x}", "{y}"}) boost::replace_all(url, place, "0");
  boost::replace_all(url, "{s}", subdomain);
  return url;
}

/// A page's policy is a list of these: nothing that could end one and begin another (";", "*", "'", "@") is in it.
bool is_host(const std::string& text) {
  static const std::regex host_and_port("[A-Za-z0-9.-]+(:[0-9]+)?");
  return std::regex_match(text, host_and_port);
}

std::string tile_template(std::string_view text) {
  if (!text.starts_with("https://") && !text.starts_with("http://")) throw BadSetting("it must begin with https:// or http://");
  for (const std::string_view place : {"{z}", "{x}", "{y}"}) {
    if (text.find(place) == text.npos) throw BadSetting(fmt::format("{} is missing in it", place));
  }
  const auto host = text.find("//") + 2;
  if (!is_host(boost::replace_all_copy(std::string(text.substr(host, text.find('/', host) - host)), "{s}", "s"))) {
    throw BadSetting("it must name a host, as in https://t{s}.tiles.example/{z}/{x}/{y}.png");
  }
  // Blanks, quotes, control characters and whatever else stands in braces are no part of an address.
  if (text.find('\'') != text.npos || !boost::urls::parse_uri(filled(std::string(text), "s"))) {
    throw BadSetting("it must be an address, of which {z}, {x}, {y} and {s} alone are filled in");
  }
  return std::string(text);
}

}  // namespace

std::vector<std::string> tile_templates(std::string_view text) {
  std::vector<std::string> templates;
  for (const auto& item : list_of(text)) templates.push_back(tile_template(item));
  return templates;
}

std::vector<std::string> tile_subdomains(std::string_view text) {
  auto subdomains = list_of(text);
  for (const auto& subdomain : subdomains) {
    const bool plain = std::ranges::all_of(subdomain, [](unsigned char c) { return std::isalnum(c) || c == '-'; });
    if (!plain) throw BadSetting("they must be letters and digits, as in 0,1,2,3");
  }
  return subdomains;
}

void refuse_unfit(const Tiles& tiles) {
  if (tiles.urls.empty()) return;
  const bool varies = std::ranges::any_of(tiles.urls, [](const auto& url) { return url.find("{s}") != url.npos; });
  if (varies && tiles.subdomains.empty()) throw BadSetting("tiles.subdomains: say what {s} in tiles.urls stands for, as in 0,1,2,3");
  if (tiles.attribution.empty()) throw BadSetting("tiles.attribution: say whose map it is, with its approval number (审图号)");
}

std::vector<std::string> origins_of(const Tiles& tiles) {
  std::set<std::string> origins;
  for (const auto& url : tiles.urls) {
    for (const auto& subdomain : tiles.subdomains.empty() ? std::vector<std::string>{""} : tiles.subdomains) {
      const auto address = filled(url, subdomain);
      origins.emplace(boost::urls::url_view(address).encoded_origin());
    }
  }
  return {origins.begin(), origins.end()};
}

}  // namespace unionhall::app
