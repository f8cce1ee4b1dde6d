// Out of this hall with a note.
#include "base/codes.h"
#include "hall/members/cards.h"
#include "hall/orgs/orgs.h"
#include "services/transfers/notes_store.h"
#include "services/transfers/rewriting.h"
#include "services/transfers/store.h"
#include "services/transfers/words.h"

namespace unionhall::transfers::notes {
namespace {

namespace json = http::json;
using cases::Batch;
using cases::Outcome;
using cases::Party;
using cases::Reason;

constexpr std::string_view desk = "organisation";
constexpr std::string_view default_cause = "employment_changed";
constexpr cases::Deadline old_union{.days = 5, .source = "setting; silence cannot trap a member", .over = "let_go_silently"};
constexpr cases::Deadline the_other{.days = valid_days, .counted = calendar::Count::days, .source = "setting", .over = "run_out"};
constexpr cases::Deadline to_decide{.days = 5, .source = "setting"};

std::unexpected<Problem> no(transfers::Refusal refusal) { return std::unexpected(transfers::problem_for(refusal)); }

// ── Filing ─────────────────────────────────────────────────────────────────────────────────────────────────────

struct Start {
  members::Member member;
  StartedBy by = StartedBy::member;
  std::string name;
  std::optional<OrgId> hidden_from;
};

Start started(db::Session& db, const std::optional<MemberId>& wanted, const access::Actor& actor) {
  Start start;
  if (!wanted) {
    const auto living = actor.person ? members::living(db, {actor.person}) : std::vector<members::Member>{};
    if (living.empty()) throw Refused(transfers::problem_for(transfers::Refusal::no_membership));
    start.member = living.front();
  } else {
    const auto member = members::find(db, *wanted);
    if (!member || !actor.reaches(orgs::path_of(db, member->org))) throw Refused({404, "http.not_found"});
    if (!members::alive(member->status)) throw Refused(transfers::problem_for(transfers::Refusal::no_membership));
    start.member = *member;
    start.by = StartedBy::old_union;
  }
  start.hidden_from = members::hidden_from(db, start.member.id);
  const bool unseen =
      start.by != StartedBy::member && start.hidden_from && actor.in_force->org_path.starts_with(orgs::path_of(db, *start.hidden_from));
  if (unseen) throw Refused({404, "http.not_found"});
  start.name = people::find(db, start.member.person)->facts.name;
  return start;
}

/// The note, ready and signed before the transaction that issues it.
store::Issued made(Hall& hall, const cases::Case& one, Instant now) {
  const auto today = beijing_date(now);
  const auto leaving = *hall.db.read([&](db::Session& db) { return store::find(db, one.id); });
  Note note{.code = crypto::random_code(12), .to = leaving.to, .issued_on = iso_date(today)};
  const auto division = hall.db.snapshot([&](db::Session& db) {
    const auto member = *members::find(db, leaving.member);
    const auto org = *orgs::find(db, member.org);
    const auto us = ourselves(db, hall.keys);
    note.issuer = us.code;
    note.issuer_name = us.name;
    note.name = people::find(db, leaving.person)->facts.name;
    note.joined_on = member.joined_on;
    note.union_name = org.facts.name;
    note.union_code = org.facts.credit_code.value_or("");
    return org.facts.division;
  });
  const Date until{std::chrono::sys_days(today) + std::chrono::days{cases::days_of(hall, one.type, "valid", valid_days)}};
  note.valid_until = iso_date(until);
  note.card = hall.db.write([&](db::Session& db) { return members::cards::number_of(db, leaving.person, division, now); });
  return {.code = note.code,
          .note_sealed = hall.keys.seal(signed_document(hall.keys, note), {"transfer_notes", "note_sealed", one.id.value}),
          .issued_on = today,
          .valid_until = until};
}

cases::Filing file(Hall& hall, http::Form& form, const cases::Filer& filer) {
  const auto wanted = form.optional_id<MemberId>("member");
  const auto to = form.text("to", {.chars_min = 2, .chars_max = 100});
  const auto cause = form.text_or("cause", std::string(default_cause), {.chars_min = 1, .chars_max = 40});
  if (!codes::find_word(codes::change_cause, cause)) form.fault("cause", "unknown_word");
  if (form.problem()) return {};
  const auto start = hall.db.snapshot([&](db::Session& db) { return started(db, wanted, filer.actor); });

  cases::Filing filing{.org = start.member.org, .subject = start.name, .person = start.member.person, .applicant = {}};
  if (start.by == StartedBy::member) filing.applicant = filer.actor.account;
  if (start.hidden_from) filing.hide(*start.hidden_from);
  filing.write = [&hall, start, to, cause](db::Session& db, const cases::Case& one) -> Result<void, Problem> {
    const auto now = hall.clock.now();
    if (!transfers::store::open(db, start.member.person, one.id)) return no(transfers::Refusal::transfers_already);
    store::insert(db, one.region, one.id,
                  {.person = start.member.person,
                   .member = start.member.id,
                   .started_by = start.by,
                   .status_before = start.member.status,
                   .cause = cause,
                   .to = to},
                  now);
    auto leaving = start.member;
    leaving.status = members::Status::transferring;
    leaving.changed_on = iso_date(beijing_date(now));
    return rewrite(db, hall, start.member, leaving, now);
  };
  return filing;
}

// ── Steps ──────────────────────────────────────────────────────────────────────────────────────────────────────

/// She is a member elsewhere: here it ends.
Result<void, Problem> end(db::Session& db, Hall& hall, const cases::Case& one, Instant now) {
  const auto leaving = store::find(db, one.id);
  const auto member = transferring(db, leaving->member);
  if (!member) return no(transfers::Refusal::changed_meanwhile);
  auto gone = *member;
  gone.status = members::Status::transferred_out;
  gone.changed_on = iso_date(beijing_date(now));
  gone.change_kind = "transferred_out";
  gone.change_cause = leaving->cause;
  store::settle(db, one.id, State::used);
  transfers::store::close(db, leaving->person);
  if (const auto ended = rewrite(db, hall, *member, gone, now); !ended) return ended;
  return cases::overtake(db, hall, leaving->person, cases::Overtaken::all, one.id, now);
}

/// Nothing came of it: she is what she was, and the note is good for nothing.
Result<void, Problem> stay(db::Session& db, Hall& hall, const cases::Case& one, Instant now) {
  const auto leaving = store::find(db, one.id);
  store::settle(db, one.id, State::revoked);
  transfers::store::close(db, leaving->person);
  const auto member = transferring(db, leaving->member);
  if (!member) return {};  // it ended meanwhile, by another way
  auto back = *member;
  back.status = leaving->status_before;
  back.changed_on = iso_date(beijing_date(now));
  return rewrite(db, hall, *member, back, now);
}

cases::Work step(Hall& hall, const cases::Case& one, const cases::Step& taken, http::Form*) {
  const auto now = hall.clock.now();
  const auto* to = cases::find_state(cases::rules_of(one), taken.to);
  if (to->word == "valid") {
    return [note = made(hall, one, now)](db::Session& db, const cases::Case& issued) -> Result<void, Problem> {
      store::issue(db, issued.id, note);
      return {};
    };
  }
  if (!to->ended()) return {};
  if (to->outcome == Outcome::granted)
    return [&hall, now](db::Session& db, const cases::Case& granted) { return end(db, hall, granted, now); };
  return [&hall, now](db::Session& db, const cases::Case& ended) { return stay(db, hall, ended, now); };
}

json::object show(db::Session& db, const Hall&, const cases::Case& one, cases::Reader) {
  const auto leaving = store::find(db, one.id);
  if (!leaving) return {};
  json::object out{
      {"started_by", db::word(leaving->started_by)}, {"cause", leaving->cause}, {"to", leaving->to}, {"member", leaving->member.text()}};
  if (!leaving->code) return out;
  out["note"] = json::object{{"code", *leaving->code},
                             {"state", db::word(leaving->state)},
                             {"issued_on", iso_date(*leaving->issued_on)},
                             {"valid_until", iso_date(*leaving->valid_until)}};
  return out;
}

}  // namespace

const cases::Rules& rules_out() {
  static const cases::Rules table = [] {
    cases::Rules made{.type = "transfer_out",
                      .version = 1,
                      .first = "asked",
                      .states = {{"asked", {{Party::addressed, desk, old_union}}},
                                 {"valid", {{Party::addressed, desk, the_other}}},
                                 {"done", {}, Outcome::granted},
                                 {"run_out", {}, Outcome::lapsed},
                                 {"overtaken", {}, Outcome::lapsed}},
                      .steps = {{"let_go", "asked", "valid", Party::addressed, Reason::may, Batch::yes},
                                {"let_go_silently", "asked", "valid", Party::clock},
                                {"keep", "asked", "refused", Party::addressed, Reason::must},
                                {"withdraw", "asked", "withdrawn", Party::applicant},
                                {"arrived", "valid", "done", Party::addressed, Reason::must},
                                {"run_out", "valid", "run_out", Party::clock},
                                {"withdraw", "valid", "withdrawn", Party::applicant},
                                {"membership_ended", "asked", "overtaken", Party::clock},
                                {"membership_ended", "valid", "overtaken", Party::clock},
                                {"membership_ended", "refused", "overtaken", Party::clock},
                                {"membership_ended", "objected", "overtaken", Party::clock}},
                      .path = {"asked", "valid", "done"}};
    cases::add_objection(made, "valid", desk, to_decide);
    return made;
  }();
  return table;
}

void offer_out() {
  cases::offer({.rules = {rules_out()}, .file = file, .step = step, .show = show});
  add_note_words();
}

}  // namespace unionhall::transfers::notes
