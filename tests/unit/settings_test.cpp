#include "app/settings.h"

#include <gmock/gmock.h>
#include <sys/stat.h>

#include <fstream>
#include <sstream>

#include "app/outlines.h"
#include "app/progress.h"
#include "app/site.h"
#include "support/web.h"

namespace unionhall::app {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Pair;

using Given = std::map<std::string, std::string>;

Settings load(const std::filesystem::path& file, const Given& flags = {}, const Given& environment = {}) {
  return load_settings(file, flags, [&](const char* name) -> const char* {
    const auto found = environment.find(name);
    return found == environment.end() ? nullptr : found->second.c_str();
  });
}

std::string complaint(const std::filesystem::path& file, const Given& flags = {}, const Given& environment = {}) {
  try {
    load(file, flags, environment);
    return "";
  } catch (const BadSetting& bad) {
    return bad.what();
  }
}

TEST(Settings, TheCommandLineWinsOverTheEnvironmentAndThatOverTheFile) {
  const test::Folder folder;
  const auto file = folder.write("unionhall.toml", "workers = 2\nregion = 2\nname = 'from the file'\n");
  const auto settings = load(file, {{"workers", "9"}}, {{"UNIONHALL_WORKERS", "8"}, {"UNIONHALL_REGION", "8"}});
  EXPECT_EQ(settings.workers, 9);
  EXPECT_EQ(settings.region, 8);
  EXPECT_EQ(settings.name, "from the file");
}

TEST(Settings, EachLimitOfTheServerIsOne) {
  const test::Folder folder;
  const auto nothing = folder.write("unionhall.toml", "");
  const http::ServerSettings usual;
  const auto without = load(nothing).for_server();
  EXPECT_EQ(without.header_bytes_max, usual.header_bytes_max);
  EXPECT_EQ(without.waiting_requests_max, usual.waiting_requests_max);
  EXPECT_EQ(without.streams_max, usual.streams_max);
  EXPECT_EQ(without.header_timeout, usual.header_timeout);
  EXPECT_EQ(without.body_timeout, usual.body_timeout);
  EXPECT_EQ(without.idle_timeout, usual.idle_timeout);
  EXPECT_EQ(without.write_timeout, usual.write_timeout);
  const auto set = load(nothing, {{"header-kilobytes", "32"},
                                  {"requests-waiting-max", "7"},
                                  {"streams-max", "8"},
                                  {"header-seconds", "9"},
                                  {"body-seconds", "11"},
                                  {"idle-seconds", "12"},
                                  {"write-seconds", "13"}})
                       .for_server();
  EXPECT_EQ(set.header_bytes_max, 32U * 1024);
  EXPECT_EQ(set.waiting_requests_max, 7U);
  EXPECT_EQ(set.streams_max, 8);
  EXPECT_EQ(set.header_timeout, std::chrono::seconds{9});
  EXPECT_EQ(set.body_timeout, std::chrono::seconds{11});
  EXPECT_EQ(set.idle_timeout, std::chrono::seconds{12});
  EXPECT_EQ(set.write_timeout, std::chrono::seconds{13});
}

TEST(Settings, QuietHoursAreTwoTimesOfDayOrNone) {
  const test::Folder folder;
  const auto nothing = folder.write("unionhall.toml", "");
  EXPECT_EQ(load(nothing).quiet_hours.from, std::chrono::hours(21));
  const auto noon = load(nothing, {{"quiet-hours", "12:30-14:00"}}).quiet_hours;
  EXPECT_EQ(noon.from, std::chrono::minutes(750));
  EXPECT_EQ(noon.until, std::chrono::hours(14));
  const auto none = load(nothing, {{"quiet-hours", "none"}}).quiet_hours;
  EXPECT_EQ(none.from, none.until);
  for (const auto* wrong : {"21:00", "21-8", "25:00-08:00", "21:00-08:60", "21:00-08:00-", ""}) {
    EXPECT_THAT(complaint(nothing, {{"quiet-hours", wrong}}), HasSubstr("quiet-hours")) << wrong;
  }
}

TEST(Settings, EachHasAFlagAndAnEnvironmentOfItsOwnName) {
  for (const auto& setting : all_settings()) {
    if (setting.name != "texts.aliyun-sign-name") continue;
    EXPECT_EQ(flag_of(setting), "--texts-aliyun-sign-name");
    EXPECT_EQ(environment_of(setting), "UNIONHALL_TEXTS_ALIYUN_SIGN_NAME");
    return;
  }
  FAIL() << "texts.aliyun-sign-name is gone";
}

TEST(Settings, AFileHasTablesListsAndUnderscores) {
  const test::Folder folder;
  const auto file = folder.write("unionhall.toml",
                                 "listen = '[::1]:9000'\ntrusted_proxies = ['10.0.0.1', '10.0.0.2']\n"
                                 "[texts]\nprovider = 'aliyun'\naliyun_templates = 'sign_in_code=SMS_1, reminder=SMS_2'\n");
  const auto settings = load(file);
  EXPECT_EQ(settings.address, "::1");
  EXPECT_EQ(settings.port, 9000);
  EXPECT_THAT(settings.trusted_proxies, ElementsAre("10.0.0.1", "10.0.0.2"));
  EXPECT_EQ(settings.texts.provider, "aliyun");
  EXPECT_THAT(settings.texts.aliyun_templates, ElementsAre(Pair("reminder", "SMS_2"), Pair("sign_in_code", "SMS_1")));
}

TEST(Settings, CookiesAreForHttpsAloneWhereSomebodySaysSo) {
  const test::Folder folder;
  const auto file = folder.write("unionhall.toml", "secure-cookies = true\n");
  EXPECT_FALSE(load({}).secure_cookies) << "then what the proxy says counts";
  EXPECT_TRUE(load(file).secure_cookies);
  EXPECT_FALSE(load(file, {}, {{"UNIONHALL_SECURE_COOKIES", "false"}}).secure_cookies);
  EXPECT_THAT(complaint({}, {{"secure-cookies", "perhaps"}}), HasSubstr("--secure-cookies: it must be true or false"));

  auto settings = load(file, {{"data", (folder.path() / "hall").string()}, {"demo", "true"}, {"postponement-months-max", "3"}});
  Site site(settings, IfEmpty::make);
  EXPECT_TRUE(site.hall().settings.secure_cookies);
  EXPECT_EQ(site.hall().settings.postponement_months_max, 3);
}

TEST(Settings, TheDaysGoByFasterInADemoAlone) {
  const test::Folder folder;
  const auto with = [&](const std::string& data, std::map<std::string, std::string> flags) {
    flags["data"] = (folder.path() / data).string();
    return load({}, flags);
  };
  Site demo(with("demo", {{"demo", "true"}, {"demo-days-ahead", "40"}}), IfEmpty::make);
  const auto ahead = demo.hall().clock.now() - SystemClock().now();
  EXPECT_GE(ahead, std::chrono::days{40} - std::chrono::minutes{1});
  EXPECT_LE(ahead, std::chrono::days{40});

  const auto hall = with("hall", {{"demo-days-ahead", "1"}});
  std::filesystem::create_directories(hall.data);
  crypto::Keyring::init(hall.key_file());
  EXPECT_THROW(Site(hall, IfEmpty::make), NotDone);
}

TEST(Settings, WhatCannotBeUsedIsNamedWithItsPlace) {
  const test::Folder folder;
  EXPECT_THAT(complaint(folder.write("a.toml", "\nworkers = 'many'\n")), HasSubstr("a.toml:2: workers: it must be a number"));
  EXPECT_THAT(complaint(folder.write("b.toml", "[texts]\nproviders = 'file'\n")),
              HasSubstr("b.toml:2: there is no setting texts.providers"));
  EXPECT_THAT(complaint(folder.write("c.toml", "name = \n")), HasSubstr("c.toml:1: "));
  EXPECT_THAT(complaint(folder.path() / "none.toml"), HasSubstr("none.toml"));
  EXPECT_THAT(complaint({}, {}, {{"UNIONHALL_LISTEN", "8080"}}), HasSubstr("UNIONHALL_LISTEN: it must be an address and a port"));
  EXPECT_THAT(complaint({}, {{"texts.provider", "pigeon"}}), HasSubstr("--texts-provider: it must be one of file, http, aliyun"));
  EXPECT_THAT(complaint({}, {{"region", "64"}}), HasSubstr("from 0 to 63"));
}

TEST(Settings, TilesAreOneOrSeveralTemplatesOfWhoseServersPagesMayAsk) {
  const test::Folder folder;
  const auto file = folder.write("unionhall.toml",
                                 "[tiles]\nurls = ['https://t{s}.tiles.example/vec?z={z}&x={x}&y={y}&tk=k', "
                                 "'https://t{s}.tiles.example/names/{z}/{x}/{y}']\nsubdomains = '0,1'\nattribution = '天地图'\n"
                                 "zoom-max = 17\ndatum = 'cgcs2000'\n");
  const auto tiles = load(file).tiles;
  EXPECT_THAT(tiles.urls, ElementsAre(HasSubstr("tk=k"), HasSubstr("names")));
  EXPECT_EQ(tiles.zoom_max, 17);
  EXPECT_EQ(tiles.datum, Tiles::Datum::wgs84);
  EXPECT_THAT(origins_of(tiles), ElementsAre("https://t0.tiles.example", "https://t1.tiles.example"));

  const auto amap =
      load({}, {{"tiles.urls", "http://127.0.0.1:8081/{z}/{x}/{y}.png"}, {"tiles.attribution", "高德"}, {"tiles.datum", "gcj02"}});
  EXPECT_EQ(amap.tiles.datum, Tiles::Datum::gcj02);
  EXPECT_THAT(origins_of(amap.tiles), ElementsAre("http://127.0.0.1:8081"));
  EXPECT_THAT(origins_of(load({}).tiles), testing::IsEmpty());
}

TEST(Settings, TilesThatAreNoGoodAreRefusedWithTheReason) {
  const auto refused = [](const std::string& url) {
    return complaint({}, {{"tiles.urls", url}, {"tiles.attribution", "x"}, {"tiles.subdomains", "0,1"}});
  };
  EXPECT_EQ(refused("https://t{s}.tiles.example/{z}/{x}/{y}.png"), "");
  for (const auto* wrong :
       {"ftp://tiles.example/{z}/{x}/{y}", "javascript:alert(1)//{z}/{x}/{y}", "//tiles.example/{z}/{x}/{y}", "tiles"}) {
    EXPECT_EQ(refused(wrong), "--tiles-urls: it must begin with https:// or http://") << wrong;
  }
  EXPECT_EQ(refused("https://tiles.example/{z}/{x}"), "--tiles-urls: {y} is missing in it");
  // Each of these would be more than one origin in a page's policy, or none.
  for (const auto* wrong : {"https:///{z}/{x}/{y}", "https://a;script-src *.example/{z}/{x}/{y}", "https://*/{z}/{x}/{y}",
                            "https://'self'/{z}/{x}/{y}", "https://me@tiles.example/{z}/{x}/{y}", "https://{z}.example/{x}/{y}/{z}",
                            "https://a b.example/{z}/{x}/{y}", "https://tiles.example:port/{z}/{x}/{y}"}) {
    EXPECT_THAT(refused(wrong), HasSubstr("--tiles-urls: it must name a host")) << wrong;
  }
  for (const auto* wrong :
       {"https://tiles.example/{z}/{x}/{y}/{r}", "https://tiles.example/{z}/{x}/{y}?a=\"", "https://tiles.example/{z}/{x}/{y}?a='",
        "https://tiles.example/{z}/{x}/{y}\n", "https://tiles.example/{z}/{x}/{y}/\x01"}) {
    EXPECT_THAT(refused(wrong + std::string("e")), HasSubstr("--tiles-urls: it must be an address")) << wrong;
  }
  const std::string good = "https://t{s}.tiles.example/{z}/{x}/{y}.png";
  EXPECT_THAT(complaint({}, {{"tiles.urls", good}, {"tiles.attribution", "x"}}), HasSubstr("tiles.subdomains: say what {s}"));
  EXPECT_THAT(complaint({}, {{"tiles.urls", good}, {"tiles.subdomains", "0"}}), HasSubstr("tiles.attribution: say whose map"));
  EXPECT_THAT(complaint({}, {{"tiles.subdomains", "a;b"}}), HasSubstr("--tiles-subdomains: they must be letters"));
  EXPECT_THAT(complaint({}, {{"tiles.attribution", "a\nb"}}), HasSubstr("--tiles-attribution: it must be one line"));
  EXPECT_THAT(complaint({}, {{"tiles.datum", "bd09"}}), HasSubstr("--tiles-datum: it must be one of wgs84"));
}

TEST(Settings, AFileWithASecretMustBeItsOwnersAlone) {
  const test::Folder folder;
  const auto file = folder.write("unionhall.toml", "[texts]\naliyun-key-secret = 'hush'\n");
  ::chmod(file.c_str(), 0644);
  EXPECT_THAT(complaint(file), HasSubstr("chmod 600"));
  ::chmod(file.c_str(), 0600);
  EXPECT_EQ(load(file).texts.aliyun_key_secret, "hush");
}

struct Row {
  std::string name, otherwise, says;
};

/// The table under "## Settings".
std::vector<Row> table_in_the_manual() {
  std::ifstream in("docs/operations.md");
  std::vector<Row> rows;
  bool here = false;
  for (std::string line; std::getline(in, line);) {
    if (line.starts_with("## ")) here = line == "## Settings";
    if (!here || !line.starts_with("| `")) continue;
    const auto first = line.find(" |"), second = line.find(" |", first + 2);
    Row row{.name = line.substr(3, first - 4), .otherwise = line.substr(first + 2, second - first - 2), .says = line.substr(second + 2)};
    std::erase(row.otherwise, '`');
    if (row.otherwise.starts_with(' ')) row.otherwise.erase(0, 1);
    rows.push_back(std::move(row));
  }
  return rows;
}

TEST(Settings, StandInTheManualAsHelpTellsThem) {
  std::vector<std::string> told, known;
  for (const auto& row : table_in_the_manual()) told.push_back(row.name);
  for (const auto& setting : all_settings()) known.emplace_back(setting.name);
  ASSERT_EQ(told, known) << "docs/operations.md";

  const auto rows = table_in_the_manual();
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto& setting = all_settings()[i];
    EXPECT_EQ(rows[i].says.contains("*secret*"), setting.secret) << setting.name;
    if (setting.takes.empty()) {
      EXPECT_EQ(rows[i].otherwise, "no") << setting.name;
    } else {
      EXPECT_THAT(std::string(setting.says), HasSubstr(rows[i].otherwise)) << setting.name << ": --help and docs/operations.md differ";
    }
  }
}

std::string content_of(const std::filesystem::path& file) {
  std::ifstream in(file);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// What the package brings is what most halls run on, and each line that it proposes is meant to be used as it stands.
TEST(Settings, ThePackagesFileCanBeReadAsItIsAndWithEachLineThatItProposes) {
  const test::Folder folder;
  const auto as_it_is = load("packaging/unionhall.toml");
  EXPECT_EQ(as_it_is.data, "/var/lib/unionhall");
  EXPECT_EQ(as_it_is.address, "127.0.0.1");
  EXPECT_THAT(as_it_is.trusted_proxies, ElementsAre("127.0.0.1", "::1"));

  std::istringstream lines(content_of("packaging/unionhall.toml"));
  std::string all;
  for (std::string line; std::getline(lines, line);) {
    const bool proposed = line.starts_with('#') && line.size() > 1 && line[1] != ' ';
    all += (proposed ? line.substr(1) : line) + "\n";
  }
  const auto file = folder.write("unionhall.toml", all);
  ::chmod(file.c_str(), 0600);
  const auto proposed = load(file);
  EXPECT_TRUE(proposed.secure_cookies);
  EXPECT_EQ(proposed.texts.provider, "http");
  EXPECT_THAT(proposed.texts.url, HasSubstr("{to}"));
}

TEST(Progress, NumbersAreGroupedByThousands) {
  EXPECT_EQ(grouped(0), "0");
  EXPECT_EQ(grouped(999), "999");
  EXPECT_EQ(grouped(1000), "1,000");
  EXPECT_EQ(grouped(863'300), "863,300");
  EXPECT_EQ(grouped(-1'234'567), "-1,234,567");
}

TEST(Settings, OutlinesThatAreNoGoodAreRefusedWithTheFileAndThePlace) {
  const test::Folder folder;
  const auto refused = [&](const std::filesystem::path& file) -> std::string {
    try {
      (void)open_outlines({.outlines = file});
      return "";
    } catch (const BadSetting& bad) {
      return bad.what();
    }
  };
  EXPECT_EQ(refused(""), "");  // what was built in
  EXPECT_EQ(refused(folder.write("good.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","id":"610402","geometry":)"
                                                 R"({"type":"Polygon","coordinates":[[[108,34],[109,34],[109,35],[108,34]]]}}]})")),
            "");
  const auto bad = folder.write("bad.geojson", "{\n");
  EXPECT_THAT(refused(bad), HasSubstr("outlines: " + std::filesystem::path(bad).string() + ": line 2, column 1: JSON"));
  EXPECT_THAT(refused("no/such.geojson"), HasSubstr("No such file"));
}

TEST(Settings, PagesGetTheOutlinesThatAreSetPackedAndOnce) {
  const test::Folder folder;
  const auto file = folder.write(
      "own.geojson", R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"adcode":610402,"name":"\"秦\""},)"
                     R"("geometry":{"type":"Polygon","coordinates":[[[108.12345,34],[109,34],[109,35],[108.12345,34]]]}}]})");
  const auto own = outlines_for_pages(open_outlines({.outlines = file}), false);
  EXPECT_EQ(own.body, R"({"demonstration":false,"counties":[{"division":"610402","name":"\"秦\"","middle":[108.7809,34.5],)"
                      R"("rings":[[[108.1235,34],[109,34],[109,35]]]}]})");
  const auto demo = outlines_for_pages(open_outlines({}), true);
  EXPECT_LT(demo.gzipped.size(), 18'000U);

  const auto plain = http::send(demo, test::request("GET", "/"));
  EXPECT_EQ(plain.body, demo.body);
  const auto packed = http::send(demo, test::request("GET", "/", {{"accept-encoding", "br, gzip"}}));
  EXPECT_EQ(packed.headers.at("content-encoding"), "gzip");
  EXPECT_EQ(packed.body, demo.gzipped);
  const auto again = http::send(demo, test::request("GET", "/", {{"if-none-match", plain.headers.at("etag")}}));
  EXPECT_EQ(again.status, 304);
  EXPECT_EQ(again.body, "");
  EXPECT_NE(own.etag, demo.etag);
}

}  // namespace
}  // namespace unionhall::app
