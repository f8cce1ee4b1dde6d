#include "services/verification/links.h"

#include <fmt/format.h>

#include <boost/multiprecision/cpp_int.hpp>

#include "base/short_code.h"

namespace unionhall::verification::links {
namespace {

using Wide = boost::multiprecision::uint128_t;

constexpr int serial_bits = 32, mac_bits = 45, signs_of_code = 16;
constexpr unsigned base = short_code::signs.size();

std::uint64_t mac_of(const crypto::Keyring& keys, int key_no, std::int64_t serial, MemberId member) {
  const auto digest = crypto::from_base64url(keys.digest("verification_link", fmt::format("{}:{}", serial, member.value), key_no));
  std::uint64_t mac = 0;
  for (std::size_t i = 0; i < sizeof mac; ++i) mac = mac << 8 | digest->at(i);
  return mac >> (64 - mac_bits);
}

}  // namespace

std::string code_of(const crypto::Keyring& keys, int key_no, std::int64_t serial, MemberId member) {
  // The part that nobody can guess stands in front: codes of one mailing do not look alike.
  Wide value = (Wide(mac_of(keys, key_no, serial, member)) << serial_bits) | static_cast<std::uint32_t>(serial);
  std::string bare(signs_of_code, short_code::signs.front());
  for (auto sign = bare.rbegin(); sign != bare.rend(); ++sign, value /= base)
    *sign = short_code::signs[static_cast<std::size_t>(Wide(value % base))];
  return short_code::in_fours(bare);
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

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::nothing_fits:
      return {422, "verification.nothing_fits"};
    case Refusal::used:
      return {409, "verification.link_used"};
    case Refusal::look_over:
      return {409, "verification.look_over"};
    case Refusal::tried_too_often:
      return {429, "verification.links_tried_too_often"};
  }
  std::unreachable();
}

}  // namespace unionhall::verification::links
