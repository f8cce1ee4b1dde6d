// What an officer needs besides her phone: her password and her recovery codes; and who lets her in again.
#include <gmock/gmock.h>

#include <algorithm>
#include <boost/url.hpp>
#include <cctype>
#include <regex>

#include "hall/accounts/proof.h"
#include "hall/accounts/proving.h"
#include "secured_officer.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using access::RoleWord;

const std::string good = "Wei-he 2026 bridge", better = "Feng-xi 2027 river";

class Security : public test::SecuredOfficer {
 protected:
  test::Reply set_password(const std::string& password, const std::string& current = "") {
    http::json::object body{{"totp", next_totp()}, {"password", password}};
    if (!current.empty()) body["current"] = current;
    return with(token).post("/api/v1/me/passwords", std::move(body));
  }
  std::string wrong_totp() { return other_than(totp(token)); }
  std::vector<std::string> recovery_codes() {
    const auto made = with(token).post("/api/v1/me/recovery-codes", {{"totp", next_totp()}});
    EXPECT_EQ(made.status, 201) << made.body;
    std::vector<std::string> codes;
    for (const auto& code : made.at("recovery_codes").as_array()) codes.emplace_back(code.as_string());
    return codes;
  }
  /// She shows what the other authenticator says, which takes its place.
  test::Reply confirm(const test::Reply& another, const std::string& code = "") {
    const auto now = crypto::totp_code(secret_of(another.text("enrolment_uri")), unix_ms(hall.clock.now()) / 1000);
    return with(token).post("/api/v1/me/authenticators/confirmations",
                            {{"ticket", another.text("ticket")}, {"totp", code.empty() ? now : code}});
  }
  static std::string secret_of(const std::string& uri) {
    const boost::urls::url_view view(uri);
    return std::string((*view.params().find("secret")).value);
  }
};
UNIONHALL_ON_EACH_ENGINE(Security);

// ── Passwords ──

TEST_P(Security, AChangedPasswordLeavesEveryOtherDesk) {
  rules.sessions_max = 2;
  const auto other_device = sign_in(phone);
  begin(other_device, {{"totp", next_totp()}});
  begin(token, {{"totp", next_totp()}});
  ASSERT_TRUE(in_force(other_device));
  ASSERT_EQ(set_password(good).status, 204);
  EXPECT_FALSE(in_force(other_device));
  EXPECT_TRUE(in_force(token));
}

TEST_P(Security, APasswordThatWasChangedMeanwhileOpensNothing) {
  ASSERT_EQ(set_password(good).status, 204);
  access::Actor actor;
  actor.account = qin.account;
  const auto proof =
      accounts::prove(hall.hall(), actor, {.totp = next_totp(), .recovery_code = {}, .password = good}, accounts::Needed::everything);
  ASSERT_TRUE(proof);
  EXPECT_TRUE(proof->whole);
  ASSERT_EQ(set_password(better, good).status, 204);
  const auto taken = hall.db().write([&](db::Session& s) { return accounts::take(s, hall.hall(), *proof); });
  ASSERT_FALSE(taken);
  EXPECT_EQ(taken.error().why, accounts::Denial::password_wrong);
}

TEST_P(Security, APasswordIsAskedForOnceItIsSet) {
  EXPECT_EQ(told("password"), "none");
  EXPECT_EQ(begin(token, {{"totp", next_totp()}}).status, 201);
  EXPECT_EQ(set_password(good).status, 204);
  EXPECT_EQ(told("password"), "set");

  const auto code = next_totp();
  const auto without = begin(token, {{"totp", code}});
  EXPECT_EQ(without.key(), "accounts.password_needed");
  EXPECT_EQ(without.error_at("/password"), "required");
  const auto wrong = begin(token, {{"totp", code}, {"password", better}});
  EXPECT_EQ(wrong.key(), "accounts.password_wrong");
  EXPECT_EQ(wrong.error_at("/password"), "password_wrong");
  EXPECT_EQ(begin(token, {{"totp", code}, {"password", good}}).status, 201);  // what was not used up is still good
}

TEST_P(Security, WhereItIsRequiredNobodyActsBeforeSheHasSetOne) {
  rules.passwords_required = true;
  EXPECT_EQ(told("password"), "missing");
  EXPECT_EQ(begin(token, {{"totp", next_totp()}}).key(), "accounts.password_missing");
  EXPECT_EQ(set_password(good).status, 204);
  EXPECT_EQ(begin(token, {{"totp", next_totp()}, {"password", good}}).status, 201);
}

TEST_P(Security, APasswordHasTenSignsOfThreeKindsAndNeitherNameNorPhone) {
  const auto fault = [&](const std::string& password) { return set_password(password).error_at("/password"); };
  EXPECT_EQ(fault("Ab3-efghi"), "password_too_short");
  EXPECT_EQ(fault("abcdefgh12345"), "password_too_few_kinds");
  EXPECT_EQ(fault("Abc-秦小安-12345"), "password_holds_name");
  EXPECT_EQ(fault("Ab-" + phone), "password_holds_phone");
  EXPECT_EQ(fault(good), "");
}

TEST_P(Security, ChangingItNeedsTheOneBeforeAndNoneOfTheLastFive) {
  ASSERT_EQ(set_password(good).status, 204);
  EXPECT_EQ(set_password(better).error_at("/current"), "required");
  EXPECT_EQ(set_password(better, better).error_at("/current"), "password_wrong");
  EXPECT_EQ(set_password(better, good).status, 204);
  EXPECT_EQ(set_password(good, better).error_at("/password"), "password_used_before");
  std::string current = better;
  for (int i = 0; i < 4; ++i) {
    const auto another = "Another 2026-" + std::to_string(i);
    ASSERT_EQ(set_password(another, current).status, 204);
    current = another;
  }
  EXPECT_EQ(set_password(good, current).status, 204);  // five newer ones are there
  EXPECT_EQ(count("SELECT COUNT(*) FROM passwords"), 5);
}

TEST_P(Security, APasswordGrowsOldAfterNinetyDays) {
  ASSERT_EQ(set_password(good).status, 204);
  pass(std::chrono::days(90));
  token = sign_in(phone);
  EXPECT_EQ(told("password"), "expired");
  const auto code = next_totp();
  EXPECT_EQ(begin(token, {{"totp", code}, {"password", better}}).key(), "accounts.password_wrong");
  EXPECT_EQ(begin(token, {{"totp", code}, {"password", good}}).key(), "accounts.password_expired");
  EXPECT_EQ(set_password(better, good).status, 204);
  EXPECT_EQ(begin(token, {{"totp", next_totp()}, {"password", better}}).status, 201);
  rules.password_days = 0;
  pass(std::chrono::days(20));
  EXPECT_EQ(told("password"), "set");
}

TEST_P(Security, NoPasswordStandsInTheDatabaseOrTheTrail) {
  ASSERT_EQ(set_password(good).status, 204);
  const auto hash = hall.db().read([](db::Session& s) { return *s.first<std::string>("SELECT hash FROM passwords"); });
  EXPECT_TRUE(hash.starts_with("$argon2id$"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE detail LIKE '%Wei%'"), 0);
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what = 'password'"), 1);
}

TEST_P(Security, TheSecurityAdministratorResetsAForgottenOneByEnrollingAnew) {
  ASSERT_EQ(set_password(good).status, 204);
  const auto enrol = [&](const test::Player& by) { return hall.as(by).post("/api/v1/officers/" + qin.role.text() + "/enrolments"); };
  ASSERT_EQ(enrol(hall.add_player("市干事", RoleWord::officer, &hall.city)).status, 201);
  EXPECT_EQ(told("password"), "set");  // not hers to take
  const auto made = enrol(hall.security_admin);
  ASSERT_EQ(made.status, 201);
  EXPECT_FALSE(made.has("recovery_codes"));
  EXPECT_EQ(told("password"), "none");
  EXPECT_EQ(begin(token, {{"totp", next_totp()}}).status, 201);
}

// ── Recovery codes ──

TEST_P(Security, ARecoveryCodeOpensTheDeskOnceAndAsksToEnrolAnew) {
  const auto codes = recovery_codes();
  ASSERT_EQ(codes.size(), 10U);
  EXPECT_THAT(codes, ::testing::Each(::testing::MatchesRegex("^.{4}(-.{4}){3}$")));
  const auto typed = [](std::string code) {  // as people do
    std::ranges::transform(code, code.begin(), [](unsigned char c) { return std::tolower(c); });
    return code.replace(code.find('-'), 1, " ");
  };
  EXPECT_EQ(begin(token, {{"recovery_code", typed(codes[0])}}).status, 201);
  EXPECT_TRUE(with(token).get("/api/v1/me").at("/officer/enrol_anew").as_bool());
  EXPECT_EQ(with(token).get("/api/v1/me").number("/officer/recovery_codes_left"), 9);
  EXPECT_EQ(begin(token, {{"recovery_code", codes[0]}}).error_at("/recovery_code"), "recovery_code_wrong");

  const auto anew = with(token).post("/api/v1/me/authenticators", {{"recovery_code", codes[1]}});
  ASSERT_EQ(anew.status, 201) << anew.body;
  const auto confirmed = confirm(anew);
  ASSERT_EQ(confirmed.status, 201) << confirmed.body;
  EXPECT_TRUE(in_force(token)) << "she stays at work where she is";
  EXPECT_FALSE(with(token).get("/api/v1/me").at("/officer/enrol_anew").as_bool());
  EXPECT_EQ(begin(token, {{"recovery_code", codes[2]}}).key(), "accounts.recovery_code_wrong") << "those of the lost one are void";
  EXPECT_EQ(begin(token, {{"recovery_code", confirmed.text("/recovery_codes/0")}}).status, 201);
  pass(60s);
  const auto code = crypto::totp_code(secret_of(anew.text("enrolment_uri")), unix_ms(hall.clock.now()) / 1000);
  EXPECT_EQ(begin(token, {{"totp", code}}).status, 201);
}

TEST_P(Security, SheEnrolsAnewByTheAuthenticatorThatSheStillHas) {
  const auto other_device = sign_in(phone);
  rules.sessions_max = 2;
  begin(token, {{"totp", next_totp()}});
  begin(other_device, {{"totp", next_totp()}});
  const auto old_code = next_totp();
  EXPECT_EQ(with(token).post("/api/v1/me/authenticators", {{"totp", wrong_totp()}}).error_at("/totp"), "totp_wrong");
  EXPECT_EQ(with(token).post("/api/v1/me/authenticators", {}).error_at("/totp"), "required");
  const auto another = with(token).post("/api/v1/me/authenticators", {{"totp", old_code}});
  ASSERT_EQ(another.status, 201) << another.body;
  EXPECT_TRUE(in_force(other_device)) << "nothing has changed yet";
  ASSERT_EQ(confirm(another).status, 201);
  EXPECT_TRUE(in_force(token));
  EXPECT_FALSE(in_force(other_device));
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what = 'enrol' AND detail = 'herself'"), 1);
}

TEST_P(Security, AnAnswerThatWasLostLeavesTheOldAuthenticatorAndItsCodes) {
  const auto codes = recovery_codes();
  const auto lost = with(token).post("/api/v1/me/authenticators", {{"totp", next_totp()}});
  ASSERT_EQ(lost.status, 201);
  EXPECT_EQ(begin(token, {{"totp", next_totp()}}).status, 201);
  EXPECT_EQ(begin(token, {{"recovery_code", codes[0]}}).status, 201);

  const auto another = with(token).post("/api/v1/me/authenticators", {{"totp", next_totp()}});
  const auto right = with(token).get("/api/v1/demo/totp?ticket=" + another.text("ticket")).text("code");
  EXPECT_EQ(confirm(another, other_than(right)).error_at("/totp"), "another_totp_wrong");
  const auto other_account = sign_in("12600000003");
  EXPECT_EQ(
      with(other_account).post("/api/v1/me/authenticators/confirmations", {{"ticket", another.text("ticket")}, {"totp", right}}).key(),
      "accounts.ticket_over");
  ASSERT_EQ(confirm(another, right).status, 201);
  EXPECT_EQ(begin(token, {{"totp", right}}).key(), "accounts.totp_used") << "it was shown already";
  EXPECT_EQ(confirm(another).key(), "accounts.ticket_over") << "once";
  EXPECT_EQ(confirm(lost).key(), "accounts.ticket_over") << "what it was in place of is gone";

  const auto late = with(token).post("/api/v1/me/authenticators", {{"totp", next_totp()}});
  pass(1h);
  EXPECT_EQ(confirm(late).key(), "accounts.ticket_over");
}

TEST_P(Security, NewRecoveryCodesReplaceAllBeforeAndOnlyDigestsAreKept) {
  const auto before = recovery_codes(), now = recovery_codes();
  EXPECT_EQ(begin(token, {{"recovery_code", before[0]}}).key(), "accounts.recovery_code_wrong");
  EXPECT_EQ(begin(token, {{"recovery_code", now[9]}}).status, 201);
  for (const auto& code : now) {
    EXPECT_EQ(hall.db().read([&](db::Session& s) {
      return *s.first<std::int64_t>("SELECT COUNT(*) FROM recovery_codes WHERE digest = :shown OR digest = :bare", code,
                                    std::regex_replace(code, std::regex("-"), ""));
    }),
              0);
  }
}

TEST_P(Security, ARecoveryCodeIsNoSignInForWhoLacksThePassword) {
  const auto codes = recovery_codes();
  ASSERT_EQ(set_password(good).status, 204);
  EXPECT_EQ(begin(token, {{"recovery_code", codes[0]}, {"password", better}}).key(), "accounts.password_wrong");
  EXPECT_EQ(begin(token, {{"recovery_code", codes[0]}, {"password", good}}).status, 201);
}

TEST_P(Security, ARecoveryCodeWhoseKeyIsGoneIsNoneAndTheOthersOpen) {
  const auto codes = recovery_codes();
  hall.db().write(
      [&](db::Session& s) { s.exec("UPDATE recovery_codes SET key_no = 9 WHERE digest <> (SELECT MAX(digest) FROM recovery_codes)"); });
  int opened = 0;
  rules.wrong_max = 100;
  for (const auto& code : codes) opened += begin(token, {{"recovery_code", code}}).status == 201 ? 1 : 0;
  EXPECT_EQ(opened, 1);
}

TEST_P(Security, OtherCodesAndAnotherAuthenticatorAskForThePasswordToo) {
  ASSERT_EQ(set_password(good).status, 204);
  for (const auto* path : {"/api/v1/me/recovery-codes", "/api/v1/me/authenticators"}) {
    const auto code = next_totp();
    const auto without = with(token).post(path, {{"totp", code}});
    EXPECT_EQ(without.key(), "accounts.password_needed");
    EXPECT_EQ(without.error_at("/password"), "required");
    EXPECT_EQ(with(token).post(path, {{"totp", code}, {"password", better}}).error_at("/password"), "password_wrong");
    EXPECT_EQ(with(token).post(path, {{"totp", code}, {"password", good}}).status, 201);
  }
}

TEST_P(Security, ARecoveryCodeSetsAPasswordWhereThePhoneIsLost) {
  const auto codes = recovery_codes();
  rules.passwords_required = true;
  EXPECT_EQ(begin(token, {{"recovery_code", codes[0]}}).key(), "accounts.password_missing");
  EXPECT_EQ(with(token).post("/api/v1/me/passwords", {{"password", good}}).error_at("/totp"), "required");
  EXPECT_EQ(with(token).post("/api/v1/me/passwords", {{"recovery_code", codes[0]}, {"password", good}}).status, 204);
  EXPECT_EQ(begin(token, {{"recovery_code", codes[0]}, {"password", good}}).key(), "accounts.recovery_code_wrong");
  EXPECT_EQ(begin(token, {{"recovery_code", codes[1]}, {"password", good}}).status, 201);
}

TEST_P(Security, TheLastRecoveryCodeIsEnoughForAnotherAuthenticator) {
  const auto codes = recovery_codes();
  ASSERT_EQ(set_password(good).status, 204);
  hall.db().write([&](db::Session& s) { s.exec("DELETE FROM recovery_codes WHERE digest <> (SELECT MAX(digest) FROM recovery_codes)"); });
  rules.wrong_max = 100;
  ASSERT_TRUE(std::ranges::any_of(codes, [&](const auto& code) {
    return begin(token, {{"recovery_code", code}, {"password", good}}).status == 201;
  }));
  EXPECT_TRUE(with(token).get("/api/v1/me").at("/officer/recovered").as_bool());
  const auto other_device = sign_in(phone);
  EXPECT_EQ(with(other_device).post("/api/v1/me/authenticators", {{"password", good}}).error_at("/totp"), "required");
  EXPECT_EQ(with(token).post("/api/v1/me/authenticators", {}).key(), "accounts.password_needed");
  EXPECT_EQ(with(token).post("/api/v1/me/authenticators", {{"password", better}}).key(), "accounts.password_wrong");
  const auto another = with(token).post("/api/v1/me/authenticators", {{"password", good}});
  ASSERT_EQ(another.status, 201) << another.body;
  ASSERT_EQ(confirm(another).status, 201);
  EXPECT_EQ(with(token).post("/api/v1/me/authenticators", {{"password", good}}).error_at("/totp"), "required") << "once";
  EXPECT_FALSE(with(token).get("/api/v1/me").at("/officer/enrol_anew").as_bool());
}

// ── Who is shut out ──

TEST_P(Security, WrongCodesAndPasswordsCountTogether) {
  const auto codes = recovery_codes();
  ASSERT_EQ(set_password(good).status, 204);
  const auto right = next_totp();
  EXPECT_EQ(begin(token, {{"totp", other_than(right)}, {"password", good}}).key(), "accounts.totp_wrong");
  EXPECT_EQ(begin(token, {{"totp", right}, {"password", better}}).key(), "accounts.password_wrong");
  EXPECT_EQ(begin(token, {{"recovery_code", "2222-2222"}, {"password", good}}).key(), "accounts.recovery_code_wrong");
  const http::json::object wrong{{"totp", other_than(right)}, {"password", good}};
  EXPECT_EQ(with(token).post("/api/v1/me/authenticators", wrong).key(), "accounts.totp_wrong");
  const auto fifth = with(token).post("/api/v1/me/recovery-codes", wrong);
  EXPECT_EQ(fifth.key(), "accounts.shut_out");
  EXPECT_EQ(fifth.header("retry-after"), "1800");
  EXPECT_EQ(begin(token, {{"totp", right}, {"password", good}}).key(), "accounts.shut_out");  // also the right ones
  EXPECT_EQ(begin(token, {{"recovery_code", codes[0]}, {"password", good}}).key(), "accounts.shut_out");
  pass(30min);
  EXPECT_EQ(begin(token, {{"totp", next_totp()}, {"password", good}}).status, 201);
}

TEST_P(Security, TheSecondFactorAloneForgetsNoGuessesAtThePassword) {
  ASSERT_EQ(set_password(good).status, 204);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(begin(token, {{"totp", next_totp()}, {"password", better}}).key(), "accounts.password_wrong");
  access::Actor actor;
  actor.account = qin.account;
  actor.in_force = access::Role{.id = qin.role, .word = RoleWord::officer, .org = hall.qindu.id, .org_path = hall.qindu.path, .desk = {}};
  accounts::prove_again(hall.hall(), actor, next_totp(), "r1");
  EXPECT_EQ(count("SELECT failures FROM lockouts WHERE shut_until_ms IS NULL"), 4) << "and was none itself";
  EXPECT_EQ(begin(token, {{"totp", next_totp()}, {"password", better}}).key(), "accounts.shut_out");
}

TEST_P(Security, RefusalsAreOnRecordWhereTheyTellSomethingAndTwentyAnHour) {
  const auto refused = [&] { return count("SELECT COUNT(*) FROM audit_events WHERE what LIKE '%refused'"); };
  const auto nobody_special = sign_in("12600000003");
  for (const auto* path : {"/api/v1/me/recovery-codes", "/api/v1/me/authenticators"}) {
    EXPECT_EQ(with(nobody_special).post(path, {{"totp", "123456"}}).key(), "accounts.not_enrolled");
  }
  EXPECT_EQ(refused(), 0);
  for (int i = 0; i < 30; ++i) {
    EXPECT_EQ(with(nobody_special).post("/api/v1/officer-session", {{"totp", "123456"}, {"role", "1"}}).key(), "accounts.not_your_role");
  }
  EXPECT_EQ(refused(), 20);
  EXPECT_EQ(with(nobody_special).del("/api/v1/me/sessions").status, 204);
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what = 'sign_out'"), 0) << "there was no other";
  pass(1h);
  EXPECT_EQ(with(token).post("/api/v1/me/recovery-codes", {{"totp", wrong_totp()}}).key(), "accounts.totp_wrong");
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what = 'recovery_codes_refused' AND detail = 'totp_wrong'"), 1);
}

TEST_P(Security, WhatAnOfficerDoesToHerOwnSecurityStandsAtHerUnion) {
  set_password(good);
  with(token).post("/api/v1/me/recovery-codes", {{"totp", next_totp()}, {"password", good}});
  with(token).post("/api/v1/me/recovery-codes", {{"totp", wrong_totp()}, {"password", good}});
  with(token).post("/api/v1/me/authenticators", {{"totp", next_totp()}, {"password", good}});
  const auto rows = hall.db().read([&](db::Session& s) {
    return *s.first<std::int64_t>(
        "SELECT COUNT(*) FROM audit_events WHERE org_id = :org AND what IN ('password', 'recovery_codes', 'recovery_codes_refused', "
        "'enrol')",
        hall.qindu.id);
  });
  EXPECT_EQ(rows, 4);
}

TEST_P(Security, FewWrongOnesInAQuarterOfAnHourAreForgotten) {
  for (int i = 0; i < 4; ++i) EXPECT_EQ(begin(token, {{"totp", wrong_totp()}}).key(), "accounts.totp_wrong");
  pass(15min);
  for (int i = 0; i < 4; ++i) EXPECT_EQ(begin(token, {{"totp", wrong_totp()}}).key(), "accounts.totp_wrong");
  EXPECT_EQ(begin(token, {{"totp", next_totp()}}).status, 201);
  EXPECT_EQ(count("SELECT COUNT(*) FROM lockouts"), 0);
}

TEST_P(Security, TheSecurityAdministratorSeesWhoIsShutOutAndLiftsIt) {
  for (int i = 0; i < 5; ++i) begin(token, {{"totp", wrong_totp()}});
  const auto list = hall.as(hall.security_admin).get("/api/v1/lock-outs");
  ASSERT_EQ(list.items().size(), 1U) << list.body;
  EXPECT_EQ(list.text("/items/0/name_masked"), "秦*安");
  EXPECT_EQ(list.text("/items/0/phone_masked"), "126********");
  const auto lock = "/api/v1/lock-outs/" + list.text("/items/0/account");

  EXPECT_EQ(hall.as(hall.officer).del(lock).key(), "access.not_in_this_role");
  EXPECT_EQ(hall.as(hall.system_admin).del(lock).key(), "access.not_in_this_role");
  const auto of_neighbours = hall.add_player("渭安全", RoleWord::security_administrator, &hall.weicheng);
  EXPECT_TRUE(hall.as(of_neighbours).get("/api/v1/lock-outs").items().empty());
  EXPECT_EQ(hall.as(of_neighbours).del(lock).status, 404);

  EXPECT_EQ(hall.as(hall.security_admin).del(lock).status, 204);
  EXPECT_EQ(hall.as(hall.security_admin).del(lock).status, 404);
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what = 'lift_lock_out'"), 1);
  EXPECT_EQ(begin(token, {{"totp", next_totp()}}).status, 201);
}

TEST_P(Security, NobodyLiftsHerOwn) {
  const auto guardian = appointed("安全员", guardian_phone, RoleWord::security_administrator, hall.city);
  const auto at_work = officer(guardian_phone, guardian);
  for (int i = 0; i < 5; ++i) {
    with(at_work).post("/api/v1/me/recovery-codes", {{"totp", other_than(totp(at_work))}});
  }
  EXPECT_EQ(with(at_work).del("/api/v1/lock-outs/" + guardian.account.text()).key(), "accounts.own_lock_out");
}

}  // namespace
}  // namespace unionhall
