#include "services/stations/finding/said.h"

#include <algorithm>

namespace unionhall::stations::finding {

namespace json = http::json;

json::object facts_json(StationId id, const std::string& code, const std::string& name, const std::string& address, const geo::Point& point,
                        Facilities facilities) {
  json::array words;
  for (const auto word : facilities.words()) words.push_back(json::string(word));
  return {{"id", id.text()},
          {"code", code},
          {"name", name},
          {"address", address},
          {"lng", point.lng},
          {"lat", point.lat},
          {"facilities", std::move(words)}};
}

json::array intervals(const Opening& opening, Instant now, int days) {
  const auto minute = [](Instant at) { return std::chrono::floor<std::chrono::minutes>(at).time_since_epoch().count(); };
  const auto from = minute(now), until = minute(now + std::chrono::days{days});
  json::array out;
  for (const auto& one : opening.intervals) {
    if (one.until <= from || one.from >= until) continue;
    out.push_back(json::array{one.from, std::min<std::int64_t>(one.until, until)});
  }
  return out;
}

json::object opening_json(const Opening& opening, State state, Instant now, int days) {
  if (!opening.known) return {};
  if (state != State::open) return {{"open", false}, {"intervals", json::array{}}};
  return {{"open", open_at(opening, now)}, {"intervals", intervals(opening, now, days)}};
}

std::string members_text(const json::object& object) {
  auto text = json::serialize(object);
  text.pop_back();
  text.erase(0, 1);
  return text;
}

}  // namespace unionhall::stations::finding
