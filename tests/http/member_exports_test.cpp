#include <fstream>

#include "hall/files/files.h"
#include "http/roster.h"

namespace unionhall {
namespace {

using http::json::object;

class MemberExports : public ::testing::TestWithParam<db::Engine> {
 protected:
  MemberExports() : hall(GetParam()), roster(hall), exporter(members::exporter(hall.hall())) { hall.mount(members::mount); }

  std::string ask(const test::Player& who, object body) {
    const auto made = hall.as(who).post("/api/v1/member-exports", std::move(body));
    EXPECT_EQ(made.status, 201) << made.body;
    return made.status == 201 ? "/api/v1/member-exports/" + made.text("id") : "";
  }
  std::vector<std::vector<std::string>> rows_of(const std::string& content) {
    const auto file = hall.hall().settings.files / "fetched";
    std::ofstream(file, std::ios::binary) << content;
    const auto reader = sheets::open(file);
    std::vector<std::vector<std::string>> rows;
    for (sheets::RowView row; reader->next(row);) {
      auto& cells = rows.emplace_back();
      for (std::size_t i = 0; i < row.cells.size(); ++i) cells.emplace_back(row.text(i));
    }
    return rows;
  }

  test::Hall hall;
  test::Roster roster;
  rounds::Worker exporter;
};
UNIONHALL_ON_EACH_ENGINE(MemberExports);

TEST_P(MemberExports, HoldTheFoundRowsMasked) {
  roster.enrol(hall.riverside, {.name = "王秀英", .phone = "12612345678", .category = "courier"});
  roster.enrol(hall.riverside, {.name = "李芳", .category = "courier"});
  roster.enrol(hall.riverside, {.name = "张伟"});
  roster.enrol(hall.weicheng, {.name = "赵娜", .category = "courier"});
  for (const auto* format : {"xlsx", "csv"}) {
    const auto path = ask(hall.officer, {{"org", hall.qindu.id.text()}, {"category", "courier"}, {"format", format}});
    EXPECT_EQ(hall.as(hall.officer).get(path).text("state"), "running");
    EXPECT_EQ(hall.as(hall.officer).get(path + "/file").status, 404);
    EXPECT_EQ(exporter.once(), 1);
    const auto done = hall.as(hall.officer).get(path);
    EXPECT_EQ(done.text("state"), "done");
    EXPECT_EQ(done.number("done"), 2);
    EXPECT_EQ(done.text("file"), std::string("会员名册-秦都区总工会-20260715.") + format);

    const auto file = hall.as(hall.officer).get(path + "/file");
    ASSERT_EQ(file.status, 200);
    EXPECT_NE(file.header("content-disposition").find("filename*=UTF-8''%E4%BC%9A"), std::string::npos);
    const auto rows = rows_of(file.body);
    ASSERT_EQ(rows.size(), 3u);
    EXPECT_EQ(rows[0][0], "姓名");
    EXPECT_EQ(rows[1][0], "李*");
    EXPECT_EQ(rows[2][0], "王*英");
    EXPECT_EQ(rows[2][4], "619***************");
    EXPECT_EQ(rows[2][5], "126********");
    EXPECT_EQ(rows[2][8], "快递员");
    EXPECT_EQ(file.body.find("12612345678"), std::string::npos);
  }
}

TEST_P(MemberExports, RunNoFormula) {
  hall.db().write([&](db::Session& db) { db.exec("UPDATE orgs SET name = '=1+1' WHERE id = :id", hall.riverside.id); });
  roster.enrol(hall.riverside, {});
  const auto path = ask(hall.officer, {{"org", hall.qindu.id.text()}, {"format", "csv"}});
  exporter.once();
  const auto file = hall.as(hall.officer).get(path + "/file");
  EXPECT_NE(file.body.find("'=1+1"), std::string::npos);
  EXPECT_EQ(file.body.find(",=1+1"), std::string::npos);
}

TEST_P(MemberExports, AreTheAskersAlone) {
  roster.enrol(hall.riverside, {});
  const auto path = ask(hall.officer, {{"org", hall.qindu.id.text()}, {"format", "csv"}});
  exporter.once();
  EXPECT_EQ(hall.as(hall.registrar).get(path).status, 404);
  EXPECT_EQ(hall.as(hall.registrar).get(path + "/file").status, 404);
  auto elsewhere = hall.officer;
  elsewhere.role->id = hall.registrar.role->id;
  EXPECT_EQ(hall.as(elsewhere).get(path + "/file").status, 404);
  EXPECT_EQ(hall.as(hall.neighbour).post("/api/v1/member-exports", {{"org", hall.qindu.id.text()}, {"format", "csv"}}).status, 404);
  EXPECT_EQ(hall.as(hall.officer).post("/api/v1/member-exports", {{"org", hall.qindu.id.text()}, {"format", "pdf"}}).error_at("/format"),
            "unknown_word");
  const auto recorded = hall.db().read([](db::Session& db) {
    return db.first<std::int64_t>("SELECT count(*) FROM audit_events WHERE what = 'export' AND subject_kind = 'list'");
  });
  EXPECT_EQ(recorded, 1);
}

TEST_P(MemberExports, AreFoundAgainByTheAskerNewestFirst) {
  const auto listed = [&](const test::Player& who) {
    std::vector<std::string> said;
    const auto reply = hall.as(who).get("/api/v1/member-exports");
    for (const auto& one : reply.items()) {
      std::string line;
      for (const auto* name : {"id", "state", "until"}) line += one.at(name).as_string().c_str() + std::string(" ");
      said.push_back(line);
    }
    return said;
  };
  const auto id_of = [](const std::string& path) { return path.substr(path.rfind('/') + 1); };
  roster.enrol(hall.riverside, {});
  EXPECT_TRUE(listed(hall.officer).empty());
  const auto first = id_of(ask(hall.officer, {{"org", hall.qindu.id.text()}, {"format", "csv"}}));
  exporter.once();
  hall.advance(std::chrono::hours{2});
  const auto second = id_of(ask(hall.officer, {{"org", hall.riverside.id.text()}, {"format", "xlsx"}}));

  const auto day = rfc3339(hall.clock.now() + std::chrono::hours{24});
  const auto earlier = rfc3339(hall.clock.now() + std::chrono::hours{22});
  EXPECT_EQ(listed(hall.officer), (std::vector{second + " running " + day + " ", first + " done " + earlier + " "}));
  EXPECT_TRUE(listed(hall.registrar).empty());
  auto elsewhere = hall.officer;
  elsewhere.role->id = hall.registrar.role->id;
  EXPECT_TRUE(listed(elsewhere).empty());

  // Its day is over to the moment, also before the housekeeping has come.
  hall.advance(std::chrono::hours{22});
  EXPECT_EQ(listed(hall.officer), std::vector{second + " running " + day + " "});
  EXPECT_EQ(hall.as(hall.officer).get("/api/v1/member-exports/" + first + "/file").status, 404);
}

TEST_P(MemberExports, GoAfterADay) {
  roster.enrol(hall.riverside, {});
  const auto path = ask(hall.officer, {{"org", hall.qindu.id.text()}, {"format", "csv"}});
  exporter.once();
  EXPECT_EQ(members::forget_exports(hall.hall()), 0);
  hall.advance(std::chrono::hours{25});
  EXPECT_EQ(members::forget_exports(hall.hall()), 1);
  EXPECT_EQ(hall.as(hall.officer).get(path).status, 404);
  EXPECT_TRUE(std::filesystem::is_empty(hall.hall().settings.files));
}

TEST_P(MemberExports, AreTakenOverFromAProcessThatEnded) {
  roster.enrol(hall.riverside, {});
  const auto path = ask(hall.officer, {{"org", hall.qindu.id.text()}, {"format", "csv"}});
  const auto until = hall.clock.now() + std::chrono::seconds{60};
  hall.db().write([&](db::Session& db) { db.exec("UPDATE member_exports SET holder = 'another', leased_until_ms = :until", until); });
  EXPECT_EQ(exporter.once(), 0);
  hall.advance(std::chrono::seconds{61});
  EXPECT_EQ(exporter.once(), 1);
  EXPECT_EQ(hall.as(hall.officer).get(path).text("state"), "done");
}

}  // namespace
}  // namespace unionhall
