#include "services/appeals/themes.h"

#include <algorithm>
#include <map>

#include "hall/orgs/orgs.h"
#include "services/appeals/store.h"

namespace unionhall::appeals::themes {
namespace {

constexpr std::size_t shown_most = 50;

}  // namespace

std::vector<Theme> of(db::Session& db, std::string_view path, std::string_view seen_from, Instant now) {
  std::map<std::pair<OrgId, std::string>, Theme> by_group;
  for (const auto& counted : store::said_since(db, path, seen_from, now - 2 * span, now - span)) {
    const std::string group(group_of(counted.category));
    auto& theme = by_group[{counted.org, group}];
    theme.org = counted.org;
    theme.org_name = counted.org_name;
    theme.group = group;
    theme.now += counted.now;
    theme.before += counted.before;
  }
  std::vector<Theme> all;
  for (auto& [key, theme] : by_group) {
    if (theme.now >= least) all.push_back(std::move(theme));
  }
  std::ranges::sort(all, [](const Theme& a, const Theme& b) {
    return std::tuple(b.now - b.before, b.now, a.org, a.group) < std::tuple(a.now - a.before, a.now, b.org, b.group);
  });
  all.resize(std::min(all.size(), shown_most));
  return all;
}

}  // namespace unionhall::appeals::themes
