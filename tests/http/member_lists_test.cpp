#include <algorithm>
#include <random>
#include <set>

#include "hall/members/retirement.h"
#include "http/roster.h"

namespace unionhall {
namespace {

using http::json::object;
using members::Status;

const char* const searches = "/api/v1/member-searches";

/// A few hundred members who differ in everything that a list filters by, in four unions.
class MemberLists : public ::testing::TestWithParam<db::Engine> {
 protected:
  MemberLists() : hall(GetParam()), roster(hall) { hall.mount(members::mount); }

  void enrol_many(int how_many) {
    std::mt19937 draw(20260715);
    const auto one_of = [&](const auto& list) { return list[draw() % std::size(list)]; };
    const std::string families[] = {"王", "李", "张", "欧阳"}, given[] = {"伟", "芳", "秀英", "建国", "娜"};
    const std::string categories[] = {"", "", "courier", "food_delivery", "truck_driver"}, methods[] = {"", "", "sms", "visit"};
    const Status statuses[] = {Status::active,    Status::active,   Status::active,      Status::retained,
                               Status::withdrawn, Status::expelled, Status::transferring};
    const people::Sex sexes[] = {people::Sex::female, people::Sex::male, people::Sex::female, people::Sex::unknown};
    const test::Union unions[] = {hall.riverside, hall.riverside, hall.renminlu, hall.weicheng, hall.city};
    for (int i = 0; i < how_many; ++i) {
      const auto month = (1955 + draw() % 52) * 100 + 1 + draw() % 12;
      const std::int64_t born = draw() % 20 == 0 ? 0 : static_cast<std::int64_t>(month);
      all.push_back(roster.enrol(one_of(unions), {.name = one_of(families) + one_of(given),
                                                  .sex = one_of(sexes),
                                                  .birth_month = born,
                                                  .phone = draw() % 2 == 0 ? "" : fmt::format("126{:08}", draw() % 100'000),
                                                  .status = one_of(statuses),
                                                  .category = one_of(categories),
                                                  .verified_method = one_of(methods)}));
    }
    roster.fold();
  }

  /// Every page of a list, one behind the other.
  std::vector<std::string> walk(const test::Player& who, object body, int limit) {
    std::vector<std::string> ids;
    body["limit"] = limit;
    for (int pages = 0; pages < 200; ++pages) {
      const auto page = hall.as(who).post(searches, body);
      EXPECT_EQ(page.status, 200) << page.body;
      if (page.status != 200) break;
      for (const auto& item : page.items()) ids.emplace_back(item.at("id").as_string());
      if (!page.has("next")) break;
      body["cursor"] = page.text("next");
    }
    return ids;
  }

  std::vector<std::string> expected(const test::Union& scope, const std::function<bool(const test::Enrolled&)>& fits) {
    std::vector<const test::Enrolled*> found;
    for (const auto& one : all) {
      if (one.at.path.starts_with(scope.path) && fits(one)) found.push_back(&one);
    }
    std::ranges::sort(found, {}, [](const test::Enrolled* one) { return std::tuple(one->at.path, one->member.name_key, one->id); });
    std::vector<std::string> ids;
    for (const auto* one : found) ids.push_back(one->id.text());
    return ids;
  }

  test::Hall hall;
  test::Roster roster;
  std::vector<test::Enrolled> all;
};
UNIONHALL_ON_EACH_ENGINE(MemberLists);

bool lives(const test::Enrolled& one) { return members::alive(one.member.status); }
int age(const test::Enrolled& one) { return one.facts.birth_month == 0 ? -1 : 2026 - static_cast<int>(one.facts.birth_month / 100); }

TEST_P(MemberLists, FindWhatANaiveReadingOfTheFiltersFinds) {
  enrol_many(300);
  struct Case {
    object filters;
    std::function<bool(const test::Enrolled&)> fits;
  };
  const auto named = [](std::string_view part) {
    return [part](const test::Enrolled& one) { return lives(one) && one.facts.name.find(part) != std::string::npos; };
  };
  const Case cases[] = {
      {{}, lives},
      {{{"status", "alive"}}, lives},
      {{{"status", "ended"}}, [](const auto& one) { return !lives(one); }},
      {{{"status", "retained"}}, [](const auto& one) { return one.member.status == Status::retained; }},
      {{{"status", "expelled"}}, [](const auto& one) { return one.member.status == Status::expelled; }},
      {{{"status", "deceased"}}, [](const auto&) { return false; }},
      {{{"verified", "yes"}}, [](const auto& one) { return lives(one) && !one.member.verified_method.empty(); }},
      {{{"verified", "no"}}, [](const auto& one) { return lives(one) && one.member.verified_method.empty(); }},
      {{{"category", "courier"}}, [](const auto& one) { return lives(one) && one.member.category == "courier"; }},
      {{{"sex", "unknown"}}, [](const auto& one) { return lives(one) && one.facts.sex == people::Sex::unknown; }},
      {{{"sex", "male"}}, [](const auto& one) { return lives(one) && one.facts.sex == people::Sex::male; }},
      {{{"age", "under_25"}}, [](const auto& one) { return lives(one) && age(one) >= 0 && age(one) <= 24; }},
      {{{"age", "35_to_44"}}, [](const auto& one) { return lives(one) && age(one) >= 35 && age(one) <= 44; }},
      {{{"age", "60_and_over"}}, [](const auto& one) { return lives(one) && age(one) >= 60; }},
      {{{"age", "unknown"}}, [](const auto& one) { return lives(one) && age(one) == -1; }},
      {{{"category", "truck_driver"}, {"verified", "yes"}, {"sex", "female"}, {"age", "45_to_54"}},
       [](const auto& one) {
         return lives(one) && one.member.category == "truck_driver" && !one.member.verified_method.empty() &&
                one.facts.sex == people::Sex::female && age(one) >= 45 && age(one) <= 54;
       }},
      {{{"status", "withdrawn"}, {"category", "courier"}},
       [](const auto& one) { return one.member.status == Status::withdrawn && one.member.category == "courier"; }},
      {{{"q", "秀英"}}, named("秀英")},
      {{{"name", "欧阳建国"}}, named("欧阳建国")},
      {{{"q", "wxy"}}, named("王秀英")},
      {{{"q", "张伟"}, {"sex", "female"}},
       [](const auto& one) { return lives(one) && one.facts.name == "张伟" && one.facts.sex == people::Sex::female; }},
  };
  for (const auto& [filters, fits] : cases) {
    for (const auto* scope : {&hall.city, &hall.qindu, &hall.riverside}) {
      auto body = filters;
      body["org"] = scope->id.text();
      const auto wanted = expected(*scope, fits);
      EXPECT_EQ(walk(hall.registrar, body, 7), wanted) << body;
      const auto first = hall.as(hall.registrar).post(searches, body);
      ASSERT_EQ(first.status, 200) << body;
      EXPECT_EQ(first.number("total"), static_cast<std::int64_t>(wanted.size())) << body;
    }
  }
}

TEST_P(MemberLists, GoByNameToo) {
  enrol_many(60);
  auto wanted = all;
  std::erase_if(wanted, [](const auto& one) { return !lives(one); });
  std::ranges::sort(wanted, {}, [](const auto& one) { return std::tuple(one.member.name_key, one.id); });
  std::vector<std::string> ids;
  for (const auto& one : wanted) ids.push_back(one.id.text());
  EXPECT_EQ(walk(hall.registrar, {{"org", hall.city.id.text()}, {"order", "name"}}, 9), ids);
}

TEST_P(MemberLists, OpenTheRowsOfEveryFigure) {
  enrol_many(150);
  int figures_opened = 0;
  for (const auto* scope : {&hall.city, &hall.riverside}) {
    const auto figures = hall.db().read([&](db::Session& db) { return figures::of(db, scope->id); });
    for (const auto& [figure, value] : figures) {
      if (!figure.starts_with("members") && !figure.starts_with("verified")) continue;
      const object body{{"org", scope->id.text()}, {"figure", figure}};
      EXPECT_EQ(static_cast<std::int64_t>(walk(hall.registrar, body, 100).size()), value) << figure;
      EXPECT_EQ(hall.as(hall.registrar).post(searches, body).number("total"), value) << figure;
      ++figures_opened;
    }
  }
  EXPECT_GT(figures_opened, 40);
  const auto none = hall.as(hall.registrar).post(searches, {{"org", hall.city.id.text()}, {"figure", "unions"}});
  EXPECT_EQ(none.error_at("/figure"), "figure_without_members");
}

TEST_P(MemberLists, ShowWhatWasWrittenAMomentAgo) {
  enrol_many(20);
  const auto fresh = roster.enrol(hall.weicheng, {.name = "新来的", .category = "streamer"});  // not folded yet
  EXPECT_EQ(walk(hall.registrar, {{"org", hall.city.id.text()}, {"category", "streamer"}}, 10), std::vector{fresh.id.text()});
}

TEST_P(MemberLists, ShowNothingUnmasked) {
  roster.enrol(hall.riverside, {.name = "王秀英", .phone = "12612345678"});
  const auto page = hall.as(hall.officer).post(searches, {{"org", hall.qindu.id.text()}});
  ASSERT_EQ(page.items().size(), 1u);
  EXPECT_EQ(page.text("/items/0/name_masked"), "王*英");
  EXPECT_EQ(page.text("/items/0/phone_masked"), "126********");
  EXPECT_EQ(page.text("/items/0/id_masked"), "619***************");
  EXPECT_EQ(page.text("/items/0/birth_month"), "1990-03");
  EXPECT_EQ(page.text("/items/0/source/label"), "2026-07-01 秦都快递名册");
  EXPECT_EQ(page.text("total_text"), "1");
  EXPECT_EQ(page.body.find("秀英"), std::string::npos);
  EXPECT_EQ(page.body.find("12345678"), std::string::npos);
}

TEST_P(MemberLists, EndWhereTheOfficersAreaEnds) {
  roster.enrol(hall.riverside, {});
  EXPECT_EQ(hall.as(hall.neighbour).post(searches, {{"org", hall.riverside.id.text()}}).status, 404);
  EXPECT_EQ(hall.as(hall.officer).post(searches, {{"org", hall.city.id.text()}}).status, 404);
  EXPECT_EQ(hall.as(hall.officer).post(searches, {{"org", "1"}}).status, 404);
  EXPECT_EQ(hall.as(hall.worker).post(searches, {{"org", hall.riverside.id.text()}}).status, 403);
  EXPECT_EQ(hall.as(hall.audit_admin).post(searches, {{"org", hall.riverside.id.text()}}).status, 403);
  EXPECT_EQ(hall.as(hall.stranger).post(searches, {{"org", hall.riverside.id.text()}}).status, 401);
}

TEST_P(MemberLists, FindByAWholeNumberAlone) {
  const auto one = roster.enrol(hall.riverside, {.name = "李建国", .phone = "12600001111"});
  const auto sister = roster.enrol(hall.renminlu, {.name = "李芳", .phone = "12600001111"});
  const auto find = [&](object filters) {
    filters["org"] = hall.qindu.id.text();
    return walk(hall.officer, filters, 10);
  };
  EXPECT_EQ(find({{"q", one.id_number}}), std::vector{one.id.text()});
  EXPECT_EQ(find({{"id_number", one.id_number}}), std::vector{one.id.text()});
  EXPECT_EQ(find({{"q", "126 0000 1111"}}), (std::vector{sister.id.text(), one.id.text()}));  // in the order of the tree
  EXPECT_EQ(find({{"phone", "12600001111"}, {"id_number", sister.id_number}}), std::vector{sister.id.text()});
  EXPECT_TRUE(find({{"q", "12600002222"}}).empty());
  EXPECT_TRUE(find({{"q", one.id_number}, {"status", "ended"}}).empty());

  const auto neighbour = hall.as(hall.neighbour).post(searches, {{"org", hall.weicheng.id.text()}, {"q", one.id_number}});
  EXPECT_EQ(neighbour.items().size(), 0u);
  const auto spoiled = hall.as(hall.officer).post(searches, {{"org", hall.qindu.id.text()}, {"q", one.id_number.substr(0, 14)}});
  EXPECT_EQ(spoiled.error_at("/q"), "number_not_whole");
  EXPECT_EQ(hall.as(hall.officer).post(searches, {{"org", hall.qindu.id.text()}, {"q", "王"}}).error_at("/q"), "words_too_short");
}

TEST_P(MemberLists, LimitExactLookUps) {
  hall.hall().settings.lookups_per_hour = 3;
  const auto look_up = [&](const test::Player& who) {
    return hall.as(who).post(searches, {{"org", who.role->org.text()}, {"q", "12600002222"}});
  };
  for (int i = 0; i < 3; ++i) EXPECT_EQ(look_up(hall.officer).status, 200);
  const auto refused = look_up(hall.officer);
  EXPECT_EQ(refused.key(), "members.lookups_spent");
  EXPECT_EQ(refused.status, 429);
  EXPECT_EQ(refused.header("retry-after"), "2392");  // until 15:00
  EXPECT_EQ(look_up(hall.neighbour).status, 200);
  EXPECT_EQ(hall.as(hall.officer).post(searches, {{"org", hall.qindu.id.text()}, {"q", "李芳"}}).status, 200);
  hall.advance(std::chrono::hours{1});
  EXPECT_EQ(look_up(hall.officer).status, 200);
}

TEST_P(MemberLists, AreRecordedOnceEach) {
  roster.enrol(hall.riverside, {});
  hall.as(hall.officer).post(searches, {{"org", hall.qindu.id.text()}, {"q", "秀英"}, {"status", "ended"}});
  const auto recorded = hall.db().read([](db::Session& db) {
    return db.all<std::string>("SELECT detail FROM audit_events WHERE what = 'list' AND subject_kind = 'list' LIMIT 9");
  });
  EXPECT_EQ(recorded, std::vector<std::string>{"words status=ended"});
}

TEST_P(MemberLists, TakeAFewQueriesWhateverIsFound) {
  enrol_many(120);
  const auto queries = [&](object body, const test::Union& scope) {
    body["org"] = scope.id.text();
    const auto before = db::statements_run();
    EXPECT_EQ(hall.as(hall.registrar).post(searches, body).status, 200);
    return db::statements_run() - before;
  };
  // PostgreSQL's writes run on the same thread, SQLite's on the writer's own.
  const std::int64_t writes = GetParam() == db::Engine::postgresql ? 4 : 0;
  EXPECT_LE(queries({{"limit", 100}}, hall.city), 3 + writes);  // the union, its figures, the rows
  EXPECT_EQ(queries({{"limit", 100}}, hall.city), queries({{"limit", 100}}, hall.riverside));
  EXPECT_LE(queries({{"category", "courier"}, {"verified", "yes"}, {"sex", "male"}}, hall.city), 10 + writes);
  EXPECT_LE(queries({{"q", "秀英"}}, hall.city), 6 + writes);
}

TEST_P(MemberLists, RefuseACursorOfAnotherQuestion) {
  enrol_many(30);
  const auto first = hall.as(hall.registrar).post(searches, {{"org", hall.city.id.text()}, {"limit", 5}});
  const auto cursor = first.text("next");
  const auto other = hall.as(hall.registrar).post(searches, {{"org", hall.city.id.text()}, {"cursor", cursor}, {"sex", "male"}});
  EXPECT_EQ(other.key(), "http.cursor_unreadable");
  EXPECT_EQ(hall.as(hall.registrar).post(searches, {{"org", hall.city.id.text()}, {"limit", 101}}).error_at("/limit"), "too_large");
  EXPECT_EQ(hall.as(hall.registrar).post(searches, {{"org", hall.city.id.text()}, {"status", "x"}}).error_at("/status"), "unknown_word");
}

TEST(Retirement, ComesLaterByTheTableOf2024) {
  const RetirementAge men{60, 36, 4}, women{55, 36, 4}, workers{50, 60, 2};
  EXPECT_EQ(members::retires_in(men, 196412), 202412) << "before it began";
  EXPECT_EQ(members::retires_in(men, 196501), 202502);
  EXPECT_EQ(members::retires_in(men, 196504), 202505);
  EXPECT_EQ(members::retires_in(men, 196505), 202507);
  EXPECT_EQ(members::retires_in(men, 197609), 203909) << "63 in the end";
  EXPECT_EQ(members::retires_in(women, 197001), 202502);
  EXPECT_EQ(members::retires_in(women, 198109), 203909);
  EXPECT_EQ(members::retires_in(workers, 197503), 202505);
  EXPECT_EQ(members::retires_in(workers, 198411), 203911) << "55 in the end";
  for (const auto& age : {men, women, workers}) {
    const auto born = members::youngest_retired(age, std::chrono::year{2030} / 3 / 31);
    EXPECT_LE(members::retires_in(age, born), 203003);
    EXPECT_GT(members::retires_in(age, born % 100 == 12 ? born + 89 : born + 1), 203003);
  }
}

TEST_P(MemberLists, NoteWhoHasComeToTheAgeOfRetirement) {
  // The hall's clock stands in July 2026: men born by March 1966 have come to 60 years and 4 months, women by March 1971 to 55 and 4.
  const auto man = roster.enrol(hall.riverside, {.name = "王刚", .sex = people::Sex::male, .birth_month = 196602});
  roster.enrol(hall.riverside, {.name = "王强", .sex = people::Sex::male, .birth_month = 196604});
  const auto woman = roster.enrol(hall.riverside, {.name = "李梅", .sex = people::Sex::female, .birth_month = 197102});
  roster.enrol(hall.riverside, {.name = "李兰", .sex = people::Sex::female, .birth_month = 197104});
  roster.enrol(hall.riverside, {.name = "李竹", .sex = people::Sex::female, .birth_month = 196001, .status = Status::retained});
  roster.enrol(hall.weicheng, {.name = "赵刚", .sex = people::Sex::male, .birth_month = 196001});
  const auto ask = [&](http::json::object more = {}) {
    more["org"] = hall.qindu.id.text();
    more["kind"] = "retirement";
    return hall.as(hall.officer).post("/api/v1/member-suggestions", std::move(more));
  };
  const auto found = ask();
  ASSERT_EQ(found.items().size(), 2u) << found.body;
  EXPECT_EQ(found.text("/items/0/id"), man.id.text());
  EXPECT_EQ(found.text("/items/0/retires_in"), "2026-06");
  EXPECT_EQ(found.text("/items/1/id"), woman.id.text());
  EXPECT_FALSE(found.has("next"));

  const auto first = ask({{"limit", 1}});
  ASSERT_EQ(first.items().size(), 1u);
  EXPECT_EQ(ask({{"limit", 1}, {"cursor", first.text("next")}}).text("/items/0/id"), woman.id.text());
  EXPECT_EQ(hall.as(hall.officer).post("/api/v1/member-suggestions", {{"org", hall.qindu.id.text()}, {"kind", "x"}}).error_at("/kind"),
            "unknown_word");
  EXPECT_EQ(hall.as(hall.neighbour).post("/api/v1/member-suggestions", {{"org", hall.qindu.id.text()}, {"kind", "retirement"}}).status,
            404);
}

}  // namespace
}  // namespace unionhall
