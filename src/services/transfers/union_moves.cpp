#include "services/transfers/union_moves.h"

#include <algorithm>

#include "hall/orgs/orgs.h"
#include "hall/sources/sources.h"
#include "services/transfers/union_moves_store.h"
#include "services/transfers/words.h"

namespace unionhall::transfers::union_moves {
namespace {

namespace json = http::json;
using cases::Batch;
using cases::Outcome;
using cases::Party;
using cases::Reason;

constexpr std::string_view desk = "organisation", settled_otherwise = "settled_otherwise";
constexpr cases::Deadline old_parent{.days = 5, .source = "setting; silence cannot trap a union", .over = "let_go_silently"};
constexpr cases::Deadline new_parent{.days = 5, .source = "setting"};

std::unexpected<Problem> no(Refusal refusal) { return std::unexpected(problem_for(refusal)); }

// ── Filing ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Who asks for the move of a union below another, and whether it can be asked.
Result<StartedBy, Refusal> started(db::Session& db, const access::Actor& actor, const std::optional<orgs::Org>& org, OrgId to) {
  if (!org) return std::unexpected(Refusal::not_found);
  const auto& role = *actor.in_force;
  const auto to_path = orgs::path_of(db, to);
  const bool of_itself = role.org == org->id, of_old = actor.reaches(orgs::path_of(db, org->parent));
  // Whoever acts for none of them is answered as if there were no such union.
  const bool hers = of_itself || of_old || actor.reaches(to_path);
  if (!hers || (!role.desk.empty() && role.desk != desk)) return std::unexpected(Refusal::not_found);
  if (org->state != orgs::State::active) return std::unexpected(Refusal::dissolved);
  if (to_path.starts_with(org->path)) return std::unexpected(Refusal::into_itself);
  if (to == org->parent) return std::unexpected(Refusal::same_parent);
  if (of_itself) return StartedBy::itself;
  return of_old ? StartedBy::old_parent : StartedBy::new_parent;
}

std::string division_in(http::Form& form) {
  auto division = form.text_or("division", "", {.chars_min = 0, .chars_max = 12});
  const bool digits = std::ranges::all_of(division, [](char c) { return c >= '0' && c <= '9'; });
  if (!digits || (division.size() != 0 && division.size() != 6 && division.size() != 12)) form.fault("division", "division_digits");
  if (division.size() == 6) division += "000000";
  return division;
}

cases::Filing file(Hall& hall, http::Form& form, const cases::Filer& filer) {
  if (const auto refused = access::clerk.refuse(filer.request)) throw Refused(*refused);
  UnionMove move{.org = form.id<OrgId>("union"),
                 .reason = form.text("reason", {.chars_min = 1, .chars_max = 200}),
                 .division = division_in(form),
                 .address = form.text_or("address", "", {.chars_min = 0, .chars_max = 200})};
  const auto to = form.id<OrgId>("org");
  if (to && !hall.db.read([&](db::Session& db) { return orgs::active(db, {to}); })) form.fault("org", "no_such_union");
  if (form.problem()) return {};

  std::string name;
  const auto by = hall.db.snapshot([&](db::Session& db) {
    const auto org = orgs::find(db, move.org);
    if (org) {
      name = org->facts.name;
      move.parent_from = org->parent;
    }
    return started(db, filer.actor, org, to);
  });
  if (!by) throw Refused(problem_for(by.error()));
  move.started_by = *by;

  cases::Filing filing{.org = to, .subject = name, .applicant = {}};
  // Whoever acts for one of the two above keeps her hand there, and takes the move back as whoever filled it in.
  if (*by == StartedBy::itself) filing.applicant = filer.actor.account;
  filing.write = [&hall, move](db::Session& db, const cases::Case& one) -> Result<void, Problem> {
    if (!store::open(db, move.org, one.id)) return no(Refusal::moves_already);
    store::insert(db, one.region, one.id, move, hall.clock.now());
    return {};
  };
  // Who asks has answered.
  if (*by == StartedBy::old_parent) filing.at_once = "sent_by_old";
  if (*by == StartedBy::new_parent) filing.at_once = "asked_by_new";
  return filing;
}

// ── Steps ──────────────────────────────────────────────────────────────────────────────────────────────────────

Refusal refusal_of(orgs::Refusal refusal) {
  switch (refusal) {
    case orgs::Refusal::into_itself:
      return Refusal::into_itself;
    case orgs::Refusal::too_deep:
      return Refusal::too_deep;
    case orgs::Refusal::name_taken:
      return Refusal::name_taken;
    case orgs::Refusal::parent_not_found:
      return Refusal::parent_dissolved;
    default:
      return Refusal::changed_meanwhile;
  }
}

/// The union's place, where it changes with the move.
Result<void, Problem> settle(db::Session& db, Hall& hall, const cases::Case& one, const UnionMove& move, SourceId source, Instant now) {
  const auto org = orgs::find(db, move.org);
  auto facts = org->facts;
  if (!move.division.empty()) facts.division = move.division;
  if (!move.address.empty()) facts.employer_address = move.address;
  if (facts == org->facts) return {};
  sources::add(db, one.region,
               {.id = source,
                .kind = sources::Kind::officer,
                .import_id = {},
                .department = {},
                .account = one.filed_by,
                .label = one.number,
                .recorded_on = beijing_date(now)});
  const auto changed = orgs::change(db, hall, move.org, org->version, facts, org->industry_parent, source, now);
  return changed ? Result<void, Problem>{} : no(refusal_of(changed.error()));
}

Result<void, Problem> hang_below(db::Session& db, Hall& hall, const cases::Case& one, SourceId source, Instant now) {
  const auto move = *store::find(db, one.id);
  const auto org = orgs::find(db, move.org);
  if (!org || org->state != orgs::State::active || org->parent != move.parent_from) return no(Refusal::settled_otherwise);
  if (org->parent == one.org) return no(Refusal::same_parent);  // it was handed over to the very union that it stands below
  // Who agreed stands on the case's track and in its trail; here the case itself is the reason.
  const auto moved = orgs::move(db, hall, move.org, one.org, now, one.number + " " + move.reason);
  if (!moved) return no(refusal_of(moved.error()));
  store::close(db, move.org);
  return settle(db, hall, one, move, source, now);
}

cases::Work step(Hall& hall, const cases::Case& one, const cases::Step& taken, http::Form*) {
  const auto* to = cases::find_state(cases::rules_of(one), taken.to);
  if (!to->ended()) return {};
  if (to->outcome != Outcome::granted) {
    return [](db::Session& db, const cases::Case& ended) -> Result<void, Problem> {
      store::close(db, store::find(db, ended.id)->org);
      return {};
    };
  }
  return [&hall, now = hall.clock.now(), source = hall.ids.next<struct Source>()](db::Session& db, const cases::Case& granted) {
    return hang_below(db, hall, granted, source, now);
  };
}

json::object show(db::Session& db, const Hall&, const cases::Case& one, cases::Reader) {
  const auto move = store::find(db, one.id);
  if (!move) return {};
  json::object out{{"started_by", db::word(move->started_by)}, {"reason", move->reason}};
  const auto name = [&](std::string_view field, OrgId id) {
    if (const auto org = orgs::find(db, id)) out[field] = json::object{{"id", org->id.text()}, {"name", org->facts.name}};
  };
  name("union", move->org);
  name("from", move->parent_from);
  if (!move->division.empty()) out["division"] = move->division;
  if (!move->address.empty()) out["address"] = move->address;
  return out;
}

OrgId second(db::Session& db, const cases::Case& one) { return store::find(db, one.id)->parent_from; }

}  // namespace

const cases::Rules& rules() {
  static const cases::Hold old_holds{Party::second, desk, old_parent}, new_holds{Party::addressed, desk, new_parent};
  static const cases::Rules table = [] {
    cases::Rules made{.type = "union_move",
                      .version = 1,
                      .first = "answering",
                      .states = {{"answering", {old_holds, new_holds}},
                                 {"out_agreed", {new_holds}},
                                 {"in_agreed", {old_holds}},
                                 {"done", {}, Outcome::granted},
                                 {"overtaken", {}, Outcome::lapsed}},
                      .steps = {{"let_go", "answering", "out_agreed", Party::second},
                                {"let_go_silently", "answering", "out_agreed", Party::clock},
                                {"sent_by_old", "answering", "out_agreed", Party::clock},
                                {"asked_by_new", "answering", "in_agreed", Party::clock},
                                {"take_in", "answering", "in_agreed", Party::addressed},
                                {"keep", "answering", "refused", Party::second, Reason::must},
                                {"turn_away", "answering", "refused", Party::addressed, Reason::must},
                                {"withdraw", "answering", "withdrawn", Party::applicant},
                                {"take_in", "out_agreed", "done", Party::addressed},
                                {"turn_away", "out_agreed", "refused", Party::addressed, Reason::must},
                                {"withdraw", "out_agreed", "withdrawn", Party::applicant},
                                {"let_go", "in_agreed", "done", Party::second},
                                {"let_go_silently", "in_agreed", "done", Party::clock},
                                {"keep", "in_agreed", "refused", Party::second, Reason::must},
                                {"withdraw", "in_agreed", "withdrawn", Party::applicant}},
                      .path = {"answering", "out_agreed", "done"}};
    cases::add_objection(made, "done", desk, new_parent);
    for (const std::string_view open : {"answering", "out_agreed", "in_agreed", "refused", "objected"}) {
      made.steps.push_back({settled_otherwise, open, "overtaken", Party::clock});
    }
    return made;
  }();
  return table;
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::not_found:
      return {404, "http.not_found"};
    case Refusal::dissolved:
      return {409, "orgs.dissolved"};
    case Refusal::same_parent:
      return {409, "union_moves.same_parent"};
    case Refusal::into_itself:
      return {409, "orgs.into_itself"};
    case Refusal::moves_already:
      return {409, "union_moves.moves_already"};
    case Refusal::too_deep:
      return {409, "orgs.too_deep"};
    case Refusal::name_taken:
      return {409, "orgs.name_taken"};
    case Refusal::settled_otherwise:
      return {409, "union_moves.settled_otherwise"};
    case Refusal::parent_dissolved:
      return {409, "orgs.parent_not_found"};
    case Refusal::changed_meanwhile:
      return {412, "orgs.changed_meanwhile"};
  }
  std::unreachable();
}

void close_overtaken(Hall& hall, int most) {
  const auto overtaken = hall.db.read([&](db::Session& db) { return store::overtaken(db, most); });
  for (const auto id : overtaken) {
    (void)hall.db.write([&](db::Session& db) -> Result<cases::CaseId, Problem> {
      const auto one = cases::find(db, id);
      const auto* closing = cases::find_step(cases::rules_of(*one), one->state, settled_otherwise);
      if (!closing) return id;  // somebody ended it meanwhile
      return cases::take(db, hall, *one, *closing, "", step(hall, *one, *closing, nullptr), {}, hall.clock.now());
    });
  }
}

void offer() {
  cases::offer({.rules = {rules()}, .file = file, .step = step, .show = show, .second = second});
  add_union_move_words();
}

}  // namespace unionhall::transfers::union_moves
