#include "geo/drawing.h"

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/geometries/linestring.hpp>
#include <boost/geometry/geometries/point_xy.hpp>
#include <boost/geometry/geometries/ring.hpp>
#include <cmath>
#include <map>
#include <set>

namespace unionhall::geo {
namespace {

namespace bg = boost::geometry;

using Spot = std::pair<double, double>;  // lng, lat; neighbours have the same to the last bit
using Flat = bg::model::d2::point_xy<double>;
using Line = bg::model::linestring<Flat>;

constexpr double tolerance = 0.0015;  // degrees: about what a small map can show
constexpr double grid = 1e4;          // parts of a degree that are kept

/// Once around, without what stands twice in a row.
std::vector<Spot> around(const Ring& ring) {
  std::vector<Spot> spots;
  for (const auto& point : ring) spots.emplace_back(point.lng, point.lat);
  spots.erase(std::unique(spots.begin(), spots.end()), spots.end());
  while (spots.size() > 1 && spots.front() == spots.back()) spots.pop_back();
  return spots;
}

/// Where more than two lines meet. Neighbours keep these, and simplify what is between them alike.
std::set<Spot> corners_of(const std::vector<Area>& areas) {
  std::map<Spot, std::set<Spot>> neighbours;
  for (const auto& area : areas) {
    for (const auto& polygon : area.polygons) {
      const auto spots = around(polygon.front());
      for (std::size_t i = 0; i < spots.size(); ++i) {
        const auto &here = spots[i], &next = spots[(i + 1) % spots.size()];
        neighbours[here].insert(next);
        neighbours[next].insert(here);
      }
    }
  }
  std::set<Spot> corners;
  for (const auto& [point, seen] : neighbours) {
    if (seen.size() > 2) corners.insert(point);
  }
  return corners;
}

/// From one corner to the next, by Douglas and Peucker.
std::vector<Spot> simplified(std::vector<Spot> line) {
  // Both neighbours walk it in the same direction, or a tie would be decided in two ways.
  const bool backwards = line.front() > line.back();
  if (backwards) std::ranges::reverse(line);
  Line whole, simple;
  for (const auto& [lng, lat] : line) whole.emplace_back(lng, lat);
  bg::simplify(whole, simple, tolerance);
  std::vector<Spot> kept;
  for (const auto& point : simple) kept.emplace_back(point.x(), point.y());
  if (backwards) std::ranges::reverse(kept);
  return kept;
}

std::vector<Point> simplified(const Ring& ring, const std::set<Spot>& corners) {
  auto spots = around(ring);
  const auto corner = std::ranges::find_if(spots, [&](const Spot& one) { return corners.contains(one); });
  if (corner != spots.end()) std::ranges::rotate(spots, corner);
  spots.push_back(spots.front());

  std::vector<Point> kept;
  for (auto from = spots.begin(); from + 1 != spots.end();) {
    const auto until = std::find_if(from + 1, spots.end() - 1, [&](const Spot& one) { return corners.contains(one); });
    auto line = simplified(std::vector(from, until + 1));
    line.pop_back();  // where the next one begins
    for (const auto& [lng, lat] : line) kept.push_back({.lng = std::round(lng * grid) / grid, .lat = std::round(lat * grid) / grid});
    from = until;
  }
  return kept;
}

double area_of(const std::vector<Point>& ring) {
  bg::model::ring<Flat, true, false> flat;
  for (const auto& point : ring) flat.emplace_back(point.lng, point.lat);
  return std::abs(bg::area(flat));
}

/// The middle of the widest stretch of the largest ring, halfway up: within it whatever its shape.
Point middle_of(const std::vector<std::vector<Point>>& rings) {
  const auto& ring = *std::ranges::max_element(rings, {}, area_of);
  const auto [south, north] = std::ranges::minmax(ring, {}, &Point::lat);
  const auto lat = (south.lat + north.lat) / 2;
  std::vector<double> crossed;
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const auto &here = ring[i], &next = ring[(i + 1) % ring.size()];
    if ((here.lat > lat) != (next.lat > lat))
      crossed.push_back(here.lng + (lat - here.lat) / (next.lat - here.lat) * (next.lng - here.lng));
  }
  std::ranges::sort(crossed);
  double west = ring.front().lng, east = west;
  for (std::size_t i = 0; i + 1 < crossed.size(); i += 2) {
    if (crossed[i + 1] - crossed[i] > east - west) west = crossed[i], east = crossed[i + 1];
  }
  return {.lng = std::round((west + east) / 2 * grid) / grid, .lat = std::round(lat * grid) / grid};
}

}  // namespace

std::vector<Drawn> draw(const std::vector<Area>& areas) {
  const auto corners = corners_of(areas);
  std::vector<Drawn> all;
  for (const auto& area : areas) {
    Drawn one{.division = area.division, .name = area.name, .rings = {}, .middle = {}};
    for (const auto& polygon : area.polygons) {
      if (auto ring = simplified(polygon.front(), corners); ring.size() > 2) one.rings.push_back(std::move(ring));
    }
    // Too small to be seen, but it has a name and a place.
    if (one.rings.empty()) one.rings.push_back(area.polygons.front().front());
    one.middle = middle_of(one.rings);
    all.push_back(std::move(one));
  }
  return all;
}

}  // namespace unionhall::geo
