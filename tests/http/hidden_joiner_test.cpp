// The proof that nobody at an employer's side learns of a hidden joiner: two halls that differ by her alone answer that side alike,
// in every list, count, search, figure, export and error, with as many queries; also when that side enrols her itself.
#include <gmock/gmock.h>

#include <regex>
#include <sstream>

#include "app/check.h"
#include "app/front.h"
#include "app/hall_server.h"
#include "hall/accounts/accounts.h"
#include "hall/cases/cases.h"
#include "hall/consents/consents.h"
#include "hall/figures/figures.h"
#include "hall/imports/worker.h"
#include "hall/members/exports.h"
#include "hall/members/rewriting.h"
#include "hall/orgs/orgs.h"
#include "support/contract.h"
#include "support/pictures.h"
#include "support/rosters.h"

namespace unionhall {
namespace {

using access::RoleWord;
using test::Cells;
using test::id_of;
using test::phone_of;
using ::testing::Contains;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

const std::string nameless_words = "夜班没有热饭";

/// Somebody who joins hidden.
struct Joiner {
  std::string name;
  int number = 0;  // of her document and her phone
};
const Joiner filled_in{"秦小梅", 901}, on_a_roster{"韩小竹", 902}, undecided{"魏小兰", 903};

/// One of the two halls, and what its employer's side hears.
class Side {
 public:
  Side(db::Engine engine, bool with_hidden) : hall(engine), front{.hall = hall.hall(), .city_division = "610400", .metrics_from = {}} {
    app::offer_rooms();
    app::mount_visitor(hall.application.router, front);
    app::mount_rooms(hall.application.router, hall.hall());
    roster::offer();
    for (const auto word : {RoleWord::employer_contact, RoleWord::steward, RoleWord::registrar}) {
      employers.push_back(hall.add_player(std::string(db::word(word)), word, &hall.riverside));
    }
    employers.push_back(hall.chair);
    enrol("公开甲", 1), enrol("公开乙", 2);
    open_ = appealed(hall.worker, {});
    // In both halls the same people have accounts; in one they joined.
    for (const auto& joiner : {filled_in, on_a_roster, undecided}) accounts_.push_back(account_of(joiner));
    if (with_hidden) {
      for (std::size_t i = 0; i < accounts_.size(); ++i) join_hidden(accounts_[i], i < 2);
    }
    figures::fold_all(hall.db());
  }

  /// What each of the employer's side is answered to all that can be read, and how many reads that took.
  std::vector<std::string> all_answers() {
    std::vector<std::string> all;
    for (const auto& who : employers) {
      for (const auto& operation : test::operations()) {
        if (operation.method == "GET") all.push_back(heard(who, operation.id, [&] { return hall.as(who).get(path_of(operation)); }));
      }
      for (const auto& joiner : {filled_in, on_a_roster, undecided}) {
        const http::json::object asked[] = {
            {{"name", joiner.name}}, {{"phone", phone_of(joiner.number)}}, {{"id_number", id_of(joiner.number)}}};
        for (auto search : asked) {
          search["org"] = hall.riverside.id.text();
          all.push_back(heard(who, "search", [&] { return hall.as(who).post("/api/v1/member-searches", search); }));
        }
      }
      all.push_back(heard(who, "alike", [&] { return hall.as(who).get("/api/v1/appeals/" + open_ + "/alike"); }));
      all.push_back(heard(who, "org search", [&] { return hall.as(who).post("/api/v1/org-searches", {{"q", "河畔"}}); }));
      all.push_back(heard(who, "suggestions", [&] {
        return hall.as(who).post("/api/v1/member-suggestions", {{"org", hall.riverside.id.text()}, {"kind", "retirement"}});
      }));
    }
    all.push_back(exported());
    return all;
  }

  /// The chair fills somebody in and takes her in; what she is answered at each step.
  std::vector<std::string> fill_in(const Joiner& joiner) {
    std::vector<std::string> all;
    const auto made = hall.as(hall.chair)
                          .post("/api/v1/cases", {{"type", "joining"},
                                                  {"for_another", true},
                                                  {"consented", true},
                                                  {"org", hall.riverside.id.text()},
                                                  {"name", joiner.name},
                                                  {"id_number", id_of(joiner.number)},
                                                  {"phone", phone_of(joiner.number)}});
    all.push_back(answer("fill in", made));
    const auto path = "/api/v1/cases/" + (made.status == 201 ? made.text("id") : "0");
    all.push_back(heard(hall.chair, "case", [&] { return hall.as(hall.chair).get(path); }));
    all.push_back(
        answer("approve",
               hall.as(hall.chair).with("if-match", hall.as(hall.chair).get(path).etag()).post(path + "/steps", {{"step", "approve"}})));
    return all;
  }

  /// The chair brings a roster and has it written; what she is answered at each step.
  std::vector<std::string> bring_roster(const std::vector<Joiner>& joiners) {
    std::vector<Cells> rows;
    for (const auto& joiner : joiners) rows.push_back(member(joiner));
    std::vector<std::string> all;
    const auto begun = hall.as(hall.chair)
                           .upload("/api/v1/imports?kind=members&org=" + hall.riverside.id.text() + "&name=a.csv",
                                   test::Files::csv_text(test::member_titles, rows));
    all.push_back(answer("import", begun));
    import = "/api/v1/imports/" + begun.text("id");
    for (const auto* step : {"", "commit"}) {
      if (*step) all.push_back(answer(step, this->step(step)));
      imports::worker(hall.hall()).once();
      for (const auto* what : {"", "/problems", "/doubles", "/report"}) all.push_back(answer(what, hall.as(hall.chair).get(import + what)));
    }
    figures::fold_all(hall.db());
    return all;
  }
  std::string undo() {
    const auto said = answer("undo", step("undo"));
    imports::worker(hall.hall()).once();
    figures::fold_all(hall.db());
    return said + answer("undone", hall.as(hall.chair).get(import));
  }

  /// Whoever joined hidden is a member of this union from now on, and asks it something; a hall without her has the union alone.
  void go_to(const test::Union& place) {
    const auto now = hall.clock.now();
    for (const auto& who : accounts_) {
      const auto living = hall.db().read([&](db::Session& db) { return members::living(db, {person_of(who)}); });
      if (living.empty()) continue;
      hall.db().write([&](db::Session& db) {
        auto after = living.front();
        after.org = place.id;
        EXPECT_TRUE(members::rewrite(db, hall.hall(), living.front(), after, {}, after.source, now));
      });
      auto self = who;
      self.person = person_of(who);
      const auto asked = hall.as(self).post("/api/v1/cases", {{"type", "correction"}, {"words", "单位的名字写错了"}});
      EXPECT_EQ(asked.status, 201) << asked.body;
      if (asked.status == 201) hidden_.push_back(asked.text("id"));
    }
    figures::fold_all(hall.db());
  }

  /// Her record as the union sees it, found by her document.
  std::string record(const Joiner& joiner) {
    const auto found =
        hall.as(hall.chair).post("/api/v1/member-searches", {{"org", hall.riverside.id.text()}, {"id_number", id_of(joiner.number)}});
    if (found.items().empty()) return "nobody";
    return heard(hall.chair, "record", [&] { return hall.as(hall.chair).get("/api/v1/members/" + found.text("/items/0/id")); });
  }

  /// She writes without her name, and a word more.
  void appeal_nameless(const test::Player& who) {
    hidden_.push_back(appealed(who, {{"nameless", true}, {"words", nameless_words}}));
    hall.as(who).post("/api/v1/cases/" + hidden_.back() + "/comments", {{"text", "已经三天了"}});
  }

  test::Hall hall;
  app::Front front;
  std::vector<test::Player> employers;
  std::vector<test::Player> joined() const { return accounts_; }

 private:
  static Cells member(const Joiner& joiner) {
    return test::member(joiner.name, id_of(joiner.number), {{"移动电话", phone_of(joiner.number)}, {"民族", "汉族"}});
  }
  void enrol(const std::string& name, int number) {
    test::Files files;
    brought(hall, "members", hall.riverside, files.csv(test::member_titles, {member({name, number})}));
  }
  test::Player account_of(const Joiner& joiner) {
    const auto phone = Phone::parse(phone_of(joiner.number), Numbering::demo).value();
    const auto id = hall.db().write(
        [&](db::Session& db) { return accounts::open_account(db, hall.hall(), {.name = joiner.name, .phone = phone}, hall.clock.now()); });
    return {.account = id, .name = joiner.name};
  }

  PersonId person_of(const test::Player& who) {
    return hall.db()
        .read([&](db::Session& db) {
          return db.first<std::optional<PersonId>>("SELECT person_id FROM accounts WHERE id = :id", who.account);
        })
        .value()
        .value_or(PersonId{});
  }

  void join_hidden(const test::Player& who, bool decided) {
    for (const auto kind : {consents::Kind::notice, consents::Kind::id_number}) {
      hall.as(who).post("/api/v1/me/consents", {{"kind", db::word(kind)}, {"version", consents::current_version(kind)}});
    }
    const auto number = who.name == filled_in.name     ? filled_in.number
                        : who.name == on_a_roster.name ? on_a_roster.number
                                                       : undecided.number;
    const auto made = hall.as(who).post("/api/v1/cases", {{"type", "joining"},
                                                          {"org", hall.riverside.id.text()},
                                                          {"hidden_from", hall.riverside.id.text()},
                                                          {"name", who.name},
                                                          {"employer", "河畔快递公司"},
                                                          {"id_number", id_of(number)}});
    ASSERT_EQ(made.status, 201) << made.body;
    const auto path = "/api/v1/cases/" + made.text("id");
    hidden_.push_back(made.text("id"));
    EXPECT_EQ(hall.as(who).upload(path + "/attachments?name=a", test::photo()).status, 201);
    EXPECT_EQ(hall.as(who).post(path + "/comments", {{"text", "请不要告诉单位"}}).status, 201);
    appeal_hidden(who);
    if (!decided) return;
    const auto approved =
        hall.as(hall.officer).with("if-match", hall.as(hall.officer).get(path).etag()).post(path + "/steps", {{"step", "approve"}});
    ASSERT_EQ(approved.status, 200) << approved.body;
    // What she asks as a member is hidden, too.
    auto self = who;
    self.person = person_of(who);
    const auto leaving = hall.as(self).post("/api/v1/cases", {{"type", "leaving"}, {"words", "再想想"}});
    EXPECT_EQ(leaving.status, 201) << leaving.body;
    if (leaving.status == 201) hidden_.push_back(leaving.text("id"));
  }

  std::string appealed(const test::Player& who, http::json::object more) {
    more["type"] = "appeal";
    more["org"] = hall.riverside.id.text();
    more.emplace("words", "天太热，中午能不能有碗绿豆汤？");
    const auto made = hall.as(who).post("/api/v1/cases", std::move(more));
    EXPECT_EQ(made.status, 201) << made.body;
    return made.status == 201 ? made.text("id") : "0";
  }
  /// Says what the open one says, and is answered by the county.
  void appeal_hidden(const test::Player& who) {
    const auto id = appealed(who, {{"hidden_from", hall.riverside.id.text()}});
    hidden_.push_back(id);
    for (const auto* step : {"accept", "reply"}) {
      const auto path = "/api/v1/cases/" + id;
      const auto taken = hall.as(hall.officer)
                             .with("if-match", hall.as(hall.officer).get(path).etag())
                             .post(path + "/steps", {{"step", step}, {"comment", "去看过了"}});
      EXPECT_EQ(taken.status, 200) << taken.body;
    }
  }

  test::Reply step(const std::string& name) {
    return hall.as(hall.chair).with("if-match", hall.as(hall.chair).get(import).etag()).post(import + "/" + name, {});
  }

  /// What stands at an operation's path: the union itself, or what is hidden, which is not there for this side.
  std::string path_of(const test::Operation& operation) {
    auto path = operation.pattern;
    const auto put = [&](const std::string& name, const std::string& value) {
      if (const auto at = path.find(name); at != std::string::npos) path.replace(at, name.size(), value);
    };
    put("{id}", path.starts_with("/api/v1/orgs/") ? hall.riverside.id.text() : hidden_.empty() ? "1" : hidden_.back());
    put("{kind}", "notice");
    put("{attachment}", "1");
    put("{code}", "2222-2222");
    return path + test::smallest_query(operation, [&](std::string_view) { return hall.riverside.id.text(); });
  }

  std::string exported() {
    const auto begun = hall.as(hall.chair).post("/api/v1/member-exports", {{"org", hall.riverside.id.text()}, {"format", "csv"}});
    if (begun.status != 201) return answer("export", begun);
    members::exporter(hall.hall()).once();
    return answer("export", hall.as(hall.chair).get("/api/v1/member-exports/" + begun.text("id") + "/file"));
  }

  template <class F>
  std::string heard(const test::Player& who, const std::string& what, F ask) {
    const auto before = db::statements_run();
    const auto reply = ask();
    const auto reads = db::statements_run() - before;
    return fmt::format("{} reads; {}", reads, answer(who.name + " " + what, reply));
  }
  /// Without what differs between any two halls: ids, numbers that are drawn, places in lists.
  static std::string answer(const std::string& what, const test::Reply& reply) {
    static const std::pair<std::regex, const char*> drawn[] = {{std::regex("[0-9]{12,}"), "ID"},
                                                               {std::regex("[2-9A-HJ-NP-Y]{4}-[2-9A-HJ-NP-Y]{4}"), "NUMBER"},
                                                               {std::regex("2026-07-15-[A-Z0-9]{6}"), "BATCH"},
                                                               {std::regex(R"("instance":"[^"]*")"), "INSTANCE"},
                                                               {std::regex("_ms\":[0-9]+"), "TIME"},
                                                               {std::regex(R"("next":"[^"]*")"), "NEXT"}};
    auto text = reply.body;
    for (const auto& [what_differs, word] : drawn) text = std::regex_replace(text, what_differs, word);
    return fmt::format("{}: {} {} {}", what, reply.status, reply.etag(), text);
  }

  std::vector<test::Player> accounts_;
  std::vector<std::string> hidden_;
  std::string open_;  // an appeal that everybody may know of
  std::string import;
};

/// Who of two wrote without her name, the one or the other: it is the same to the employer's side.
class Nameless : public testing::TestWithParam<db::Engine> {};
UNIONHALL_ON_EACH_ENGINE(Nameless);

TEST_P(Nameless, AppealTellsNobodyAtTheEmployersWhoseItIs) {
  std::vector<std::string> heard[2];
  for (const std::size_t who : {0U, 1U}) {
    Side side(GetParam(), false);
    side.appeal_nameless(side.joined()[who]);
    heard[who] = side.all_answers();
    EXPECT_THAT(heard[who], Contains(HasSubstr(nameless_words))) << "else nothing is seen of it";
  }
  ASSERT_EQ(heard[0].size(), heard[1].size());
  for (std::size_t i = 0; i < heard[0].size(); ++i) EXPECT_EQ(heard[0][i], heard[1][i]);
}

class HiddenJoiner : public testing::TestWithParam<db::Engine> {
 protected:
  Side without{GetParam(), false}, with{GetParam(), true};

  void expect_alike(const std::string& when) {
    const auto one = without.all_answers(), other = with.all_answers();
    ASSERT_EQ(one.size(), other.size());
    ASSERT_GT(one.size(), 100U);
    for (std::size_t i = 0; i < one.size(); ++i) EXPECT_EQ(one[i], other[i]) << when;
  }
  void expect_sound(Side& side) {
    figures::fold_all(side.hall.db());
    EXPECT_THAT(figures::check(side.hall.db()), IsEmpty());
    const auto report = app::check_hall(side.hall.db(), side.hall.hall().keys, [](std::string_view) {});
    for (const auto& finding : report.findings) ADD_FAILURE() << finding.what << " " << finding.example;
  }
  std::int64_t living(Side& side) {
    return side.hall.db().read([](db::Session& db) { return *db.first<std::int64_t>("SELECT count(*) FROM live_membership"); });
  }
};
UNIONHALL_ON_EACH_ENGINE(HiddenJoiner);

TEST_P(HiddenJoiner, IsFoundNowhereAtTheEmployersSide) {
  EXPECT_EQ(living(without), 2);
  EXPECT_EQ(living(with), 4) << "else nothing is hidden";
  expect_alike("at rest");
}

TEST_P(HiddenJoiner, IsAStrangerToTheUnionThatFillsHerIn) {
  EXPECT_EQ(without.fill_in(filled_in), with.fill_in(filled_in));
  EXPECT_EQ(without.record(filled_in), with.record(filled_in));
  expect_alike("filled in");
  EXPECT_EQ(living(without), 3);
  EXPECT_EQ(living(with), 4) << "one gave way to the other";
  expect_sound(with);
}

TEST_P(HiddenJoiner, IsAStrangerWhileHerApplicationIsOpenToo) {
  EXPECT_EQ(without.fill_in(undecided), with.fill_in(undecided));
  EXPECT_EQ(without.record(undecided), with.record(undecided));
  expect_sound(with);
}

TEST_P(HiddenJoiner, IsAStrangerToARosterAndComesBackWhenItIsUndone) {
  const std::vector<Joiner> both{on_a_roster, undecided};
  EXPECT_EQ(without.bring_roster(both), with.bring_roster(both));
  EXPECT_EQ(without.record(on_a_roster), with.record(on_a_roster));
  expect_alike("on a roster");
  EXPECT_EQ(living(with), 5);
  expect_sound(with);
  auto her = with.joined()[1];
  EXPECT_EQ(with.hall.as(her).get("/api/v1/me/notices").text("/items/0/title"), "您所在单位的工会登记了您");

  EXPECT_EQ(without.undo(), with.undo());
  expect_alike("undone");
  EXPECT_EQ(living(without), 2);
  EXPECT_EQ(living(with), 4) << "what gave way is back";
  expect_sound(with);
}

TEST_P(HiddenJoiner, StaysOutsideWhenHerUnionComesBelowTheEmployers) {
  for (auto* side : {&without, &with}) {
    const auto trade = side->hall.add_union(side->hall.weicheng, 7, "渭城区快递行业工会联合会", "trade_federation");
    side->go_to(trade);
    const auto moved = side->hall.db().write([&](db::Session& db) {
      return orgs::move(db, side->hall.hall(), trade.id, side->hall.riverside.id, side->hall.clock.now(), "搬到河畔");
    });
    EXPECT_TRUE(moved);
  }
  // Nobody has folded anything since.
  expect_alike("below the employer's");
  EXPECT_EQ(living(with), 4);
  auto her = with.joined()[0];
  EXPECT_EQ(with.hall.as(her).get("/api/v1/me/notices").text("/items/0/title"), "您的会籍换了一个工会");
  expect_sound(with);
}

}  // namespace
}  // namespace unionhall
