// What becomes of a membership: who may ask it, who is heard, what silence does, and what follows.
#include "services/membership/membership.h"

#include <gmock/gmock.h>

#include <thread>

#include "base/names.h"
#include "hall/figures/figures.h"
#include "hall/notices/notices.h"
#include "hall/sources/sources.h"
#include "services/transfers/transfers.h"
#include "support/enrol.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using http::json::object;
using members::Status;
using ::testing::AnyOf;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

TEST(MembershipRules, EachTableIsWhole) {
  for (const auto& rules : membership::all_rules()) EXPECT_THAT(cases::faults_of(rules), IsEmpty()) << rules.type;
}

TEST(MembershipRules, NothingFallsOnHerUnheard) {
  for (auto rules : membership::all_rules()) {
    if (!rules.against) continue;
    std::erase_if(rules.steps, [](const cases::Step& step) { return step.by == cases::Party::applicant; });
    EXPECT_FALSE(cases::faults_of(rules).empty()) << rules.type;
  }
}

TEST(MembershipRules, SixMonthsCountFromWhicheverBeganLater) {
  using namespace std::chrono;
  const Date today = 2026y / August / 31;
  EXPECT_TRUE(membership::long_enough(2026y / February / 28, 2026y / January / 1, today));
  EXPECT_TRUE(membership::long_enough(2026y / February / 28, 2026y / February / 28, today));
  EXPECT_FALSE(membership::long_enough(2025y / January / 1, 2026y / March / 1, today));
  EXPECT_FALSE(membership::long_enough(2026y / March / 1, 2025y / January / 1, today));
}

class Membership : public ::testing::TestWithParam<db::Engine> {
 protected:
  Membership() {
    hall.mount(cases::mount);
    hall.mount(members::mount);
    hall.mount(notices::mount);
    hall.mount(transfers::mount);
    hall.mount(membership::mount);
    members::offer_figures();
    cases::offer_figures();
    hall.worker.person = test::enrol(hall, {.name = "李小河", .id_number = "619999199003071124", .at = hall.riverside});
    second = hall.add_player("张二", access::RoleWord::officer, &hall.riverside);
  }

  /// Her newest membership, alive or not.
  members::Member hers() {
    return hall.db().read([&](db::Session& db) { return members::of_person(db, hall.worker.person).at(0); });
  }
  std::size_t living() {
    return hall.db().read([&](db::Session& db) { return members::living(db, {hall.worker.person}).size(); });
  }
  test::Reply ask(const test::Player& who, const std::string& type, object form = {}) {
    form["type"] = type;
    return hall.as(who).post("/api/v1/cases", std::move(form));
  }
  std::string start(const test::Player& who, const std::string& type, object form = {}) {
    const auto made = ask(who, type, std::move(form));
    EXPECT_EQ(made.status, 201) << made.body;
    return made.has("id") ? made.text("id") : "0";
  }
  test::Reply seen(const test::Player& who, const std::string& id) { return hall.as(who).get("/api/v1/cases/" + id); }
  test::Reply take(const test::Player& who, const std::string& id, const std::string& step, const std::string& comment = "") {
    const auto now = seen(who, id);
    if (now.status != 200) return now;
    return hall.as(who).with("if-match", now.etag()).post("/api/v1/cases/" + id + "/steps", {{"step", step}, {"comment", comment}});
  }
  std::vector<std::string> steps_of(const test::Player& who, const std::string& id) {
    std::vector<std::string> steps;
    const auto reply = seen(who, id);
    for (const auto& step : reply.at("steps").as_array()) steps.emplace_back(step.at("step").as_string());
    return steps;
  }
  void wait(int days) {
    for (int day = 0; day < days; ++day) {
      hall.advance(24h);
      while (cases::wind(hall.hall(), 100) == 100) {
      }
    }
  }
  void expect_sound() {
    figures::fold_all(hall.db());
    for (const auto& wrong : figures::check(hall.db())) {
      ADD_FAILURE() << wrong.figure << " of " << wrong.org.text() << ": " << wrong.folded << ", counted " << wrong.recounted;
    }
    hall.db().read([&](db::Session& db) {
      const auto alive = *db.first<std::int64_t>("SELECT count(*) FROM members WHERE status IN ('active', 'transferring', 'retained')");
      EXPECT_EQ(alive, *db.first<std::int64_t>("SELECT count(*) FROM live_membership"));
      EXPECT_LE(alive, 1);
      EXPECT_EQ(*db.first<std::int64_t>("SELECT count(*) FROM membership_open o WHERE NOT EXISTS (SELECT 1 FROM cases c WHERE c.id = "
                                        "o.case_id AND c.outcome = '')"),
                0);
    });
  }
  object about_her(object more = {}) {
    more["member"] = hers().id.text();
    return more;
  }
  object deemed() {
    return about_her({{"unpaid_since", "2025-12-01"}, {"absent_since", "2025-11-01"}, {"words", "2026-05-10 上门谈话，没有效果"}});
  }
  object judged() { return about_her({{"judgment", "（2026）陕0402刑初17号"}, {"words", "2026-07-01 委员会决定"}}); }

  test::Hall hall{GetParam()};
  test::Player second;
};
UNIONHALL_ON_EACH_ENGINE(Membership);

// ── Leaving ────────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Membership, WhatAHiddenMemberAsksIsHiddenToo) {
  const auto street = test::enrol(hall, {.name = "王小安", .id_number = "619999198812310012", .at = hall.renminlu});
  auto she = hall.add_player("王小安");
  she.person = street;
  hall.db().write([&](db::Session& db) { members::hide(db, members::living(db, {street}).at(0).id, hall.riverside.id, hall.clock.now()); });
  const auto id = start(she, "leaving");
  EXPECT_EQ(seen(she, id).text("discretion"), "hidden");
  EXPECT_EQ(seen(hall.chair, id).status, 404);
  const auto into = object{{"org", hall.riverside.id.text()}, {"comment", "转交"}};
  const auto handed =
      hall.as(hall.officer).with("if-match", seen(hall.officer, id).etag()).post("/api/v1/cases/" + id + "/hand-overs", into);
  EXPECT_EQ(handed.error_at("/org"), "not_handed_over");
}

TEST_P(Membership, SheLeavesAndHerUnionAnnouncesIt) {
  const auto id = start(hall.worker, "leaving", {{"words", "另有安排"}});
  EXPECT_EQ(hers().status, Status::active) << "until it is announced";
  EXPECT_EQ(seen(hall.chair, id).text("/form/words"), "另有安排");
  EXPECT_EQ(take(hall.chair, id, "announce").status, 200);
  const auto left = hers();
  EXPECT_EQ(left.status, Status::withdrawn);
  EXPECT_EQ(left.changed_on, "2026-07-15");
  EXPECT_EQ(left.change_kind, "withdrawn");
  EXPECT_EQ(left.change_cause, "own_wish");
  EXPECT_EQ(living(), 0u);
  EXPECT_EQ(seen(hall.worker, id).text("outcome"), "granted");
  const auto page = hall.as(hall.chair).get("/api/v1/members/" + left.id.text());
  EXPECT_EQ(page.text("/history/0/from"), "active");
  EXPECT_EQ(page.text("/history/0/to"), "withdrawn");
  EXPECT_EQ(page.text("/sources/status/label"), seen(hall.worker, id).text("number")) << "the case says so";
  expect_sound();
}

TEST_P(Membership, SilenceDoesNotKeepHer) {
  const auto id = start(hall.worker, "leaving");
  wait(4);
  EXPECT_EQ(hers().status, Status::active);
  wait(4);
  EXPECT_EQ(hers().status, Status::withdrawn) << "five working days are over";
  EXPECT_EQ(seen(hall.worker, id).text("outcome"), "granted");
  expect_sound();
}

TEST_P(Membership, SheTakesItBackUntilThen) {
  const auto id = start(hall.worker, "leaving");
  EXPECT_EQ(ask(hall.worker, "leaving").key(), "membership.asked_already");
  EXPECT_EQ(take(hall.worker, id, "withdraw").status, 200);
  wait(10);
  EXPECT_EQ(hers().status, Status::active);
  start(hall.worker, "leaving");  // and may think again
  expect_sound();
}

TEST_P(Membership, NobodyLeavesForAnother) {
  EXPECT_EQ(ask(hall.chair, "leaving", about_her()).key(), "membership.hers_alone");
  EXPECT_EQ(ask(hall.neighbour, "leaving", about_her()).status, 404);
  EXPECT_EQ(ask(hall.add_player("路人"), "leaving").key(), "membership.no_membership");
}

// ── Resting, and back ──────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Membership, RestsAndComesBackWhenHerUnionSaysSo) {
  EXPECT_EQ(ask(hall.worker, "retention", {{"cause", "holiday"}}).error_at("/cause"), "unknown_word");
  EXPECT_EQ(ask(hall.worker, "return_to_work").key(), "membership.not_from_here");
  auto id = start(hall.worker, "retention", {{"cause", "unemployment"}, {"effective_on", "2026-07-01"}});
  EXPECT_EQ(take(hall.neighbour, id, "approve").status, 404);
  EXPECT_EQ(take(hall.chair, id, "approve").status, 200);
  EXPECT_EQ(hers().status, Status::retained);
  EXPECT_EQ(hers().changed_on, "2026-07-01");
  EXPECT_EQ(hers().change_cause, "unemployed");
  EXPECT_EQ(living(), 1u);
  EXPECT_EQ(ask(hall.chair, "deemed_withdrawal", deemed()).key(), "membership.not_from_here") << "who rests owes no dues";

  id = start(hall.chair, "return_to_work", about_her());
  EXPECT_EQ(seen(hall.worker, id).text("/form/started_by"), "officer") << "whom it is about sees it";
  EXPECT_EQ(take(second, id, "approve").status, 200);
  EXPECT_EQ(hers().status, Status::active);
  expect_sound();
}

TEST_P(Membership, ARefusedRetentionGoesToTheUnionAboveIfSheWants) {
  const auto id = start(hall.worker, "retention", {{"cause", "retirement"}});
  EXPECT_EQ(take(hall.chair, id, "refuse").error_at("/comment"), "required");
  EXPECT_EQ(take(hall.chair, id, "refuse", "材料不全").status, 200);
  EXPECT_EQ(hers().status, Status::active);
  EXPECT_EQ(take(hall.worker, id, "object", "材料都在").status, 200);
  EXPECT_EQ(take(hall.chair, id, "overrule").key(), "cases.no_such_step");
  EXPECT_EQ(take(hall.officer, id, "overrule").status, 200);
  EXPECT_EQ(hers().status, Status::retained);
  expect_sound();
}

TEST_P(Membership, SilenceOnARetentionTakesItUp) {
  const auto id = start(hall.worker, "retention", {{"cause", "retirement"}});
  wait(12);
  EXPECT_EQ(seen(hall.worker, id).text("/tasks/0/org/name"), hall.qindu.name);
  EXPECT_EQ(hers().status, Status::active);
  EXPECT_EQ(take(hall.officer, id, "approve").status, 200);
  expect_sound();
}

// ── Against her ────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Membership, ADeemedWithdrawalNeedsSixMonthsAndAnAttemptAtEducation) {
  auto form = deemed();
  form["words"] = "";
  EXPECT_EQ(ask(hall.chair, "deemed_withdrawal", form).status, 422);
  form = deemed();
  form["absent_since"] = "2026-01-16";
  EXPECT_EQ(ask(hall.chair, "deemed_withdrawal", form).error_at("/absent_since"), "not_six_months");
  EXPECT_EQ(ask(hall.chair, "deemed_withdrawal", {{"unpaid_since", "2025-12-01"}}).error_at("/member"), "required");
  EXPECT_EQ(ask(hall.officer, "deemed_withdrawal", deemed()).key(), "membership.base_union_starts") << "she reaches it, and is not of it";
  EXPECT_EQ(ask(hall.neighbour, "deemed_withdrawal", deemed()).status, 404);
  EXPECT_EQ(ask(hall.worker, "deemed_withdrawal", deemed()).status, 404);
  const auto steward = hall.add_player("小组长", access::RoleWord::steward, &hall.riverside);
  EXPECT_EQ(ask(steward, "deemed_withdrawal", deemed()).status, 404);
}

TEST_P(Membership, WhatGoesAgainstHerSheIsToldOf) {
  hall.db().write(
      [&](db::Session& db) { db.exec("UPDATE accounts SET person_id = :person WHERE id = :id", hall.worker.person, hall.worker.account); });
  const auto id = start(hall.chair, "deemed_withdrawal", deemed());
  const auto told = hall.as(hall.worker).get("/api/v1/me/notices");
  ASSERT_EQ(told.items().size(), 1u) << told.body;
  EXPECT_THAT(told.body, HasSubstr("十五天内可以在办件里提出异议"));
  EXPECT_THAT(told.body, HasSubstr(id)) << "it opens the case";
  wait(16);
  EXPECT_EQ(hall.as(hall.worker).get("/api/v1/me/notices").items().size(), 2u) << "and of what became of it";
}

TEST_P(Membership, WithoutAnObjectionItTakesEffectAfterFifteenDays) {
  const auto id = start(hall.chair, "deemed_withdrawal", deemed());
  EXPECT_THAT(hall.as(hall.worker).get("/api/v1/me/cases").body, HasSubstr(id)) << "she finds it among hers";
  EXPECT_THAT(steps_of(hall.worker, id), Contains("object"));
  EXPECT_THAT(steps_of(hall.chair, id), testing::UnorderedElementsAre("note_objection", "drop"))
      << "whoever started it does not speak for her";
  wait(15);
  EXPECT_EQ(hers().status, Status::active) << "the fifteenth day ends at midnight";
  wait(1);
  EXPECT_EQ(hers().status, Status::deemed_withdrawn);
  EXPECT_EQ(hers().change_kind, "withdrawn");
  EXPECT_EQ(seen(hall.worker, id).text("outcome"), "granted");
  expect_sound();
}

TEST_P(Membership, WhatSheObjectsToTheUnionAboveDecides) {
  auto id = start(hall.chair, "deemed_withdrawal", deemed());
  EXPECT_EQ(take(hall.worker, id, "object", "会费从工资里扣了").status, 200);
  wait(30);
  EXPECT_EQ(hers().status, Status::active) << "silence above does not take it from her";
  EXPECT_THAT(steps_of(hall.chair, id), IsEmpty());
  EXPECT_EQ(take(hall.officer, id, "turn_down", "查到了扣款").status, 200);
  EXPECT_EQ(hers().status, Status::active);

  id = start(hall.chair, "deemed_withdrawal", deemed());
  EXPECT_EQ(take(hall.chair, id, "note_objection", "本人来信").status, 200) << "on paper it counts as well";
  EXPECT_EQ(take(hall.officer, id, "uphold", "没有扣款记录").status, 200);
  EXPECT_EQ(hers().status, Status::deemed_withdrawn);
  expect_sound();
}

TEST_P(Membership, AnExpulsionTakesEffectOnlyOnFileAbove) {
  auto form = judged();
  form.erase("judgment");
  EXPECT_EQ(ask(hall.chair, "expulsion", form).error_at("/judgment"), "required");
  EXPECT_EQ(ask(hall.officer, "expulsion", judged()).key(), "membership.base_union_starts");
  const auto id = start(hall.chair, "expulsion", judged());
  EXPECT_EQ(take(hall.officer, id, "put_on_file").key(), "cases.no_such_step") << "not before she could speak";
  wait(17);
  EXPECT_EQ(seen(hall.worker, id).text("state"), "filing");
  EXPECT_EQ(seen(hall.worker, id).text("/tasks/0/org/name"), hall.qindu.name) << "the street has nobody";
  EXPECT_EQ(hers().status, Status::active);
  EXPECT_THAT(steps_of(hall.chair, id), IsEmpty());

  // Who has posts at both unions is one person all the same.
  auto chair_above = hall.officer;
  chair_above.account = hall.chair.account;
  EXPECT_EQ(take(chair_above, id, "put_on_file").key(), "cases.second_officer");
  EXPECT_THAT(steps_of(chair_above, id), testing::ElementsAre("turn_down"));
  EXPECT_EQ(take(hall.officer, id, "put_on_file").status, 200);
  EXPECT_EQ(hers().status, Status::expelled);
  EXPECT_EQ(hers().change_kind, "expelled");
  EXPECT_EQ(hers().change_cause, "convicted");
  EXPECT_EQ(living(), 0u);
  const auto kept =
      hall.db().read([](db::Session& db) { return *db.first<std::string>("SELECT judgment_sealed FROM membership_forms LIMIT 1"); });
  EXPECT_EQ(kept.find("刑初"), std::string::npos) << "a judgment lies sealed";
  EXPECT_EQ(seen(hall.worker, id).text("/form/judgment"), "（2026）陕0402刑初17号");
  expect_sound();
}

TEST_P(Membership, AnExpulsionMayBeObjectedToAndTurnedDown) {
  const auto id = start(hall.chair, "expulsion", judged());
  wait(17);
  EXPECT_EQ(take(hall.worker, id, "object", "判的不是我").status, 200) << "also while it lies above";
  EXPECT_EQ(take(hall.officer, id, "put_on_file").error_at("/comment"), "required") << "who is objected to is answered";
  EXPECT_EQ(take(hall.officer, id, "turn_down", "同名不同人").status, 200);
  EXPECT_EQ(hers().status, Status::active);
  EXPECT_EQ(seen(hall.worker, id).text("outcome"), "refused");
  expect_sound();
}

TEST_P(Membership, ARecordIsEndedBySecondEyes) {
  const object gone = about_her({{"cause", "deceased"}, {"effective_on", "2026-07-10"}, {"words", "家属告知"}});
  EXPECT_EQ(ask(hall.worker, "record_end", gone).status, 404);
  const auto id = start(hall.chair, "record_end", gone);
  EXPECT_EQ(take(hall.chair, id, "confirm").key(), "cases.second_officer");
  EXPECT_EQ(take(second, id, "confirm").status, 200);
  EXPECT_EQ(hers().status, Status::deceased);
  EXPECT_EQ(hers().changed_on, "2026-07-10");
  expect_sound();
}

TEST_P(Membership, AUnionWithOneOfficerAsksTheNextAbove) {
  hall.db().write([&](db::Session& db) { db.exec("UPDATE roles SET until_ms = 1 WHERE account_id = :id", second.account); });
  const auto id = start(hall.chair, "record_end", about_her({{"cause", "mistake"}, {"words", "重复录入"}}));
  EXPECT_EQ(seen(hall.chair, id).text("/tasks/0/org/name"), hall.qindu.name);
  EXPECT_EQ(take(hall.officer, id, "confirm").status, 200);
  EXPECT_EQ(hers().status, Status::cancelled);
  expect_sound();
}

TEST_P(Membership, WhoIsSaidToBeDeadMaySayOtherwise) {
  const auto id = start(hall.chair, "record_end", about_her({{"cause", "deceased"}, {"words", "听说"}}));
  EXPECT_EQ(take(hall.worker, id, "object", "我还在").status, 200);
  EXPECT_EQ(take(second, id, "confirm").key(), "cases.no_such_step");
  EXPECT_EQ(take(hall.officer, id, "turn_down", "本人在").status, 200);
  EXPECT_EQ(hers().status, Status::active);
  expect_sound();
}

// ── Coming back ────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Membership, WhatWasEndedByMistakeIsRestored) {
  EXPECT_EQ(ask(hall.worker, "restoration", {{"words", "x"}}).key(), "membership.not_from_here");
  take(second, start(hall.chair, "record_end", about_her({{"cause", "mistake"}, {"words", "重复录入"}})), "confirm");
  ASSERT_EQ(living(), 0u);
  const auto id = start(hall.chair, "restoration", about_her({{"words", "不是重复"}}));
  EXPECT_EQ(take(hall.chair, id, "approve").key(), "cases.second_officer");
  EXPECT_EQ(take(second, id, "approve").status, 200);
  EXPECT_EQ(hers().status, Status::active);
  EXPECT_EQ(hers().joined_on, "2020-01-01");
  EXPECT_EQ(living(), 1u);
  expect_sound();
}

TEST_P(Membership, TheExpelledComeBackByTheUnionAboveAlone) {
  const auto expelled = start(hall.chair, "expulsion", judged());
  wait(17);
  ASSERT_EQ(take(hall.officer, expelled, "put_on_file").status, 200);
  const auto id = start(hall.worker, "restoration", {{"words", "改判无罪"}});
  EXPECT_EQ(seen(hall.worker, id).text("state"), "asked_above");
  EXPECT_EQ(take(second, id, "approve").key(), "cases.no_such_step") << "not her own union";
  EXPECT_EQ(take(hall.officer, id, "approve").status, 200);
  EXPECT_EQ(hers().status, Status::active);
  EXPECT_EQ(hers().change_kind, "joined");
  expect_sound();
}

TEST_P(Membership, NobodyComesBackBesideALivingMembership) {
  take(second, start(hall.chair, "record_end", about_her({{"cause", "mistake"}, {"words", "重复录入"}})), "confirm");
  const auto id = start(hall.chair, "restoration", about_her({{"words", "不是重复"}}));
  auto elsewhere = hers();
  elsewhere.id = hall.hall().ids.next<struct Member>();
  elsewhere.org = hall.weicheng.id;
  elsewhere.status = Status::active;
  hall.db().write([&](db::Session& db) {
    members::add(db, {elsewhere}, 0, hall.clock.now());
    figures::Deltas deltas;
    members::count(deltas, elsewhere, people::Sex::female, 199003, 1);
    figures::record(db, hall.hall(), deltas);
  });
  EXPECT_EQ(take(second, id, "approve").key(), "membership.alive_elsewhere");
  EXPECT_EQ(seen(second, id).text("state"), "deciding") << "nothing of it was written";
  EXPECT_EQ(take(second, id, "refuse", "已在渭城入会").status, 200);
  expect_sound();
}

// ── Beside a transfer ──────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Membership, WhoLeavesLeavesATransferBehind) {
  const auto transfer = start(hall.worker, "transfer", {{"org", hall.weicheng.id.text()}});
  const auto id = start(hall.worker, "leaving");
  EXPECT_EQ(take(hall.neighbour, transfer, "take_in").status, 200);
  EXPECT_EQ(take(hall.chair, id, "announce").status, 200);
  EXPECT_EQ(living(), 0u);
  EXPECT_EQ(seen(hall.worker, transfer).text("outcome"), "lapsed");
  wait(10);
  EXPECT_EQ(living(), 0u) << "silence of the old union brings nobody back";
  expect_sound();
}

TEST_P(Membership, WhoWasTransferredMeanwhileLeavesAllTheSame) {
  const auto id = start(hall.worker, "leaving");
  const auto transfer = start(hall.worker, "transfer", {{"org", hall.weicheng.id.text()}});
  EXPECT_EQ(take(hall.neighbour, transfer, "take_in").status, 200);
  EXPECT_EQ(take(hall.chair, transfer, "let_go").status, 200);
  wait(8);
  EXPECT_EQ(seen(hall.worker, id).text("outcome"), "granted");
  EXPECT_EQ(living(), 0u);
  expect_sound();
}

TEST_P(Membership, WhatRunsAboutHerEndsWithHerMembership) {
  const auto resting = start(hall.worker, "retention", {{"cause", "unemployment"}});
  const auto deeming = start(hall.chair, "deemed_withdrawal", deemed());
  EXPECT_EQ(take(hall.chair, start(hall.worker, "leaving"), "announce").status, 200);
  for (const auto& id : {resting, deeming}) EXPECT_EQ(seen(hall.worker, id).text("state"), "overtaken");
  expect_sound();
}

TEST_P(Membership, ALeavingAndATransferInTheSameMomentLeaveAtMostOne) {
  const auto transfer = start(hall.worker, "transfer", {{"org", hall.weicheng.id.text()}});
  ASSERT_EQ(take(hall.neighbour, transfer, "take_in").status, 200);
  const auto id = start(hall.worker, "leaving");
  const auto of_transfer = seen(hall.chair, transfer).etag(), of_leaving = seen(hall.chair, id).etag();
  int let_go = 0, announced = 0;
  {
    std::jthread one([&] {
      let_go = hall.as(hall.chair).with("if-match", of_transfer).post("/api/v1/cases/" + transfer + "/steps", {{"step", "let_go"}}).status;
    });
    std::jthread other([&] {
      announced = hall.as(second).with("if-match", of_leaving).post("/api/v1/cases/" + id + "/steps", {{"step", "announce"}}).status;
    });
  }
  EXPECT_THAT(let_go, AnyOf(200, 409, 412));
  EXPECT_THAT(announced, AnyOf(200, 409, 412));
  EXPECT_TRUE(let_go == 200 || announced == 200);
  if (announced != 200) {
    EXPECT_EQ(take(hall.chair, id, "announce").status, 200);
  }
  EXPECT_EQ(living(), 0u) << "in whichever order, she has left";
  EXPECT_NE(seen(hall.worker, transfer).text("outcome"), "");
  expect_sound();
}

}  // namespace
}  // namespace unionhall
