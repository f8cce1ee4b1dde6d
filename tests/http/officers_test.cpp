// Who is appointed by whom, and what ends with it.
#include <gmock/gmock.h>

#include <boost/url.hpp>
#include <set>

#include "hall/figures/figures.h"
#include "support/door.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using access::RoleWord;

const std::string phone = "12600000001", other_phone = "12600000002";

class Officers : public test::Door {
 protected:
  static std::string officers_of(const test::Union& at) { return "/api/v1/orgs/" + at.id.text() + "/officers"; }
  static http::json::object person(const std::string& name, const std::string& number, const char* word) {
    return {{"name", name}, {"phone", number}, {"word", word}};
  }
  test::Reply appoint(const test::Player& by, const test::Union& at, const char* word = "registrar", const std::string& name = "阿曼·买提",
                      const std::string& number = phone) {
    return hall.as(by).post(officers_of(at), person(name, number, word));
  }
  std::int64_t officers_figure(const test::Union& at) {
    return hall.db().write([&](db::Session& db) {
      figures::fold(db, 1000);
      return figures::of(db, at.id)["officers"];
    });
  }
  /// The secret of an otpauth URI.
  static std::string secret_of(const std::string& uri) {
    const boost::urls::url_view view(uri);
    return std::string((*view.params().find("secret")).value);
  }
};
UNIONHALL_ON_EACH_ENGINE(Officers);

TEST_P(Officers, AnAppointedPersonSignsInAndActs) {
  const auto made = appoint(hall.officer, hall.riverside);
  ASSERT_EQ(made.status, 201) << made.body;
  const auto uri = made.text("enrolment_uri");
  EXPECT_TRUE(uri.starts_with("otpauth://totp/"));

  const auto token = sign_in(phone);
  const auto code = crypto::totp_code(secret_of(uri), unix_ms(hall.clock.now()) / 1000);
  EXPECT_EQ(with(token).post("/api/v1/officer-session", {{"totp", code}, {"role", made.text("id")}}).status, 201);
  EXPECT_EQ(with(token).get("/api/v1/me").text("name"), "阿曼·买提");
  EXPECT_EQ(with(token).get(officers_of(hall.riverside)).status, 200);
  EXPECT_EQ(with(token).get(officers_of(hall.renminlu)).key(), "http.not_found");
}

TEST_P(Officers, ARepeatedPostAppointsOnceAndShowsTheUriOnce) {
  const auto send = [&] {
    return hall.as(hall.officer).with("idempotency-key", "one").post(officers_of(hall.riverside), person("阿曼", phone, "registrar"));
  };
  const auto first = send(), second = send();
  EXPECT_EQ(second.status, 201);
  EXPECT_EQ(first.text("id"), second.text("id"));
  EXPECT_TRUE(first.has("enrolment_uri"));
  EXPECT_FALSE(second.has("enrolment_uri"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM second_factors"), 1);
}

TEST_P(Officers, WhoWasAppointedByAFileSeesHerFactorOnceWhenSheSignsIn) {
  const accounts::Appointment appointment{.name = "阿曼",
                                          .phone = *Phone::parse(phone, Numbering::demo),
                                          .word = RoleWord::registrar,
                                          .org = hall.riverside.id,
                                          .desk = "",
                                          .enrolment = accounts::Enrolment::at_first_sign_in};
  const auto made =
      hall.db().write([&](db::Session& db) { return accounts::appoint(db, hall.hall(), appointment, crypto::new_totp_secret()); });
  ASSERT_TRUE(made);
  EXPECT_FALSE(made->enrolment_uri) << "nobody else sees it";
  EXPECT_EQ(hall.db().read([&](db::Session& db) { return accounts::check_appointable(db, hall.hall(), appointment); }).error(),
            accounts::Refusal::already_holds);

  const auto token = sign_in(phone);
  EXPECT_TRUE(with(token).get("/api/v1/me").at("/officer/enrolment_waits").as_bool());
  EXPECT_FALSE(with(token).get("/api/v1/me").at("/officer/needs_enrolment").as_bool());
  EXPECT_EQ(with(sign_in(other_phone)).with("idempotency-key", "a").post("/api/v1/me/enrolment").key(), "accounts.nothing_waits");
  const auto shown = with(token).with("idempotency-key", "k").post("/api/v1/me/enrolment");
  ASSERT_EQ(shown.status, 201) << shown.body;
  const auto again = with(token).with("idempotency-key", "k").post("/api/v1/me/enrolment");
  EXPECT_EQ(again.status, 201);
  EXPECT_FALSE(again.has("enrolment_uri"));
  EXPECT_EQ(with(token).with("idempotency-key", "another").post("/api/v1/me/enrolment").key(), "accounts.nothing_waits");
  EXPECT_FALSE(with(token).get("/api/v1/me").at("/officer/enrolment_waits").as_bool());

  const auto code = crypto::totp_code(secret_of(shown.text("enrolment_uri")), unix_ms(hall.clock.now()) / 1000);
  EXPECT_EQ(with(token).post("/api/v1/officer-session", {{"totp", code}, {"role", made->role.text()}}).status, 201);
}

TEST_P(Officers, ASecondRoleIsTheSamePersonsAndNeedsNoNewFactor) {
  const auto first = appoint(hall.officer, hall.riverside);
  const auto second = appoint(hall.officer, hall.renminlu);
  EXPECT_EQ(second.status, 201);
  EXPECT_FALSE(second.has("enrolment_uri"));
  EXPECT_EQ(appoint(hall.officer, hall.renminlu).key(), "accounts.already_holds");
  EXPECT_EQ(with(sign_in(phone)).get("/api/v1/me").at("roles").as_array().size(), 2U);
}

TEST_P(Officers, WhoSignedInBeforeGetsHerNameAndRole) {
  const auto token = sign_in(phone);
  EXPECT_EQ(with(token).get("/api/v1/me").text("name"), "");
  appoint(hall.officer, hall.riverside);
  const auto me = with(token).get("/api/v1/me");
  EXPECT_EQ(me.text("name"), "阿曼·买提");
  EXPECT_EQ(me.at("roles").as_array().size(), 1U);
}

TEST_P(Officers, ReachIsTheSubtree) {
  EXPECT_EQ(appoint(hall.officer, hall.qindu).status, 201);
  EXPECT_EQ(appoint(hall.officer, hall.riverside, "steward").status, 201);
  EXPECT_EQ(appoint(hall.officer, hall.city).key(), "http.not_found");
  EXPECT_EQ(appoint(hall.officer, hall.weicheng).key(), "http.not_found");
  EXPECT_EQ(hall.as(hall.officer).post("/api/v1/orgs/1/officers", person("甲", phone, "steward")).key(), "http.not_found");
  EXPECT_EQ(hall.as(hall.officer).get(officers_of(hall.weicheng)).key(), "http.not_found");

  const auto outside = appointed("魏干事", other_phone, RoleWord::officer, hall.weicheng);
  EXPECT_EQ(hall.as(hall.officer).del("/api/v1/officers/" + outside.role.text()).key(), "http.not_found");
  EXPECT_EQ(hall.as(hall.officer).post("/api/v1/officers/" + outside.role.text() + "/enrolments").key(), "http.not_found");
}

TEST_P(Officers, NobodyGivesMoreThanHerOwnRoleAllows) {
  EXPECT_EQ(appoint(hall.officer, hall.qindu, "audit_administrator").key(), "accounts.not_appointable");
  EXPECT_EQ(appoint(hall.officer, hall.qindu, "member").key(), "accounts.not_appointable");
  EXPECT_EQ(appoint(hall.chair, hall.riverside, "chair").key(), "accounts.not_appointable");
  EXPECT_EQ(appoint(hall.chair, hall.riverside, "steward").status, 201);
  EXPECT_EQ(appoint(hall.registrar, hall.city).key(), "access.not_in_this_role");
  EXPECT_EQ(appoint(hall.system_admin, hall.city).key(), "access.not_in_this_role");
  EXPECT_EQ(appoint(hall.worker, hall.city).key(), "access.not_in_this_role");
  EXPECT_EQ(appoint(hall.stranger, hall.city).key(), "access.not_signed_in");
}

TEST_P(Officers, NobodyAppointsHerselfNorUnderAnotherName) {
  const auto qin = appointed("秦小满", phone, RoleWord::officer, hall.qindu);
  const auto token = officer(phone, qin);
  EXPECT_EQ(with(token).post(officers_of(hall.qindu), person("秦小满", phone, "supervisor")).key(), "accounts.own_role");
  EXPECT_EQ(with(token).post(officers_of(hall.qindu), person("别人", phone, "supervisor")).key(), "accounts.own_role");
  EXPECT_EQ(with(token).del("/api/v1/officers/" + qin.role.text()).key(), "accounts.own_role");
  EXPECT_EQ(with(token).post("/api/v1/officers/" + qin.role.text() + "/enrolments").key(), "accounts.own_role");
}

TEST_P(Officers, TheThreeAdministratorsAreThreePeopleAndNoOfficers) {
  EXPECT_EQ(appoint(hall.security_admin, hall.city, "system_administrator").status, 201);
  for (const auto* word : {"audit_administrator", "security_administrator", "officer", "steward", "employer_contact"}) {
    EXPECT_EQ(appoint(hall.security_admin, hall.city, word).key(), "accounts.separated_duties") << word;
  }
  EXPECT_EQ(appoint(hall.security_admin, hall.riverside, "steward", "何师傅", other_phone).status, 201);
  EXPECT_EQ(appoint(hall.security_admin, hall.city, "audit_administrator", "何师傅", other_phone).key(), "accounts.separated_duties");
}

TEST_P(Officers, SeparationFollowsThePersonNotTheAccount) {
  const auto one = appointed("何师傅", phone, RoleWord::system_administrator, hall.city);
  const auto two = appointed("何师傅", other_phone, RoleWord::steward, hall.riverside);
  hall.db().write([&](db::Session& db) {
    db.exec("UPDATE roles SET until_ms = since_ms WHERE id = :id", two.role);
    db.exec("UPDATE accounts SET person_id = 77 WHERE id = ANY_OF(:ids)", std::vector{one.account, two.account});
  });
  EXPECT_EQ(appoint(hall.security_admin, hall.city, "audit_administrator", "何师傅", other_phone).key(), "accounts.separated_duties");
}

TEST_P(Officers, SeparationFollowsThePhoneWhateverSheIsCalled) {
  ASSERT_EQ(appoint(hall.security_admin, hall.city, "system_administrator", "何师傅").status, 201);
  EXPECT_EQ(appoint(hall.security_admin, hall.city, "audit_administrator", "何师付").key(), "accounts.separated_duties");
  EXPECT_EQ(appoint(hall.officer, hall.riverside, "steward", "何师付").key(), "accounts.separated_duties");
  appointed("阿曼", other_phone, RoleWord::registrar, hall.riverside);
  EXPECT_EQ(appoint(hall.security_admin, hall.city, "audit_administrator", "阿满", other_phone).key(), "accounts.separated_duties");
  EXPECT_EQ(appoint(hall.officer, hall.riverside, "steward", "阿满", other_phone).status, 201) << "families share phones";
}

TEST_P(Officers, SeparationHoldsWhenTwoAccountsTurnOutToBeOnePerson) {
  const auto one = appointed("何师傅", phone, RoleWord::system_administrator, hall.city);
  const auto two = appointed("何师付", other_phone, RoleWord::audit_administrator, hall.city);
  hall.db().write([&](db::Session& db) {
    EXPECT_TRUE(accounts::become(db, one.account, PersonId{77}, "何师傅"));
    EXPECT_FALSE(accounts::become(db, two.account, PersonId{77}, "何师傅"));
    EXPECT_TRUE(accounts::become(db, two.account, PersonId{78}, "何师付"));
  });
}

TEST_P(Officers, ANewFactorStopsTheOldOneAtOnce) {
  const auto made = appointed("阿曼", phone, RoleWord::registrar, hall.riverside);
  const auto token = officer(phone, made);
  const auto renew = [&] {
    return hall.as(hall.officer).with("idempotency-key", "renew").post("/api/v1/officers/" + made.role.text() + "/enrolments");
  };
  const auto first = renew();
  ASSERT_EQ(first.status, 201) << first.body;
  EXPECT_NE(first.text("enrolment_uri"), *made.enrolment_uri);
  EXPECT_FALSE(renew().has("enrolment_uri"));

  EXPECT_EQ(with(token).get(officers_of(hall.riverside)).key(), "access.second_factor_needed");
  const auto code = [&](const std::string& uri) { return crypto::totp_code(secret_of(uri), unix_ms(hall.clock.now()) / 1000); };
  const auto with_code = [&](const std::string& totp) {
    return with(token).post("/api/v1/officer-session", {{"totp", totp}, {"role", made.role.text()}});
  };
  const auto old_code = code(*made.enrolment_uri), new_code = code(first.text("enrolment_uri"));
  if (old_code != new_code) {
    EXPECT_EQ(with_code(old_code).key(), "accounts.totp_wrong");
  }
  EXPECT_EQ(with_code(new_code).status, 201);
}

TEST_P(Officers, NobodyGetsAtHigherRolesThroughALowOne) {
  // The city's registrar also serves as a steward at riverside: its chair could reset her second factor and be the city.
  appointed("任登记", phone, RoleWord::registrar, hall.city);
  const auto low = appoint(hall.chair, hall.riverside, "steward", "任登记");
  ASSERT_EQ(low.status, 201);
  EXPECT_EQ(hall.as(hall.chair).post("/api/v1/officers/" + low.text("id") + "/enrolments").key(), "accounts.not_appointable");

  // Nor is she shown the first factor of somebody who has none yet.
  const auto high = appointed("高主席", other_phone, RoleWord::chair, hall.city);
  hall.db().write([&](db::Session& db) { db.exec("DELETE FROM second_factors WHERE account_id = :id", high.account); });
  EXPECT_FALSE(appoint(hall.chair, hall.riverside, "steward", "高主席", other_phone).has("enrolment_uri"));
  EXPECT_TRUE(with(sign_in(other_phone)).get("/api/v1/me").at("/officer/needs_enrolment").as_bool());

  // Nor given a phone that was hers.
  hall.db().write(
      [&](db::Session& db) { accounts::give_up_phone(db, hall.hall(), *Phone::parse(other_phone, Numbering::demo), hall.clock.now()); });
  EXPECT_EQ(appoint(hall.chair, hall.riverside, "registrar", "高主席", other_phone).status, 201);
  EXPECT_NE(with(sign_in(other_phone)).get("/api/v1/me").text("id"), high.account.text());
}

TEST_P(Officers, AppointedAgainSheHasHerPhoneBack) {
  const auto made = appointed("阿曼", phone, RoleWord::registrar, hall.riverside);
  hall.db().write(
      [&](db::Session& db) { accounts::give_up_phone(db, hall.hall(), *Phone::parse(phone, Numbering::demo), hall.clock.now()); });
  const auto again = appoint(hall.officer, hall.riverside, "registrar", "阿曼");
  EXPECT_EQ(again.status, 201);
  EXPECT_EQ(again.text("id"), made.role.text());
  EXPECT_EQ(with(sign_in(phone)).get("/api/v1/me").text("id"), made.account.text());
  EXPECT_EQ(appoint(hall.officer, hall.riverside, "registrar", "阿曼").key(), "accounts.already_holds");
}

TEST_P(Officers, AnEndedRoleEndsOnceAndCanBeGivenAgain) {
  const auto made = appoint(hall.officer, hall.riverside);
  const auto path = "/api/v1/officers/" + made.text("id");
  EXPECT_EQ(hall.as(hall.officer).del(path).status, 204);
  EXPECT_EQ(hall.as(hall.officer).del(path).key(), "http.not_found");
  const auto again = appoint(hall.officer, hall.riverside);
  EXPECT_EQ(again.status, 201);
  EXPECT_NE(again.text("id"), made.text("id"));
  EXPECT_FALSE(again.has("enrolment_uri"));
}

TEST_P(Officers, AreListedLongestInOfficeFirstPageByPage) {
  std::vector<std::string> expected;
  for (int i = 0; i < 7; ++i) {
    pass(1s);
    expected.push_back(
        appointed("阿" + std::to_string(i), std::to_string(12600000100 + i), RoleWord::steward, i % 2 == 0 ? hall.riverside : hall.renminlu)
            .role.text());
  }
  std::vector<std::string> seen;
  std::string cursor;
  do {
    const auto page = hall.as(hall.officer).get(officers_of(hall.renminlu) + "?below=true&limit=3" + cursor);
    ASSERT_EQ(page.status, 200) << page.body;
    for (const auto& line : page.items()) seen.emplace_back(line.at("id").as_string());
    cursor = page.has("next") ? "&cursor=" + page.text("next") : "";
  } while (!cursor.empty());
  expected.insert(expected.begin(), hall.chair.role->id.text());  // of riverside since before
  EXPECT_EQ(seen, expected);

  const auto here = hall.as(hall.officer).get(officers_of(hall.renminlu));
  ASSERT_EQ(here.items().size(), 3U);
  EXPECT_EQ(here.text("/items/0/name_masked"), "阿*");
  EXPECT_EQ(here.text("/items/0/phone_masked"), "126********");
  EXPECT_EQ(here.text("/items/0/org/name"), "人民路街道总工会");
  EXPECT_EQ(here.at("/items/0/enrolled"), true);
}

TEST_P(Officers, OnlyTheSecurityAdministratorSeesTheAdministrators) {
  const auto words = [&](const test::Player& by) {
    std::set<std::string> seen;
    const auto page = hall.as(by).get(officers_of(hall.city) + "?below=true");
    for (const auto& line : page.items()) seen.emplace(line.at("word").as_string());
    return seen;
  };
  EXPECT_TRUE(words(hall.security_admin).contains("audit_administrator"));
  EXPECT_FALSE(words(hall.registrar).contains("audit_administrator"));
  EXPECT_TRUE(words(hall.registrar).contains("registrar"));
  EXPECT_EQ(hall.as(hall.audit_admin).get(officers_of(hall.city)).key(), "access.not_in_this_role");
}

TEST_P(Officers, ADeskIsAWordOfTheList) {
  auto body = person("阿曼", phone, "officer");
  body["desk"] = "rights";
  const auto made = hall.as(hall.officer).post(officers_of(hall.qindu), body);
  EXPECT_EQ(made.status, 201);
  EXPECT_EQ(with(sign_in(phone)).get("/api/v1/me").text("/roles/0/desk"), "rights");
  body["desk"] = "kitchen";
  EXPECT_EQ(hall.as(hall.officer).post(officers_of(hall.qindu), body).error_at("/desk"), "unknown_word");
  const auto faulty = hall.as(hall.officer).post(officers_of(hall.qindu), {{"name", ""}, {"phone", "1"}, {"word", "king"}});
  EXPECT_EQ(faulty.error_at("/name"), "required");
  EXPECT_EQ(faulty.error_at("/phone"), "phone_too_short");
  EXPECT_EQ(faulty.error_at("/word"), "unknown_word");
}

TEST_P(Officers, TheFigureCountsPeopleOnceAtAUnion) {
  const auto before = officers_figure(hall.riverside);
  const auto first = appointed("阿曼", phone, RoleWord::registrar, hall.riverside);
  const auto second = appointed("阿曼", phone, RoleWord::steward, hall.riverside);
  appointed("何师傅", other_phone, RoleWord::employer_contact, hall.riverside);  // no officer
  EXPECT_EQ(officers_figure(hall.riverside), before + 1);
  const auto end = [&](access::RoleId role) { return hall.as(hall.officer).del("/api/v1/officers/" + role.text()).status; };
  EXPECT_EQ(end(first.role), 204);
  EXPECT_EQ(officers_figure(hall.riverside), before + 1);
  EXPECT_EQ(end(second.role), 204);
  EXPECT_EQ(officers_figure(hall.riverside), before);
}

TEST_P(Officers, WhoCouldBeAskedStandsAtTheUnionOrAboveNearestFirst) {
  const auto asked = hall.db().read(
      [&](db::Session& db) { return accounts::officers_at_or_above(db, hall.riverside.path, hall.officer.account, 10, hall.clock.now()); });
  ASSERT_EQ(asked.size(), 2U);  // not herself, not the neighbour, no administrator
  EXPECT_EQ(asked[0].account, hall.chair.account);
  EXPECT_EQ(asked[0].org_name, "河畔快递工会");
  EXPECT_EQ(asked[1].account, hall.registrar.account);
  const auto names = hall.db().read([&](db::Session& db) { return accounts::names(db, {hall.chair.account, AccountId{1}}); });
  EXPECT_EQ(names.size(), 1U);
  EXPECT_EQ(names.at(hall.chair.account), "何主席");
}

TEST_P(Officers, WhoseTimeIsOverWorksNowhereFromThatMomentOn) {
  const auto at_work = [&](const test::Union& at) {
    const auto now = hall.clock.now();
    return hall.db().read([&](db::Session& db) {
      std::map<std::string, std::vector<std::string>> all;
      for (const auto& one : accounts::officers_at_or_above(db, at.path, {}, 100, now)) all["at or above"].push_back(one.name);
      for (const auto& one : accounts::officers_near(db, at.path, {}, 100, now)) all["near"].push_back(one.name);
      std::vector<AccountId> told = accounts::officers_at(db, at.id, "organisation", 100, now), rounds;
      for (const auto& one : accounts::working_roles_after(db, {}, 100, now)) rounds.push_back(one.account);
      for (const auto& [account, name] : accounts::names(db, told)) all["told"].push_back(name);
      for (const auto& [account, name] : accounts::names(db, rounds)) all["round"].push_back(name);
      return all;
    });
  };
  const auto listed = [&] { return hall.as(hall.officer).get(officers_of(hall.renminlu)).items().size(); };
  const auto before = officers_figure(hall.renminlu);
  auto until_today = person("阿曼", phone, "registrar");
  until_today["until"] = iso_date(beijing_date(hall.clock.now()));
  const auto made = hall.as(hall.officer).post(officers_of(hall.renminlu), until_today);
  ASSERT_EQ(made.status, 201) << made.body;
  const auto token = sign_in(phone);
  hall.clock.advance(beijing_midnight(std::chrono::sys_days(beijing_date(hall.clock.now())) + std::chrono::days{1}) - hall.clock.now() -
                     1ms);
  for (const auto& [where, who] : at_work(hall.renminlu)) EXPECT_THAT(who, testing::Contains("阿曼")) << where;
  EXPECT_EQ(at_work(hall.renminlu).size(), 4U);
  EXPECT_EQ(listed(), 1U);

  pass(1ms);  // before any round has tidied up
  for (const auto& [where, who] : at_work(hall.renminlu)) EXPECT_THAT(who, testing::Not(testing::Contains("阿曼"))) << where;
  EXPECT_EQ(listed(), 0U);
  EXPECT_EQ(with(token).get("/api/v1/me").at("roles").as_array().size(), 0U);
  EXPECT_EQ(hall.as(hall.officer).post(officers_of(hall.renminlu), person("阿曼", phone, "registrar")).status, 201)
      << "given again at once";
  EXPECT_EQ(accounts::end_overdue_roles(hall.hall()), 0);
  EXPECT_EQ(listed(), 1U);
  EXPECT_EQ(officers_figure(hall.renminlu), before + 1);
}

TEST_P(Officers, EveryAppointmentIsRemembered) {
  const auto made = appoint(hall.officer, hall.riverside);
  hall.as(hall.officer).post("/api/v1/officers/" + made.text("id") + "/enrolments");
  hall.as(hall.officer).del("/api/v1/officers/" + made.text("id"));
  for (const auto* what : {"appoint", "enrol", "end_role"}) {
    const auto rows = hall.db().read([&](db::Session& db) {
      return *db.first<std::int64_t>("SELECT COUNT(*) FROM audit_events WHERE what = :what AND actor = :actor AND role_id = :role", what,
                                     hall.officer.account, hall.officer.role->id);
    });
    EXPECT_EQ(rows, 1) << what;
  }
}

TEST_P(Officers, ADemosPhoneReachesNobodyWherePeopleAreReal) {
  hall.hall().settings.demo = false;
  const auto refused = hall.as(hall.officer).post(officers_of(hall.riverside), person("阿曼", phone, "registrar"));
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(refused.error_at("/phone"), "phone_demo_number");
  EXPECT_EQ(hall.as(hall.stranger).post("/api/v1/sign-in/code", {{"phone", phone}}).error_at("/phone"), "phone_demo_number");
}

}  // namespace
}  // namespace unionhall
