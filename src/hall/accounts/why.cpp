#include "hall/accounts/why.h"

#include <algorithm>

#include "hall/accounts/store.h"

namespace unionhall::accounts {
namespace {

bool ended(const Held& role, Instant at) { return role.until && *role.until <= at; }
bool begun(const Held& role, Instant at) { return role.since <= at; }

/// How this role, at that moment, answers for itself.
Because answer(const Held& role, Instant at, bool on_the_way) {
  if (!access::works(role.word)) return begun(role, at) && !ended(role, at) ? Because::no_business : Because::no_role;
  if (!on_the_way) return begun(role, at) && !ended(role, at) ? Because::outside : Because::no_role;
  if (!begun(role, at)) return Because::not_yet;
  if (ended(role, at)) return Because::ended;
  return Because::role;
}

}  // namespace

Why why(db::Session& db, AccountId account, OrgId org, Instant at, access::RoleId in_force) {
  auto up = store::way_up(db, org, at);  // from the union itself to the root
  Why best;
  for (auto& role : store::roles_ever(db, account)) {
    const auto at_role = std::ranges::find(up, role.org, &Rung::org);
    const bool on_the_way = at_role != up.end();
    const auto because = answer(role, at, on_the_way);
    // The first of the words says most; of two roles that let her it is the one in force, else the nearest to the union.
    const bool nearer = best.role && because == best.because && on_the_way && best.role->id != in_force &&
                        (role.id == in_force || at_role < std::ranges::find(up, best.role->org, &Rung::org));
    if (because == Because::no_role || (best.role && because >= best.because && !nearer)) continue;
    best.because = because;
    best.role = std::move(role);
  }
  if (!best.role) return best;
  if (const auto top = std::ranges::find(up, best.role->org, &Rung::org); top != up.end()) {
    best.way.assign(std::make_reverse_iterator(top + 1), up.rend());
    best.way.front().since.reset();  // below what it hangs is not asked
  }
  return best;
}

http::json::object to_json(const Why& why) {
  http::json::object json{{"may", why.may()}, {"because", db::word(why.because)}};
  // Which other unions somebody works for is none of this question.
  if (why.role && why.because != Because::outside && why.because != Because::no_business) {
    const auto& role = *why.role;
    http::json::object held{{"role", db::word(role.word)},
                            {"desk", role.desk},
                            {"org", {{"id", role.org.text()}, {"name", role.org_name}}},
                            {"since", rfc3339(role.since)},
                            {"lent", role.lent}};
    if (role.until) held["until"] = rfc3339(*role.until);
    if (!role.granted_by.empty()) held["granted_by"] = role.granted_by;
    json["held"] = std::move(held);
  }
  http::json::array way;
  for (const auto& rung : why.way) {
    http::json::object one{{"org", {{"id", rung.org.text()}, {"name", rung.name}}}};
    if (rung.since) one["since"] = rfc3339(*rung.since);
    way.push_back(std::move(one));
  }
  json["way"] = std::move(way);
  return json;
}

}  // namespace unionhall::accounts
