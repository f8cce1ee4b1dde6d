// What the steps of an appeal write.
#include <algorithm>

#include "services/appeals/callers.h"
#include "services/appeals/clocks.h"
#include "services/appeals/filing.h"
#include "services/appeals/store.h"

namespace unionhall::appeals {
namespace {

constexpr std::int64_t days_called_least = 3;  // before silence may be taken for an end; setting
constexpr std::int64_t raised_after = 2;       // times that she said "not solved", until the union above is called in; setting

/// What came with a step, beside its comment.
struct Said {
  std::optional<Kind> kind;
  std::optional<Difficulty> difficulty;
  std::optional<std::string> category;
  std::optional<std::int64_t> satisfaction;
  cases::CaseId lead;
};

Said read(http::Form& form, std::string_view step) {
  Said said{.kind = form.word<Kind>("kind", db::from_word<Kind>, false),
            .difficulty = form.word<Difficulty>("difficulty", db::from_word<Difficulty>, false),
            .category = form.optional_text("category", {.chars_min = 1, .chars_max = 40}),
            .satisfaction = {},
            .lead = {}};
  if (said.category && !find_category(*said.category)) form.fault("category", "unknown_word");
  if (form.has("satisfaction")) said.satisfaction = form.integer("satisfaction", 1, 5);
  if (step == "propose_merger") said.lead = form.id<cases::CaseId>("lead");
  return said;
}

/// A step that was taken, and the form that it changes.
struct Taken {
  db::Session& db;
  const Hall& hall;
  const cases::Case& one;  // after the step
  const Said& said;
  Instant now;
  Form& form;
};
using Change = std::optional<Refusal> (*)(const Taken&);
constexpr std::optional<Refusal> fine;

bool is_late(const Taken& taken) { return taken.now >= clocks::reply_due(taken.hall, taken.form, calendar::load(taken.db)); }

void contacted(const Taken& taken) {
  if (!taken.form.contacted_at) taken.form.contacted_at = taken.now;
}

/// The days of an answer begin.
std::optional<Refusal> begin_handling(const Taken& taken) {
  contacted(taken);
  taken.form.handled_from = taken.now;
  taken.form.extended_at.reset();
  taken.form.proposed_lead.reset();
  return fine;
}

/// What she wants with it, how hard it is, and what it is about, as an officer sees it.
void classify_as_said(const Taken& taken) {
  if (taken.said.kind) taken.form.kind = *taken.said.kind;
  if (taken.said.difficulty) taken.form.difficulty = *taken.said.difficulty;
  if (!taken.said.category) return;
  taken.form.category = *taken.said.category;
  taken.form.category_by = ChosenBy::officer;
}

std::optional<Refusal> accept(const Taken& taken) {
  classify_as_said(taken);
  return begin_handling(taken);
}

/// Nobody makes an appeal harder once it is late.
std::optional<Refusal> classify(const Taken& taken) {
  if (is_late(taken)) return Refusal::too_late_to_extend;
  classify_as_said(taken);
  return fine;
}

std::optional<Refusal> extend(const Taken& taken) {
  if (!clocks::may_be_extended(taken.form.difficulty)) return Refusal::not_extended;
  if (taken.form.extended_at || is_late(taken)) return Refusal::too_late_to_extend;
  taken.form.extended_at = taken.now;
  return fine;
}

std::optional<Refusal> ask(const Taken& taken) {
  contacted(taken);
  return fine;
}

/// The first answer is what the days are for; later ones are further tries.
std::optional<Refusal> answer(const Taken& taken) {
  contacted(taken);
  taken.form.following = false;
  if (taken.form.replied_at) return fine;
  taken.form.replied_at = taken.now;
  taken.form.replied_late = is_late(taken);
  return fine;
}

/// Whether this one may be answered with that: it waits for an answer of its own, and may be known wherever this one is known.
bool may_follow(db::Session& db, const cases::Case& one, cases::CaseId id) {
  const auto lead = cases::find(db, id);
  if (!lead || lead->id == one.id || lead->type != type || !lead->outcome.empty() || lead->state == "following") return false;
  if (lead->hidden_from && lead->hidden_from != one.hidden_from) return false;
  return store::following(db, one.id).empty();
}

std::optional<Refusal> propose_lead(const Taken& taken) {
  if (!may_follow(taken.db, taken.one, taken.said.lead)) return Refusal::not_a_lead;
  taken.form.proposed_lead = taken.said.lead;
  return fine;
}

/// What was proposed holds; only a merger goes on.
std::optional<Refusal> follow(const Taken& taken) {
  if (taken.one.state != "following") return fine;
  if (!may_follow(taken.db, taken.one, taken.form.proposed_lead.value())) return Refusal::not_a_lead;
  taken.form.lead = taken.form.proposed_lead;
  taken.form.following = true;
  taken.form.proposed_lead.reset();
  if (!taken.form.handled_from) taken.form.handled_from = taken.now;
  return fine;
}

std::optional<Refusal> part(const Taken& taken) {
  taken.form.lead.reset();
  taken.form.following = false;
  return fine;
}

std::optional<Refusal> withdraw(const Taken& taken) {
  taken.form.following = false;
  return fine;
}

std::optional<Refusal> solve(const Taken& taken) {
  taken.form.verdict = "solved";
  taken.form.solved_at = taken.now;
  taken.form.satisfaction = taken.said.satisfaction;
  return fine;
}

std::optional<Refusal> give_up(const Taken& taken) {
  taken.form.verdict = "unsolved";
  taken.form.satisfaction = taken.said.satisfaction;
  return fine;
}

/// It comes back, for what was said did not solve it; the second time the union above is called in.
std::optional<Refusal> come_back(const Taken& taken) {
  auto& form = taken.form;
  form.solved_at.reset();
  form.verdict.clear();
  form.satisfaction.reset();
  ++form.not_solved_times;
  if (form.not_solved_times >= raised_after && !form.supervised_at) form.supervised_at = taken.now;
  return begin_handling(taken);
}

std::optional<Refusal> close(const Taken& taken) {
  if (store::days_called(taken.db, taken.one.id, taken.form.replied_at.value()) < days_called_least) return Refusal::called_too_little;
  taken.form.verdict = "unreached";
  return fine;
}

constexpr std::pair<std::string_view, Change> changes[] = {
    {"accept", accept},
    {"classify", classify},
    {"extend", extend},
    {"ask", ask},
    {"reply", answer},
    {"answered_with_lead", answer},
    {"propose_merger", propose_lead},
    {"agree", follow},
    {"uphold", follow},
    {"send_back", begin_handling},
    {"part", part},
    {"lead_ended", part},
    {"solved", solve},
    {"called_solved", solve},
    {"give_up", give_up},
    {"not_solved", come_back},
    {"called_not_solved", come_back},
    {"reopen", come_back},
    {"close", close},
    {"withdraw", withdraw},
};

}  // namespace

namespace {

cases::Work written_by(Hall& hall, const cases::Step& taken, http::Form* form) {
  const auto change = std::ranges::find(changes, taken.word, &std::pair<std::string_view, Change>::first);
  if (change == std::end(changes)) return {};
  const auto said = form ? read(*form, taken.word) : Said{};
  return [&hall, said, now = hall.clock.now(), write = change->second](db::Session& db, const cases::Case& one) -> Result<void, Problem> {
    auto written = form_of(db, one.id).value();
    if (const auto refused = write({.db = db, .hall = hall, .one = one, .said = said, .now = now, .form = written})) {
      return std::unexpected(problem_for(*refused));
    }
    store::update(db, written);
    return {};
  };
}

}  // namespace

cases::Work step(Hall& hall, const cases::Case&, const cases::Step& taken, http::Form* form) {
  auto work = written_by(hall, taken, form);
  return taken.by == cases::Party::applicant ? work : callers::told_after(hall, std::move(work));
}

Result<cases::EventId, Refusal> rate(db::Session& db, Hall& hall, const cases::Case& one, std::int64_t satisfaction, const cases::By& by,
                                     Instant now) {
  auto form = form_of(db, one.id).value();
  if (form.verdict.empty()) return std::unexpected(Refusal::no_answer_yet);
  if (form.satisfaction) return std::unexpected(Refusal::rated_already);
  form.satisfaction = satisfaction;
  store::update(db, form);
  return cases::record(db, hall, one, cases::Audience::all, "rated", "", by, now);
}

std::optional<cases::Allowed> allowed(db::Session& db, const Hall& hall, const cases::Case& one, cases::Party party) {
  if (party != cases::Party::addressed) return std::nullopt;
  const auto form = form_of(db, one.id).value();
  if (one.state == "received") return cases::Allowed{clocks::first_contact(hall, form.difficulty), one.filed_at};
  return cases::Allowed{clocks::reply(hall, form.difficulty, form.extended_at.has_value()), form.handled_from.value()};
}

int answer_followers(Hall& hall, int most) {
  const auto now = hall.clock.now();
  const auto waiting = hall.db.read([&](db::Session& db) { return store::to_answer(db, most); });
  for (const auto id : waiting) {
    const auto one = hall.db.read([&](db::Session& db) { return cases::find(db, id); }).value();
    hall.db.write([&](db::Session& db) {
      const auto form = form_of(db, id).value();
      const auto lead = cases::find(db, form.lead.value()).value();
      const auto said = cases::last_note(db, hall, lead.id, "reply");
      const bool answered = said && lead.state != "withdrawn";
      const auto* step = cases::find_step(rules(), one.state, answered ? "answered_with_lead" : "lead_ended");
      if (step) (void)cases::take(db, hall, one, *step, answered ? *said : "", appeals::step(hall, one, *step, nullptr), {}, now);
    });
  }
  return static_cast<int>(waiting.size());
}

void offer() { cases::offer({.rules = {rules()}, .file = file, .step = step, .show = show, .brief = briefs, .allowed = allowed}); }

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::said_too_often:
      return {429, "appeals.said_too_often"};
    case Refusal::no_place_outside:
      return {409, "appeals.no_place_outside"};
    case Refusal::too_late_to_extend:
      return {409, "appeals.too_late_to_extend"};
    case Refusal::not_extended:
      return {409, "appeals.not_extended"};
    case Refusal::not_a_lead:
      return {409, "appeals.not_a_lead"};
    case Refusal::called_too_little:
      return {409, "appeals.called_too_little"};
    case Refusal::rated_already:
      return {409, "appeals.rated_already"};
    case Refusal::no_answer_yet:
      return {409, "appeals.no_answer_yet"};
    case Refusal::nameless:
      return {409, "appeals.nameless"};
    case Refusal::no_phone:
      return {409, "appeals.no_phone"};
    case Refusal::not_to_tie:
      return {409, "appeals.not_to_tie"};
    case Refusal::tied_too_often:
      return {409, "appeals.tied_too_often"};
    case Refusal::called_too_many:
      return {429, "appeals.called_too_many"};
  }
  std::unreachable();
}

}  // namespace unionhall::appeals
