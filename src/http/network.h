#pragma once
#include <string>
#include <string_view>

namespace unionhall::http {

/// The /24 of an IPv4 address, the /48 of an IPv6 one: "203.0.113.0/24". What is no address is a network by itself.
std::string network_of(std::string_view address);

}  // namespace unionhall::http
