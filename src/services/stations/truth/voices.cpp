#include "services/stations/truth/voices.h"

#include <boost/asio/ip/address.hpp>
#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/max_cardinality_matching.hpp>
#include <map>
#include <set>

namespace unionhall::stations::truth {
namespace {

namespace ip = boost::asio::ip;
using Graph = boost::adjacency_list<boost::setS, boost::vecS, boost::undirectedS>;
using Vertex = boost::graph_traits<Graph>::vertex_descriptor;

}  // namespace

std::size_t independent(const std::vector<Voice>& voices) {
  std::set<std::string> accounts, devices, networks;
  for (const auto& voice : voices) {
    if (!voice.account) continue;
    accounts.insert(*voice.account);
    if (voice.device) devices.insert(*voice.device);
    if (voice.network) networks.insert(*voice.network);
  }
  // A pair is an edge between a device and a network; edges that share no end are a matching.
  Graph pairs;
  std::map<std::pair<bool, std::string>, Vertex> ends;
  const auto end = [&](bool is_device, const std::string& word) {
    const auto [known, is_new] = ends.emplace(std::pair(is_device, word), 0);
    if (is_new) known->second = boost::add_vertex(pairs);
    return known->second;
  };
  for (const auto& voice : voices) {
    if (voice.account || !voice.device || !voice.network) continue;
    if (devices.contains(*voice.device) || networks.contains(*voice.network)) continue;
    boost::add_edge(end(true, *voice.device), end(false, *voice.network), pairs);
  }
  std::vector<Vertex> mates(boost::num_vertices(pairs));
  boost::edmonds_maximum_cardinality_matching(pairs, mates.data());
  return accounts.size() + boost::matching_size(pairs, mates.data());
}

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

}  // namespace unionhall::stations::truth
