#include "hall/orgs/orgs.h"

#include <fmt/format.h>

#include <algorithm>
#include <unordered_map>

#include "base/names.h"
#include "base/text.h"
#include "hall/audit/audit.h"
#include "hall/figures/figures.h"
#include "hall/orgs/moving.h"
#include "hall/orgs/store.h"
#include "hall/sources/sources.h"

namespace unionhall::orgs {
namespace {

// So many top unions may each site have: their numbers begin at region × 1024.
constexpr std::int64_t roots_of_a_region = 1024;
constexpr int candidates_max = 200;

std::string segment(std::int64_t number) {
  constexpr std::string_view digits = "0123456789abcdefghijklmnopqrstuv";
  std::string text(path_width, digits[0]);
  for (auto at = text.rbegin(); at != text.rend() && number > 0; number /= 32) *at++ = digits[static_cast<std::size_t>(number % 32)];
  return text;
}

bool too_deep(std::size_t path_length) { return path_length > depth_max * path_width; }

/// Eight digits, drawn: a number that people see says nothing about how many there are. Division codes have 6, 9 or 12.
std::string drawn_code() { return std::to_string(10'000'000 + crypto::random_below(90'000'000)); }

/// What is taken already when a batch of new unions comes.
struct Taken {
  std::set<std::string> codes, credit_codes;
  std::set<std::pair<OrgId, std::string>> names;
};

Taken find_taken(db::Session& db, const std::vector<NewOrg>& orgs, const std::vector<std::string>& codes) {
  db::Words names, credit_codes;
  for (const auto& org : orgs) {
    names.values.push_back(org.facts.name);
    if (org.facts.credit_code) credit_codes.values.push_back(*org.facts.credit_code);
  }
  return {.codes = store::codes_taken(db, {codes}),
          .credit_codes = store::credit_codes_taken(db, credit_codes),
          .names = store::names_taken(db, names)};
}

}  // namespace

std::vector<std::string> grams_of(const Facts& facts) {
  auto grams = names::grams(facts.name, names::Kind::union_);
  for (auto& gram : names::grams(facts.short_name, names::Kind::union_)) grams.push_back(std::move(gram));
  std::ranges::sort(grams);
  grams.erase(std::ranges::unique(grams).begin(), grams.end());
  return grams;
}

void count(figures::Deltas& deltas, OrgId org, Level level, std::int64_t by) {
  deltas.add(org, "unions", by);
  deltas.add(org, fmt::format("unions.level.{}", db::word(level)), by);
}

std::string end_of_subtree(std::string_view path) { return std::string(path) + '~'; }  // '~' follows every character of a path

// ── Terms of office ────────────────────────────────────────────────────────────────────────────────────────────

namespace {

/// The same day so many months later, or the last day of that month.
Date months_later(Date day, int months) {
  const auto later = day + std::chrono::months{months};
  return later.ok() ? later : later.year() / later.month() / std::chrono::last;
}

}  // namespace

std::optional<Date> term_end(const Facts& facts) {
  if (!facts.term_start_on || facts.term_years == 0) return std::nullopt;
  return months_later(*facts.term_start_on, static_cast<int>(facts.term_years) * 12);
}

/// Source: 工会法 (2021) Art. 16 (three or five years); 中国工会章程: the parent may put an election off.
TermState term_state(const Facts& facts, std::optional<Date> postponed_until, Date today) {
  const auto end = term_end(facts);
  if (!end) return TermState::unknown;
  if (today < months_later(*end, -6)) return TermState::normal;
  if (postponed_until && *postponed_until > *end) return today <= *postponed_until ? TermState::postponed : TermState::overdue;
  if (today > *end) return TermState::overdue;
  return today < months_later(*end, -3) ? TermState::due_soon : TermState::due;
}

std::optional<Date> latest_election(const Facts& facts, int months_max) {
  const auto end = term_end(facts);
  return end ? std::optional(months_later(*end, months_max)) : std::nullopt;
}

bool stands_above(std::string_view acting_path, std::string_view path) {
  return !acting_path.empty() && acting_path.size() < path.size() && path.starts_with(acting_path);
}

// ── Finding ────────────────────────────────────────────────────────────────────────────────────────────────────

namespace {

std::vector<OrgId> each_once(std::vector<OrgId> ids) {
  std::ranges::sort(ids);
  ids.erase(std::ranges::unique(ids).begin(), ids.end());
  return ids;
}

}  // namespace

bool active(db::Session& db, std::vector<OrgId> ids) {
  ids = each_once(std::move(ids));
  return store::places(db, ids).size() == ids.size();
}

bool hold_active(db::Session& db, std::vector<OrgId> ids) {
  ids = each_once(std::move(ids));
  if (store::places(db, ids).size() != ids.size()) return false;
  store::touch(db, ids);
  return true;
}

std::vector<Brief> ancestors(db::Session& db, OrgId id) {
  const auto path = path_of(db, id);
  db::Words paths;
  for (auto length = path_width; length <= path.size(); length += path_width) paths.values.push_back(path.substr(0, length));
  return store::at_paths(db, paths);
}

std::vector<Brief> search(db::Session& db, std::string_view query, std::string_view within_path, int limit) {
  const auto typed = text::folded(query).value_or("");
  if (typed.empty()) return {};

  std::vector<Brief> found;
  if (const auto id = find_by_code(db, typed)) {
    const auto path = path_of(db, *id);
    if (path.starts_with(within_path)) found = store::at_paths(db, {{path}});
  }
  const auto grams = names::query_grams(typed);
  auto candidates = text::length(typed) == 1 ? store::beginning_with(db, typed, within_path, candidates_max)
                    : grams.empty()          ? std::vector<Brief>{}
                                             : store::with_grams(db, grams, within_path, candidates_max);
  // Of two that fit, the one that is called just so, then the one that begins so, then the one that holds it whole.
  const auto rank = [&](const Brief& org) {
    if (org.name == typed) return 0;
    if (org.name.starts_with(typed)) return 1;
    return org.name.find(typed) != std::string::npos ? 2 : 3;
  };
  std::ranges::stable_sort(candidates, {}, rank);
  for (auto& org : candidates) {
    if (found.size() == static_cast<std::size_t>(limit)) break;
    if (std::ranges::find(found, org.id, &Brief::id) == found.end()) found.push_back(std::move(org));
  }
  return found;
}

// ── Founding ───────────────────────────────────────────────────────────────────────────────────────────────────

namespace {

/// Whether `leader` may stand above the union of this id in its industry's line; `path` is the union's, empty while it is new.
/// Source: 中国工会章程 (industry and territory combined, territory first): the line is beside the tree and must not turn it
/// upside down.
Result<void, Refusal> check_industry_parent(db::Session& db, OrgId id, std::string_view path, OrgId leader) {
  const auto org = find(db, leader);
  if (!org || org->state != State::active) return std::unexpected(Refusal::industry_parent_not_found);
  if (!path.empty() && org->path.starts_with(path)) return std::unexpected(Refusal::industry_parent_below);
  if (!leads_an_industry(org->facts.level)) return std::unexpected(Refusal::industry_parent_level);
  auto above = org;
  for (std::size_t step = 0; above && above->industry_parent && step < depth_max; ++step) {
    if (above->industry_parent == id) return std::unexpected(Refusal::industry_parent_below);
    above = find(db, above->industry_parent);
  }
  return {};
}

}  // namespace

void record(db::Session& db, Hall& hall, OrgId id, std::string_view what, std::string_view detail, const By& by) {
  audit::record(db, hall,
                {.actor = by.account,
                 .role = by.role,
                 .what = what,
                 .subject_kind = "org",
                 .subject = id.value,
                 .org = id,
                 .detail = detail,
                 .request = by.request});
}

Result<OrgId, Refusal> add(db::Session& db, Hall& hall, const NewOrg& org, Instant now, const By& by) {
  if (org.industry_parent) {
    if (const auto ok = check_industry_parent(db, org.id, "", org.industry_parent); !ok) return std::unexpected(ok.error());
  }
  const auto added = add_many(db, hall, {org}, now).front();
  if (added) record(db, hall, *added, "add", "", by);
  return added;
}

std::vector<Result<OrgId, Refusal>> add_many(db::Session& db, Hall& hall, const std::vector<NewOrg>& orgs, Instant now) {
  std::vector<std::string> codes;
  std::vector<OrgId> parents;
  for (const auto& org : orgs) {
    codes.push_back(org.code.empty() ? drawn_code() : org.code);
    if (org.parent) parents.push_back(org.parent);
  }
  auto taken = find_taken(db, orgs, codes);
  std::map<OrgId, store::Place> places;  // of the parents, those of this batch among them
  for (auto& place : store::places(db, parents)) places.emplace(place.id, std::move(place));
  const auto known_before = places;
  auto roots = store::count_roots(db, hall.ids.region());

  std::vector<Result<OrgId, Refusal>> answers;
  std::vector<store::Row> rows;
  std::vector<store::Gram> grams;
  figures::Deltas deltas;
  const auto found = [&](const NewOrg& org, std::string& code) -> Result<OrgId, Refusal> {
    const auto parent = places.find(org.parent);
    if (org.parent && parent == places.end()) return std::unexpected(Refusal::parent_not_found);
    if (org.parent && too_deep(parent->second.path.size() + path_width)) return std::unexpected(Refusal::too_deep);
    if (taken.names.contains({org.parent, org.facts.name})) return std::unexpected(Refusal::name_taken);
    if (org.facts.credit_code && taken.credit_codes.contains(*org.facts.credit_code)) return std::unexpected(Refusal::credit_code_taken);
    if (!org.code.empty() && taken.codes.contains(code)) return std::unexpected(Refusal::code_taken);
    while (taken.codes.contains(code)) {
      code = drawn_code();
      taken.codes.merge(store::codes_taken(db, {{code}}));
    }

    taken.names.emplace(org.parent, org.facts.name);
    taken.codes.insert(code);
    if (org.facts.credit_code) taken.credit_codes.insert(*org.facts.credit_code);
    auto path = org.parent ? parent->second.path + segment(++parent->second.children_made)
                           : segment(hall.ids.region() * roots_of_a_region + ++roots);
    places.emplace(org.id, store::Place{.id = org.id, .path = path});
    rows.push_back({.id = org.id,
                    .parent = org.parent,
                    .industry_parent = org.industry_parent,
                    .path = std::move(path),
                    .code = code,
                    .name_key = names::sort_key(org.facts.name),
                    .facts = org.facts,
                    .source = org.source});
    for (auto& gram : grams_of(org.facts)) grams.emplace_back("org", std::move(gram), org.id);
    count(deltas, org.id, org.facts.level, +1);
    return org.id;
  };
  for (std::size_t at = 0; at < orgs.size(); ++at) answers.push_back(found(orgs[at], codes[at]));
  if (rows.empty()) return answers;

  for (auto& row : rows) row.children_made = places.at(row.id).children_made;
  for (const auto& [id, before] : known_before) {
    const auto made = places.at(id).children_made;
    if (made != before.children_made) store::set_children_made(db, id, made);
  }
  if (!store::insert(db, hall.ids.region(), rows, now)) throw db::Unavailable("another union took the same code at the same moment");
  store::add_words(db, grams);
  figures::record(db, hall, deltas);
  return answers;
}

// ── Changing ───────────────────────────────────────────────────────────────────────────────────────────────────

namespace {

/// The fields in which two sets of facts differ, by the API's names.
std::vector<std::string_view> differing(const Facts& a, const Facts& b) {
  std::vector<std::string_view> fields;
  const auto compare = [&](std::string_view field, const auto& x, const auto& y) {
    if (x != y) fields.push_back(field);
  };
  compare("name", a.name, b.name);
  compare("short_name", a.short_name, b.short_name);
  compare("level", a.level, b.level);
  compare("kind", a.kind, b.kind);
  compare("division", a.division, b.division);
  compare("credit_code", a.credit_code, b.credit_code);
  compare("founded_on", a.founded_on, b.founded_on);
  compare("term_no", a.term_no, b.term_no);
  compare("term_start", a.term_start_on, b.term_start_on);
  compare("term_years", a.term_years, b.term_years);
  compare("chair", a.chair, b.chair);
  compare("phone", a.phone, b.phone);
  compare("members_reported", a.members_reported, b.members_reported);
  compare("employer", a.employer, b.employer);
  compare("employer_credit_code", a.employer_code, b.employer_code);
  compare("employer_address", a.employer_address, b.employer_address);
  compare("employer_nature", a.employer_nature, b.employer_nature);
  compare("employer_economy", a.employer_economy, b.employer_economy);
  compare("employer_industry", a.employer_industry, b.employer_industry);
  compare("employees", a.employees, b.employees);
  return fields;
}

}  // namespace

Result<void, Refusal> change(db::Session& db, Hall& hall, OrgId id, std::int64_t version, const Facts& facts, OrgId industry_parent,
                             SourceId source, Instant now, const By& by) {
  const auto before = find(db, id);
  if (!before) return std::unexpected(Refusal::not_found);
  if (before->state != State::active) return std::unexpected(Refusal::dissolved);
  if (before->version != version) return std::unexpected(Refusal::changed_meanwhile);
  auto fields = differing(before->facts, facts);
  if (industry_parent != before->industry_parent) fields.emplace_back("industry_parent");
  if (fields.empty()) return {};

  if (facts.name != before->facts.name && store::names_taken(db, {{facts.name}}).contains({before->parent, facts.name})) {
    return std::unexpected(Refusal::name_taken);
  }
  if (facts.credit_code && facts.credit_code != before->facts.credit_code &&
      !store::credit_codes_taken(db, {{*facts.credit_code}}).empty()) {
    return std::unexpected(Refusal::credit_code_taken);
  }
  if (industry_parent && industry_parent != before->industry_parent) {
    if (const auto ok = check_industry_parent(db, id, before->path, industry_parent); !ok) return ok;
  }
  // Two officers can save in the same second; the version has the last word.
  if (!store::update(db, id, version, facts, names::sort_key(facts.name), industry_parent, now)) {
    return std::unexpected(Refusal::changed_meanwhile);
  }

  if (facts.name != before->facts.name || facts.short_name != before->facts.short_name) {
    store::remove_words(db, id, grams_of(before->facts));
    std::vector<store::Gram> grams;
    for (auto& gram : grams_of(facts)) grams.emplace_back("org", std::move(gram), id);
    store::add_words(db, grams);
  }
  if (facts.level != before->facts.level) {
    figures::Deltas deltas;
    count(deltas, id, before->facts.level, -1);
    count(deltas, id, facts.level, +1);
    figures::record(db, hall, deltas);
  }
  if (source != before->source) {
    for (const auto field : fields) sources::set_field(db, id.value, field, source);
  }
  record(db, hall, id, "change", fmt::format("{}", fmt::join(fields, " ")), by);
  return {};
}

// ── Moving ─────────────────────────────────────────────────────────────────────────────────────────────────────

namespace {

std::vector<OrgId> ids_of(const std::vector<Brief>& orgs) {
  std::vector<OrgId> ids;
  for (const auto& org : orgs) ids.push_back(org.id);
  return ids;
}

}  // namespace

Result<Moved, Refusal> move(db::Session& db, Hall& hall, OrgId id, OrgId parent, Instant now, std::string_view reason, const By& by) {
  const auto org = find(db, id);
  if (!org) return std::unexpected(Refusal::not_found);
  if (org->state != State::active) return std::unexpected(Refusal::dissolved);
  auto places = store::places(db, {parent});
  if (places.empty()) return std::unexpected(Refusal::parent_not_found);
  auto& above = places.front();
  if (above.path.starts_with(org->path)) return std::unexpected(Refusal::into_itself);
  const auto deepest = static_cast<std::size_t>(store::longest_path(db, org->path));
  if (too_deep(above.path.size() + path_width + deepest - org->path.size())) return std::unexpected(Refusal::too_deep);
  if (parent == org->parent) return Moved{};
  if (store::names_taken(db, {{org->facts.name}}).contains({parent, org->facts.name})) return std::unexpected(Refusal::name_taken);

  auto old_ancestors = ids_of(ancestors(db, id));
  old_ancestors.pop_back();
  const auto new_ancestors = ids_of(ancestors(db, parent));
  if (make_ready_for_move(db, hall, org->path, new_ancestors, now)) {
    // What went is gone from the figures, too, before anybody above the new place sees them.
    while (figures::fold(db, 500) > 0) {
    }
  }
  figures::move(db, id, old_ancestors, new_ancestors);

  // The place is new, so no path of the subtree meets one that stands.
  store::set_children_made(db, parent, ++above.children_made);
  Moved moved{.orgs = store::rewrite_paths(db, org->path, above.path + segment(above.children_made))};
  store::set_parent(db, id, parent, now);
  store::remember_move(db,
                       {.id = hall.ids.next<struct OrgMove>().value,
                        .region = hall.ids.region(),
                        .org = id,
                        .from = org->parent,
                        .to = parent,
                        .reason = reason,
                        .by = by.account},
                       now);
  record(db, hall, id, "move", parent.text(), by);
  moved.members = figures::of(db, {id}, {"members"}).at(id).at("members");
  return moved;
}

// ── Taking back ────────────────────────────────────────────────────────────────────────────────────────────────

Image image_of(db::Session& db, const Org& org) {
  return {.facts = org.facts,
          .version = org.version,
          .written_at = store::written_at(db, org.id),
          .fields = sources::fields_of(db, org.id.value)};
}

Result<void, Refusal> put_back(db::Session& db, Hall& hall, OrgId id, std::int64_t version_now, const Image& before, SourceId source) {
  const auto org = find(db, id);
  if (!org) return std::unexpected(Refusal::not_found);
  // An import says nothing of the industry's line, so there is nothing of it to put back.
  const auto changed = change(db, hall, id, version_now, before.facts, org->industry_parent, source, before.written_at);
  if (!changed) return changed;
  store::set_version(db, id, before.version, before.written_at);
  sources::put_back_fields(db, id.value, source, before.fields);
  return {};
}

Result<void, Refusal> remove_unused(db::Session& db, Hall& hall, OrgId id, std::int64_t version) {
  const auto org = find(db, id);
  if (!org || store::in_use(db, id)) return std::unexpected(Refusal::changed_meanwhile);
  // Those above it have counted it, or will; once it is gone, nothing of it finds them any more.
  while (figures::fold(db, 500) > 0) {
  }
  auto above = ids_of(ancestors(db, id));
  above.pop_back();
  if (!store::remove(db, id, version)) return std::unexpected(Refusal::changed_meanwhile);
  figures::move(db, id, above, {});
  store::remove_words(db, id, grams_of(org->facts));
  sources::forget_fields(db, id.value);
  figures::Deltas deltas;
  count(deltas, id, org->facts.level, -1);
  figures::record(db, hall, deltas);
  // The last number given to a child is free again; one before it is not.
  if (org->parent) {
    const auto parents = store::places(db, {org->parent});
    if (!parents.empty() && org->path.ends_with(segment(parents.front().children_made))) {
      store::set_children_made(db, org->parent, parents.front().children_made - 1);
    }
  }
  return {};
}

}  // namespace unionhall::orgs
