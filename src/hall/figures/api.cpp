#include <algorithm>
#include <array>

#include "hall/access/access.h"
#include "hall/figures/store.h"
#include "hall/figures/words.h"

namespace unionhall::figures {
namespace {

constexpr int children_max = 200;
constexpr std::array key_figures{"members", "verified", "unions", "officers"};

OrgId asked_org(const http::Request& request) {
  const auto org = OrgId::parse(request.asked("org"));
  if (!org) throw Refused({404, "http.not_found"});
  return *org;
}

http::json::object to_json(const OrgLine& org) { return {{"id", org.id.text()}, {"name", org.name}, {"level", org.level}}; }

using Values = std::map<std::string, std::int64_t>;

std::int64_t value_of(const Values& values, const std::string& figure) {
  const auto found = values.find(figure);
  return found == values.end() ? 0 : found->second;
}

/// "members.sex.male": 12 → {"male": 12}; what is 0 is left out.
http::json::object by_last_word(const Values& values, std::string_view stem) {
  http::json::object counts;
  for (auto at = values.lower_bound(std::string(stem)); at != values.end() && at->first.starts_with(stem); ++at) {
    if (at->second != 0) counts[at->first.substr(stem.size())] = at->second;
  }
  return counts;
}

http::json::object by_age(const Values& values, Date today) {
  http::json::object counts;
  constexpr std::string_view stem = "members.born.";
  for (const auto band : {AgeBand::under_25, AgeBand::from_25_to_34, AgeBand::from_35_to_44, AgeBand::from_45_to_54, AgeBand::from_55_to_59,
                          AgeBand::from_60, AgeBand::unknown}) {
    const auto years = years_of_birth(band, today);
    std::int64_t count = 0;
    for (auto at = values.lower_bound(std::string(stem)); at != values.end() && at->first.starts_with(stem); ++at) {
      const auto year = std::stoll(at->first.substr(stem.size()));
      if (year >= years.from && year <= years.to) count += at->second;
    }
    counts[word(band)] = count;
  }
  return counts;
}

http::json::object to_json(const Values& values, Date today) {
  http::json::object json;
  for (const auto* figure : key_figures) json[figure] = value_of(values, figure);
  for (const auto* status : {"active", "transferring", "retained"})
    json[status] = value_of(values, std::string("members.status.") + status);
  json["by_status"] = by_last_word(values, "members.status.");
  json["by_category"] = by_last_word(values, "members.category.");
  json["by_sex"] = by_last_word(values, "members.sex.");
  json["by_age"] = by_age(values, today);
  json["by_verification_method"] = by_last_word(values, "verified.method.");
  json["by_level"] = by_last_word(values, "unions.level.");
  return json;
}

http::json::object definitions(http::Language language) {
  const auto& texts = http::Texts::global();
  http::json::object all;
  for (const std::string figure : {"members", "verified", "unions", "officers", "active", "transferring", "retained", "by_status",
                                   "by_category", "by_sex", "by_age", "by_verification_method", "by_level", "verified_rate"}) {
    all[figure] = {{"label", texts.text("figures." + figure + ".label", language)},
                   {"definition", texts.text("figures." + figure + ".definition", language)}};
  }
  auto& rate = all["verified_rate"].as_object();
  rate["numerator"] = "verified";
  rate["denominator"] = "members";
  return all;
}

/// GET /api/v1/figures?org= → {org, as_of, figures, definitions}
http::Response get_figures(const http::Request& request, Hall& hall) {
  const auto id = asked_org(request);
  const auto now = hall.clock.now();
  return hall.db.snapshot([&](db::Session& db) {
    access::require_reach(db, access::actor(request), id);
    return http::ok({{"org", to_json(*store::org(db, id))},
                     {"as_of", rfc3339(now)},
                     {"figures", to_json(of(db, id), beijing_date(now))},
                     {"definitions", definitions(request.language)}});
  });
}

/// GET /api/v1/figures/children?org= → {items, as_of}
http::Response get_children(const http::Request& request, Hall& hall) {
  const auto id = asked_org(request);
  return hall.db.snapshot([&](db::Session& db) {
    access::require_reach(db, access::actor(request), id);
    const auto children = store::children(db, id, children_max);
    std::vector<OrgId> ids;
    for (const auto& child : children) ids.push_back(child.id);
    const auto values = of(db, ids, {key_figures.begin(), key_figures.end()});

    http::json::array items;
    for (const auto& child : children) {
      http::json::object item{{"org", to_json(child)}, {"child_count", child.child_count}};
      for (const auto& [figure, value] : values.at(child.id)) item[figure] = value;
      items.push_back(std::move(item));
    }
    return http::ok({{"items", std::move(items)}, {"as_of", rfc3339(hall.clock.now())}});
  });
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  add_words();
  route.get("/api/v1/figures", access::officer, hall, get_figures);
  route.get("/api/v1/figures/children", access::officer, hall, get_children);
}

}  // namespace unionhall::figures
