#include "services/stations/finding/index.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace unionhall::stations::finding {
namespace {

namespace bg = boost::geometry;

constexpr double earth_radius_m = 6'371'010;  // that of geo::metres

/// The straight way through a sphere of radius one, squared.
double chord_squared(double metres_over_it) {
  const double angle = std::min(metres_over_it / earth_radius_m, std::numbers::pi);
  const double chord = 2 * std::sin(angle / 2);
  return chord * chord;
}

}  // namespace

bool open_at(const Opening& opening, Instant now) {
  const auto minute = std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count();
  const auto behind = std::ranges::upper_bound(opening.intervals, minute, {}, &Interval::from);
  return behind != opening.intervals.begin() && minute < std::prev(behind)->until;
}

Index::InSpace Index::in_space(const geo::Point& point) {
  const double lng = point.lng * std::numbers::pi / 180, lat = point.lat * std::numbers::pi / 180;
  return {std::cos(lat) * std::cos(lng), std::cos(lat) * std::sin(lng), std::sin(lat)};
}

Index::Leaf Index::leaf_of(std::uint32_t slot) const {
  const auto& entry = *slots_[slot];
  return {.at = in_space(entry.point),
          .facilities = entry.facilities,
          .slot = slot,
          .hours = static_cast<std::uint32_t>(entry.hours),
          .in_use = entry.standing.state == State::open};
}

void Index::plant(std::uint32_t slot) {
  const auto leaf = leaf_of(slot);
  all_.insert(leaf);
  for (std::size_t i = 0; i < facility_count; ++i) {
    if (const auto one = static_cast<Facility>(i); !basic(one) && leaf.facilities.has(one)) those_with_[i].insert(leaf);
  }
}

void Index::uproot(std::uint32_t slot) {
  const auto leaf = leaf_of(slot);
  all_.remove(leaf);
  for (std::size_t i = 0; i < facility_count; ++i) {
    if (const auto one = static_cast<Facility>(i); !basic(one) && leaf.facilities.has(one)) those_with_[i].remove(leaf);
  }
}

void Index::fill(std::vector<Entry> entries) {
  clear();
  slots_.reserve(entries.size());
  std::vector<Leaf> leaves;
  leaves.reserve(entries.size());
  for (auto& entry : entries) {
    const auto slot = static_cast<std::uint32_t>(slots_.size());
    slot_of_.emplace(entry.id, slot);
    slots_.push_back(std::make_shared<const Entry>(std::move(entry)));
    leaves.push_back(leaf_of(slot));
  }
  all_ = Tree(leaves);
  for (std::size_t i = 0; i < facility_count; ++i) {
    const auto one = static_cast<Facility>(i);
    if (basic(one)) continue;
    std::vector<Leaf> some;
    std::ranges::copy_if(leaves, std::back_inserter(some), [&](const Leaf& leaf) { return leaf.facilities.has(one); });
    those_with_[i] = Tree(some);
  }
}

void Index::put(Entry entry) {
  auto slot = static_cast<std::uint32_t>(slots_.size());
  if (const auto known = slot_of_.find(entry.id); known != slot_of_.end()) {
    slot = known->second;
    uproot(slot);
  } else if (!free_slots_.empty()) {
    slot = free_slots_.back();
    free_slots_.pop_back();
  } else {
    slots_.emplace_back();
  }
  slot_of_[entry.id] = slot;
  slots_[slot] = std::make_shared<const Entry>(std::move(entry));
  plant(slot);
}

void Index::remove(StationId id) {
  const auto known = slot_of_.find(id);
  if (known == slot_of_.end()) return;
  uproot(known->second);
  slots_[known->second] = nullptr;
  free_slots_.push_back(known->second);
  slot_of_.erase(known);
}

void Index::clear() {
  all_.clear();
  for (auto& tree : those_with_) tree.clear();
  slots_.clear();
  free_slots_.clear();
  slot_of_.clear();
}

const Index::Tree& Index::tree_for(Facilities wanted) const {
  const auto* smallest = &all_;
  for (std::size_t i = 0; i < facility_count; ++i) {
    const auto one = static_cast<Facility>(i);
    if (!basic(one) && wanted.has(one) && those_with_[i].size() < smallest->size()) smallest = &those_with_[i];
  }
  return *smallest;
}

std::vector<Hit> Index::nearest(const Query& query, Instant now) const {
  const auto at = in_space(query.at);
  std::vector<bool> open(openings.size());
  for (std::size_t i = 0; query.open && i < openings.size(); ++i) open[i] = open_at(*openings[i], now);
  const auto fits = [&](const Leaf& leaf) {
    if (!leaf.facilities.has_all(query.facilities)) return false;
    return !query.open || (leaf.in_use && open[leaf.hours]);
  };
  const auto& tree = tree_for(query.facilities);

  struct Found {
    double chord = 0;
    const Entry* entry = nullptr;
    std::uint32_t slot = 0;
    auto order() const { return std::pair(chord, entry->id); }
  };
  std::vector<Found> found;
  // One more than wanted; more where the list would end among several at one distance.
  for (auto count = query.limit + 1;; count *= 2) {
    found.clear();
    std::vector<Leaf> leaves;
    tree.query(bg::index::nearest(at, static_cast<unsigned>(count)) && bg::index::satisfies(fits), std::back_inserter(leaves));
    for (const auto& leaf : leaves) found.push_back({bg::comparable_distance(at, leaf.at), slots_[leaf.slot].get(), leaf.slot});
    std::ranges::sort(found, {}, &Found::order);
    if (found.size() < count || found.back().chord > found[query.limit - 1].chord) break;
  }
  if (found.size() > query.limit) found.resize(query.limit);
  if (query.radius_m) std::erase_if(found, [most = chord_squared(*query.radius_m)](const Found& one) { return one.chord > most; });
  std::ranges::stable_partition(found, [&](const Found& one) { return !one.entry->standing.doubted(now); });

  std::vector<Hit> hits;
  for (const auto& one : found) hits.push_back({slots_[one.slot], geo::metres(query.at, one.entry->point)});
  return hits;
}

}  // namespace unionhall::stations::finding
