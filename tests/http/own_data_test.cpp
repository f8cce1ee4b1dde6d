// What the hall keeps about somebody, for herself as one file.
#include <gmock/gmock.h>

#include <array>
#include <cstdio>
#include <fstream>
#include <memory>
#include <regex>
#include <set>

#include "app/check.h"
#include "app/own_pages.h"
#include "hall/consents/consents.h"
#include "hall/figures/figures.h"
#include "hall/notices/notices.h"
#include "hall/people/erasing.h"
#include "hall/people/written_keys.h"
#include "openapi.h"
#include "services/erasure/erasure.h"
#include "services/membership/membership.h"
#include "services/verification/verification.h"
#include "support/door.h"
#include "support/enrol.h"
#include "support/web.h"

namespace unionhall {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::string_view li = "619999199003071124", wang = "619999198812310012";

class OwnData : public test::Door {
 protected:
  OwnData() {
    hall.mount(app::mount_own_data);
    hall.mount(cases::mount);
    hall.mount(consents::mount);
    hall.mount(members::mount);
    hall.mount(notices::mount);
    hall.mount(verification::mount);
    hall.mount(membership::mount);
    hall.mount(erasure::mount);
    members::offer_figures();
    cases::offer_figures();
    li_ = collected("李小河", li, "12000000009");
    collected("王大山", wang, "12000000010");
  }

  PersonId collected(const std::string& name, std::string_view id_number, const std::string& phone) {
    return test::enrol(hall, {.name = name, .id_number = id_number, .at = hall.riverside, .phone = *Phone::parse(phone, Numbering::demo)});
  }
  std::string verified(const std::string& phone, const std::string& name, std::string_view id_number) {
    const auto token = sign_in(phone);
    EXPECT_EQ(with(token).post("/api/v1/me/verification", {{"name", name}, {"id_number", id_number}}).status, 200);
    return token;
  }
  MemberId membership() {
    return hall.db().read([&](db::Session& db) { return members::living(db, {li_}).front().id; });
  }

  PersonId li_;
};
UNIONHALL_ON_EACH_ENGINE(OwnData);

TEST_P(OwnData, IsAllThatTheRoomsKeepAboutHerAndNothingOfAnother) {
  const auto she = verified("12000000009", "李小河", li), other = verified("12000000010", "王大山", wang);
  ASSERT_EQ(with(she).post("/api/v1/me/consents", {{"kind", "notice"}, {"version", 1}}).status, 201);
  const auto asked = with(she).post("/api/v1/cases", {{"type", "correction"}, {"words", "单位改了名字"}});
  ASSERT_EQ(asked.status, 201) << asked.body;
  ASSERT_EQ(hall.as(hall.officer).get("/api/v1/members/" + membership().text()).status, 200);
  const auto chair = officer("12000000001", appointed("赵主席", "12000000001", access::RoleWord::chair, hall.riverside));
  const auto path = "/api/v1/cases/" + asked.text("id");
  const auto etag = with(chair).get(path).etag();
  ASSERT_EQ(with(chair).with("if-match", etag).post(path + "/steps", {{"step", "approve"}}).status, 200);

  const auto file = with(she).get("/api/v1/me/data");
  ASSERT_EQ(file.status, 200) << file.body;
  EXPECT_THAT(file.header("content-disposition"), HasSubstr("attachment"));
  EXPECT_EQ(file.text("/account/name"), "李小河");
  EXPECT_EQ(file.text("/account/phones/0/phone_masked"), "120********");
  EXPECT_EQ(file.text("/account/sessions/0/kind"), "bearer");
  EXPECT_EQ(file.text("/record/person/name"), "李小河");
  EXPECT_EQ(file.text("/record/membership/org/name"), hall.riverside.name);
  EXPECT_EQ(file.text("/looks/0/what"), "look");
  EXPECT_EQ(file.text("/cases/0/form/words"), "单位改了名字");
  EXPECT_EQ(file.text("/cases/0/outcome"), "granted");
  EXPECT_EQ(file.text("/consents/0/kind"), "notice");
  EXPECT_THAT(file.text("/notices/0/key"), HasSubstr("correction"));
  EXPECT_THAT(file.body, Not(HasSubstr("12000000009")));
  EXPECT_THAT(file.body, Not(HasSubstr(std::string(li))));
  EXPECT_THAT(file.body, Not(HasSubstr("王大山")));

  const auto others = with(other).get("/api/v1/me/data");
  EXPECT_EQ(others.text("/record/person/name"), "王大山");
  EXPECT_THAT(others.body, Not(HasSubstr("李小河")));
  EXPECT_THAT(others.body, Not(HasSubstr("单位改了名字")));
}

TEST_P(OwnData, OfWhoeverIsNotOnRecordIsHerAccountAlone) {
  const auto file = with(sign_in("12000000011")).get("/api/v1/me/data");
  ASSERT_EQ(file.status, 200) << file.body;
  EXPECT_FALSE(file.has("record"));
  EXPECT_EQ(file.text("/account/phones/0/phone_masked"), "120********");
  EXPECT_THAT(file.body, HasSubstr(R"("cases":[])"));
  EXPECT_EQ(nobody().get("/api/v1/me/data").status, 401);
}

TEST_P(OwnData, IsTakenOnRecordAndNotAllDayLong) {
  const auto she = verified("12000000009", "李小河", li);
  for (int i = 0; i < 20; ++i) ASSERT_EQ(with(she).get("/api/v1/me/data").status, 200);
  const auto refused = with(she).get("/api/v1/me/data");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.key(), "accounts.own_data_too_often");
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'own_data'"), 20);
  pass(std::chrono::hours(1));
  EXPECT_EQ(with(she).get("/api/v1/me/data").status, 200);
}

// ── As pages to read ──

std::string text_of(const std::string& pdf) {
  const test::Folder folder;
  std::ofstream(folder.path() / "data.pdf", std::ios::binary) << pdf;
  const std::unique_ptr<std::FILE, int (*)(std::FILE*)> pipe(
      ::popen(("pdftotext -raw " + (folder.path() / "data.pdf").string() + " -").c_str(), "r"), ::pclose);
  std::string all;
  std::array<char, 4096> part{};
  while (const auto size = std::fread(part.data(), 1, part.size(), pipe.get())) all.append(part.data(), size);
  return std::regex_replace(all, std::regex("[ \n\f]"), "");
}

TEST_P(OwnData, IsAlsoReadByWhoeverIsNoProgrammer) {
  const auto she = verified("12000000009", "李小河", li);
  ASSERT_EQ(with(she).post("/api/v1/me/consents", {{"kind", "notice"}, {"version", 1}}).status, 201);
  ASSERT_EQ(with(she).post("/api/v1/cases", {{"type", "correction"}, {"words", "单位改了名字"}}).status, 201);
  ASSERT_EQ(hall.as(hall.officer).get("/api/v1/members/" + membership().text()).status, 200);

  const auto json = with(she).get("/api/v1/me/data");
  const auto file = with(she).get("/api/v1/me/data?format=pdf");
  ASSERT_EQ(file.status, 200) << file.body;
  EXPECT_EQ(file.header("content-type"), "application/pdf");
  EXPECT_THAT(file.header("content-disposition"), HasSubstr(".pdf"));
  const auto text = text_of(file.body);
  const auto data = json.json.as_object();
  for (const auto& [name, section] : data) {
    if (name == "hall" || name == "made_at") continue;
    const auto heading = app::own_label(name, http::Language::zh_cn);
    ASSERT_TRUE(heading) << name;
    EXPECT_THAT(text, HasSubstr(std::regex_replace(*heading, std::regex(" "), ""))) << name;
  }
  for (const auto* fact : {"李小河", "120********", "619***************", "女", "1990-03", "在籍", "河畔快递工会", "单位改了名字",
                           "看了档案", "工会干部；秦都区总工会", "个人信息告知；第几版：1；同意", "居民身份证", "第1页，共"}) {
    EXPECT_THAT(text, HasSubstr(fact));
  }
  EXPECT_THAT(text, Not(HasSubstr("12000000009")));
  EXPECT_THAT(text, Not(HasSubstr(std::string(li))));
  const auto english = text_of(with(she).with("accept-language", "en").get("/api/v1/me/data?format=pdf").body);
  for (const auto* fact : {"Agreed", "Residentidentitycard", "Openedtherecord", "Page1of"}) EXPECT_THAT(english, HasSubstr(fact));
}

/// Every fact that the contract promises in the file, by where it stands, with the words that it may have.
void walk(const http::json::object& schemas, const http::json::object& schema, const std::string& path,
          std::map<std::string, std::set<std::string>>& facts) {
  if (const auto* ref = schema.if_contains("$ref")) {
    const std::string name(ref->as_string());
    return walk(schemas, schemas.at(name.substr(name.rfind('/') + 1)).as_object(), path, facts);
  }
  for (const auto* several : {"allOf", "oneOf"}) {
    if (const auto* parts = schema.if_contains(several)) {
      for (const auto& part : parts->as_array()) walk(schemas, part.as_object(), path, facts);
    }
  }
  if (const auto* items = schema.if_contains("items")) walk(schemas, items->as_object(), path, facts);
  if (!path.empty()) facts[path];
  if (const auto* words = schema.if_contains("enum")) {
    for (const auto& word : words->as_array()) {
      if (word.is_string() && !word.as_string().empty()) facts[path].emplace(word.as_string());
    }
  }
  if (const auto* properties = schema.if_contains("properties")) {
    for (const auto& [name, value] : properties->as_object()) {
      const auto inside = path.empty() ? std::string(name) : path + "." + std::string(name);
      if (inside != "hall" && inside != "made_at" && app::is_told(inside)) walk(schemas, value.as_object(), inside, facts);
    }
  }
}

TEST(OwnPages, HaveWordsForEveryFactOfTheContractInBothLanguages) {
  app::add_own_words();
  const auto contract = http::json::parse(openapi_json()).as_object();
  const auto& schemas = contract.at("components").at("schemas").as_object();
  std::map<std::string, std::set<std::string>> facts;
  walk(schemas, schemas.at("OwnData").as_object(), "", facts);
  ASSERT_GT(facts.size(), 100U);
  for (const auto language : {http::Language::zh_cn, http::Language::en}) {
    for (const auto& [path, words] : facts) {
      EXPECT_TRUE(app::own_label(path, language)) << path;
      for (const auto& word : words) EXPECT_TRUE(app::own_word(path, word, language)) << path << " " << word;
    }
  }
}

// ── Erasing ──

TEST_P(OwnData, TheTableOfErasingIsSound) { EXPECT_THAT(cases::faults_of(erasure::rules()), testing::IsEmpty()); }

TEST_P(OwnData, IsErasedOfWhoeverHoldsNoRoleAnyMore) {
  const auto made = appointed("赵小组", "12000000011", access::RoleWord::steward, hall.riverside);
  hall.db().write([&](db::Session& db) {
    db.exec("UPDATE roles SET ends_at_ms = :end WHERE id = :id", hall.clock.now() + std::chrono::hours(1), made.role);
  });
  const auto she = sign_in("12000000011", made.account);
  EXPECT_EQ(with(she).post("/api/v1/cases", {{"type", "erasure"}}).key(), "erasure.officer_still");
  pass(std::chrono::hours(1));  // and nothing has ended it in the books
  EXPECT_EQ(with(she).post("/api/v1/cases", {{"type", "erasure"}}).status, 201);
}

TEST_P(OwnData, IsErasedWhenSheAsksAndHasLeft) {
  const auto she = verified("12000000009", "李小河", li);
  const auto ask = [&] { return with(she).post("/api/v1/cases", {{"type", "erasure"}}); };
  EXPECT_EQ(ask().key(), "erasure.member_still");
  const auto chair = officer("12000000001", appointed("赵主席", "12000000001", access::RoleWord::chair, hall.riverside));
  const auto take = [&](const std::string& who, const std::string& id, const std::string& step) {
    const auto path = "/api/v1/cases/" + id;
    const auto etag = with(who).get(path).etag();
    return with(who).with("if-match", etag).post(path + "/steps", {{"step", step}});
  };
  const auto leaving = with(she).post("/api/v1/cases", {{"type", "leaving"}, {"words", "李小河要退会"}});
  ASSERT_EQ(leaving.status, 201) << leaving.body;
  EXPECT_EQ(ask().key(), "erasure.member_still");
  ASSERT_EQ(take(chair, leaving.text("id"), "announce").status, 200);

  const auto asked = ask();
  ASSERT_EQ(asked.status, 201) << asked.body;
  EXPECT_EQ(ask().key(), "erasure.asked_already");
  EXPECT_EQ(take(she, asked.text("id"), "approve").key(), "cases.own_case");
  ASSERT_EQ(take(chair, asked.text("id"), "approve").status, 200);
  EXPECT_EQ(with(she).get("/api/v1/me/notices").text("/items/0/title"), "删除申请已同意");
  EXPECT_EQ(with(she).get("/api/v1/me/record").status, 200) << "she may think again";
  pass(std::chrono::days(8));
  cases::wind(hall.hall(), 100);

  EXPECT_EQ(with(she).get("/api/v1/me").status, 401);
  for (const char* where : {"people WHERE name = '李小河'", "accounts WHERE name = '李小河'", "cases WHERE subject = '李小河'",
                            "case_events WHERE note LIKE '%李小河%'", "membership_forms WHERE words_sealed IS NOT NULL",
                            "account_phones a JOIN accounts c ON c.id = a.account_id WHERE c.state = 'closed'"}) {
    EXPECT_EQ(count("SELECT count(*) FROM " + std::string(where)), 0) << where;
  }
  EXPECT_EQ(count("SELECT count(*) FROM people WHERE erased_at_ms IS NOT NULL"), 1);
  const auto search = [&](http::json::object by) {
    by["org"] = hall.riverside.id.text();
    by["status"] = "withdrawn";
    return hall.as(hall.chair).post("/api/v1/member-searches", by).items().size();
  };
  EXPECT_EQ(search({{"id_number", li}}), 0U);
  EXPECT_EQ(search({{"phone", "12000000009"}}), 0U);

  figures::fold_all(hall.db());
  EXPECT_THAT(figures::check(hall.db()), testing::IsEmpty());
  const auto report = app::check_hall(hall.db(), hall.hall().keys, [](std::string_view) {});
  for (const auto& finding : report.findings) ADD_FAILURE() << finding.what << " " << finding.example;

  // Whoever signs in by that phone is somebody new.
  EXPECT_EQ(with(sign_in("12000000009")).get("/api/v1/me/record").status, 404);
}

TEST_P(OwnData, NothingFindsWhoIsErasedAlsoByAPhoneThatNobodyWouldWriteSoToday) {
  auto her = *hall.db().read([&](db::Session& db) { return people::find_row(db, li_); });
  her.phone_sealed = people::seal_phone(hall.hall().keys, li_, "029-33210001");
  people::SearchRows rows;
  people::add_phones(rows, li_, people::written_phone_keys_of(hall.hall().keys, her));
  hall.db().write([&](db::Session& db) {
    db.exec("UPDATE people SET phone_sealed = :sealed WHERE id = :id", *her.phone_sealed, li_);
    db.exec("DELETE FROM phone_index WHERE person_id = :id", li_);
    people::add_search_rows(db, rows);
  });
  hall.db().write([&](db::Session& db) { people::erase(db, hall.hall().keys, li_, hall.clock.now()); });
  EXPECT_EQ(count("SELECT count(*) FROM phone_index"), 1) << "another's";
}

TEST_P(OwnData, IsErasedSomeTimeAfterHerMembershipEnded) {
  const auto she = verified("12000000009", "李小河", li);
  const auto chair = officer("12000000001", appointed("赵主席", "12000000001", access::RoleWord::chair, hall.riverside));
  const auto leaving = with(she).post("/api/v1/cases", {{"type", "leaving"}, {"words", "李小河要退会"}});
  const auto path = "/api/v1/cases/" + leaving.text("id");
  ASSERT_EQ(with(chair).with("if-match", with(chair).get(path).etag()).post(path + "/steps", {{"step", "announce"}}).status, 200);

  const auto forget = [&] { return erasure::forget_ended(hall.hall(), std::chrono::days{365}); };
  pass(std::chrono::days{364});
  EXPECT_EQ(forget(), 0) << "the time is not up";
  pass(std::chrono::days{2});
  const auto signed_in = sign_in("12000000009");
  EXPECT_EQ(forget(), 0) << "she is signed in";
  pass(std::chrono::days{31});
  EXPECT_EQ(forget(), 1);
  EXPECT_EQ(forget(), 0);
  EXPECT_EQ(count("SELECT count(*) FROM people WHERE erased_at_ms IS NOT NULL"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM people WHERE name = '李小河'"), 0);
  EXPECT_EQ(count("SELECT count(*) FROM people WHERE name = '王大山'"), 1) << "a member stays";
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'erase_ended'"), 1);
  figures::fold_all(hall.db());
  EXPECT_THAT(figures::check(hall.db()), testing::IsEmpty());
  const auto report = app::check_hall(hall.db(), hall.hall().keys, [](std::string_view) {});
  for (const auto& finding : report.findings) ADD_FAILURE() << finding.what << " " << finding.example;
}

TEST_P(OwnData, IsKeptWhereSheThinksAgainOrWorksForAUnion) {
  const auto nobody_yet = sign_in("12000000011");
  const auto asked = with(nobody_yet).post("/api/v1/cases", {{"type", "erasure"}});
  ASSERT_EQ(asked.status, 201) << asked.body;
  const auto path = "/api/v1/cases/" + asked.text("id");
  const auto etag = with(nobody_yet).get(path).etag();
  EXPECT_EQ(with(nobody_yet).with("if-match", etag).post(path + "/steps", {{"step", "withdraw"}}).status, 200);
  pass(std::chrono::days(40));
  cases::wind(hall.hall(), 100);
  EXPECT_EQ(count("SELECT count(*) FROM accounts WHERE state = 'closed'"), 0);

  const auto chair = officer("12000000001", appointed("赵主席", "12000000001", access::RoleWord::chair, hall.riverside));
  EXPECT_EQ(with(chair).post("/api/v1/cases", {{"type", "erasure"}}).key(), "erasure.officer_still");
}

}  // namespace
}  // namespace unionhall
