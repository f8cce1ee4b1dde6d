#pragma once
// What management sees of appeals: themes (反复出现的问题), what is said again and again by union and group of matters; and the sheet
// (会商清单) that a union takes to talks with the employer.
//
// Themes count hidden appeals for roles above the org that they are hidden from, and for nobody else. On the sheet there is none of them,
// whoever prints it: paper goes where no role reaches. Nor does it name who asked to be nameless.
#include "services/appeals/appeals.h"

namespace unionhall::appeals::themes {

constexpr std::chrono::days span{30};
constexpr std::int64_t least = 3;  // fewer are no theme

struct Theme {
  OrgId org;
  std::string org_name, group;
  std::int64_t now = 0, before = 0;
  bool rising() const { return now > before; }
};

/// Of the unions at `path` and below, as a role that is held at `seen_from` may know: these 30 days against the 30 before, what rises
/// most first; at most 50.
std::vector<Theme> of(db::Session& db, std::string_view path, std::string_view seen_from, Instant now);

void mount(http::Router& route, Hall& hall);

}  // namespace unionhall::appeals::themes
