#include "hall/cases/cases.h"

#include <fmt/format.h>

#include <algorithm>

#include "hall/audit/audit.h"
#include "hall/cases/store.h"
#include "hall/cases/tasks.h"
#include "hall/cases/telling.h"
#include "hall/figures/figures.h"
#include "hall/orgs/orgs.h"
#include "hall/people/people.h"

namespace unionhall::cases {
namespace {

std::string drawn_number() { return crypto::random_code(8); }

std::unexpected<Problem> no(Refusal refusal) { return std::unexpected(problem_for(refusal)); }

EventId happened(db::Session& db, Hall& hall, const Case& after, std::string_view key, std::string_view note, std::optional<OrgId> org,
                 const By& by, Instant now, Audience audience = Audience::all, std::string changed = "") {
  const auto id = hall.ids.next<struct CaseEventTag>();
  store::add_event(db, {.id = id,
                        .region = after.region,
                        .of = after.id,
                        .at = now,
                        .key = std::string(key),
                        .party = by.party,
                        .by = by.account ? std::optional(by.account) : std::nullopt,
                        .org = org,
                        .state = after.state,
                        .audience = audience,
                        .note = "",
                        .changed = std::move(changed),
                        .note_sealed = note.empty() ? std::nullopt : std::optional(hall.keys.seal(note, store::note_place(id)))});
  return id;
}

void audited(db::Session& db, Hall& hall, const Case& one, std::string_view step, const By& by) {
  const auto detail = one.type + ':' + std::string(step);
  const bool unnamed = one.discretion == Discretion::nameless && by.party == Party::applicant;
  audit::record(db, hall,
                {.actor = unnamed ? AccountId{} : by.account,
                 .role = by.role,
                 .what = "case",
                 .subject_kind = "case",
                 .subject = one.id.value,
                 .org = one.org,
                 .detail = detail,
                 .request = by.request});
}

/// A case without her name is known by signs that stay as they were drawn.
Result<void, Problem> correct(db::Session& db, Case& one, const Correction& corrected) {
  if (one.discretion != Discretion::nameless && corrected.subject != one.subject) {
    one.subject = corrected.subject;
    store::rename(db, one.id, one.subject);
  }
  return corrected.write(db, one);
}

/// Which union a hand belongs to: the role's where there is one.
std::optional<OrgId> org_of(const By& by) { return by.org ? std::optional(by.org) : std::nullopt; }

}  // namespace

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::not_found:
      return {404, "cases.not_found"};
    case Refusal::changed_meanwhile:
      return {412, "cases.changed_meanwhile"};
    case Refusal::no_such_step:
      return {409, "cases.no_such_step"};
    case Refusal::reason_missing:
      return {.status = 422, .key = "http.invalid_form", .params = {{"count", "1"}}, .errors = {{"/comment", "required"}}};
    case Refusal::own_case:
      return {403, "cases.own_case"};
    case Refusal::second_officer:
      return {403, "cases.second_officer"};
    case Refusal::has_ended:
      return {409, "cases.has_ended"};
    case Refusal::not_handed_over:
      return {.status = 422, .key = "http.invalid_form", .params = {{"count", "1"}}, .errors = {{"/org", "not_handed_over"}}};
    case Refusal::not_to_be_attached:
      return {415, "cases.not_to_be_attached"};
    case Refusal::sound_too_long:
      return {413, "cases.sound_too_long"};
    case Refusal::unreadable:
      return {422, "cases.attachment_unreadable"};
    case Refusal::enough_attachments:
      return {409, "cases.enough_attachments"};
    case Refusal::names_its_author:
      return {415, "cases.names_its_author"};
    case Refusal::enough_helpers:
      return {409, "cases.enough_helpers"};
    case Refusal::not_given_back:
      return {409, "cases.not_given_back"};
  }
  std::unreachable();
}

Result<CaseId, Problem> file(db::Session& db, Hall& hall, CaseId id, std::string_view type, const Filing& filing, const By& by,
                             Instant now) {
  const auto& rules = types().find(type)->second->rules.back();
  Case one{.id = id,
           .region = hall.ids.region(),
           .version = 1,
           .type = std::string(type),
           .rules = rules.version,
           .number = hall.case_numbers ? hall.case_numbers(id.value) : drawn_number(),
           .org = filing.org,
           .state = std::string(rules.first),
           .outcome = "",
           .subject = filing.discretion == Discretion::nameless ? drawn_number() : filing.subject,
           .discretion = filing.discretion,
           .hidden_from = filing.hidden_from ? std::optional(filing.hidden_from) : std::nullopt,
           .applicant = filing.applicant ? std::optional(filing.applicant) : std::nullopt,
           .person = filing.person ? std::optional(filing.person) : std::nullopt,
           .filed_by = by.account,
           .filed_at = now,
           .ended_at = {}};
  while (!store::insert(db, one, now)) one.number = drawn_number();
  if (filing.write) {
    if (const auto done = filing.write(db, one); !done) return std::unexpected(done.error());
  }
  tasks::change_hands(db, hall, one, {}, now);
  const auto event = happened(db, hall, one, "filed", "", org_of(by), by, now);
  tasks::count(db, hall, one, 1);
  audited(db, hall, one, "filed", by);
  // What goes against her she hears of at once.
  if (rules.against) telling::moved(db, hall, one, {.party = Party::addressed}, event, now);
  if (filing.at_once.empty()) return id;

  const auto* step = find_step(rules, one.state, filing.at_once);
  if (!step || step->by != Party::clock) throw std::logic_error("a new case is to take a step at once that is none of the clock's");
  return take(db, hall, one, *step, "", filing.write_at_once, {}, now);
}

Result<CaseId, Problem> take(db::Session& db, Hall& hall, const Case& before, const Step& step, std::string_view note, const Work& work,
                             const By& by, Instant now, const std::optional<Correction>& corrected) {
  if (step.eyes == Eyes::second && by.account == before.filed_by) return no(Refusal::second_officer);
  auto after = before;
  after.state = step.to;
  const auto* state = find_state(rules_of(before), step.to);
  if (state->ended()) after.outcome = db::word(state->outcome);
  // Two officers can press a button in the same second; the row has the last word.
  if (!store::move(db, before, before.org, after.state, after.outcome, now)) return no(Refusal::changed_meanwhile);
  after.version = before.version + 1;
  if (corrected) {
    if (const auto done = correct(db, after, *corrected); !done) return std::unexpected(done.error());
  }

  if (work) {
    if (const auto done = work(db, after); !done) return std::unexpected(done.error());
  }

  // Who holds it, and until when, may depend on what was written and on who spoke.
  const auto changed = corrected ? fmt::format("{}", fmt::join(corrected->fields, ",")) : "";
  const auto event = happened(db, hall, after, step.word, note, org_of(by), by, now, Audience::all, changed);
  tasks::change_hands(db, hall, after, store::tasks_of(db, before.id), now);
  tasks::count(db, hall, before, -1);
  tasks::count(db, hall, after, 1);
  audited(db, hall, after, step.word, by);
  telling::moved(db, hall, after, by, event, now);
  return after.id;
}

namespace {

/// A union's task goes to another union and to this desk; what the track calls it.
struct Handing {
  OrgId to;
  std::string desk;
  std::string_view key;
  std::optional<OrgId> came_from;
};

Result<CaseId, Problem> hand(db::Session& db, Hall& hall, const Case& before, const Task& task, const Handing& handing,
                             std::string_view note, const By& by, Instant now) {
  auto after = before;
  // Whoever is handed the asked union's task is the one that is asked from now on.
  if (task.party == Party::addressed) after.org = handing.to;
  if (!store::move(db, before, after.org, before.state, before.outcome, now)) return no(Refusal::changed_meanwhile);
  after.version = before.version + 1;

  auto moved = task;
  moved.desk = handing.desk;
  moved.first_org = handing.to;
  moved.org = tasks::nearest_staffed(db, before, task.party, handing.to, moved.desk, now);
  moved.came_from = handing.came_from;
  moved.came_at = handing.came_from ? std::optional(now) : std::nullopt;
  if (!store::write_task(db, task, moved, tasks::next_moment(moved, calendar::load(db), now))) return no(Refusal::changed_meanwhile);
  if (after.org != before.org) {
    tasks::count(db, hall, before, -1);
    tasks::count(db, hall, after, 1);
  }
  const auto event = happened(db, hall, after, handing.key, note, handing.to, by, now);
  telling::officers(db, hall, after, moved, handing.key, event, now);
  audited(db, hall, after, handing.key, by);
  return after.id;
}

}  // namespace

Result<CaseId, Problem> hand_over(db::Session& db, Hall& hall, const Case& before, const Task& task, OrgId to, std::string_view desk,
                                  std::string_view note, const By& by, Instant now) {
  const auto target = orgs::find(db, to);
  if (!target || target->state != orgs::State::active || to == task.org) return no(Refusal::not_handed_over);
  if (before.hidden_from && target->path.starts_with(orgs::path_of(db, *before.hidden_from))) return no(Refusal::not_handed_over);
  return hand(db, hall, before, task,
              {.to = to, .desk = desk.empty() ? task.desk : std::string(desk), .key = "handed_over", .came_from = task.first_org}, note, by,
              now);
}

Result<CaseId, Problem> give_back(db::Session& db, Hall& hall, const Case& before, const Task& task, std::string_view note, const By& by,
                                  Instant now) {
  constexpr int days_to_give_back = 1;  // working days; setting (petitions have 5: 信访工作条例 Art. 24)
  if (!task.came_from) return no(Refusal::not_given_back);
  const auto last = calendar::load(db).due(beijing_date(*task.came_at), days_to_give_back, calendar::Count::working_days).day;
  if (beijing_date(now) > last) return no(Refusal::not_given_back);
  return hand(db, hall, before, task, {.to = *task.came_from, .desk = task.desk, .key = "given_back", .came_from = {}}, note, by, now);
}

Result<EventId, Problem> comment(db::Session& db, Hall& hall, const Case& of, Audience audience, std::string_view text, const By& by,
                                 Instant now) {
  const auto event = happened(db, hall, of, "comment", text, org_of(by), by, now, audience);
  audited(db, hall, of, "comment", by);
  if (audience == Audience::all) telling::said(db, hall, of, by, event, now);
  return event;
}

EventId record(db::Session& db, Hall& hall, const Case& to, Audience audience, std::string_view key, std::string_view note, const By& by,
               Instant now) {
  const auto event = happened(db, hall, to, key, note, org_of(by), by, now, audience);
  audited(db, hall, to, key, by);
  return event;
}

std::optional<std::string> last_note(db::Session& db, const Hall& hall, CaseId of, std::string_view key) {
  const auto event = store::last_event(db, of, key);
  return event ? std::optional(store::note_of(hall, *event)) : std::nullopt;
}

std::optional<Case> find(db::Session& db, CaseId id) { return store::find(db, id); }
std::vector<Task> tasks_of(db::Session& db, CaseId id) { return store::tasks_of(db, id); }
std::vector<Case> open_of(db::Session& db, std::string_view type, AccountId applicant, PersonId person) {
  return store::open_of(db, type, applicant, person);
}

Result<void, Problem> overtake(db::Session& db, Hall& hall, PersonId person, Overtaken what, CaseId by, Instant now) {
  for (const auto& [word, type] : types()) {
    for (const auto& open : store::open_of(db, word, AccountId{}, person)) {
      const auto* step = find_step(rules_of(open), open.state, "membership_ended");
      if (open.id == by || !step || (what == Overtaken::against_her && !rules_of(open).against)) continue;
      const auto work = type->step ? type->step(hall, open, *step, nullptr) : Work{};
      if (const auto done = take(db, hall, open, *step, "", work, {}, now); !done) return std::unexpected(done.error());
    }
  }
  return {};
}

std::optional<Standing> standing_of(db::Session& db, const Case& one, const std::vector<Task>& tasks, const access::Actor& actor) {
  Standing standing{.account = actor.account};
  standing.filed = one.filed_by == actor.account;
  standing.own =
      (one.applicant && *one.applicant == actor.account) || (one.person && actor.person && people::same(db, *one.person, actor.person));
  if (standing.own) {
    standing.hands.push_back(Party::applicant);
    return standing;
  }
  if (!actor.is_officer() || !access::works(actor.in_force->word)) return std::nullopt;

  auto orgs = store::holders_of(db, one.id);
  orgs.push_back(one.org);
  const auto near_orgs = orgs;
  if (one.hidden_from) orgs.push_back(*one.hidden_from);
  const auto paths = store::org_paths(db, orgs);
  const auto reaches = [&](std::optional<OrgId> org) { return org && paths.contains(*org) && actor.reaches(paths.at(*org)); };
  // A role at the hidden org or below finds nothing, however the case came near it.
  if (one.hidden_from && actor.in_force->org_path.starts_with(paths.at(*one.hidden_from))) return std::nullopt;

  standing.reader = Reader::officer;
  const auto& role = *actor.in_force;
  // A union that has answered goes on seeing what becomes of it.
  if (!std::ranges::any_of(near_orgs, reaches)) return std::nullopt;
  const auto desk = access::desk_of(role);
  for (const auto& task : tasks) {
    const bool holds = reaches(task.org) || reaches(task.first_org);
    if (!holds || !access::decides(role.word) || !(desk.empty() || desk == task.desk)) continue;
    // Source: 信访工作条例 Art. 28 (who has an interest in it steps aside).
    const bool again = task.party == Party::above && rules_of(one).impartial;
    if (again && tasks::spoke_before(db, one, actor.account, role.org)) continue;
    standing.hands.push_back(task.party);
    standing.tasks.push_back(task.id);
  }
  // Somebody without an account is spoken for by whoever filled her form in.
  if (!one.applicant && standing.filed && !rules_of(one).against && rules_of(one).spoken_for) standing.hands.push_back(Party::applicant);
  return standing;
}

void offer_figures() {
  figures::owned_by("cases", [](db::Session& db, const auto& emit) {
    store::each_count(
        db, [&](store::Count&& counted) { emit(counted.org, fmt::format("cases.{}.{}", counted.type, counted.state), counted.cases); });
  });
}

int days_of(const Hall& hall, std::string_view type, std::string_view state, int built_in) {
  const auto said = hall.settings.case_days.find(std::string(type) + '.' + std::string(state));
  return said == hall.settings.case_days.end() ? built_in : said->second;
}

}  // namespace unionhall::cases
