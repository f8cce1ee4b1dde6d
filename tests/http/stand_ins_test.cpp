// An officer who is away, and who stands in for her.
#include "hall/cases/stand_ins.h"

#include <gmock/gmock.h>

#include "hall/cases/cases.h"
#include "hall/figures/figures.h"
#include "hall/notices/notices.h"
#include "support/door.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using access::RoleWord;
using ::testing::IsEmpty;

class StandIns : public test::Door {
 protected:
  StandIns() {
    hall.mount(cases::mount);
    hall.mount(notices::mount);
  }
  accounts::Appointed chair = appointed("王主席", "12000000071", RoleWord::chair, hall.riverside);
  accounts::Appointed colleague = appointed("李干事", "12000000072", RoleWord::registrar, hall.qindu);
  accounts::Appointed stranger = appointed("赵干事", "12000000073", RoleWord::registrar, hall.weicheng);

  test::Reply say(const std::string& token, const accounts::Appointed& whom, const std::string& from, const std::string& until) {
    return with(token).post("/api/v1/me/stand-ins", {{"account", whom.account.text()}, {"from", from}, {"until", until}});
  }
  std::size_t roles_of(const std::string& token) { return with(token).get("/api/v1/me").at("roles").as_array().size(); }
  void wait(std::chrono::hours time) {
    pass(time);
    cases::stand_ins::turn(hall.hall());
  }
};
UNIONHALL_ON_EACH_ENGINE(StandIns);

TEST_P(StandIns, ALaterAbsenceBeginsAndEndsByItself) {
  const auto away = officer("12000000071", chair);
  const auto other = sign_in("12000000072", colleague.account);
  ASSERT_EQ(say(away, colleague, "2026-07-17", "2026-07-18").status, 201);  // it is Wednesday the 15th
  EXPECT_EQ(roles_of(other), 1u);
  EXPECT_EQ(with(other).get("/api/v1/me/notices").text("/items/0/title"), "请您代办");

  wait(48h);
  EXPECT_EQ(roles_of(other), 2u);
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());
  wait(24h);
  EXPECT_EQ(roles_of(other), 2u) << "the last day counts";
  wait(24h);
  EXPECT_EQ(roles_of(other), 1u);
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());
}

TEST_P(StandIns, SheActsInThatRoleAndNotAMomentLonger) {
  const auto away = officer("12000000071", chair);
  ASSERT_EQ(say(away, colleague, "2026-07-15", "2026-07-15").status, 201);
  const auto other = sign_in("12000000072", colleague.account);
  const auto lent = hall.db().read(
      [&](db::Session& db) { return *db.first<access::RoleId>("SELECT given_role_id FROM stand_ins WHERE ended_at_ms IS NULL"); });
  ASSERT_EQ(begin_officer_session(other, lent).status, 201);
  EXPECT_EQ(with(other).get("/api/v1/cases?inbox=1").status, 200);
  EXPECT_EQ(say(other, stranger, "2026-07-15", "2026-07-15").error_at("/account"), "not_near");
  EXPECT_EQ(say(other, chair, "2026-07-15", "2026-07-15").key(), "stand_ins.not_lendable") << "what was lent is not lent on";

  hall.clock.advance(beijing_midnight(std::chrono::year{2026} / 7 / 16) - hall.clock.now() - 1s);
  EXPECT_EQ(with(other).get("/api/v1/me").status, 200);
  hall.clock.advance(2s);
  EXPECT_EQ(with(other).get("/api/v1/cases?inbox=1").status, 403) << "before anything has tidied up";
}

TEST_P(StandIns, EitherEndsItAtOnce) {
  const auto away = officer("12000000071", chair);
  const auto other = officer("12000000072", colleague);
  for (const auto& who : {away, other}) {
    const auto made = say(away, colleague, "2026-07-15", "2026-07-20");
    ASSERT_EQ(made.status, 201) << made.body;
    EXPECT_EQ(roles_of(other), 2u);
    EXPECT_EQ(with(who).del("/api/v1/me/stand-ins/" + made.text("id")).status, 204);
    EXPECT_EQ(roles_of(other), 1u);
  }
  EXPECT_THAT(with(away).get("/api/v1/me/stand-ins").items(), IsEmpty());
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'change' AND detail = 'stand_in'"), 2);
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'change' AND detail = 'stand_in_ended'"), 2);
}

TEST_P(StandIns, ARoleThatEndsTakesAlongWhatWasLentFromIt) {
  const auto away = officer("12000000071", chair);
  ASSERT_EQ(say(away, colleague, "2026-07-15", "2026-07-20").status, 201);
  const auto other = sign_in("12000000072", colleague.account);
  EXPECT_TRUE(hall.db().write([&](db::Session& db) { return accounts::end_role(db, hall.hall(), chair.role); }));
  EXPECT_EQ(roles_of(other), 1u);
  wait(1h);
  EXPECT_EQ(
      hall.db().read([](db::Session& db) { return *db.first<std::int64_t>("SELECT count(*) FROM stand_ins WHERE ended_at_ms IS NULL"); }),
      0);
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());
}

TEST_P(StandIns, WhatCannotBeIsSaidAtItsField) {
  const auto away = officer("12000000071", chair);
  EXPECT_EQ(say(away, stranger, "2026-07-15", "2026-07-20").error_at("/account"), "not_near");
  EXPECT_EQ(say(away, chair, "2026-07-15", "2026-07-20").error_at("/account"), "not_near") << "herself";
  EXPECT_EQ(say(away, colleague, "2026-07-14", "2026-07-20").error_at("/from"), "in_the_past");
  EXPECT_EQ(say(away, colleague, "2026-07-16", "2026-07-15").error_at("/until"), "before_from");
  EXPECT_EQ(say(away, colleague, "2026-07-16", "2026-02-30").error_at("/until"), "not_a_date");
  EXPECT_EQ(say(away, colleague, "2026-07-16", "2027-07-15").error_at("/until"), "too_long_away");
  ASSERT_EQ(say(away, colleague, "2026-07-16", "2026-07-20").status, 201);
  EXPECT_EQ(say(away, colleague, "2026-07-20", "2026-07-21").key(), "stand_ins.said_already");
  EXPECT_EQ(with(sign_in("12000000072", colleague.account)).get("/api/v1/me/stand-ins").status, 403);
}

}  // namespace
}  // namespace unionhall
