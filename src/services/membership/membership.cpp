#include "services/membership/membership.h"

#include <algorithm>
#include <span>

#include "hall/access/own_data.h"
#include "hall/members/rewriting.h"
#include "hall/orgs/orgs.h"
#include "hall/people/people.h"
#include "hall/sources/sources.h"
#include "services/membership/store.h"
#include "services/membership/words.h"

namespace unionhall::membership {
namespace {

namespace json = http::json;
using cases::Outcome;
using members::Status;

constexpr std::string_view desk = "organisation";
constexpr int deemed_after_months = 6;  // 中国工会章程 Art. 6

constexpr std::string_view retention_causes[] = {"retirement", "unemployment", "military_service"};
constexpr std::string_view ends[] = {"deceased", "mistake"};

std::unexpected<Problem> no(Refusal refusal) { return std::unexpected(problem_for(refusal)); }

/// What she is after it.
Status status_after(std::string_view type, std::string_view cause) {
  if (type == "leaving") return Status::withdrawn;
  if (type == "retention") return Status::retained;
  if (type == "deemed_withdrawal") return Status::deemed_withdrawn;
  if (type == "expulsion") return Status::expelled;
  if (type == "record_end") return cause == "deceased" ? Status::deceased : Status::cancelled;
  return Status::active;  // return_to_work, restoration
}

/// Whether this can be asked of a membership that stands so.
bool fits(std::string_view type, Status from, Status to) {
  if (type == "restoration") return !members::alive(from);
  if (type == "return_to_work") return from == Status::retained;
  return members::alive(from) && from != to && members::check_step(from, to).has_value();
}

/// The word of the official form for what brought it about, where it has one (会籍变化原因).
std::string_view official_cause(std::string_view type, std::string_view cause) {
  if (type == "leaving") return "own_wish";
  if (type == "expulsion") return "convicted";
  if (type != "retention") return "";
  return cause == "unemployment" ? "unemployed" : "employment_changed";
}

// ── The form ───────────────────────────────────────────────────────────────────────────────────────────────────

/// What came with the request, in clear.
struct Written {
  std::optional<MemberId> member;
  std::string cause;
  std::optional<std::string> words, judgment;
  std::optional<Date> unpaid_since, absent_since, effective_on;
};

constexpr http::Form::TextLimits words_limits{.chars_min = 1, .chars_max = 500};

std::string one_of(http::Form& form, std::string_view field, std::span<const std::string_view> words) {
  auto word = form.text(field, {.chars_min = 1, .chars_max = 40});
  if (!word.empty() && std::ranges::find(words, word) == words.end()) form.fault(field, "unknown_word");
  return word;
}

Written read(Hall& hall, http::Form& form, std::string_view type) {
  const auto today = beijing_date(hall.clock.now());
  Written written;
  written.member = form.optional_id<MemberId>("member");
  const bool by_her_union_alone = type == "deemed_withdrawal" || type == "expulsion" || type == "record_end";
  if (by_her_union_alone && !form.has("member")) form.fault("member", "required");

  if (type == "retention") written.cause = one_of(form, "cause", retention_causes);
  if (type == "record_end") written.cause = one_of(form, "cause", ends);
  if (type == "retention" || type == "record_end") {
    written.effective_on = form.optional_date("effective_on");
    if (written.effective_on && *written.effective_on > today) form.fault("effective_on", "day_to_come");
  }
  if (type == "expulsion") written.judgment = form.text("judgment", {.chars_min = 1, .chars_max = 100});
  if (type == "deemed_withdrawal") {
    written.unpaid_since = form.date("unpaid_since");
    written.absent_since = form.date("absent_since");
    if (!form.problem() && !long_enough(*written.unpaid_since, *written.absent_since, today)) {
      form.fault(*written.unpaid_since > *written.absent_since ? "unpaid_since" : "absent_since", "not_six_months");
    }
  }
  // What education was tried, why the record was wrong, why she comes back: what the decision rests on.
  const bool must_say = by_her_union_alone || type == "restoration";
  if (must_say) {
    written.words = form.text("words", words_limits);
  } else {
    written.words = form.optional_text("words", {.chars_min = 0, .chars_max = words_limits.chars_max});
    if (written.words && written.words->empty()) written.words.reset();
  }
  return written;
}

// ── Whose membership ───────────────────────────────────────────────────────────────────────────────────────────

struct Start {
  members::Member member;
  StartedBy by = StartedBy::member;
  std::string name;
  std::optional<OrgId> hidden_from;
};

/// An officer in whose hand such a thing lies, at any union that reaches hers.
bool decides_for(const access::Actor& actor, std::string_view path) {
  if (!actor.reaches(path)) return false;
  const auto& role = *actor.in_force;
  const bool clerk =
      role.word == access::RoleWord::officer || role.word == access::RoleWord::registrar || role.word == access::RoleWord::chair;
  return clerk && (role.desk.empty() || role.desk == desk);
}

members::Member own(db::Session& db, const access::Actor& actor, std::string_view type) {
  const auto all = actor.person ? members::of_person(db, actor.person) : std::vector<members::Member>{};
  const auto living = std::ranges::find_if(all, [](const auto& one) { return members::alive(one.status); });
  if (type == "restoration") {
    if (living != all.end()) throw Refused(problem_for(Refusal::not_from_here));
    if (all.empty()) throw Refused(problem_for(Refusal::no_membership));
    return all.front();
  }
  if (living == all.end()) throw Refused(problem_for(Refusal::no_membership));
  return *living;
}

Start started(db::Session& db, const Written& written, const access::Actor& actor, std::string_view type) {
  Start start;
  if (!written.member) {
    start.member = own(db, actor, type);
  } else {
    const auto member = members::find(db, *written.member);
    // Whoever does not reach her union is answered as if there were no such member.
    if (!member || !decides_for(actor, orgs::path_of(db, member->org))) throw Refused({404, "http.not_found"});
    if (type == "leaving" && member->person != actor.person) throw Refused(problem_for(Refusal::hers_alone));
    const bool base_alone = type == "deemed_withdrawal" || type == "expulsion";
    if (base_alone && actor.in_force->org != member->org) throw Refused(problem_for(Refusal::base_union_starts));
    start.member = *member;
    if (member->person != actor.person) start.by = StartedBy::officer;
  }
  if (!fits(type, start.member.status, status_after(type, written.cause))) throw Refused(problem_for(Refusal::not_from_here));
  if (type == "restoration" && !members::living(db, {start.member.person}).empty()) throw Refused(problem_for(Refusal::alive_elsewhere));
  start.name = people::find(db, start.member.person)->facts.name;
  start.hidden_from = members::hidden_from(db, start.member.id);
  return start;
}

std::optional<std::string> sealed(const Hall& hall, const std::optional<std::string>& text, std::string_view column, cases::CaseId id) {
  if (!text) return std::nullopt;
  return hall.keys.seal(*text, {"membership_forms", column, id.value});
}

cases::Filing file(Hall& hall, http::Form& form, const cases::Filer& filer, const std::string& type) {
  const auto written = read(hall, form, type);
  if (form.problem()) return {};
  const auto start = hall.db.snapshot([&](db::Session& db) { return started(db, written, filer.actor, type); });

  cases::Filing filing{.org = start.member.org, .subject = start.name, .person = start.member.person, .applicant = {}};
  if (start.by == StartedBy::member) filing.applicant = filer.actor.account;
  if (start.hidden_from) filing.hide(*start.hidden_from);
  filing.write = [&hall, type,
                  kept = Form{.person = start.member.person,
                              .member = start.member.id,
                              .started_by = start.by,
                              .cause = written.cause,
                              .words_sealed = sealed(hall, written.words, "words_sealed", filer.id),
                              .judgment_sealed = sealed(hall, written.judgment, "judgment_sealed", filer.id),
                              .unpaid_since = written.unpaid_since,
                              .absent_since = written.absent_since,
                              .effective_on = written.effective_on}](db::Session& db, const cases::Case& one) -> Result<void, Problem> {
    if (!store::open(db, kept.person, type, one.id)) return no(Refusal::asked_already);
    store::insert(db, one.region, one.id, kept, hall.clock.now());
    return {};
  };
  if (type == "restoration" && start.member.status == Status::expelled) filing.at_once = "ask_above";
  return filing;
}

// ── What follows ───────────────────────────────────────────────────────────────────────────────────────────────

/// The membership as this case leaves it; nothing: it has come to that already.
Result<std::optional<members::Member>, Problem> meant(db::Session& db, const cases::Case& one, const Form& form) {
  if (one.type == "leaving") {
    // She leaves the union, wherever a transfer has carried her meanwhile.
    const auto living = members::living(db, {form.person});
    return living.empty() ? std::nullopt : std::optional(living.front());
  }
  const auto member = members::find(db, form.member);
  if (!member || !fits(one.type, member->status, status_after(one.type, form.cause))) return no(Refusal::changed_meanwhile);
  if (one.type != "restoration") return member;
  if (!members::living(db, {form.person}).empty()) return no(Refusal::alive_elsewhere);
  if (!orgs::active(db, {member->org})) return no(Refusal::union_dissolved);
  return member;
}

/// One status becomes another, with its source, history and figures, and living or not.
Result<void, Problem> take_effect(db::Session& db, Hall& hall, const cases::Case& one, SourceId source, Instant now) {
  const auto form = store::find(db, one.id);
  store::close(db, form->person, one.type);
  const auto before = meant(db, one, *form);
  if (!before) return std::unexpected(before.error());
  if (!*before) return {};

  auto after = **before;
  after.status = status_after(one.type, form->cause);
  after.changed_on = iso_date(form->effective_on.value_or(beijing_date(now)));
  after.change_cause = official_cause(one.type, form->cause);
  if (const auto kind = members::change_kind_of(after.status); !kind.empty()) after.change_kind = kind;
  if (one.type == "restoration") after.change_kind = "joined";

  sources::add(db, one.region,
               {.id = source,
                .kind = form->started_by == StartedBy::member ? sources::Kind::member : sources::Kind::officer,
                .import_id = {},
                .department = {},
                .account = one.filed_by,
                .label = one.number,
                .recorded_on = beijing_date(now)});
  if (!members::rewrite(db, hall, **before, after, one.filed_by, source, now)) return no(Refusal::changed_meanwhile);
  sources::set_field(db, after.id.value, "status", source);
  return members::alive(after.status) ? Result<void, Problem>{}
                                      : cases::overtake(db, hall, *one.person, cases::Overtaken::all, one.id, now);
}

cases::Work step(Hall& hall, const cases::Case& one, const cases::Step& taken, http::Form*) {
  const auto* to = cases::find_state(cases::rules_of(one), taken.to);
  if (!to->ended()) return {};
  if (to->outcome == Outcome::granted) {
    return [&hall, source = hall.ids.next<struct Source>(), now = hall.clock.now()](db::Session& db, const cases::Case& granted) {
      return take_effect(db, hall, granted, source, now);
    };
  }
  return [](db::Session& db, const cases::Case& ended) -> Result<void, Problem> {
    store::close(db, *ended.person, ended.type);
    return {};
  };
}

json::object show(db::Session& db, const Hall& hall, const cases::Case& one, cases::Reader) {
  const auto form = store::find(db, one.id);
  if (!form) return {};
  json::object out{{"started_by", db::word(form->started_by)}, {"member", form->member.text()}};
  const auto say = [&](std::string_view name, const std::optional<std::string>& sealed_text, std::string_view column) {
    if (sealed_text) out[name] = hall.keys.open(*sealed_text, {"membership_forms", column, one.id.value}).value_or("");
  };
  const auto day = [&](std::string_view name, const std::optional<Date>& date) {
    if (date) out[name] = iso_date(*date);
  };
  if (!form->cause.empty()) out["cause"] = form->cause;
  say("words", form->words_sealed, "words_sealed");
  say("judgment", form->judgment_sealed, "judgment_sealed");
  day("unpaid_since", form->unpaid_since);
  day("absent_since", form->absent_since);
  day("effective_on", form->effective_on);
  return out;
}

}  // namespace

bool long_enough(Date unpaid_since, Date absent_since, Date today) {
  // Whichever began later decides: both must have gone on for so long together.
  auto there = std::max(unpaid_since, absent_since) + std::chrono::months{deemed_after_months};
  if (!there.ok()) there = there.year() / there.month() / std::chrono::last;
  return there <= today;
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_membership:
      return {409, "membership.no_membership"};
    case Refusal::not_from_here:
      return {409, "membership.not_from_here"};
    case Refusal::asked_already:
      return {409, "membership.asked_already"};
    case Refusal::hers_alone:
      return {403, "membership.hers_alone"};
    case Refusal::base_union_starts:
      return {403, "membership.base_union_starts"};
    case Refusal::changed_meanwhile:
      return {409, "membership.changed_meanwhile"};
    case Refusal::alive_elsewhere:
      return {409, "membership.alive_elsewhere"};
    case Refusal::union_dissolved:
      return {409, "membership.union_dissolved"};
  }
  std::unreachable();
}

void offer() {
  for (const auto& rules : all_rules()) {
    const std::string type(rules.type);
    cases::offer({.rules = {rules},
                  .file = [type](Hall& hall, http::Form& form, const cases::Filer& filer) { return file(hall, form, filer, type); },
                  .step = step,
                  .show = show});
  }
  add_words();
}

void mount(http::Router&, Hall&) {
  offer();
  access::own_data::erased_by("membership", [](db::Session& db, Hall&, const access::own_data::Whose& whose, Instant) {
    db.exec("UPDATE membership_forms SET words_sealed = NULL, judgment_sealed = NULL WHERE id = ANY_OF(:cases)", whose.cases);
  });
}

}  // namespace unionhall::membership
