// The program and api/openapi.yaml, held to each other: every route, who may call it, and what becomes of it inside and
// outside the caller's area, against an oracle that knows the contract's words and nothing of the code.
#include "support/contract.h"

#include <gmock/gmock.h>

#include <map>
#include <set>

#include "hall/cases/cases.h"
#include "whole_hall.h"

namespace unionhall {
namespace {

using access::RoleWord;
using test::Operation;
using test::WholeHall;

std::string name_of(const Operation& operation) { return operation.method + " " + operation.pattern; }

TEST(Contract, EveryRouteIsInItAndEveryOperationHasARoute) {
  WholeHall hall;
  std::set<std::string> routed, promised;
  for (const auto& route : hall.application.router.routes()) routed.insert(route->method + " " + route->pattern);
  for (const auto& operation : test::operations()) promised.insert(name_of(operation));
  EXPECT_EQ(routed, promised);
}

/// Where machines look in, the contract itself, and what a sign at a door leads to: none of it is asked by a program of the hall's API,
/// and its paths are not below /api/v1.
TEST(Contract, WhatStandsBesideItIsNamed) {
  WholeHall hall;
  http::Router beside;
  app::mount_doors(beside, hall.front);
  app::mount_short_links(beside, hall.front);
  app::mount_desk_at_root(beside, hall.front);
  std::set<std::string> routed;
  for (const auto& route : beside.routes()) routed.insert(route->method + " " + route->pattern);
  EXPECT_THAT(routed, testing::ElementsAre("GET /", "GET /api/openapi.json", "GET /d", "GET /d/{code}", "GET /healthz", "GET /metrics",
                                           "GET /readyz", "GET /s/{id}"));
}

TEST(Contract, ARouteNeedsAndTakesWhatItPromises) {
  WholeHall hall;
  std::map<std::string, const http::Route*> routes;
  for (const auto& route : hall.application.router.routes()) routes[route->method + " " + route->pattern] = route.get();
  for (const auto& operation : test::operations()) {
    const auto found = routes.find(name_of(operation));
    if (found == routes.end()) continue;  // said by the test before
    const auto& route = *found->second;
    EXPECT_EQ(route.guard.need, operation.need) << name_of(operation);
    EXPECT_EQ(route.options.makes_something, operation.makes_something) << name_of(operation);
    EXPECT_EQ(route.options.body == http::Body::file, operation.takes_file) << name_of(operation);
  }
}

// ── Who may ────────────────────────────────────────────────────────────────────────────────────────────────────

/// What the words of the contract mean, written down a second time.
bool may(std::string_view need, RoleWord word) {
  static const std::map<std::string_view, std::set<RoleWord>> who{
      {"officer",
       {RoleWord::steward, RoleWord::field_worker, RoleWord::chair, RoleWord::officer, RoleWord::registrar, RoleWord::supervisor,
        RoleWord::hotline_seat, RoleWord::station_keeper}},
      {"officer, registrar, chair, supervisor", {RoleWord::officer, RoleWord::registrar, RoleWord::chair, RoleWord::supervisor}},
      {"clerk", {RoleWord::chair, RoleWord::officer, RoleWord::registrar}},
      {"appointer", {RoleWord::chair, RoleWord::officer, RoleWord::security_administrator}},
      {"officer, security_administrator",
       {RoleWord::steward, RoleWord::field_worker, RoleWord::chair, RoleWord::officer, RoleWord::registrar, RoleWord::supervisor,
        RoleWord::hotline_seat, RoleWord::station_keeper, RoleWord::security_administrator}},
      {"station_keeper, officer, registrar, chair", {RoleWord::station_keeper, RoleWord::officer, RoleWord::registrar, RoleWord::chair}},
      {"audit_administrator", {RoleWord::audit_administrator}},
      {"security_administrator", {RoleWord::security_administrator}},
      {"system_administrator", {RoleWord::system_administrator}},
  };
  if (need == "anyone" || need == "signed_in") return true;
  return who.at(need).contains(word);
}

enum class Where { inside, outside };

/// A union, and things in it, that are new for each request: one call must not change what the next one meets.
class Targets {
 public:
  Targets(WholeHall& hall, const test::Union& parent) : hall_(hall), parent_(parent) {}

  std::string union_id() { return fresh_union().id.text(); }

  /// What {id} names in this path.
  std::string id_in(const std::string& pattern, const test::Player& asking, Where where) {
    if (pattern.starts_with("/api/v1/orgs/")) return union_id();
    if (pattern.starts_with("/api/v1/officers/")) return hall_.add_player("甲乙", RoleWord::steward, &parent_).role->id.text();
    if (pattern.starts_with("/api/v1/members/")) return member();
    if (pattern.starts_with("/api/v1/member-merges/")) return merged();
    if (pattern.starts_with("/api/v1/accounts/")) return hall_.add_player("甲丁", RoleWord::steward, &parent_).account.text();
    if (pattern.starts_with("/api/v1/lock-outs/")) return locked_out();
    if (pattern.starts_with("/api/v1/me/sessions/")) {
      const auto& another = asking.account == hall_.worker.account ? hall_.chair : hall_.worker;
      return session_of(where == Where::inside ? asking : another);
    }
    if (pattern.starts_with("/api/v1/audit-events/")) return look();
    if (pattern.starts_with("/api/v1/me/accesses/")) return "1";
    if (pattern.starts_with("/api/v1/me/stand-ins/")) return stand_in(where == Where::inside ? asking : hall_.registrar);
    if (pattern.starts_with("/api/v1/imports/")) return begun_import();
    if (pattern.starts_with("/api/v1/member-exports/")) return begun_export(where == Where::inside ? &asking : nullptr);
    if (pattern.starts_with("/api/v1/cases/")) return filed_case("joining", asking, where);
    if (pattern.starts_with("/api/v1/appeals/")) return filed_case("appeal", asking, where);
    if (pattern.starts_with("/api/v1/transfer-notes/")) return filed_case("transfer_out", asking, where);
    if (pattern.starts_with("/api/v1/joining/posters/")) return channel(false);
    if (pattern.starts_with("/api/v1/verification-mailings/")) return begun_mailing();
    if (pattern.starts_with("/api/v1/stations/")) return station();
    if (pattern.starts_with("/api/v1/station-areas/")) return area();
    if (pattern.starts_with("/api/v1/station-submissions/")) return submission();
    if (pattern.starts_with("/api/v1/joining/counties/")) return hall_.qindu.id.text();
    throw std::logic_error("the walk knows nothing at " + pattern);
  }

  /// What {code} names: the code itself for whoever reads it off a wall, its id for the union.
  std::string channel(bool by_code) {
    const auto made =
        hall_.as(hall_.registrar).post("/api/v1/joining/channels", {{"org", union_id()}, {"kind", "station"}, {"name", "驿站"}});
    if (made.status != 201) throw std::runtime_error("no channel was made: " + made.body);
    if (!by_code) return made.text("id");
    return hall_.db().read(
        [&](db::Session& s) { return *s.first<std::string>("SELECT code FROM joining_channels ORDER BY id DESC LIMIT 1"); });
  }

 private:
  /// Her own where she has no role that could see it, and it is to be seen.
  std::string filed_case(std::string_view type, const test::Player& asking, Where where) {
    const bool sees = asking.role && may("officer", asking.role->word);
    cases::Filing filing{.org = fresh_union().id, .subject = "甲乙"};
    if (where == Where::inside && !sees) filing.applicant = asking.account;
    if (type == "joining") {
      filing.write = [&keys = hall_.hall().keys](db::Session& s, const cases::Case& one) -> Result<void, Problem> {
        s.exec(R"sql(
            INSERT INTO joining_forms (id, region, name, id_type, id_sealed, phone_sealed, sex, birth_month, at_ms)
            VALUES (:id, 1, '甲乙', 'resident_id', :number, :phone, 'male', 199001, 0))sql",
               one.id, keys.seal("61999919900101001X", {"joining_forms", "id_sealed", one.id.value}),
               keys.seal("12600000009", {"joining_forms", "phone_sealed", one.id.value}));
        return {};
      };
    }
    if (type == "appeal") {
      filing.write = [](db::Session& s, const cases::Case& one) -> Result<void, Problem> {
        s.exec(R"sql(
            INSERT INTO appeal_forms (id, region, asked_org, category, category_by, kind, difficulty, channel, filed_month)
            VALUES (:id, 1, :org, 'other', 'words', 'demand', 'ordinary', 'app', '2026-07'))sql",
               one.id, one.org);
        return {};
      };
    }
    if (type == "transfer_out") {
      filing.write = [](db::Session& s, const cases::Case& one) -> Result<void, Problem> {
        s.exec(R"sql(
            INSERT INTO transfer_notes (id, region, person_id, member_id, started_by, status_before, cause, to_union, at_ms)
            VALUES (:id, 1, 1, 1, 'member', 'active', 'employment_changed', '外地', 0))sql",
               one.id);
        return {};
      };
    }
    const auto filed = hall_.db().write([&](db::Session& s) {
      return cases::file(s, hall_.hall(), hall_.hall().ids.next<cases::CaseTag>(), type, filing,
                         {.party = cases::Party::applicant, .account = hall_.registrar.account}, hall_.clock.now());
    });
    return filed->text();
  }

  /// An officer who was not believed too often.
  std::string locked_out() {
    const auto officer = hall_.add_player("甲戊", RoleWord::steward, &parent_);
    hall_.db().write([&](db::Session& s) {
      s.exec("INSERT INTO lockouts (account_id, failures, first_at_ms, shut_until_ms) VALUES (:account, 5, :now, :until)", officer.account,
             hall_.clock.now(), hall_.clock.now() + std::chrono::minutes(30));
    });
    return officer.account.text();
  }

  test::Union fresh_union() {
    ++made_;
    return hall_.add_union(parent_, made_ + 10, "第" + std::to_string(made_) + "工会");
  }

  std::string member() {
    const auto org = fresh_union();
    const auto person = hall_.hall().ids.next<struct Person>();
    const auto id = hall_.hall().ids.next<struct Member>();
    const auto number = hall_.hall().keys.seal("61999919900101001X", {"people", "id_sealed", person.value});
    hall_.db().write([&](db::Session& s) {
      const auto source = s.first<std::int64_t>("SELECT min(id) FROM sources");
      s.exec(R"sql(
          INSERT INTO people (id, region, name, name_key, sex, birth_month, id_type, id_sealed, source_id, created_at_ms, updated_at_ms)
          VALUES (:id, 1, '甲乙', 'a', 'male', 199001, 'resident_id', :number, :source, 0, 0))sql",
             person, number, *source);
      s.exec(R"sql(
          INSERT INTO members (id, region, person_id, org_id, name_key, status, joined_on, changed_on, change_kind, source_id,
                               created_at_ms, updated_at_ms)
          VALUES (:id, 1, :person, :org, 'a', 'active', '2020-01-01', '2020-01-01', 'joined', :source, 0, 0))sql",
             id, person, org.id, *source);
      s.exec("INSERT INTO live_membership (person_id, member_id) VALUES (:person, :member)", person, id);
    });
    return id.text();
  }

  /// Two records that the registrar made one.
  std::string merged() {
    const auto one = member(), other = member();
    const auto made = hall_.as(hall_.registrar)
                          .with("if-match", "\"1\"")
                          .post("/api/v1/members/" + one + "/merges", {{"other", other}, {"other_version", 1}, {"goes_on", one}});
    if (made.status != 201) throw std::runtime_error("nobody was merged: " + made.body);
    return made.text("id");
  }

  /// At somebody in a new union, by the registrar.
  std::string look() {
    const auto seen = member();
    if (hall_.as(hall_.registrar).get("/api/v1/members/" + seen).status != 200) throw std::runtime_error("nobody was looked at");
    return hall_.db().read(
        [&](db::Session& s) { return std::to_string(*s.first<std::int64_t>("SELECT max(id) FROM audit_events WHERE what = 'look'")); });
  }

  std::string session_of(const test::Player& player) {
    const auto id = hall_.hall().ids.next<access::SessionTag>();
    hall_.db().write([&](db::Session& s) {
      s.exec(R"sql(
          INSERT INTO sessions (id, region, token_digest, account_id, means, signed_in_at_ms, last_seen_ms, expires_at_ms)
          VALUES (:id, 1, :digest, :account, 'cookie', :now, :now, :until))sql",
             id, id.text(), player.account, hall_.clock.now(), hall_.clock.now() + std::chrono::hours(1));
    });
    return id.text();
  }

  /// Somebody stands in for her, from tomorrow on.
  std::string stand_in(const test::Player& away) {
    const auto id = hall_.hall().ids.next<struct StandInTag>();
    hall_.db().write([&](db::Session& s) {
      s.exec(R"sql(
          INSERT INTO stand_ins (id, region, role_id, away_account, account_id, from_ms, until_ms, said_at_ms)
          VALUES (:id, 1, :role, :away, :account, :from, :until, :now))sql",
             id, away.role ? away.role->id : access::RoleId{1}, away.account, hall_.chair.account, hall_.clock.now() + std::chrono::days{1},
             hall_.clock.now() + std::chrono::days{2}, hall_.clock.now());
    });
    return id.text();
  }

  /// It waits for somebody to say which column holds the document numbers.
  std::string begun_import() {
    const auto path = "/api/v1/imports?kind=members&name=a.csv&org=" + union_id();
    const auto begun = hall_.as(hall_.registrar).upload(path, "姓名,移动电话\n甲乙,12600000009\n");
    if (begun.status != 201) throw std::runtime_error("no import was begun: " + begun.body);
    return begun.text("id");
  }

  /// Of hers where she may have one, else of somebody who has asked for no other: there is a limit by the hour.
  std::string begun_export(const test::Player* asking) {
    const bool hers = asking && asking->role && may("officer", asking->role->word);
    const auto by = hers ? *asking : hall_.add_player("甲丙", RoleWord::registrar, &hall_.city);
    const auto begun = hall_.as(by).post("/api/v1/member-exports", {{"org", parent_.id.text()}, {"format", "csv"}});
    if (begun.status != 201) throw std::runtime_error("no export was begun: " + begun.body);
    return begun.text("id");
  }

  /// On the map.
  std::string station() {
    const auto asking = [&] { return hall_.as(hall_.registrar); };
    const auto made = asking().post("/api/v1/stations", {{"org", union_id()}, {"name", "河畔驿站"}, {"lng", 108.7}, {"lat", 34.33}});
    if (made.status != 201) throw std::runtime_error("no station was made: " + made.body);
    const auto steps = "/api/v1/stations/" + made.text("id") + "/steps";
    if (asking().with("if-match", "\"1\"").post(steps, {{"step", "open"}}).status != 200) throw std::runtime_error("it did not open");
    return made.text("id");
  }

  std::string area() {
    const auto made = hall_.as(hall_.registrar)
                          .post("/api/v1/station-areas", {{"org", union_id()}, {"name", "货运市场"}, {"lng", 108.7}, {"lat", 34.33}});
    if (made.status != 201) throw std::runtime_error("no area was written down: " + made.body);
    return made.text("id");
  }

  std::string submission() {
    station();
    const auto made = hall_.as(hall_.registrar).post("/api/v1/station-submissions", {{"org", parent_.id.text()}, {"provider", "amap"}});
    if (made.status != 201) throw std::runtime_error("nothing was submitted: " + made.body);
    return made.text("id");
  }

  std::string begun_mailing() {
    const auto made = hall_.as(hall_.registrar).post("/api/v1/verification-mailings", {{"org", union_id()}});
    if (made.status != 201) throw std::runtime_error("no mailing was begun: " + made.body);
    return made.text("id");
  }

  WholeHall& hall_;
  const test::Union& parent_;
  int made_ = 0;
};

/// Whether the contract lets the caller name something that may lie outside her area.
bool is_scoped(const Operation& operation) {
  if (operation.need == "anyone") return false;
  if (operation.pattern.find("{id}") != std::string::npos) return true;
  if (operation.need == "signed_in") return false;
  if (!operation.id_queries.empty()) return operation.id != "listAuditEvents";
  if (operation.id == "exportAuditEvents") return false;  // the union is a filter
  const auto* properties = operation.body_schema.if_contains("properties");
  return properties && (properties->as_object().contains("org") || operation.id == "addOrg");
}

/// What even an allowed request inside the area may meet: these have nothing there yet.
const std::set<std::string> may_be_missing_inside{
    "getMyRecord",   "getMyCard",          "getDemoTotp",       "getImportReport",    "decideImportDouble", "getExportFile",
    "getAttachment", "takeAttachmentBack", "getMailingResults", "explainMyAccess",    "fetchFullExport",    "getResultsCsv",
    "getStory",      "withdrawErrand",     "getStationPhoto",   "removeStationPhoto", "withdrawOwnerAsk",   "getStationDoor"};

/// What is taken and leaves no line in the trail.
const std::set<std::string> unrecorded{
    // They ask: by POST, so that no name stands in an address.
    "searchOrgs", "searchUnionsToJoin", "findStations", "suggestAppealCategory", "checkCard", "checkTransferNote",
    // Nobody is known yet. The sign-in that follows a code is on record; what is said of a station is kept itself.
    "sendSignInCode", "reportStation",
    // Only that she has read them.
    "readMyNotices",
    // The walk leaves them nothing to change: no session behind its players, nothing submitted, tied or closed, a patch of nothing.
    "signOut", "endOfficerSession", "endMyOtherSessions", "settleStationPublications", "untieAppeals", "reopenAccount", "patchOrg"};

class Walk : public testing::TestWithParam<db::Engine> {};
UNIONHALL_ON_EACH_ENGINE(Walk);

/// The newest line of the trail.
std::int64_t last_event(WholeHall& hall) {
  return hall.db().read([](db::Session& s) { return *s.first<std::int64_t>("SELECT COALESCE(max(id), 0) FROM audit_events"); });
}

struct Met : test::Reply {
  bool recorded = false;  // the request itself, not what was made for it
};

Met ask(WholeHall& hall, const Operation& operation, const test::Player& player, Targets& targets, Where where) {
  auto path = operation.pattern;
  std::string other;
  const auto id_of = [&](std::string_view field) {
    if (field == "other") return other = targets.id_in("/api/v1/members/", player, where);
    if (field == "goes_on") return other;
    if (field == "first" || field == "second") return targets.id_in("/api/v1/stations/", player, where);
    if (field == "appeal") return targets.id_in("/api/v1/appeals/", player, where);
    return targets.union_id();
  };
  if (const auto at = path.find("{id}"); at != std::string::npos) path.replace(at, 4, targets.id_in(operation.pattern, player, where));
  if (const auto at = path.find("{file}"); at != std::string::npos) path.replace(at, 6, "2026-06.csv");
  if (const auto at = path.find("{kind}"); at != std::string::npos) path.replace(at, 6, "notice");
  if (const auto at = path.find("{attachment}"); at != std::string::npos) path.replace(at, 12, "1");
  if (const auto at = path.find("{photo}"); at != std::string::npos) path.replace(at, 7, "1");
  if (const auto at = path.find("{errand}"); at != std::string::npos) path.replace(at, 8, "1");
  if (const auto at = path.find("{row}"); at != std::string::npos) path.replace(at, 5, "2");
  if (const auto at = path.find("{other}"); at != std::string::npos)
    path.replace(at, 7, id_of(operation.pattern.contains("/appeals/") ? "appeal" : "other"));
  if (const auto at = path.find("{code}"); at != std::string::npos) path.replace(at, 6, targets.channel(operation.method == "GET"));
  path += test::smallest_query(operation, id_of);

  static int keys_given = 0;
  const auto key = "walk-" + std::to_string(++keys_given);
  auto asking = hall.as(player);
  if (operation.if_match) asking.with("if-match", "\"1\"");
  if (operation.makes_something) asking.with("idempotency-key", key);
  const auto sent = [&](auto send) {
    const auto before = last_event(hall);
    Met met{send()};
    met.recorded = last_event(hall) > before;
    return met;
  };
  if (operation.takes_file) return sent([&] { return asking.upload(path, "姓名\n甲乙\n"); });
  http::Request request{.method = operation.method};
  request.path = path;
  if (operation.takes_json) {
    request.headers["content-type"] = "application/json";
    request.body = http::json::serialize(test::smallest_body(operation, id_of));
  }
  return sent([&] { return asking.send(std::move(request)); });
}

TEST_P(Walk, EveryRoleMeetsAtEveryRouteWhatItsNeedSays) {
  WholeHall hall(GetParam());
  Targets inside(hall, hall.riverside), outside(hall, hall.weicheng);

  std::vector<test::Player> cast{hall.stranger, hall.worker};
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<RoleWord>>(
      [&](auto word) { cast.push_back(hall.add_player(word.name, word.value, &hall.qindu)); });

  std::size_t asked = 0;
  for (const auto& operation : test::operations()) {
    for (const auto& player : cast) {
      for (const auto where : {Where::inside, Where::outside}) {
        if (where == Where::outside && !is_scoped(operation)) continue;
        SCOPED_TRACE(name_of(operation) + " as " +
                     (player.role      ? std::string(db::word(player.role->word))
                      : player.account ? "worker"
                                       : "stranger") +
                     (where == Where::inside ? " inside" : " outside"));
        const auto reply = ask(hall, operation, player, where == Where::inside ? inside : outside, where);
        ++asked;
        if (operation.method != "GET" && reply.status / 100 == 2 && !unrecorded.contains(operation.id)) {
          EXPECT_TRUE(reply.recorded) << "not on record: " << operation.id;
        }

        const bool open = operation.need == "anyone";
        const bool allowed =
            open || (player.account && (operation.need == "signed_in" || (player.role && may(operation.need, player.role->word))));
        if (!player.account && !open) {
          EXPECT_EQ(reply.status, 401) << reply.body;
        } else if (!allowed) {
          EXPECT_EQ(reply.status, 403) << reply.body;
          EXPECT_EQ(reply.key(), "access.not_in_this_role");
        } else if (where == Where::outside) {
          EXPECT_EQ(reply.status, 404) << reply.body;
        } else {
          EXPECT_NE(reply.status, 401) << reply.body;
          EXPECT_THAT(reply.key(), testing::Not(testing::StartsWith("access."))) << reply.body;
          EXPECT_LT(reply.status, 500) << reply.body;
          EXPECT_TRUE(reply.status != 404 || may_be_missing_inside.contains(operation.id)) << reply.body;
        }
      }
    }
  }
  EXPECT_GT(asked, 700U);
}

TEST_P(Walk, WhatIfMatchGuardsIsNotChangedWithoutIt) {
  WholeHall hall(GetParam());
  Targets inside(hall, hall.riverside);
  for (const auto& operation : test::operations()) {
    if (operation.method == "GET" || operation.takes_file || operation.need == "anyone" || operation.need == "signed_in") continue;
    const auto& player = operation.need == "audit_administrator"      ? hall.audit_admin
                         : operation.need == "security_administrator" ? hall.security_admin
                         : operation.need == "system_administrator"   ? hall.system_admin
                                                                      : hall.officer;
    auto blind = operation;
    blind.if_match = false;
    SCOPED_TRACE(name_of(operation));
    const auto reply = ask(hall, blind, player, inside, Where::inside);
    EXPECT_EQ(reply.status == 428, operation.if_match) << reply.body;
  }
}

/// Domain §12.2: a line of the trail is for reading. No route of the program changes or removes one.
TEST(Contract, NoRouteTouchesALineOfTheTrail) {
  WholeHall hall;
  std::size_t readers = 0;
  for (const auto& route : hall.application.router.routes()) {
    if (!route->pattern.starts_with("/api/v1/audit-events")) continue;
    ++readers;
    EXPECT_TRUE(route->method == "GET" || route->pattern.ends_with("/exports") || route->pattern.ends_with("/proof")) << route->pattern;
    EXPECT_EQ(route->guard.need, "audit_administrator");
  }
  EXPECT_EQ(readers, 5U);
}

}  // namespace
}  // namespace unionhall
