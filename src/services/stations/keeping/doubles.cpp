#include "services/stations/keeping/doubles.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <tuple>

#include "base/text.h"

namespace unionhall::stations::keeping {
namespace {

constexpr double metres_of_a_degree = 111'195;  // on the sphere of geo::metres

/// What stations are called everywhere; longer ones first.
constexpr std::array<std::string_view, 10> common_words{"户外劳动者", "服务站点", "服务站", "工会", "驿站",
                                                        "爱心",       "职工",     "之家",   "小站", "站点"};

bool same(std::string_view one, std::string_view other) { return !one.empty() && one == other; }

std::string digits_of(std::string_view phone) {
  std::string digits;
  std::ranges::copy_if(phone, std::back_inserter(digits), [](char c) { return c >= '0' && c <= '9'; });
  return digits;
}

}  // namespace

std::string distinctive(std::string_view name) {
  const auto folded = text::upper(text::folded(name).value_or(""));
  std::string bare;
  text::each_character(folded, [&](std::string_view one) {
    const bool sign = one.size() == 1 && !std::isalnum(static_cast<unsigned char>(one.front()));
    if (!sign && one != "·" && one != "（" && one != "）") bare += one;
  });
  for (const auto word : common_words) {
    for (auto at = bare.find(word); at != std::string::npos; at = bare.find(word)) bare.erase(at, word.size());
  }
  return bare;
}

std::vector<Pair> pairs(std::vector<Suspect> all, std::string_view path) {
  std::ranges::sort(all, {}, [](const Suspect& one) { return std::pair(one.place.lat_e7, one.id); });
  std::vector<std::string> names, phones;
  for (const auto& one : all) {
    names.push_back(distinctive(one.name));
    phones.push_back(digits_of(one.phone));
  }

  // From south to north, each beside those that lie at most 500 m further north.
  const auto north_e7 = static_cast<std::int64_t>(alike_within_m / metres_of_a_degree * 1e7 * 1.01);
  std::vector<Pair> found;
  for (std::size_t i = 0; i < all.size(); ++i) {
    for (auto j = i + 1; j < all.size() && all[j].place.lat_e7 - all[i].place.lat_e7 <= north_e7; ++j) {
      const auto &one = all[i], &other = all[j];
      if (!one.keeper_path.starts_with(path) && !other.keeper_path.starts_with(path)) continue;
      const auto away = geo::metres(one.place.point(), other.place.point());
      if (away > alike_within_m) continue;
      const Pair pair{.first = std::min(one.id, other.id),
                      .second = std::max(one.id, other.id),
                      .distance_m = away,
                      .same_name = same(names[i], names[j]),
                      .same_partner = same(one.partner, other.partner),
                      .same_phone = same(phones[i], phones[j])};
      if (away <= same_place_m || pair.same_name || pair.same_partner || pair.same_phone) found.push_back(pair);
    }
  }
  std::ranges::sort(found, {}, [](const Pair& pair) { return std::tuple(pair.distance_m, pair.first, pair.second); });
  return found;
}

}  // namespace unionhall::stations::keeping
