// Consent: what is agreed to, in which version, and taken back.
#include "hall/consents/consents.h"

#include <gmock/gmock.h>

#include <set>

#include "hall/consents/texts.h"
#include "support/hall.h"

namespace unionhall::consents {
namespace {

using testing::HasSubstr;
using testing::Not;

class Consents : public ::testing::TestWithParam<db::Engine> {
 protected:
  Consents() { hall.mount(mount); }

  test::Reply agree(const test::Player& player, const std::string& kind, std::int64_t version = 1) {
    return hall.as(player).post("/api/v1/me/consents", {{"kind", kind}, {"version", version}});
  }
  bool has(const test::Player& player, Kind kind) {
    return hall.db().read([&](db::Session& db) { return consents::has(db, player.account, kind); });
  }
  std::int64_t count(std::string_view sql) {
    return hall.db().read([&](db::Session& s) { return s.first<std::int64_t>(sql).value(); });
  }
  Result<ConsentId, Refusal> give(const Given& given) {
    return hall.db().write([&](db::Session& db) { return consents::give(db, hall.hall(), given, hall.clock.now()); });
  }

  test::Hall hall{GetParam()};
};
UNIONHALL_ON_EACH_ENGINE(Consents);

TEST_P(Consents, AnybodyMayReadWhatIsAgreedToInHerLanguage) {
  const auto notice = hall.as(hall.stranger).get("/api/v1/consents/notice");
  ASSERT_EQ(notice.status, 200) << notice.body;
  EXPECT_EQ(notice.number("version"), 1);
  EXPECT_EQ(notice.text("kind"), "notice");
  EXPECT_EQ(notice.text("digest").size(), 64U);
  EXPECT_THAT(notice.text("text"), HasSubstr("处理您个人信息的是" + hall.hall().settings.name));
  EXPECT_THAT(notice.text("text"), HasSubstr(hall.hall().settings.contact));
  EXPECT_THAT(notice.text("text"), Not(HasSubstr("{")));
  EXPECT_EQ(notice.text("/separate/0/kind"), "id_number");
  EXPECT_THAT(notice.text("/separate/0/text"), HasSubstr("单独同意"));

  const auto english = hall.as(hall.stranger).in_english().get("/api/v1/consents/notice");
  EXPECT_THAT(english.text("text"), HasSubstr("Your personal information is handled by"));
  EXPECT_NE(english.text("digest"), notice.text("digest"));
}

TEST_P(Consents, TheNoticeComesBeforeWhatRestsOnIt) {
  EXPECT_EQ(agree(hall.worker, "id_number").key(), "consents.notice_first");
  EXPECT_FALSE(has(hall.worker, Kind::id_number));
  EXPECT_EQ(agree(hall.worker, "notice").status, 201);
  EXPECT_EQ(agree(hall.worker, "id_number").status, 201);
  EXPECT_TRUE(has(hall.worker, Kind::notice));
  EXPECT_TRUE(has(hall.worker, Kind::id_number));
  EXPECT_FALSE(has(hall.chair, Kind::notice)) << "somebody else";
}

TEST_P(Consents, OnlyTheVersionOfNowIsAgreedTo) {
  EXPECT_EQ(agree(hall.worker, "notice", 2).key(), "consents.not_current");
  EXPECT_EQ(agree(hall.worker, "notice", 0).error_at("/version"), "too_small");
  EXPECT_EQ(agree(hall.worker, "cookies").error_at("/kind"), "unknown_word");
  EXPECT_EQ(hall.as(hall.stranger).post("/api/v1/me/consents", {{"kind", "notice"}, {"version", 1}}).status, 401);
}

TEST_P(Consents, AnOlderVersionAsksAgain) {
  agree(hall.worker, "notice");
  agree(hall.worker, "id_number");
  // As if it had been given to a version before this one.
  hall.db().write([](db::Session& s) { s.exec("UPDATE consents SET version = 0 WHERE kind = 'notice'"); });
  EXPECT_FALSE(has(hall.worker, Kind::notice));
  EXPECT_TRUE(has(hall.worker, Kind::id_number));
  const auto now = hall.as(hall.worker).get("/api/v1/me/consents");
  EXPECT_EQ(now.at("/now/0/given"), false);
  EXPECT_EQ(now.number("/now/0/version"), 1);
  EXPECT_EQ(now.number("/now/0/last/version"), 0);
  EXPECT_EQ(now.at("/now/0/last/given"), true);
  EXPECT_EQ(agree(hall.worker, "notice").status, 201);
  EXPECT_TRUE(has(hall.worker, Kind::notice));
}

TEST_P(Consents, GivenTwiceItIsTheFirst) {
  const auto first = agree(hall.worker, "notice"), second = agree(hall.worker, "notice");
  EXPECT_EQ(first.text("id"), second.text("id"));
  EXPECT_EQ(count("SELECT COUNT(*) FROM consents"), 1);
}

TEST_P(Consents, AreWithdrawnAsEasilyAndTheAnswerSaysWhatFollows) {
  EXPECT_EQ(hall.as(hall.worker).del("/api/v1/me/consents/notice").key(), "consents.not_given");
  EXPECT_EQ(hall.as(hall.worker).del("/api/v1/me/consents/cookies").status, 404);
  agree(hall.worker, "notice");
  agree(hall.worker, "id_number");
  const auto withdrawn = hall.as(hall.worker).del("/api/v1/me/consents/id_number");
  ASSERT_EQ(withdrawn.status, 200) << withdrawn.body;
  EXPECT_THAT(withdrawn.text("follows"), HasSubstr(hall.hall().settings.contact));
  EXPECT_TRUE(has(hall.worker, Kind::notice));
  EXPECT_FALSE(has(hall.worker, Kind::id_number));
  EXPECT_EQ(hall.as(hall.worker).del("/api/v1/me/consents/id_number").key(), "consents.not_given");

  hall.advance(std::chrono::seconds(1));
  EXPECT_EQ(agree(hall.worker, "id_number").status, 201) << "and given again";
  EXPECT_TRUE(has(hall.worker, Kind::id_number));
}

TEST_P(Consents, WithTheNoticeGoesWhatRestsOnIt) {
  agree(hall.worker, "notice");
  agree(hall.worker, "id_number");
  EXPECT_EQ(hall.as(hall.worker).del("/api/v1/me/consents/notice").status, 200);
  EXPECT_FALSE(has(hall.worker, Kind::notice));
  EXPECT_FALSE(has(hall.worker, Kind::id_number));
  EXPECT_EQ(count("SELECT COUNT(*) FROM consents WHERE given = 0"), 2);
}

TEST_P(Consents, TheLedgerTellsAllOfIt) {
  hall.as(hall.worker).in_english().post("/api/v1/me/consents", {{"kind", "notice"}, {"version", 1}});
  hall.advance(std::chrono::seconds(1));
  hall.as(hall.worker).del("/api/v1/me/consents/notice");
  const auto ledger = hall.as(hall.worker).get("/api/v1/me/consents?limit=1");
  ASSERT_EQ(ledger.items().size(), 1U);
  EXPECT_EQ(ledger.at("/items/0/given"), false);
  const auto rest = hall.as(hall.worker).get("/api/v1/me/consents?limit=1&cursor=" + ledger.text("next"));
  ASSERT_EQ(rest.items().size(), 1U);
  EXPECT_EQ(rest.at("/items/0/given"), true);
  EXPECT_EQ(rest.text("/items/0/channel"), "member_app");
  EXPECT_EQ(rest.at("/items/0/for_her"), false);
  EXPECT_EQ(rest.text("/items/0/digest"), digest_of(wording_of(Kind::notice, 1, http::Language::en))) << "what she read was English";
  EXPECT_FALSE(rest.has("next"));
  EXPECT_EQ(hall.as(hall.chair).get("/api/v1/me/consents").items().size(), 0U);
  EXPECT_EQ(count("SELECT COUNT(*) FROM audit_events WHERE what IN ('consent', 'withdraw_consent')"), 2);
}

TEST_P(Consents, AnOfficerFillsInForWhoHasNoPhone) {
  const auto person = hall.hall().ids.next<struct Person>();
  const Given given{.whose = {.account = {}, .person = person},
                    .kind = Kind::notice,
                    .version = current_version(Kind::notice),
                    .channel = Channel::paper,
                    .filled_in_by = hall.officer.account};
  ASSERT_TRUE(give(given));
  EXPECT_TRUE(hall.db().read([&](db::Session& db) { return consents::has(db, person, Kind::notice); }));
  EXPECT_EQ(count("SELECT COUNT(*) FROM consents WHERE by_account IS NOT NULL AND channel = 'paper'"), 1);
  // She gets an account later, and it is known to be hers.
  hall.db().write([&](db::Session& s) { s.exec("UPDATE accounts SET person_id = :person WHERE id = :id", person, hall.worker.account); });
  EXPECT_TRUE(has(hall.worker, Kind::notice));
}

TEST_P(Consents, ARepeatedRequestGetsTheFirstAnswer) {
  const http::json::object body{{"kind", "notice"}, {"version", 1}};
  const auto first = hall.as(hall.worker).with("idempotency-key", "one").post("/api/v1/me/consents", body);
  const auto again = hall.as(hall.worker).with("idempotency-key", "one").post("/api/v1/me/consents", body);
  EXPECT_EQ(first.status, 201);
  EXPECT_EQ(again.text("id"), first.text("id"));
}

// ── Wordings ──

TEST(Wordings, EveryVersionIsThereInBothLanguagesAndSaysItsNumber) {
  std::set<std::pair<std::string_view, std::int64_t>> versions;
  for (const auto& wording : wordings()) {
    versions.insert({wording.kind, wording.version});
    EXPECT_TRUE(db::from_word<Kind>(wording.kind)) << wording.kind;
    EXPECT_THAT(std::string(wording.text), HasSubstr("{contact}"));
    EXPECT_THAT(std::string(wording.text), HasSubstr("{name}"));
    const auto number = wording.language == "en" ? "(version " + std::to_string(wording.version) + ")"
                                                 : "（第 " + std::to_string(wording.version) + " 版）";
    EXPECT_THAT(std::string(wording.text.substr(0, wording.text.find('\n'))), HasSubstr(number));
  }
  EXPECT_EQ(wordings().size(), versions.size() * 2);
  for (const auto& [kind, version] : versions) {
    EXPECT_GE(version, 1);
    EXPECT_TRUE(version == 1 || versions.contains({kind, version - 1})) << kind << " skips a version";
  }
  for (const auto kind : {Kind::notice, Kind::id_number}) EXPECT_GE(current_version(kind), 1);
}

// A consent names the SM3 of what was read: a wording that shipped is never edited, a new version comes beside it.
TEST(Wordings, ThatShippedAreNeverEdited) {
  const std::map<std::string, std::string> shipped{
      {"notice.v1.zh", "56b5f82624b47029"},
      {"notice.v1.en", "ccb5b9efaa686ab2"},
      {"id_number.v1.zh", "d0115d115077b636"},
      {"id_number.v1.en", "c71cd7e8d1b17038"},
  };
  std::map<std::string, std::string> built;
  for (const auto& wording : wordings()) {
    built[std::string(wording.kind) + ".v" + std::to_string(wording.version) + "." + std::string(wording.language)] =
        digest_of(wording).substr(0, 16);
  }
  EXPECT_EQ(built, shipped);
}

}  // namespace
}  // namespace unionhall::consents
