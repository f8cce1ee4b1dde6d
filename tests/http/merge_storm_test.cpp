// Records are joined and had apart again in any order, while people sign in, move, are verified and corrected: every account signs in to
// the same account and is the person who stands, no post and no line of history is lost, and nobody is a member twice.
#include <gmock/gmock.h>

#include <algorithm>
#include <random>

#include "app/check.h"
#include "app/hall_server.h"
#include "hall/accounts/accounts.h"
#include "hall/members/corrections.h"
#include "hall/members/merging.h"
#include "hall/members/rewriting.h"
#include "hall/members/verifying.h"
#include "merges.h"
#include "services/doubles/doubles.h"

namespace unionhall {
namespace {

namespace merging = members::merging;

constexpr int people_count = 24, batch = 250;

/// So many merges and undoings; ten thousand in the long run.
int operations() { return std::getenv("UNIONHALL_LONG") && *std::getenv("UNIONHALL_LONG") ? 10'000 : 1'000; }

struct Human {
  PersonId person;
  AccountId account;
  std::string name, number, phone, token;
  bool holds_a_post = false;
};

/// A merge that is not undone, as the test remembers it.
struct Live {
  merging::MergeId id;
  PersonId stands, led;
};

class MergeStorm : public ::testing::TestWithParam<db::Engine> {
 protected:
  MergeStorm() {
    app::mount_rooms(hall.application.router, hall.hall());
    app::offer_rooms();
    hall.application.authenticate = accounts::authenticator(hall.hall());
    registrar = {.in_force = hall.registrar.role};
    registrar.account = hall.registrar.account;
    unions = {&hall.riverside, &hall.renminlu, &hall.qindu, &hall.weicheng};
    for (int i = 0; i < people_count; ++i) add_human(i);
  }

  void add_human(int i) {
    // Every second one has a woman's number: figures by sex and birth move with a document.
    Human h{.name = i % 2 == 0 ? "王小明" : "王晓" + std::string(i % 3 == 0 ? "敏" : "明"),
            .number = test::demo_number(i % 2 == 0 ? "19900101" : "19850615", 10 + i),
            .phone = "1260000" + std::to_string(1000 + i)};
    h.person = test::collect(hall, {.name = h.name,
                                    .number = h.number,
                                    .phone = h.phone,
                                    .at = *unions[static_cast<std::size_t>(i) % 4],
                                    .ethnicity = i % 3 == 0 ? "满族" : ""})
                   .person;
    hall.db().write([&](db::Session& db) {
      h.account = accounts::open_account(
          db, hall.hall(), {.name = h.name, .phone = *Phone::parse(h.phone, Numbering::demo), .person = h.person}, hall.clock.now());
      h.holds_a_post = i % 5 == 0;
      if (!h.holds_a_post) return;
      db.exec(
          "INSERT INTO roles (id, region, account_id, word, org_id, desk, since_ms) VALUES (:id, 1, :account, 'officer', :org, '', :now)",
          hall.hall().ids.next<struct RoleRow>(), h.account, hall.riverside.id, hall.clock.now());
      figures::Deltas deltas;
      deltas.add(hall.riverside.id, "officers", 1);
      figures::record(db, hall.hall(), deltas);
    });
    h.token = sign_in(h.phone);
    people_.push_back(h);
    led_to[h.person] = h.person;
  }

  /// A device that holds a token.
  test::Hall::Asking with(const std::string& token) {
    auto asking = hall.as(hall.stranger);
    asking.with("authorization", "Bearer " + token);
    return asking;
  }
  std::string sign_in(const std::string& phone) {
    const auto sent = hall.as(hall.stranger).post("/api/v1/sign-in/code", {{"phone", phone}});
    EXPECT_EQ(sent.status, 202) << sent.body;
    const auto in =
        hall.as(hall.stranger).with("x-session", "token").post("/api/v1/sign-in", {{"phone", phone}, {"code", sent.text("demo_code")}});
    EXPECT_EQ(in.status, 200) << in.body;
    return in.text("token");
  }

  std::size_t any(std::size_t of) { return dice() % of; }
  Human& anybody() { return people_[any(people_.size())]; }

  /// Where she is led, by the test's own book.
  PersonId standing(PersonId id) const {
    while (led_to.at(id) != id) id = led_to.at(id);
    return id;
  }

  /// Her living membership, else the newest.
  members::Member record_of(PersonId person) {
    return hall.db().read([&](db::Session& db) {
      const auto living = members::living(db, {person});
      return living.empty() ? members::of_person(db, person).front() : living.front();
    });
  }
  std::int64_t version_of(MemberId member) {
    return hall.db().read([&](db::Session& db) {
      const auto found = *members::find(db, member);
      return found.version + people::find(db, found.person)->version - 1;
    });
  }

  void join() {
    const auto one = record_of(anybody().person), other = record_of(anybody().person);
    merging::Choice choice{.goes_on = one.id,
                           .gives_way = other.id,
                           .version_goes_on = version_of(one.id),
                           .version_gives_way = version_of(other.id),
                           .fields = {}};
    for (const auto field : merging::fields()) {
      if (dice() % 2 == 0) choice.fields.emplace_back(field);
    }
    const merging::By by{registrar, "storm"};
    const auto stands = standing(one.person), led = standing(other.person);
    const auto ready = merging::merge_of(hall.hall(), by, choice);
    if (stands == led) {
      ASSERT_EQ(ready.error(), merging::Refusal::same_person);
      return;
    }
    if (!ready) {
      ASSERT_EQ(ready.error(), merging::Refusal::must_go_on);
      return;
    }
    const auto done = hall.db().write([&](db::Session& db) { return doubles::merge(db, hall.hall(), *ready, by, hall.clock.now()); });
    ASSERT_TRUE(done) << done.error().key;
    ++merged;
    live.push_back({*done, stands, led});
    led_to[led] = stands;
  }

  void part() {
    if (live.empty()) return;
    const auto at = any(live.size());
    const auto one = live[at];
    const bool stands = standing(one.stands) == one.stands;
    const bool latest = std::none_of(live.begin() + static_cast<std::ptrdiff_t>(at) + 1, live.end(),
                                     [&](const Live& later) { return later.stands == one.stands; });
    const merging::By by{registrar, "storm"};
    const auto ready = merging::undoing_of(hall.hall(), by, one.id);
    if (!stands || !latest) {
      ASSERT_EQ(ready.error(), merging::Refusal::merged_further);
      return;
    }
    ASSERT_TRUE(ready) << static_cast<int>(ready.error());
    const auto done = hall.db().write([&](db::Session& db) { return doubles::undo(db, hall.hall(), *ready, by, hall.clock.now()); });
    ASSERT_TRUE(done) << done.error().key;
    ++parted;
    led_to[one.led] = one.led;
    live.erase(live.begin() + static_cast<std::ptrdiff_t>(at));
  }

  /// Her membership goes to another union, as a transfer leaves it.
  void move() {
    const auto before = record_of(anybody().person);
    if (!members::alive(before.status)) return;
    const auto now = hall.clock.now();
    hall.db().write([&](db::Session& db) {
      const auto person = *people::find(db, before.person);
      const auto source = hall.hall().ids.next<struct Source>();
      sources::add(db, 0, {.id = source, .kind = sources::Kind::demo, .recorded_on = beijing_date(now)});
      auto left = before;
      left.status = members::Status::transferred_out;
      ASSERT_TRUE(members::rewrite(db, hall.hall(), before, left, {}, source, now));
      auto come = before;
      come.id = hall.hall().ids.next<struct Member>();
      come.org = unions[any(4)]->id;
      come.source = source;
      ASSERT_TRUE(members::add(db, {come}, 0, now));
      figures::Deltas deltas;
      members::count(deltas, come, person.facts.sex, person.facts.birth_month, 1);
      figures::record(db, hall.hall(), deltas);
    });
  }
  void verify() {
    const auto& who = anybody();
    hall.db().write([&](db::Session& db) {
      ASSERT_TRUE(
          members::verify(db, hall.hall(), standing(who.person), members::Method::sign_in, {.account = who.account}, hall.clock.now()));
    });
  }
  void correct() {
    const auto record = record_of(anybody().person);
    const auto write = members::correction_of(hall.hall(), record.id, {{"employer", "公司" + std::to_string(dice() % 9)}}, {});
    ASSERT_TRUE(hall.db().write([&](db::Session& db) { return write(db); }));
  }

  void act() {
    const auto what = dice() % 20;
    // Not all of them one person for long.
    if (what < 9) return live.size() < people_count / 2 ? join() : part();
    if (what < 17) return part();
    if (what == 17) return move();
    if (what == 18) return verify();
    correct();
  }

  std::int64_t count(std::string_view sql) {
    return hall.db().read([&](db::Session& db) { return *db.first<std::int64_t>(sql); });
  }

  void expect_nobody_lost() {
    std::int64_t memberships = 0;
    for (const auto& who : people_) {
      const auto me = with(who.token).get("/api/v1/me");
      ASSERT_EQ(me.text("id"), who.account.text());
      EXPECT_EQ(me.at("roles").as_array().size(), who.holds_a_post ? 1u : 0u);
      const auto record = with(who.token).get("/api/v1/me/record");
      ASSERT_EQ(record.status, 200) << record.body;
      EXPECT_EQ(record.text("/person/id"), standing(who.person).text());
      hall.db().read([&](db::Session& db) {
        EXPECT_EQ(people::find(db, people::all_keys_of(hall.hall().keys, IdType::resident_id, who.number)), standing(who.person));
        EXPECT_LE(members::living(db, {who.person}).size(), 1u);
        EXPECT_THAT(accounts::of_person(db, who.person), testing::Contains(who.account));
        if (standing(who.person) != who.person) return;
        memberships +=
            *db.first<std::int64_t>("SELECT count(*) FROM members WHERE person_id = ANY_OF(:people)", people::with_led(db, {who.person}));
      });
    }
    EXPECT_EQ(memberships, count("SELECT count(*) FROM members")) << "each is hers who stands";
    const auto events = count("SELECT count(*) FROM member_events");
    EXPECT_GE(events, events_seen);
    events_seen = events;
    figures::fold_all(hall.db());
    EXPECT_THAT(figures::check(hall.db()), testing::IsEmpty());
    for (const auto& finding : app::check_hall(hall.db(), hall.hall().keys, [](std::string_view) {}).findings) {
      ADD_FAILURE() << finding.what << ": " << finding.count << ", e.g. " << finding.example;
    }
  }

  test::Hall hall{GetParam()};
  std::mt19937 dice{20260715};
  access::Actor registrar;
  std::vector<const test::Union*> unions;
  std::vector<Human> people_;
  std::map<PersonId, PersonId> led_to;
  std::vector<Live> live;
  int merged = 0, parted = 0;
  std::int64_t events_seen = 0;
};
UNIONHALL_ON_EACH_ENGINE(MergeStorm);

TEST_P(MergeStorm, NoSignInPostOrHistoryIsLost) {
  for (int done = 0; merged + parted < operations() && !HasFailure(); ++done) {
    act();
    if (done % batch == batch - 1) expect_nobody_lost();
  }
  EXPECT_GT(merged, operations() / 4);
  EXPECT_GT(parted, operations() / 4) << "otherwise nothing was tried";

  while (!live.empty() && !HasFailure()) part();
  expect_nobody_lost();
  hall.advance(std::chrono::minutes(2));
  for (const auto& who : people_) {
    EXPECT_EQ(with(sign_in(who.phone)).get("/api/v1/me").text("id"), who.account.text());
    hall.db().read([&](db::Session& db) {
      const auto row = *people::find_row(db, who.person);
      EXPECT_EQ(people::open_id_number(hall.hall().keys, row), who.number);
      EXPECT_EQ(people::open_phone(hall.hall().keys, row), who.phone);
      EXPECT_EQ(row.facts.name, who.name) << "each has her own facts again";
    });
  }
}

}  // namespace
}  // namespace unionhall
