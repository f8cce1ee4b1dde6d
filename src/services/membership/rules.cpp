// Who may do what in these cases, and until when.
#include "services/membership/membership.h"

namespace unionhall::membership {
namespace {

using calendar::Count;
using cases::Batch;
using cases::Eyes;
using cases::Outcome;
using cases::Party;
using cases::Reason;

constexpr std::string_view desk = "organisation";
constexpr cases::Deadline to_announce{.days = 5, .source = "setting; silence cannot trap anybody", .over = "take_effect"};
constexpr cases::Deadline to_decide{.days = 7, .source = "setting"};
constexpr cases::Deadline to_confirm{.days = 5, .source = "setting"};
/// Fifteen days in which whoever is concerned may speak, then what `over` says.
constexpr cases::Deadline to_object(std::string_view over) {
  return {.days = 15, .counted = Count::days, .source = "setting", .over = over};
}

const cases::Hold decides{Party::addressed, desk, to_decide}, above{Party::above, desk, to_decide};

/// She is told and may object, while her union sees it go and may drop it.
std::vector<cases::Hold> told(std::string_view over) {
  return {{Party::applicant, "", to_object(over)}, {Party::addressed, desk, to_object(over)}};
}

/// Her membership ended in another way: nothing is left to decide.
cases::Step overtaken(std::string_view from) { return {"membership_ended", from, "overtaken", Party::clock}; }

cases::Rules leaving() {
  return {.type = "leaving",
          .first = "announcing",
          .states = {{"announcing", {{Party::addressed, desk, to_announce}}},
                     {"left", {}, Outcome::granted},
                     {"withdrawn", {}, Outcome::withdrawn},
                     {"overtaken", {}, Outcome::lapsed}},
          .steps = {{"announce", "announcing", "left", Party::addressed, Reason::may, Batch::yes},
                    {"take_effect", "announcing", "left", Party::clock},
                    {"withdraw", "announcing", "withdrawn", Party::applicant},
                    overtaken("announcing")},
          .path = {"announcing", "left"}};
}

/// Asked of her union, which decides.
cases::Rules decided(std::string_view type) {
  cases::Rules rules{.type = type,
                     .first = "deciding",
                     .states = {{"deciding", {decides}}, {"granted", {}, Outcome::granted}, {"overtaken", {}, Outcome::lapsed}},
                     .steps = {{"approve", "deciding", "granted", Party::addressed, Reason::may, Batch::yes},
                               {"refuse", "deciding", "refused", Party::addressed, Reason::must},
                               {"withdraw", "deciding", "withdrawn", Party::applicant},
                               overtaken("deciding"),
                               overtaken("refused"),
                               overtaken("objected")},
                     .path = {"deciding", "granted"}};
  cases::add_objection(rules, "granted", desk, to_decide);
  return rules;
}

cases::Rules deemed_withdrawal() {
  return {.type = "deemed_withdrawal",
          .first = "told",
          .states = {{"told", told("take_effect")},
                     {"objected", {above}},
                     {"deemed", {}, Outcome::granted},
                     {"turned_down", {}, Outcome::refused},
                     {"dropped", {}, Outcome::withdrawn},
                     {"overtaken", {}, Outcome::lapsed}},
          .steps = {{"object", "told", "objected", Party::applicant, Reason::must},
                    {"note_objection", "told", "objected", Party::addressed, Reason::must},
                    {"drop", "told", "dropped", Party::addressed, Reason::must},
                    {"take_effect", "told", "deemed", Party::clock},
                    {"uphold", "objected", "deemed", Party::above, Reason::must, Batch::no, Eyes::second},
                    {"turn_down", "objected", "turned_down", Party::above, Reason::must},
                    overtaken("told"),
                    overtaken("objected")},
          .path = {"told", "deemed"},
          .against = true};
}

cases::Rules expulsion() {
  return {.type = "expulsion",
          .first = "told",
          .states = {{"told", told("go_up")},
                     {"filing", {above}},
                     {"objected", {above}},
                     {"expelled", {}, Outcome::granted},
                     {"turned_down", {}, Outcome::refused},
                     {"dropped", {}, Outcome::withdrawn},
                     {"overtaken", {}, Outcome::lapsed}},
          .steps = {{"object", "told", "objected", Party::applicant, Reason::must},
                    {"note_objection", "told", "objected", Party::addressed, Reason::must},
                    {"drop", "told", "dropped", Party::addressed, Reason::must},
                    {"go_up", "told", "filing", Party::clock},
                    {"object", "filing", "objected", Party::applicant, Reason::must},
                    {"put_on_file", "filing", "expelled", Party::above, Reason::may, Batch::no, Eyes::second},
                    {"turn_down", "filing", "turned_down", Party::above, Reason::must},
                    {"put_on_file", "objected", "expelled", Party::above, Reason::must, Batch::no, Eyes::second},
                    {"turn_down", "objected", "turned_down", Party::above, Reason::must},
                    overtaken("told"),
                    overtaken("filing"),
                    overtaken("objected")},
          .path = {"told", "filing", "expelled"},
          .against = true};
}

cases::Rules record_end() {
  return {.type = "record_end",
          .first = "confirming",
          .states = {{"confirming", {{Party::addressed, desk, to_confirm}}},
                     {"objected", {above}},
                     {"ended", {}, Outcome::granted},
                     {"turned_down", {}, Outcome::refused},
                     {"dropped", {}, Outcome::withdrawn},
                     {"overtaken", {}, Outcome::lapsed}},
          .steps = {{"confirm", "confirming", "ended", Party::addressed, Reason::may, Batch::no, Eyes::second},
                    {"drop", "confirming", "dropped", Party::addressed, Reason::must},
                    {"object", "confirming", "objected", Party::applicant, Reason::must},
                    {"uphold", "objected", "ended", Party::above, Reason::must, Batch::no, Eyes::second},
                    {"turn_down", "objected", "turned_down", Party::above, Reason::must},
                    overtaken("confirming"),
                    overtaken("objected")},
          .path = {"confirming", "ended"},
          .against = true};
}

cases::Rules restoration() {
  return {.type = "restoration",
          .first = "deciding",
          .states = {{"deciding", {decides}},
                     {"asked_above", {above}},
                     {"refused", {{Party::applicant, "", to_object("accept_silently")}}},
                     {"objected", {above}},
                     {"restored", {}, Outcome::granted},
                     {"upheld", {}, Outcome::refused},
                     {"withdrawn", {}, Outcome::withdrawn}},
          .steps = {{"approve", "deciding", "restored", Party::addressed, Reason::may, Batch::no, Eyes::second},
                    {"ask_above", "deciding", "asked_above", Party::clock},
                    {"refuse", "deciding", "refused", Party::addressed, Reason::must},
                    {"withdraw", "deciding", "withdrawn", Party::applicant},
                    {"approve", "asked_above", "restored", Party::above, Reason::may, Batch::no, Eyes::second},
                    {"uphold", "asked_above", "upheld", Party::above, Reason::must},
                    {"withdraw", "asked_above", "withdrawn", Party::applicant},
                    {"object", "refused", "objected", Party::applicant, Reason::must},
                    {"accept", "refused", "upheld", Party::applicant},
                    {"accept_silently", "refused", "upheld", Party::clock},
                    {"overrule", "objected", "restored", Party::above, Reason::may, Batch::no, Eyes::second},
                    {"uphold", "objected", "upheld", Party::above, Reason::must},
                    {"withdraw", "objected", "withdrawn", Party::applicant}},
          .path = {"deciding", "restored"}};
}

}  // namespace

const std::vector<cases::Rules>& all_rules() {
  static const std::vector<cases::Rules> all{
      leaving(), decided("retention"), decided("return_to_work"), deemed_withdrawal(), expulsion(), record_end(), restoration()};
  return all;
}

}  // namespace unionhall::membership
