#include "hall/cases/rules.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

namespace unionhall::cases {
namespace {

class Faults {
 public:
  explicit Faults(const Rules& rules) : rules_(rules) {}

  std::vector<std::string> all() {
    if (!find_state(rules_, rules_.first)) say("begins in a state that it does not have");
    look_at_steps();
    for (const auto& state : rules_.states) look_at(state);
    look_at_reach();
    for (const auto word : rules_.path) {
      if (!find_state(rules_, word)) say("its path names {}, which is no state", word);
    }
    return std::move(faults_);
  }

 private:
  template <class... Args>
  void say(fmt::format_string<Args...> text, Args&&... args) {
    faults_.push_back(fmt::format("{} {}: {}", rules_.type, rules_.version, fmt::format(text, std::forward<Args>(args)...)));
  }

  void look_at_steps() {
    std::set<std::pair<std::string_view, std::string_view>> seen;
    for (const auto& step : rules_.steps) {
      if (!seen.emplace(step.from, step.word).second) say("{} leads out of {} twice", step.word, step.from);
      const auto* from = find_state(rules_, step.from);
      const auto* to = find_state(rules_, step.to);
      if (step.mends == Mends::form && (step.by != Party::applicant || (to && to->ended()))) {
        say("{} corrects a form that nobody looks at, or that is another's", step.word);
      }
      if (!from || !to) {
        say("{} leads from {} to {}, one of which it does not have", step.word, step.from, step.to);
      } else if (from->ended()) {
        say("{} leads out of {}, which has ended", step.word, step.from);
      }
    }
  }

  void look_at(const State& state) {
    if (std::ranges::count(rules_.states, state.word, &State::word) > 1) say("{} stands in it twice", state.word);
    if (state.ended()) {
      if (state.outcome == Outcome::refused) look_at_refusal(state);
      return;
    }
    const auto steps = steps_from(rules_, state.word);
    const auto any_by = [&](Party party) { return std::ranges::any_of(steps, [&](const Step* step) { return step->by == party; }); };
    std::set<Party> parties;
    for (const auto& hold : state.held_by) {
      const auto party = db::word(hold.party);
      if (hold.party == Party::clock) say("{} is held by the clock", state.word);
      if (!parties.insert(hold.party).second) say("{} is held twice by {}", state.word, party);
      if (hold.due.days < 1 && hold.due.hours < 1) say("{} has no deadline for {}", state.word, party);
      if (!any_by(hold.party)) say("{} has no step for {}, who holds it", state.word, party);
      if (hold.party == Party::applicant && hold.due.over.empty()) say("{} stays with the applicant for ever", state.word);
      if (!hold.due.over.empty()) {
        const auto* over = find_step(rules_, state.word, hold.due.over);
        if (!over || over->by != Party::clock) say("{} is to end by {}, which is no step of the clock", state.word, hold.due.over);
      }
    }
    if (any_by(Party::applicant)) return;
    // What she asked for is hers to take back; what is asked against her does not fall on her unheard.
    if (!rules_.against) return say("the applicant cannot withdraw while it is {}", state.word);
    for (const auto* step : steps) {
      const auto* to = find_state(rules_, step->to);
      const bool falls = to && to->ended() && to->outcome == Outcome::granted;
      if (falls && step->by != Party::above) say("{} takes effect out of {}, where she cannot object", step->word, state.word);
    }
  }

  /// Nobody has the last word on what she herself refused.
  void look_at_refusal(const State& state) {
    for (const auto& step : rules_.steps) {
      if (step.to == state.word && (step.by == Party::addressed || step.by == Party::second)) {
        say("{} refuses for good, without a way to object", step.word);
      }
    }
  }

  void look_at_reach() {
    const auto reached = closure({rules_.first}, [](const Step& step) { return std::pair{step.from, step.to}; });
    std::set<std::string_view> ends;
    for (const auto& state : rules_.states) {
      if (!reached.contains(state.word)) say("nothing leads to {}", state.word);
      if (state.ended()) ends.insert(state.word);
    }
    if (ends.empty()) say("it never ends");
    const auto ending = closure(std::move(ends), [](const Step& step) { return std::pair{step.to, step.from}; });
    for (const auto& state : rules_.states) {
      if (!ending.contains(state.word)) say("{} is a dead end", state.word);
    }
  }

  std::set<std::string_view> closure(std::set<std::string_view> from,
                                     const std::function<std::pair<std::string_view, std::string_view>(const Step&)>& arrow) const {
    for (std::size_t before = 0; before != from.size();) {
      before = from.size();
      for (const auto& step : rules_.steps) {
        const auto [here, there] = arrow(step);
        if (from.contains(here)) from.insert(there);
      }
    }
    return from;
  }

  const Rules& rules_;
  std::vector<std::string> faults_;
};

}  // namespace

void add_objection(Rules& rules, std::string_view granted, std::string_view desk, const Deadline& above) {
  constexpr Deadline to_object{.days = 15, .counted = calendar::Count::days, .source = "setting", .over = "accept_silently"};
  rules.states.insert(rules.states.end(), {{"refused", {{Party::applicant, "", to_object}}},
                                           {"objected", {{Party::above, desk, above}}},
                                           {"upheld", {}, Outcome::refused},
                                           {"withdrawn", {}, Outcome::withdrawn}});
  rules.steps.insert(rules.steps.end(), {{"object", "refused", "objected", Party::applicant, Reason::must},
                                         {"accept", "refused", "upheld", Party::applicant},
                                         {"accept_silently", "refused", "upheld", Party::clock},
                                         {"overrule", "objected", granted, Party::above},
                                         {"uphold", "objected", "upheld", Party::above, Reason::must},
                                         {"withdraw", "objected", "withdrawn", Party::applicant}});
}

const State* find_state(const Rules& rules, std::string_view word) {
  const auto found = std::ranges::find(rules.states, word, &State::word);
  return found == rules.states.end() ? nullptr : &*found;
}

const Step* find_step(const Rules& rules, std::string_view from, std::string_view word) {
  const auto found = std::ranges::find_if(rules.steps, [&](const Step& step) { return step.from == from && step.word == word; });
  return found == rules.steps.end() ? nullptr : &*found;
}

std::vector<const Step*> steps_from(const Rules& rules, std::string_view state) {
  std::vector<const Step*> steps;
  for (const auto& step : rules.steps) {
    if (step.from == state) steps.push_back(&step);
  }
  return steps;
}

std::vector<std::string> faults_of(const Rules& rules) { return Faults(rules).all(); }

}  // namespace unionhall::cases
