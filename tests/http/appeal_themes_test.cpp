// What management sees: themes and the sheet, and that neither tells the employer's side of a hidden appeal.
#include "services/appeals/themes.h"

#include "appeals_links.h"

namespace unionhall {
namespace {

using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

class Themes : public test::AppealLinks {
 protected:
  test::Reply themes(const test::Player& who, const test::Union& of) {
    return hall.as(who).get("/api/v1/appeal-themes?org=" + of.id.text());
  }
  test::Reply sheet(const test::Player& who, const test::Union& of) {
    return hall.as(who).get("/api/v1/appeal-sheets?org=" + of.id.text());
  }
  void say(int times, const std::string& category, http::json::object more = {}) {
    for (int i = 0; i < times; ++i) {
      auto one = more;
      one["category"] = category;
      file(hall.add_player("工人"), std::move(one));
    }
  }
};
UNIONHALL_ON_EACH_ENGINE(Themes);

TEST_P(Themes, WhatRisesMostComesFirstAndAFewAreNone) {
  say(5, "wages.arrears");
  say(2, "hours.leave");
  hall.advance(std::chrono::days{31});
  say(4, "wages.arrears");
  say(3, "living.canteen");
  say(3, "living.housing");
  say(2, "safety.heat");
  const auto now = themes(hall.officer, hall.qindu);
  ASSERT_EQ(now.status, 200) << now.body;
  EXPECT_EQ(now.number("days"), 30);
  ASSERT_THAT(now.items(), SizeIs(2));
  EXPECT_EQ(now.text("/items/0/group"), "living");
  EXPECT_EQ(now.text("/items/0/group_label"), "生活服务");
  EXPECT_EQ(now.text("/items/0/org/name"), hall.riverside.name);
  EXPECT_EQ(now.number("/items/0/now"), 6);
  EXPECT_EQ(now.number("/items/0/before"), 0);
  EXPECT_EQ(now.at("/items/0/rising"), http::json::value(true));
  EXPECT_EQ(now.text("/items/1/group"), "wages");
  EXPECT_EQ(now.number("/items/1/before"), 5);
  EXPECT_EQ(now.at("/items/1/rising"), http::json::value(false));
  hall.advance(std::chrono::days{61});
  EXPECT_THAT(themes(hall.officer, hall.qindu).items(), IsEmpty());
}

TEST_P(Themes, AreSeenWithinReachAlone) {
  say(3, "living.canteen");
  EXPECT_EQ(themes(hall.neighbour, hall.riverside).status, 404);
  EXPECT_EQ(sheet(hall.neighbour, hall.riverside).status, 404);
  EXPECT_EQ(themes(hall.chair, hall.qindu).status, 404);
  EXPECT_EQ(themes(hall.worker, hall.riverside).status, 403);
  EXPECT_THAT(themes(hall.chair, hall.riverside).items(), SizeIs(1));
  EXPECT_THAT(themes(hall.neighbour, hall.weicheng).items(), IsEmpty());
}

TEST_P(Themes, HiddenOnesAreCountedAboveAlone) {
  say(3, "wages.arrears", {{"hidden_from", hall.riverside.id.text()}});
  EXPECT_THAT(themes(hall.chair, hall.riverside).items(), IsEmpty());
  const auto above = themes(hall.officer, hall.qindu);
  ASSERT_THAT(above.items(), SizeIs(1));
  EXPECT_EQ(above.text("/items/0/org/name"), hall.renminlu.name) << "where it was asked, outside her employer";
  EXPECT_EQ(above.number("/items/0/now"), 3);
}

TEST_P(Themes, TheSheetHoldsWhatWaitsWithoutTheHiddenAndTheNamesOfTheNameless) {
  const auto open = file(hall.worker, {{"place", "二号车间"}});
  const auto nameless = file(hall.add_player("张三"), {{"nameless", true}, {"words", "班车太晚"}});
  file(hall.add_player("李四"), {{"hidden_from", hall.riverside.id.text()}, {"words", "欠我三个月工资"}});
  const auto withdrawn = file(hall.worker);
  take(hall.worker, withdrawn, "withdraw");
  const auto now = sheet(hall.officer, hall.qindu);
  ASSERT_EQ(now.status, 200) << now.body;
  EXPECT_EQ(now.text("union"), hall.qindu.name);
  ASSERT_THAT(now.items(), SizeIs(2)) << "not the hidden one, even for who handles it: paper goes anywhere";
  EXPECT_EQ(now.text("/items/0/id"), open);
  EXPECT_EQ(now.text("/items/0/name"), hall.worker.name);
  EXPECT_EQ(now.text("/items/0/place"), "二号车间");
  EXPECT_EQ(now.text("/items/0/words"), "天热，中午能不能喝到绿豆汤");
  EXPECT_EQ(now.text("/items/1/id"), nameless);
  EXPECT_FALSE(now.has("/items/1/name"));
  for (const auto* secret : {"张三", "李四", "欠我"}) EXPECT_THAT(now.body, Not(HasSubstr(secret)));
  EXPECT_EQ(count("SELECT count(*) FROM audit_events WHERE what = 'look' AND detail = 'appeals'"), 1);
}

/// Ids, numbers and moments, made alike.
std::string normalised(const test::Reply& reply) {
  auto body = reply.json.as_object();
  for (auto& item : body.at("items").as_array()) {
    for (const auto* drawn : {"id", "number"}) item.as_object().erase(drawn);
  }
  return http::json::serialize(body);
}

/// Two halls from one seed, with and without hidden appeals: the employer's side is answered alike.
TEST_P(Themes, TheEmployersSideCannotTellAHallWithHiddenAppealsFromOneWithout) {
  const auto seen_by_chair = [&](test::Hall& in, const test::Union& riverside, const test::Player& chair) {
    return normalised(in.as(chair).get("/api/v1/appeal-themes?org=" + riverside.id.text())) +
           normalised(in.as(chair).get("/api/v1/appeal-sheets?org=" + riverside.id.text()));
  };
  say(3, "living.canteen");
  file(hall.worker, {{"nameless", true}});
  const auto without = seen_by_chair(hall, hall.riverside, hall.chair);
  say(7, "wages.arrears", {{"hidden_from", hall.riverside.id.text()}});
  EXPECT_EQ(seen_by_chair(hall, hall.riverside, hall.chair), without);
  EXPECT_NE(themes(hall.officer, hall.qindu).items().size(), 1U) << "or there was nothing to hide";
}

TEST_P(Themes, AHiddenOneStaysHiddenWhenItsUnionComesBelowTheEmployers) {
  say(3, "wages.arrears", {{"hidden_from", hall.riverside.id.text()}});
  hall.db().write([&](db::Session& db) {
    db.exec("UPDATE appeal_forms SET asked_org = :org", hall.riverside.id);  // as if the place had moved there
  });
  EXPECT_THAT(themes(hall.chair, hall.riverside).items(), IsEmpty());
  EXPECT_THAT(themes(hall.officer, hall.riverside).items(), SizeIs(1));
}

}  // namespace
}  // namespace unionhall
