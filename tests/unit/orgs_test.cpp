// The rules of the tree that need no database.
#include "hall/orgs/orgs.h"

#include <gtest/gtest.h>

namespace unionhall::orgs {
namespace {

using std::chrono::year;

Facts elected(Date on, std::int64_t years) {
  Facts facts;
  facts.term_start_on = on;
  facts.term_years = years;
  return facts;
}

Date day(const char* iso) { return parse_iso_date(iso).value(); }

TEST(Term, EndsSoManyYearsAfterTheElection) {
  EXPECT_EQ(term_end(elected(day("2023-07-15"), 3)), day("2026-07-15"));
  EXPECT_EQ(term_end(elected(day("2024-02-29"), 3)), day("2027-02-28")) << "a day that is missing that year is the month's last";
  EXPECT_EQ(term_end(Facts{}), std::nullopt);
  EXPECT_EQ(term_end(elected(day("2023-07-15"), 0)), std::nullopt);
}

TEST(Term, IsRemindedOfSixAndThreeMonthsBefore) {
  const auto facts = elected(day("2023-08-31"), 3);  // ends on 2026-08-31
  const auto state = [&](const char* today) { return term_state(facts, std::nullopt, day(today)); };
  EXPECT_EQ(state("2026-02-27"), TermState::normal);
  EXPECT_EQ(state("2026-02-28"), TermState::due_soon);
  EXPECT_EQ(state("2026-05-30"), TermState::due_soon);
  EXPECT_EQ(state("2026-05-31"), TermState::due);
  EXPECT_EQ(state("2026-08-31"), TermState::due) << "the last day still belongs to the term";
  EXPECT_EQ(state("2026-09-01"), TermState::overdue);
  EXPECT_EQ(term_state(Facts{}, std::nullopt, day("2026-09-01")), TermState::unknown);
}

TEST(Term, IsPostponedAsLongAsTheParentAllowed) {
  const auto facts = elected(day("2023-08-31"), 3);
  const auto state = [&](const char* today) { return term_state(facts, day("2026-12-31"), day(today)); };
  EXPECT_EQ(state("2026-01-01"), TermState::normal);
  EXPECT_EQ(state("2026-09-01"), TermState::postponed);
  EXPECT_EQ(state("2026-12-31"), TermState::postponed);
  EXPECT_EQ(state("2027-01-01"), TermState::overdue);
}

TEST(Term, IsPutOffByTheUnionAboveForSomeMonthsAtMost) {
  EXPECT_EQ(latest_election(elected(day("2023-08-31"), 3), 6), day("2027-02-28"));
  EXPECT_EQ(latest_election(Facts{}, 6), std::nullopt);
  EXPECT_TRUE(stands_above("00001", "0000100002"));
  EXPECT_FALSE(stands_above("0000100002", "0000100002")) << "nobody approves her own";
  EXPECT_FALSE(stands_above("0000100001", "0000100002"));
  EXPECT_FALSE(stands_above("", "00001"));
}

TEST(Path, ASubtreeIsOneRange) {
  const std::string path = "00001000vv";
  const auto end = end_of_subtree(path);
  for (const std::string inside : {"00001000vv", "00001000vv00000", "00001000vvvvvvv"}) {
    EXPECT_TRUE(inside >= path && inside < end) << inside;
  }
  for (const std::string outside : {"00001", "00001000vu", "00001000vuvvvvv", "0000100100", "00002"}) {
    EXPECT_FALSE(outside >= path && outside < end) << outside;
  }
}

}  // namespace
}  // namespace unionhall::orgs
