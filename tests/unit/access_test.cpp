// Guards and rates.
#include "hall/access/access.h"

#include "hall/access/rates.h"
#include "support/engines.h"

namespace unionhall::access {
namespace {

using namespace std::chrono_literals;

/// A request by somebody who holds `holds`, with `in_force` of them after the second factor.
http::Request asked_by(std::vector<RoleWord> holds, std::optional<RoleWord> in_force = {}) {
  auto actor = std::make_shared<Actor>();
  actor->account = AccountId{7};
  actor->holds = std::move(holds);
  if (in_force) actor->in_force = Role{.id = RoleId{1}, .word = *in_force, .org = OrgId{1}, .org_path = "00001", .desk = ""};
  http::Request request;
  request.principal = std::shared_ptr<const Principal>(std::move(actor));
  return request;
}

std::string answer(const http::Guard& guard, const http::Request& request) {
  const auto why = guard.refuse(request);
  return why ? std::to_string(why->status) + " " + why->key : "";
}

TEST(Guards, AskAStrangerToSignIn) {
  EXPECT_EQ(answer(anyone, {}), "");
  for (const auto* guard : {&signed_in, &officer, &clerk, &appointer, &officer_or_security_administrator}) {
    EXPECT_EQ(answer(*guard, {}), "401 access.not_signed_in") << guard->need;
  }
}

TEST(Guards, AskForTheSecondFactorWhoeverHoldsSuchARole) {
  EXPECT_EQ(answer(signed_in, asked_by({})), "");
  EXPECT_EQ(answer(clerk, asked_by({RoleWord::registrar})), "403 access.second_factor_needed");
  EXPECT_EQ(answer(clerk, asked_by({RoleWord::steward})), "403 access.not_in_this_role");
  EXPECT_EQ(answer(clerk, asked_by({})), "403 access.not_in_this_role");
  EXPECT_EQ(answer(clerk, asked_by({RoleWord::registrar}, RoleWord::registrar)), "");
  // Which role is in force counts, not which she holds besides.
  EXPECT_EQ(answer(clerk, asked_by({RoleWord::steward, RoleWord::registrar}, RoleWord::steward)), "403 access.not_in_this_role");
}

TEST(Guards, LetNoAdministratorAndNoEmployerSeeTheUnionsBusiness) {
  using enum RoleWord;
  for (const auto word : {member, employer_contact, system_administrator, security_administrator, audit_administrator}) {
    EXPECT_EQ(answer(access::officer, asked_by({word}, word)), "403 access.not_in_this_role") << db::word(word);
    EXPECT_EQ(answer(clerk, asked_by({word}, word)), "403 access.not_in_this_role") << db::word(word);
  }
  for (const auto word : {steward, field_worker, chair, RoleWord::officer, registrar, supervisor, hotline_seat, station_keeper}) {
    EXPECT_EQ(answer(access::officer, asked_by({word}, word)), "") << db::word(word);
  }
  EXPECT_EQ(answer(appointer, asked_by({security_administrator}, security_administrator)), "");
  EXPECT_EQ(answer(officer_or_security_administrator, asked_by({security_administrator}, security_administrator)), "");
  EXPECT_EQ(answer(officer_or_security_administrator, asked_by({audit_administrator}, audit_administrator)), "403 access.not_in_this_role");
}

TEST(Guards, AreCalledAsTheContractCallsThem) {
  EXPECT_EQ(role({RoleWord::audit_administrator}).need, "audit_administrator");
  EXPECT_EQ(role({RoleWord::chair, RoleWord::steward}).need, "chair, steward");
  EXPECT_EQ(officer_or_security_administrator.need, "officer, security_administrator");
}

TEST(Reach, IsTheSubtreeOfTheRoleInForce) {
  Actor actor;
  EXPECT_FALSE(actor.reaches("00001"));
  actor.in_force = Role{.id = {}, .word = RoleWord::officer, .org = {}, .org_path = "0000100002", .desk = ""};
  EXPECT_TRUE(actor.reaches("0000100002"));
  EXPECT_TRUE(actor.reaches("000010000200003"));
  EXPECT_FALSE(actor.reaches("0000100003"));
  EXPECT_FALSE(actor.reaches("00001"));
}

class Rates : public test::Engines {
 protected:
  Spent spend_at(Instant at) {
    return database().write([&](db::Session& db) { return spend(db, "code:x", rate, at); });
  }
  const Rate rate{2, 60s};
  const Instant minute = Instant{} + 1'000'000min;  // a window begins
};
UNIONHALL_ON_EACH_ENGINE(Rates);

TEST_P(Rates, AllowSoManyInAWindowAndSayWhenTheNextBegins) {
  const auto first = spend_at(minute), second = spend_at(minute + 20s), third = spend_at(minute + 20'500ms);
  EXPECT_TRUE(first.allowed);
  EXPECT_EQ(first.left, 1);
  EXPECT_EQ(first.retry_after_s, 0);
  EXPECT_TRUE(second.allowed);
  EXPECT_EQ(second.left, 0);
  EXPECT_EQ(second.retry_after_s, 40);
  EXPECT_FALSE(third.allowed);
  EXPECT_EQ(third.retry_after_s, 40);
  EXPECT_TRUE(spend_at(minute + 60s).allowed);
}

TEST_P(Rates, GiveBackWhatWasNoTry) {
  spend_at(minute), spend_at(minute);
  database().write([&](db::Session& db) { give_back(db, "code:x", rate, minute); });
  EXPECT_TRUE(spend_at(minute).allowed);
  EXPECT_FALSE(spend_at(minute).allowed);
}

TEST_P(Rates, AreForgottenADayAfterTheirWindow) {
  spend_at(minute), spend_at(minute + 1min);
  const auto forget = [&](Instant now) { return database().write([&](db::Session& db) { return forget_old_rates(db, now); }); };
  EXPECT_EQ(forget(minute + 1min + 24h), 0);
  EXPECT_EQ(forget(minute + 1min + 24h + 1ms), 1);
  EXPECT_EQ(forget(minute + 48h), 1);
}

}  // namespace
}  // namespace unionhall::access
