#include "crypto/link_code.h"

#include <fmt/format.h>

#include <boost/multiprecision/cpp_int.hpp>

#include "base/short_code.h"
#include "crypto/rotation.h"

namespace unionhall::crypto::link_code {
namespace {

using Wide = boost::multiprecision::uint128_t;

constexpr int serial_bits = 32, mac_bits = 45, signs_of_code = 16;
constexpr unsigned base = short_code::signs.size();

std::uint64_t mac_of(const Keyring& keys, int key_no, std::string_view kind, std::int64_t serial, std::int64_t belongs_to) {
  const auto digest = from_base64url(keys.digest(kind, fmt::format("{}:{}", serial, belongs_to), key_no));
  std::uint64_t mac = 0;
  for (std::size_t i = 0; i < sizeof mac; ++i) mac = mac << 8 | digest->at(i);
  return mac >> (64 - mac_bits);
}

}  // namespace

std::string of(const Keyring& keys, int key_no, std::string_view kind, std::int64_t serial, std::int64_t belongs_to) {
  // The part that nobody can guess stands in front: codes of neighbouring serials do not look alike.
  Wide value = (Wide(mac_of(keys, key_no, kind, serial, belongs_to)) << serial_bits) | static_cast<std::uint32_t>(serial);
  std::string bare(signs_of_code, short_code::signs.front());
  for (auto sign = bare.rbegin(); sign != bare.rend(); ++sign, value /= base)
    *sign = short_code::signs[static_cast<std::size_t>(Wide(value % base))];
  return short_code::in_fours(bare);
}

bool fits(const Keyring& keys, std::string_view code, int key_no, std::string_view kind, std::int64_t serial, std::int64_t belongs_to) {
  return has(keys, key_no) && same(code, of(keys, key_no, kind, serial, belongs_to));
}

std::optional<std::int64_t> serial_of(std::string_view code) {
  Wide value = 0;
  int signs = 0;
  for (const char c : code) {
    if (c == '-') continue;
    const auto at = short_code::signs.find(c);
    if (at == std::string_view::npos || ++signs > signs_of_code) return std::nullopt;
    value = value * base + at;
  }
  if (signs != signs_of_code || (value >> (serial_bits + mac_bits)) != 0) return std::nullopt;
  return static_cast<std::int64_t>(static_cast<std::uint32_t>(Wide(value & 0xFFFFFFFF)));
}

std::int64_t drawn_serial() { return random_below(std::numeric_limits<std::uint32_t>::max()); }

}  // namespace unionhall::crypto::link_code
