// Where an officer is at work and how long: one desk at a time, roles until a day, and the administrators who open and close accounts.
#include <gmock/gmock.h>

#include "secured_officer.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using access::RoleWord;

class Desks : public test::SecuredOfficer {};
UNIONHALL_ON_EACH_ENGINE(Desks);

// ── One desk at a time ──

TEST_P(Desks, ANewDeskLeavesTheOlderOneWhichSaysWhy) {
  const auto other_device = sign_in(phone);
  begin(token, {{"totp", next_totp()}});
  begin(other_device, {{"totp", next_totp()}});
  EXPECT_TRUE(in_force(other_device));
  EXPECT_FALSE(in_force(token));
  EXPECT_EQ(told("ended"), "elsewhere");
  EXPECT_EQ(begin(token, {{"totp", next_totp()}}).status, 201);
  EXPECT_FALSE(with(token).get("/api/v1/me").at("officer").as_object().contains("ended"));
  EXPECT_FALSE(in_force(other_device));
}

TEST_P(Desks, TheLimitOfDesksIsASettingAndTheOldestIsLeft) {
  rules.sessions_max = 2;
  const auto second = sign_in(phone), third = sign_in(phone);
  for (const auto& device : {token, second, third}) begin(device, {{"totp", next_totp()}});
  EXPECT_FALSE(in_force(token));
  EXPECT_TRUE(in_force(second));
  EXPECT_TRUE(in_force(third));
  rules.sessions_max = 0;
  begin(token, {{"totp", next_totp()}});
  for (const auto& device : {token, second, third}) EXPECT_TRUE(in_force(device));
}

TEST_P(Desks, WhoWasIdleElsewhereIsNotSaidToHaveBeenSentAway) {
  const auto other_device = sign_in(phone);
  begin(token, {{"totp", next_totp()}});
  pass(20min);
  begin(other_device, {{"totp", totp(other_device)}});
  EXPECT_FALSE(with(token).get("/api/v1/me").at("officer").as_object().contains("ended"));
}

TEST_P(Desks, EveryDeskThatIsLeftIsOnRecordOnce) {
  const auto left = [&] { return count("SELECT COUNT(*) FROM audit_events WHERE what = 'leave_desk'"); };
  const auto other_device = sign_in(phone);
  begin(token, {{"totp", next_totp()}});
  begin(other_device, {{"totp", next_totp()}});
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what = 'leave_desk' AND detail = 'elsewhere'"), 1);
  for (int i = 0; i < 2; ++i) EXPECT_EQ(with(other_device).del("/api/v1/officer-session").status, 204);
  EXPECT_EQ(left(), 2);
  pass(20min);
  with(token).get("/api/v1/me");
  EXPECT_FALSE(with(token).get("/api/v1/me").at("officer").as_object().contains("ended")) << "that was long ago";
}

TEST_P(Desks, TheListOfDevicesSaysWhereSheIsAtWork) {
  const auto other_device = sign_in(phone);
  begin(other_device, {{"totp", next_totp()}});
  const auto list = with(token).get("/api/v1/me/sessions");
  ASSERT_EQ(list.items().size(), 2U);
  for (const auto& one : list.items()) {
    EXPECT_NE(one.as_object().at("current").as_bool(), one.as_object().at("officer").as_bool());
  }
}

// ── Roles until a day ──

TEST_P(Desks, ARoleUntilADayEndsByItselfInEverySession) {
  const auto made = hall.as(hall.add_player("市干事", RoleWord::officer, &hall.city))
                        .post("/api/v1/orgs/" + hall.qindu.id.text() + "/officers",
                              {{"name", "秦小安"}, {"phone", phone}, {"word", "registrar"}, {"until", "2026-07-16"}});
  ASSERT_EQ(made.status, 201) << made.body;
  const auto role = *access::RoleId::parse(made.text("id"));
  token = sign_in(phone);
  pass(8h);
  ASSERT_EQ(with(token).post("/api/v1/officer-session", {{"totp", next_totp()}, {"role", role.text()}}).status, 201);
  const auto roles = with(token).get("/api/v1/me").at("roles").as_array();
  EXPECT_EQ(roles.back().as_object().at("until").as_string(), "2026-07-16");
  const auto listed = hall.as(hall.officer).get("/api/v1/orgs/" + hall.qindu.id.text() + "/officers");
  EXPECT_EQ(listed.items().back().as_object().at("until").as_string(), "2026-07-16");

  pass(beijing_midnight(std::chrono::year{2026} / 7 / 17) - hall.clock.now() - 5min);
  ASSERT_EQ(with(token).post("/api/v1/officer-session", {{"totp", totp(token)}, {"role", role.text()}}).status, 201);
  EXPECT_EQ(with(token).get("/api/v1/me").text("/officer/until"), "2026-07-17T00:00:00.000+08:00");
  pass(5min);
  EXPECT_FALSE(in_force(token));  // at once, before any round has come by
  EXPECT_EQ(with(token).get("/api/v1/me").at("roles").as_array().size(), 1U);
  EXPECT_EQ(with(token).post("/api/v1/officer-session", {{"totp", next_totp()}, {"role", role.text()}}).key(), "accounts.not_your_role");

  EXPECT_EQ(accounts::end_overdue_roles(hall.hall()), 1);
  EXPECT_EQ(accounts::end_overdue_roles(hall.hall()), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what = 'end_role' AND actor IS NULL"), 1);
}

TEST_P(Desks, ADayThatIsOverIsNoEndOfARole) {
  const auto refused = hall.as(hall.officer)
                           .post("/api/v1/orgs/" + hall.riverside.id.text() + "/officers",
                                 {{"name", "阿曼"}, {"phone", "12600000009"}, {"word", "steward"}, {"until", "2026-07-14"}});
  EXPECT_EQ(refused.error_at("/until"), "day_is_past");
}

TEST_P(Desks, WhatIsLentFromARoleUntilADayEndsWithIt) {
  const accounts::Appointment appointment{.name = "王干事",
                                          .phone = *Phone::parse("12600000005", Numbering::demo),
                                          .word = RoleWord::registrar,
                                          .org = hall.qindu.id,
                                          .desk = "",
                                          .until = hall.clock.now() + 24h};
  const auto made = accounts::appoint(hall.hall(), appointment);
  ASSERT_TRUE(made);
  hall.db().write([&](db::Session& s) { return accounts::lend(s, hall.hall(), made->role, qin.account, hall.clock.now() + 48h); });
  pass(24h);
  const auto late = hall.db().write(
      [&](db::Session& s) { return accounts::lend(s, hall.hall(), made->role, hall.officer.account, hall.clock.now() + 48h); });
  EXPECT_EQ(late.error(), accounts::Refusal::not_found) << "it is over, though no round has come by";
  EXPECT_EQ(accounts::end_overdue_roles(hall.hall()), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM roles WHERE lent_from IS NOT NULL AND until_ms IS NULL"), 0);
}

// ── The three administrators ──

TEST_P(Desks, TheSystemAdministratorFindsAnAccountAndClosesIt) {
  begin(token, {{"totp", next_totp()}});
  const auto search = [&](http::json::object body) { return hall.as(hall.system_admin).post("/api/v1/account-searches", std::move(body)); };
  EXPECT_EQ(search({}).error_at("/name"), "required");
  EXPECT_TRUE(search({{"name", "秦"}}).items().empty()) << "the whole name or none";
  EXPECT_TRUE(search({{"name", "秦小安"}, {"phone", guardian_phone}}).items().empty());
  for (const auto& found : {search({{"name", "秦小安"}}), search({{"phone", phone}}), search({{"name", "秦小安"}, {"phone", phone}})}) {
    ASSERT_EQ(found.items().size(), 1U) << found.body;
    EXPECT_EQ(found.text("/items/0/name_masked"), "秦*安");
    EXPECT_FALSE(found.at("/items/0/closed").as_bool());
    EXPECT_EQ(found.number("/items/0/sessions"), 1);
  }

  const auto closure = "/api/v1/accounts/" + qin.account.text() + "/closure";
  EXPECT_EQ(hall.as(hall.security_admin).post(closure).key(), "access.not_in_this_role");
  EXPECT_EQ(hall.as(hall.system_admin).post(closure).status, 204);
  EXPECT_EQ(with(token).get("/api/v1/me").key(), "accounts.token_unknown");
  const auto code = code_for(phone);
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", code}}).key(), "accounts.closed") << "nor as somebody new";
  EXPECT_TRUE(search({{"phone", phone}}).at("/items/0/closed").as_bool());

  EXPECT_EQ(hall.as(hall.system_admin).del(closure).status, 204);
  token = sign_in(phone);
  EXPECT_EQ(with(token).get("/api/v1/me").at("roles").as_array().size(), 1U);
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what IN ('suspend_account', 'reopen_account')"), 2);
}

TEST_P(Desks, NobodyIsAppointedByThePhoneOfAClosedAccount) {
  const auto closure = "/api/v1/accounts/" + qin.account.text() + "/closure";
  ASSERT_EQ(hall.as(hall.system_admin).post(closure).status, 204);
  const auto chief = hall.add_player("市干事", RoleWord::officer, &hall.city);
  const auto appoint = [&](const std::string& name) {
    return hall.as(chief).post("/api/v1/orgs/" + hall.riverside.id.text() + "/officers",
                               {{"name", name}, {"phone", phone}, {"word", "steward"}});
  };
  EXPECT_EQ(appoint("秦小安").key(), "accounts.phone_of_closed");
  EXPECT_EQ(appoint("秦晓安").key(), "accounts.phone_of_closed") << "nor as somebody new";
  const accounts::Appointment by_command{
      .name = "秦晓安", .phone = *Phone::parse(phone, Numbering::demo), .word = RoleWord::steward, .org = hall.riverside.id, .desk = ""};
  EXPECT_EQ(accounts::appoint(hall.hall(), by_command).error(), accounts::Refusal::account_closed);
  ASSERT_EQ(hall.as(hall.system_admin).del(closure).status, 204);
  EXPECT_EQ(appoint("秦小安").status, 201);
}

TEST_P(Desks, NoAdministratorShutsOutAnotherOrHerself) {
  const auto close = [&](const test::Player& whom) {
    return hall.as(hall.system_admin).post("/api/v1/accounts/" + whom.account.text() + "/closure");
  };
  EXPECT_EQ(close(hall.audit_admin).key(), "accounts.administrators_account");
  EXPECT_EQ(close(hall.security_admin).key(), "accounts.administrators_account");
  EXPECT_EQ(close(hall.system_admin).key(), "accounts.own_account");
}

TEST_P(Desks, ASystemAdministratorBelowTheTopReachesHerOwnOfficersAlone) {
  const auto of_neighbours = hall.add_player("渭系统", RoleWord::system_administrator, &hall.weicheng);
  const auto search = [&](const std::string& name) { return hall.as(of_neighbours).post("/api/v1/account-searches", {{"name", name}}); };
  EXPECT_TRUE(search("秦小安").items().empty());
  EXPECT_EQ(search(hall.neighbour.name).items().size(), 1U);
  EXPECT_EQ(hall.as(of_neighbours).post("/api/v1/accounts/" + qin.account.text() + "/closure").status, 404);
}

TEST_P(Desks, TheRulesInForceAreThoseOfTheSettings) {
  rules.passwords_required = true;
  rules.wrong_max = 3;
  const auto said = hall.as(hall.security_admin).get("/api/v1/security-policies");
  EXPECT_TRUE(said.at("passwords_required").as_bool());
  EXPECT_EQ(said.number("wrong_max"), 3);
  EXPECT_EQ(said.number("shut_for_minutes"), 30);
  EXPECT_EQ(said.number("sessions_max"), 1);
}

}  // namespace
}  // namespace unionhall
