#include "services/roster/union_finder.h"

#include "hall/orgs/orgs.h"

namespace unionhall::roster {
namespace {

constexpr int nearest_sought_max = 200;  // a search by words each; a file of nothing but wrong names must not cost more

}  // namespace

UnionFinder::Found UnionFinder::of(const std::string& code, const std::string& name) {
  const std::lock_guard lock(one_at_a_time_);
  if (!code.empty()) return by_code(code);
  if (!name.empty()) return by_name(name);
  return by_form();
}

void UnionFinder::forget() {
  const std::lock_guard lock(one_at_a_time_);
  by_code_.clear();
  by_name_.clear();
  by_form_.reset();
}

UnionFinder::Found UnionFinder::by_code(const std::string& code) {
  if (const auto known = by_code_.find(code); known != by_code_.end()) return known->second;
  const auto found = hall_.db.read([&](db::Session& db) -> Found {
    const auto org = orgs::find_by_code(db, code);
    if (!org || !orgs::path_of(db, *org).starts_with(task_.org_path)) return {.org = {}, .wrong = Wrong::not_found, .nearest = {}};
    return {.org = *org, .wrong = {}, .nearest = {}};
  });
  return by_code_.emplace(code, found).first->second;
}

UnionFinder::Found UnionFinder::by_name(const std::string& name) {
  if (const auto known = by_name_.find(name); known != by_name_.end()) return known->second;
  return by_name_.emplace(name, look_up_name(name)).first->second;
}

UnionFinder::Found UnionFinder::look_up_name(const std::string& name) {
  return hall_.db.read([&](db::Session& db) -> Found {
    const auto named = orgs::named(db, name, task_.org_path, 2);
    if (named.size() == 1) return {.org = named.front(), .wrong = {}, .nearest = {}};
    if (named.size() > 1) return {.org = {}, .wrong = Wrong::ambiguous, .nearest = {}};
    std::string nearest;
    if (++nearest_sought_ <= nearest_sought_max) {
      for (const auto& org : orgs::search(db, name, task_.org_path, 1)) nearest = org.name;
    }
    return {.org = {}, .wrong = Wrong::not_found, .nearest = nearest};
  });
}

/// What stands there is often the employer's name. Where the import's union has unions below, guessing would put people
/// into the wrong one; where it has none, there is nothing to guess.
UnionFinder::Found UnionFinder::by_form() {
  if (by_form_) return *by_form_;
  by_form_ = Found{.org = task_.org, .wrong = {}, .nearest = {}};
  if (!hall_.db.read([&](db::Session& db) { return orgs::active(db, {task_.org}); })) by_form_->wrong = Wrong::not_found;
  if (task_.filled_in_by.empty()) return *by_form_;
  const auto named = by_name(task_.filled_in_by);
  const bool has_children = !hall_.db.read([&](db::Session& db) { return orgs::children(db, task_.org, "", 1); }).empty();
  if (!named.wrong || has_children) by_form_ = named;
  return *by_form_;
}

std::string UnionFinder::name_of(OrgId org) {
  const std::lock_guard lock(one_at_a_time_);
  if (const auto known = names_.find(org); known != names_.end()) return known->second;
  const auto found = hall_.db.read([&](db::Session& db) { return orgs::find(db, org); });
  return names_.emplace(org, found ? found->facts.name : std::string()).first->second;
}

}  // namespace unionhall::roster
