// Results of appeals: what is printed of a month, that anybody can recount it, and that nobody learns more.
#include "appeal_results_test.h"

#include <gmock/gmock.h>

#include <boost/algorithm/string.hpp>

#include "services/appeals/results/recount.h"

namespace unionhall::appeals {
namespace {

using results::Days;
using test::AppealResults;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using namespace std::chrono_literals;

constexpr std::string_view groups[] = {"wages.arrears", "living.canteen", "safety.heat", "mind"};

UNIONHALL_ON_EACH_ENGINE(AppealResults);

// ── What is counted, and when ──────────────────────────────────────────────────────────────────────────────────

TEST_P(AppealResults, CountTheHiddenAndTheNamelessLikeAnyOther) {
  const auto riverside = hall.riverside.id.text();
  solved(hall.worker, hall.chair, {{"org", riverside}});
  solved(hall.add_player("钱一"), hall.chair, {{"org", riverside}});
  solved(hall.add_player("孙二"), hall.chair, {{"org", riverside}, {"nameless", true}});
  const auto township = hall.add_player("人民路干事", access::RoleWord::officer, &hall.renminlu);
  solved(hall.add_player("李三"), township, {{"hidden_from", riverside}});
  travel_to("2026-08-09");
  hall.advance(24h - 1ms);
  EXPECT_EQ(results::publish(hall.hall()), 0) << "nothing before the day, not even of days that are over";
  EXPECT_EQ(get_csv("2026-07").status, 404);

  hall.advance(1ms);
  EXPECT_EQ(results::publish(hall.hall()), 1);
  EXPECT_THAT(results::read(get_csv("2026-07").body), IsEmpty()) << "four are too few";

  execute("DELETE FROM appeal_results");
  plant(hall.qindu.id, "living.housing", "2026-07", 1);
  EXPECT_EQ(results::publish(hall.hall()), 1);
  EXPECT_EQ(results::publish(hall.hall()), 0) << "once";
  const auto rows = results::read(get_csv("2026-07").body);
  ASSERT_EQ(rows.size(), 1u);
  EXPECT_EQ(rows[0].county.name, hall.qindu.name);
  EXPECT_EQ(rows[0].category, "living");
  EXPECT_EQ(rows[0].filed, 5);
  EXPECT_THAT(get_csv("2026-07").body, AllOf(Not(HasSubstr(hall.riverside.name)), Not(HasSubstr(hall.renminlu.name))));
}

TEST_P(AppealResults, TellOfTheUnionsWorkInWholeDays) {
  for (const auto* name : {"赵一", "钱二", "孙三", "李四", "周五"}) {
    solved(hall.add_player(name), hall.chair, {{"org", hall.riverside.id.text()}});
  }
  travel_to("2026-08-10");
  results::publish(hall.hall());
  const auto row = results::read(get_csv("2026-07").body).at(0);
  EXPECT_EQ((*row.contacted)[0], 5) << "taken up on the day itself";
  EXPECT_EQ((*row.solving)[2], 5);
  EXPECT_EQ(row.answered, 5);
  EXPECT_EQ(row.on_time, 5);
  EXPECT_EQ(row.rated, 5);
  EXPECT_EQ(row.satisfied, 5);
  const auto totals = json().at("months").at(0).at("totals");
  EXPECT_EQ(totals.at("solving").at("median"), 2);
  EXPECT_EQ(totals.at("solved").at("percent"), "100.0");
}

TEST_P(AppealResults, PutTheCitysOwnInNoCounty) {
  plant(hall.city.id, "union.card", "2026-06", 6);
  results::publish(hall.hall());
  EXPECT_EQ(results::read(get_csv("2026-06").body).at(0).county.code, "city");
}

// ── Anybody recounts it ────────────────────────────────────────────────────────────────────────────────────────

/// A recount that knows the bytes and the names of their columns, and none of our code.
struct Recount {
  explicit Recount(std::string csv) {
    csv.erase(0, 3);
    std::vector<std::string> lines, names;
    boost::split(lines, csv, boost::is_any_of("\n"));
    for (auto& line : lines) boost::trim_right(line);
    boost::split(names, lines.at(0), boost::is_any_of(","));
    for (std::size_t i = 1; i < lines.size() && !lines[i].empty(); ++i) {
      std::vector<std::string> cells;
      boost::split(cells, lines[i], boost::is_any_of(","));
      for (std::size_t column = 4; column < names.size(); ++column) {
        if (!cells.at(column).empty()) sums[names[column]] += std::stoll(cells[column]);
      }
      ++rows;
    }
  }
  std::string percent(const std::string& part, const std::string& whole) {
    if (sums[whole] == 0) return "";
    const auto tenths = static_cast<std::int64_t>(
        std::floor(1000.0L * static_cast<long double>(sums[part]) / static_cast<long double>(sums[whole]) + 0.5L));
    return std::to_string(tenths / 10) + '.' + std::to_string(tenths % 10);
  }
  /// Everybody's days in a row, and the one who stands so far along it.
  http::json::value day(const std::string& what, int tenths) {
    std::vector<int> all;
    for (int day = 0; day <= 31; ++day) {
      const auto name = what + '_' + (day == 31 ? "more" : std::to_string(day));
      all.insert(all.end(), static_cast<std::size_t>(sums[name]), day);
    }
    if (all.empty()) return nullptr;
    const auto place = (all.size() * static_cast<std::size_t>(tenths) + 9) / 10;
    const auto found = all.at(place - 1);
    return found == 31 ? http::json::value("more") : http::json::value(found);
  }
  std::map<std::string, std::int64_t> sums;
  std::size_t rows = 0;
};

TEST_P(AppealResults, EveryNumberIsRecountedFromTheCsvToTheLastDigit) {
  const auto extra = hall.add_union(hall.weicheng, 7, "渭城快递工会");
  for (const auto* month : {"2026-03", "2026-04", "2026-05", "2026-06"}) {
    for (const auto org : {hall.city.id, hall.qindu.id, hall.riverside.id, hall.weicheng.id, extra.id}) {
      for (const auto category : groups) plant(org, category, month, draw(14));
    }
  }
  EXPECT_EQ(results::publish(hall.hall()), 4);
  const auto published = json();
  ASSERT_EQ(published.at("months").as_array().size(), 4u);
  for (const auto& month : published.at("months").as_array()) {
    const auto csv = get_csv(std::string(month.at("month").as_string()));
    Recount recount(csv.body);
    const auto& totals = month.at("totals");
    EXPECT_GT(recount.rows, 3u);
    EXPECT_EQ(month.at("rows"), recount.rows);
    EXPECT_EQ(month.at("sha256").as_string(), crypto::hex(crypto::sha256(csv.body)));
    EXPECT_EQ(totals.at("filed"), recount.sums["filed"]);
    for (const auto& [share, part, whole] :
         {std::tuple{"solved", "solved", "filed"}, {"on_time", "on_time", "answered"}, {"satisfied", "satisfied", "rated"}}) {
      EXPECT_EQ(totals.at(share).at("numerator"), recount.sums[part]);
      EXPECT_EQ(totals.at(share).at("denominator"), recount.sums[whole]);
      EXPECT_EQ(totals.at(share).at("percent").as_string(), recount.percent(part, whole));
    }
    for (const auto& [times, column] : {std::pair{"first_contact", "contacted"}, {"solving", "solved"}}) {
      EXPECT_EQ(totals.at(times).at("median"), recount.day(column, 5)) << times;
      EXPECT_EQ(totals.at(times).at("p90"), recount.day(column, 9)) << times;
    }
    EXPECT_EQ(results::written(results::read(csv.body)), csv.body) << "nothing is lost on the way";
  }
}

TEST(AppealResultsSheet, RoundsHalfATenthUpAndFindsTheMiddle) {
  EXPECT_EQ(results::percent(1, 3), "33.3");
  EXPECT_EQ(results::percent(2, 3), "66.7");
  EXPECT_EQ(results::percent(1, 2000), "0.1");
  EXPECT_EQ(results::percent(0, 0), "");
  Days days{};
  EXPECT_EQ(results::day_by(days, 5), std::nullopt);
  days[0] = 5, days[3] = 4, days[31] = 1;
  EXPECT_EQ(results::day_by(days, 5), 0u);
  EXPECT_EQ(results::day_by(days, 9), 3u);
  days[31] = 2;
  EXPECT_EQ(results::day_by(days, 5), 3u);
  EXPECT_EQ(results::day_by(days, 9), results::days_counted);
}

TEST(AppealResultsSheet, LeavesEmptyWhatFewerThanFiveStandBehind) {
  results::Cell cell{.filed = 9};
  cell.contacted[1] = 5;
  cell.answered = 4, cell.on_time = 4;
  cell.solved = 4, cell.solving[2] = 4;
  cell.rated = 5, cell.satisfied = 1;
  const auto row = results::printed(cell).value();
  EXPECT_TRUE(row.contacted && row.rated && row.satisfied);
  EXPECT_FALSE(row.answered || row.on_time || row.solving);
  EXPECT_EQ(row.solved, 4) << "of nine";
  cell.filed = 4;
  EXPECT_EQ(results::printed(cell), std::nullopt);
}

// ── Nobody learns more ─────────────────────────────────────────────────────────────────────────────────────────

/// Whoever reads everything that is public tries each number for each cell that is not printed: all of them explain it equally well,
/// so there is nothing to solve. A total that took in what is not printed, or a second version, would fail here.
TEST_P(AppealResults, LeaveEveryNumberOpenForACellThatIsNotPrinted) {
  const OrgId counties[] = {hall.qindu.id, hall.weicheng.id, hall.city.id};
  const std::string months[] = {"2026-05", "2026-06"};
  std::map<std::tuple<std::string, OrgId, std::string_view>, int> cells;
  for (const auto& month : months) {
    for (const auto county : counties) {
      for (const auto category : groups) {
        const auto size = cells[{month, county, category}] = draw(9);
        plant(county, category, month, size);
      }
    }
  }
  results::publish(hall.hall());
  const auto everything = [&] {
    auto published = json();
    for (const auto& month : months) published.as_object()[month] = get_csv(month).body;
    return http::json::serialize(published);
  };
  const auto seen = everything();
  int hidden = 0;
  for (const auto& [place, size] : cells) {
    const auto& [month, county, category] = place;
    if (size >= results::people_least) continue;
    ++hidden;
    for (int other = 0; other < results::people_least; ++other) {
      hall.db().write([&](db::Session& db) {
        db.exec("DELETE FROM appeal_forms WHERE asked_org = :org AND category = :category AND filed_month = :month", county, category,
                month);
      });
      plant(county, category, month, other);
      print_anew();
      ASSERT_EQ(everything(), seen) << month << ' ' << category << ": " << other << " instead of " << size;
    }
  }
  EXPECT_GT(hidden, 5);
}

/// Sums by county, by group of matters and of all, less the rows that they are made of: nothing is left over to be somebody.
TEST_P(AppealResults, HaveTotalsWithoutARemainder) {
  for (const auto org : {hall.qindu.id, hall.weicheng.id, hall.city.id}) {
    for (const auto category : groups) plant(org, category, "2026-06", draw(10));
  }
  results::publish(hall.hall());
  auto left = json().at("months").at(0).at("totals").at("filed").as_int64();
  for (const auto& row : results::read(get_csv("2026-06").body)) left -= row.filed;
  EXPECT_EQ(left, 0);
}

TEST_P(AppealResults, AreCorrectedOnlyByFiveOrMoreAndTheBytesStay) {
  plant(hall.qindu.id, "mind", "2026-06", 40);
  execute("UPDATE appeal_forms SET satisfaction = NULL, verdict = '', solved_at_ms = NULL");
  results::publish(hall.hall());
  const auto csv = get_csv("2026-06").body;
  const auto solve = [&](int more) {
    hall.db().write([&](db::Session& db) {
      db.exec(R"sql(
          UPDATE appeal_forms SET verdict = 'solved', solved_at_ms = :now
           WHERE id IN (SELECT id FROM appeal_forms WHERE verdict = '' ORDER BY id LIMIT :more))sql",
              hall.clock.now(), more);
    });
    hall.advance(24h);
    results::publish(hall.hall());
    return json().at("corrections").as_array();
  };
  EXPECT_THAT(solve(4), IsEmpty());
  const auto five = solve(1);
  ASSERT_EQ(five.size(), 1u);
  EXPECT_EQ(five[0].at("figure"), "solved");
  EXPECT_EQ(five[0].at("printed"), 0);
  EXPECT_EQ(five[0].at("now"), 5);
  EXPECT_EQ(five[0].at("since"), "2026-07-17");
  EXPECT_EQ(solve(4).size(), 1u);
  EXPECT_EQ(solve(3).size(), 2u);
  EXPECT_EQ(get_csv("2026-06").body, csv);
}

/// Whatever happens day by day, no two versions of a number that were ever to be seen differ by one, two, three or four.
TEST_P(AppealResults, HaveNoTwoVersionsThatDifferByLess) {
  plant(hall.qindu.id, "mind", "2026-06", 30);
  plant(hall.weicheng.id, "wages.arrears", "2026-06", 12);
  results::publish(hall.hall());
  for (int day = 0; day < 60; ++day) {
    hall.db().write([&](db::Session& db) {
      db.exec(
          "UPDATE appeal_forms SET satisfaction = :now WHERE id IN (SELECT id FROM appeal_forms ORDER BY (id * :day) % 101 LIMIT :some)",
          1 + draw(5), 1 + draw(99), draw(12));
      db.exec(
          "UPDATE appeal_forms SET category = :category WHERE id IN (SELECT id FROM appeal_forms ORDER BY (id * :day) % 103 LIMIT :some)",
          groups[draw(2) == 0 ? 3 : 0], 1 + draw(99), draw(5));
    });
    hall.advance(24h);
    results::publish(hall.hall());
  }
  std::map<std::string, std::set<std::int64_t>> versions;
  const auto published = json();
  for (const auto& one : published.at("corrections").as_array()) {
    auto& seen = versions[http::json::serialize(one.at("county")) + http::json::serialize(one.at("figure"))];
    seen.insert(one.at("printed").as_int64());
    seen.insert(one.at("now").as_int64());
  }
  EXPECT_GT(versions.size(), 1u);
  for (const auto& [number, seen] : versions) {
    for (auto one = seen.begin(); std::next(one) != seen.end(); ++one) EXPECT_GE(*std::next(one) - *one, 5) << number;
  }
}

// ── As a file ──────────────────────────────────────────────────────────────────────────────────────────────────

TEST_P(AppealResults, AreAFileThatMayBeKept) {
  plant(hall.qindu.id, "mind", "2026-06", 7);
  results::publish(hall.hall());
  const auto csv = get_csv("2026-06");
  EXPECT_EQ(csv.status, 200);
  EXPECT_EQ(csv.header("content-type"), "text/csv; charset=utf-8");
  EXPECT_THAT(csv.header("cache-control"), HasSubstr("public"));
  EXPECT_EQ(hall.as(hall.stranger).with("if-none-match", csv.etag()).get("/api/v1/results/2026-06.csv").status, 304);
  const auto all = hall.as(hall.stranger).get("/api/v1/results");
  EXPECT_EQ(hall.as(hall.stranger).with("if-none-match", all.etag()).get("/api/v1/results").status, 304);
  for (const auto* other : {"2026-05.csv", "2026-06", "2026-06.xlsx", ".csv", "x"}) {
    EXPECT_EQ(hall.as(hall.stranger).get(std::string("/api/v1/results/") + other).status, 404) << other;
  }
  const auto changed = [&] { return hall.db().read(results::changed_since_published); };
  EXPECT_THAT(changed(), IsEmpty());
  execute("UPDATE appeal_results SET csv = csv || 'x'");
  EXPECT_THAT(changed(), ElementsAre("2026-06"));
}

}  // namespace
}  // namespace unionhall::appeals
