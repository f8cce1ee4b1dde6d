#pragma once
// Places on the map: points, how far they are apart, and in which county (县区) one lies. Everything inside is WGS 84;
// what Chinese maps and phones bring is converted at the edge, and a type says which it is.
//
//   Gcj02, Bd09 ──to_wgs84──► Point ──► metres(a, b), outlines.division_at(point)
#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/base.h"

namespace unionhall::geo {

/// WGS 84, in degrees; east and north are positive.
struct Point {
  double lng = 0, lat = 0;
};
/// 火星坐标: what Amap, Tencent and every map published in China shows, up to 700 m beside WGS 84.
struct Gcj02 {
  double lng = 0, lat = 0;
};
/// What Baidu shows: GCJ-02, shifted once more.
struct Bd09 {
  double lng = 0, lat = 0;
};

/// From -180 to 180, and from -90 to 90.
bool on_earth(const Point& point);

/// There and back within a centimetre. Both systems shift China alone, told by its bounding box (lng 73.66–135.05, lat
/// 3.86–53.55): beyond it the numbers stay as they are, for BD-09 too.
/// Source: GCJ-02 is secret; these are the formulas found from outside and used everywhere, within a metre of what maps show.
Gcj02 to_gcj02(const Point& point);
Point to_wgs84(const Gcj02& point);
Bd09 to_bd09(const Point& point);
Point to_wgs84(const Bd09& point);

/// As the crow flies, over a sphere of the earth's mean radius: within 0.6 % of the ellipsoid.
double metres(const Point& a, const Point& b);

/// Why a GeoJSON is refused: where ("line 3, column 7", "features[2].geometry.coordinates[0][5]") and what should stand there.
struct Malformed {
  std::string place, expected;
  std::string text() const { return place + ": " + expected; }
};

/// A division as a small map draws it: simplified by what nobody sees there (some 150 m), for neighbours alike.
struct Drawn {
  std::string division, name;
  std::vector<std::vector<Point>> rings;  // the outer ones; the last point is the one before the first
  Point middle;                           // well within it
};

/// The outlines of divisions. A point on a common edge belongs to exactly one of the two, always the same; a point on the
/// outer edge belongs to a division that it touches. Where outlines lie within or over each other, the smallest counts.
class Outlines {
 public:
  /// A FeatureCollection of Polygons and MultiPolygons. Each feature's division, six digits, is its property `division`
  /// or `adcode`, or its `id`; its property `name` is what maps call it, the digits without. Coordinates are WGS 84 (RFC 7946), unless the
  /// collection says "datum": "GCJ-02" or "BD-09". Rings may turn either way and may touch themselves. Edges are the shortest lines between
  /// their points.
  static Result<Outlines, Malformed> parse(std::string_view geojson);
  /// The same from a file of at most 64 MB. Throws std::system_error for one that cannot be read.
  static Result<Outlines, Malformed> load(const std::filesystem::path& path);
  /// What was built in: for demonstration alone. Reading it takes a tenth of a second; keep it.
  static Outlines bundled();

  Outlines(Outlines&&) noexcept;
  Outlines& operator=(Outlines&&) noexcept;
  ~Outlines();

  /// The division's six digits. None outside, and for what is no point on earth. May be called from any thread.
  std::optional<std::string> division_at(const Point& point) const;
  /// All, in order.
  std::vector<std::string> divisions() const;
  /// The same as pictures, in the same order.
  const std::vector<Drawn>& drawn() const;

 private:
  struct Inside;
  explicit Outlines(std::unique_ptr<Inside> inside);
  std::unique_ptr<Inside> inside_;
};

}  // namespace unionhall::geo
