// `unionhall check` and `unionhall state-hash`: what they notice, and what leaves them cold.
#include "app/check.h"

#include <gmock/gmock.h>

#include "app/hall_server.h"
#include "app/state_hash.h"
#include "hall/audit/audit.h"
#include "hall/figures/figures.h"
#include "hall/texts/texts.h"
#include "support/hall.h"

namespace unionhall {
namespace {

class Keeping : public testing::TestWithParam<db::Engine> {
 protected:
  Keeping() {
    app::offer_rooms();
    hall.mount(app::mount_rooms);
    person = hall.hall().ids.next<struct Person>();
    member = hall.hall().ids.next<struct Member>();
    enrol();
  }

  void say(std::string_view sql) {
    hall.db().write([&](db::Session& s) { s.exec(sql); });
  }

  std::vector<std::string> findings() {
    std::vector<std::string> found;
    for (const auto& finding : app::check_hall(hall.db(), hall.hall().keys, [](std::string_view) {}).findings)
      found.emplace_back(finding.what);
    return found;
  }

  std::string hash() {
    return app::state_hash(hall.db(), hall.hall().keys, [](std::string_view) {});
  }

  test::Hall hall{GetParam()};
  PersonId person;
  MemberId member;

 private:
  /// One member of riverside, whole in every table.
  void enrol() {
    const auto sealed = hall.hall().keys.seal("61999919900101001X", {"people", "id_sealed", person.value});
    const auto image = hall.hall().keys.seal("{}", {"import_changes", "before_sealed", person.value});
    const auto phone = hall.hall().keys.seal("12600000009", {"people", "phone_sealed", person.value});
    hall.db().write([&](db::Session& s) {
      const auto source = *s.first<std::int64_t>("SELECT min(id) FROM sources");
      s.exec(R"sql(
          INSERT INTO people (id, region, name, name_key, sex, birth_month, id_type, id_sealed, phone_sealed, source_id, created_at_ms, updated_at_ms)
          VALUES (:id, 1, '甲乙', 'a', 'male', 199001, 'resident_id', :sealed, :phone, :source, 0, 0))sql",
             person, sealed, phone, source);
      s.exec("INSERT INTO identity_index (kind, key_no, digest, person_id) VALUES ('resident_id', 1, 'd', :person)", person);
      s.exec("INSERT INTO phone_index (key_no, digest, person_id) VALUES (1, 'p', :person)", person);
      s.exec(R"sql(
          INSERT INTO members (id, region, person_id, org_id, name_key, status, joined_on, changed_on, change_kind, source_id,
                               created_at_ms, updated_at_ms)
          VALUES (:id, 1, :person, :org, 'a', 'active', '2020-01-01', '2020-01-01', 'joined', :source, 0, 0))sql",
             member, person, hall.riverside.id, source);
      s.exec("INSERT INTO live_membership (person_id, member_id) VALUES (:person, :member)", person, member);
      // An import changed her once, and a text to her waits.
      s.exec(R"sql(
          INSERT INTO import_changes (import_id, subject_kind, subject_id, version_after, before_sealed)
          VALUES (1, 'person', :person, 2, :image), (1, 'person', 7, 1, ''), (1, 'org', 7, 2, '{}'))sql",
             person, image);
      texts::add(s, hall.hall(),
                 {.to = *Phone::parse("12600000009", Numbering::demo), .template_word = "sign_in_code", .params = {{"code", "123456"}}},
                 hall.clock.now());
      audit::record(s, hall.hall(), {.actor = hall.registrar.account, .what = "change", .subject_kind = "member", .subject = member.value});
    });
    figures::rebuild(hall.db());
    hall.clock.advance(std::chrono::seconds{5});
    audit::seal(hall.db(), hall.clock.now(), 1000);
  }
};
UNIONHALL_ON_EACH_ENGINE(Keeping);

TEST_P(Keeping, AHallThatIsAsItShouldBeHasNoFindings) {
  const auto report = app::check_hall(hall.db(), hall.hall().keys, [](std::string_view) {});
  EXPECT_THAT(findings(), testing::IsEmpty());
  EXPECT_EQ(report.sealed_values, 5) << "her number and phone, her image, a text's number and words";
  EXPECT_EQ(report.audit_events, 1);
}

TEST_P(Keeping, EachDamageIsFoundForWhatItIs) {
  const std::vector<std::pair<std::string_view, std::string_view>> damages{
      {"UPDATE orgs SET parent_id = 7 WHERE level = 'base'", "unions without their parent"},
      {"UPDATE orgs SET industry_parent_id = 7 WHERE level = 'base'", "unions without their industry parent"},
      {"UPDATE orgs SET state = 'dissolved' WHERE level = 'township'", "unions below a dissolved one"},
      {"UPDATE orgs SET state = 'dissolved' WHERE level = 'base'", "living members of a dissolved union"},
      {"UPDATE orgs SET state = 'dissolved' WHERE level = 'base'", "roles at a dissolved union"},
      {"UPDATE orgs SET path = '0000100009' WHERE level = 'base'", "unions that do not stand below their parent"},
      {"UPDATE people SET source_id = 7", "people without a source"},
      {"DELETE FROM identity_index", "people whom no document finds"},
      {"DELETE FROM phone_index", "people with a phone whom no phone finds"},
      {"INSERT INTO phone_index (key_no, digest, person_id) VALUES (1, 'q', 7)", "phones that find nobody"},
      {"INSERT INTO word_index (kind, gram, subject_id) VALUES ('person', '甲', 7)", "words that find nobody"},
      {"UPDATE members SET org_id = 7", "members without a union"},
      {"UPDATE members SET name_key = 'b'", "members who stand under another name"},
      {"UPDATE members SET status = 'withdrawn'", "people with two living memberships, or one that is none"},
      {"DELETE FROM live_membership", "living memberships that are not known as such"},
      {"INSERT INTO membership_open (person_id, type, case_id) VALUES (1, 'leaving', 7)",
       "changes of membership that stay open after their case"},
      {"INSERT INTO membership_forms (id, region, person_id, member_id, started_by, at_ms) VALUES (7, 0, 1, 1, 'member', 0)",
       "changes of membership without a case"},
      {"UPDATE roles SET org_id = 7 WHERE word = 'registrar'", "roles at no union"},
      {"UPDATE accounts SET person_id = 7 WHERE id IN (SELECT account_id FROM roles WHERE word IN ('audit_administrator', 'registrar'))",
       "administrators who hold another role beside it"},
      {"UPDATE roles SET account_id = (SELECT account_id FROM roles WHERE word = 'audit_administrator') WHERE word = 'registrar'",
       "administrators who hold another role beside it"},
      {"UPDATE figures SET value = value + 1 WHERE figure = 'unions'", "figures that differ from a recount"},
      {"UPDATE audit_events SET detail = 'something else'", "the audit chain is broken"},
      {"UPDATE people SET id_sealed = phone_sealed", "document numbers that do not open"},
      {"UPDATE import_changes SET before_sealed = (SELECT id_sealed FROM people) WHERE before_sealed <> ''",
       "images of records before an import that do not open"},
      {"INSERT INTO files (id, region, name, bytes, digest, key_sealed, at_ms) VALUES (7, 1, '', 0, '', '', 0)",
       "files that are nobody's a day after they were kept"},
      {"INSERT INTO notices (id, region, account_id, key, at_ms) VALUES (7, 1, 7, 'digest', 0)", "notices to no account"},
      {"INSERT INTO notices (id, region, account_id, key, params_sealed, at_ms) SELECT 7, 1, min(id), 'digest', 'x', 0 FROM accounts",
       "words of notices that do not open"},
      {"INSERT INTO consents (id, region, account_id, kind, version, given, language, digest, channel, at_ms) "
       "VALUES (7, 1, 7, 'notice', 1, 1, 'zh', 'd', 'member_app', 0)",
       "consents of no account"},
      {"INSERT INTO consents (id, region, account_id, person_id, kind, version, given, language, digest, channel, at_ms) "
       "SELECT 7, 1, min(id), 7, 'notice', 1, 1, 'zh', 'd', 'member_app', 0 FROM accounts",
       "consents of no person"},
      {"INSERT INTO appeal_results (month, csv, sha256, frozen_at_ms, checked_on) VALUES ('2026-06', 'x', 'y', 0, '2026-07-10')",
       "results that are not those that were published"},
      {"INSERT INTO appeal_result_corrections (month, county, category, figure, number, printed, now_is, since) VALUES "
       "('2026-06', 'city', 'mind', 'solved', 1, 5, 10, '2026-08-01')",
       "corrections of results that were not published"},
      {"INSERT INTO appeal_stories (id, region, words, state, proposed_by, proposed_at_ms) VALUES (7, 1, 'x', 'published', 1, 0)",
       "stories of no appeal"},
      {"UPDATE text_outbox SET to_sealed = params_sealed", "numbers of waiting texts that do not open"},
      {"UPDATE text_outbox SET params_sealed = to_sealed", "words of waiting texts that do not open"},
  };
  for (const auto& [damage, finding] : damages) {
    // In a hall of its own each: one damage has others in its wake.
    class Damaged : public Keeping {
     public:
      using Keeping::findings;
      using Keeping::say;
      void TestBody() override {}
    } damaged;
    damaged.say(damage);
    EXPECT_THAT(damaged.findings(), testing::Contains(std::string(finding))) << damage;
  }
}

TEST_P(Keeping, AConsentIsAsTheTrailTellsIt) {
  const auto agreed = hall.as(hall.worker).post("/api/v1/me/consents", {{"kind", "notice"}, {"version", 1}});
  ASSERT_EQ(agreed.status, 201) << agreed.body;
  hall.as(hall.worker).del("/api/v1/me/consents/notice");
  hall.clock.advance(std::chrono::seconds{5});
  audit::seal(hall.db(), hall.clock.now(), 1000);
  EXPECT_THAT(findings(), testing::IsEmpty());

  say("UPDATE consents SET given = 1");
  EXPECT_THAT(findings(), testing::ElementsAre("consents that the trail tells otherwise"));
  say("DELETE FROM consents");
  EXPECT_THAT(findings(), testing::ElementsAre("consents that are gone"));
}

TEST_P(Keeping, TheHashSeesWhatIsKnownAndNothingElse) {
  const auto before = hash();
  EXPECT_EQ(hash(), before);

  say("UPDATE figures SET value = value + 1");
  say("DELETE FROM audit_events");
  say("DELETE FROM phone_index");
  const auto again = hall.hall().keys.seal("61999919900101001X", {"people", "id_sealed", person.value});
  hall.db().write([&](db::Session& s) { s.exec("UPDATE people SET id_sealed = :sealed", again); });
  EXPECT_EQ(hash(), before) << "sealed anew, it is the same number";

  const auto other = hall.hall().keys.seal("619999199001010021", {"people", "id_sealed", person.value});
  hall.db().write([&](db::Session& s) { s.exec("UPDATE people SET id_sealed = :sealed", other); });
  EXPECT_NE(hash(), before);
}

TEST_P(Keeping, EveryTableIsHashedOrLeftOutOnPurpose) {
  const auto names = hall.db().read([&](db::Session& s) {
    return GetParam() == db::Engine::sqlite
               ? s.all<std::string>("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%'")
               : s.all<std::string>("SELECT CAST(tablename AS TEXT) FROM pg_tables WHERE schemaname = 'public'");
  });
  std::vector<std::string> known;
  for (const auto& table : app::hashed_tables()) known.emplace_back(table.name);
  for (const auto table : app::unhashed_tables()) known.emplace_back(table);
  EXPECT_THAT(names, testing::UnorderedElementsAreArray(known));
}

}  // namespace
}  // namespace unionhall
