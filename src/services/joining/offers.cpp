// Which union somebody of the new forms of employment joins (新就业形态劳动者).
#include <algorithm>

#include "services/joining/store.h"

namespace unionhall::joining {
namespace {

constexpr int looked_at = 300;

/// What there is beyond the unions that say they take the group: the street's or town's, then the village's, then the county's.
const std::pair<std::string_view, std::string_view> nets[] = {
    {"park", "park"}, {"township", "township"}, {"village", "village"}, {"county", "county"}};

class Offers {
 public:
  explicit Offers(int limit) : limit_(static_cast<std::size_t>(limit)) {}
  bool full() const { return offers_.size() >= limit_; }
  void add(const store::Place& place, std::string_view why) {
    if (full() || std::ranges::find(offers_, place.id, &Offer::org) != offers_.end()) return;
    offers_.push_back({place.id, place.name, place.level, std::string(why)});
  }
  std::vector<Offer> take() { return std::move(offers_); }

 private:
  std::size_t limit_;
  std::vector<Offer> offers_;
};

}  // namespace

std::vector<Offer> offers(db::Session& db, std::string_view division, std::string_view category, int limit) {
  Offers found(limit);
  // A place that lies in no county has only the city.
  const bool known = !division.empty();
  const auto taking = !known || category.empty() ? std::vector<store::Place>{} : store::taking(db, division, category, looked_at);
  // 重点建: the platform's or company's own union; 行业建: the trade's federation.
  for (const auto& place : taking) {
    if (place.level == "base") found.add(place, "company");
  }
  for (const auto& place : taking) {
    if (place.level == "trade_federation" || place.level == "industry" || place.level == "regional_federation") found.add(place, "trade");
  }
  for (const auto& place : taking) found.add(place, place.level);
  // 兜底建: where she works or lives.
  for (const auto& [level, why] : nets) {
    if (!known || found.full()) break;
    for (const auto& place : store::of_levels(db, division, db::Words{{std::string(level)}}, limit)) found.add(place, why);
  }
  // 周转池: the city's officers find her a place.
  if (const auto city = store::root(db)) found.add(*city, "pool");
  return found.take();
}

}  // namespace unionhall::joining
