#include <s2/mutable_s2shape_index.h>
#include <s2/s2closest_edge_query.h>
#include <s2/s2contains_point_query.h>
#include <s2/s2earth.h>
#include <s2/s2edge_crossings.h>
#include <s2/s2latlng.h>
#include <s2/s2lax_polygon_shape.h>
#include <s2/s2loop_measures.h>
#include <s2/s2shape_measures.h>
#include <s2/s2shapeutil_visit_crossing_edge_pairs.h>

#include <algorithm>
#include <cerrno>
#include <cmath>
#include <fstream>
#include <stdexcept>
#include <system_error>
#include <tuple>

#include "geo/bundled.h"
#include "geo/drawing.h"
#include "geo/geojson.h"

namespace unionhall::geo {
namespace {

constexpr double hair = 0.002;       // of a ring's area: what rounding may turn over
constexpr double edge_width = 0.01;  // metres: nearer than this is on the outer edge

S2Point on_sphere(const Point& point) { return S2LatLng::FromDegrees(point.lat, point.lng).ToPoint(); }

/// Twice the area that a ring encloses, positive when it turns against the clock. It may cross the date line.
double turning(const Ring& ring) {
  double twice = 0, x = 0;  // x: east of the ring's first point
  for (std::size_t i = 0; i < ring.size(); ++i) {
    const Point &here = ring[i], &next = ring[(i + 1) % ring.size()];
    const double step = std::remainder(next.lng - here.lng, 360);
    twice += x * next.lat - (x + step) * here.lat;
    x += step;
  }
  return twice;
}

/// S2 wants the inside on the left hand: outer rings against the clock, holes with it.
std::vector<S2Point> loop_of(Ring ring, bool hole) {
  if ((turning(ring) < 0) != hole) std::ranges::reverse(ring);
  std::vector<S2Point> loop;
  for (const Point& point : ring) {
    if (const auto at = on_sphere(point); loop.empty() || loop.back() != at) loop.push_back(at);
  }
  if (loop.size() > 1 && loop.front() == loop.back()) loop.pop_back();
  return loop;
}

/// How a ring that crosses itself at two of its edges parts its area: the smaller part, of all.
double smaller_share(const S2Shape& shape, int chain, int one, int other) {
  const auto a = shape.chain_edge(chain, one), b = shape.chain_edge(chain, other);
  const S2Point crossing = S2::GetIntersection(a.v0, a.v1, b.v0, b.v1);
  const int length = shape.chain(chain).length;
  const auto area = [&](int from, int to) {  // from the crossing on edge `from` around to the crossing on edge `to`
    std::vector<S2Point> points{crossing};
    for (int i = from; i != to; i = (i + 1) % length) points.push_back(shape.chain_edge(chain, i).v1);
    return std::abs(S2::GetSignedArea(S2PointLoopSpan(points)));
  };
  const double part = area(one, other), rest = area(other, one);
  return std::min(part, rest) / (part + rest);
}

struct Division {
  std::string code;
  double area = 0;  // steradians
};

bool smaller(const Division& a, const Division& b) { return std::tie(a.area, a.code) < std::tie(b.area, b.code); }

}  // namespace

/// Each division is one shape of the index, by its number. Lax polygons take what rounded outlines have: spikes of no
/// width, and rings that touch themselves.
struct Outlines::Inside {
  MutableS2ShapeIndex index;
  std::vector<Division> divisions;
  std::vector<Drawn> drawn;

  std::optional<Malformed> crossing() const;
};

/// A ring that crosses itself in earnest, as a bow tie does, is a fault in the file. But rounding makes rings cross themselves
/// by a hair, and neighbours each other by a little. S2 counts the edges between a point and one that is known to lie outside: an
/// odd number is inside. So neighbours with the same edges still share every point out between them.
std::optional<Malformed> Outlines::Inside::crossing() const {
  std::optional<Malformed> found;
  const auto malformed = [&](int shape, const S2Point& near) {
    found = Malformed{.place = "division " + divisions[static_cast<std::size_t>(shape)].code,
                      .expected = "an outline that does not cross itself, as it does near " + S2LatLng(near).ToStringInDegrees() +
                                  " (latitude, longitude)"};
  };
  const auto look = [&](const s2shapeutil::ShapeEdge& a, const s2shapeutil::ShapeEdge& b, bool) {
    const S2Shape& shape = *index.shape(a.id().shape_id);
    const auto one = shape.chain_position(a.id().edge_id), other = shape.chain_position(b.id().edge_id);
    if (a.id().shape_id != b.id().shape_id || one.chain_id != other.chain_id) return true;
    if (smaller_share(shape, one.chain_id, one.offset, other.offset) < hair) return true;
    malformed(a.id().shape_id, a.v0());
    return false;
  };
  s2shapeutil::VisitCrossingEdgePairs(index, s2shapeutil::CrossingType::INTERIOR, look);

  // No county reaches around the world: one that does was turned inside out by a ring that crosses itself where it begins.
  for (int i = 0; i < index.num_shape_ids() && !found; ++i) {
    const S2Point begin = index.shape(i)->edge(0).v0;
    if (auto contains = MakeS2ContainsPointQuery(&index); contains.ShapeContains(*index.shape(i), -begin)) malformed(i, begin);
  }
  return found;
}

Outlines::Outlines(std::unique_ptr<Inside> inside) : inside_(std::move(inside)) {}
Outlines::Outlines(Outlines&&) noexcept = default;
Outlines& Outlines::operator=(Outlines&&) noexcept = default;
Outlines::~Outlines() = default;

Result<Outlines, Malformed> Outlines::parse(std::string_view geojson) {
  auto areas = read_geojson(geojson);
  if (!areas) return std::unexpected(areas.error());
  std::ranges::sort(*areas, {}, &Area::division);
  if (const auto twice = std::ranges::adjacent_find(*areas, {}, &Area::division); twice != areas->end()) {
    return std::unexpected(Malformed{.place = "division " + twice->division, .expected = "one feature for each division"});
  }

  auto inside = std::make_unique<Inside>();
  for (const Area& area : *areas) {
    std::vector<std::vector<S2Point>> loops;
    for (const auto& polygon : area.polygons) {
      for (const Ring& ring : polygon) loops.push_back(loop_of(ring, &ring != &polygon.front()));
    }
    auto shape = std::make_unique<S2LaxPolygonShape>(loops);
    inside->divisions.push_back({.code = area.division, .area = S2::GetArea(*shape)});
    inside->index.Add(std::move(shape));
  }
  inside->index.ForceBuild();  // or the first reader would, under a lock
  if (auto crossing = inside->crossing()) return std::unexpected(*crossing);
  inside->drawn = draw(*areas);
  return Outlines(std::move(inside));
}

Result<Outlines, Malformed> Outlines::load(const std::filesystem::path& path) {
  constexpr std::uintmax_t bytes_max = 64 << 20;
  if (std::filesystem::file_size(path) > bytes_max) {
    return std::unexpected(Malformed{.place = path.string(), .expected = "a file of at most 64 MB"});
  }
  std::ifstream file(path, std::ios::binary);
  std::string text{std::istreambuf_iterator<char>(file), {}};
  if (!file) throw std::system_error(errno, std::generic_category(), "read " + path.string());
  return parse(text);
}

Outlines Outlines::bundled() {
  auto parsed = parse(bundled_geojson());
  if (!parsed) throw std::runtime_error("the outlines that were built in: " + parsed.error().text());
  return std::move(*parsed);
}

std::optional<std::string> Outlines::division_at(const Point& point) const {
  if (!on_earth(point)) return std::nullopt;
  const S2Point at = on_sphere(point);
  const Division* found = nullptr;

  // Semi-open: of shapes that share an edge or a corner, one contains it.
  auto containing = MakeS2ContainsPointQuery(&inside_->index);
  containing.VisitContainingShapes(at, [&](S2Shape* shape) {
    const Division& division = inside_->divisions[static_cast<std::size_t>(shape->id())];
    if (found == nullptr || smaller(division, *found)) found = &division;
    return true;
  });
  if (found != nullptr) return found->code;

  S2ClosestEdgeQuery nearest(&inside_->index);
  nearest.mutable_options()->set_include_interiors(false);
  nearest.mutable_options()->set_max_distance(S1ChordAngle(S1Angle::Radians(edge_width / S2Earth::RadiusMeters())));
  S2ClosestEdgeQuery::PointTarget target(at);
  const auto edge = nearest.FindClosestEdge(&target);
  if (edge.is_empty()) return std::nullopt;
  return inside_->divisions[static_cast<std::size_t>(edge.shape_id())].code;
}

std::vector<std::string> Outlines::divisions() const {
  std::vector<std::string> codes;
  for (const Division& division : inside_->divisions) codes.push_back(division.code);
  return codes;
}

const std::vector<Drawn>& Outlines::drawn() const { return inside_->drawn; }

double metres(const Point& a, const Point& b) { return S2Earth::ToMeters(S1Angle(on_sphere(a), on_sphere(b))); }

}  // namespace unionhall::geo
