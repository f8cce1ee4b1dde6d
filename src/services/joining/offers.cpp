// Which union somebody of the new forms of employment joins (新就业形态劳动者).
#include <algorithm>
#include <span>

#include "services/joining/store.h"

namespace unionhall::joining {
namespace {

constexpr int looked_at = 300;

/// What there is beyond the unions that say they take the group: a level, and why it is offered.
struct Net {
  std::string_view level, why;
};
constexpr Net around[] = {{"park", "park"}, {"township", "township"}, {"village", "village"}};
// In a county that she chose she finds her trade's federation herself; the towns have a list of their own.
constexpr Net in_county[] = {{"trade_federation", "trade"}, {"regional_federation", "trade"}, {"park", "park"}};

class Offers {
 public:
  explicit Offers(int limit) : limit_(static_cast<std::size_t>(limit)) {}
  bool full() const { return offers_.size() >= limit_; }
  void add(const store::Place& place, std::string_view why) {
    if (!full()) add_last(place, why);
  }
  /// Many villages do not push out whoever takes everybody in.
  void add_last(const store::Place& place, std::string_view why) {
    if (std::ranges::find(offers_, place.id, &Offer::org) != offers_.end()) return;
    offers_.push_back({place.id, place.name, place.level, std::string(why)});
  }
  std::vector<Offer> take() { return std::move(offers_); }

 private:
  std::size_t limit_;
  std::vector<Offer> offers_;
};

std::vector<store::Place> of_level(db::Session& db, const Where& where, std::string_view level, int limit) {
  const db::Words levels{{std::string(level)}};
  return where.county_path.empty() ? store::of_levels(db, where.division, levels, limit)
                                   : store::below(db, where.county_path, levels, limit);
}

}  // namespace

std::vector<Offer> offers(db::Session& db, const Where& where, std::string_view category, int limit) {
  Offers found(limit);
  // A place that lies in no county has only the city.
  const bool known = !where.division.empty() || !where.county_path.empty();
  const auto taking = !known || category.empty() ? std::vector<store::Place>{} : store::taking(db, where, category, looked_at);
  // 重点建: the platform's or company's own union; 行业建: the trade's federation.
  for (const auto& place : taking) {
    if (place.level == "base") found.add(place, "company");
  }
  for (const auto& place : taking) {
    if (place.level == "trade_federation" || place.level == "industry" || place.level == "regional_federation") found.add(place, "trade");
  }
  for (const auto& place : taking) found.add(place, place.level);
  // 兜底建: where she works or lives.
  for (const auto& net : where.county_path.empty() ? std::span<const Net>(around) : std::span<const Net>(in_county)) {
    if (!known || found.full()) break;
    for (const auto& place : of_level(db, where, net.level, limit)) found.add(place, net.why);
  }
  if (known) {
    for (const auto& place : of_level(db, where, "county", limit)) found.add_last(place, "county");
  }
  // 周转池: the city's officers find a place for whoever did not choose one.
  if (const auto city = store::root(db); city && where.county_path.empty()) found.add_last(*city, "pool");
  return found.take();
}

}  // namespace unionhall::joining
