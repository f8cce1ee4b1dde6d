// The types that the services offered.
#include <fmt/format.h>

#include <algorithm>

#include "hall/cases/cases.h"

namespace unionhall::cases {
namespace {

std::map<std::string, std::shared_ptr<const Type>, std::less<>>& offered() {
  static std::map<std::string, std::shared_ptr<const Type>, std::less<>> all;
  return all;
}

}  // namespace

void offer(Type type) {
  if (type.rules.empty() || !type.file || !type.show) throw std::logic_error("a type of case without a table or its functions");
  for (const auto& rules : type.rules) {
    if (const auto faults = faults_of(rules); !faults.empty()) throw std::logic_error(fmt::format("{}", fmt::join(faults, "; ")));
  }
  const auto mends = [](const Rules& rules) { return std::ranges::find(rules.steps, Mends::form, &Step::mends) != rules.steps.end(); };
  if (!type.correct && std::ranges::any_of(type.rules, mends)) throw std::logic_error("a form is corrected that nobody reads");
  const std::string word(type.rules.back().type);
  offered()[word] = std::make_shared<const Type>(std::move(type));
}

const std::map<std::string, std::shared_ptr<const Type>, std::less<>>& types() { return offered(); }

const Rules& rules_of(const Case& one) {
  if (const auto type = types().find(one.type); type != types().end()) {
    for (const auto& rules : type->second->rules) {
      if (rules.version == one.rules) return rules;
    }
  }
  // A program that is older than the case, or one that threw the rules of a running case away.
  throw std::runtime_error(fmt::format("no rules {} of {} for case {}", one.rules, one.type, one.id.value));
}

}  // namespace unionhall::cases
