#include <gmock/gmock.h>

#include "db/dialect.h"

namespace unionhall::db {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::Not;

std::string postgresql(std::string_view sql, std::vector<Kind> kinds) { return for_postgresql(sql, kinds); }

TEST(Dialect, NamesBecomeNumbersInTheOrderInWhichTheyFirstAppear) {
  EXPECT_EQ(postgresql("SELECT :b, :a, :b", {Kind::text, Kind::number}), "SELECT $1::text, $2::bigint, $1::text");
  EXPECT_EQ(postgresql("SELECT :a+:ab", {Kind::real, Kind::number}), "SELECT $1::double precision+$2::bigint");
  EXPECT_EQ(count_parameters("SELECT :b, :a, :b"), 2u);
}

TEST(Dialect, NothingIsRewrittenInsideALiteralANameOrAComment) {
  for (const auto* sql : {"SELECT ':a'", "SELECT 'it''s :a'", "SELECT \":a\"", "SELECT 1 -- :a\n", "SELECT 1 /* :a */",
                          "SELECT 1 -- don't :a", "SELECT x::text"}) {
    EXPECT_EQ(postgresql(sql, {}), sql);
    EXPECT_EQ(for_sqlite(sql), sql);
    EXPECT_EQ(count_parameters(sql), 0u) << sql;
  }
  EXPECT_EQ(postgresql("SELECT ':a' || :a -- :b", {Kind::text}), "SELECT ':a' || $1::text -- :b");
}

TEST(Dialect, AListIsUnpackedInEachEnginesWay) {
  EXPECT_EQ(for_sqlite("WHERE id = ANY_OF(:ids) AND x"), "WHERE id IN (SELECT value FROM json_each(:ids)) AND x");
  EXPECT_EQ(for_sqlite("WHERE id = /* which */ ANY_OF ( :ids )"), "WHERE id IN (SELECT value FROM json_each(:ids))");
  EXPECT_THAT(postgresql("id = ANY_OF(:ids)", {Kind::numbers}), ::testing::StartsWith("id = ANY("));
  EXPECT_THAT(postgresql("id = ANY_OF(:ids)", {Kind::numbers}), HasSubstr("::bigint[]"));
  EXPECT_THAT(postgresql("id = ANY_OF(:ids)", {Kind::words}), HasSubstr("::text[]"));
}

TEST(Dialect, OnlyWhereWritesMeetIsARowWrittenToHoldIt) {
  constexpr auto touch = "UPDATE orgs SET state = state WHERE id = :id AND WRITES_MEET";
  EXPECT_EQ(for_sqlite(touch), "UPDATE orgs SET state = state WHERE id = :id AND FALSE");
  EXPECT_EQ(postgresql(touch, {Kind::number}), "UPDATE orgs SET state = state WHERE id = $1::bigint AND TRUE");
}

TEST(Dialect, ARowIdIsTheKeyOfItsTable) {
  constexpr auto orgs =
      "CREATE TABLE orgs (\n  id ROW_ID,  -- a (number\n  region BIGINT NOT NULL,\n  CHECK ((id > 0) = (region > 0)) -- last\n)";
  EXPECT_THAT(define_for_sqlite(orgs), HasSubstr("id INTEGER PRIMARY KEY,"));
  EXPECT_THAT(define_for_postgresql(orgs), HasSubstr("id BIGINT NOT NULL,"));
  EXPECT_THAT(define_for_postgresql(orgs), ::testing::EndsWith("-- last\n, PRIMARY KEY (id, region))"));
  EXPECT_THAT(define_for_postgresql("CREATE TABLE t (no ROW_ID, name TEXT)"), ::testing::EndsWith("TEXT, PRIMARY KEY (no))"));
  EXPECT_EQ(define_for_postgresql("CREATE INDEX i ON orgs (region, path)"), "CREATE INDEX i ON orgs (region, path)");
}

TEST(Dialect, AClusteredTableIsItsOwnIndexOnSqlite) {
  constexpr auto figures = "CREATE TABLE figures (org BIGINT, PRIMARY KEY (org)) CLUSTERED";
  EXPECT_THAT(define_for_sqlite(figures), ::testing::EndsWith(") WITHOUT ROWID"));
  EXPECT_THAT(define_for_postgresql(figures), Not(HasSubstr("CLUSTERED")));
}

TEST(Dialect, AFileIsCutWhereAStatementEnds) {
  EXPECT_THAT(statements_of("-- a; comment\nA 'x;y' /* ; */;B\n;;\n-- the end; truly\n"),
              ElementsAre("-- a; comment\nA 'x;y' /* ; */", "B\n"));
  EXPECT_THAT(statements_of("A"), ElementsAre("A"));
  EXPECT_THAT(statements_of(" \n-- nothing\n"), ElementsAre());
}

}  // namespace
}  // namespace unionhall::db
