// The audit trail: recorded with what it records, sealed into a chain, read by the audit administrator.
#include "hall/audit/heads.h"

#include <fstream>

#include "support/crowd.h"
#include "support/hall.h"
#include "support/web.h"

namespace unionhall {
namespace {

class Audit : public ::testing::TestWithParam<db::Engine> {
 protected:
  Audit() { hall.mount(audit::mount); }

  void record(std::string_view what, const test::Union& org, std::int64_t subject = 7) {
    hall.db().write([&](db::Session& s) {
      audit::record(s, hall.hall(),
                    {.actor = hall.officer.account,
                     .role = hall.officer.role->id.value,
                     .what = what,
                     .subject_kind = "org",
                     .subject = subject,
                     .org = org.id});
    });
  }
  void look(const test::Player& who, PersonId person) {
    if (hall.db().read([&](db::Session& db) { return audit::has_looked(db, hall.hall(), who.account, person.value); })) return;
    audit::look(hall.hall(), {.actor = who.account,
                              .role = who.role->id.value,
                              .subject_kind = "person",
                              .subject = person.value,
                              .org = hall.riverside.id,
                              .request = "r1"});
  }
  std::int64_t seal(std::int64_t most = 1000) { return audit::seal(hall.db(), hall.clock.now(), most); }
  std::int64_t count(std::string_view what) {
    return hall.db()
        .read([&](db::Session& s) { return s.first<std::int64_t>("SELECT COUNT(*) FROM audit_events WHERE what = :what", what); })
        .value();
  }
  test::Reply events(const std::string& query = "") { return hall.as(hall.audit_admin).get("/api/v1/audit-events" + query); }

  test::Hall hall{GetParam()};
};
UNIONHALL_ON_EACH_ENGINE(Audit);

TEST_P(Audit, ALookIsRecordedOnceAnHourForEachOfficerAndPerson) {
  hall.advance(std::chrono::minutes{39});  // 14:59:08
  look(hall.officer, PersonId{1});
  look(hall.officer, PersonId{1});
  EXPECT_EQ(count("look"), 1);
  look(hall.officer, PersonId{2});
  look(hall.neighbour, PersonId{1});
  EXPECT_EQ(count("look"), 3);
  hall.advance(std::chrono::minutes{1});  // the next hour
  look(hall.officer, PersonId{1});
  EXPECT_EQ(count("look"), 4);
}

TEST_P(Audit, WhatCannotBeRecordedMayNotBeSeen) {
  hall.db().write([](db::Session& s) { s.exec("ALTER TABLE audit_unsealed RENAME TO audit_gone"); });
  EXPECT_THROW(look(hall.officer, PersonId{1}), db::Unavailable);
  EXPECT_EQ(count("look"), 0);
}

TEST_P(Audit, AnEventLivesAndDiesWithItsTransaction) {
  const auto refused = hall.db().write([&](db::Session& s) -> Result<int, int> {
    audit::record(s, hall.hall(), {.actor = hall.officer.account, .what = "change", .subject_kind = "org", .subject = 1});
    return std::unexpected(0);
  });
  EXPECT_FALSE(refused);
  EXPECT_EQ(count("change"), 0);
  EXPECT_EQ(seal(), 0);
}

TEST_P(Audit, TheSealerChainsEverythingOnce) {
  for (int event = 0; event < 7; ++event) record("change", hall.qindu, event);
  EXPECT_EQ(seal(5), 5);
  EXPECT_EQ(seal(5), 2);
  EXPECT_EQ(seal(5), 0);
  const auto verdict = audit::check(hall.db());
  EXPECT_EQ(verdict.events, 7);
  EXPECT_EQ(verdict.sealed, 7);
  EXPECT_EQ(verdict.broken_at, "");
}

TEST_P(Audit, ASlowTransactionIsSealedLateAndNeverPassedOver) {
  // Its events get their ids first and are committed last.
  hall.db().write([&](db::Session& s) {
    audit::record(s, hall.hall(), {.actor = hall.officer.account, .what = "import", .subject_kind = "import", .subject = 1});
    const auto id = s.first<std::int64_t>("SELECT MAX(id) FROM audit_events").value();
    s.exec("UPDATE audit_events SET id = :later WHERE id = :id", id + 1'000'000'000, id);
    s.exec("UPDATE audit_unsealed SET event_id = :later WHERE event_id = :id", id + 1'000'000'000, id);
  });
  EXPECT_EQ(seal(), 1);
  record("change", hall.qindu);  // a smaller id, and an hour later
  hall.advance(std::chrono::hours{1});
  EXPECT_EQ(seal(), 1);
  const auto verdict = audit::check(hall.db());
  EXPECT_EQ(verdict.sealed, 2);
  EXPECT_EQ(verdict.broken_at, "");
}

TEST_P(Audit, TwoSealersAtOnceMakeOneChain) {
  for (int event = 0; event < 30; ++event) record("change", hall.qindu, event);
  test::crowd(3, [&](int) {
    for (int turn = 0; turn < 6; ++turn) {
      try {
        seal(7);
      } catch (const db::Unavailable&) {  // the others were in the way too often; the next turn goes on
      }
    }
  });
  seal();
  const auto verdict = audit::check(hall.db());
  EXPECT_EQ(verdict.sealed, 30);
  EXPECT_EQ(verdict.broken_at, "");
}

TEST_P(Audit, ATamperedTrailIsFound) {
  for (int event = 0; event < 4; ++event) record("change", hall.qindu, event);
  seal();
  const auto id_of = [&](std::int64_t subject) {
    return hall.db()
        .read([&](db::Session& s) { return s.first<std::int64_t>("SELECT id FROM audit_events WHERE subject_id = :s", subject); })
        .value();
  };
  const auto broken_by = [&](const char* change, std::int64_t subject) {
    const auto id = id_of(subject);
    hall.db().write([&](db::Session& s) { s.exec(change, id); });
    return audit::check(hall.db()).broken_at;
  };
  const auto second = "event " + std::to_string(id_of(1));
  EXPECT_EQ(broken_by("UPDATE audit_events SET actor = actor + 1 WHERE id = :id", 1), second);
  EXPECT_EQ(broken_by("UPDATE audit_events SET actor = actor - 1 WHERE id = :id", 1), "") << "as it was";
  EXPECT_EQ(broken_by("UPDATE audit_events SET detail = 'x' WHERE id = :id", 1), second);
  EXPECT_EQ(broken_by("UPDATE audit_events SET detail = '' WHERE id = :id", 1), "");

  EXPECT_EQ(broken_by(R"sql(
      INSERT INTO audit_events (id, region, at_ms, what, subject_kind, subject_id) SELECT :id + 1, region, at_ms, 'look', 'person', 99
        FROM audit_events WHERE id = :id)sql",
                      3),
            "event " + std::to_string(id_of(3) + 1))
      << "slipped in behind the sealer's back";
  EXPECT_EQ(broken_by("DELETE FROM audit_events WHERE id = :id", 99), "");
  EXPECT_EQ(broken_by("DELETE FROM audit_events WHERE id = :id", 3), "position 4") << "the last one is missed too";
  EXPECT_EQ(broken_by("DELETE FROM audit_events WHERE id = :id", 0), "position 1");
}

TEST_P(Audit, AChainMadeAnewIsFoundByItsHeadsOutside) {
  const test::Folder folder;
  const auto file = folder.path() / "heads.txt";
  const auto contradicting = [&] { return hall.db().read([&](db::Session& s) { return audit::contradicting_head(s, file); }); };
  EXPECT_FALSE(audit::send_head(hall.hall(), file)) << "nothing is sealed yet";
  for (int hour = 0; hour < 3; ++hour) {
    record("found", hall.city, hour);
    record("rename", hall.city, hour);
    seal();
    EXPECT_TRUE(audit::send_head(hall.hall(), file));
    EXPECT_FALSE(audit::send_head(hall.hall(), file)) << "it is there already";
    hall.advance(std::chrono::hours{1});
  }
  EXPECT_EQ(contradicting(), std::nullopt);
  std::ofstream(file, std::ios::app | std::ios::binary) << "2026-07-15T17";  // the power went
  EXPECT_EQ(contradicting(), std::nullopt);
  record("found", hall.city, 4);
  seal();
  EXPECT_TRUE(audit::send_head(hall.hall(), file));
  EXPECT_EQ(contradicting(), std::nullopt);

  // Whoever owns the database changes an event and makes the chain anew: it is whole in itself.
  hall.db().write([](db::Session& s) {
    s.exec("UPDATE audit_events SET detail = 'nothing' WHERE what = 'rename' AND subject_id = 1");
    s.exec("DELETE FROM audit_chain");
    s.exec("INSERT INTO audit_unsealed (event_id) SELECT id FROM audit_events");
  });
  seal();
  EXPECT_EQ(audit::check(hall.db()).broken_at, "");
  const auto found = contradicting();
  ASSERT_TRUE(found);
  EXPECT_NE(found->find("+08:00 2 "), std::string::npos) << "sealed at another moment: " << *found;
  EXPECT_THROW(audit::send_head(hall.hall(), folder.path() / "no/such/folder"), std::runtime_error);
}

TEST_P(Audit, TheAuditAdministratorReadsNewestFirst) {
  record("change", hall.qindu, 1);
  look(hall.officer, PersonId{5});
  record("move", hall.weicheng, 2);

  const auto all = events();
  ASSERT_EQ(all.items().size(), 3U) << all.body;
  EXPECT_EQ(all.text("/items/0/what"), "move");
  EXPECT_EQ(all.text("/items/0/org/name"), "渭城区总工会");
  EXPECT_EQ(all.text("/items/1/subject/kind"), "person");
  EXPECT_EQ(all.text("/items/1/subject/id"), "5");
  EXPECT_EQ(all.text("/items/2/actor/name_masked"), "秦*事");
  EXPECT_EQ(all.text("/items/2/role"), "officer");

  EXPECT_EQ(events("?kind=look").items().size(), 1U);
  EXPECT_EQ(events("?kind=change").items().size(), 1U);
  EXPECT_EQ(events("?org=" + hall.qindu.id.text()).items().size(), 2U) << "the district and all below it";
  EXPECT_EQ(events("?org=" + hall.weicheng.id.text() + "&kind=look").items().size(), 0U);
  EXPECT_EQ(events("?kind=" + std::string(41, 'x')).status, 422);
}

TEST_P(Audit, IsAskedForByPersonAndDays) {
  record("change", hall.qindu, 1);
  look(hall.neighbour, PersonId{5});
  hall.advance(std::chrono::hours{10});  // past midnight
  record("change", hall.qindu, 2);
  EXPECT_EQ(events("?actor=" + hall.neighbour.account.text()).items().size(), 1U);
  EXPECT_EQ(events("?actor=" + hall.officer.account.text()).items().size(), 2U);
  EXPECT_EQ(events("?until=2026-07-15").items().size(), 2U) << "the last day whole";
  EXPECT_EQ(events("?from=2026-07-16").text("/items/0/subject/id"), "2");
  EXPECT_EQ(events("?from=2026-07-15&until=2026-07-16&kind=change").items().size(), 2U);
  EXPECT_EQ(events("?from=yesterday").key(), "audit.not_a_day");
  EXPECT_EQ(events("?actor=her").key(), "audit.nobody");
}

TEST_P(Audit, TheListLeavesAsATableAndThatIsOnRecord) {
  record("change", hall.qindu, 1);
  hall.db().write([&](db::Session& s) {
    audit::record(s, hall.hall(),
                  {.actor = hall.officer.account,
                   .what = "move",
                   .subject_kind = "org",
                   .subject = 2,
                   .org = hall.qindu.id,
                   .detail = "=HYPERLINK(1)"});
  });
  const auto table = hall.as(hall.audit_admin).post("/api/v1/audit-events/exports", {{"kind", "move"}});
  ASSERT_EQ(table.status, 200);
  EXPECT_EQ(table.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_EQ(std::ranges::count(table.body, '\n'), 2) << table.body;
  EXPECT_TRUE(table.body.contains("秦*事")) << "as masked as the list";
  EXPECT_TRUE(table.body.contains("\"'=HYPERLINK(1)\"")) << "no formula";
  EXPECT_EQ(events().text("/items/0/what"), "export");
  EXPECT_EQ(events().text("/items/0/detail"), "1 events kind=move");
  EXPECT_EQ(hall.as(hall.security_admin).post("/api/v1/audit-events/exports").key(), "access.not_in_this_role");
}

TEST_P(Audit, ATableHoldsAllThatWasAskedForOrThereIsNone) {
  record("change", hall.qindu, 1);
  hall.advance(std::chrono::hours{72});
  hall.db().write([&](db::Session& s) {
    s.exec(R"sql(
        INSERT INTO audit_events (id, region, at_ms, what, subject_kind, subject_id, org_id)
          WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 20000)
        SELECT (SELECT MAX(id) FROM audit_events) + i + 72 * 3600000 * CAST(4194304 AS BIGINT), 1, :now, 'sign_in', 'account', i, :org FROM n)sql",
           hall.clock.now(), hall.city.id);
  });
  const auto save = [&](http::json::object body) {
    return hall.as(hall.audit_admin).post("/api/v1/audit-events/exports", std::move(body));
  };
  EXPECT_EQ(save({{"kind", "sign_in"}}).status, 200);
  const auto refused = save({});
  EXPECT_EQ(refused.key(), "audit.too_many");
  EXPECT_EQ(refused.error_at("/from"), "narrower_days");
  EXPECT_EQ(count("export"), 1);
  const auto few = save({{"until", "2026-07-15"}, {"actor", hall.officer.account.text()}});
  EXPECT_EQ(std::ranges::count(few.body, '\n'), 2) << few.body;
  EXPECT_EQ(events("?kind=export").text("/items/0/detail"), "1 events actor=" + hall.officer.account.text() + " until=2026-07-15");
}

TEST_P(Audit, TheAuditAdministratorProvesTheChain) {
  for (int event = 0; event < 3; ++event) record("change", hall.qindu, event);
  seal();
  const auto prove = [&] { return hall.as(hall.audit_admin).post("/api/v1/audit-events/proof"); };
  const auto whole = prove();
  EXPECT_EQ(whole.number("sealed"), 3);
  EXPECT_FALSE(whole.has("broken_at"));
  hall.db().write([](db::Session& s) { s.exec("UPDATE audit_events SET detail = 'x' WHERE subject_id = 1 AND what = 'change'"); });
  EXPECT_TRUE(prove().text("broken_at").starts_with("event "));
  for (int again = 0; again < 18; ++again) prove();
  EXPECT_EQ(prove().key(), "audit.proved_often");
  EXPECT_EQ(count("prove"), 20) << "what was refused would make the trail longer without end";
  EXPECT_EQ(hall.as(hall.system_admin).post("/api/v1/audit-events/proof").key(), "access.not_in_this_role");
}

TEST_P(Audit, PagesFollowEachOther) {
  for (int event = 0; event < 5; ++event) record("change", hall.qindu, event);
  const auto first = events("?limit=3");
  const auto second = events("?limit=3&cursor=" + first.text("next"));
  EXPECT_EQ(first.text("/items/2/subject/id"), "2");
  EXPECT_EQ(second.text("/items/0/subject/id"), "1");
  EXPECT_EQ(second.items().size(), 2U);
  EXPECT_FALSE(second.has("next"));
  EXPECT_EQ(events("?kind=change&cursor=" + first.text("next")).status, 422) << "a place in another list";
}

TEST_P(Audit, TheHeadTellsHowFarTheChainReaches) {
  const auto empty = hall.as(hall.audit_admin).get("/api/v1/audit-events/head");
  EXPECT_EQ(empty.number("count"), 0);
  record("change", hall.qindu);
  seal();
  const auto head = hall.as(hall.audit_admin).get("/api/v1/audit-events/head");
  EXPECT_EQ(head.number("count"), 1);
  EXPECT_EQ(head.text("head").size(), 64U);
  EXPECT_EQ(head.text("sealed_until"), "2026-07-15T14:20:08.000+08:00");
}

TEST_P(Audit, NobodyElseReadsIt) {
  for (const auto& other : {hall.registrar, hall.officer, hall.system_admin, hall.security_admin, hall.worker}) {
    EXPECT_EQ(hall.as(other).get("/api/v1/audit-events").status, 403) << other.name;
    EXPECT_EQ(hall.as(other).get("/api/v1/audit-events/head").status, 403) << other.name;
  }
  EXPECT_EQ(hall.as(hall.stranger).get("/api/v1/audit-events").status, 401);

  const auto county_auditor = hall.add_player("区审计", access::RoleWord::audit_administrator, &hall.weicheng);
  record("change", hall.qindu);
  record("change", hall.weicheng);
  EXPECT_EQ(hall.as(county_auditor).get("/api/v1/audit-events").items().size(), 1U) << "her own district";
  EXPECT_EQ(hall.as(county_auditor).get("/api/v1/audit-events?org=" + hall.qindu.id.text()).status, 404);
}

}  // namespace
}  // namespace unionhall
