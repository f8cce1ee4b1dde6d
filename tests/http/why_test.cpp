// "Why may she see this record", asked for pairs of somebody and a membership at moments that have passed, against what an oracle
// that walks from parent to parent saw on that very day.
#include <gtest/gtest.h>

#include "hall/accounts/why.h"
#include "http/world.h"

namespace unionhall {
namespace {

using accounts::Because;
using test::World;

/// What was seen with one's own eyes on a day.
struct Seen {
  AccountId account;
  World::Member member;
  Instant at;
  bool may = false;
  std::size_t day = 0;
};

class WhyInTheWorld : public ::testing::TestWithParam<db::Engine> {};
UNIONHALL_ON_EACH_ENGINE(WhyInTheWorld);

bool may(const World& world, AccountId account, const World::Member& member) {
  for (const auto& role : world.roles) {
    if (role.account != account || !world.lives(role) || !access::works(role.word) || !world.below(member.org, role.org)) continue;
    if (!member.hidden_from || !world.below(role.org, *member.hidden_from)) return true;
  }
  return false;
}

TEST_P(WhyInTheWorld, TellsForAnyPairWhatWasSoOnThatDay) {
  constexpr std::size_t days = 6;
  const int pairs_a_day = GetParam() == db::Engine::sqlite ? 5000 : 800;
  World world(GetParam(), 4U);
  std::vector<Seen> seen;
  std::vector<std::vector<int>> parents;
  for (std::size_t day = 0; day < days; ++day) {
    if (day > 0) world.go_on();
    parents.push_back(world.parents);
    for (int i = 0; i < pairs_a_day; ++i) {
      const auto& member = world.any(world.members);
      const auto account = world.any(world.officers).account;
      seen.push_back({account, member, world.hall.clock.now(), may(world, account, member), day});
    }
  }

  std::map<OrgId, int> places;
  for (std::size_t i = 0; i < world.unions.size(); ++i) places[world.unions[i].id] = static_cast<int>(i);
  std::map<Because, int> reasons;
  int wrong = 0;
  world.hall.db().read([&](db::Session& db) {
    for (const auto& one : seen) {
      const auto org = world.unions[static_cast<std::size_t>(one.member.org)].id;
      const auto told = accounts::why(db, one.account, org, one.at);
      ++reasons[told.because];
      const auto& above = parents[one.day];
      bool whole = told.may() == one.may;
      if (told.may()) {
        whole = whole && told.role && !told.way.empty() && told.way.front().org == told.role->org && told.way.back().org == org;
        for (std::size_t i = 1; whole && i < told.way.size(); ++i) {
          whole = above[static_cast<std::size_t>(places.at(told.way[i].org))] == places.at(told.way[i - 1].org);
        }
      }
      if (whole || ++wrong > 20) continue;
      ADD_FAILURE() << "day " << one.day << ": " << db::word(told.because) << ", and she " << (one.may ? "may" : "may not");
    }
  });
  EXPECT_EQ(wrong, 0);
  for (const auto because : {Because::role, Because::ended, Because::not_yet, Because::outside, Because::no_business}) {
    EXPECT_GT(reasons[because], 0) << db::word(because);
  }
}

}  // namespace
}  // namespace unionhall
