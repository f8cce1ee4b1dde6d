#include <algorithm>

#include "hall/access/access.h"
#include "hall/figures/figures.h"
#include "hall/orgs/form.h"
#include "hall/orgs/store.h"
#include "hall/orgs/words.h"
#include "hall/sources/sources.h"

namespace unionhall::orgs {
namespace {

namespace json = http::json;

/// What is wrong with one field that only the database could tell.
Problem fault_of(std::string_view field, std::string code, TextParams params = {}) {
  return {.status = 422,
          .key = "http.invalid_form",
          .params = {{"count", "1"}},
          .errors = {{'/' + std::string(field), std::move(code), std::move(params)}}};
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::not_found:
      return {404, "orgs.not_found"};
    case Refusal::parent_not_found:
      return {409, "orgs.parent_not_found"};
    case Refusal::name_taken:
      return {409, "orgs.name_taken"};
    case Refusal::credit_code_taken:
      return {409, "orgs.credit_code_taken"};
    case Refusal::code_taken:
      return {409, "orgs.code_taken"};
    case Refusal::too_deep:
      return {409, "orgs.too_deep"};
    case Refusal::into_itself:
      return {409, "orgs.into_itself"};
    case Refusal::changed_meanwhile:
      return {412, "orgs.changed_meanwhile"};
    case Refusal::outside_your_area:
      return {404, "orgs.not_found"};
    case Refusal::industry_parent_not_found:
      return fault_of("industry_parent", "industry_parent_not_found");
    case Refusal::industry_parent_below:
      return fault_of("industry_parent", "industry_parent_below");
    case Refusal::industry_parent_level:
      return fault_of("industry_parent", "industry_parent_level");
    case Refusal::not_from_above:
      return {403, "orgs.not_from_above"};
    case Refusal::term_unknown:
      return {409, "orgs.term_unknown"};
    case Refusal::within_the_term:
      return fault_of("until", "within_the_term");
    case Refusal::postponed_too_far:
      return fault_of("until", "postponed_too_far");
    case Refusal::dissolved:
      return {409, "orgs.dissolved"};
    case Refusal::not_empty:
      return {409, "orgs.not_empty"};
  }
  std::unreachable();
}

/// One outside her area is answered as one that does not exist.
bool may_follow(db::Session& db, const access::Actor& actor, OrgId industry_parent) {
  return !industry_parent || actor.reaches(path_of(db, industry_parent));
}

By by(const http::Request& request) {
  const auto& actor = access::actor(request);
  return {.account = actor.account, .role = actor.in_force->id.value, .request = request.id, .path = actor.in_force->org_path};
}

/// What an officer brings has her as its source.
SourceId add_source(db::Session& db, Hall& hall, SourceId id, AccountId account) {
  sources::add(db, hall.ids.region(),
               {.id = id,
                .kind = sources::Kind::officer,
                .import_id = {},
                .department = {},
                .account = account,
                .label = store::account_name(db, account),
                .recorded_on = beijing_date(hall.clock.now())});
  return id;
}

// ── One union ──────────────────────────────────────────────────────────────────────────────────────────────────

json::object reference(const Brief& org) { return {{"id", org.id.text()}, {"name", org.name}}; }

json::object term_of(db::Session& db, const Org& org, Date today) {
  json::object term{{"no", org.facts.term_no}, {"state", db::word(term_state(org.facts, org.postponed_until, today))}};
  if (org.facts.term_start_on) term["start"] = iso_date(*org.facts.term_start_on);
  if (org.facts.term_years != 0) term["years"] = org.facts.term_years;
  const auto end = term_end(org.facts);
  if (end) term["end"] = iso_date(*end);
  // One of an earlier term says nothing of this one.
  if (!end || !org.postponed_until || *org.postponed_until <= *end) return term;
  term["postponed_until"] = iso_date(*org.postponed_until);
  if (const auto decided = store::postponement(db, org.id); decided && decided->until == *org.postponed_until) {
    term["postponement"] = {
        {"reason", decided->reason}, {"by", store::account_name(db, decided->by)}, {"on", iso_date(beijing_date(decided->at))}};
  }
  return term;
}

json::object employer_of(const Facts& facts) {
  json::object employer{{"name", facts.employer}};
  const auto add = [&](std::string_view field, const std::string& value) {
    if (!value.empty()) employer[field] = value;
  };
  add("credit_code", facts.employer_code);
  add("address", facts.employer_address);
  add("nature", facts.employer_nature);
  add("economy", facts.employer_economy);
  add("industry", facts.employer_industry);
  if (facts.employees) employer["employees"] = *facts.employees;
  return employer;
}

/// As the API's Org; of what stands above, only what the caller may see.
json::object to_json(db::Session& db, const Org& org, const access::Actor& actor, Date today) {
  const auto& f = org.facts;
  json::object answer{{"id", org.id.text()},
                      {"version", org.version},
                      {"name", f.name},
                      {"short_name", f.short_name},
                      {"code", org.code},
                      {"level", db::word(f.level)},
                      {"kind", f.kind},
                      {"division", f.division},
                      {"state", db::word(org.state)},
                      {"term", term_of(db, org, today)},
                      {"child_count", store::count_children(db, org.id)},
                      {"members", figures::of(db, {org.id}, {"members"}).at(org.id).at("members")}};
  json::array above;
  for (const auto& ancestor : ancestors(db, org.id)) {
    if (ancestor.id == org.id || !actor.reaches(ancestor.path)) continue;
    above.push_back(reference(ancestor));
    if (ancestor.id == org.parent) answer["parent"] = reference(ancestor);
  }
  answer["ancestors"] = std::move(above);
  if (org.industry_parent) {
    const auto parent = find(db, org.industry_parent);
    if (parent && actor.reaches(parent->path)) answer["industry_parent"] = {{"id", parent->id.text()}, {"name", parent->facts.name}};
  }
  if (const auto dissolved = org.state == State::dissolved ? store::dissolution(db, org.id) : std::nullopt) {
    answer["dissolution"] = {{"on", iso_date(dissolved->on)}, {"reason", dissolved->reason}};
  }
  if (f.credit_code) answer["credit_code"] = *f.credit_code;
  if (!f.employer.empty()) answer["employer"] = employer_of(f);
  if (f.founded_on) answer["founded_on"] = iso_date(*f.founded_on);
  if (!f.chair.empty()) answer["chair"] = f.chair;
  if (!f.phone.empty()) answer["phone"] = f.phone;
  if (f.members_reported) answer["members_reported"] = *f.members_reported;
  if (const auto source = sources::find(db, org.source)) answer["source"] = sources::to_json(*source);
  return answer;
}

/// GET /api/v1/orgs/{id} → Org
http::Response get_org(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<OrgId>("id");
  return hall.db.snapshot([&](db::Session& db) {
    access::require_reach(db, access::actor(request), id);
    const auto org = *find(db, id);
    return http::versioned(request, to_json(db, org, access::actor(request), beijing_date(hall.clock.now())), org.version);
  });
}

/// POST /api/v1/orgs NewOrg → 201 {id}
http::Response post_org(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto parent = form.id<OrgId>("parent");
  const auto level = form.word<Level>("level", db::from_word<Level>);
  const auto industry_parent = form.optional_id<OrgId>("industry_parent").value_or(OrgId{});
  NewOrg org{.id = hall.ids.next<unionhall::Org>(),
             .parent = parent,
             .industry_parent = industry_parent,
             .code = {},
             .facts = read_facts(form, {}),
             .source = hall.ids.next<Source>()};
  if (const auto invalid = form.problem()) return *invalid;
  org.facts.level = *level;

  const auto made = hall.write(request, [&](db::Session& db) -> Result<OrgId, Refusal> {
    access::require_reach(db, access::actor(request), parent);
    if (!may_follow(db, access::actor(request), industry_parent)) return std::unexpected(Refusal::industry_parent_not_found);
    add_source(db, hall, org.source, access::actor(request).account);
    return add(db, hall, org, hall.clock.now(), by(request));
  });
  return made ? http::created({{"id", made->text()}}) : http::problem(problem_for(made.error()), request);
}

/// PATCH /api/v1/orgs/{id} OrgPatch → Org
http::Response patch_org(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<OrgId>("id");
  const auto version = http::expected_version(request);
  const auto& actor = access::actor(request);
  const auto before = hall.db.read([&](db::Session& db) {
    access::require_reach(db, actor, id);
    return *find(db, id);
  });
  http::Form form(request);
  const auto facts = read_facts(form, before.facts);
  const auto industry_parent =
      form.mentions("industry_parent") ? form.optional_id<OrgId>("industry_parent").value_or(OrgId{}) : before.industry_parent;
  if (const auto invalid = form.problem()) return *invalid;
  if (before.version != version) return http::problem(problem_for(Refusal::changed_meanwhile), request);
  if (facts == before.facts && industry_parent == before.industry_parent) return get_org(request, hall);

  const auto source = hall.ids.next<Source>();
  const auto changed = hall.write(request, [&](db::Session& db) -> Result<void, Refusal> {
    access::require_reach(db, actor, id);
    if (industry_parent != before.industry_parent && !may_follow(db, actor, industry_parent)) {
      return std::unexpected(Refusal::industry_parent_not_found);
    }
    add_source(db, hall, source, actor.account);
    return change(db, hall, id, version, facts, industry_parent, source, hall.clock.now(), by(request));
  });
  return changed ? get_org(request, hall) : http::problem(problem_for(changed.error()), request);
}

/// POST /api/v1/orgs/{id}/moves {parent, reason} → {orgs, members}
http::Response post_move(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<OrgId>("id");
  const auto version = http::expected_version(request);
  http::Form form(request);
  const auto parent = form.id<OrgId>("parent");
  const auto reason = form.text("reason", {.chars_min = 1, .chars_max = 200});
  if (const auto invalid = form.problem()) return *invalid;

  const auto moved = hall.write(request, [&](db::Session& db) -> Result<Moved, Refusal> {
    access::require_reach(db, access::actor(request), id);
    access::require_reach(db, access::actor(request), parent);
    if (find(db, id)->version != version) return std::unexpected(Refusal::changed_meanwhile);
    return move(db, hall, id, parent, hall.clock.now(), reason, by(request));
  });
  return moved ? http::ok({{"orgs", moved->orgs}, {"members", moved->members}}) : http::problem(problem_for(moved.error()), request);
}

/// POST /api/v1/orgs/{id}/postponements {until, reason} → Org
http::Response post_postponement(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<OrgId>("id");
  const auto version = http::expected_version(request);
  http::Form form(request);
  const auto until = form.date("until");
  const auto reason = form.text("reason", {.chars_min = 1, .chars_max = 200});
  if (const auto invalid = form.problem()) return *invalid;

  Facts facts;
  const auto postponed = hall.write(request, [&](db::Session& db) {
    access::require_reach(db, access::actor(request), id);
    facts = find(db, id)->facts;
    return postpone(db, hall, id, version, until, reason, hall.clock.now(), by(request));
  });
  if (postponed) return get_org(request, hall);
  auto problem = problem_for(postponed.error());
  for (auto& fault : problem.errors) {
    fault.params = {{"end", iso_date(*term_end(facts))},
                    {"latest", iso_date(*latest_election(facts, hall.settings.postponement_months_max))}};
  }
  return http::problem(problem, request);
}

/// POST /api/v1/orgs/{id}/dissolution {on, reason} → 201 {id}
http::Response post_dissolution(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<OrgId>("id");
  const auto version = http::expected_version(request);
  const auto now = hall.clock.now();
  http::Form form(request);
  const auto on = form.date("on");
  if (on > beijing_date(now)) form.fault("on", "day_to_come");
  const auto reason = form.text("reason", {.chars_min = 1, .chars_max = 200});
  if (const auto invalid = form.problem()) return *invalid;

  Standing left;
  const auto dissolved = hall.write(request, [&](db::Session& db) {
    access::require_reach(db, access::actor(request), id);
    auto done = dissolve(db, hall, id, version, on, reason, now, by(request));
    if (!done && done.error() == Refusal::not_empty) left = standing(db, *find(db, id));
    return done;
  });
  if (dissolved) return http::created({{"id", dissolved->text()}});
  auto problem = problem_for(dissolved.error());
  if (dissolved.error() == Refusal::not_empty) {
    problem.params = {{"unions", std::to_string(left.unions)}, {"members", std::to_string(left.members)}};
  }
  return http::problem(problem, request);
}

// ── Lists ──────────────────────────────────────────────────────────────────────────────────────────────────────

json::array lines(db::Session& db, const std::vector<Brief>& orgs) {
  std::vector<OrgId> ids;
  for (const auto& org : orgs) ids.push_back(org.id);
  const auto counts = figures::of(db, ids, {"members"});
  json::array items;
  for (const auto& org : orgs) {
    items.push_back({{"id", org.id.text()},
                     {"name", org.name},
                     {"level", db::word(org.level)},
                     {"kind", org.kind},
                     {"members", counts.at(org.id).at("members")},
                     {"child_count", org.child_count}});
  }
  return items;
}

/// GET /api/v1/orgs?parent=|within=&level= → {items, next}
http::Response get_orgs(const http::Request& request, Hall& hall) {
  const auto parent = request.asked("parent"), whole = request.asked("within"), level_word = request.asked("level");
  if (parent.empty() == whole.empty()) return http::problem({422, "orgs.parent_or_within"}, request);
  const auto level = db::from_word<Level>(level_word);
  if (!level && !level_word.empty()) return http::problem({422, "orgs.unknown_level"}, request);
  const auto org = OrgId::parse(parent.empty() ? whole : parent);
  if (!org) return http::problem({404, "http.not_found"}, request);

  const int limit = cursor::limit_of(request);
  const auto list_name = "orgs:" + parent + ":" + whole + ":" + level_word;
  const auto opened = cursor::open(hall, list_name, request.asked("cursor"), 1);
  const auto after = opened ? opened->front() : "";

  return hall.db.snapshot([&](db::Session& db) {
    const auto path = access::require_reach(db, access::actor(request), *org);
    auto found = parent.empty() ? within(db, path, after, limit + 1, level) : children(db, *org, after, limit + 1, level);
    json::object page;
    if (found.size() > static_cast<std::size_t>(limit)) {
      found.pop_back();
      page["next"] = cursor::seal(hall, list_name, {found.back().path});
    }
    page["items"] = lines(db, found);
    return http::ok(std::move(page));
  });
}

/// Names from the top to the parent of each union, as far as the role reaches.
std::vector<json::array> path_names(db::Session& db, const std::vector<Brief>& orgs, const access::Actor& actor) {
  db::Words paths;
  for (const auto& org : orgs) {
    for (auto length = path_width; length < org.path.size(); length += path_width) paths.values.push_back(org.path.substr(0, length));
  }
  std::ranges::sort(paths.values);
  paths.values.erase(std::ranges::unique(paths.values).begin(), paths.values.end());
  const auto above = store::at_paths(db, paths);

  std::vector<json::array> names;
  for (const auto& org : orgs) {
    auto& of_this = names.emplace_back();
    for (const auto& ancestor : above) {  // in tree order, so the top stands first
      if (ancestor.path != org.path && org.path.starts_with(ancestor.path) && actor.reaches(ancestor.path))
        of_this.emplace_back(ancestor.name);
    }
  }
  return names;
}

/// POST /api/v1/org-searches {q, within, limit} → {items}
http::Response post_search(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto q = form.text("q", {.chars_min = 1, .chars_max = 60});
  const auto within = form.optional_id<OrgId>("within");
  const auto limit = static_cast<int>(form.integer_or("limit", 10, 1, 50));
  if (const auto invalid = form.problem()) return *invalid;

  const auto& actor = access::actor(request);
  return hall.db.snapshot([&](db::Session& db) {
    const auto path = access::require_reach(db, actor, within.value_or(actor.in_force->org));
    const auto found = search(db, q, path, limit);
    const auto names = path_names(db, found, actor);
    json::array items;
    for (std::size_t at = 0; at < found.size(); ++at) {
      items.push_back(
          {{"id", found[at].id.text()}, {"name", found[at].name}, {"level", db::word(found[at].level)}, {"path_names", names[at]}});
    }
    return http::ok({{"items", std::move(items)}});
  });
}

}  // namespace

void offer_figures() {
  figures::owned_by("unions", [](db::Session& db, const auto& count) {
    store::each_level(db, [&](OrgId org, Level level) {
      count(org, "unions", 1);
      count(org, "unions.level." + std::string(db::word(level)), 1);
    });
  });
}

void mount(http::Router& route, Hall& hall) {
  add_words();
  offer_figures();
  route.get("/api/v1/orgs", access::officer, hall, get_orgs);
  route.post("/api/v1/orgs", access::clerk, hall, post_org, {.makes_something = true});
  route.get("/api/v1/orgs/{id}", access::officer, hall, get_org);
  route.patch("/api/v1/orgs/{id}", access::clerk, hall, patch_org);
  route.post("/api/v1/orgs/{id}/moves", access::clerk, hall, post_move);
  route.post("/api/v1/orgs/{id}/postponements", access::clerk, hall, post_postponement);
  route.post("/api/v1/orgs/{id}/dissolution", access::clerk, hall, post_dissolution, {.makes_something = true});
  mount_terms(route, hall);
  route.post("/api/v1/org-searches", access::officer, hall, post_search);
}

}  // namespace unionhall::orgs
