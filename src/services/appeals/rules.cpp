// The table of an appeal (诉求流程).
#include "services/appeals/appeals.h"

namespace unionhall::appeals {
namespace {

using calendar::Count;
using cases::Deadline;
using cases::Outcome;
using cases::Party;
using cases::Reason;
using cases::Rules;

constexpr std::string_view rights = "rights", hotline = "hotline";

// Where the form decides (clocks.h), these stand for an ordinary one.
constexpr Deadline to_contact{.days = 1, .source = "setting"};
constexpr Deadline to_answer{.days = 5, .source = "setting"};
constexpr Deadline to_review{.days = 15, .source = "setting"};
constexpr Deadline to_call{.days = 3, .source = "setting"};
constexpr Deadline to_end_silence{.days = 5, .source = "setting"};

constexpr Deadline hers(int days, std::string_view over) {
  return {.days = days, .counted = Count::days, .source = "setting", .over = over};
}

/// What the union that handles it proposes in place of an answer: she agrees, or objects, or says nothing; then another union looks at
/// it and upholds it or sends it back. From a case that was never taken up, and from one that is being handled.
void add_proposal(Rules& rules, std::string_view propose, std::string_view proposed, std::string_view reviewed, std::string_view then) {
  rules.states.insert(rules.states.end(),
                      {{proposed, {{Party::applicant, "", hers(15, "no_word")}}}, {reviewed, {{Party::above, rights, to_review}}}});
  rules.steps.insert(rules.steps.end(), {{propose, "received", proposed, Party::addressed, Reason::must},
                                         {propose, "handling", proposed, Party::addressed, Reason::must},
                                         {"agree", proposed, then, Party::applicant},
                                         {"object", proposed, reviewed, Party::applicant, Reason::must},
                                         {"no_word", proposed, reviewed, Party::clock},
                                         {"withdraw", proposed, "withdrawn", Party::applicant},
                                         {"uphold", reviewed, then, Party::above, Reason::must},
                                         {"send_back", reviewed, "handling", Party::above, Reason::must},
                                         {"withdraw", reviewed, "withdrawn", Party::applicant}});
}

/// What she, or silence, has settled stays open for a month in which she may come back to it.
void add_settling(Rules& rules, std::string_view state, std::string_view settle, std::string_view then, Outcome outcome) {
  rules.states.insert(rules.states.end(), {{state, {{Party::applicant, "", hers(30, settle)}}}, {then, {}, outcome}});
  rules.steps.insert(rules.steps.end(),
                     {{"reopen", state, "handling", Party::applicant, Reason::must}, {settle, state, then, Party::clock}});
}

/// What may be said of an answer, from a state in which it lies before her: by herself, or to whoever calls her.
void add_verdicts(Rules& rules, std::string_view state) {
  rules.steps.insert(rules.steps.end(), {{"solved", state, "solved", Party::applicant},
                                         {"not_solved", state, "handling", Party::applicant, Reason::must},
                                         {"give_up", state, "unsolved", Party::applicant},
                                         {"called_solved", state, "solved", Party::above, Reason::must},
                                         {"called_not_solved", state, "handling", Party::above, Reason::must}});
}

Rules made() {
  Rules rules{.type = type,
              .version = 1,
              .first = "received",
              .states = {{"received", {{Party::addressed, rights, to_contact}}},
                         {"handling", {{Party::addressed, rights, to_answer}}},
                         {"asked", {{Party::applicant, "", hers(15, "unanswered")}, {Party::addressed, rights, to_answer}}},
                         {"following", {{Party::addressed, rights, to_answer}}},
                         {"replied", {{Party::applicant, "", hers(15, "no_word")}, {Party::above, hotline, to_call}}},
                         {"silent", {{Party::above, hotline, to_end_silence}}},
                         {"withdrawn", {}, Outcome::withdrawn},
                         {"refused", {}, Outcome::refused},
                         {"referred", {}, Outcome::refused}},
              .steps = {{"accept", "received", "handling", Party::addressed},
                        {"withdraw", "received", "withdrawn", Party::applicant},
                        {"reply", "handling", "replied", Party::addressed, Reason::must},
                        {"ask", "handling", "asked", Party::addressed, Reason::must},
                        {"extend", "handling", "handling", Party::addressed, Reason::must},
                        {"classify", "handling", "handling", Party::addressed, Reason::must},
                        {"withdraw", "handling", "withdrawn", Party::applicant},
                        {"tell", "asked", "handling", Party::applicant, Reason::must},
                        {"reply", "asked", "replied", Party::addressed, Reason::must},
                        {"unanswered", "asked", "handling", Party::clock},
                        {"withdraw", "asked", "withdrawn", Party::applicant},
                        {"answered_with_lead", "following", "replied", Party::clock},
                        {"lead_ended", "following", "handling", Party::clock},
                        {"part", "following", "handling", Party::addressed, Reason::must},
                        {"withdraw", "following", "withdrawn", Party::applicant},
                        {"no_word", "replied", "silent", Party::clock},
                        {"close", "silent", "unreached", Party::above, Reason::must}},
              .path = {"received", "handling", "replied", "solved", "closed"},
              .impartial = true,
              .spoken_for = false};
  add_proposal(rules, "propose_refusal", "refusal_proposed", "refusal_reviewed", "refused");
  add_proposal(rules, "propose_referral", "referral_proposed", "referral_reviewed", "referred");
  add_proposal(rules, "propose_merger", "merger_proposed", "merger_reviewed", "following");
  add_verdicts(rules, "replied");
  add_verdicts(rules, "silent");
  add_settling(rules, "solved", "settle", "closed", Outcome::granted);
  add_settling(rules, "unsolved", "settle", "given_up", Outcome::refused);
  add_settling(rules, "unreached", "settle", "lapsed", Outcome::lapsed);
  return rules;
}

}  // namespace

const Rules& rules() {
  static const Rules table = made();
  return table;
}

}  // namespace unionhall::appeals
