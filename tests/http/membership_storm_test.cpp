// Many people join, transfer and take it back at once, while officers answer and days pass: never two living memberships,
// never a case that nobody holds, and figures that a recount agrees with.
#include <gmock/gmock.h>

#include <random>
#include <shared_mutex>
#include <thread>

#include "app/check.h"
#include "app/hall_server.h"
#include "hall/consents/consents.h"
#include "hall/figures/figures.h"
#include "services/joining/joining.h"
#include "services/transfers/transfers.h"
#include "support/hall.h"

namespace unionhall {
namespace {

constexpr int people_count = 24, hands = 4;

/// So many operations; a hundred thousand in the long run.
int operations() { return std::getenv("UNIONHALL_LONG") && *std::getenv("UNIONHALL_LONG") ? 100'000 : 1'500; }

class Storm : public ::testing::TestWithParam<db::Engine> {
 protected:
  Storm() {
    app::mount_rooms(hall.application.router, hall.hall());
    app::offer_rooms();
    unions = {hall.riverside, hall.qindu, hall.weicheng};
    for (int i = 0; i < people_count; ++i) {
      people.push_back(hall.add_player("会员" + std::to_string(i)));
      consent(people.back());
      give_phone(people.back(), i);
    }
  }

  void consent(const test::Player& who) {
    for (const auto kind : {consents::Kind::notice, consents::Kind::id_number}) {
      hall.db().write([&](db::Session& db) {
        (void)consents::give(db, hall.hall(), {.whose = {.account = who.account}, .kind = kind, .version = consents::current_version(kind)},
                             hall.clock.now());
      });
    }
  }
  void give_phone(const test::Player& who, int i) {
    const auto row = hall.hall().ids.next<struct PhoneRow>().value;
    const auto number = "1200000" + std::to_string(1000 + i);
    const auto sealed = hall.hall().keys.seal(number, {"account_phones", "phone_sealed", row});
    hall.db().write([&](db::Session& db) {
      db.exec(R"sql(
          INSERT INTO account_phones (id, region, account_id, key_no, digest, phone_sealed, since_ms, proved_at_ms)
          VALUES (:id, 1, :account, 1, :digest, :sealed, 0, :now))sql",
              row, who.account, number, sealed, hall.clock.now());
    });
  }
  /// Division 619999 is nobody's.
  static std::string document(int i) {
    const std::string seventeen = "61999919900101" + std::to_string(100 + i);
    return seventeen + IdDocument::check_character(seventeen);
  }
  /// As the authenticator would find her now.
  test::Player herself(int i) {
    auto player = people[static_cast<std::size_t>(i)];
    const auto person = hall.db().read([&](db::Session& db) {
      return db.first<std::int64_t>("SELECT coalesce(person_id, 0) FROM accounts WHERE id = :id", player.account);
    });
    player.person = PersonId{*person};
    return player;
  }

  /// One thing that somebody might do. What is refused is refused; a machine's failure is a failure.
  void act(std::mt19937& dice) {
    const int i = static_cast<int>(dice() % people_count);
    const auto& to = unions[dice() % unions.size()];
    switch (dice() % 8) {
      case 0:
      case 1:
        sound(hall.as(herself(i))
                  .post("/api/v1/cases", {{"type", "joining"}, {"org", to.id.text()}, {"name", "会员甲"}, {"id_number", document(i)}}));
        break;
      case 2:
        sound(hall.as(herself(i)).post("/api/v1/cases", {{"type", "transfer"}, {"org", to.id.text()}}));
        break;
      case 3:
        step(herself(i), "/api/v1/me/cases?limit=3", "withdraw", dice);
        break;
      default:
        answer(dice);
    }
  }
  void answer(std::mt19937& dice) {
    const test::Player* officers[] = {&hall.chair, &hall.officer, &hall.neighbour, &hall.registrar};
    const char* words[] = {"approve", "let_go", "take_in", "approve", "let_go", "take_in", "refuse", "turn_away"};
    step(*officers[dice() % 4], "/api/v1/cases?inbox=all&limit=20", words[dice() % 8], dice);
  }
  void step(const test::Player& who, const std::string& list, const std::string& word, std::mt19937& dice) {
    const auto found = hall.as(who).get(list);
    sound(found);
    if (found.status != 200 || found.items().empty()) return;
    const auto& one = found.items()[dice() % found.items().size()];
    const auto etag = "\"" + std::to_string(one.at("version").as_int64()) + "\"";
    sound(hall.as(who)
              .with("if-match", etag)
              .post("/api/v1/cases/" + std::string(one.at("id").as_string()) + "/steps", {{"step", word}, {"comment", "随机"}}));
  }
  static void sound(const test::Reply& reply) { ASSERT_LT(reply.status, 500) << reply.body; }

  test::Hall hall{GetParam()};
  std::vector<test::Union> unions;
  std::vector<test::Player> people;
  std::shared_mutex time_goes_by;
};
UNIONHALL_ON_EACH_ENGINE(Storm);

TEST_P(Storm, NobodyIsAMemberTwiceAndNoCaseIsLost) {
  std::atomic<int> left = operations();
  std::vector<std::jthread> crowd;
  for (int hand = 0; hand < hands; ++hand) {
    crowd.emplace_back([&, hand] {
      std::mt19937 dice(static_cast<unsigned>(hand) + 7);
      while (left.fetch_sub(1) > 0) {
        const std::shared_lock now(time_goes_by);
        act(dice);
      }
    });
  }
  std::jthread clock([&](const std::stop_token& over) {
    while (!over.stop_requested()) {
      {
        // Whoever makes ids holds a lease; hours must not go by between two lines of a request.
        const std::unique_lock still(time_goes_by);
        hall.advance(std::chrono::hours{5});
      }
      cases::wind(hall.hall(), 50);
      figures::fold_all(hall.db());
      std::this_thread::sleep_for(std::chrono::milliseconds{20});
    }
  });
  crowd.clear();
  clock.request_stop();
  clock.join();

  const auto count = [&](std::string_view sql) { return hall.db().read([&](db::Session& db) { return *db.first<std::int64_t>(sql); }); };
  EXPECT_GT(count("SELECT count(*) FROM cases"), people_count) << "otherwise nothing was tried";
  EXPECT_GT(count("SELECT count(*) FROM members WHERE status = 'transferred_out'"), 0);
  EXPECT_EQ(count(R"sql(SELECT count(*) FROM (SELECT person_id FROM members WHERE status IN ('active', 'transferring', 'retained')
                        GROUP BY person_id HAVING count(*) > 1) twice)sql"),
            0);
  EXPECT_EQ(count("SELECT count(*) FROM (SELECT case_id FROM case_events WHERE key = 'filed' GROUP BY case_id) filed"),
            count("SELECT count(*) FROM cases"));
  figures::fold_all(hall.db());
  EXPECT_THAT(figures::check(hall.db()), testing::IsEmpty());
  const auto report = app::check_hall(hall.db(), hall.hall().keys, [](std::string_view) {});
  for (const auto& finding : report.findings) {
    // The tests' own cast has no accounts' phones in the search index; nothing else may be amiss.
    ADD_FAILURE() << finding.what << ": " << finding.count << ", e.g. " << finding.example;
  }
}

}  // namespace
}  // namespace unionhall
