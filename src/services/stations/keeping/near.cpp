#include "services/stations/keeping/near.h"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace unionhall::stations::keeping {
namespace {

constexpr double metres_of_a_degree = 111'195;  // on the sphere of geo::metres
constexpr int looked_at = 500;

}  // namespace

std::vector<Near> near(db::Session& db, const Place& place, double metres) {
  const auto point = place.point();
  const double up = metres / metres_of_a_degree * 1.01;
  const double across = up / std::max(std::cos(std::min(std::abs(point.lat) + up, 89.9) * std::numbers::pi / 180), 1e-3);
  const auto e7 = [](double degrees) { return static_cast<std::int64_t>(std::llround(degrees * 1e7)); };
  auto found = db.all<Near>(R"sql(
      SELECT id, code, name, lng_e7, lat_e7, state FROM stations
       WHERE lat_e7 >= :south AND lat_e7 <= :north AND lng_e7 >= :west AND lng_e7 <= :east AND state <> 'closed'
       ORDER BY id LIMIT :limit)sql",
                            place.lat_e7 - e7(up), place.lat_e7 + e7(up), place.lng_e7 - e7(across), place.lng_e7 + e7(across), looked_at);
  const auto away = [&](const Near& one) { return geo::metres(point, one.place.point()); };
  std::erase_if(found, [&](const Near& one) { return away(one) > metres; });
  std::ranges::stable_sort(found, {}, away);
  return found;
}

}  // namespace unionhall::stations::keeping
