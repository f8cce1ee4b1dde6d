#include "services/stations/finding/index.h"

#include <algorithm>
#include <array>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
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

using InSpace = bg::model::point<double, 3, bg::cs::cartesian>;

InSpace in_space(const geo::Point& point) {
  const double lng = point.lng * std::numbers::pi / 180, lat = point.lat * std::numbers::pi / 180;
  return {std::cos(lat) * std::cos(lng), std::cos(lat) * std::sin(lng), std::sin(lat)};
}

/// Where one is, beside what a filter asks of it: a search looks at many and should not run through memory for each.
struct Leaf {
  InSpace at;
  Facilities facilities;
  std::uint32_t slot = 0, hours = 0;
  bool in_use = false;  // not suspended
};

Leaf leaf_of(const Entry& entry, std::uint32_t slot) {
  return {.at = in_space(entry.point),
          .facilities = entry.facilities,
          .slot = slot,
          .hours = static_cast<std::uint32_t>(entry.hours),
          .in_use = entry.standing.state == State::open};
}

struct PlaceOf {
  using result_type = const InSpace&;
  result_type operator()(const Leaf& leaf) const { return leaf.at; }
};
struct BySlot {
  bool operator()(const Leaf& a, const Leaf& b) const { return a.slot == b.slot; }
};
using Tree = bg::index::rtree<Leaf, bg::index::linear<16>, PlaceOf, BySlot>;

}  // namespace

bool open_at(const Opening& opening, Instant now) {
  const auto minute = std::chrono::floor<std::chrono::minutes>(now).time_since_epoch().count();
  const auto behind = std::ranges::upper_bound(opening.intervals, minute, {}, &Interval::from);
  return behind != opening.intervals.begin() && minute < std::prev(behind)->until;
}

/// Of all, and of what few stations have one each, so that the nearest of them are not looked for among all.
struct Index::Trees {
  Tree all;
  std::array<Tree, facility_count> those_with;  // of basic facilities empty

  void plant(const Leaf& leaf) {
    all.insert(leaf);
    for (std::size_t i = 0; i < facility_count; ++i) {
      if (const auto one = static_cast<Facility>(i); !basic(one) && leaf.facilities.has(one)) those_with[i].insert(leaf);
    }
  }

  void uproot(const Leaf& leaf) {
    all.remove(leaf);
    for (std::size_t i = 0; i < facility_count; ++i) {
      if (const auto one = static_cast<Facility>(i); !basic(one) && leaf.facilities.has(one)) those_with[i].remove(leaf);
    }
  }

  /// All at once.
  void plant_anew(const std::vector<Leaf>& leaves) {
    all = Tree(leaves);
    for (std::size_t i = 0; i < facility_count; ++i) {
      const auto one = static_cast<Facility>(i);
      if (basic(one)) continue;
      std::vector<Leaf> some;
      std::ranges::copy_if(leaves, std::back_inserter(some), [&](const Leaf& leaf) { return leaf.facilities.has(one); });
      those_with[i] = Tree(some);
    }
  }

  const Tree& smallest_for(Facilities wanted) const {
    const auto* smallest = &all;
    for (std::size_t i = 0; i < facility_count; ++i) {
      const auto one = static_cast<Facility>(i);
      if (!basic(one) && wanted.has(one) && those_with[i].size() < smallest->size()) smallest = &those_with[i];
    }
    return *smallest;
  }
};

Index::Index() : trees_(std::make_unique<Trees>()) {}
Index::~Index() = default;
Index::Index(Index&&) noexcept = default;
Index& Index::operator=(Index&&) noexcept = default;

void Index::fill(std::vector<Entry> entries) {
  clear();
  slots_.reserve(entries.size());
  std::vector<Leaf> leaves;
  leaves.reserve(entries.size());
  for (auto& entry : entries) {
    const auto slot = static_cast<std::uint32_t>(slots_.size());
    slot_of_.emplace(entry.id, slot);
    slots_.push_back(std::make_shared<const Entry>(std::move(entry)));
    leaves.push_back(leaf_of(*slots_.back(), slot));
  }
  trees_->plant_anew(leaves);
}

void Index::put(Entry entry) {
  auto slot = static_cast<std::uint32_t>(slots_.size());
  if (const auto known = slot_of_.find(entry.id); known != slot_of_.end()) {
    slot = known->second;
    trees_->uproot(leaf_of(*slots_[slot], slot));
  } else if (!free_slots_.empty()) {
    slot = free_slots_.back();
    free_slots_.pop_back();
  } else {
    slots_.emplace_back();
  }
  slot_of_[entry.id] = slot;
  slots_[slot] = std::make_shared<const Entry>(std::move(entry));
  trees_->plant(leaf_of(*slots_[slot], slot));
}

void Index::remove(StationId id) {
  const auto known = slot_of_.find(id);
  if (known == slot_of_.end()) return;
  trees_->uproot(leaf_of(*slots_[known->second], known->second));
  slots_[known->second] = nullptr;
  free_slots_.push_back(known->second);
  slot_of_.erase(known);
}

void Index::clear() {
  trees_->plant_anew({});
  slots_.clear();
  free_slots_.clear();
  slot_of_.clear();
}

std::vector<Hit> Index::nearest(const Query& query, Instant now) const {
  const auto at = in_space(query.at);
  std::vector<bool> open(openings.size());
  for (std::size_t i = 0; query.open && i < openings.size(); ++i) open[i] = open_at(*openings[i], now);
  const auto fits = [&](const Leaf& leaf) {
    if (!leaf.facilities.has_all(query.facilities)) return false;
    return !query.open || (leaf.in_use && open[leaf.hours]);
  };
  const auto& tree = trees_->smallest_for(query.facilities);

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
