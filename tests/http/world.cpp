#include "http/world.h"

#include <fmt/format.h>

#include "app/hall_server.h"
#include "hall/accounts/accounts.h"
#include "hall/accounts/sign_in.h"
#include "hall/orgs/orgs.h"

namespace unionhall::test {
namespace {

using access::RoleWord;
using namespace std::chrono_literals;

constexpr int region = 1, unions_in_all = 60, members_in_all = 240, officers_a_word = 9;
constexpr std::string_view desks[] = {"", "", "", "organisation", "rights", "legal_person", "stations", "hotline"};
constexpr members::Status statuses[] = {members::Status::active,         members::Status::active,    members::Status::active,
                                        members::Status::retained,       members::Status::withdrawn, members::Status::expelled,
                                        members::Status::transferred_out};

/// Three characters that nobody else has.
std::string name_of(int number) {
  std::string name;
  for (const int character : {0x4e00 + number / 400, 0x5200 + number % 400, 0x5900 + number % 397}) {
    name += static_cast<char>(0xe0 | character >> 12);
    name += static_cast<char>(0x80 | (character >> 6 & 0x3f));
    name += static_cast<char>(0x80 | (character & 0x3f));
  }
  return name;
}

}  // namespace

World::World(db::Engine engine, unsigned seed) : hall(engine), chance_(seed) {
  app::offer_rooms();
  app::mount_rooms(hall.application.router, hall.hall());
  source_ = hall.hall().ids.next<Source>();
  hall.db().write([&](db::Session& db) {
    db.exec("INSERT INTO sources (id, region, kind, label, recorded_on) VALUES (:id, 1, 'demo', 'world', '2026-07-01')", source_);
  });
  plant();
  for (int i = 0; i < members_in_all; ++i) {
    // Some had a membership elsewhere before.
    enrol(i > 20 && one_in(8) ? any(members).person : new_person());
  }
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<RoleWord>>([&](auto word) {
    for (int i = 0; i < officers_a_word; ++i) appoint(word.value, {}, false);
  });
  for (std::size_t i = 0; i < members.size(); i += 2) ask(members[i]);
  sign_in();
}

void World::plant() {
  unions = {hall.city, hall.qindu, hall.weicheng, hall.renminlu, hall.riverside};
  parents = {-1, 0, 0, 1, 3};
  std::vector<int> children(unions_in_all, 10);
  while (static_cast<int>(unions.size()) < unions_in_all) {
    const auto parent = somewhere();
    if (unions[static_cast<std::size_t>(parent)].path.size() >= 9 * orgs::path_width) continue;
    const auto number = children[static_cast<std::size_t>(parent)]++;
    unions.push_back(hall.add_union(unions[static_cast<std::size_t>(parent)], number, fmt::format("第{}工会", unions.size())));
    parents.push_back(parent);
  }
}

PersonId World::new_person() {
  const auto id = hall.hall().ids.next<Person>();
  const auto number = hall.hall().keys.seal("61999919900101001X", {"people", "id_sealed", id.value});
  people::SearchRows words;
  words.add_name(id, name_of(++named_));
  words.sort();
  hall.db().write([&](db::Session& db) {
    db.exec(R"sql(
        INSERT INTO people (id, region, name, name_key, sex, birth_month, id_type, id_sealed, source_id, created_at_ms, updated_at_ms)
        VALUES (:id, 1, :name, :key, 'female', 199001, 'resident_id', :number, :source, :now, :now))sql",
            id, name_of(named_), name_of(named_), number, source_, hall.clock.now());
    people::add_search_rows(db, words);
  });
  return id;
}

void World::enrol(PersonId person) {
  Member one{.id = hall.hall().ids.next<unionhall::Member>(), .person = person, .org = somewhere(), .since = hall.clock.now()};
  one.looked_at = one.org;
  one.status = any(statuses);
  // What is hidden is held outside the org that must not know; that org may come above it later.
  if (const int secret = somewhere(); one_in(5) && !below(one.org, secret)) one.hidden_from = secret;
  hall.db().write([&](db::Session& db) {
    one.name = *db.first<std::string>("SELECT name FROM people WHERE id = :id", person);
    if (members::alive(one.status) && !members::living(db, {person}).empty()) one.status = members::Status::transferred_out;
    const unionhall::members::Member row{.id = one.id,
                                         .person = person,
                                         .org = unions[static_cast<std::size_t>(one.org)].id,
                                         .name_key = one.name,
                                         .status = one.status,
                                         .category = {},
                                         .joined_on = "2026-07-01",
                                         .changed_on = "2026-07-01",
                                         .change_kind = "joined",
                                         .change_cause = {},
                                         .verified_method = {},
                                         .verified_at = {},
                                         .source = source_};
    members::add(db, {row}, region, hall.clock.now());
    figures::Deltas deltas;
    members::count(deltas, row, people::Sex::female, 199001, 1);
    figures::record(db, hall.hall(), deltas);
    if (one.hidden_from) members::hide(db, one.id, unions[static_cast<std::size_t>(*one.hidden_from)].id, hall.clock.now());
    // Whoever is opened stands in the audit under the union of the membership.
    db.exec(R"sql(
        INSERT INTO audit_events (id, region, at_ms, what, subject_kind, subject_id, org_id, detail, request)
        VALUES (:id, 1, :now, 'look', 'member', :member, :org, '', ''))sql",
            hall.hall().ids.next<struct AuditEvent>(), hall.clock.now(), one.id, row.org);
  });
  members.push_back(one);
}

void World::appoint(RoleWord word, AccountId account, bool lent) {
  Officer officer{.account = account, .person = {}, .role = roles.size(), .on_duty = !one_in(15), .actor = {}};
  Role role{.id = hall.hall().ids.next<access::RoleTag>(),
            .account = account,
            .word = word,
            .org = one_in(6) ? static_cast<int>(draw(3)) : somewhere(),
            .desk = std::string(any(desks)),
            .since = hall.clock.now(),
            .until = {},
            .ends_at = {},
            .by = hall.registrar.account,
            .lent_from = {}};
  if (lent) {
    const auto& from = any(roles);
    role.word = from.word, role.org = from.org, role.desk = from.desk, role.by = from.account, role.lent_from = from.id;
    role.ends_at = hall.clock.now() + std::chrono::hours{1 + draw(24 * 5)};
  }
  hall.db().write([&](db::Session& db) {
    if (!account) {
      role.account = officer.account = hall.hall().ids.next<Account>();
      // Some officers are members themselves.
      if (one_in(4)) officer.person = any(members).person;
      db.exec("INSERT INTO accounts (id, region, person_id, name, created_at_ms) VALUES (:id, 1, :person, :name, :now)", officer.account,
              officer.person ? std::optional(officer.person) : std::nullopt, name_of(++named_), hall.clock.now());
    } else {
      officer.person =
          db.first<PersonId>("SELECT person_id FROM accounts WHERE id = :id AND person_id IS NOT NULL", account).value_or(PersonId{});
    }
    db.exec(R"sql(
        INSERT INTO roles (id, region, account_id, word, org_id, desk, since_ms, granted_by, lent_from, ends_at_ms)
        VALUES (:id, 1, :account, :word, :org, :desk, :since, :by, :from, :ends) ON CONFLICT DO NOTHING)sql",
            role.id, role.account, role.word, unions[static_cast<std::size_t>(role.org)].id, role.desk, role.since, role.by,
            role.lent_from ? std::optional(role.lent_from) : std::nullopt, role.ends_at);
    // She may hold the like of it already.
    if (!db.first<std::int64_t>("SELECT 1 FROM roles WHERE id = :id", role.id)) role.until = role.since;
  });
  roles.push_back(role);
  officers.push_back(officer);
}

void World::ask(Member& about) {
  const auto id = hall.hall().ids.next<cases::CaseTag>();
  cases::Filing filing{.org = unions[static_cast<std::size_t>(about.org)].id, .subject = about.name, .person = about.person};
  if (about.hidden_from) filing.hide(unions[static_cast<std::size_t>(*about.hidden_from)].id);
  const cases::By by{.party = cases::Party::applicant, .account = any(officers).account};
  const auto filed =
      hall.db().write([&](db::Session& db) { return cases::file(db, hall.hall(), id, "joining", filing, by, hall.clock.now()); });
  if (filed) about.asked = id;
}

void World::move_one() {
  const auto org = 1 + draw(unions.size() - 1);
  const int to = somewhere();
  const auto moved = hall.db().write([&](db::Session& db) {
    return orgs::move(db, hall.hall(), unions[org].id, unions[static_cast<std::size_t>(to)].id, hall.clock.now());
  });
  if (moved) parents[org] = to;
}

void World::find_again() {
  std::map<OrgId, int> places;
  for (std::size_t i = 0; i < unions.size(); ++i) places[unions[i].id] = static_cast<int>(i);
  hall.db().read([&](db::Session& db) {
    for (auto& one : members) one.org = places.at(unionhall::members::find(db, one.id)->org);
  });
}

void World::go_on() {
  hall.advance(std::chrono::hours{30});
  for (int i = 0; i < 12; ++i) move_one();
  find_again();
  for (int i = 0; i < 12; ++i) {
    auto& role = roles[draw(roles.size())];
    if (!lives(role)) continue;
    role.until = hall.clock.now();
    hall.db().write([&](db::Session& db) { db.exec("UPDATE roles SET until_ms = :now WHERE id = :id", hall.clock.now(), role.id); });
  }
  for (int i = 0; i < 8; ++i) appoint(any(roles).word, any(officers).account, false);
  for (int i = 0; i < 12; ++i) appoint({}, any(officers).account, true);
  for (int i = 0; i < 10; ++i) enrol(any(members).person);
  for (int i = 0; i < 8; ++i) {
    const auto& about = any(members);
    if (!about.asked) continue;
    const auto to = unions[draw(unions.size())].id;
    (void)hall.db().write([&](db::Session& db) -> Result<cases::CaseId, Problem> {
      const auto one = *cases::find(db, *about.asked);
      return cases::hand_over(db, hall.hall(), one, cases::tasks_of(db, one.id).front(), to, "", "", {.party = cases::Party::addressed},
                              hall.clock.now());
    });
  }
  sign_in();
}

void World::sign_in() {
  const auto now = hall.clock.now();
  std::vector<std::string> tokens;
  hall.db().write([&](db::Session& db) {
    tokens.clear();
    db.exec("DELETE FROM sessions");
    for (const auto& officer : officers) {
      const auto id = hall.hall().ids.next<access::SessionTag>();
      tokens.push_back("token-" + id.text());
      const auto role = officer.on_duty ? std::optional(roles[officer.role].id) : std::nullopt;
      db.exec(R"sql(
          INSERT INTO sessions (id, region, token_digest, account_id, means, signed_in_at_ms, last_seen_ms, expires_at_ms,
                                officer_role_id, officer_until_ms)
          VALUES (:id, 1, :digest, :account, 'bearer', :now, :now, :expires, :role, :until))sql",
              id, accounts::digest_of_token(tokens.back()), officer.account, now, now + 24h, role, now + 8h);
    }
  });
  const auto authenticate = accounts::authenticator(hall.hall());
  for (std::size_t i = 0; i < officers.size(); ++i) {
    http::Request request;
    request.headers["authorization"] = "Bearer " + tokens[i];
    authenticate(request);
    const auto principal = std::static_pointer_cast<const Principal>(request.principal);
    officers[i].actor = std::static_pointer_cast<const access::Actor>(principal);
  }
}

}  // namespace unionhall::test
