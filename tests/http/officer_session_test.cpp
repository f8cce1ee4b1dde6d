// From a session to an officer's session: the second factor, and when it ends.
#include <gmock/gmock.h>

#include "support/door.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using access::RoleWord;

const std::string phone = "12600000001", other_phone = "12600000002";

class OfficerSession : public test::Door {
 protected:
  accounts::Appointed qin = appointed("秦干事", phone, RoleWord::officer, hall.qindu);
  std::string token = sign_in(phone);
  bool in_force() { return with(token).get("/api/v1/me").at("/officer/active").as_bool(); }
};
UNIONHALL_ON_EACH_ENGINE(OfficerSession);

TEST_P(OfficerSession, NeedsTheSecondFactor) {
  const auto list = "/api/v1/orgs/" + hall.riverside.id.text() + "/officers";
  EXPECT_EQ(with(token).get(list).key(), "access.second_factor_needed");

  const auto begun = begin_officer_session(token, qin.role);
  ASSERT_EQ(begun.status, 201) << begun.body;
  EXPECT_EQ(begun.text("role"), qin.role.text());
  EXPECT_EQ(begun.text("until"), rfc3339(hall.clock.now() + 15min));
  EXPECT_EQ(with(token).get(list).status, 200);

  const auto me = with(token).get("/api/v1/me");
  EXPECT_TRUE(me.at("/officer/active").as_bool());
  EXPECT_FALSE(me.at("/officer/needs_enrolment").as_bool());
  EXPECT_EQ(me.text("role_in_force"), qin.role.text());
  EXPECT_EQ(me.text("/roles/0/word"), "officer");
  EXPECT_EQ(me.text("/roles/0/org/name"), "秦都区总工会");
  EXPECT_EQ(me.text("/roles/0/org/level"), "county");

  EXPECT_EQ(with(token).del("/api/v1/officer-session").status, 204);
  EXPECT_EQ(with(token).get(list).key(), "access.second_factor_needed");
  EXPECT_FALSE(in_force());
}

TEST_P(OfficerSession, GoesByAnotherCookieThanTheOneBefore) {
  const auto cookie_in = [](const test::Reply& reply) {
    return reply.header("set-cookie").substr(0, reply.header("set-cookie").find(';'));
  };
  const auto before = cookie_in(browser().post("/api/v1/sign-in", {{"phone", phone}, {"code", code_for(phone)}}));
  const auto begun = browser(before).post("/api/v1/officer-session",
                                          {{"totp", browser(before).get("/api/v1/demo/totp").text("code")}, {"role", qin.role.text()}});
  ASSERT_EQ(begun.status, 201) << begun.body;
  EXPECT_THAT(begun.header("set-cookie"), ::testing::HasSubstr("HttpOnly"));
  EXPECT_EQ(browser(before).get("/api/v1/me").key(), "access.not_signed_in") << "somebody may have planted it";
  EXPECT_TRUE(browser(cookie_in(begun)).get("/api/v1/me").at("/officer/active").as_bool());
  EXPECT_EQ(browser(cookie_in(begun)).get("/api/v1/me/sessions").items().size(), 2U) << "no new one";
}

TEST_P(OfficerSession, BelongsToItsOwnSessionAlone) {
  const auto other_device = sign_in(phone);
  begin_officer_session(token, qin.role);
  EXPECT_FALSE(with(other_device).get("/api/v1/me").at("/officer/active").as_bool());
}

TEST_P(OfficerSession, ACodeIsAcceptedOnceAlsoByAnotherDevice) {
  const auto other_device = sign_in(phone);
  const auto code = totp(token);
  const auto with_code = [&](const std::string& device) {
    return with(device).post("/api/v1/officer-session", {{"totp", code}, {"role", qin.role.text()}});
  };
  EXPECT_EQ(with_code(token).status, 201);
  EXPECT_EQ(with_code(other_device).key(), "accounts.totp_used");
  EXPECT_EQ(with_code(token).key(), "accounts.totp_used");
  pass(30s);
  EXPECT_EQ(with_code(other_device).key(), "accounts.totp_used");  // still within the clock's tolerance
}

TEST_P(OfficerSession, FiveWrongCodesShutTheDoorForAWhile) {
  const auto right = totp(token);
  const auto wrong = [&] { return with(token).post("/api/v1/officer-session", {{"totp", other_than(right)}, {"role", qin.role.text()}}); };
  for (int i = 0; i < 4; ++i) EXPECT_EQ(wrong().key(), "accounts.totp_wrong") << i;
  EXPECT_EQ(wrong().key(), "accounts.shut_out");
  EXPECT_EQ(wrong().key(), "accounts.shut_out");
  EXPECT_EQ(begin_officer_session(token, qin.role).key(), "accounts.shut_out");  // also the right one
  pass(29min);
  EXPECT_EQ(begin_officer_session(token, qin.role).key(), "accounts.shut_out");
  pass(1min);
  EXPECT_EQ(begin_officer_session(token, qin.role).status, 201);
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what = 'officer_session_refused'"), 5)
      << "not once more for each try after that";
}

TEST_P(OfficerSession, RightCodesDoNotCountAsTries) {
  for (int i = 0; i < 8; ++i) {
    EXPECT_EQ(begin_officer_session(token, qin.role).status, 201) << i;
    pass(31s);
  }
}

TEST_P(OfficerSession, TakesHerOwnRolesAlone) {
  const auto others = appointed("魏邻居", other_phone, RoleWord::officer, hall.weicheng);
  EXPECT_EQ(begin_officer_session(token, others.role).key(), "accounts.not_your_role");
  EXPECT_EQ(begin_officer_session(token, access::RoleId{123}).key(), "accounts.not_your_role");
  EXPECT_EQ(with(token).post("/api/v1/officer-session", {{"totp", "12345"}}).error_at("/role"), "required");
}

TEST_P(OfficerSession, EndsAfterFifteenIdleMinutes) {
  begin_officer_session(token, qin.role);
  for (int i = 0; i < 4; ++i) {
    pass(14min);
    EXPECT_TRUE(in_force()) << i;
  }
  pass(15min);
  EXPECT_FALSE(in_force());
  EXPECT_FALSE(in_force());  // asking again does not revive it
  EXPECT_EQ(begin_officer_session(token, qin.role).status, 201);
}

TEST_P(OfficerSession, EndsAfterEightHoursHoweverBusy) {
  begin_officer_session(token, qin.role);
  const auto end = hall.clock.now() + 8h;
  for (; hall.clock.now() + 10min < end; pass(10min)) ASSERT_TRUE(in_force());
  EXPECT_EQ(with(token).get("/api/v1/me").text("/officer/until"), rfc3339(end));
  pass(end - hall.clock.now());
  EXPECT_FALSE(in_force());
}

TEST_P(OfficerSession, EndsWithTheRoleInEverySessionAtOnce) {
  hall.hall().settings.officers.sessions_max = 2;
  const auto other_device = sign_in(phone);
  begin_officer_session(token, qin.role);
  pass(30s);
  begin_officer_session(other_device, qin.role);
  access::Actor city;
  city.account = hall.registrar.account;
  city.in_force = access::Role{.id = {}, .word = RoleWord::officer, .org = hall.city.id, .org_path = hall.city.path, .desk = ""};
  ASSERT_TRUE(accounts::end_role(hall.hall(), qin.role, city));

  for (const auto& device : {token, other_device}) {
    const auto me = with(device).get("/api/v1/me");
    EXPECT_FALSE(me.at("/officer/active").as_bool());
    EXPECT_TRUE(me.at("roles").as_array().empty());
    EXPECT_EQ(with(device).get("/api/v1/orgs/" + hall.qindu.id.text() + "/officers").key(), "access.not_in_this_role");
  }
}

TEST_P(OfficerSession, ADemoShowsTheNextCodeOnceThisOneIsUsed) {
  const auto first = totp(token);
  begin_officer_session(token, qin.role);
  const auto next = with(token).get("/api/v1/demo/totp");
  EXPECT_NE(next.text("code"), first);
  EXPECT_GT(next.number("seconds_left"), 30);
  EXPECT_EQ(begin_officer_session(token, qin.role).status, 201);
  EXPECT_EQ(with(sign_in(other_phone)).get("/api/v1/demo/totp").status, 404);  // nothing enrolled
}

}  // namespace
}  // namespace unionhall
