#pragma once
// A type of case as small as a whole one can be: asked, checked, returned or refused, and in the end granted.
#include "hall/cases/rules.h"

namespace unionhall::test {

inline constexpr cases::Deadline week{.days = 5, .source = "setting"};
constexpr cases::Deadline month_then(std::string_view over) {
  return {.days = 30, .counted = calendar::Count::days, .source = "setting", .over = over};
}

inline cases::Rules asking_rules() {
  using namespace cases;
  return {.type = "asking",
          .first = "checking",
          .states = {{"checking", {{Party::addressed, "organisation", week}}},
                     {"returned", {{Party::applicant, "", month_then("lapse")}}},
                     {"refused", {{Party::applicant, "", month_then("accept_silently")}}},
                     {"objected", {{Party::above, "organisation", week}}},
                     {"granted", {}, Outcome::granted},
                     {"upheld", {}, Outcome::refused},
                     {"withdrawn", {}, Outcome::withdrawn},
                     {"lapsed", {}, Outcome::lapsed}},
          .steps = {{"approve", "checking", "granted", Party::addressed, Reason::may, Batch::yes},
                    {"return", "checking", "returned", Party::addressed, Reason::must},
                    {"refuse", "checking", "refused", Party::addressed, Reason::must},
                    {"withdraw", "checking", "withdrawn", Party::applicant},
                    {"resubmit", "returned", "checking", Party::applicant},
                    {"withdraw", "returned", "withdrawn", Party::applicant},
                    {"lapse", "returned", "lapsed", Party::clock},
                    {"object", "refused", "objected", Party::applicant, Reason::must},
                    {"accept", "refused", "upheld", Party::applicant},
                    {"accept_silently", "refused", "upheld", Party::clock},
                    {"overrule", "objected", "granted", Party::above},
                    {"uphold", "objected", "upheld", Party::above, Reason::must},
                    {"withdraw", "objected", "withdrawn", Party::applicant}},
          .path = {"checking", "granted"}};
}

}  // namespace unionhall::test
