// One person on record twice: what an officer may join, what goes on, and who is led where.
#include <gmock/gmock.h>

#include "hall/cases/cases.h"
#include "hall/members/merging.h"
#include "hall/people/people.h"
#include "merges_hall.h"
#include "services/doubles/doubles.h"

namespace unionhall {
namespace {

using namespace std::chrono_literals;
using http::json::array;
using http::json::object;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

class Merges : public test::MergesHall {
 protected:
  std::vector<std::string> history(MemberId id) {
    std::vector<std::string> what;
    const auto reply = page(id);
    for (const auto& event : reply.at("history").as_array()) what.emplace_back(event.at("what").as_string());
    return what;
  }
};
UNIONHALL_ON_EACH_ENGINE(Merges);

// ── Side by side ───────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Merges, TwoRecordsAreLaidSideBySide) {
  const auto both = compare(hall.officer);
  ASSERT_EQ(both.status, 200) << both.body;
  EXPECT_EQ(both.text("/one/person/name"), "李小河");
  EXPECT_EQ(both.text("/other/person/name"), "李晓河");
  EXPECT_EQ(both.text("/one/person/phone_masked"), both.text("/other/person/phone_masked")) << "the masks do not tell, so `differ` does";
  std::vector<std::string> differ;
  for (const auto& field : both.at("differ").as_array()) differ.emplace_back(field.as_string());
  EXPECT_THAT(differ, ElementsAre("name", "id_number", "phone", "ethnicity"));
  EXPECT_EQ(both.text("/other/sources/row/kind"), "demo");
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'look' AND subject_kind = 'person'"), 2);
}

TEST_P(Merges, WhoDoesNotReachBothSeesNeither) {
  EXPECT_EQ(compare(hall.chair).status, 404);
  EXPECT_EQ(compare(hall.neighbour).status, 404);
  EXPECT_EQ(merge(hall.chair, one.member).status, 404);
  EXPECT_EQ(compare(hall.worker).status, 403);
  const auto done = merged(one.member);
  EXPECT_EQ(undo(hall.chair, done).status, 404);
  EXPECT_EQ(undo(hall.neighbour, done).status, 404);
}

TEST_P(Merges, SheAsksOfEachLookAtEitherRecordWhyItMightBe) {
  page(other.member);
  merged(one.member);
  her.person = one.person;
  const auto looks = hall.as(her).get("/api/v1/me/accesses");
  ASSERT_GE(looks.items().size(), 2U) << looks.body;
  for (const auto& look : looks.items()) {
    const auto why = hall.as(her).get("/api/v1/me/accesses/" + std::string(look.at("id").as_string()) + "/reach");
    EXPECT_EQ(why.status, 200) << why.body;
  }
}

// ── Handed up ──────────────────────────────────────────────────────────────────────────────────────────────────

/// Two records at one employer's union, in the hands of its chair.
class HandedUp : public Merges {
 protected:
  HandedUp() {
    other = test::collect(
        hall,
        {.name = "李小河", .number = test::demo_number("19900307", 14), .phone = "12600000003", .at = hall.riverside, .ethnicity = "满族"});
  }
  test::Reply hand_up(const test::Player& who) {
    return hall.as(who).post("/api/v1/cases", {{"type", "double"}, {"member", one.member.text()}, {"other", other.member.text()}});
  }
  test::Reply seen(const test::Player& who, const std::string& id) { return hall.as(who).get("/api/v1/cases/" + id); }
};
UNIONHALL_ON_EACH_ENGINE(HandedUp);

TEST_P(HandedUp, TheTableIsSound) { EXPECT_THAT(cases::faults_of(doubles::rules()), IsEmpty()); }

TEST_P(HandedUp, AnEmployersUnionJoinsNobodyAndTheUnionAboveDoes) {
  EXPECT_FALSE(compare(hall.chair).at("decides").as_bool());
  EXPECT_TRUE(compare(hall.officer).at("decides").as_bool());
  EXPECT_EQ(merge(hall.chair, one.member).key(), "members.double_decided_above");
  EXPECT_EQ(hand_up(hall.officer).key(), "doubles.yours");
  EXPECT_EQ(hand_up(hall.worker).status, 403);
  EXPECT_EQ(hand_up(hall.neighbour).status, 404);

  const auto handed = hand_up(hall.chair);
  ASSERT_EQ(handed.status, 201) << handed.body;
  EXPECT_EQ(hand_up(hall.chair).key(), "doubles.handed_up_already");
  const auto waiting = seen(hall.officer, handed.text("id"));
  EXPECT_EQ(waiting.text("state"), "deciding");
  EXPECT_EQ(waiting.text("/org/name"), hall.renminlu.name) << "the nearest that is no employer's";
  EXPECT_EQ(waiting.text("/form/one/name_masked"), "李*河");
  EXPECT_EQ(waiting.text("/form/other/union/name"), hall.riverside.name);
  EXPECT_EQ(seen(hall.neighbour, handed.text("id")).status, 404);

  const auto done = merged(one.member, {"ethnicity"});
  EXPECT_EQ(seen(hall.officer, handed.text("id")).text("state"), "joined");
  EXPECT_EQ(seen(hall.chair, handed.text("id")).text("state"), "joined");
  EXPECT_EQ(undo(hall.chair, done).key(), "members.double_decided_above");
  EXPECT_EQ(undo(hall.officer, done).status, 200);
  expect_sound();
}

TEST_P(HandedUp, TwoPeopleAreNotAskedAboutAgain) {
  const auto handed = hand_up(hall.chair).text("id");
  const auto etag = seen(hall.officer, handed).etag();
  const auto apart = hall.as(hall.officer)
                         .with("if-match", etag)
                         .post("/api/v1/cases/" + handed + "/steps", {{"step", "keep_apart"}, {"comment", "两本户口簿"}});
  ASSERT_EQ(apart.status, 200) << apart.body;
  EXPECT_EQ(seen(hall.chair, handed).text("state"), "apart");
  EXPECT_EQ(count("SELECT count(*) FROM not_doubles"), 1);
  EXPECT_EQ(page(one.member).at("possible_doubles").as_array().size(), 0U);
  expect_sound();
}

TEST_P(HandedUp, AHiddenMembershipTellsTheEmployersUnionNothing) {
  // Her second record has ended here; she is a member elsewhere, and her employer shall not know.
  const auto elsewhere = hall.hall().ids.next<struct Member>();
  hall.db().write([&](db::Session& db) {
    auto ended = *members::find(db, other.member);
    auto after = ended;
    after.status = members::Status::withdrawn;
    ASSERT_TRUE(members::change(db, ended, after, hall.clock.now()));
    auto hidden = after;
    hidden.id = MemberId{elsewhere.value};
    hidden.org = hall.weicheng.id;
    hidden.status = members::Status::active;
    ASSERT_TRUE(members::add(db, {hidden}, 1, hall.clock.now()));
    members::hide(db, hidden.id, hall.riverside.id, hall.clock.now());
  });
  const auto both = compare(hall.chair);
  ASSERT_EQ(both.status, 200) << both.body;
  EXPECT_EQ(both.body.find(hall.weicheng.name), std::string::npos);
  const auto handed = hand_up(hall.chair);
  EXPECT_EQ(seen(hall.chair, handed.text("id")).text("/org/name"), hall.renminlu.name);
  EXPECT_EQ(merge(hall.chair, one.member).key(), "members.double_decided_above");
}

TEST_P(Merges, WhoHoldsOfficesThatNobodyHoldsBothIsNotJoined) {
  hall.db().write([&](db::Session& db) {
    for (const auto& [account, word] : {std::pair{her.account, "audit_administrator"}, std::pair{hers_too.account, "officer"}}) {
      db.exec(R"sql(
          INSERT INTO roles (id, region, account_id, word, org_id, desk, since_ms, granted_by)
          VALUES (:id, 1, :account, :word, :org, '', 0, 1))sql",
              hall.hall().ids.next<access::RoleTag>(), account, word, hall.qindu.id);
    }
  });
  EXPECT_EQ(merge(hall.officer, one.member).key(), "doubles.separated");
}

// ── One record ─────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Merges, SheGoesOnWithTheFactsThatWereChosen) {
  merged(one.member, {"ethnicity", "phone"});
  const auto now = page(one.member);
  EXPECT_EQ(now.text("/person/name"), "李小河");
  EXPECT_EQ(now.text("/person/ethnicity"), "满族");
  EXPECT_EQ(now.text("/sources/ethnicity/kind"), "demo");
  EXPECT_EQ(hall.as(hall.officer)
                .post("/api/v1/members/" + one.member.text() + "/reveals", {{"field", "phone"}, {"purpose", "contact"}})
                .text("value"),
            other_phone);
  EXPECT_THAT(history(one.member), Contains("merged"));
  EXPECT_THAT(history(other.member), Contains("gave_way"));
  expect_sound();
}

TEST_P(Merges, OfTwoLivingMembershipsOneGoesOn) {
  merged(other.member);
  EXPECT_EQ(member(one.member).status, members::Status::cancelled);
  EXPECT_EQ(member(other.member).status, members::Status::active);
  EXPECT_EQ(count("SELECT count(*) FROM live_membership"), 1);
  EXPECT_EQ(page(one.member).text("led_to"), other.member.text());
  EXPECT_EQ(page(one.member).text("/person/name"), "李晓河") << "whose record it is now";
  expect_sound();
}

TEST_P(Merges, TheOnlyLivingMembershipGoesOn) {
  hall.db().write([&](db::Session& db) {
    auto ended = *members::find(db, one.member);
    ended.status = members::Status::withdrawn;
    members::change(db, *members::find(db, one.member), ended, hall.clock.now());
    figures::Deltas deltas;
    members::count(deltas, *members::find(db, one.member), people::Sex::female, 199003, 1);
    ended.status = members::Status::active;
    members::count(deltas, ended, people::Sex::female, 199003, -1);
    figures::record(db, hall.hall(), deltas);
  });
  EXPECT_EQ(merge(hall.officer, one.member).error_at("/goes_on"), "membership_must_go_on");
  merged(other.member, {"name"});
  EXPECT_EQ(member(one.member).status, members::Status::withdrawn) << "it had ended before";
  EXPECT_EQ(page(other.member).text("/person/name"), "李小河");
  expect_sound();
}

TEST_P(Merges, WhoeverIsFoundIsWhoStands) {
  merged(one.member);
  const auto hers = std::vector{one.member.text()};
  EXPECT_EQ(found_by({{"name", "李晓河"}}), hers) << "by the words of the other";
  EXPECT_EQ(found_by({{"name", "李小河"}}), hers);
  EXPECT_EQ(found_by({{"phone", other_phone}}), hers);
  EXPECT_EQ(found_by({{"id_number", test::demo_number("19910307", 13)}}), hers);
  EXPECT_EQ(found_by({{"id_number", test::demo_number("19910307", 13)}, {"status", "ended"}}), std::vector{other.member.text()});
}

TEST_P(Merges, BothAccountsSignInAsHer) {
  merged(one.member);
  const auto person_of = [&](const test::Player& who) {
    return hall.db().read([&](db::Session& db) { return people::standing(db, who.person); });
  };
  EXPECT_EQ(person_of(hers_too), one.person);
  auto as_she_signs_in = hers_too;
  as_she_signs_in.person = one.person;
  const auto record = hall.as(as_she_signs_in).get("/api/v1/me/record");
  EXPECT_EQ(record.text("/person/name"), "李小河");
  EXPECT_EQ(record.at("joined").as_array().size(), 1u);
  EXPECT_EQ(count("SELECT count(*) FROM accounts WHERE person_id IS NOT NULL"), 2) << "and neither row was touched";
  EXPECT_EQ(hall.db().read([&](db::Session& db) { return accounts::of_person(db, one.person); }).size(), 2u);
}

TEST_P(Merges, SheIsToldOnEachAccount) {
  merged(one.member);
  for (const auto& who : {her, hers_too}) {
    const auto told = hall.as(who).get("/api/v1/me/notices");
    ASSERT_EQ(told.items().size(), 1u) << told.body;
    EXPECT_EQ(told.items()[0].at("title").as_string(), "您的两条记录已合并成一条");
  }
}

TEST_P(Merges, AChosenNumberLeavesEachNumberInOneRow) {
  const auto done = merged(one.member, {"id_number"});
  EXPECT_EQ(page(one.member).text("/person/birth_month"), "1991-03");
  const auto numbers = [&](PersonId person) {
    return hall.db().read([&](db::Session& db) { return people::open_id_number(hall.hall().keys, *people::find_row(db, person)); });
  };
  EXPECT_EQ(numbers(one.person), test::demo_number("19910307", 13));
  EXPECT_EQ(numbers(other.person), test::demo_number("19900307", 12));
  EXPECT_EQ(found_by({{"id_number", test::demo_number("19900307", 12)}}), std::vector{one.member.text()});
  expect_sound();
  EXPECT_EQ(undo(hall.officer, done).status, 200);
  EXPECT_EQ(numbers(one.person), test::demo_number("19900307", 12));
  EXPECT_EQ(numbers(other.person), test::demo_number("19910307", 13));
  expect_sound();
}

TEST_P(Merges, ARecordThatIsLedIsNotChanged) {
  merged(one.member);
  const auto change =
      hall.as(hall.officer).patch("/api/v1/members/" + other.member.text(), {{"employer", "某公司"}}, page(other.member).etag());
  EXPECT_EQ(change.key(), "members.led");
  // Nor does its membership come alive again by another way.
  const bool alive = hall.db().write([&](db::Session& db) {
    auto again = *members::find(db, other.member);
    again.status = members::Status::active;
    return members::change(db, *members::find(db, other.member), again, hall.clock.now());
  });
  EXPECT_FALSE(alive);
}

TEST_P(Merges, NotADoubleIsRememberedOfHerWhoStands) {
  const auto third =
      test::collect(hall, {.name = "李小河", .number = test::demo_number("19900308", 22), .phone = other_phone, .at = hall.riverside});
  hall.as(hall.officer).post("/api/v1/members/" + third.member.text() + "/not-doubles", {{"other", other.member.text()}});
  EXPECT_EQ(page(one.member).at("possible_doubles").as_array().size(), 1u);
  merged(one.member);
  EXPECT_THAT(page(one.member).at("possible_doubles").as_array(), IsEmpty());
}

// ── What is not joined ─────────────────────────────────────────────────────────────────────────────────────────

TEST_P(Merges, TwoOfficersAtOnceMakeOneMerge) {
  const auto before = "\"" + version(one.member) + "\"";
  const auto other_version = page(other.member).number("version");
  merged(one.member);
  const auto late = hall.as(hall.registrar)
                        .with("if-match", before)
                        .post("/api/v1/members/" + one.member.text() + "/merges",
                              {{"other", other.member.text()}, {"other_version", other_version}, {"goes_on", other.member.text()}});
  EXPECT_EQ(late.error_at("/other"), "same_person");
}

TEST_P(Merges, AChangeMeanwhileIsNotOverwritten) {
  const auto before = "\"" + version(one.member) + "\"";
  const auto other_version = page(other.member).number("version");
  hall.as(hall.officer).patch("/api/v1/members/" + other.member.text(), {{"employer", "某公司"}}, page(other.member).etag());
  const auto late = hall.as(hall.officer)
                        .with("if-match", before)
                        .post("/api/v1/members/" + one.member.text() + "/merges",
                              {{"other", other.member.text()}, {"other_version", other_version}, {"goes_on", one.member.text()}});
  EXPECT_EQ(late.status, 412);
}

TEST_P(Merges, NobodyJoinsHerOwnRecord) {
  auto herself = hall.officer;
  herself.person = other.person;
  EXPECT_EQ(merge(herself, one.member).key(), "doubles.own_record");
}

TEST_P(Merges, WhatIsOpenAboutAMembershipIsSettledFirst) {
  EXPECT_EQ(hall.as(hers_too).post("/api/v1/cases", {{"type", "leaving"}}).status, 201);
  EXPECT_EQ(merge(hall.officer, one.member).key(), "doubles.case_open");
  EXPECT_EQ(merge(hall.officer, other.member).status, 201) << "nothing of hers ends";
}

TEST_P(Merges, AHiddenMemberIsNotJoinedWhereSheHides) {
  hall.db().write([&](db::Session& db) { members::hide(db, other.member, hall.riverside.id, hall.clock.now()); });
  EXPECT_EQ(merge(hall.officer, one.member).key(), "doubles.hidden");
  EXPECT_EQ(merge(hall.officer, other.member).key(), "doubles.hidden");
  EXPECT_EQ(compare(hall.chair).status, 404) << "for the union that must not know she does not exist";
}

TEST_P(Merges, UnknownFieldsAreNamed) {
  EXPECT_EQ(merge(hall.officer, one.member, {"sex"}).error_at("/fields"), "unknown_word");
  EXPECT_EQ(merge(hall.officer, MemberId{42}).error_at("/goes_on"), "unknown_word");
}

}  // namespace
}  // namespace unionhall
