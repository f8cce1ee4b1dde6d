#include <stdexcept>

#include "building.h"
#include "hall/audit/audit.h"
#include "hall/figures/figures.h"
#include "hall/sources/sources.h"
#include "moment.h"

namespace unionhall::demo {
namespace {

constexpr std::size_t together = 500;

/// Those that a build before this one founded.
void remember_founded(Building& building) {
  auto& db = building.hall.db;
  for (const auto& planned : building.city.unions) {
    const auto id = db.read([&](db::Session& s) { return orgs::find_by_code(s, planned.code); });
    if (!id) break;  // they are founded in the order of the plan
    building.orgs.push_back(*id);
  }
  if (!building.orgs.empty()) building.source = db.read([&](db::Session& s) { return orgs::find(s, building.orgs.front()); })->source;
}

orgs::NewOrg new_org(Building& building, std::size_t place) {
  const auto& planned = building.city.unions[place];
  const auto above = [&](int parent) { return parent < 0 ? OrgId{} : building.org(parent); };
  return {.id = building.hall.ids.next<Org>(),
          .parent = above(planned.parent),
          .industry_parent = above(planned.industry_parent),
          .code = planned.code,
          .facts = planned.facts,
          .source = building.source};
}

void found(Building& building, const std::vector<orgs::NewOrg>& news) {
  auto& hall = building.hall;
  hall.db.write_in_background([&](db::Session& db) {
    for (const auto& founded : orgs::add_many(db, hall, news, hall.clock.now())) {
      if (!founded) throw std::logic_error("a union of the plan was refused");
    }
    audit::record(db, hall,
                  {.actor = {},
                   .what = "import",
                   .subject_kind = "org",
                   .subject = news.front().id.value,
                   .org = building.orgs.front(),
                   .detail = "demo"});
  });
}

}  // namespace

bool found_unions(Building& building) {
  remember_founded(building);
  auto& hall = building.hall;
  if (building.orgs.empty()) {
    building.source = hall.ids.next<struct Source>();
    hall.db.write([&](db::Session& db) {
      sources::add(db, hall.ids.region(),
                   {.id = building.source,
                    .kind = sources::Kind::demo,
                    .import_id = {},
                    .department = {},
                    .account = {},
                    .label = "演示城市",
                    .recorded_on = demo_day});
    });
  }
  const auto all = building.city.unions.size();
  std::vector<orgs::NewOrg> news;
  for (auto place = building.orgs.size(); place < all; ++place) {
    news.push_back(new_org(building, place));
    building.orgs.push_back(news.back().id);
    if (news.size() < together && place + 1 < all) continue;
    found(building, news);
    news.clear();
    if (!building.watch("unions", static_cast<std::int64_t>(place + 1), static_cast<std::int64_t>(all))) return false;
  }
  figures::fold_all(hall.db);
  return true;
}

}  // namespace unionhall::demo
