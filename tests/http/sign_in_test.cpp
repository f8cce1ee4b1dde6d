// From a phone to a session.
#include <gmock/gmock.h>

#include "hall/accounts/sign_in.h"
#include "hall/texts/texts.h"
#include "support/door.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using access::RoleWord;
using testing::HasSubstr;
using testing::Not;

const std::string phone = "12600000001", other_phone = "12600000002";

class SignIn : public test::Door {};
UNIONHALL_ON_EACH_ENGINE(SignIn);

TEST_P(SignIn, APhoneAndItsCodeMakeASession) {
  const auto code = code_for(phone);
  const auto answer = browser().post("/api/v1/sign-in", {{"phone", "+86 126-0000-0001"}, {"code", code}});
  ASSERT_EQ(answer.status, 200) << answer.body;
  EXPECT_FALSE(answer.has("token"));
  const auto cookie = answer.header("set-cookie").substr(0, answer.header("set-cookie").find(';'));
  EXPECT_TRUE(cookie.starts_with("unionhall_session="));

  const auto me = browser(cookie).get("/api/v1/me");
  ASSERT_EQ(me.status, 200) << me.body;
  EXPECT_EQ(me.text("id"), answer.text("/account/id"));
  EXPECT_EQ(me.text("phone_masked"), "126********");
  EXPECT_EQ(me.text("language"), "zh-CN");
  EXPECT_FALSE(me.at("/officer/active").as_bool());
  EXPECT_TRUE(me.at("roles").as_array().empty());

  EXPECT_EQ(browser(cookie).post("/api/v1/sign-out").status, 204);
  EXPECT_EQ(browser(cookie).get("/api/v1/me").key(), "access.not_signed_in");
}

TEST_P(SignIn, TheCookieIsKeptFromScriptsAndOtherSites) {
  const auto flags = [&](test::Hall::Asking asking) {
    return asking.post("/api/v1/sign-in", {{"phone", phone}, {"code", code_for(phone)}}).header("set-cookie");
  };
  const auto plain = flags(browser());
  EXPECT_THAT(plain, HasSubstr("; Path=/; Max-Age=2592000; HttpOnly; SameSite=Lax"));
  EXPECT_THAT(plain, Not(HasSubstr("Secure")));
  EXPECT_THAT(flags(browser().with("x-forwarded-proto", "https")), HasSubstr("; Secure"));
  hall.hall().settings.secure_cookies = true;
  EXPECT_THAT(flags(browser()), HasSubstr("; Secure"));
}

TEST_P(SignIn, AnotherSiteCannotUseTheCookie) {
  const auto answer = browser().post("/api/v1/sign-in", {{"phone", phone}, {"code", code_for(phone)}});
  const auto cookie = answer.header("set-cookie").substr(0, answer.header("set-cookie").find(';'));
  EXPECT_EQ(nobody().with("cookie", cookie).with("sec-fetch-site", "cross-site").post("/api/v1/sign-out").key(), "http.cross_site");
  EXPECT_EQ(browser(cookie).get("/api/v1/me").status, 200);
}

TEST_P(SignIn, AProgramGetsABearerTokenThatIsKeptNowhere) {
  const auto token = sign_in(phone);
  EXPECT_GE(token.size(), 40U);
  EXPECT_EQ(with(token).get("/api/v1/me").status, 200);
  EXPECT_EQ(with(token + "x").get("/api/v1/me").key(), "accounts.token_unknown");
  const auto kept = hall.db().read([&](db::Session& db) { return *db.first<std::string>("SELECT token_digest FROM sessions LIMIT 1"); });
  EXPECT_NE(kept, token);
  EXPECT_EQ(kept, accounts::digest_of_token(token));
}

TEST_P(SignIn, AStaleCookieDoesNotLockTheDoor) {
  EXPECT_EQ(browser("unionhall_session=gone").get("/api/v1/me").key(), "access.not_signed_in");
  EXPECT_EQ(browser("unionhall_session=gone").post("/api/v1/sign-in/code", {{"phone", phone}}).status, 202);
}

TEST_P(SignIn, ACodeWorksOnce) {
  const auto code = code_for(phone);
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", code}}).status, 200);
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", code}}).key(), "accounts.code_expired");
}

TEST_P(SignIn, NeitherPhoneNorCodeStandsInTheTableOfCodes) {
  const auto code = code_for(phone);
  const auto written = [&](const std::string& column) {
    return hall.db().read([&](db::Session& db) { return *db.first<std::string>("SELECT " + column + " FROM sign_in_codes"); });
  };
  const auto whose = written("phone_digest"), kept = written("code_mac");
  EXPECT_THAT(whose, Not(HasSubstr(phone)));
  EXPECT_THAT(kept, Not(HasSubstr(code)));
  EXPECT_NE(kept, crypto::hex(crypto::sm3(code))) << "anybody could try a million of them";
}

TEST_P(SignIn, ACodeEndsAfterFiveMinutesAndWithTheNext) {
  const auto first = code_for(phone);
  pass(5min);
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", first}}).key(), "accounts.code_expired");

  const auto second = code_for(phone), third = code_for(phone);
  if (second != third) {
    EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", second}}).key(), "accounts.code_wrong");
  }
  pass(5min - 1ms);
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", third}}).status, 200);
}

TEST_P(SignIn, AfterFiveWrongTriesTheRightCodeIsTooLate) {
  const auto code = code_for(phone);
  for (int left = 4; left >= 0; --left) {
    const auto wrong = nobody().in_english().post("/api/v1/sign-in", {{"phone", phone}, {"code", other_than(code)}});
    EXPECT_EQ(wrong.key(), "accounts.code_wrong");
    EXPECT_EQ(wrong.error_at("/code"), "code_wrong");
    EXPECT_THAT(wrong.text("title"), HasSubstr(std::to_string(left) + " more"));
  }
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", code}}).key(), "accounts.code_spent");
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", code_for(phone)}}).status, 200);
}

TEST_P(SignIn, ACodeOpensItsOwnPhoneAlone) {
  const auto code = code_for(phone);
  code_for(other_phone);
  const auto answer = nobody().post("/api/v1/sign-in", {{"phone", other_phone}, {"code", code}});
  EXPECT_THAT(answer.key(), testing::AnyOf("accounts.code_wrong", ""));  // one time in a million both are the same
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", "12600000003"}, {"code", code}}).key(), "accounts.code_expired");
}

TEST_P(SignIn, TheAnswerNeverTellsWhetherAPhoneIsKnown) {
  appointed("秦干事", phone, RoleWord::officer, hall.qindu);
  auto known = nobody().post("/api/v1/sign-in/code", {{"phone", phone}});
  auto unknown = nobody().post("/api/v1/sign-in/code", {{"phone", other_phone}});
  EXPECT_EQ(known.status, unknown.status);
  known.json.as_object().erase("demo_code"), unknown.json.as_object().erase("demo_code");
  EXPECT_EQ(known.json, unknown.json);
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", "x"}}).key(),
            nobody().post("/api/v1/sign-in", {{"phone", other_phone}, {"code", "x"}}).key());
}

TEST_P(SignIn, AFaultyPhoneIsNamed) {
  const auto error = [&](const char* written) { return nobody().post("/api/v1/sign-in/code", {{"phone", written}}).error_at("/phone"); };
  EXPECT_EQ(error("1260000000"), "phone_too_short");
  EXPECT_EQ(error("126000000011"), "phone_too_long");
  EXPECT_EQ(error("1260000000x"), "phone_not_digits");
  EXPECT_EQ(error("10000000000"), "phone_not_a_mobile");
  EXPECT_EQ(error("13800138000"), "phone_real_number");
  EXPECT_EQ(error(""), "required");
  EXPECT_EQ(error(" - "), "phone_missing");
  hall.hall().settings.demo = false;
  EXPECT_EQ(error("12600000001"), "phone_demo_number");
}

TEST_P(SignIn, OutsideADemoTheCodeComesByTextAloneAndOnceAMinute) {
  hall.hall().settings.demo = false;
  const std::string carrier = "13800138000";  // a carrier's service number, nobody's
  const auto sent = nobody().post("/api/v1/sign-in/code", {{"phone", carrier}});
  ASSERT_EQ(sent.status, 202);
  EXPECT_FALSE(sent.has("demo_code"));
  EXPECT_EQ(sent.number("again_in_s"), 52);  // it is 14:20:08

  const auto again = nobody().in_english().post("/api/v1/sign-in/code", {{"phone", carrier}});
  EXPECT_EQ(again.key(), "accounts.code_too_often");
  EXPECT_EQ(again.header("retry-after"), "52");
  EXPECT_EQ(again.text("title"), "Code sent. You can ask again in 52 s");

  struct Kept final : texts::Gateway {
    void send(const Outgoing& text) override { texts.push_back(text); }
    std::vector<Outgoing> texts;
  } gateway;
  texts::send_waiting(hall.hall(), gateway, 10);
  ASSERT_EQ(gateway.texts.size(), 1U);  // the refused one made none
  EXPECT_EQ(gateway.texts[0].to, carrier);
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", carrier}, {"code", gateway.texts[0].params.at("code")}}).status, 200);

  for (int sent_today = 1; sent_today < 10; ++sent_today) {
    pass(1min);
    EXPECT_EQ(nobody().post("/api/v1/sign-in/code", {{"phone", carrier}}).status, 202) << sent_today;
  }
  pass(1min);
  EXPECT_EQ(nobody().post("/api/v1/sign-in/code", {{"phone", carrier}}).key(), "accounts.code_too_often");
}

TEST_P(SignIn, OutsideADemoNoSecondFactorIsShown) {
  hall.hall().settings.demo = false;
  const std::string carrier = "13800138000";
  const auto made = accounts::appoint(
      hall.hall(), {.name = "秦干事", .phone = *Phone::parse(carrier, Numbering::real), .word = RoleWord::officer, .org = hall.qindu.id});
  ASSERT_TRUE(made);
  const auto token = sign_in_by_text(carrier);
  EXPECT_EQ(with(token).get("/api/v1/me").text("id"), made->account.text());
  EXPECT_EQ(with(token).get("/api/v1/demo/totp").status, 404);
}

TEST_P(SignIn, OneAddressCannotAskForEverybody) {
  for (int i = 0; i < 120; ++i) code_for(std::to_string(12600000100 + i));
  const auto refused = nobody().post("/api/v1/sign-in/code", {{"phone", "12600000999"}});
  EXPECT_EQ(refused.key(), "accounts.address_too_often");
  EXPECT_EQ(refused.status, 429);
  EXPECT_FALSE(refused.header("retry-after").empty());
}

TEST_P(SignIn, OneAddressCannotGuessForEver) {
  std::string last;
  int tries = 0;
  for (; last != "accounts.address_too_often" && tries < 300; ++tries) {
    last = nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", "000000"}}).key();
  }
  EXPECT_EQ(tries, 241);
}

TEST_P(SignIn, HowOftenIsASetting) {
  hall.hall().settings.sign_in = {.codes_per_day = 2, .codes_per_address = 4, .tries_per_address = 1};
  EXPECT_NE(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", "000000"}}).key(), "accounts.address_too_often");
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", "000000"}}).key(), "accounts.address_too_often");
  for (int i = 0; i < 4; ++i) code_for(std::to_string(12600000100 + i));
  EXPECT_EQ(nobody().post("/api/v1/sign-in/code", {{"phone", "12600000999"}}).key(), "accounts.address_too_often");
}

TEST_P(SignIn, ASharedPhoneAsksWhich) {
  const auto first = appointed("秦干事", phone, RoleWord::officer, hall.qindu);
  const auto second = appointed("秦小满", phone, RoleWord::steward, hall.riverside);
  ASSERT_NE(first.account, second.account);

  const auto code = code_for(phone);
  const auto asked = nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", code}});
  ASSERT_EQ(asked.status, 200);
  EXPECT_FALSE(asked.has("account"));
  ASSERT_EQ(asked.at("choose").as_array().size(), 2U);
  EXPECT_EQ(asked.text("/choose/0/name_masked"), "秦*事");

  // Somebody else's account is no choice; the code stays good for one of the two.
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", code}, {"account", hall.officer.account.text()}}).key(),
            "accounts.not_on_phone");
  const auto chosen = nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", code}, {"account", second.account.text()}});
  EXPECT_EQ(chosen.text("/account/id"), second.account.text());
  EXPECT_EQ(chosen.text("/account/name"), "秦小满");
  EXPECT_EQ(nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", code}, {"account", first.account.text()}}).key(),
            "accounts.code_expired");
}

TEST_P(SignIn, AGivenUpPhoneReachesNothingOfBefore) {
  const auto before = appointed("秦干事", phone, RoleWord::officer, hall.qindu);
  const auto hers = sign_in(phone);
  hall.db().write([&](db::Session& db) {
    EXPECT_EQ(accounts::give_up_phone(db, hall.hall(), *Phone::parse(phone, Numbering::demo), hall.clock.now()), 1);
  });

  const auto me = with(sign_in(phone)).get("/api/v1/me");
  EXPECT_NE(me.text("id"), before.account.text());
  EXPECT_EQ(me.text("name"), "");
  EXPECT_TRUE(me.at("roles").as_array().empty());
  EXPECT_EQ(with(hers).get("/api/v1/me").text("id"), before.account.text());  // she is still signed in
}

TEST_P(SignIn, APhoneThatNobodyProvedFor90DaysMayBeSomebodyElses) {
  hall.hall().settings.demo = false;
  const std::string carrier = "13800138000";
  const auto account_of = [&] { return with(sign_in_by_text(carrier)).get("/api/v1/me").text("id"); };
  const auto first = account_of();
  pass(24h * 90 - 1min);  // a minute goes by with the next code
  EXPECT_EQ(account_of(), first);
  pass(24h * 90 - 1min + 1ms);
  const auto next = account_of();
  EXPECT_NE(next, first);
  pass(24h);
  EXPECT_EQ(account_of(), next);
}

TEST_P(SignIn, AnAppointedPhoneWaitsForItsOwnerHoweverLong) {
  const auto made = appointed("秦干事", phone, RoleWord::officer, hall.qindu);
  pass(24h * 400);
  EXPECT_EQ(with(sign_in(phone)).get("/api/v1/me").text("id"), made.account.text());
}

TEST_P(SignIn, SessionsAreListedAndEndedEverywhere) {
  const auto here = sign_in(phone);
  pass(1s);
  const auto there = sign_in(phone), elsewhere = sign_in(phone), strangers = sign_in(other_phone);

  const auto listed = with(here).get("/api/v1/me/sessions");
  ASSERT_EQ(listed.items().size(), 3U);
  std::string there_id;
  for (const auto& session : listed.items()) {
    EXPECT_EQ(session.at("kind"), "bearer");
    if (!session.at("current").as_bool()) there_id = session.at("id").as_string();
  }
  EXPECT_EQ(listed.at("/items/2/current"), true);
  EXPECT_EQ(with(strangers).del("/api/v1/me/sessions/" + there_id).key(), "http.not_found");

  EXPECT_EQ(with(here).del("/api/v1/me/sessions/" + there_id).status, 204);
  EXPECT_EQ(with(here).del("/api/v1/me/sessions/" + there_id).status, 404);
  EXPECT_EQ(with(here).get("/api/v1/me/sessions").items().size(), 2U);

  EXPECT_EQ(with(here).del("/api/v1/me/sessions").status, 204);
  EXPECT_EQ(with(there).get("/api/v1/me").key(), "accounts.token_unknown");
  EXPECT_EQ(with(elsewhere).get("/api/v1/me").key(), "accounts.token_unknown");
  EXPECT_EQ(with(here).get("/api/v1/me").status, 200);
  EXPECT_EQ(with(strangers).get("/api/v1/me").status, 200);
}

TEST_P(SignIn, ASessionEndsAfterThirtyDaysAndIsForgotten) {
  const auto token = sign_in(phone);
  pass(24h * 30 - 1ms);
  EXPECT_EQ(with(token).get("/api/v1/me").status, 200);
  pass(1ms);
  EXPECT_EQ(with(token).get("/api/v1/me").status, 401);
  pass(24h + 1ms);
  hall.db().write([&](db::Session& db) { EXPECT_EQ(accounts::forget_old(db, hall.clock.now()), 2); });  // and its code
  EXPECT_EQ(count("SELECT COUNT(*) FROM sessions"), 0);
}

TEST_P(SignIn, LastSeenIsWrittenOnceAMinute) {
  const auto token = sign_in(phone);
  const auto seen = [&] {
    return hall.db().read([&](db::Session& db) { return *db.first<Instant>("SELECT last_seen_ms FROM sessions LIMIT 1"); });
  };
  const auto signed_in_at = hall.clock.now();
  pass(59s);
  with(token).get("/api/v1/me");
  EXPECT_EQ(seen(), signed_in_at);
  pass(1s);
  with(token).get("/api/v1/me");
  EXPECT_EQ(seen(), hall.clock.now());
}

TEST_P(SignIn, ADatabaseThatCannotWriteStillReads) {
  const auto first = sign_in(phone);
  pass(1s);
  const auto second = sign_in(other_phone);
  // No two sessions may be seen at once any more: the second write of this kind fails.
  hall.db().write([](db::Session& db) { db.exec("CREATE UNIQUE INDEX test_seen_apart ON sessions (last_seen_ms)"); });
  pass(2min);
  EXPECT_EQ(with(first).get("/api/v1/me").status, 200);
  EXPECT_EQ(with(second).get("/api/v1/me").status, 200);
  EXPECT_EQ(hall.db().read([&](db::Session& db) {
    return *db.first<std::int64_t>("SELECT COUNT(*) FROM sessions WHERE last_seen_ms = :now", hall.clock.now());
  }),
            1);
  pass(30s);
  const auto writes = hall.db().counters().writes;
  EXPECT_EQ(with(second).get("/api/v1/me").status, 200);
  EXPECT_EQ(hall.db().counters().writes, writes);  // not tried again within the minute
}

TEST_P(SignIn, TheLanguageIsHersToChoose) {
  const auto token = sign_in(phone);
  EXPECT_EQ(with(token).patch("/api/v1/me", {{"language", "en"}}, "").text("language"), "en");
  EXPECT_EQ(with(token).get("/api/v1/me").text("language"), "en");
  EXPECT_EQ(with(token).patch("/api/v1/me", {{"language", "tlh"}}, "").error_at("/language"), "unknown_word");
}

TEST_P(SignIn, EveryTryIsRemembered) {
  const auto code = code_for(phone);
  nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", other_than(code)}});
  nobody().post("/api/v1/sign-in", {{"phone", phone}, {"code", code}});
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what = 'sign_in_refused'"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what = 'sign_in'"), 1);
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE detail LIKE '%126%00000%'"), 0);
}

}  // namespace
}  // namespace unionhall
