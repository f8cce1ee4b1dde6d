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

void Index::put(Entry entry) {
  const auto known = slot_of_.find(entry.id);
  if (known != slot_of_.end()) {
    auto& slot = slots_[known->second];
    if (slot->point.lng != entry.point.lng || slot->point.lat != entry.point.lat) {
      tree_.remove(Leaf{in_space(slot->point), known->second});
      tree_.insert(Leaf{in_space(entry.point), known->second});
    }
    slot = std::make_shared<const Entry>(std::move(entry));
    return;
  }
  auto number = static_cast<std::uint32_t>(slots_.size());
  if (free_slots_.empty()) {
    slots_.emplace_back();
  } else {
    number = free_slots_.back();
    free_slots_.pop_back();
  }
  slot_of_[entry.id] = number;
  tree_.insert(Leaf{in_space(entry.point), number});
  slots_[number] = std::make_shared<const Entry>(std::move(entry));
}

void Index::remove(StationId id) {
  const auto known = slot_of_.find(id);
  if (known == slot_of_.end()) return;
  tree_.remove(Leaf{in_space(slots_[known->second]->point), known->second});
  slots_[known->second] = nullptr;
  free_slots_.push_back(known->second);
  slot_of_.erase(known);
}

void Index::clear() {
  tree_.clear();
  slots_.clear();
  free_slots_.clear();
  slot_of_.clear();
}

std::vector<Hit> Index::nearest(const Query& query, Instant now) const {
  const auto at = in_space(query.at);
  const auto fits = [&](const Leaf& leaf) {
    const auto& entry = *slots_[leaf.second];
    if (!entry.facilities.has_all(query.facilities)) return false;
    return !query.open || (entry.standing.state == State::open && open_at(openings[entry.hours], now));
  };

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
    for (auto leaf = tree_.qbegin(bg::index::nearest(at, static_cast<unsigned>(count)) && bg::index::satisfies(fits)); leaf != tree_.qend();
         ++leaf) {
      found.push_back({bg::comparable_distance(at, leaf->first), slots_[leaf->second].get(), leaf->second});
    }
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
