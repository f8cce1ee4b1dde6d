// The tables of case types: what the check finds in a faulty one.
#include "hall/cases/rules.h"

#include <gmock/gmock.h>

#include <algorithm>

#include "support/asking.h"

namespace unionhall::cases {
namespace {

using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

using test::asking_rules;

Step& step(Rules& rules, std::string_view from, std::string_view word) {
  return *std::ranges::find_if(rules.steps, [&](const Step& one) { return one.from == from && one.word == word; });
}

State& state(Rules& rules, std::string_view word) { return *std::ranges::find(rules.states, word, &State::word); }

TEST(CaseRules, AWholeTableHasNoFault) { EXPECT_THAT(faults_of(asking_rules()), IsEmpty()); }

TEST(CaseRules, EveryStateIsReachedAndLeadsToAnEnd) {
  auto rules = asking_rules();
  step(rules, "checking", "return").to = "refused";
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("nothing leads to returned")));

  rules = asking_rules();
  std::erase_if(rules.steps, [](const Step& one) { return one.from == "returned" && one.to != "returned"; });
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("returned is a dead end")));
}

TEST(CaseRules, EveryOpenStateHasSomebodyWhoCanMoveItInTime) {
  auto rules = asking_rules();
  state(rules, "checking").held_by.front().due.days = 0;
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("checking has no deadline")));

  rules = asking_rules();
  state(rules, "objected").held_by.front().party = Party::second;
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("objected has no step for second")));

  rules = asking_rules();
  state(rules, "returned").held_by.front().due.over = "";
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("returned stays with the applicant for ever")));

  rules = asking_rules();
  state(rules, "returned").held_by.front().due.over = "resubmit";
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("no step of the clock")));
}

TEST(CaseRules, WhatSheAskedForIsHersToTakeBack) {
  auto rules = asking_rules();
  std::erase_if(rules.steps, [](const Step& one) { return one.word == "withdraw" && one.from == "checking"; });
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("cannot withdraw while it is checking")));
}

TEST(CaseRules, WhatGoesAgainstHerDoesNotFallUnheard) {
  auto rules = asking_rules();
  rules.against = true;
  EXPECT_THAT(faults_of(rules), IsEmpty());
  std::erase_if(rules.steps, [](const Step& one) { return one.word == "withdraw" && one.from == "checking"; });
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("approve takes effect out of checking, where she cannot object")));
  step(rules, "checking", "approve").by = Party::above;
  EXPECT_THAT(faults_of(rules), testing::Not(Contains(HasSubstr("approve takes effect"))));
}

TEST(CaseRules, ARefusalLeavesAWayToObject) {
  auto rules = asking_rules();
  step(rules, "checking", "refuse").to = "upheld";
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("refuse refuses for good")));
}

TEST(CaseRules, AFormIsCorrectedByWhoWroteItBeforeSomebodyLooks) {
  auto rules = asking_rules();
  step(rules, "returned", "resubmit").mends = Mends::form;
  EXPECT_THAT(faults_of(rules), IsEmpty());
  step(rules, "checking", "return").mends = Mends::form;
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("return corrects a form")));
  rules = asking_rules();
  step(rules, "returned", "withdraw").mends = Mends::form;
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("withdraw corrects a form")));
}

TEST(CaseRules, NothingStandsTwiceOrNowhere) {
  auto rules = asking_rules();
  rules.steps.push_back({"approve", "checking", "granted", Party::above});
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("approve leads out of checking twice")));
  rules = asking_rules();
  rules.steps.push_back({"reopen", "granted", "checking", Party::applicant});
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("leads out of granted, which has ended")));
  rules = asking_rules();
  rules.steps.push_back({"jump", "checking", "nowhere", Party::addressed});
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("which it does not have")));
  rules = asking_rules();
  rules.states.push_back(rules.states.front());
  EXPECT_THAT(faults_of(rules), Contains(HasSubstr("checking stands in it twice")));
}

}  // namespace
}  // namespace unionhall::cases
