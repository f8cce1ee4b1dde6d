#pragma once
#include <string>
#include <string_view>
#include <vector>

namespace unionhall::http {

/// The client's address: the last one of X-Forwarded-For that no trusted proxy stands behind. Anybody can write that
/// header, so it counts only as far as trusted proxies appended to it.
std::string client_address(std::string_view peer, std::string_view forwarded_for, const std::vector<std::string>& trusted_proxies);

}  // namespace unionhall::http
