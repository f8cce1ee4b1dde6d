#include "support/hall.h"

#include <fmt/format.h>
#include <stdlib.h>

#include <boost/url.hpp>
#include <fstream>

#include "base/names.h"
#include "support/promises.h"

namespace unionhall::test {
namespace {

const Instant today = from_unix_ms(1784096408000);  // 2026-07-15T14:20:08+08:00
constexpr std::string_view keys =
    "unionhall-keys 1\n"
    "1 AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8\n";
constexpr int region = 1;

/// One level of a path: five characters, base 32 (hall/orgs).
std::string segment(int number) {
  std::string text(5, '0');
  for (auto at = text.rbegin(); number > 0; number /= 32) *at++ = "0123456789abcdefghijklmnopqrstuv"[number % 32];
  return text;
}

std::string pointer_of(std::string_view name) { return name.starts_with('/') ? std::string(name) : '/' + std::string(name); }

}  // namespace

std::string Reply::key() const {
  constexpr std::string_view stem = "/problems/";
  const auto type = has("type") && at("type").is_string() ? text("type") : std::string();
  return type.starts_with(stem) ? type.substr(stem.size()) : "";
}

const http::json::value& Reply::at(std::string_view name) const { return json.at_pointer(pointer_of(name)); }

bool Reply::has(std::string_view name) const {
  http::json::error_code error;
  return json.find_pointer(pointer_of(name), error) != nullptr;
}

std::string Reply::text(std::string_view name) const { return std::string(at(name).as_string()); }

std::int64_t Reply::number(std::string_view name) const { return at(name).to_number<std::int64_t>(); }

std::string Reply::error_at(std::string_view pointer) const {
  if (!has("errors")) return "";
  for (const auto& error : at("errors").as_array()) {
    if (error.at("pointer").as_string() == pointer) return std::string(error.at("code").as_string());
  }
  return "";
}

std::string Reply::header(std::string_view lower_case_name) const {
  const auto found = headers.find(lower_case_name);
  return found == headers.end() ? "" : found->second;
}

Hall::Hall(db::Engine engine) : clock(today), fresh_(FreshDatabase::migrated(engine)), keys_(crypto::Keyring::parse(keys)) {
  database_ = db::Database::open(fresh_.settings);
  db::migrate(*database_);
  ids_ = std::make_unique<db::Ids>(*database_, clock, region);
  hall_ = std::make_unique<unionhall::Hall>(unionhall::Hall{.db = *database_, .clock = clock, .keys = keys_, .ids = *ids_});
  hall_->settings.demo = true;  // the tests' numbers are those that nobody has
  auto folder = (std::filesystem::temp_directory_path() / "unionhall-files-XXXXXX").string();
  if (::mkdtemp(folder.data()) == nullptr) throw std::runtime_error("no temporary directory");
  hall_->settings.files = folder;
  access::add_words();
  application.explain = [](const std::exception& failure) -> std::optional<Problem> {
    if (dynamic_cast<const db::Unavailable*>(&failure)) return Problem{503, "http.busy", {{"seconds", "5"}}};
    return std::nullopt;
  };

  source_ = ids_->next<Source>();
  database_->write([&](db::Session& s) {
    s.exec("INSERT INTO sources (id, region, kind, label, recorded_on) VALUES (:id, :region, 'demo', 'tests', '2026-07-01')", source_,
           region);
  });
  city = plant({}, segment(1), "咸阳市总工会", "city");
  qindu = add_union(city, 1, "秦都区总工会", "county");
  weicheng = add_union(city, 2, "渭城区总工会", "county");
  renminlu = add_union(qindu, 1, "人民路街道总工会", "township");
  riverside = add_union(renminlu, 1, "河畔快递工会", "base");

  using Word = access::RoleWord;
  registrar = add_player("任登记", Word::registrar, &city);
  officer = add_player("秦干事", Word::officer, &qindu);
  neighbour = add_player("魏邻居", Word::officer, &weicheng);
  chair = add_player("何主席", Word::chair, &riverside);
  worker = add_player("工小满");
  system_admin = add_player("习统", Word::system_administrator, &city);
  security_admin = add_player("安全", Word::security_administrator, &city);
  audit_admin = add_player("沈计", Word::audit_administrator, &city);
}

Hall::~Hall() {
  std::error_code ignored;
  std::filesystem::remove_all(hall_->settings.files, ignored);
}

void Hall::advance(std::chrono::milliseconds by) {
  clock.advance(by);
  ids_->renew();
}

Union Hall::add_union(const Union& parent, int number, const std::string& name, std::string_view level) {
  auto made = plant(parent.id, parent.path + segment(number), name, level);
  database_->write([&](db::Session& s) {
    s.exec("UPDATE orgs SET children_made = CASE WHEN children_made < :number THEN :number ELSE children_made END WHERE id = :id", number,
           parent.id);
  });
  return made;
}

Union Hall::plant(OrgId parent, const std::string& path, const std::string& name, std::string_view level) {
  const Union planted{.id = ids_->next<Org>(), .parent = parent, .path = path, .name = name};
  const auto grams = names::grams(name, names::Kind::union_);
  const auto name_key = names::sort_key(name);
  const auto above = parent ? std::optional(parent) : std::nullopt;
  database_->write([&](db::Session& s) {
    s.exec(R"sql(
        INSERT INTO orgs (id, region, parent_id, path, code, name, name_key, level, source_id, created_at_ms, updated_at_ms)
        VALUES (:id, :region, :parent, :path, :code, :name, :name_key, :level, :source, :now, :now))sql",
           planted.id, region, above, path, planted.id.text(), name, name_key, level, source_, clock.now());
    for (const auto& gram : grams) s.exec("INSERT INTO word_index (kind, gram, subject_id) VALUES ('org', :gram, :id)", gram, planted.id);
    for (const auto& figure : {std::string("unions"), "unions.level." + std::string(level)}) {
      s.exec("INSERT INTO figure_deltas (id, region, org_id, figure, delta) VALUES (:id, :region, :org, :figure, 1)",
             ids_->next<struct FigureDelta>(), region, planted.id, figure);
    }
  });
  return planted;
}

Player Hall::add_player(const std::string& name, std::optional<access::RoleWord> word, const Union* at) {
  Player player{.account = ids_->next<Account>(), .name = name};
  if (word) {
    player.role = access::Role{.id = ids_->next<access::RoleTag>(), .word = *word, .org = at->id, .org_path = at->path, .desk = ""};
  }
  database_->write([&](db::Session& s) {
    s.exec("INSERT INTO accounts (id, region, name, created_at_ms) VALUES (:id, :region, :name, :now)", player.account, region, name,
           clock.now());
    if (!player.role) return;
    s.exec("INSERT INTO roles (id, region, account_id, word, org_id, since_ms) VALUES (:id, :region, :account, :word, :org, :now)",
           player.role->id, region, player.account, player.role->word, player.role->org, clock.now());
    if (!access::works(player.role->word)) return;
    s.exec("INSERT INTO figure_deltas (id, region, org_id, figure, delta) VALUES (:id, :region, :org, 'officers', 1)",
           ids_->next<struct FigureDelta>(), region, player.role->org);
  });
  return player;
}

// ── Asking ─────────────────────────────────────────────────────────────────────────────────────────────────────

Hall::Asking& Hall::Asking::in_english() { return with("accept-language", "en"); }

Hall::Asking& Hall::Asking::off_duty() {
  acting_ = false;
  return *this;
}

Hall::Asking& Hall::Asking::with(std::string header, std::string value) {
  headers_[std::move(header)] = std::move(value);
  return *this;
}

Reply Hall::Asking::get(const std::string& path) {
  http::Request request{.method = "GET"};
  request.path = path;
  return send(std::move(request));
}

Reply Hall::Asking::post(const std::string& path, http::json::object body) {
  http::Request request{.method = "POST"};
  request.path = path;
  request.headers["content-type"] = "application/json";
  request.headers["idempotency-key"] = fmt::format("key-{}", ++hall_.keys_given_);
  request.body = http::json::serialize(body);
  return send(std::move(request));
}

Reply Hall::Asking::patch(const std::string& path, http::json::object body, const std::string& if_match) {
  http::Request request{.method = "PATCH"};
  request.path = path;
  request.headers["content-type"] = "application/json";
  request.headers["if-match"] = if_match;
  request.body = http::json::serialize(body);
  return send(std::move(request));
}

Reply Hall::Asking::del(const std::string& path) {
  http::Request request{.method = "DELETE"};
  request.path = path;
  return send(std::move(request));
}

Reply Hall::Asking::upload(const std::string& path, std::string_view bytes) {
  http::Request request{.method = "POST"};
  request.path = path;
  request.headers["content-type"] = "application/octet-stream";
  request.headers["content-length"] = std::to_string(bytes.size());
  request.headers["idempotency-key"] = fmt::format("key-{}", ++hall_.keys_given_);
  request.body_file = hall_.hall().settings.files / fmt::format("upload-{}", hall_.keys_given_);
  std::ofstream(request.body_file, std::ios::binary) << bytes;
  return send(std::move(request));
}

Reply Hall::Asking::send(http::Request request) {
  if (const auto question = request.path.find('?'); question != std::string::npos) {
    const boost::urls::url_view url(request.path);
    for (const auto& param : url.params()) request.query[param.key] = param.value;
    request.path.resize(question);
  }
  if (request.peer.empty()) request.peer = "127.0.0.1";
  for (const auto& [name, value] : headers_) request.headers[name] = value;
  if (player_.account) {
    auto actor = std::make_shared<access::Actor>();
    actor->account = player_.account;
    actor->person = player_.person;
    if (player_.role) actor->holds = {player_.role->word};
    if (acting_) actor->in_force = player_.role;
    request.principal = std::shared_ptr<const Principal>(std::move(actor));
  }

  const auto response = hall_.application.answer(request);
  for (const auto& broken : broken_promises(request, response)) ADD_FAILURE() << broken;
  Reply reply{.status = response.status, .headers = response.headers, .body = response.body, .json = nullptr};
  if (!response.file.empty()) {
    std::ifstream file(response.file, std::ios::binary);
    reply.body.assign(std::istreambuf_iterator<char>(file), {});
  }
  http::json::error_code error;
  if (auto json = http::json::parse(reply.body, error); !error) reply.json = std::move(json);
  return reply;
}

}  // namespace unionhall::test
