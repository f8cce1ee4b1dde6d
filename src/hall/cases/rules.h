#pragma once
// How a kind of case goes (案件类型): its states, who holds each and until when, and the steps between them. A service
// declares its type as such a table, and the engine does the rest. A table is checked as a whole when it is offered: a
// state that nobody can leave, or that nobody holds, never gets as far as a case.
#include <boost/describe.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "hall/calendar/calendar.h"

namespace unionhall::cases {

/// Whose hand moves a case.
enum class Party {
  applicant,  // who asks, or who filled the form in for her
  addressed,  // the union that is asked
  second,     // another union that must answer; the type says which
  above,      // the union above the one that is asked
  helper,     // another union that was asked to help; it has a task of its own and decides nothing
  clock,      // nobody: a day has passed
};
BOOST_DESCRIBE_ENUM(Party, applicant, addressed, second, above, helper, clock)

enum class Outcome { granted, refused, withdrawn, lapsed };
BOOST_DESCRIBE_ENUM(Outcome, granted, refused, withdrawn, lapsed)

struct Deadline {
  int days = 0;
  calendar::Count counted = calendar::Count::working_days;
  std::string_view source;     // the article, or "setting" where no rule says so
  std::string_view over = "";  // the clock's step once it is late; empty: the task goes up to the union above
  int hours = 0;               // by the clock on the wall, at night and on holidays too; then no days are counted
  friend bool operator==(const Deadline&, const Deadline&) = default;
};

/// Who must act in a state, and until when.
struct Hold {
  Party party = Party::addressed;
  std::string_view desk;  // of the union's desks; empty for the applicant
  Deadline due;
};

struct State {
  std::string_view word;
  std::vector<Hold> held_by;           // nobody: the case has ended
  Outcome outcome = Outcome::granted;  // of an ended one
  bool ended() const { return held_by.empty(); }
};

/// Whether whoever takes a step must say why.
enum class Reason { may, must };
enum class Batch { no, yes };
/// Four eyes: what the second must see is not done by whoever filed the case.
enum class Eyes { any, second };
/// Whether the form may be corrected with it: what was returned goes back mended.
enum class Mends { nothing, form };

struct Step {
  std::string_view word, from, to;
  Party by = Party::addressed;
  Reason reason = Reason::may;
  Batch batch = Batch::no;  // may be taken for up to 500 cases at once
  Eyes eyes = Eyes::any;
  Mends mends = Mends::nothing;
};

struct Rules {
  std::string_view type;
  int version = 1;  // a running case keeps the one that it began with
  std::string_view first;
  std::vector<State> states;
  std::vector<Step> steps;
  std::vector<std::string_view> path;  // the way a case goes if all is well, for "what comes next"
  /// A union asks it against the person whom it is about: she is the applicant's hand, and whoever filed it never speaks for her.
  bool against = false;
  /// What a union said is looked at again by another one: the union above the one that said it; where nobody is above, one of those
  /// below, drawn by the case. Nobody of the union that said it takes that hand, however far her role reaches.
  bool impartial = false;
  /// Whoever fills in the form for somebody without an account speaks for her. Not where the end is hers alone.
  bool spoken_for = true;
};

/// What follows a refusal, the same wherever a union decides on what somebody asked: she accepts, is silent for fifteen days, or
/// objects; then the union above overrules, which leads to `granted`, or upholds. Adds the states refused, objected, upheld and
/// withdrawn; the step that leads to `refused` is the table's own.
void add_objection(Rules& rules, std::string_view granted, std::string_view desk, const Deadline& above);

/// Nothing when there is no such state or step.
const State* find_state(const Rules& rules, std::string_view word);
const Step* find_step(const Rules& rules, std::string_view from, std::string_view word);
/// The steps that lead out of a state.
std::vector<const Step*> steps_from(const Rules& rules, std::string_view state);

/// What is wrong with a table, in English for whoever wrote it; empty: nothing.
///   - each state is reached from the first, and each open one has a way to an end
///   - each open state has a holder; each holder has a step and a deadline of 1 day or more
///   - who holds a state as the applicant loses it to the clock in the end, by a step that is there
///   - while a union holds a case the applicant can withdraw it; what goes against her can take effect only where she can object
///     or the union above has ruled
///   - a step of a union that ends a case as refused leaves a way to object, which only the union above closes
///   - words are not used twice for one thing; no step leads out of an ended state
///   - whoever corrects a form is the applicant, and some union looks at it then
std::vector<std::string> faults_of(const Rules& rules);

}  // namespace unionhall::cases
