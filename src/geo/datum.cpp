#include <cmath>
#include <numbers>

#include "geo/geo.h"

namespace unionhall::geo {
namespace {

using std::numbers::pi;

/// A shift of numbers, in degrees.
struct Shift {
  double lng = 0, lat = 0;
};

bool in_china(double lng, double lat) { return lng >= 73.66 && lng <= 135.05 && lat >= 3.86 && lat <= 53.55; }

/// What GCJ-02 adds to WGS 84, on the ellipsoid of Krasovsky 1940.
Shift gcj02_shift(double lng, double lat) {
  constexpr double semi_major_axis = 6378245.0, eccentricity_squared = 0.00669342162296594323;
  const double x = lng - 105, y = lat - 35;
  const double waves = (20 * std::sin(6 * x * pi) + 20 * std::sin(2 * x * pi)) * 2 / 3;
  const double north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * std::sqrt(std::abs(x)) + waves +
                       (20 * std::sin(y * pi) + 40 * std::sin(y / 3 * pi)) * 2 / 3 +
                       (160 * std::sin(y / 12 * pi) + 320 * std::sin(y * pi / 30)) * 2 / 3;
  const double east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * std::sqrt(std::abs(x)) + waves +
                      (20 * std::sin(x * pi) + 40 * std::sin(x / 3 * pi)) * 2 / 3 +
                      (150 * std::sin(x / 12 * pi) + 300 * std::sin(x / 30 * pi)) * 2 / 3;
  const double radians = lat / 180 * pi;
  const double magic = 1 - eccentricity_squared * std::sin(radians) * std::sin(radians);
  const double meridian = semi_major_axis * (1 - eccentricity_squared) / (magic * std::sqrt(magic));
  const double parallel = semi_major_axis / std::sqrt(magic) * std::cos(radians);
  return {.lng = east * 180 / (parallel * pi), .lat = north * 180 / (meridian * pi)};
}

/// What BD-09 adds to GCJ-02.
Shift bd09_shift(double lng, double lat) {
  constexpr double wave = pi * 3000 / 180;
  const double radius = std::hypot(lng, lat) + 0.00002 * std::sin(lat * wave);
  const double angle = std::atan2(lat, lng) + 0.000003 * std::cos(lng * wave);
  return {.lng = radius * std::cos(angle) + 0.0065 - lng, .lat = radius * std::sin(angle) + 0.006 - lat};
}

/// The point that is `to` after the shift. A shift changes by less than a hundredth of the way, so a few rounds do.
template <class To, class From>
To undo(const From& from, Shift (*shift)(double, double)) {
  To to{.lng = from.lng, .lat = from.lat};
  for (int round = 0; round < 12; ++round) {
    const Shift moved = shift(to.lng, to.lat);
    to = {.lng = from.lng - moved.lng, .lat = from.lat - moved.lat};
  }
  return to;
}

}  // namespace

bool on_earth(const Point& point) {
  return point.lng >= -180 && point.lng <= 180 && point.lat >= -90 && point.lat <= 90;  // false for what is no number
}

Gcj02 to_gcj02(const Point& point) {
  if (!in_china(point.lng, point.lat)) return {.lng = point.lng, .lat = point.lat};
  const Shift shift = gcj02_shift(point.lng, point.lat);
  return {.lng = point.lng + shift.lng, .lat = point.lat + shift.lat};
}

Point to_wgs84(const Gcj02& point) {
  if (!in_china(point.lng, point.lat)) return {.lng = point.lng, .lat = point.lat};
  return undo<Point>(point, gcj02_shift);
}

Bd09 to_bd09(const Point& point) {
  if (!in_china(point.lng, point.lat)) return {.lng = point.lng, .lat = point.lat};
  const Gcj02 between = to_gcj02(point);
  const Shift shift = bd09_shift(between.lng, between.lat);
  return {.lng = between.lng + shift.lng, .lat = between.lat + shift.lat};
}

Point to_wgs84(const Bd09& point) {
  if (!in_china(point.lng, point.lat)) return {.lng = point.lng, .lat = point.lat};
  return to_wgs84(undo<Gcj02>(point, bd09_shift));
}

}  // namespace unionhall::geo
