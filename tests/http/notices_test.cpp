// What people are told: in the app, by text, and each morning at the desk.
#include "hall/notices/notices.h"

#include <gmock/gmock.h>
#include <spdlog/spdlog.h>

#include "hall/accounts/accounts.h"
#include "hall/texts/texts.h"
#include "notices_test.h"

namespace unionhall::notices {
namespace {

using namespace std::chrono_literals;
using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;
using testing::Not;
using testing::UnorderedElementsAre;

/// A gateway that takes everything.
struct Kept final : texts::Gateway {
  void send(const Outgoing& text) override { taken.push_back(text); }
  std::vector<Outgoing> taken;
};

class Notices : public ::testing::TestWithParam<db::Engine> {
 protected:
  Notices() {
    spdlog::set_level(spdlog::level::off);
    test::add_notice_words();
    hall.mount(mount);
    courier = open("骑小满", "12600000021");
  }

  test::Player open(const std::string& name, const std::string& phone) {
    const auto id = hall.db().write([&](db::Session& db) {
      return accounts::open_account(db, hall.hall(), {.name = name, .phone = *Phone::parse(phone, Numbering::demo)}, hall.clock.now());
    });
    return {.account = id, .name = name};
  }
  static Message approved(Message::Text text = Message::Text::never) {
    return {.key = "cases.approved", .params = {{"what", "入会申请"}, {"org", "河畔快递工会"}}, .case_id = 42, .text = text};
  }
  void tell(const test::Player& to, const Message& message) {
    hall.db().write([&](db::Session& db) { notices::tell(db, hall.hall(), to.account, message, hall.clock.now()); });
  }
  void tell_officers(const test::Union& at, std::string_view desk) {
    const Message message{.key = "cases.arrived", .params = {{"what", "入会申请"}}};
    hall.db().write([&](db::Session& db) { notices::tell_officers(db, hall.hall(), at.id, desk, message, hall.clock.now()); });
  }
  std::vector<texts::Gateway::Outgoing> sent() {
    Kept gateway;
    texts::send_waiting(hall.hall(), gateway, 100);
    return gateway.taken;
  }
  void say(std::string_view sql) {
    hall.db().write([&](db::Session& s) { s.exec(sql); });
  }
  std::int64_t unread(const test::Player& player) { return hall.as(player).get("/api/v1/me/notices/count").number("unread"); }
  test::Player with_role(const std::string& name, access::RoleWord word, const test::Union& at, const std::string& desk) {
    auto player = hall.add_player(name, word, &at);
    player.role->desk = desk;
    hall.db().write([&](db::Session& s) { s.exec("UPDATE roles SET desk = :desk WHERE id = :id", desk, player.role->id); });
    return player;
  }

  test::Hall hall{GetParam()};
  test::Player courier;  // has a phone
};
UNIONHALL_ON_EACH_ENGINE(Notices);

// ── In the app ──

TEST_P(Notices, AreMadeOfWordsWhenTheyAreRead) {
  tell(courier, approved());
  const auto chinese = hall.as(courier).get("/api/v1/me/notices");
  ASSERT_EQ(chinese.status, 200) << chinese.body;
  EXPECT_EQ(chinese.text("/items/0/title"), "入会申请通过了");
  EXPECT_EQ(chinese.text("/items/0/text"), "河畔快递工会已经通过您的入会申请");
  EXPECT_EQ(chinese.text("/items/0/key"), "cases.approved");
  EXPECT_EQ(chinese.text("/items/0/case"), "42");
  EXPECT_EQ(chinese.at("/items/0/read"), false);
  EXPECT_EQ(hall.as(courier).in_english().get("/api/v1/me/notices").text("/items/0/title"), "入会申请 approved");
}

TEST_P(Notices, AreOnlyTheReadersOwn) {
  tell(courier, approved());
  EXPECT_THAT(hall.as(hall.worker).get("/api/v1/me/notices").items(), IsEmpty());
  EXPECT_EQ(unread(hall.worker), 0);
  EXPECT_EQ(unread(courier), 1);
  EXPECT_EQ(hall.as(hall.stranger).get("/api/v1/me/notices").status, 401);
}

TEST_P(Notices, KeepTheirWordsSealed) {
  tell(courier, approved());
  const auto kept = hall.db().read([](db::Session& s) { return *s.first<std::string>("SELECT params_sealed FROM notices"); });
  EXPECT_THAT(kept, Not(HasSubstr("河畔")));
  EXPECT_THAT(kept, Not(IsEmpty()));
}

TEST_P(Notices, AreListedNewestFirstPageByPage) {
  for (int number = 1; number <= 5; ++number) {
    auto message = approved();
    message.case_id = number;
    tell(courier, message);
    hall.advance(1s);
  }
  std::vector<std::string> cases;
  std::string next;
  do {
    const auto page = hall.as(courier).get("/api/v1/me/notices?limit=2" + (next.empty() ? "" : "&cursor=" + next));
    for (const auto& item : page.items()) cases.emplace_back(item.at("case").as_string());
    next = page.has("next") ? page.text("next") : "";
  } while (!next.empty());
  EXPECT_THAT(cases, ElementsAre("5", "4", "3", "2", "1"));
  const auto cursor = hall.as(courier).get("/api/v1/me/notices?limit=2").text("next");
  EXPECT_EQ(hall.as(hall.worker).get("/api/v1/me/notices?cursor=" + cursor).key(), "http.cursor_unreadable");
}

TEST_P(Notices, AListTakesOneQuery) {
  for (int number = 0; number < 30; ++number) tell(courier, approved());
  const auto before = db::statements_run();
  hall.as(courier).get("/api/v1/me/notices");
  EXPECT_EQ(db::statements_run() - before, 1);
}

TEST_P(Notices, AreReadUpToWhereTheReaderGot) {
  for (int number = 0; number < 3; ++number) {
    tell(courier, approved());
    hall.advance(1s);
  }
  const auto second = hall.as(courier).get("/api/v1/me/notices").text("/items/1/id");
  const auto left = hall.as(courier).post("/api/v1/me/notices/read", {{"up_to", second}});
  EXPECT_EQ(left.status, 200) << left.body;
  EXPECT_EQ(left.number("unread"), 1);
  const auto list = hall.as(courier).get("/api/v1/me/notices");
  EXPECT_EQ(list.at("/items/0/read"), false);
  EXPECT_EQ(list.at("/items/1/read"), true);
  EXPECT_EQ(list.at("/items/2/read"), true);

  tell(hall.worker, approved());
  hall.as(courier).post("/api/v1/me/notices/read", {{"up_to", "9000000000000000000"}});
  EXPECT_EQ(unread(courier), 0);
  EXPECT_EQ(unread(hall.worker), 1) << "somebody else's";
  EXPECT_EQ(hall.as(courier).post("/api/v1/me/notices/read", {{"up_to", "x"}}).error_at("/up_to"), "not_an_id");
}

TEST_P(Notices, ABadgeCountsNoFurtherThanItShows) {
  for (int chunk = 0; chunk < 3; ++chunk) {
    hall.db().write([&](db::Session& db) {
      for (int number = 0; number < 40; ++number) notices::tell(db, hall.hall(), courier.account, approved(), hall.clock.now());
    });
    hall.advance(1s);
  }
  EXPECT_EQ(unread(courier), 100);
}

TEST_P(Notices, OfACommitThatFailedTellNobody) {
  const auto refused = hall.db().write([&](db::Session& db) -> Result<int, int> {
    notices::tell(db, hall.hall(), courier.account, approved(Message::Text::once), hall.clock.now());
    return std::unexpected(1);
  });
  EXPECT_FALSE(refused);
  EXPECT_EQ(unread(courier), 0);
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Notices, GoFourHundredDaysAfterTheyWereRead) {
  const auto forget = [&] { return hall.db().write([&](db::Session& db) { return forget_old(db, hall.clock.now()); }); };
  tell(courier, approved());
  hall.as(courier).post("/api/v1/me/notices/read", {{"up_to", "9000000000000000000"}});
  tell(courier, approved());
  hall.advance(24h * 400);
  EXPECT_EQ(forget(), 0);
  hall.advance(1ms);
  EXPECT_EQ(forget(), 1);
  EXPECT_EQ(unread(courier), 1) << "what nobody has read stays";
}

// ── By text ──

TEST_P(Notices, ComeByTextToWhoHasAPhone) {
  tell(courier, approved(Message::Text::once));
  tell(hall.worker, approved(Message::Text::once));  // has none
  const auto texts = sent();
  ASSERT_EQ(texts.size(), 1U);
  EXPECT_EQ(texts[0].to, "12600000021");
  EXPECT_EQ(texts[0].template_word, "cases.approved");
  EXPECT_EQ(texts[0].params.at("org"), "河畔快递工会");
  EXPECT_EQ(unread(hall.worker), 1);
}

TEST_P(Notices, ATextIsInTheLanguageOfWhoGetsIt) {
  say("UPDATE accounts SET language = 'en' WHERE name = '骑小满'");
  tell(courier, approved(Message::Text::once));
  ASSERT_EQ(sent().size(), 1U);
  tell(courier, approved(Message::Text::once));
  EXPECT_EQ(sent().at(0).template_word, "cases.approved.en");
}

TEST_P(Notices, OneEventMakesAtMostOneTextForEachRecipient) {
  const auto other = open("骑大满", "12600000022");
  auto message = approved(Message::Text::once);
  message.event = 7;
  for (int time = 0; time < 3; ++time) {
    tell(courier, message);
    tell(other, message);
  }
  EXPECT_EQ(sent().size(), 2U);
  EXPECT_EQ(unread(courier), 3);
  message.event = 8;
  tell(courier, message);
  EXPECT_EQ(sent().size(), 1U);
}

TEST_P(Notices, ATextSaysWhetherASecondCopyDoesHarm) {
  tell(courier, approved(Message::Text::once));
  tell(courier, approved(Message::Text::again_if_unsure));
  const auto again =
      hall.db().read([](db::Session& s) { return s.all<std::int64_t>("SELECT again FROM text_outbox ORDER BY id LIMIT 10"); });
  EXPECT_THAT(again, ElementsAre(0, 1));
}

TEST_P(Notices, WaitForTheEndOfTheNightExceptACode) {
  hall.advance(9h);  // 23:20
  tell(courier, approved(Message::Text::once));
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_EQ(unread(courier), 1) << "in the app at once";
  hall.advance(9h);  // 08:20
  EXPECT_EQ(sent().size(), 1U);
}

TEST_P(Notices, ComeByTextOnlyToWhoWantsThemUnlessTheyMustBeTold) {
  EXPECT_EQ(hall.as(courier).get("/api/v1/me/notice-settings").at("texts"), true);
  const auto chosen = hall.as(courier).patch("/api/v1/me/notice-settings", {{"texts", false}}, "");
  EXPECT_EQ(chosen.status, 200) << chosen.body;
  EXPECT_EQ(chosen.at("texts"), false);
  EXPECT_EQ(chosen.at("digest_text"), false);
  tell(courier, approved(Message::Text::once));
  EXPECT_THAT(sent(), IsEmpty());

  auto refusal = approved(Message::Text::once);
  refusal.must_be_told = true;
  tell(courier, refusal);
  EXPECT_EQ(sent().size(), 1U);

  // One choice leaves the other alone.
  EXPECT_EQ(hall.as(courier).patch("/api/v1/me/notice-settings", {{"digest_text", true}}, "").at("texts"), false);
  EXPECT_EQ(hall.as(courier).patch("/api/v1/me/notice-settings", {{"texts", "yes"}}, "").error_at("/texts"), "not_a_flag");
}

TEST_P(Notices, DoNotGoToANumberThatMayBeSomebodyElsesByNow) {
  hall.hall().settings.demo = false;
  const auto now = hall.clock.now();
  const auto account = hall.db().write([&](db::Session& db) {
    return accounts::open_account(db, hall.hall(), {.name = "甲", .phone = *Phone::parse("13900000000", Numbering::real)}, now);
  });
  const test::Player member{.account = account, .name = "甲"};
  hall.db().write(
      [&](db::Session& s) { s.exec("UPDATE account_phones SET proved_at_ms = :at WHERE account_id = :id", now - 24h * 90, account); });
  tell(member, approved(Message::Text::once));
  EXPECT_EQ(sent().size(), 1U);
  hall.advance(1ms);
  tell(member, approved(Message::Text::once));
  EXPECT_THAT(sent(), IsEmpty());
  EXPECT_EQ(unread(member), 2);
}

// ── Officers ──

TEST_P(Notices, ReachThoseWhoWorkAtThisUnionAndDesk) {
  const auto rights = with_role("权干事", access::RoleWord::officer, hall.qindu, "rights");
  const auto joins = with_role("组干事", access::RoleWord::registrar, hall.qindu, "organisation");
  const auto contact = with_role("联系人", access::RoleWord::employer_contact, hall.qindu, "");
  tell_officers(hall.qindu, "rights");
  EXPECT_EQ(unread(hall.officer), 1) << "she has all desks";
  EXPECT_EQ(unread(rights), 1);
  EXPECT_EQ(unread(joins), 0);
  EXPECT_EQ(unread(contact), 0) << "who works for the employer is none of ours";
  EXPECT_EQ(unread(hall.registrar), 0) << "the union above has its own";
  EXPECT_EQ(unread(hall.chair), 0) << "and so has the union below";
  EXPECT_THAT(sent(), IsEmpty());
}

TEST_P(Notices, OfAnOfficeAreReadOnlyInThatOffice) {
  tell_officers(hall.qindu, "rights");
  tell(hall.officer, approved());
  EXPECT_EQ(hall.as(hall.officer).get("/api/v1/me/notices").items().size(), 2U);
  const auto off_duty = hall.as(hall.officer).off_duty().get("/api/v1/me/notices");
  ASSERT_EQ(off_duty.items().size(), 1U);
  EXPECT_FALSE(off_duty.has("/items/0/org"));

  auto elsewhere = hall.officer;
  elsewhere.role->org = hall.weicheng.id;
  EXPECT_EQ(unread(elsewhere), 1);
  hall.as(elsewhere).post("/api/v1/me/notices/read", {{"up_to", "9000000000000000000"}});
  EXPECT_EQ(unread(hall.officer), 1) << "what she could not see she has not read";
}

// ── The morning ──

bool every_day(Date) { return true; }

/// Two wait at each union, one of them at the rights desk.
std::vector<Waiting> two(db::Session&, const access::Role& role) {
  if (role.desk == "rights") return {{"cases.inbox", 1}, {"cases.overdue", 0}};
  return {{"cases.inbox", 2}, {"cases.overdue", 1}};
}

class Mornings : public Notices {
 protected:
  Mornings() { hall.advance(18h + 10min - 8s); }  // 2026-07-16 08:30, a Thursday
  std::int64_t digest(const Counts& counts = two) { return notices::digest(hall.hall(), counts, every_day); }
  std::string digest_of(const test::Player& officer, bool english = false) {
    auto asking = hall.as(officer);
    if (english) asking.in_english();
    const auto list = asking.get("/api/v1/me/notices");
    return list.items().empty() ? "nothing" : list.text("/items/0/text");
  }
};
UNIONHALL_ON_EACH_ENGINE(Mornings);

TEST_P(Mornings, EachOfficerIsToldOnceWhatWaits) {
  EXPECT_EQ(digest(), 4);  // registrar, officer, neighbour, chair
  EXPECT_EQ(digest_of(hall.officer), "2 件在等您办；1 件超期");
  EXPECT_EQ(digest_of(hall.officer, true), "2 wait for you; 1 overdue");
  EXPECT_EQ(digest(), 0);
  hall.advance(1h);
  EXPECT_EQ(digest(), 0);
  EXPECT_EQ(unread(hall.officer), 1);
  EXPECT_EQ(unread(hall.system_admin), 0);
  EXPECT_THAT(sent(), IsEmpty());
  hall.advance(23h);
  EXPECT_EQ(digest(), 4) << "the next morning";
}

TEST_P(Mornings, NobodyIsToldWhereNothingWaits) {
  EXPECT_EQ(digest([](db::Session&, const access::Role& role) -> std::vector<Waiting> {
              return {{"cases.inbox", role.word == access::RoleWord::chair ? 3 : 0}};
            }),
            1);
  EXPECT_EQ(digest_of(hall.chair), "3 件在等您办");
  EXPECT_EQ(unread(hall.officer), 0);
}

TEST_P(Mornings, ComeBetweenHalfPastEightAndNoonOnWorkingDays) {
  hall.clock.advance(-1ms);
  EXPECT_EQ(digest(), 0);
  hall.clock.advance(1ms);
  EXPECT_EQ(notices::digest(hall.hall(), two, [](Date) { return false; }), 0);
  Date asked{};
  notices::digest(
      hall.hall(), [](db::Session&, const access::Role&) { return std::vector<Waiting>{}; },
      [&](Date day) {
        asked = day;
        return false;
      });
  EXPECT_EQ(asked, *parse_iso_date("2026-07-16"));
  hall.advance(3h + 30min);  // noon
  EXPECT_EQ(digest(), 0) << "a hall that was away in the morning does not begin in the afternoon";
}

TEST_P(Mornings, TwoRolesAtOneUnionAreNotCountedTwice) {
  const auto both = with_role("两干事", access::RoleWord::officer, hall.renminlu, "rights");
  const auto add_role = [&](std::string_view word, std::string_view desk, const test::Union& at) {
    hall.db().write([&](db::Session& s) {
      s.exec("INSERT INTO roles (id, region, account_id, word, org_id, desk, since_ms) VALUES (:id, 1, :account, :word, :org, :desk, 0)",
             hall.hall().ids.next<access::RoleTag>(), both.account, word, at.id, desk);
    });
  };
  const Counts by_desk = [](db::Session&, const access::Role& role) -> std::vector<Waiting> {
    return {{"cases.inbox", role.desk == "rights" ? 1 : role.desk == "organisation" ? 4 : 5}};
  };
  add_role("registrar", "organisation", hall.renminlu);
  add_role("steward", "organisation", hall.renminlu);
  digest(by_desk);
  EXPECT_EQ(digest_of(both), "5 件在等您办") << "one at the one desk, four at the other";

  hall.advance(24h);
  add_role("chair", "", hall.renminlu);
  add_role("officer", "", hall.weicheng);
  digest(by_desk);
  EXPECT_EQ(digest_of(both), "5 件在等您办") << "all desks are these five";
  auto elsewhere = both;
  elsewhere.role->org = hall.weicheng.id;
  EXPECT_EQ(digest_of(elsewhere), "5 件在等您办") << "another union, another notice";
}

TEST_P(Mornings, ATextComesToWhoAskedForOneAndCountsAllUnions) {
  const auto officer = open("短干事", "12600000031");
  for (const auto* at : {&hall.qindu, &hall.weicheng}) {
    hall.db().write([&](db::Session& s) {
      s.exec("INSERT INTO roles (id, region, account_id, word, org_id, desk, since_ms) VALUES (:id, 1, :account, 'officer', :org, '', 0)",
             hall.hall().ids.next<access::RoleTag>(), officer.account, at->id);
    });
  }
  hall.as(officer).patch("/api/v1/me/notice-settings", {{"digest_text", true}}, "");
  digest();
  const auto texts = sent();
  ASSERT_EQ(texts.size(), 1U);
  EXPECT_EQ(texts[0].template_word, "digest");
  EXPECT_EQ(texts[0].params.at("count"), "6");
}

TEST_P(Mornings, OfManyOfficersNoneIsLeftOutOrToldTwice) {
  for (int number = 0; number < 120; ++number) hall.add_player("干事" + std::to_string(number), access::RoleWord::steward, &hall.city);
  // The counting fails on the way, as a database that goes away would.
  int asked = 0;
  const Counts breaking = [&](db::Session& db, const access::Role& role) {
    if (++asked > 70) throw std::runtime_error("away");
    return two(db, role);
  };
  EXPECT_THROW(digest(breaking), std::runtime_error);
  EXPECT_EQ(digest(), 124 - 50) << "the first fifty were told";
  const auto told = hall.db().read([](db::Session& s) {
    return *s.first<std::int64_t>("SELECT COUNT(*) FROM (SELECT account_id FROM notices GROUP BY account_id HAVING COUNT(*) = 1) AS once");
  });
  EXPECT_EQ(told, 124);
}

}  // namespace
}  // namespace unionhall::notices
