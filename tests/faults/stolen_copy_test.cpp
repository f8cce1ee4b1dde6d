// Whoever steals the database, the files, a backup and the log, but not the keys, finds nobody's identity number and nobody's
// phone in it. The outbox of texts is left out: it stands in for the gateway, which has to be told the phone.
#include <fmt/format.h>
#include <gmock/gmock.h>

#include <csignal>
#include <fstream>
#include <iterator>
#include <thread>

#include "base/id_document.h"
#include "support/number_search.h"
#include "support/small_hall.h"

namespace unionhall {
namespace {

namespace fs = std::filesystem;
namespace json = http::json;

struct Resident {
  std::string name, id, phone;
};

std::string content_of(const fs::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

std::vector<std::string> cells(const std::string& line) {
  std::vector<std::string> all(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      all.emplace_back();
    } else if (c != '\r') {
      all.back() += c;
    }
  }
  return all;
}

/// A record, which goes over several lines where a cell does.
bool record(std::istream& in, std::string& whole) {
  if (!std::getline(in, whole)) return false;
  for (std::string more; std::ranges::count(whole, '"') % 2 == 1 && std::getline(in, more);) whole += '\n' + more;
  return true;
}

/// Who lives in the city, as its generator writes them down.
std::vector<Resident> residents(const fs::path& roster) {
  std::ifstream in(roster);
  std::string line;
  while (record(in, line) && line.find("证件号码") == std::string::npos) {  // the form's head
  }
  const auto titles = cells(line);
  const auto column = [&](std::string_view title) {
    const auto found = std::ranges::find_if(titles, [&](const std::string& one) { return one.starts_with(title); });
    if (found == titles.end()) throw std::runtime_error("the roster has no column " + std::string(title));
    return static_cast<std::size_t>(found - titles.begin());
  };
  const auto name = column("姓名"), id = column("证件号码"), phone = column("移动电话");
  std::vector<Resident> all;
  while (record(in, line)) {
    const auto row = cells(line);
    if (row.size() == titles.size()) all.push_back({row[name], row[id], row[phone]});
  }
  return all;
}

/// The demo city, served with its log as it is by default.
class StolenCopy : public testing::TestWithParam<db::Engine> {
 protected:
  StolenCopy() : fresh_(GetParam()) {
    const char* wanted = std::getenv("UNIONHALL_LONG");
    const std::string members = wanted && std::strtol(wanted, nullptr, 10) > 1000 ? wanted : "2000";
    const auto roster = folder_.path() / "roster.csv";
    done({"demo", "--members", members, "--write-roster", roster.string()});
    residents_ = residents(roster);
    const auto built = done(placed({"demo", "--members", members}));
    registrar_phone_ = phone_of_registrar(built.out);
    for (const auto& one : residents_) search_.know(one.name, one.id, one.phone);
    search_.know(newcomer_.name, newcomer_.id, newcomer_.phone);
    server_ = std::make_unique<test::Program>(placed({"serve", "--listen", "127.0.0.1:0"}));
  }

  static test::Ended done(const std::vector<std::string>& command) {
    auto ended = test::run(command);
    if (ended.code != 0) throw std::runtime_error(ended.out + ended.errors);
    return ended;
  }
  static std::string phone_of_registrar(const std::string& accounts) {
    const auto word = accounts.find("registrar, ");
    const auto line = accounts.rfind('\n', word) + 1;
    return accounts.substr(accounts.find_first_not_of(' ', line), 11);
  }
  fs::path data() const { return folder_.path() / "hall"; }
  std::vector<std::string> placed(std::vector<std::string> command) const {
    command.insert(command.end(), {"--data", data().string()});
    if (!fresh_.settings.url.empty()) command.insert(command.end(), {"--database", fresh_.settings.url});
    return command;
  }

  test::Client signed_in(const std::string& phone) {
    test::Client client(server_->port());
    EXPECT_EQ(client.sign_in(phone).status, 200);
    return client;
  }
  /// What a fetched thing says at a name, once it says this.
  static json::value once(test::Client& client, const std::string& path, std::string_view name, std::string_view word) {
    json::value last;
    for (int look = 0; look < 600; ++look) {
      last = client.get(path).json;
      if (last.at(name).is_string() && last.at(name).as_string() == word) return last;
      std::this_thread::sleep_for(std::chrono::milliseconds{50});
    }
    ADD_FAILURE() << path << " never said " << word << ": " << json::serialize(last);
    return last;
  }

  /// Everything that a thief of the machine would carry away but the keys.
  std::map<std::string, std::string> stolen() {
    std::map<std::string, std::string> all;
    for (const auto& entry : fs::recursive_directory_iterator(data())) {
      const auto inside = fs::relative(entry.path(), data()).string();
      if (entry.is_regular_file() && inside != "keys" && !inside.starts_with("outbox/")) all[inside] = content_of(entry.path());
    }
    const auto backup = folder_.path() / "backup";
    if (GetParam() == db::Engine::sqlite) {
      done(placed({"backup", backup.string()}));
    } else {
      const auto dump = fmt::format("pg_dump -f {} '{}'", backup.string(), fresh_.settings.url);
      EXPECT_EQ(std::system(dump.c_str()), 0);
    }
    all["the backup"] = content_of(backup);
    all["the log"] = server_->errors_so_far();
    return all;
  }

  const Resident newcomer_{"夏新来", number("6199991993112", 71), "12655512345"};
  static std::string number(const std::string& begins, int more) {
    const auto seventeen = fmt::format("{}{:04}", begins, more);
    return seventeen + IdDocument::check_character(seventeen);
  }

  test::Folder folder_;
  test::FreshDatabase fresh_;
  std::vector<Resident> residents_;
  std::string registrar_phone_;
  test::NumberSearch search_;
  std::unique_ptr<test::Program> server_;
};
UNIONHALL_ON_EACH_ENGINE(StolenCopy);

TEST_P(StolenCopy, HoldsNobodysNumber) {
  const auto& her = residents_[residents_.size() / 2];
  const auto& him = residents_[residents_.size() / 3];

  // A newcomer joins, and writes her numbers also where they do not belong.
  auto joiner = signed_in(newcomer_.phone);
  const auto notice = joiner.get("/api/v1/consents/notice").json;
  const auto agree = [&](const json::value& wording) {
    EXPECT_EQ(joiner
                  .post("/api/v1/me/consents", {{"kind", wording.at("kind")}, {"version", wording.at("version")}},
                        "agree " + json::serialize(wording.at("kind")))
                  .status,
              201);
  };
  agree(notice);
  for (const auto& separate : notice.at("separate").as_array()) agree(separate);
  auto registrar = signed_in(registrar_phone_);
  ASSERT_EQ(registrar.become_officer().status, 201);
  const auto city = std::string(registrar.get("/api/v1/me").json.at("roles").at(0).at("org").at("id").as_string());
  const auto joining =
      joiner.post("/api/v1/cases", {{"type", "joining"}, {"org", city}, {"name", newcomer_.name}, {"id_number", newcomer_.id}}, "join");
  ASSERT_EQ(joining.status, 201) << json::serialize(joining.json);
  const auto one_case = "/api/v1/cases/" + joining.text("id");
  EXPECT_EQ(joiner.post(one_case + "/comments", {{"text", "身份证 " + newcomer_.id + "，电话 " + newcomer_.phone}}, "comment").status, 201);
  const auto paper = "%PDF-1.4\n1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj\n2 0 obj <</Type/Pages/Kids[]/Count 0>> endobj\n% " +
                     newcomer_.id + "\ntrailer <</Root 1 0 R>>\n%%EOF\n";
  const auto attached = joiner.upload(one_case + "/attachments?name=paper.pdf", paper, "attach");
  EXPECT_TRUE(attached.status == 201 || attached.status == 415) << attached.status << json::serialize(attached.json);

  // Refused, with a number in it; a number in an address; a code that is wrong.
  EXPECT_GE(joiner.get("/api/v1/orgs/" + her.id).status, 400);
  EXPECT_GE(joiner.get("/api/v1/orgs?parent=" + her.phone + "&q=" + her.id).status, 400);
  joiner.get("/nowhere/" + her.id);
  EXPECT_EQ(joiner.post("/api/v1/sign-in", {{"phone", her.phone}, {"code", "000000"}}).status >= 400, true);
  EXPECT_EQ(joiner.post("/api/v1/me/verification", {{"name", her.name}, {"id_number", him.id}}, "verify").status >= 400, true);
  EXPECT_EQ(joiner.post("/api/v1/sign-in/code", {{"phone", her.phone + "7"}}).status, 422);

  // Somebody verifies her record from her own phone, and from another.
  if (!her.phone.empty()) {
    auto herself = signed_in(her.phone);
    EXPECT_LT(herself.post("/api/v1/me/verification", {{"name", her.name}, {"id_number", her.id}}, "hers").status, 500);
  }

  // The registrar searches, looks, unmasks, changes, exports.
  const auto found = registrar.post("/api/v1/member-searches", {{"org", city}, {"id_number", him.id}});
  ASSERT_EQ(found.status, 200);
  ASSERT_EQ(found.json.at("items").as_array().size(), 1U) << "these are not the people of this city";
  const auto member = "/api/v1/members/" + std::string(found.json.at("items").at(0).at("id").as_string());
  EXPECT_EQ(registrar.post("/api/v1/member-searches", {{"org", city}, {"q", her.id}}).status, 200);
  EXPECT_EQ(registrar.post("/api/v1/member-searches", {{"org", city}, {"phone", him.phone.empty() ? newcomer_.phone : him.phone}}).status,
            200);
  EXPECT_EQ(registrar.get(member).status, 200);
  EXPECT_EQ(
      registrar.post(member + "/reveals", {{"field", "id_number"}, {"purpose", "contact"}, {"note", "问 " + him.id}}, "reveal").status,
      201);
  const auto version = registrar.get(member).json.at("version");
  EXPECT_EQ(registrar
                    .ask("PATCH", member, json::serialize(json::object{{"phone", newcomer_.phone}}),
                         fmt::format("If-Match: \"{}\"\r\n", json::serialize(version)))
                    .status < 500,
            true);
  const auto exported = registrar.post("/api/v1/member-exports", {{"org", city}, {"format", "xlsx"}, {"id_number", her.id}}, "export");
  EXPECT_EQ(exported.status, 201) << json::serialize(exported.json);
  if (exported.status == 201) once(registrar, "/api/v1/member-exports/" + exported.text("id"), "state", "done");

  // A roster comes in, with rows that come back; a mailing goes out.
  std::string rows = "姓名,证件号码,移动电话,工会名称\n";
  for (int n = 0; n < 3; ++n) {
    const Resident fresh{std::string("新名") + std::vector{"甲", "乙", "丙"}[static_cast<std::size_t>(n)],
                         number("6199991988070", 3101 + n), fmt::format("1265557{:04}", n)};
    search_.know(fresh.name, fresh.id, fresh.phone);
    rows += fmt::format("{},{},{},\n", fresh.name, fresh.id, fresh.phone);
  }
  rows += fmt::format("写错的,{}0,{},\n", her.id.substr(0, 17), her.phone);
  const auto his_union = std::string(found.json.at("items").at(0).at("org").at("id").as_string());
  const auto import = registrar.upload("/api/v1/imports?kind=members&name=roster.csv&org=" + his_union, rows, "import");
  EXPECT_EQ(import.status, 201) << json::serialize(import.json);
  if (import.status == 201) {
    const auto path = "/api/v1/imports/" + import.text("id");
    const auto checked = once(registrar, path, "state", "checked");
    const auto problems = registrar.get(path + "/problems");
    EXPECT_EQ(problems.status, 200);
    EXPECT_EQ(problems.json.at("items").as_array().size(), 1U) << json::serialize(problems.json);
    registrar.ask("POST", path + "/commit", "{}", fmt::format("If-Match: \"{}\"\r\n", json::serialize(checked.at("version"))));
    once(registrar, path, "state", "committed");
    registrar.get(path + "/report");
  }
  const auto mailing = registrar.post("/api/v1/verification-mailings", {{"org", city}, {"per_minute", 6000}}, "mailing");
  EXPECT_EQ(mailing.status, 201) << json::serialize(mailing.json);
  if (mailing.status == 201) {
    const auto path = "/api/v1/verification-mailings/" + mailing.text("id");
    const auto ready = once(registrar, path, "state", "ready");
    registrar.ask("POST", path + "/steps", R"({"step":"start"})",
                  fmt::format("If-Match: \"{}\"\r\n", json::serialize(ready.at("version"))));
  }

  std::size_t bytes = 0;
  for (const auto& [what, content] : stolen()) {
    bytes += content.size();
    EXPECT_THAT(search_.in(content), testing::IsEmpty()) << "in " << what;
  }
  std::cout << fmt::format("{} people's numbers were looked for in {:.1f} MB\n", search_.people(), static_cast<double>(bytes) / 1e6);
  server_->signal(SIGTERM);
  EXPECT_EQ(server_->end().code, 0);
}

/// The same search sees each form in which a number may stand.
TEST(NumberSearch, MissesNothingThatIsPlanted) {
  test::NumberSearch search;
  const std::string id = "61999919931120071X", phone = "12655512345", name = "夏新来";
  search.know(name, id, phone);
  const auto finds = [&](const std::string& planted) {
    return !search.in("\x01\x02 noise 20260715 " + planted + "\x03 more noise 4711").empty();
  };
  EXPECT_FALSE(finds("nothing"));
  EXPECT_FALSE(finds("2007")) << "digits that are near nobody";
  for (const auto& number : {id, id.substr(0, 17), phone, id.substr(6, 10), id.substr(7, 10), "8" + phone + "9"}) {
    EXPECT_TRUE(finds(number)) << number;
    std::string utf16, hex, upper;
    for (const char c : number) {
      utf16 += std::string{c, '\0'};
      hex += fmt::format("{:02x}", c);
    }
    EXPECT_TRUE(finds(utf16)) << number;
    EXPECT_TRUE(finds(hex)) << number;
    for (std::size_t shift = 0; shift < 3; ++shift) {
      const auto text = std::string(shift, 'z') + number + "zz";
      EXPECT_TRUE(finds(crypto::base64url({reinterpret_cast<const std::uint8_t*>(text.data()), text.size()}))) << number << ' ' << shift;
    }
  }
  for (const std::size_t last : {4, 5, 6, 7, 8}) {
    EXPECT_TRUE(finds(name + " 199311 " + id.substr(18 - last)));
    EXPECT_TRUE(finds(phone.substr(11 - last) + "|" + name));
  }
  EXPECT_TRUE(finds(name + "|19931120"));
  EXPECT_FALSE(finds(name + "\t1.Zm9vYmFyYmF6cXV4Zm9v" + phone.substr(7) + "YmFyYmF6cXV4Zm9v")) << "four digits within what is sealed";
  std::string big, little;
  for (int byte = 5; byte >= 0; --byte) big += static_cast<char>(12655512345 >> (8 * byte) & 255);
  for (int byte = 0; byte < 8; ++byte) little += static_cast<char>(61999919931120071 >> (8 * byte) & 255);
  EXPECT_TRUE(finds(big));
  EXPECT_TRUE(finds(little));
}

}  // namespace
}  // namespace unionhall
