#pragma once
// A hall in which appeals are filed, answered and solved by people, or planted by the dozen, and a month's results are published.
#include <random>

#include "hall/notices/notices.h"
#include "services/appeals/results/results.h"
#include "support/hall.h"

namespace unionhall::test {

namespace results = appeals::results;
using std::chrono_literals::operator""h;

class AppealResults : public ::testing::TestWithParam<db::Engine> {
 protected:
  AppealResults() : hall(GetParam()) {
    hall.mount(cases::mount);
    hall.mount(notices::mount);
    hall.mount(appeals::mount);
    hall.mount(results::mount);
  }

  // ── Through the routes ──
  Reply file(const Player& by, http::json::object form) {
    http::json::object body{{"type", "appeal"}, {"words", "天热，能不能有绿豆汤"}, {"category", "living.canteen"}};
    for (auto& [name, value] : form) body[name] = value;
    return hall.as(by).post("/api/v1/cases", std::move(body));
  }
  Reply take(const Player& by, const std::string& id, http::json::object step) {
    const auto etag = hall.as(by).get("/api/v1/cases/" + id).etag();
    return hall.as(by).with("if-match", etag).post("/api/v1/cases/" + id + "/steps", std::move(step));
  }
  /// Filed now, answered after a day, and solved, as she says, after two.
  std::string solved(const Player& worker, const Player& handler, http::json::object form) {
    const auto filed = file(worker, std::move(form));
    EXPECT_EQ(filed.status, 201) << filed.body;
    const auto id = filed.text("id");
    EXPECT_EQ(take(handler, id, {{"step", "accept"}}).status, 200);
    hall.advance(24h);
    const auto replied = take(handler, id, {{"step", "reply"}, {"comment", "今天下午就有"}});
    EXPECT_EQ(replied.status, 200) << replied.body;
    hall.advance(24h);
    const auto said = take(worker, id, {{"step", "solved"}, {"satisfaction", 5}});
    EXPECT_EQ(said.status, 200) << said.body;
    return id;
  }
  void travel_to(std::string_view day) { hall.advance(beijing_midnight(parse_iso_date(day).value()) - hall.clock.now()); }

  // ── Rows at once, for random months ──
  /// Appeals of one cell, each with its own fate.
  void plant(OrgId asked, std::string_view category, std::string_view month, int how_many) {
    for (int i = 0; i < how_many; ++i) plant_one(asked, category, month);
  }
  void plant_one(OrgId asked, std::string_view category, std::string_view month) {
    const auto id = hall.hall().ids.next<cases::CaseTag>();
    const auto filed = beijing_midnight(parse_iso_date(std::string(month) + "-01").value()) + std::chrono::hours{draw(24 * 28)};
    const auto later = [&](int days_most) { return filed + std::chrono::hours{draw(24 * days_most)}; };
    const bool contacted = draw(10) > 0, answered = contacted && draw(10) > 1, solved = answered && draw(10) > 2,
               rated = solved && draw(2) > 0;
    hall.db().write([&](db::Session& db) {
      db.exec(R"sql(
          INSERT INTO cases (id, region, type, rules, number, org_id, state, filed_by, filed_at_ms, updated_at_ms)
          VALUES (:id, 1, 'appeal', 1, :number, :org, :state, 1, :filed, :filed))sql",
              id, id.text(), asked, solved ? "solved" : "handling", filed);
      db.exec(R"sql(
          INSERT INTO appeal_forms (id, region, asked_org, category, category_by, kind, difficulty, channel, filed_month, contacted_at_ms,
                                    replied_at_ms, replied_late, solved_at_ms, verdict, satisfaction)
          VALUES (:id, 1, :org, :category, 'worker', 'demand', 'ordinary', 'app', :month, :contacted, :replied, :late, :solved, :verdict,
                  :satisfaction))sql",
              id, asked, category, month, contacted ? std::optional(later(6)) : std::nullopt,
              answered ? std::optional(later(20)) : std::nullopt, answered ? std::optional<std::int64_t>(draw(4) == 0) : std::nullopt,
              solved ? std::optional(later(50)) : std::nullopt, solved ? "solved" : "",
              rated ? std::optional<std::int64_t>(1 + draw(5)) : std::nullopt);
    });
  }
  int draw(int below) { return std::uniform_int_distribution<int>(0, below - 1)(chance); }

  Reply get_csv(const std::string& month) { return hall.as(hall.stranger).get("/api/v1/results/" + month + ".csv"); }
  http::json::value json() { return hall.as(hall.stranger).get("/api/v1/results").json; }
  void execute(std::string_view sql) {
    hall.db().write([&](db::Session& db) { db.exec(sql); });
  }
  void print_anew() {
    execute("DELETE FROM appeal_result_corrections");
    execute("DELETE FROM appeal_results");
    results::publish(hall.hall());
  }

  Hall hall;
  std::mt19937 chance{7};
};

}  // namespace unionhall::test
