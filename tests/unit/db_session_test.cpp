#include <gmock/gmock.h>

#include "support/engines.h"

namespace unionhall::db {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;
using namespace std::chrono_literals;

using OrgId = Id<struct Org>;

enum class State { active, dissolved };
BOOST_DESCRIBE_ENUM(State, active, dissolved)

struct Place {
  double lng = 0, lat = 0;
};
BOOST_DESCRIBE_STRUCT(Place, (), (lng, lat))

struct Org {
  OrgId id;
  std::string name;
  State state = State::active;
  bool open = false;
  Place place;
  std::optional<Date> founded_on;
  std::optional<Instant> seen_at;
};
BOOST_DESCRIBE_STRUCT(Org, (), (id, name, state, open, place, founded_on, seen_at))

constexpr auto columns = "id, name, state, is_open, lng, lat, founded_on, seen_at_ms";
constexpr auto by_id = "SELECT id, name, state, is_open, lng, lat, founded_on, seen_at_ms FROM places WHERE id = :id";

class DbSession : public test::Engines {
 protected:
  template <class F>
  auto write(F f) {
    return database().write(f);
  }
  template <class F>
  auto read(F f) {
    return database().read(f);
  }

  void SetUp() override {
    write([](Session& s) {
      s.exec(R"sql(CREATE TABLE places (
          id BIGINT NOT NULL PRIMARY KEY, name TEXT NOT NULL UNIQUE, state TEXT NOT NULL DEFAULT 'active', is_open BIGINT NOT NULL DEFAULT 0,
          lng DOUBLE PRECISION NOT NULL DEFAULT 0, lat DOUBLE PRECISION NOT NULL DEFAULT 0, founded_on TEXT, seen_at_ms BIGINT))sql");
    });
  }

  void add(std::int64_t id, std::string_view name) {
    write([&](Session& s) { s.exec("INSERT INTO places (id, name) VALUES (:id, :name)", id, name); });
  }
  std::int64_t count() {
    return *read([](Session& s) { return s.first<std::int64_t>("SELECT count(*) FROM places"); });
  }
  std::string failure_of(const std::function<void(Session&)>& act) {
    try {
      write([&](Session& s) { act(s); });
    } catch (const Failure& failure) {
      return failure.what();
    }
    return "nothing failed";
  }
};
UNIONHALL_ON_EACH_ENGINE(DbSession);

TEST_P(DbSession, WhatWasWrittenIsReadBackInItsOwnTypes) {
  const Org written{.id = OrgId{7},
                    .name = "秦都区总工会",
                    .state = State::dissolved,
                    .open = true,
                    .place = {108.7, 34.35},
                    .founded_on = Date{2026y / 7 / 15},
                    .seen_at = from_unix_ms(1'752'560'408'123)};
  write([&](Session& s) {
    s.exec(
        "INSERT INTO places (id, name, state, is_open, lng, lat, founded_on, seen_at_ms) VALUES (:id, :name, :state, :open, :lng, :lat, "
        ":on, :at)",
        written.id, written.name, written.state, written.open, written.place.lng, written.place.lat, written.founded_on, written.seen_at);
  });
  const auto found = read([&](Session& s) { return s.first<Org>(by_id, written.id); });
  ASSERT_TRUE(found);
  EXPECT_EQ(found->id, written.id);
  EXPECT_EQ(found->name, written.name);
  EXPECT_EQ(found->state, written.state);
  EXPECT_TRUE(found->open);
  EXPECT_EQ(found->place.lng, written.place.lng);
  EXPECT_EQ(found->place.lat, written.place.lat);
  EXPECT_EQ(found->founded_on, written.founded_on);
  EXPECT_EQ(found->seen_at, written.seen_at);
}

TEST_P(DbSession, NothingIsNothing) {
  add(1, "一");
  const auto found = read([](Session& s) { return s.first<Org>(by_id, 1); });
  ASSERT_TRUE(found);
  EXPECT_FALSE(found->founded_on || found->seen_at);
  EXPECT_FALSE(read([](Session& s) { return s.first<Org>(by_id, 2); }));
}

TEST_P(DbSession, WholeNumbersBeyondDoublesAreKeptExactly) {
  constexpr std::int64_t beyond = (std::int64_t{1} << 53) + 1;
  constexpr auto most = std::numeric_limits<std::int64_t>::max();
  write([&](Session& s) { s.append<std::tuple<std::int64_t, std::string>>("places", "id, name", {{beyond, "a"}, {most, "b"}}); });
  write([&](Session& s) { s.append_new<std::tuple<std::int64_t, std::string>>("places", "id, name", {{beyond + 1, "c"}}); });
  const auto ids = read([](Session& s) { return s.all<std::int64_t>("SELECT id FROM places ORDER BY id LIMIT 9"); });
  EXPECT_THAT(ids, ElementsAre(beyond, beyond + 1, most));
  EXPECT_EQ(read([&](Session& s) { return s.first<std::int64_t>("SELECT :n", most); }), most);
  EXPECT_EQ(read([&](Session& s) { return s.first<std::int64_t>("SELECT coalesce(:n, 5)", std::optional{beyond}); }), beyond);
}

TEST_P(DbSession, ANameThatComesTwiceIsOneValue) {
  add(1, "一");
  add(2, "二");
  const auto found = read([](Session& s) {
    return s.all<std::int64_t>(
        "SELECT id FROM places WHERE (id = :id AND name = :name) OR (id <> :id AND name <> :name) ORDER BY id LIMIT 9", 1, "一");
  });
  EXPECT_THAT(found, ElementsAre(1, 2));
}

TEST_P(DbSession, AnAbsentFilterFiltersNothing) {
  add(1, "一");
  add(2, "二");
  const auto named = [&](std::optional<std::string> name, std::optional<OrgId> id) {
    return read([&](Session& s) {
      return s.all<std::int64_t>(
          "SELECT id FROM places WHERE (:name IS NULL OR name = :name) AND (:id IS NULL OR id = :id) ORDER BY id LIMIT 9", name, id);
    });
  };
  EXPECT_THAT(named(std::nullopt, std::nullopt), ElementsAre(1, 2));
  EXPECT_THAT(named("二", std::nullopt), ElementsAre(2));
  EXPECT_THAT(named(std::nullopt, OrgId{1}), ElementsAre(1));
}

TEST_P(DbSession, WhatLooksLikeANameInATextOrACommentIsNone) {
  const auto text =
      read([](Session& s) { return s.first<std::string>("SELECT 'it''s :here = ANY_OF(:x)' /* :there */ || :real -- :end", "!"); });
  EXPECT_EQ(text, "it's :here = ANY_OF(:x)!");
}

TEST_P(DbSession, ListsMatchWhatIsInThem) {
  write([](Session& s) {
    s.append<std::tuple<std::int64_t, std::string>>("places", "id, name", {{1, "a\"b"}, {2, "c\\d"}, {3, "e,{f}"}, {4, "'四'"}});
  });
  const auto ids = [&](const auto& list, const char* sql) { return read([&](Session& s) { return s.all<std::int64_t>(sql, list); }); };
  constexpr auto by_number = "SELECT id FROM places WHERE id = ANY_OF(:ids) ORDER BY id LIMIT 9";
  constexpr auto by_name = "SELECT id FROM places WHERE name = ANY_OF ( :names ) ORDER BY id LIMIT 9";
  EXPECT_THAT(ids(Numbers{{3, 1, 9}}, by_number), ElementsAre(1, 3));
  EXPECT_THAT(ids(std::vector{OrgId{4}, OrgId{2}}, by_number), ElementsAre(2, 4));
  EXPECT_THAT(ids(Numbers{}, by_number), ElementsAre());
  EXPECT_THAT(ids(Words{{"a\"b", "c\\d", "e,{f}", "'四'", "\n"}}, by_name), ElementsAre(1, 2, 3, 4));
}

TEST_P(DbSession, ATextIsKeptByteForByteOrRefused) {
  const std::string odd = "tab\t newline\n return\r backslash\\ quote' \"\\N\x01 𠮷";
  write([&](Session& s) {
    s.append<std::tuple<int, std::string>>("places", "id, name", {{1, odd}});
    s.append_new<std::tuple<int, std::string>>("places", "id, name", {{2, odd + "2"}});
    s.exec("INSERT INTO places (id, name) VALUES (:id, :name)", 3, odd + "3");
    s.exec("INSERT INTO places (id, name) VALUES (:id, :name)", 4, "");
  });
  const auto names = read([](Session& s) { return s.all<std::string>("SELECT name FROM places ORDER BY id LIMIT 9"); });
  EXPECT_THAT(names, ElementsAre(odd, odd + "2", odd + "3", ""));

  const std::string cut("a\0b", 3);
  using Rows = std::vector<std::tuple<int, std::string>>;
  for (const auto& act :
       std::vector<std::function<void(Session&)>>{[&](Session& s) { s.exec("UPDATE places SET name = :name WHERE id = 1", cut); },
                                                  [&](Session& s) {
                                                    s.append("places", "id, name", Rows{{8, "fine"}, {9, cut}});
                                                  },
                                                  [&](Session& s) {
                                                    s.append_new("places", "id, name", Rows{{8, "fine"}, {9, cut}});
                                                  },
                                                  [&](Session& s) {
                                                    s.all<int>("SELECT 1 FROM places WHERE name = ANY_OF(:names)", Words{{"a", cut}});
                                                  }}) {
    EXPECT_THROW(write([&](Session& s) { act(s); }), std::invalid_argument);
  }
  EXPECT_EQ(count(), 4);
}

TEST_P(DbSession, AppendedRowsMayHoldNothingAndDays) {
  using Row = std::tuple<OrgId, std::string, std::optional<Date>, std::optional<Instant>, State>;
  const std::vector<Row> rows{{OrgId{1}, "a", Date{2024y / 2 / 29}, std::nullopt, State::active},
                              {OrgId{2}, "b", std::nullopt, Instant{1s}, State::dissolved}};
  write([&](Session& s) { s.append("places", "id, name, founded_on, seen_at_ms, state", rows); });
  const auto found = read([](Session& s) { return s.all<Org>(std::string("SELECT ") + columns + " FROM places ORDER BY id LIMIT 9"); });
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].founded_on, Date{2024y / 2 / 29});
  EXPECT_EQ(found[0].seen_at, std::nullopt);
  EXPECT_EQ(found[1].founded_on, std::nullopt);
  EXPECT_EQ(found[1].seen_at, Instant{1s});
  EXPECT_EQ(found[1].state, State::dissolved);
}

TEST_P(DbSession, ACountSaysHowManyRowsWereTouched) {
  EXPECT_EQ(write([](Session& s) {
              return s.append_new<std::tuple<int, std::string>>("places", "id, name", {{1, "a"}, {2, "b"}, {1, "c"}, {3, "b"}});
            }),
            2);
  EXPECT_EQ(write([](Session& s) { return s.append_new<std::tuple<int, std::string>>("places", "id, name", {{2, "z"}}); }), 0);
  constexpr auto insert = "INSERT INTO places (id, name) VALUES (:id, :name) ON CONFLICT DO NOTHING";
  EXPECT_EQ(write([](Session& s) { return s.exec(insert, 1, "again"); }), 0);
  EXPECT_EQ(write([](Session& s) { return s.exec(insert, 4, "d"); }), 1);
  EXPECT_EQ(write([](Session& s) { return s.exec("UPDATE places SET is_open = 1 WHERE id >= :id", 2); }), 2);
  EXPECT_EQ(write([](Session& s) { return s.exec("UPDATE places SET is_open = 1 WHERE id = 99"); }), 0);
  EXPECT_EQ(write([](Session& s) { return s.exec("CREATE TABLE others (id BIGINT)"); }), 0);
}

TEST_P(DbSession, AChangeCanSayWhatItMade) {
  add(1, "一");
  const auto name =
      write([](Session& s) { return s.first<std::string>("UPDATE places SET name = name || :more WHERE id = 1 RETURNING name", "!"); });
  EXPECT_EQ(name, "一!");
  EXPECT_EQ(read([](Session& s) { return s.first<std::string>("SELECT name FROM places WHERE id = 1"); }), "一!");
}

TEST_P(DbSession, AComparisonIsReadAsTrueOrFalse) {
  EXPECT_EQ(read([](Session& s) { return s.first<bool>("SELECT 1 < 2"); }), true);
  EXPECT_EQ(read([](Session& s) { return s.first<bool>("SELECT EXISTS (SELECT 1 FROM places)"); }), false);
}

TEST_P(DbSession, LettersMatchInTheirCaseOnly) {
  add(1, "Abc");
  EXPECT_FALSE(read([](Session& s) { return s.first<int>("SELECT 1 FROM places WHERE name LIKE 'abc%'"); }));
  EXPECT_TRUE(read([](Session& s) { return s.first<int>("SELECT 1 FROM places WHERE name LIKE 'Ab%'"); }));
}

TEST_P(DbSession, AFailureSaysTheStatementAndNeverTheValue) {
  add(1, "taken");
  for (const auto& failure : {
           failure_of([](Session& s) { s.exec("INSERT INTO places (id, name) VALUES (:id, :name)", 2, "taken"); }),
           failure_of([](Session& s) {
             s.append<std::tuple<int, std::string>>("places", "id, name", {{2, "taken"}});
           }),
           failure_of([](Session& s) {
             s.append_new<std::tuple<int, std::string, std::optional<std::string>>>("places", "id, name, state",
                                                                                    {{2, "taken", std::nullopt}});
           }),
       }) {
    EXPECT_THAT(failure, HasSubstr("places (id, name"));
    EXPECT_THAT(failure, Not(HasSubstr("taken")));
    EXPECT_THAT(failure, ::testing::ContainsRegex("23505|23502|2067|1299|1555"));
  }
  EXPECT_EQ(count(), 1);
}

TEST_P(DbSession, AWordThatWeNeverWroteIsNoticed) {
  write([](Session& s) { s.exec("INSERT INTO places (id, name, state) VALUES (1, 'a', 'sleeping')"); });
  EXPECT_THROW(read([](Session& s) { return s.first<Org>(by_id, 1); }), UnknownWord);
}

TEST_P(DbSession, OurOwnMistakesAreNotAnsweredWithData) {
  add(1, "一");
  const auto mistake = [&](auto act) { EXPECT_THROW(read([&](Session& s) { act(s); }), std::logic_error); };
  mistake([](Session& s) { s.first<Org>("SELECT id, name FROM places LIMIT 1"); });               // columns missing
  mistake([](Session& s) { s.first<int>("SELECT id FROM places WHERE id = :id"); });              // a value missing
  mistake([](Session& s) { s.first<int>("SELECT id FROM places WHERE id = :id", 1, 2); });        // one too many
  mistake([](Session& s) { s.first<std::int64_t>("SELECT max(id) FROM places WHERE id > 5"); });  // NULL into a number
  mistake([](Session& s) { s.first<int>("SELECT name FROM places WHERE id = 1"); });              // a text into a number
  mistake([](Session& s) { s.first<std::int8_t>("SELECT :n", 1000); });                           // a number too large
  mistake([](Session& s) { s.each<int>("SELECT id FROM places", [&](int&&) { s.first<int>("SELECT 1"); }); });
  EXPECT_EQ(count(), 1);  // the sessions are none the worse
}

TEST_P(DbSession, AReadChangesNothing) {
  EXPECT_THROW(read([](Session& s) { s.exec("INSERT INTO places (id, name) VALUES (1, 'a')"); }), Failure);
  EXPECT_THROW(database().snapshot([](Session& s) { s.exec("INSERT INTO places (id, name) VALUES (1, 'a')"); }), Failure);
  EXPECT_EQ(count(), 0);
}

TEST_P(DbSession, RowsBeyondMemoryComeOneByOne) {
  constexpr int many = 2500;  // more than are fetched at once
  write([](Session& s) {
    std::vector<std::tuple<int, std::string>> rows;
    for (int id = 1; id <= many; ++id) rows.emplace_back(id, std::to_string(id));
    s.append("places", "id, name", rows);
  });
  const auto sum_of = [](Session& s) {
    std::int64_t sum = 0, rows = 0;
    s.each<std::int64_t>(
        "SELECT id FROM places WHERE id > :least", [&](std::int64_t&& id) { sum += id, ++rows; }, 0);
    return std::pair(rows, sum);
  };
  const std::pair<std::int64_t, std::int64_t> all(many, std::int64_t{many} * (many + 1) / 2);
  EXPECT_EQ(read(sum_of), all);
  EXPECT_EQ(database().snapshot(sum_of), all);
  EXPECT_EQ(write(sum_of), all);
  EXPECT_THROW(read([](Session& s) { s.each<int>("SELECT id FROM places", [](int&&) { throw std::runtime_error("enough"); }); }),
               std::runtime_error);
  EXPECT_EQ(count(), many);
}

}  // namespace
}  // namespace unionhall::db
