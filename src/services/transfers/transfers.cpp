#include "services/transfers/transfers.h"

#include <memory>

#include "base/codes.h"
#include "hall/access/own_data.h"
#include "hall/orgs/orgs.h"
#include "hall/people/people.h"
#include "hall/sources/sources.h"
#include "services/transfers/note_cases.h"
#include "services/transfers/rewriting.h"
#include "services/transfers/store.h"
#include "services/transfers/union_moves.h"
#include "services/transfers/words.h"

namespace unionhall::transfers {
namespace {

namespace json = http::json;
using cases::Batch;
using cases::Outcome;
using cases::Party;
using cases::Reason;

constexpr std::string_view desk = "organisation";
constexpr std::string_view default_cause = "employment_changed";
constexpr cases::Deadline old_union{.days = 5, .source = "setting; silence cannot trap a member", .over = "let_go_silently"};
constexpr cases::Deadline new_union{.days = 5, .source = "setting"};

std::unexpected<Problem> no(Refusal refusal) { return std::unexpected(problem_for(refusal)); }

// ── Filing ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// Whose membership the form means, and who asks for its transfer.
struct Start {
  members::Member member;
  StartedBy by = StartedBy::member;
  std::optional<OrgId> hidden_from;  // and stays so: nothing where she now tells it herself
};

/// Her membership is hidden from an org: its side finds no such member, and nobody but she moves her there. Once she asks to come,
/// it is no secret any more.
void keep_hidden(db::Session& db, Start& start, const access::Actor& actor, OrgId to) {
  start.hidden_from = members::hidden_from(db, start.member.id);
  if (!start.hidden_from) return;
  const auto path = orgs::path_of(db, *start.hidden_from);
  if (start.by != StartedBy::member && actor.in_force->org_path.starts_with(path)) throw Refused({404, "http.not_found"});
  if (!orgs::path_of(db, to).starts_with(path)) return;
  if (start.by != StartedBy::member) throw Refused(problem_for(Refusal::hers_to_ask));
  start.hidden_from.reset();
}

Start started(db::Session& db, http::Form& form, const cases::Filer& filer, OrgId to) {
  const auto& actor = filer.actor;
  const auto wanted = form.optional_id<MemberId>("member");
  if (!wanted) {
    const auto living = actor.person ? members::living(db, {actor.person}) : std::vector<members::Member>{};
    if (living.empty()) throw Refused(problem_for(Refusal::no_membership));
    return {living.front(), StartedBy::member, {}};
  }
  const auto member = members::find(db, *wanted);
  const auto path = member ? orgs::path_of(db, member->org) : "";
  const bool of_old = member && actor.reaches(path);
  const bool of_new = actor.reaches(orgs::path_of(db, to));
  // Whoever reaches neither union is answered as if there were no such member.
  if (!member || (!of_old && !of_new)) throw Refused({404, "http.not_found"});
  if (!members::alive(member->status)) throw Refused(problem_for(Refusal::no_membership));
  return {*member, of_old ? StartedBy::old_union : StartedBy::new_union, {}};
}

cases::Filing file(Hall& hall, http::Form& form, const cases::Filer& filer) {
  const auto to = form.id<OrgId>("org");
  const auto cause = form.text_or("cause", std::string(default_cause), {.chars_min = 1, .chars_max = 40});
  if (!codes::find_word(codes::change_cause, cause)) form.fault("cause", "unknown_word");
  if (to && !hall.db.read([&](db::Session& db) { return orgs::active(db, {to}); })) form.fault("org", "no_such_union");
  if (form.problem()) return {};

  std::string name;
  const auto start = hall.db.snapshot([&](db::Session& db) {
    auto found = started(db, form, filer, to);
    if (form.problem()) return found;
    keep_hidden(db, found, filer.actor, to);
    name = people::find(db, found.member.person)->facts.name;
    return found;
  });
  if (form.problem()) return {};
  const auto& member = start.member;
  if (member.org == to) throw Refused(problem_for(Refusal::same_union));

  cases::Filing filing{.org = to, .subject = name, .person = member.person, .applicant = {}};
  if (start.by == StartedBy::member) filing.applicant = filer.actor.account;
  if (start.hidden_from) filing.hide(*start.hidden_from);
  filing.write = [&hall, member, by = start.by, cause](db::Session& db, const cases::Case& one) -> Result<void, Problem> {
    const auto now = hall.clock.now();
    if (!store::open(db, member.person, one.id)) return no(Refusal::transfers_already);
    store::insert(db, one.region, one.id,
                  {.person = member.person,
                   .member = member.id,
                   .from = member.org,
                   .started_by = by,
                   .status_before = member.status,
                   .cause = cause,
                   .new_member = {}},
                  now);
    auto leaving = member;
    leaving.status = members::Status::transferring;
    leaving.changed_on = iso_date(beijing_date(now));
    return rewrite(db, hall, member, leaving, now);
  };
  // Who asks has answered.
  if (start.by == StartedBy::old_union) filing.at_once = "sent_by_old";
  if (start.by == StartedBy::new_union) filing.at_once = "asked_by_new";
  return filing;
}

// ── Steps ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// The old membership ends and the new one begins: at every instant one of them is alive.
Result<void, Problem> move(db::Session& db, Hall& hall, const cases::Case& one, MemberId new_id, SourceId source, Instant now) {
  const auto transfer = store::find(db, one.id);
  const auto member = transferring(db, transfer->member);
  if (!member) return no(Refusal::changed_meanwhile);
  if (const auto rest = cases::overtake(db, hall, transfer->person, cases::Overtaken::against_her, one.id, now); !rest) return rest;
  const auto today = iso_date(beijing_date(now));
  sources::add(db, one.region,
               {.id = source,
                .kind = sources::Kind::member,
                .import_id = {},
                .department = {},
                .account = one.filed_by,
                .label = one.number,
                .recorded_on = beijing_date(now)});
  auto gone = *member;
  gone.status = members::Status::transferred_out;
  gone.changed_on = today;
  gone.change_kind = "transferred_out";
  gone.change_cause = transfer->cause;
  if (const auto ended = rewrite(db, hall, *member, gone, now); !ended) return ended;

  auto come = *member;
  come.id = new_id;
  come.version = 1;
  come.org = one.org;
  come.status = transfer->status_before == members::Status::retained ? members::Status::active : transfer->status_before;
  come.changed_on = today;
  come.change_kind = "transferred_in";
  come.change_cause = transfer->cause;
  come.source = source;
  if (!members::add(db, {come}, one.region, now)) return no(Refusal::union_dissolved);
  if (one.hidden_from) members::hide(db, come.id, *one.hidden_from, now);
  const auto person = people::find(db, come.person);
  figures::Deltas deltas;
  members::count(deltas, come, person->facts.sex, person->facts.birth_month, 1);
  figures::record(db, hall, deltas);
  store::set_new_member(db, one.id, new_id);
  store::close(db, transfer->person);
  return {};
}

/// Nothing came of it: she is where she was.
Result<void, Problem> stay(db::Session& db, Hall& hall, const cases::Case& one, Instant now) {
  const auto transfer = store::find(db, one.id);
  store::close(db, transfer->person);
  const auto member = transferring(db, transfer->member);
  if (!member) return {};  // it ended meanwhile, by another way
  auto back = *member;
  back.status = transfer->status_before;
  back.changed_on = iso_date(beijing_date(now));
  return rewrite(db, hall, *member, back, now);
}

cases::Work step(Hall& hall, const cases::Case& one, const cases::Step& taken, http::Form*) {
  const auto* to = cases::find_state(cases::rules_of(one), taken.to);
  if (!to->ended()) return {};
  const auto now = hall.clock.now();
  if (to->outcome != Outcome::granted)
    return [&hall, now](db::Session& db, const cases::Case& ended) { return stay(db, hall, ended, now); };
  return [&hall, now, id = hall.ids.next<struct Member>(), source = hall.ids.next<struct Source>()](
             db::Session& db, const cases::Case& granted) { return move(db, hall, granted, id, source, now); };
}

json::object show(db::Session& db, const Hall&, const cases::Case& one, cases::Reader) {
  const auto transfer = store::find(db, one.id);
  if (!transfer) return {};
  const auto from = orgs::find(db, transfer->from);
  json::object out{{"started_by", db::word(transfer->started_by)}, {"cause", transfer->cause}};
  if (from) out["from"] = json::object{{"id", from->id.text()}, {"name", from->facts.name}};
  if (transfer->new_member) out["member"] = transfer->new_member->text();
  return out;
}

OrgId second(db::Session& db, const cases::Case& one) { return store::find(db, one.id)->from; }

}  // namespace

const cases::Rules& rules() {
  static const cases::Hold old_holds{Party::second, desk, old_union}, new_holds{Party::addressed, desk, new_union};
  static const cases::Rules table = [] {
    cases::Rules made{.type = "transfer",
                      .version = 1,
                      .first = "answering",
                      .states = {{"answering", {old_holds, new_holds}},
                                 {"out_agreed", {new_holds}},
                                 {"in_agreed", {old_holds}},
                                 {"done", {}, Outcome::granted},
                                 {"overtaken", {}, Outcome::lapsed}},
                      .steps = {{"let_go", "answering", "out_agreed", Party::second, Reason::may, Batch::yes},
                                {"let_go_silently", "answering", "out_agreed", Party::clock},
                                {"sent_by_old", "answering", "out_agreed", Party::clock},
                                {"asked_by_new", "answering", "in_agreed", Party::clock},
                                {"take_in", "answering", "in_agreed", Party::addressed, Reason::may, Batch::yes},
                                {"keep", "answering", "refused", Party::second, Reason::must},
                                {"turn_away", "answering", "refused", Party::addressed, Reason::must},
                                {"withdraw", "answering", "withdrawn", Party::applicant},
                                {"take_in", "out_agreed", "done", Party::addressed, Reason::may, Batch::yes},
                                {"turn_away", "out_agreed", "refused", Party::addressed, Reason::must},
                                {"withdraw", "out_agreed", "withdrawn", Party::applicant},
                                {"let_go", "in_agreed", "done", Party::second, Reason::may, Batch::yes},
                                {"let_go_silently", "in_agreed", "done", Party::clock},
                                {"keep", "in_agreed", "refused", Party::second, Reason::must},
                                {"withdraw", "in_agreed", "withdrawn", Party::applicant},
                                {"membership_ended", "answering", "overtaken", Party::clock},
                                {"membership_ended", "out_agreed", "overtaken", Party::clock},
                                {"membership_ended", "in_agreed", "overtaken", Party::clock},
                                {"membership_ended", "refused", "overtaken", Party::clock},
                                {"membership_ended", "objected", "overtaken", Party::clock}},
                      .path = {"answering", "out_agreed", "done"}};
    cases::add_objection(made, "done", desk, new_union);
    return made;
  }();
  return table;
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_membership:
      return {409, "transfers.no_membership"};
    case Refusal::same_union:
      return {409, "transfers.same_union"};
    case Refusal::transfers_already:
      return {409, "transfers.transfers_already"};
    case Refusal::hers_to_ask:
      return {403, "transfers.hers_to_ask"};
    case Refusal::changed_meanwhile:
      return {409, "transfers.changed_meanwhile"};
    case Refusal::union_dissolved:
      return {409, "transfers.union_dissolved"};
  }
  std::unreachable();
}

void offer() {
  cases::offer({.rules = {rules()}, .file = file, .step = step, .show = show, .second = second});
  add_words();
}

void mount(http::Router& route, Hall& hall) {
  offer();
  union_moves::offer();
  notes::offer_out();
  notes::offer_in();
  notes::mount(route, hall);
  access::own_data::erased_by("transfer notes", notes::erase);
}

}  // namespace unionhall::transfers
