// Who may do what to whom, decided a million times by what the routes use and by an oracle that knows no paths: it walks from
// parent to parent and has the table of design §5 written down.
#include <gtest/gtest.h>

#include <map>
#include <set>

#include "hall/accounts/accounts.h"
#include "hall/audit/store.h"
#include "hall/members/api.h"
#include "hall/orgs/orgs.h"
#include "http/world.h"

namespace unionhall {
namespace {

using access::RoleWord;
using test::World;

enum class Action { open, change, reveal, call_not_double, list, find, take_along, verify, read_case, decide_case, read_audit };
BOOST_DESCRIBE_ENUM(Action, open, change, reveal, call_not_double, list, find, take_along, verify, read_case, decide_case, read_audit)

// ── The oracle ─────────────────────────────────────────────────────────────────────────────────────────────────

/// Which actions a role's word has at all.
bool has(RoleWord word, Action action) {
  using enum Action;
  static const std::set<Action> seeing{open, reveal, list, find, take_along, verify, read_case};
  static const std::set<Action> deciding{open, reveal, list, find, take_along, verify, read_case, change, call_not_double, decide_case};
  static const std::map<RoleWord, std::set<Action>> table{
      {RoleWord::member, {}},
      {RoleWord::employer_contact, {}},
      {RoleWord::steward, seeing},
      {RoleWord::field_worker, seeing},
      {RoleWord::supervisor, seeing},
      {RoleWord::hotline_seat, seeing},
      {RoleWord::station_keeper, seeing},
      {RoleWord::chair, deciding},
      {RoleWord::officer, deciding},
      {RoleWord::registrar, deciding},
      {RoleWord::system_administrator, {}},
      {RoleWord::security_administrator, {}},
      {RoleWord::audit_administrator, {read_audit}},
  };
  return table.at(word).contains(action);
}

/// What a case is, as its rows say.
struct CaseFacts {
  PersonId person;
  std::vector<int> at;  // the union that is asked, and each that ever held it
  std::vector<int> held_now;
  std::string desk;
  std::optional<int> hidden_from;
};

class Oracle {
 public:
  explicit Oracle(World& world) : world_(world) { read_cases(); }

  bool may(const World::Officer& officer, Action action, const World::Member& member) const {
    const auto& role = world_.roles[officer.role];
    const bool acts = officer.on_duty && world_.lives(role);
    if (action == Action::read_case || action == Action::decide_case) return may_case(officer, acts ? &role : nullptr, action, member);
    if (!acts || !has(role.word, action)) return false;
    if (action == Action::read_audit) return world_.below(member.looked_at, role.org);  // ids and words, no record
    if (!world_.below(member.org, role.org)) return false;
    if (member.hidden_from && world_.below(role.org, *member.hidden_from)) return false;
    return action != Action::verify || !officer.person || officer.person != member.person;
  }

 private:
  bool may_case(const World::Officer& officer, const World::Role* role, Action action, const World::Member& member) const {
    if (!member.asked) return false;
    const auto& asked = cases_.at(*member.asked);
    // She reads what she asks herself, whatever she is; and decides nothing of it.
    if (officer.person && officer.person == asked.person) return action == Action::read_case;
    if (!role || !has(role->word, action)) return false;
    if (asked.hidden_from && world_.below(role->org, *asked.hidden_from)) return false;
    const auto reaches = [&](int org) { return world_.below(org, role->org); };
    if (action == Action::read_case) return std::ranges::any_of(asked.at, reaches);
    return std::ranges::any_of(asked.held_now, reaches) && (role->desk.empty() || role->desk == asked.desk);
  }

  void read_cases() {
    std::map<OrgId, int> places;
    for (std::size_t i = 0; i < world_.unions.size(); ++i) places[world_.unions[i].id] = static_cast<int>(i);
    world_.hall.db().read([&](db::Session& db) {
      for (const auto& member : world_.members) {
        if (!member.asked) continue;
        const auto& id = *member.asked;
        auto& facts = cases_[id];
        facts.person = member.person;
        facts.hidden_from = member.hidden_from;
        const auto add = [&](std::vector<int>& to, const char* sql) {
          for (const auto org : db.all<OrgId>(sql, id)) to.push_back(places.at(org));
        };
        add(facts.at, "SELECT org_id FROM cases WHERE id = :id");
        add(facts.at, "SELECT org_id FROM case_tasks WHERE case_id = :id");
        add(facts.at, "SELECT first_org_id FROM case_tasks WHERE case_id = :id");
        add(facts.held_now, "SELECT org_id FROM case_tasks WHERE case_id = :id AND done_at_ms IS NULL");
        add(facts.held_now, "SELECT first_org_id FROM case_tasks WHERE case_id = :id AND done_at_ms IS NULL");
        facts.desk = *db.first<std::string>("SELECT desk FROM case_tasks WHERE case_id = :id AND done_at_ms IS NULL", id);
      }
    });
  }

  World& world_;
  std::map<cases::CaseId, CaseFacts> cases_;
};

// ── The program ────────────────────────────────────────────────────────────────────────────────────────────────

/// Decides with the functions of the routes. Rows are read once for each day, as is what a list says to an officer; one decision in
/// many reads its rows by itself, as a request does.
class Program {
 public:
  Program(World& world, db::Session& db) : world_(world), db_(db) {
    for (const auto& member : world.members) {
      people_.insert(member.person);
      rows_.emplace(member.id, *members::store::find(db, member.id));
      if (member.asked) asked_.emplace(*member.asked, std::pair{*cases::find(db, *member.asked), cases::tasks_of(db, *member.asked)});
    }
  }

  bool may(std::size_t officer_no, Action action, const World::Member& member) {
    const auto& actor = *world_.officers[officer_no].actor;
    switch (action) {
      case Action::open:
      case Action::reveal:
        return passes(access::officer, actor) && shown(actor, member);
      case Action::change:
      case Action::call_not_double:
        return passes(access::clerk, actor) && shown(actor, member);
      case Action::list:
      case Action::find:
      case Action::take_along:
        return passes(access::officer, actor) && listed(officer_no, action).contains(member.id);
      case Action::verify:
        return passes(access::officer, actor) && seen(actor, member) && member.person != actor.person;
      case Action::read_case:
        return member.asked && standing(actor, *member.asked).has_value();
      case Action::decide_case: {
        const auto found = member.asked ? standing(actor, *member.asked) : std::nullopt;
        return found && std::ranges::find(found->hands, cases::Party::addressed) != found->hands.end();
      }
      case Action::read_audit:
        return passes(access::role({RoleWord::audit_administrator}), actor) && listed(officer_no, action).contains(member.id);
    }
    std::unreachable();
  }

 private:
  bool passes(const http::Guard& guard, const access::Actor& actor) const {
    http::Request request;
    request.principal = std::shared_ptr<const Principal>(std::shared_ptr<void>(), &actor);
    return !guard.refuse(request);
  }

  bool seen(const access::Actor& actor, const World::Member& member) {
    const auto& row = rows_.at(member.id);
    if (++decided_ % read_anew == 0) return actor.reaches(orgs::path_of(db_, row.member.org));
    return actor.reaches(row.org_path);
  }

  bool shown(const access::Actor& actor, const World::Member& member) {
    if (++decided_ % read_anew != 0) return seen(actor, member);
    try {
      return members::require_record(db_, actor, member.id).member.id == member.id;
    } catch (const Refused& refused) {
      EXPECT_EQ(refused.problem.status, 404);
      return false;
    }
  }

  std::optional<cases::Standing> standing(const access::Actor& actor, cases::CaseId id) {
    const auto& [one, tasks] = asked_.at(id);
    return cases::standing_of(db_, one, tasks, actor);
  }

  const std::set<MemberId>& listed(std::size_t officer_no, Action action) {
    const auto [at, fresh] = lists_.try_emplace({officer_no, action});
    if (fresh) at->second = action == Action::read_audit ? audited(officer_no) : found(officer_no, action);
    return at->second;
  }

  std::set<MemberId> found(std::size_t officer_no, Action action) {
    const auto& actor = *world_.officers[officer_no].actor;
    members::Asked asked{.org = actor.in_force->org};
    members::resolve(db_, actor, asked);
    std::set<MemberId> all;
    for (const auto* status : {"alive", "ended"}) {
      auto search = asked.search;
      search.status = status;
      if (action == Action::find) search.people.emplace(people_.begin(), people_.end());
      if (action == Action::take_along) search = members::search_of(members::to_text(search));
      std::optional<members::After> after = members::After{};
      while (after) {
        auto page = members::page(db_, search, *after, 100);
        for (const auto& line : page.lines) all.insert(line.id);
        after = std::move(page.next);
      }
    }
    return all;
  }

  std::set<MemberId> audited(std::size_t officer_no) {
    const auto& area = world_.officers[officer_no].actor->in_force->org_path;
    std::set<MemberId> all;
    const audit::store::Filter filter{.what = "look", .area = area, .whole_site = false, .within = {}};
    for (const auto& event : audit::store::list(db_, filter, std::numeric_limits<std::int64_t>::max(), 10'000)) {
      all.insert(MemberId{event.subject});
    }
    return all;
  }

  World& world_;
  db::Session& db_;
  std::set<PersonId> people_;
  static constexpr std::int64_t read_anew = 10;
  std::int64_t decided_ = 0;
  std::map<MemberId, members::store::Record> rows_;
  std::map<cases::CaseId, std::pair<cases::Case, std::vector<cases::Task>>> asked_;
  std::map<std::pair<std::size_t, Action>, std::set<MemberId>> lists_;
};

// ── The proof ──────────────────────────────────────────────────────────────────────────────────────────────────

std::string told(const World& world, const World::Officer& officer, Action action, const World::Member& member) {
  const auto& role = world.roles[officer.role];
  const auto& at = world.unions[static_cast<std::size_t>(role.org)].name;
  return std::string(db::word(role.word)) + " of " + at + ", " + std::string(db::word(action)) + ", a member of " +
         world.unions[static_cast<std::size_t>(member.org)].name + (member.hidden_from ? ", hidden" : "");
}

class ScopeFilter : public ::testing::TestWithParam<db::Engine> {};
UNIONHALL_ON_EACH_ENGINE(ScopeFilter);

TEST_P(ScopeFilter, DecidesAMillionTimesAsTheOracleDoes) {
  constexpr int worlds = 2, days = 5;
  // PostgreSQL answers the same questions over a socket: a part of them there.
  const int triples = (GetParam() == db::Engine::sqlite ? 1'000'000 : 100'000) / (worlds * days);
  std::map<Action, std::int64_t> yes, no;
  int wrong = 0, asked = 0;
  for (int number = 0; number < worlds; ++number) {
    World world(GetParam(), 20260715U + static_cast<unsigned>(number));
    for (int day = 0; day < days; ++day) {
      if (day > 0) world.go_on();
      const Oracle oracle(world);
      world.hall.db().read([&](db::Session& db) {
        Program program(world, db);
        for (int i = 0; i < triples; ++i) {
          const auto officer_no = world.draw(world.officers.size());
          const auto& officer = world.officers[officer_no];
          const auto action = static_cast<Action>(world.draw(11));
          const auto& member = world.any(world.members);
          const bool wanted = oracle.may(officer, action, member), got = program.may(officer_no, action, member);
          ++(wanted ? yes : no)[action];
          ++asked;
          if (wanted == got || ++wrong > 20) continue;
          ADD_FAILURE() << told(world, officer, action, member) << ": the oracle says " << (wanted ? "yes" : "no");
        }
      });
    }
  }
  EXPECT_EQ(wrong, 0);
  EXPECT_EQ(asked, triples * worlds * days);
  // Each action was allowed and denied often enough to mean something.
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Action>>([&](auto action) {
    EXPECT_GT(yes[action.value], asked / 10'000) << action.name;
    EXPECT_GT(no[action.value], asked / 100) << action.name;
  });
}

// ── Through the router ─────────────────────────────────────────────────────────────────────────────────────────

/// What a route answers to this officer about this member: whether she got what she asked for, be it only to be told that it is old or
/// spent.
bool answered(World& world, const World::Officer& officer, Action action, const World::Member& member, int number) {
  http::Request request{.method = "POST"};
  request.principal = std::static_pointer_cast<const Principal>(officer.actor);
  request.peer = "127.0.0.1";
  request.headers = {{"content-type", "application/json"}, {"idempotency-key", "scope-" + std::to_string(number)}, {"if-match", "\"0\""}};
  request.path = "/api/v1/members/" + member.id.text();
  switch (action) {
    case Action::open:
      request.method = "GET";
      break;
    case Action::change:
      request.method = "PATCH";
      request.body = "{}";
      break;
    case Action::reveal:
      request.path += "/reveals";
      request.body = R"({"field": "id_number", "purpose": "contact"})";
      break;
    case Action::verify:
      request.path += "/verification";
      request.body = R"({"method": "visit", "document_seen": true})";
      break;
    case Action::read_case:
      request.method = "GET";
      request.path = "/api/v1/cases/" + (member.asked ? member.asked->text() : "1");
      break;
    default: {
      request.path = "/api/v1/member-searches";
      const auto org = world.unions[static_cast<std::size_t>(world.roles[officer.role].org)].id;
      request.body = http::json::serialize(
          http::json::object{{"org", org.text()}, {"name", member.name}, {"status", members::alive(member.status) ? "alive" : "ended"}});
    }
  }
  const auto response = world.hall.application.answer(request);
  if (action == Action::list) return response.status == 200 && response.body.find(member.id.text()) != std::string::npos;
  return response.status != 401 && response.status != 403 && response.status != 404;
}

TEST_P(ScopeFilter, IsWhatTheRoutesAnswerBy) {
  constexpr Action asked[] = {Action::open, Action::change, Action::reveal, Action::verify, Action::read_case, Action::list};
  World world(GetParam(), 77U);
  world.go_on();
  const Oracle oracle(world);
  int wrong = 0, granted = 0;
  for (int i = 0; i < 3000; ++i) {
    const auto& officer = world.any(world.officers);
    const auto action = world.any(asked);
    const auto& member = world.any(world.members);
    const bool wanted = oracle.may(officer, action, member);
    granted += wanted ? 1 : 0;
    if (answered(world, officer, action, member, i) == wanted || ++wrong > 20) continue;
    ADD_FAILURE() << told(world, officer, action, member) << ": the oracle says " << (wanted ? "yes" : "no");
  }
  EXPECT_EQ(wrong, 0);
  EXPECT_GT(granted, 100);
}

}  // namespace
}  // namespace unionhall
