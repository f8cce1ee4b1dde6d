#include "http/network.h"

#include <algorithm>
#include <boost/asio/ip/address.hpp>

namespace unionhall::http {

namespace ip = boost::asio::ip;

std::string network_of(std::string_view address) {
  boost::system::error_code none;
  const auto parsed = ip::make_address(std::string(address), none);
  if (none) return std::string(address);
  const bool four = parsed.is_v4() || parsed.to_v6().is_v4_mapped();
  if (four) {
    auto bytes = parsed.is_v4() ? parsed.to_v4().to_bytes() : ip::make_address_v4(ip::v4_mapped, parsed.to_v6()).to_bytes();
    bytes[3] = 0;
    return ip::address_v4(bytes).to_string() + "/24";
  }
  auto bytes = parsed.to_v6().to_bytes();
  std::fill(bytes.begin() + 6, bytes.end(), static_cast<unsigned char>(0));
  return ip::address_v6(bytes).to_string() + "/48";
}

}  // namespace unionhall::http
