#include <algorithm>

#include "hall/orgs/orgs.h"
#include "http/roster.h"

namespace unionhall {
namespace {

using http::json::object;
using members::Status;

class MemberRecords : public ::testing::TestWithParam<db::Engine> {
 protected:
  MemberRecords() : hall(GetParam()), roster(hall) {
    hall.mount(members::mount);
    members::offer_figures();
  }

  std::int64_t count(std::string_view sql, std::int64_t id) {
    return hall.db().read([&](db::Session& db) { return db.first<std::int64_t>(sql, id).value_or(0); });
  }
  std::int64_t looks_at(const test::Enrolled& one) {
    return count("SELECT count(*) FROM audit_events WHERE what = 'look' AND subject_id = :id", one.person.value);
  }
  test::Player herself(const test::Enrolled& one) {
    auto player = hall.add_player(one.facts.name);
    player.person = one.person;
    return player;
  }

  test::Hall hall;
  test::Roster roster;
};
UNIONHALL_ON_EACH_ENGINE(MemberRecords);

TEST_P(MemberRecords, ShowOneMemberWithHerSources) {
  const auto one = roster.enrol(hall.riverside, {.phone = "12612345678", .category = "courier", .verified_method = "sms"});
  const auto page = hall.as(hall.chair).get(one.path());
  ASSERT_EQ(page.status, 200) << page.body;
  EXPECT_EQ(page.text("/person/name"), "王秀英");
  EXPECT_EQ(page.text("/person/phone_masked"), "126********");
  EXPECT_EQ(page.text("/membership/org/name"), hall.riverside.name);
  EXPECT_EQ(page.text("/verified/method"), "sms");
  EXPECT_EQ(page.text("/sources/row/batch"), "2026-07-01 秦都快递名册");
  EXPECT_EQ(page.text("/history/0/what"), "recorded");
  EXPECT_EQ(page.etag(), "\"1\"");
  EXPECT_EQ(page.body.find(one.id_number), std::string::npos);
  EXPECT_EQ(page.body.find("12612345678"), std::string::npos);
}

TEST_P(MemberRecords, AreLookedAtOnceAnHour) {
  const auto one = roster.enrol(hall.riverside, {});
  hall.as(hall.officer).get(one.path());
  hall.as(hall.officer).get(one.path());
  EXPECT_EQ(looks_at(one), 1);
  hall.as(hall.chair).get(one.path());
  EXPECT_EQ(looks_at(one), 2);
  hall.advance(std::chrono::hours{1});
  hall.as(hall.officer).get(one.path());
  EXPECT_EQ(looks_at(one), 3);
}

TEST_P(MemberRecords, StayClosedWhenTheLookCannotBeRecorded) {
  const auto one = roster.enrol(hall.riverside, {}), other = roster.enrol(hall.riverside, {.name = "李芳"});
  hall.as(hall.officer).get(one.path());
  hall.db().write([](db::Session& db) { db.exec("CREATE UNIQUE INDEX no_more ON audit_events (region)"); });
  const auto refused = hall.as(hall.officer).get(other.path());
  EXPECT_EQ(refused.status, 503);
  EXPECT_EQ(refused.body.find("李芳"), std::string::npos);
  EXPECT_EQ(hall.as(hall.officer).get(one.path()).status, 200);  // this hour's look is there
}

TEST_P(MemberRecords, OutsideTheOfficersAreaAreNone) {
  const auto one = roster.enrol(hall.riverside, {.phone = "12612345678"}), other = roster.enrol(hall.riverside, {});
  const auto neighbour = [&] { return hall.as(hall.neighbour); };
  EXPECT_EQ(neighbour().get(one.path()).status, 404);
  EXPECT_EQ(neighbour().patch(one.path(), {{"name", "李芳"}}, "\"1\"").status, 404);
  EXPECT_EQ(neighbour().post(one.path() + "/reveals", {{"field", "phone"}, {"purpose", "contact"}}).status, 404);
  EXPECT_EQ(neighbour().post(one.path() + "/not-doubles", {{"other", other.id.text()}}).status, 404);
  EXPECT_EQ(hall.as(hall.security_admin).get(one.path()).status, 403);
  EXPECT_EQ(looks_at(one), 0);
}

TEST_P(MemberRecords, RememberWhatAnOfficerChanged) {
  const auto one = roster.enrol(hall.riverside, {.phone = "12612345678", .category = "courier"});
  const auto changed =
      hall.as(hall.chair)
          .patch(one.path(), {{"name", "王秀莹"}, {"phone", "12688889999"}, {"education", "bachelor"}, {"category", "food_delivery"}},
                 "\"1\"");
  ASSERT_EQ(changed.status, 200) << changed.body;
  EXPECT_EQ(changed.etag(), "\"3\"");  // both rows
  EXPECT_EQ(changed.text("/person/name"), "王秀莹");
  EXPECT_EQ(changed.text("/membership/category"), "food_delivery");
  EXPECT_EQ(changed.text("/sources/name/label"), "何主席");
  EXPECT_EQ(changed.text("/sources/category/kind"), "officer");
  EXPECT_EQ(changed.text("/sources/row/kind"), "import");
  EXPECT_EQ(changed.at("history").as_array().size(), 5u);
  EXPECT_EQ(changed.text("/history/0/by"), "何主席");
  EXPECT_EQ(changed.body.find("12688889999"), std::string::npos);
  for (const auto& event : changed.at("history").as_array()) {
    const auto* field = event.as_object().if_contains("field");
    EXPECT_EQ(event.as_object().contains("to"), field && *field != "phone") << event;
  }

  const auto find = [&](std::string_view typed) {
    return hall.as(hall.officer).post("/api/v1/member-searches", {{"org", hall.qindu.id.text()}, {"q", typed}}).items().size();
  };
  EXPECT_EQ(find("12612345678"), 0u);
  EXPECT_EQ(find("12688889999"), 1u);
  EXPECT_EQ(find("秀英"), 0u);
  EXPECT_EQ(find("王秀莹"), 1u);
  roster.fold();
  const auto values = hall.db().read([&](db::Session& db) { return figures::of(db, hall.city.id); });
  EXPECT_EQ(values.at("members.category.food_delivery"), 1);
  EXPECT_EQ(values.at("members"), 1);
}

TEST_P(MemberRecords, AreNotChangedBehindAnothersBack) {
  const auto one = roster.enrol(hall.riverside, {});
  EXPECT_EQ(hall.as(hall.chair).patch(one.path(), {{"employer", "河畔快递"}}, "\"1\"").status, 200);
  const auto late = hall.as(hall.officer).patch(one.path(), {{"category", "courier"}}, "\"1\"");
  EXPECT_EQ(late.status, 412);
  EXPECT_EQ(late.key(), "members.changed_meanwhile");
  EXPECT_EQ(hall.as(hall.officer).patch(one.path(), {{"category", "courier"}}, "").status, 428);
  EXPECT_EQ(hall.as(hall.officer).patch(one.path(), {{"employer", "河畔快递"}}, "\"2\"").etag(), "\"2\"");  // nothing differs
}

TEST_P(MemberRecords, SayWhichFieldIsWrong) {
  const auto one = roster.enrol(hall.riverside, {});
  const auto wrong =
      hall.as(hall.chair)
          .patch(one.path(),
                 {{"name", "王1"}, {"phone", "126"}, {"education", "none such"}, {"status", "gone"}, {"changed_on", "2027-01-01"}},
                 "\"1\"");
  EXPECT_EQ(wrong.status, 422);
  EXPECT_EQ(wrong.error_at("/name"), "name_bad_character");
  EXPECT_EQ(wrong.error_at("/phone"), "phone_too_short");
  EXPECT_EQ(wrong.error_at("/education"), "unknown_word");
  EXPECT_EQ(wrong.error_at("/status"), "unknown_word");
  EXPECT_EQ(wrong.error_at("/changed_on"), "day_to_come");
  EXPECT_EQ(hall.as(hall.chair).get(one.path()).etag(), "\"1\"");
}

TEST_P(MemberRecords, LeaveAndComeBackByTheSteps) {
  const auto one = roster.enrol(hall.riverside, {});
  const auto step = [&](std::string_view status, const std::string& version) {
    return hall.as(hall.chair).patch(one.path(), {{"status", status}, {"cause", "own_wish"}}, version);
  };
  const auto living = [&] { return count("SELECT count(*) FROM live_membership WHERE person_id = :id", one.person.value); };
  EXPECT_EQ(living(), 1);
  EXPECT_EQ(step("retained", "\"1\"").text("/membership/change_kind"), "retained");
  EXPECT_EQ(living(), 1);
  EXPECT_EQ(step("deemed_withdrawn", "\"2\"").key(), "members.status_not_from_here");
  const auto out = step("transferred_out", "\"2\"");
  EXPECT_EQ(out.text("/membership/status"), "transferred_out");
  EXPECT_EQ(out.text("/history/0/cause"), "own_wish");
  EXPECT_EQ(living(), 0);
  EXPECT_EQ(step("active", "\"3\"").status, 200);  // written by mistake
  EXPECT_EQ(living(), 1);
  roster.fold();
  auto values = hall.db().read([&](db::Session& db) { return figures::of(db, hall.city.id); });
  EXPECT_EQ(values["members"], 1);
  EXPECT_EQ(values["members.status.transferred_out"], 0);
}

TEST_P(MemberRecords, DoNotEndByAStrokeOfThePen) {
  const auto one = roster.enrol(hall.riverside, {});
  const auto step = [&](std::string_view status) { return hall.as(hall.chair).patch(one.path(), {{"status", status}}, "\"1\""); };
  for (const auto& [status, type] : std::map<std::string_view, std::string>{{"withdrawn", "leaving"},
                                                                            {"deemed_withdrawn", "deemed_withdrawal"},
                                                                            {"expelled", "expulsion"},
                                                                            {"deceased", "record_end"},
                                                                            {"cancelled", "record_end"}}) {
    const auto refused = step(status);
    EXPECT_EQ(refused.status, 409);
    EXPECT_EQ(refused.key(), "members.by_case");
    EXPECT_EQ(refused.error_at("/status"), "asked_by_" + type);
  }
  EXPECT_EQ(hall.as(hall.chair).get(one.path()).text("/membership/status"), "active");

  for (const auto& [status, key] : std::map<Status, std::string>{{Status::withdrawn, "members.status_not_from_here"},
                                                                 {Status::expelled, "members.status_not_from_here"},
                                                                 {Status::cancelled, "members.by_case"}}) {
    const auto ended = roster.enrol(hall.riverside, {.status = status});
    EXPECT_EQ(hall.as(hall.chair).patch(ended.path(), {{"status", "active"}}, "\"1\"").key(), key) << db::word(status);
    EXPECT_EQ(hall.as(hall.chair).patch(ended.path(), {{"category", "courier"}}, "\"1\"").status, 200) << "the rest of it may be put right";
  }
}

TEST_P(MemberRecords, AreAliveInOneUnionAlone) {
  const auto one = roster.enrol(hall.riverside, {});
  auto second = one.member;
  second.id = hall.hall().ids.next<Member>();
  second.org = hall.weicheng.id;
  EXPECT_THROW(hall.db().write([&](db::Session& db) { members::add(db, {second}, hall.hall().ids.region(), hall.clock.now()); }),
               db::Failure);
  second.status = Status::transferred_out;  // an ended one beside it is history
  hall.db().write([&](db::Session& db) { members::add(db, {second}, hall.hall().ids.region(), hall.clock.now()); });
  const auto back = hall.as(hall.neighbour).patch("/api/v1/members/" + second.id.text(), {{"status", "active"}}, "\"1\"");
  EXPECT_EQ(back.key(), "members.alive_elsewhere");
}

TEST_P(MemberRecords, NameWhoMayBeTheSamePerson) {
  const auto one = roster.enrol(hall.riverside, {.phone = "12612345678"});
  const auto namesake = roster.enrol(hall.riverside, {}), shares = roster.enrol(hall.renminlu, {.phone = "12612345678"});
  roster.enrol(hall.riverside, {.birth_month = 199004});
  roster.enrol(hall.weicheng, {.phone = "12612345678"});  // outside the officer's area
  const auto doubles = [&] { return hall.as(hall.officer).get(one.path()).at("possible_doubles").as_array(); };
  ASSERT_EQ(doubles().size(), 2u);
  EXPECT_EQ(doubles()[0].at("id").as_string(), shares.id.text());
  EXPECT_EQ(doubles()[0].at("reason").as_string(), "name_birth_and_phone");
  EXPECT_EQ(doubles()[1].at("id").as_string(), namesake.id.text());
  EXPECT_EQ(doubles()[1].at("reason").as_string(), "name_and_birth");

  // Said of either, it holds for both.
  EXPECT_EQ(hall.as(hall.officer).post(namesake.path() + "/not-doubles", {{"other", one.id.text()}}).status, 201);
  EXPECT_EQ(hall.as(hall.officer).post(one.path() + "/not-doubles", {{"other", namesake.id.text()}}).status, 201);
  ASSERT_EQ(doubles().size(), 1u);
  EXPECT_EQ(doubles()[0].at("id").as_string(), shares.id.text());
  EXPECT_EQ(hall.as(hall.officer).post(one.path() + "/not-doubles", {{"other", one.id.text()}}).error_at("/other"), "same_person");
}

TEST_P(MemberRecords, RevealOneValueForAPurpose) {
  const auto one = roster.enrol(hall.riverside, {.phone = "12612345678"});
  const auto ask = [&](object body) { return hall.as(hall.chair).post(one.path() + "/reveals", std::move(body)); };
  const auto shown = ask({{"field", "id_number"}, {"purpose", "check_record"}, {"note", "电话核对"}});
  ASSERT_EQ(shown.status, 201) << shown.body;
  EXPECT_EQ(shown.text("value"), one.id_number);
  EXPECT_EQ(shown.number("left_today"), 49);
  EXPECT_EQ(ask({{"field", "phone"}, {"purpose", "contact"}}).text("value"), "12612345678");
  EXPECT_EQ(ask({{"field", "name"}, {"purpose", "contact"}}).error_at("/field"), "unknown_word");
  EXPECT_EQ(ask({{"field", "phone"}, {"purpose", "curiosity"}}).error_at("/purpose"), "unknown_word");
  EXPECT_EQ(hall.as(hall.worker).post(one.path() + "/reveals", {{"field", "phone"}, {"purpose", "contact"}}).status, 403);

  const auto kept = hall.db().read(
      [](db::Session& db) { return db.all<std::string>("SELECT detail FROM audit_events WHERE what = 'reveal' ORDER BY id LIMIT 9"); });
  EXPECT_EQ(kept, (std::vector<std::string>{"id_number:check_record", "phone:contact"}));
  const auto note =
      hall.db().read([](db::Session& db) { return db.first<std::string>("SELECT note_sealed FROM reveals ORDER BY id LIMIT 1"); });
  EXPECT_EQ(note->find("电话"), std::string::npos);

  const auto without = roster.enrol(hall.riverside, {.name = "李芳"});
  EXPECT_EQ(hall.as(hall.chair).post(without.path() + "/reveals", {{"field", "phone"}, {"purpose", "contact"}}).key(),
            "members.nothing_to_reveal");
}

TEST_P(MemberRecords, RevealNoMoreThanTheDayAllows) {
  hall.hall().settings.reveals_per_day = 2;
  const auto one = roster.enrol(hall.riverside, {.phone = "12612345678"});
  const object body{{"field", "phone"}, {"purpose", "contact"}};
  const auto ask = [&](const std::string& key) {
    return hall.as(hall.chair).with("idempotency-key", key).post(one.path() + "/reveals", body);
  };
  EXPECT_EQ(ask("a").number("left_today"), 1);
  EXPECT_EQ(ask("a").number("left_today"), 1);  // a repeated request spends nothing
  EXPECT_EQ(ask("b").number("left_today"), 0);
  const auto refused = ask("c");
  EXPECT_EQ(refused.key(), "members.reveals_spent");
  EXPECT_EQ(refused.header("retry-after"), "34792");  // until midnight in Beijing
  EXPECT_EQ(refused.body.find("12612345678"), std::string::npos);
  hall.advance(std::chrono::hours{10});
  EXPECT_EQ(ask("d").number("left_today"), 1);
}

TEST_P(MemberRecords, AreHersToRead) {
  const auto one = roster.enrol(hall.riverside, {.phone = "12612345678", .category = "courier", .verified_method = "sms"});
  const auto she = herself(one);
  const auto before = db::statements_run();
  const auto record = hall.as(she).get("/api/v1/me/record");
  EXPECT_LE(db::statements_run() - before, 3);
  ASSERT_EQ(record.status, 200) << record.body;
  EXPECT_EQ(record.text("/person/name"), "王秀英");
  EXPECT_EQ(record.text("/membership/org/name"), hall.riverside.name);
  EXPECT_EQ(record.text("/verified/state"), "verified");
  EXPECT_EQ(record.text("/sources/0/label"), "2026-07-01 秦都快递名册");
  EXPECT_EQ(record.body.find(one.id_number), std::string::npos);
  EXPECT_EQ(hall.as(hall.worker).get("/api/v1/me/record").key(), "members.no_record_yet");
  EXPECT_EQ(hall.as(hall.stranger).get("/api/v1/me/record").status, 401);
}

TEST_P(MemberRecords, TellHerWhoLookedAndWhy) {
  const auto one = roster.enrol(hall.riverside, {.phone = "12612345678"});
  const auto she = herself(one);
  hall.as(hall.officer).get(one.path());
  hall.advance(std::chrono::minutes{1});
  hall.as(hall.chair).post(one.path() + "/reveals", {{"field", "phone"}, {"purpose", "contact"}});
  const auto list = hall.as(she).get("/api/v1/me/accesses");
  ASSERT_EQ(list.items().size(), 2u) << list.body;
  EXPECT_EQ(list.text("/items/0/what"), "reveal");
  EXPECT_EQ(list.text("/items/0/purpose"), "联系本人");
  EXPECT_EQ(list.text("/items/0/who/name"), "何主席");
  EXPECT_EQ(list.text("/items/0/who/role"), "chair");
  EXPECT_EQ(list.text("/items/1/what"), "look");
  EXPECT_EQ(list.text("/items/1/who/org/name"), hall.qindu.name);

  const auto first = hall.as(she).get("/api/v1/me/accesses?limit=1");
  const auto second = hall.as(she).get("/api/v1/me/accesses?limit=1&cursor=" + first.text("next"));
  EXPECT_EQ(second.text("/items/0/what"), "look");
  EXPECT_FALSE(second.has("next"));
  EXPECT_EQ(hall.as(hall.worker).get("/api/v1/me/accesses").items().size(), 0u);
}

TEST_P(MemberRecords, TellWhySomebodyCouldLookThenAndNow) {
  const auto one = roster.enrol(hall.riverside, {.phone = "12612345678"});
  const auto she = herself(one);
  hall.as(hall.officer).get(one.path());
  hall.advance(std::chrono::hours{24});
  // 人民路街道 goes to the neighbour, and the officer's role ends.
  hall.db().write([&](db::Session& db) { ASSERT_TRUE(orgs::move(db, hall.hall(), hall.renminlu.id, hall.weicheng.id, hall.clock.now())); });
  const auto look = hall.as(she).get("/api/v1/me/accesses").text("/items/0/id");

  const auto mine = hall.as(she).get("/api/v1/me/accesses/" + look + "/reach");
  ASSERT_EQ(mine.status, 200) << mine.body;
  EXPECT_TRUE(mine.at("/then/may").as_bool());
  EXPECT_EQ(mine.text("/then/held/role"), "officer");
  EXPECT_EQ(mine.text("/then/held/org/name"), "秦都区总工会");
  ASSERT_EQ(mine.at("/then/way").as_array().size(), 3u) << mine.body;
  EXPECT_EQ(mine.text("/then/way/0/org/name"), "秦都区总工会");
  EXPECT_EQ(mine.text("/then/way/1/org/name"), "人民路街道总工会");
  EXPECT_EQ(mine.text("/then/way/2/org/name"), "河畔快递工会");
  EXPECT_EQ(mine.text("/now/because"), "outside");
  EXPECT_FALSE(mine.has("/now/held"));

  // The auditor reads the same of the row, and nothing of who she is.
  const auto audited = hall.as(hall.audit_admin).get("/api/v1/audit-events/" + look + "/reach");
  EXPECT_EQ(audited.body, mine.body);
  EXPECT_EQ(audited.body.find("王秀英"), std::string::npos);
  EXPECT_EQ(hall.as(hall.officer).get("/api/v1/audit-events/" + look + "/reach").status, 403);
  const auto stranger = roster.enrol(hall.riverside, {.name = "李芳"});
  EXPECT_EQ(hall.as(herself(stranger)).get("/api/v1/me/accesses/" + look + "/reach").status, 404);
  EXPECT_EQ(hall.as(hall.worker).get("/api/v1/me/accesses/" + look + "/reach").status, 404);
}

TEST_P(MemberRecords, TellAClerkWhoMaySeeThem) {
  const auto one = roster.enrol(hall.riverside, {});
  const auto said = [&](const test::Player& asking, AccountId account, const std::string& on = "") {
    const auto reply = hall.as(asking).get(one.path() + "/reach?account=" + account.text() + on);
    return reply.status == 200 ? reply.text("/then/because") : std::to_string(reply.status);
  };
  EXPECT_EQ(said(hall.chair, hall.registrar.account), "role");
  EXPECT_EQ(said(hall.chair, hall.neighbour.account), "outside");
  EXPECT_EQ(said(hall.chair, hall.worker.account), "no_role");
  EXPECT_EQ(said(hall.chair, hall.audit_admin.account), "no_business");
  EXPECT_EQ(said(hall.neighbour, hall.registrar.account), "404");

  hall.advance(std::chrono::hours{24});
  hall.db().write(
      [&](db::Session& db) { db.exec("UPDATE roles SET until_ms = :now WHERE id = :id", hall.clock.now(), hall.officer.role->id); });
  EXPECT_EQ(said(hall.registrar, hall.officer.account), "ended");
  EXPECT_EQ(said(hall.registrar, hall.officer.account, "&on=2026-07-15"), "role");
  EXPECT_EQ(said(hall.registrar, hall.registrar.account, "&on=2026-07-14"), "422");  // the record was not there
  EXPECT_EQ(said(hall.registrar, hall.registrar.account, "&on=yesterday"), "422");
}

TEST_P(MemberRecords, AreCountedAsTheFiguresSay) {
  for (int i = 0; i < 30; ++i) {
    roster.enrol(i % 2 == 0 ? hall.riverside : hall.weicheng, {.name = "李芳",
                                                               .sex = i % 3 == 0 ? people::Sex::male : people::Sex::female,
                                                               .birth_month = i % 7 == 0 ? 0 : 198001 + i % 12,
                                                               .status = i % 5 == 0 ? Status::withdrawn : Status::active,
                                                               .category = i % 4 == 0 ? "courier" : "",
                                                               .verified_method = i % 6 == 0 ? "visit" : ""});
  }
  for (const auto& difference : figures::check(hall.db())) {
    EXPECT_FALSE(difference.figure.starts_with("members") || difference.figure.starts_with("verified"))
        << difference.figure << ": " << difference.folded << " against " << difference.recounted;
  }
}

}  // namespace
}  // namespace unionhall
