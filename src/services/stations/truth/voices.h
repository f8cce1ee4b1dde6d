#pragma once
// How many people say so. A voice is known by an account, or by a device in a network; whoever has one device or sits in one network with
// another is not counted beside her, so that nobody moves a station from her sofa and a hundred from one network are one.
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace unionhall::stations::truth {

/// Digests, or whatever else tells them apart.
struct Voice {
  std::optional<std::string> account, device, network;
};

/// The most of them that are independent: different accounts, and beside them pairs of device and network of which none shares either
/// with another or with one of the accounts.
std::size_t independent(const std::vector<Voice>& voices);

}  // namespace unionhall::stations::truth
