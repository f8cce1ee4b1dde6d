// How a list is walked: which rows come first, how many unions are looked into, where a page ends.
#include <algorithm>

#include "hall/members/lists.h"

namespace unionhall::members {
namespace {

// Unions looked into for one page, a few first: where every one of them has somebody, the first step fills the page.
constexpr int union_steps[] = {64, 192, 512};

Found cut(std::vector<Line> lines, int limit) {
  Found found{std::move(lines), std::nullopt};
  if (found.lines.size() > static_cast<std::size_t>(limit)) {
    found.lines.resize(static_cast<std::size_t>(limit));
    const auto& last = found.lines.back();
    found.next = After{last.org_path, last.name_key, last.id};
  }
  return found;
}

/// The first path behind a union itself; its children lie behind it.
std::string behind(const std::string& path) { return path + "!"; }
/// Behind all members of a union: name keys are hex.
After behind_members(const std::string& path) { return {path, "~", {}}; }

bool passes_unions_over(const Search& search, const std::vector<lists::Facet>& facets) {
  return search.order == Order::tree && (search.status == "ended" || !facets.empty());
}

Found walk_unions(db::Session& db, const Search& search, const std::vector<lists::Facet>& facets, const After& after, int limit) {
  std::vector<Line> lines;
  std::string from = std::max(search.scope_path, after.org_path);
  for (const int step : union_steps) {
    const auto unions = lists::unions_with(db, search, facets, from, step);
    if (unions.empty()) return {std::move(lines), std::nullopt};
    std::vector<OrgId> ids;
    for (const auto& one : unions) ids.push_back(one.id);
    std::ranges::move(lists::of_unions(db, search, ids, after, limit + 1 - static_cast<int>(lines.size())), std::back_inserter(lines));
    if (lines.size() > static_cast<std::size_t>(limit)) return cut(std::move(lines), limit);
    if (unions.size() < static_cast<std::size_t>(step)) return {std::move(lines), std::nullopt};
    from = behind(unions.back().path);
  }
  return {std::move(lines), behind_members(from.substr(0, from.size() - 1))};
}

Counted count_in_unions(db::Session& db, const Search& search, const std::vector<lists::Facet>& facets, std::int64_t most) {
  Counted counted;
  std::string from = search.scope_path;
  for (const int step : union_steps) {
    const auto unions = lists::unions_with(db, search, facets, from, step);
    std::vector<OrgId> ids;
    for (const auto& one : unions) ids.push_back(one.id);
    if (!ids.empty()) counted.members += lists::count_unions(db, search, ids, most - counted.members);
    if (counted.members >= most) return {most, false};
    if (unions.size() < static_cast<std::size_t>(step)) return counted;
    from = behind(unions.back().path);
  }
  return {counted.members, false};
}

/// The same search by the people whom its words name, where they are not too many.
std::optional<Search> by_people(db::Session& db, const Search& search) {
  if (search.words.empty()) return std::nullopt;
  auto people = lists::people_of_words(db, search);
  if (!people) return std::nullopt;
  auto named = search;
  named.words.clear();
  named.people = std::move(*people);
  return named;
}

/// Living and ended ones: what a list by name would have to put in order.
std::int64_t size_of_scope(db::Session& db, const Search& search) {
  return lists::count_scope(db, {.region = search.region, .scope_path = search.scope_path, .status = "alive"}, candidates_max + 1) +
         lists::count_scope(db, {.region = search.region, .scope_path = search.scope_path, .status = "ended"}, candidates_max + 1);
}

}  // namespace

Found page(db::Session& db, const Search& search, const After& after, int limit) {
  if (search.people) return cut(lists::of_people(db, search, after, limit + 1), limit);
  if (auto named = by_people(db, search)) return page(db, *named, after, limit);
  const auto facets = lists::facets_of(search);
  if (passes_unions_over(search, facets)) return walk_unions(db, search, facets, after, limit);
  return cut(lists::of_scope(db, search, after, limit + 1), limit);
}

Counted count(db::Session& db, const Search& search, std::int64_t most) {
  const auto up_to = [most](std::int64_t members) { return Counted{members, members < most}; };
  if (search.people) return up_to(lists::count_people(db, search, most));
  if (auto named = by_people(db, search)) return count(db, *named, most);
  const auto facets = lists::facets_of(search);
  if (passes_unions_over(search, facets)) return count_in_unions(db, search, facets, most);
  return up_to(lists::count_scope(db, search, most));
}

bool can_go_by_name(db::Session& db, const Search& search) {
  if (search.people || by_people(db, search)) return true;
  return size_of_scope(db, search) <= candidates_max;
}

}  // namespace unionhall::members
