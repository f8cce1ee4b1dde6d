// Joining: from a code on a wall to a membership, and who is sent elsewhere instead.
#include "services/joining/joining.h"

#include <gmock/gmock.h>

#include "hall/accounts/accounts.h"
#include "hall/consents/consents.h"
#include "hall/figures/figures.h"
#include "hall/members/members.h"
#include "hall/notices/notices.h"
#include "hall/orgs/orgs.h"
#include "support/door.h"

namespace unionhall {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::string_view li = "619999199003071124", zhang = "619999198812310012", child = "61999920150708202X";

class Joining : public test::Door {
 protected:
  Joining() {
    hall.mount(orgs::mount);
    hall.mount(cases::mount);
    hall.mount(members::mount);
    hall.mount(consents::mount);
    hall.mount(notices::mount);
    hall.mount(joining::mount);
    members::offer_figures();
    cases::offer_figures();
    chair_token_ = officer("12000000001", appointed("赵主席", "12000000001", access::RoleWord::chair, hall.riverside));
    county_token_ = officer("12000000002", appointed("钱干事", "12000000002", access::RoleWord::officer, hall.qindu));
    courier_ = joiner("12000000009");
  }

  /// Signed in, with both consents given.
  std::string joiner(const std::string& phone) {
    const auto token = sign_in(phone);
    for (const auto* kind : {"notice", "id_number"}) {
      const auto version = consents::current_version(*db::from_word<consents::Kind>(kind));
      EXPECT_EQ(with(token).post("/api/v1/me/consents", {{"kind", kind}, {"version", version}}).status, 201);
    }
    return token;
  }
  test::Hall::Asking chair() { return with(chair_token_); }
  test::Hall::Asking county() { return with(county_token_); }
  test::Hall::Asking courier() { return with(courier_); }

  std::string code(std::string category = "", const test::Union* at = nullptr) {
    http::json::object body{{"org", (at ? *at : hall.riverside).id.text()}, {"kind", "station"}, {"name", "河畔驿站"}};
    if (!category.empty()) body["category"] = category;
    const auto made = county().post("/api/v1/joining/channels", body);
    EXPECT_EQ(made.status, 201) << made.body;
    return county().get("/api/v1/joining/channels?org=" + (at ? *at : hall.riverside).id.text()).text("/items/0/code");
  }
  static http::json::object form(std::string_view id_number, std::string name, std::string channel) {
    return {{"type", "joining"}, {"name", name}, {"id_number", id_number}, {"channel", channel}};
  }
  std::string apply(const std::string& token, http::json::object body) {
    const auto made = with(token).post("/api/v1/cases", std::move(body));
    EXPECT_EQ(made.status, 201) << made.body;
    return made.has("id") ? made.text("id") : "0";
  }
  test::Reply take(const std::string& token, const std::string& id, const std::string& step, const std::string& comment = "") {
    const auto now = with(token).get("/api/v1/cases/" + id);
    return with(token).with("if-match", now.etag()).post("/api/v1/cases/" + id + "/steps", {{"step", step}, {"comment", comment}});
  }

  /// An application of the courier's that the union has returned.
  std::string returned(std::string_view id_number = li) {
    const auto id = apply(courier_, form(id_number, "李小和", code()));
    EXPECT_EQ(take(chair_token_, id, "return", "名字写错了").status, 200);
    return id;
  }
  test::Reply resubmit(const std::string& token, const std::string& id, http::json::object form) {
    const auto now = with(token).get("/api/v1/cases/" + id);
    return with(token)
        .with("if-match", now.etag())
        .post("/api/v1/cases/" + id + "/steps", {{"step", "resubmit"}, {"form", std::move(form)}});
  }
  static std::vector<std::string> changed_in(const test::Reply& one) {
    std::vector<std::string> fields;
    const auto& last = one.at("track").as_array().back().as_object();
    if (last.contains("changed")) {
      for (const auto& field : last.at("changed").as_array()) fields.emplace_back(field.at("field").as_string());
    }
    return fields;
  }

  std::string chair_token_, county_token_, courier_;
};
UNIONHALL_ON_EACH_ENGINE(Joining);

TEST_P(Joining, AScannedCodeLeadsToAMembership) {
  const auto typed = code("courier");
  const auto seen = nobody().get("/api/v1/joining/channels/" + typed);
  ASSERT_EQ(seen.status, 200) << seen.body;
  EXPECT_EQ(seen.text("/union/name"), hall.riverside.name);
  EXPECT_EQ(seen.text("category"), "courier");

  const auto id = apply(courier_, form(li, "李小河", typed));
  const auto mine = courier().get("/api/v1/cases/" + id);
  EXPECT_EQ(mine.text("/form/id_number"), "619***************");
  EXPECT_EQ(mine.text("/form/sex"), "female");
  EXPECT_EQ(mine.number("/form/birth_year"), 1990);
  EXPECT_EQ(mine.text("/form/category"), "courier") << "the code says so";
  EXPECT_EQ(courier().get("/api/v1/me/record").status, 404);

  EXPECT_EQ(chair().get("/api/v1/cases?inbox=1").text("/items/0/subject"), "李小河");
  EXPECT_EQ(take(chair_token_, id, "approve").status, 200);
  const auto record = courier().get("/api/v1/me/record");
  ASSERT_EQ(record.status, 200) << record.body;
  EXPECT_EQ(record.text("/membership/org/name"), hall.riverside.name);
  EXPECT_EQ(record.text("/membership/joined_on"), "2026-07-15") << "counts from the approval";
  EXPECT_EQ(county().get("/api/v1/joining/channels?org=" + hall.qindu.id.text()).number("/items/0/admitted"), 1);
  figures::fold_all(hall.db());
  EXPECT_THAT(figures::check(hall.db()), IsEmpty());
}

TEST_P(Joining, NobodyJoinsUnasked) {
  const auto token = sign_in("12000000011");
  EXPECT_EQ(with(token).post("/api/v1/cases", form(li, "李小河", code())).key(), "joining.consent_missing");
}

TEST_P(Joining, SheIsToldWhatBecameOfItInTheAppAndByText) {
  const auto id = apply(courier_, form(li, "李小河", code()));
  EXPECT_THAT(courier().get("/api/v1/me/notices").items(), IsEmpty()) << "what she did herself is no news";
  EXPECT_EQ(take(chair_token_, id, "return", "照片不清楚").status, 200);
  const auto told = courier().get("/api/v1/me/notices");
  ASSERT_EQ(told.items().size(), 1U) << told.body;
  EXPECT_EQ(told.text("/items/0/title"), "入会申请要改一下");
  EXPECT_EQ(count("SELECT count(*) FROM text_outbox WHERE template LIKE 'joining.returned%'"), 1);
  EXPECT_EQ(take(courier_, id, "resubmit").status, 200);
  EXPECT_EQ(take(chair_token_, id, "approve").status, 200);
  EXPECT_EQ(courier().get("/api/v1/me/notices").text("/items/0/title"), "欢迎加入工会");
}

TEST_P(Joining, WhatWasReturnedIsSentAgainCorrected) {
  const auto id = returned();
  EXPECT_TRUE(courier().get("/api/v1/cases/" + id).at("steps").as_array().front().at("mends_form").as_bool());
  const auto again = resubmit(courier_, id, {{"name", "李小河"}, {"id_number", zhang}, {"employer", "城东快递"}, {"category", ""}});
  ASSERT_EQ(again.status, 200) << again.body;
  EXPECT_THAT(changed_in(again), ElementsAre("name", "id_number", "employer"));
  EXPECT_EQ(again.text("state"), "checking");
  EXPECT_EQ(again.body.find(zhang), std::string::npos);

  const auto held = chair().get("/api/v1/cases/" + id);
  EXPECT_EQ(held.text("subject"), "李小河");
  EXPECT_EQ(held.text("/form/name"), "李小河");
  EXPECT_EQ(held.text("/form/sex"), "male") << "as the other document says";
  EXPECT_EQ(held.number("/form/birth_year"), 1988);
  EXPECT_EQ(held.text("/form/employer"), "城东快递");
  EXPECT_EQ(chair().get("/api/v1/cases?inbox=1").text("/items/0/subject"), "李小河");

  EXPECT_EQ(apply(joiner("12000000010"), form(li, "李小和", code())).empty(), false) << "the number that was wrong is free again";
  EXPECT_EQ(with(joiner("12000000011")).post("/api/v1/cases", form(zhang, "别人", code())).key(), "joining.applies_already");
  EXPECT_EQ(take(chair_token_, id, "approve").status, 200);
  EXPECT_EQ(courier().get("/api/v1/me/record").text("/person/name"), "李小河");
  EXPECT_EQ(count("SELECT count(*) FROM joining_claims"), 1);
}

TEST_P(Joining, SentAgainAsItWasNothingIsSaidToHaveChanged) {
  const auto id = returned();
  const auto again = resubmit(courier_, id, {{"name", "李小和"}, {"id_number", li}});
  ASSERT_EQ(again.status, 200) << again.body;
  EXPECT_THAT(changed_in(again), IsEmpty());
}

TEST_P(Joining, ACorrectionIsCheckedLikeANewApplication) {
  const auto typed = code();
  const auto other = apply(joiner("12000000010"), form(zhang, "张大山", typed));
  const auto id = returned();
  EXPECT_EQ(resubmit(courier_, id, {{"id_number", "619999199003071125"}}).error_at("/form/id_number"), "id_mistyped");
  EXPECT_EQ(resubmit(courier_, id, {{"id_number", child}}).error_at("/form/id_number"), "too_young");
  EXPECT_EQ(resubmit(courier_, id, {{"id_type", "passport"}}).error_at("/form/id_number"), "required");
  EXPECT_EQ(resubmit(courier_, id, {{"name", "李<小河"}}).error_at("/form/name"), "name_bad_character");
  EXPECT_EQ(resubmit(courier_, id, {{"category", "astronaut"}}).error_at("/form/category"), "unknown_word");
  EXPECT_EQ(resubmit(courier_, id, {{"name", "李小河"}, {"id_number", zhang}}).key(), "joining.applies_already");
  EXPECT_EQ(take(chair_token_, other, "approve").status, 200);
  EXPECT_EQ(resubmit(courier_, id, {{"name", "李小河"}, {"id_number", zhang}}).key(), "joining.already_collected");

  const auto now = courier().get("/api/v1/cases/" + id);
  EXPECT_EQ(now.text("state"), "returned");
  EXPECT_EQ(now.text("/form/name"), "李小和") << "what was refused has changed nothing";
  EXPECT_EQ(with(joiner("12000000011")).post("/api/v1/cases", form(li, "别人", typed)).key(), "joining.applies_already");
}

TEST_P(Joining, AFormIsCorrectedWhenItWasReturnedAndNotOtherwise) {
  const auto id = apply(courier_, form(li, "李小和", code()));
  const auto at = "/api/v1/cases/" + id + "/steps";
  const auto first = courier().get("/api/v1/cases/" + id).etag();
  EXPECT_EQ(courier().with("if-match", first).post(at, {{"step", "withdraw"}, {"form", {{"name", "李小河"}}}}).error_at("/form"),
            "not_corrected_here");
  EXPECT_EQ(take(chair_token_, id, "return", "名字写错了").status, 200);
  EXPECT_EQ(chair()
                .with("if-match", courier().get("/api/v1/cases/" + id).etag())
                .post(at, {{"step", "resubmit"}, {"form", {{"name", "李小河"}}}})
                .key(),
            "cases.no_such_step");
  EXPECT_EQ(courier().with("if-match", first).post(at, {{"step", "resubmit"}, {"form", {{"name", "李小河"}}}}).status, 412);
  EXPECT_EQ(count("SELECT count(*) FROM joining_forms WHERE name = '李小和'"), 1);
}

TEST_P(Joining, WhoeverFilledItInForHerCorrectsItForHer) {
  auto body = form(li, "李小和", code());
  body["for_another"] = true, body["consented"] = true, body["phone"] = "12000000077";
  const auto id = apply(county_token_, body);
  EXPECT_EQ(take(chair_token_, id, "return", "电话不对").status, 200);
  const auto again = resubmit(county_token_, id, {{"phone", "12000000078"}});
  ASSERT_EQ(again.status, 200) << again.body;
  EXPECT_THAT(changed_in(again), ElementsAre("phone"));
}

TEST_P(Joining, TheCardAppearsAndItsCodeLivesForAMinute) {
  EXPECT_EQ(courier().get("/api/v1/me/card").status, 404);
  const auto id = apply(courier_, form(li, "李小河", code()));
  EXPECT_EQ(take(chair_token_, id, "approve").status, 200);
  const auto card = courier().get("/api/v1/me/card");
  ASSERT_EQ(card.status, 200) << card.body;
  EXPECT_EQ(card.text("name"), "李*河");
  EXPECT_EQ(card.text("number").size(), 16U);
  EXPECT_EQ(courier().get("/api/v1/me/card").text("number"), card.text("number")) << "hers for good";
  const auto check = [&](const std::string& what) { return nobody().post("/api/v1/card-checks", {{"code", what}}); };
  EXPECT_TRUE(check(card.text("code")).at("valid").as_bool());
  EXPECT_EQ(check(card.text("code")).text("name"), "李*河");
  EXPECT_EQ(check(card.text("code")).json.as_object().size(), 3U) << "nothing else of her";
  pass(std::chrono::seconds(61));
  EXPECT_FALSE(check(card.text("code")).at("valid").as_bool());
  EXPECT_FALSE(check("made-up").at("valid").as_bool());
}

TEST_P(Joining, AUnionMayAdmitAGroupAtOnce) {
  const auto typed = code("courier");
  const auto ways = chair()
                        .with("if-match", "\"1\"")
                        .patch("/api/v1/orgs/" + hall.riverside.id.text() + "/joining",
                               {{"takes", http::json::array{"courier"}}, {"automatic", http::json::array{"courier"}}}, "\"1\"");
  ASSERT_EQ(ways.status, 200) << ways.body;
  const auto id = apply(courier_, form(li, "李小河", typed));
  EXPECT_EQ(courier().get("/api/v1/cases/" + id).text("state"), "granted");
  EXPECT_EQ(courier().get("/api/v1/me/record").status, 200);
  const auto other = joiner("12000000010");
  const auto checked = apply(other, form(zhang, "张大山", code("guard")));
  EXPECT_EQ(with(other).get("/api/v1/cases/" + checked).text("state"), "checking") << "another group";
}

TEST_P(Joining, NobodyRegistersTwice) {
  const auto typed = code();
  const auto id = apply(courier_, form(li, "李小河", typed));
  EXPECT_EQ(courier().post("/api/v1/cases", form(li, "李小河", typed)).key(), "joining.applies_already");
  const auto stranger = joiner("12000000010");
  EXPECT_EQ(with(stranger).post("/api/v1/cases", form(li, "别人", typed)).key(), "joining.applies_already");
  EXPECT_EQ(take(chair_token_, id, "approve").status, 200);
  EXPECT_EQ(courier().post("/api/v1/cases", form(li, "李小河", typed)).key(), "joining.member_here");
  EXPECT_EQ(with(stranger).post("/api/v1/cases", form(li, "李小河", typed)).key(), "joining.already_collected")
      << "from another phone a record is verified first";
  EXPECT_EQ(count("SELECT count(*) FROM live_membership"), 1);
}

TEST_P(Joining, AnEndedApplicationLetsHerApplyAnew) {
  const auto typed = code();
  const auto id = apply(courier_, form(li, "李小河", typed));
  EXPECT_EQ(take(courier_, id, "withdraw").status, 200);
  const auto again = apply(courier_, form(li, "李小河", typed));
  EXPECT_EQ(take(chair_token_, again, "refuse", "不在这里工作").status, 200);
  EXPECT_EQ(take(courier_, again, "object", "我在这里三年了").status, 200);
  EXPECT_EQ(take(county_token_, again, "overrule").status, 200);
  EXPECT_EQ(courier().get("/api/v1/me/record").status, 200);
  EXPECT_EQ(count("SELECT count(*) FROM joining_claims"), 0);
}

TEST_P(Joining, WhatIsWrongIsSaidAtItsField) {
  const auto typed = code();
  EXPECT_EQ(courier().post("/api/v1/cases", form("619999199003071125", "李小河", typed)).error_at("/id_number"), "id_mistyped");
  EXPECT_EQ(courier().post("/api/v1/cases", form("61999919900307112", "李小河", typed)).error_at("/id_number"), "id_too_short");
  EXPECT_EQ(courier().post("/api/v1/cases", form("110105199003071125", "李小河", typed)).error_at("/id_number"), "id_mistyped");
  EXPECT_EQ(courier().post("/api/v1/cases", form(li, "李<小河", typed)).error_at("/name"), "name_bad_character");
  EXPECT_EQ(courier().post("/api/v1/cases", form(li, "李小河", "9999-9999")).error_at("/channel"), "no_such_channel");
  auto young = form(child, "小明", typed);
  const auto refused = courier().post("/api/v1/cases", young);
  EXPECT_EQ(refused.error_at("/id_number"), "too_young") << refused.body;
  auto by_herself = form(li, "李小河", typed);
  by_herself["for_another"] = true;
  EXPECT_EQ(courier().post("/api/v1/cases", by_herself).error_at("/for_another"), "officers_alone");
  EXPECT_EQ(count("SELECT count(*) FROM cases"), 0);
}

TEST_P(Joining, AnOfficerFillsItInForSomebodyWithoutAPhoneAtHand) {
  auto body = form(li, "李小河", code());
  body["for_another"] = true;
  EXPECT_EQ(chair().post("/api/v1/cases", body).error_at("/phone"), "required");
  body["phone"] = "12000000077";
  EXPECT_EQ(chair().post("/api/v1/cases", body).error_at("/consented"), "consent_on_paper");
  body["consented"] = true;
  const auto id = apply(chair_token_, body);
  EXPECT_EQ(take(chair_token_, id, "approve").status, 200);
  EXPECT_EQ(count("SELECT count(*) FROM live_membership"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM consents WHERE channel = 'paper'"), 2);
  EXPECT_EQ(chair().get("/api/v1/me/record").status, 404) << "she has not become the one she helped";
}

TEST_P(Joining, AHiddenJoinerIsHeldOutsideHerEmployersUnion) {
  const auto typed = code();
  auto body = form(li, "李小河", typed);
  body["hidden_from"] = hall.riverside.id.text();
  const auto id = apply(courier_, body);
  EXPECT_EQ(chair().get("/api/v1/cases/" + id).status, 404);
  EXPECT_THAT(chair().get("/api/v1/cases?inbox=all").items(), IsEmpty());
  EXPECT_EQ(take(county_token_, id, "approve").status, 200);
  EXPECT_EQ(courier().get("/api/v1/me/record").text("/membership/org/name"), hall.renminlu.name) << "the street above";
  EXPECT_EQ(count("SELECT count(*) FROM hidden_memberships"), 1);
}

TEST_P(Joining, OffersGoFromTheTradeToTheStreet) {
  hall.db().write([&](db::Session& db) { db.exec("UPDATE orgs SET division = '610402000000' WHERE id = :id", hall.qindu.id); });
  hall.db().write([&](db::Session& db) { db.exec("UPDATE orgs SET division = '610402001000' WHERE id = :id", hall.riverside.id); });
  chair().patch("/api/v1/orgs/" + hall.riverside.id.text() + "/joining", {{"takes", http::json::array{"courier"}}}, "\"1\"");
  const auto offered = nobody().post("/api/v1/joining/offers", {{"division", "610402"}, {"category", "courier"}});
  ASSERT_EQ(offered.status, 200) << offered.body;
  std::vector<std::string> why;
  for (const auto& one : offered.items()) why.emplace_back(one.at("why").as_string());
  EXPECT_THAT(why, ElementsAre("company", "township", "county", "pool"));
  EXPECT_EQ(offered.text("/items/0/union/name"), hall.riverside.name);
  EXPECT_EQ(nobody().post("/api/v1/joining/offers", {{"division", "610402"}, {"category", "astronaut"}}).error_at("/category"),
            "unknown_word");
}

TEST_P(Joining, CountiesAndTheirTownsAreListedForWhoeverChooses) {
  const auto names = [](const test::Reply& listed) {
    std::vector<std::string> all;
    for (const auto& one : listed.items()) all.emplace_back(one.at("name").as_string());
    return all;
  };
  const auto counties = nobody().get("/api/v1/joining/counties");
  ASSERT_EQ(counties.status, 200) << counties.body;
  EXPECT_THAT(names(counties), ElementsAre(hall.qindu.name, hall.weicheng.name));
  EXPECT_EQ(counties.header("cache-control"), "public, max-age=600");
  const auto towns = nobody().get("/api/v1/joining/counties/" + hall.qindu.id.text() + "/towns");
  EXPECT_THAT(names(towns), ElementsAre(hall.renminlu.name));
  EXPECT_EQ(towns.items().front().as_object().size(), 2U) << "its id and its name, nothing of whoever is there";
  EXPECT_EQ(nobody().get("/api/v1/joining/counties/" + hall.riverside.id.text() + "/towns").status, 404) << "no county";
}

TEST_P(Joining, AChosenCountyOffersWhatIsThereAlsoWhereItsDivisionIsNotRecorded) {
  hall.db().write([&](db::Session& db) { db.exec("UPDATE orgs SET division = ''"); });
  chair().patch("/api/v1/orgs/" + hall.riverside.id.text() + "/joining", {{"takes", http::json::array{"courier"}}}, "\"1\"");
  hall.add_union(hall.qindu, 2, "秦都区货运行业工会联合会", "trade_federation");
  const auto offered = nobody().post("/api/v1/joining/offers", {{"county", hall.qindu.id.text()}, {"category", "courier"}});
  ASSERT_EQ(offered.status, 200) << offered.body;
  std::vector<std::string> why;
  for (const auto& one : offered.items()) why.emplace_back(one.at("why").as_string());
  EXPECT_THAT(why, ElementsAre("company", "trade", "county"));
  EXPECT_EQ(nobody().post("/api/v1/joining/offers", {{"county", hall.renminlu.id.text()}}).error_at("/county"), "no_such_union");
}

TEST_P(Joining, ManyVillagesDoNotPushTheCountysUnionOut) {
  hall.db().write([&](db::Session& db) { db.exec("UPDATE orgs SET division = '610402000000' WHERE id = :id", hall.qindu.id); });
  for (int i = 1; i <= 40; ++i) hall.add_union(hall.renminlu, i + 1, "第" + std::to_string(i) + "村工会", "village");
  const auto offered = nobody().post("/api/v1/joining/offers", {{"division", "610402"}});
  std::vector<std::string> why;
  for (const auto& one : offered.items()) why.emplace_back(one.at("why").as_string());
  ASSERT_EQ(why.size(), 32U);
  EXPECT_EQ(why[30], "county");
  EXPECT_EQ(why[31], "pool");
}

TEST_P(Joining, APlaceOnTheMapLeadsToItsCounty) {
  joining::counties_are(std::make_shared<const geo::Outlines>(geo::Outlines::bundled()));
  const auto offered = nobody().post("/api/v1/joining/offers", {{"lng", 108.7066}, {"lat", 34.3293}, {"category", "courier"}});
  ASSERT_EQ(offered.status, 200) << offered.body;
  EXPECT_EQ(offered.text("division"), "610402");
  const auto sea = nobody().post("/api/v1/joining/offers", {{"lng", 0.0}, {"lat", 0.0}});
  EXPECT_EQ(sea.text("division"), "");
  EXPECT_EQ(sea.text("/items/0/why"), "pool") << "somebody finds her a place";
  EXPECT_EQ(nobody().post("/api/v1/joining/offers", {{"lng", 500.0}, {"lat", 0.0}}).error_at("/lng"), "no_such_place");
}

TEST_P(Joining, PostersOfOneCodeAndOfAWholeCounty) {
  EXPECT_EQ(county().get("/api/v1/joining/posters?org=" + hall.qindu.id.text()).key(), "joining.no_channels");
  code();
  code("guard");
  const auto id = county().get("/api/v1/joining/channels?org=" + hall.qindu.id.text()).text("/items/0/id");
  const auto one = county().get("/api/v1/joining/posters/" + id);
  ASSERT_EQ(one.status, 200);
  EXPECT_THAT(one.body, testing::StartsWith("%PDF"));
  EXPECT_THAT(county().get("/api/v1/joining/posters/" + id + "?format=png").body, testing::StartsWith("\x89PNG"));
  EXPECT_EQ(county().get("/api/v1/joining/posters?org=" + hall.qindu.id.text()).status, 200);
  EXPECT_EQ(county().get("/api/v1/joining/posters?org=" + hall.weicheng.id.text()).status, 404);
}

TEST_P(Joining, UnionsAreFoundByNameWithoutSigningIn) {
  const auto found = nobody().post("/api/v1/joining/unions", {{"q", "河畔"}});
  ASSERT_EQ(found.status, 200) << found.body;
  EXPECT_EQ(found.text("/items/0/name"), hall.riverside.name);
  EXPECT_EQ(found.text("/items/0/above/0"), hall.city.name);
}

TEST_P(Joining, AClosedCodeLeadsNowhere) {
  const auto typed = code();
  const auto id = county().get("/api/v1/joining/channels?org=" + hall.riverside.id.text()).text("/items/0/id");
  EXPECT_EQ(chair().del("/api/v1/joining/channels/" + id).status, 204);
  EXPECT_EQ(nobody().get("/api/v1/joining/channels/" + typed).key(), "joining.channel_closed");
  EXPECT_EQ(courier().post("/api/v1/cases", form(li, "李小河", typed)).error_at("/channel"), "no_such_channel");
}

TEST_P(Joining, FourWhoAskWithOneDocumentAtOnceFileOnce) {
  const auto typed = code();
  std::vector<std::string> tokens;
  for (int i = 0; i < 4; ++i) tokens.push_back(joiner("1200000002" + std::to_string(i)));
  std::vector<std::jthread> crowd;
  std::atomic<int> filed = 0;
  for (const auto& token : tokens) {
    crowd.emplace_back([&, token] { filed += with(token).post("/api/v1/cases", form(li, "李小河", typed)).status == 201; });
  }
  crowd.clear();
  EXPECT_EQ(filed, 1);
  EXPECT_EQ(count("SELECT count(*) FROM cases"), 1);
}

TEST_P(Joining, ADemosNumberIsNobodysWherePeopleAreReal) {
  const auto typed = code();
  hall.hall().settings.demo = false;
  const auto refused = courier().post("/api/v1/cases", form(li, "李小河", typed));
  EXPECT_EQ(refused.status, 422) << refused.body;
  EXPECT_EQ(refused.error_at("/id_number"), "id_demo_number");
  EXPECT_EQ(count("SELECT count(*) FROM cases"), 0);
}

}  // namespace
}  // namespace unionhall
