// The program as whoever runs it meets it: its commands, their exit codes, and a server from its first answer to its last.
#include "support/program.h"

#include <gmock/gmock.h>
#include <sqlite3.h>
#include <sys/stat.h>

#include <csignal>
#include <fstream>
#include <regex>
#include <sstream>
#include <thread>

#include "support/client.h"
#include "support/web.h"

namespace unionhall {
namespace {

using test::run;
using testing::HasSubstr;

TEST(Program, BadUsageIsTwoAndARefusalIsOne) {
  const test::Folder folder;
  const auto data = (folder.path() / "hall").string();
  EXPECT_EQ(run({"version"}).code, 0);
  EXPECT_EQ(run({"serve", "--help"}).code, 0);
  EXPECT_EQ(run({}).code, 2);
  EXPECT_EQ(run({"dance"}).code, 2);
  EXPECT_EQ(run({"serve", "--workers", "none"}).code, 2);

  const auto nothing = run({"state-hash", "--data", data});
  EXPECT_EQ(nothing.code, 1);
  EXPECT_THAT(nothing.errors, HasSubstr("There is no hall in"));
  EXPECT_FALSE(std::filesystem::exists(data)) << "a mistyped path made a hall";
}

TEST(Program, DoesNotServeWithoutKeysOrWithKeysThatOthersMayRead) {
  const test::Folder folder;
  const auto data = folder.path().string();
  const auto without = run({"serve", "--data", data, "--listen", "127.0.0.1:0"});
  EXPECT_EQ(without.code, 1);
  EXPECT_THAT(without.errors, HasSubstr("unionhall keys init"));
  EXPECT_FALSE(std::filesystem::exists(folder.path() / "unionhall.db"));

  ASSERT_EQ(run({"keys", "init", "--data", data}).code, 0);
  ::chmod((folder.path() / "keys").c_str(), 0644);
  const auto readable = run({"serve", "--data", data, "--listen", "127.0.0.1:0"});
  EXPECT_EQ(readable.code, 1);
  EXPECT_THAT(readable.errors, HasSubstr("chmod 600"));
}

TEST(Program, WarnsWhereTextsReachNobody) {
  const test::Folder folder;
  const auto data = folder.path().string();
  ASSERT_EQ(run({"keys", "init", "--data", data}).code, 0);
  test::Program hall({"serve", "--data", data, "--listen", "127.0.0.1:0"});
  EXPECT_EQ(test::Client(hall.port()).get("/api/v1/hall").json.at("demo"), false);
  EXPECT_THAT(hall.errors_so_far(), HasSubstr("texts.provider"));
  hall.signal(SIGTERM);
  EXPECT_EQ(hall.end().code, 0);
}

TEST(Program, TellsPagesOfTilesAndLetsThemShowThose) {
  const test::Folder folder;
  test::Program hall({"serve", "--demo", "--data", folder.path().string(), "--listen", "127.0.0.1:0", "--tiles-urls",
                      "https://t{s}.tiles.example/{z}/{x}/{y}.png,https://names.example/{z}/{x}/{y}.png", "--tiles-subdomains", "0,1",
                      "--tiles-attribution", "天地图", "--tiles-datum", "gcj02"});
  const auto said = test::Wire(hall.port()).ask("GET /api/v1/hall HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n");
  EXPECT_EQ(http::json::parse(said.body).at("tiles"), http::json::parse(R"json({
      "urls": ["https://t{s}.tiles.example/{z}/{x}/{y}.png", "https://names.example/{z}/{x}/{y}.png"],
      "subdomains": ["0", "1"], "attribution": "天地图", "zoom_max": 18, "datum": "gcj02"})json"));
  EXPECT_THAT(said.header("content-security-policy"),
              HasSubstr("; img-src 'self' data: blob: https://names.example https://t0.tiles.example https://t1.tiles.example; "));

  const auto refused = run({"serve", "--demo", "--data", folder.path().string(), "--tiles-urls", "https://tiles.example/{z}.png"});
  EXPECT_EQ(refused.code, 2);
  EXPECT_THAT(refused.errors, HasSubstr("--tiles-urls: {x} is missing"));
}

TEST(Program, LeadsFromShortLinksToTheirPages) {
  const test::Folder folder;
  test::Program hall({"serve", "--demo", "--data", folder.path().string(), "--listen", "127.0.0.1:0"});
  const auto asked = [&](const std::string& path) {
    return test::Wire(hall.port()).ask("GET " + path + " HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n");
  };
  for (const auto& [from, to] : {std::pair{"/s/17", "/open/stations/17"},
                                 {"/s/none", "/open/stations/none"},
                                 {"/d/8K3T92QF", "/open/d/#8K3T92QF"},
                                 {"/d/8k3t-92qf", "/open/d/#8k3t-92qf"},
                                 {"/d/8K3T%2092QF%23", "/open/d/#8K3T%2092QF%23"},
                                 {"/d", "/open/d/"}}) {
    const auto reply = asked(from);
    EXPECT_EQ(reply.status == 302 ? reply.header("location") : "", to) << from;
    EXPECT_EQ(reply.header("cache-control"), "no-store") << from;
  }
}

TEST(Program, ServesFromAnEmptyFolderToAnAnsweredLastRequest) {
  const test::Folder folder;
  test::Program hall({"serve", "--demo", "--data", folder.path().string(), "--listen", "127.0.0.1:0"});
  test::Client visitor(hall.port());
  EXPECT_EQ(visitor.get("/healthz").status, 200);
  EXPECT_EQ(visitor.get("/readyz").status, 200);
  EXPECT_EQ(visitor.get("/api/v1/hall").json.at("demo"), true);
  EXPECT_EQ(visitor.get("/api/openapi.json").json.at("info").at("title"), "unionhall");
  EXPECT_EQ(visitor.get("/api/v1/me").status, 401);
  ASSERT_EQ(visitor.sign_in("12600000001").status, 200);
  EXPECT_EQ(visitor.get("/api/v1/me").status, 200);

  // Half a request is there when the end is asked for.
  test::Wire late(hall.port());
  const auto whole = visitor.request("PATCH", "/api/v1/me", R"({"language":"en"})", "");
  ASSERT_TRUE(late.send(whole.substr(0, whole.size() - 5)));
  ASSERT_EQ(visitor.get("/healthz").status, 200);  // by now the server has read it
  hall.signal(SIGTERM);
  std::this_thread::sleep_for(std::chrono::milliseconds{200});
  ASSERT_TRUE(late.send(whole.substr(whole.size() - 5)));
  EXPECT_EQ(late.reply().status, 200);
  const auto ended = hall.end();
  EXPECT_EQ(ended.code, 0) << ended.errors;
  EXPECT_THAT(ended.out, testing::ContainsRegex("is open at http://127.0.0.1:[0-9]+/, its desk at http://127.0.0.1:[0-9]+/office/"));

  // What was said about it in the log is JSON, and holds nobody's phone.
  EXPECT_THAT(ended.errors, HasSubstr(R"("route":"/api/v1/me")"));
  std::istringstream log(ended.errors);
  int lines = 0;
  for (std::string line; std::getline(log, line); ++lines) {
    http::json::error_code none;
    EXPECT_TRUE(http::json::parse(line, none).is_object()) << line;
  }
  EXPECT_GT(lines, 5);
  EXPECT_EQ(ended.errors.find("12600000001"), std::string::npos);
  EXPECT_EQ(run({"check", "--data", folder.path().string()}).code, 0);
}

TEST(Program, TellsItsCountersToWhoeverWatchesAndToNobodyElse) {
  const test::Folder folder;
  const auto asked = [](std::uint16_t port) {
    return test::Wire(port).ask("GET /metrics HTTP/1.1\r\nHost: hall\r\nConnection: close\r\n\r\n");
  };
  {
    test::Program hall({"serve", "--demo", "--data", folder.path().string(), "--listen", "127.0.0.1:0"});
    ASSERT_EQ(test::Client(hall.port()).sign_in("12600000001").status, 200);
    const auto told = asked(hall.port());
    EXPECT_EQ(told.status, 200);
    EXPECT_THAT(told.header("content-type"), testing::StartsWith("text/plain; version=0.0.4"));
    EXPECT_THAT(told.body, testing::ContainsRegex("\nunionhall_requests_total [1-9]"));
    EXPECT_THAT(told.body, testing::ContainsRegex("\nunionhall_commits_total [1-9]"));
    EXPECT_THAT(told.body, testing::ContainsRegex("\nunionhall_resident_bytes [1-9]"));
  }
  test::Program hall({"serve", "--demo", "--data", folder.path().string(), "--listen", "127.0.0.1:0", "--metrics-from", "192.0.2.1"});
  EXPECT_EQ(asked(hall.port()).status, 404);
}

TEST(Program, ShowsTheSecondFactorOfANewOfficerOnceAndItOpensHerDesk) {
  const test::Folder folder;
  const auto data = (folder.path() / "hall").string();
  ASSERT_EQ(run({"keys", "init", "--data", data}).code, 0);
  ASSERT_EQ(run({"migrate", "--data", data}).code, 0);
  const auto unions = folder.write(
      "unions.csv", "工会名称,工会统一社会信用代码,上级工会名称,基层工会类型\n甲厂工会,81610402MC1000014D,咸阳市总工会,独立基层工会\n");
  ASSERT_EQ(run({"import", "orgs", unions.string(), "--root", "咸阳市总工会", "--data", data}).code, 0);
  const auto added = [&](const std::string& role) {
    return run(
        {"officer", "add", "--phone", "13912345678", "--name", "王小河", "--role", role, "--org", "81610402MC1000014D", "--data", data});
  };
  const auto demo_phone = run({"officer", "add", "--phone", "12600000001", "--name", "王小河", "--role", "registrar", "--org",
                               "81610402MC1000014D", "--data", data});
  EXPECT_EQ(demo_phone.code, 2);
  EXPECT_THAT(demo_phone.errors, HasSubstr("begins with 13 to 19"));
  const auto first = added("registrar");
  ASSERT_EQ(first.code, 0) << first.errors;
  std::smatch secret;
  ASSERT_TRUE(std::regex_search(first.out, secret, std::regex("otpauth://totp/.*[?&]secret=([A-Z2-7]+)"))) << first.out;
  EXPECT_THAT(added("officer").out, testing::Not(HasSubstr("otpauth")));

  test::Program hall({"serve", "--data", data, "--listen", "127.0.0.1:0", "--quiet-hours", "none"});
  test::Client officer(hall.port());
  ASSERT_EQ(officer.post("/api/v1/sign-in/code", {{"phone", "13912345678"}}).status, 202);
  const auto sent = std::filesystem::path(data) / "outbox/sms.jsonl";
  std::string line;
  for (int i = 0; i < 600 && !std::getline(std::ifstream(sent), line); ++i) std::this_thread::sleep_for(std::chrono::milliseconds{50});
  ASSERT_NE(line, "");
  const auto code = std::string(http::json::parse(line).at("params").at("code").as_string());
  ASSERT_EQ(officer.sign_in("13912345678", code).status, 200);
  const auto role = officer.get("/api/v1/me").json.at("roles").at(0).at("id");
  const auto now = std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
  EXPECT_EQ(officer.post("/api/v1/officer-session", {{"totp", crypto::totp_code(secret.str(1), now)}, {"role", role}}).status, 201);
}

TEST(Program, AppointsFromAListAndTakesItBack) {
  const test::Folder folder;
  const auto data = (folder.path() / "hall").string();
  ASSERT_EQ(run({"keys", "init", "--data", data}).code, 0);
  ASSERT_EQ(run({"migrate", "--data", data}).code, 0);
  const auto unions = folder.write("unions.csv", "工会名称,上级工会名称,基层工会类型\n甲厂工会,咸阳市总工会,独立基层工会\n");
  const auto founded = run({"import", "orgs", unions.string(), "--root", "咸阳市总工会", "--data", data});
  ASSERT_EQ(founded.code, 0) << founded.errors;

  const auto officers = folder.write("officers.csv", "姓名,移动电话,工会名称,职务/角色\n王小河,13912345678,甲厂工会,登记员\n").string();
  const auto appointed = run({"import", "officers", officers, "--batch", "first", "--data", data});
  EXPECT_EQ(appointed.code, 0) << appointed.errors;
  EXPECT_THAT(appointed.out, HasSubstr("1 rows: 1 new"));
  EXPECT_THAT(appointed.out, testing::Not(HasSubstr("otpauth")));
  EXPECT_THAT(run({"import", "officers", officers, "--batch", "again", "--data", data}).out, HasSubstr("1 the same"));
  EXPECT_THAT(run({"undo", "first", "--data", data}).out, HasSubstr("1 made by the import and gone again"));
  EXPECT_THAT(run({"import", "officers", officers, "--dry-run", "--data", data}).out, HasSubstr("1 rows: 1 new"));
  const auto checked = run({"check", "--data", data});
  EXPECT_EQ(checked.code, 0) << checked.out;
}

TEST(Program, IsToldWhichColumnOfAFileIsWhich) {
  const test::Folder folder;
  const auto data = (folder.path() / "hall").string();
  ASSERT_EQ(run({"keys", "init", "--data", data}).code, 0);
  ASSERT_EQ(run({"migrate", "--data", data}).code, 0);
  const auto unions = folder.write("unions.csv", "工会名称,上级工会名称,基层工会类型\n甲厂工会,咸阳市总工会,独立基层工会\n");
  ASSERT_EQ(run({"import", "orgs", unions.string(), "--root", "咸阳市总工会", "--data", data}).code, 0);
  const auto file = folder.write("list.csv", "称呼,号,手机,单位\n称呼乙,号乙,手机乙,单位乙\n王小河,13912345678,甲厂工会,登记员\n").string();

  const auto bring = [&](std::vector<std::string> more) {
    more.insert(more.begin(), {"import", "officers", file, "--data", data});
    return run(more);
  };
  const auto unknown = bring({});
  EXPECT_EQ(unknown.code, 1);
  EXPECT_THAT(unknown.errors, HasSubstr("--column FORM=FILE"));
  EXPECT_THAT(bring({"--header-row", "1", "--column", "外号=称呼"}).errors, HasSubstr("The form has no column 外号. It has: 姓名, "));
  EXPECT_THAT(bring({"--header-row", "1", "--column", "姓名=称谓"}).errors,
              HasSubstr("Row 1 of the file has no column 称谓. It has: 称呼, 号, "));
  EXPECT_THAT(bring({"--column", "姓名"}).errors, HasSubstr("--column is FORM=FILE"));
  const auto matched = bring({"--header-row", "2", "--column", "姓名=称呼乙", "--column", "移动电话=号乙", "--column", "工会名称=手机乙",
                              "--column", "职务/角色=单位乙"});
  EXPECT_EQ(matched.code, 0) << matched.errors;
  EXPECT_THAT(matched.out, HasSubstr("1 rows: 1 new"));
  EXPECT_THAT(bring({"--header-row", "2", "--column", "姓名="}).errors, HasSubstr("The file has no column"));
}

TEST(Program, CopiesTheDatabaseBeforeAMigrationTouchesIt) {
  const test::Folder folder;
  const auto data = (folder.path() / "hall").string();
  EXPECT_THAT(run({"migrate", "--if-begun", "--data", data}).out, HasSubstr("No hall was begun"));
  EXPECT_FALSE(std::filesystem::exists(data));

  ASSERT_EQ(run({"migrate", "--data", data}).code, 0);
  EXPECT_THAT(run({"migrate", "--if-begun", "--data", data}).out, HasSubstr("already"));
  sqlite3* database = nullptr;
  ASSERT_EQ(sqlite3_open((data + "/unionhall.db").c_str(), &database), SQLITE_OK);
  const auto set = [&](const char* sql) { return sqlite3_exec(database, sql, nullptr, nullptr, nullptr); };
  // One that says it is older than it is: the second migration finds its work done, and fails.
  ASSERT_EQ(set("DELETE FROM schema_migrations WHERE version > 1"), SQLITE_OK);
  sqlite3_close(database);

  EXPECT_EQ(run({"migrate", "--data", data}).code, 1);
  const auto copy = std::filesystem::path(data) / "at-migration-0001.db";
  ASSERT_TRUE(std::filesystem::exists(copy));
  EXPECT_EQ(std::filesystem::status(copy).permissions(), std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
}

TEST(Program, KeepsTheHolidaysOfAYearThatWasNotKnown) {
  const test::Folder folder;
  const auto data = (folder.path() / "hall").string();
  ASSERT_EQ(run({"keys", "init", "--data", data}).code, 0);
  ASSERT_EQ(run({"migrate", "--data", data}).code, 0);
  const auto year = folder.write("2031.txt", "# 2031年放假安排\nrest 2031-10-01 2031-10-07 国庆节\nwork 2031-10-11\n").string();
  const auto kept = run({"calendar", year, "--data", data});
  EXPECT_EQ(kept.code, 0) << kept.errors;
  EXPECT_THAT(kept.out, HasSubstr("2031: 7 days of rest, 1 days worked"));
  EXPECT_THAT(run({"calendar", year, "--data", data}).out, HasSubstr("known so already"));
  const auto broken = folder.write("broken.txt", "rest 2031-10-07 2031-10-01 国庆节\n").string();
  const auto refused = run({"calendar", broken, "--data", data});
  EXPECT_EQ(refused.code, 1);
  EXPECT_THAT(refused.errors, HasSubstr("line 1: the holiday ends before it begins"));
}

TEST(Program, ABackupIsTheWholeHallAgain) {
  const test::Folder folder;
  const auto data = (folder.path() / "hall").string(), again = (folder.path() / "again").string();
  const auto file = (folder.path() / "hall.backup").string();
  test::Program hall({"serve", "--demo", "--data", data, "--listen", "127.0.0.1:0"});
  ASSERT_EQ(test::Client(hall.port()).sign_in("12600000001").status, 200);
  ASSERT_EQ(run({"backup", file, "--data", data}).code, 0) << "while the hall is open";
  EXPECT_EQ(run({"backup", file, "--data", data}).code, 1) << "a backup was overwritten";
  hall.signal(SIGTERM);
  ASSERT_EQ(hall.end().code, 0);
  const auto before = run({"state-hash", "--data", data});

  EXPECT_EQ(run({"restore", file, "--data", again}).code, 1) << "without keys";
  std::filesystem::create_directories(again);
  std::filesystem::copy_file(data + "/keys", again + "/keys");
  const auto restored = run({"restore", file, "--data", again});
  ASSERT_EQ(restored.code, 0) << restored.errors;
  EXPECT_EQ(run({"state-hash", "--data", again}).out, before.out);
  EXPECT_EQ(run({"restore", file, "--data", again}).code, 1) << "over a hall";
}

}  // namespace
}  // namespace unionhall
