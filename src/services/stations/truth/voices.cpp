#include "services/stations/truth/voices.h"

#include <boost/graph/adjacency_list.hpp>
#include <boost/graph/max_cardinality_matching.hpp>
#include <map>
#include <set>

namespace unionhall::stations::truth {
namespace {

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

}  // namespace unionhall::stations::truth
