#include "hall/accounts/store.h"
#include "hall/figures/figures.h"
#include "hall/orgs/orgs.h"
#include "hall/people/people.h"

namespace unionhall::accounts {
namespace {

struct Count {
  OrgId org;
  std::int64_t people = 0;
};
BOOST_DESCRIBE_STRUCT(Count, (), (org, people))

struct Above {
  Rung rung;
  std::optional<OrgId> parent;
};
BOOST_DESCRIBE_STRUCT(Above, (), (rung, parent))

db::Words working_words() {
  db::Words words;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<access::RoleWord>>([&](auto word) {
    if (access::works(word.value)) words.values.emplace_back(word.name);
  });
  return words;
}

/// The paths of a union and of all above it.
db::Words path_and_above(std::string_view path) {
  db::Words paths;
  for (auto size = orgs::path_width; size <= path.size(); size += orgs::path_width) paths.values.emplace_back(path.substr(0, size));
  return paths;
}

}  // namespace

void offer_figures() {
  figures::owned_by("officers", [](db::Session& db, const std::function<void(OrgId, std::string_view, std::int64_t)>& add) {
    db.each<Count>(R"sql(
        SELECT org_id, COUNT(DISTINCT account_id) FROM roles
         WHERE until_ms IS NULL AND word = ANY_OF(:words)
         GROUP BY org_id)sql",
                   [&](Count&& count) { add(count.org, "officers", count.people); }, working_words());
  });
}

std::vector<Officer> officers_at_or_above(db::Session& db, std::string_view org_path, AccountId but_not, int limit, Instant now) {
  return db.all<Officer>(R"sql(
      SELECT r.account_id, a.name, o.name
        FROM orgs o
        JOIN roles r ON r.org_id = o.id AND r.word IN ('officer', 'registrar', 'chair')
        JOIN accounts a ON a.id = r.account_id AND a.state = 'active'
       WHERE o.path = ANY_OF(:paths) AND r.account_id <> :but_not AND )sql" +
                             role_in_force + " ORDER BY o.path DESC, r.since_ms, r.id LIMIT :limit",
                         path_and_above(org_path), but_not, now, limit);
}

std::vector<Officer> officers_near(db::Session& db, std::string_view org_path, AccountId but_not, int limit, Instant now) {
  const auto length = static_cast<std::int64_t>(org_path.size());
  return db.all<Officer>(R"sql(
      SELECT r.account_id, MIN(a.name), MIN(o.name)
        FROM orgs o
        JOIN roles r ON r.org_id = o.id AND r.word = ANY_OF(:words)
        JOIN accounts a ON a.id = r.account_id AND a.state = 'active'
       WHERE (o.path = ANY_OF(:paths) OR (o.path >= :path AND o.path < :end AND length(o.path) <= :below)) AND r.account_id <> :but_not
         AND )sql" + role_in_force +
                             R"sql(
       GROUP BY r.account_id
       ORDER BY MIN(ABS(length(o.path) - :length)), MIN(r.since_ms), r.account_id LIMIT :limit)sql",
                         working_words(), path_and_above(org_path), org_path, orgs::end_of_subtree(org_path),
                         length + static_cast<std::int64_t>(orgs::path_width), but_not, now, length, limit);
}

std::vector<AccountId> officers_at(db::Session& db, OrgId org, std::string_view desk, int limit, Instant now) {
  return db.all<AccountId>(R"sql(
      SELECT DISTINCT r.account_id
        FROM roles r JOIN accounts a ON a.id = r.account_id AND a.state = 'active'
       WHERE r.org_id = :org AND r.word = ANY_OF(:words) AND r.desk IN ('', :desk)
         AND (r.word <> 'hotline_seat' OR :desk = 'hotline') AND )sql" +
                               role_in_force + " ORDER BY r.account_id LIMIT :limit",
                           org, working_words(), desk, now, limit);
}

std::vector<WorkingRole> working_roles_after(db::Session& db, AccountId after, int accounts_max, Instant now) {
  const auto words = working_words();
  const auto accounts = db.all<std::int64_t>(R"sql(
      SELECT DISTINCT r.account_id
        FROM roles r JOIN accounts a ON a.id = r.account_id AND a.state = 'active'
       WHERE r.account_id > :after AND r.word = ANY_OF(:words) AND )sql" +
                                                 role_in_force + " ORDER BY r.account_id LIMIT :limit",
                                             after, words, now, accounts_max);
  return db.all<WorkingRole>(R"sql(
      SELECT r.account_id, r.id, r.word, r.org_id, o.path, r.desk
        FROM roles r JOIN orgs o ON o.id = r.org_id
       WHERE r.account_id = ANY_OF(:accounts) AND r.word = ANY_OF(:words) AND )sql" +
                                 role_in_force + " ORDER BY r.account_id, r.id LIMIT 10000",
                             db::Numbers{accounts}, words, now);
}

namespace store {
namespace {

const std::string each = R"sql(
      SELECT r.id, r.account_id, r.word, r.desk, o.id, o.path, o.name, o.level, r.ends_at_ms
        FROM roles r JOIN orgs o ON o.id = r.org_id
       WHERE )sql";
const std::string unended = each + "r.until_ms IS NULL";
const std::string in_force = each + role_in_force;

}  // namespace

std::optional<RoleRow> role(db::Session& db, access::RoleId id) {
  return db.first<RoleRow>(unended + R"sql(
       AND r.id = :id)sql",
                           id);
}

std::vector<RoleRow> roles_of(db::Session& db, AccountId account, Instant now) {
  return db.all<RoleRow>(in_force + R"sql(
       AND r.account_id = :account
       ORDER BY o.path, r.id LIMIT 100)sql",
                         now, account);
}

std::vector<RoleRow> unended_roles_of(db::Session& db, AccountId account) {
  return db.all<RoleRow>(unended + R"sql(
       AND r.account_id = :account
       ORDER BY r.id LIMIT 100)sql",
                         account);
}

std::vector<RoleRow> roles_of_person(db::Session& db, AccountId account) {
  const auto person = db.first<std::optional<PersonId>>("SELECT person_id FROM accounts WHERE id = :id", account).value_or(std::nullopt);
  const auto people = person ? people::with_led(db, {people::standing(db, *person)}) : std::vector<PersonId>{};
  return db.all<RoleRow>(unended + R"sql(
       AND r.account_id IN (SELECT :account UNION SELECT other.id FROM accounts other WHERE other.person_id = ANY_OF(:people))
       ORDER BY r.id LIMIT 100)sql",
                         account, people);
}

std::vector<RoleRow> roles_of_people(db::Session& db, const std::vector<PersonId>& people) {
  return db.all<RoleRow>(unended + R"sql(
       AND r.account_id IN (SELECT a.id FROM accounts a WHERE a.person_id = ANY_OF(:people))
       ORDER BY r.id LIMIT 100)sql",
                         people);
}

bool add_role(db::Session& db, std::int64_t region, const NewRole& role, Instant now) {
  return db.exec(R"sql(
      INSERT INTO roles (id, region, account_id, word, org_id, desk, since_ms, granted_by, lent_from, ends_at_ms)
      VALUES (:id, :region, :account, :word, :org, :desk, :now, :by, :lent_from, :ends_at)
          ON CONFLICT DO NOTHING)sql",
                 role.id, region, role.account, role.word, role.org, role.desk, now, role.by ? std::optional(role.by) : std::nullopt,
                 role.lent_from, role.ends_at) == 1;
}

bool is_lent(db::Session& db, access::RoleId id) {
  return db.first<std::int64_t>("SELECT 1 FROM roles WHERE id = :id AND lent_from IS NOT NULL", id).has_value();
}

std::vector<RoleRow> lent_from(db::Session& db, access::RoleId id) {
  return db.all<RoleRow>(unended + R"sql(
       AND r.lent_from = :id
       ORDER BY r.id LIMIT 100)sql",
                         id);
}

bool end_role(db::Session& db, access::RoleId id, Instant now) {
  return db.exec("UPDATE roles SET until_ms = :now WHERE id = :id AND until_ms IS NULL", now, id) == 1;
}

std::vector<RoleRow> overdue_roles(db::Session& db, Instant now, int limit) {
  return db.all<RoleRow>(unended + R"sql(
       AND r.ends_at_ms <= :now AND r.ends_at_ms IS NOT NULL AND r.lent_from IS NULL
       ORDER BY r.id LIMIT :limit)sql",
                         now, limit);
}

std::vector<Line> officers(db::Session& db, const Asked& asked) {
  return db.all<Line>(R"sql(
      SELECT r.id, r.account_id, a.name, r.word, r.desk, o.id, o.name, r.since_ms, r.ends_at_ms,
             CASE WHEN f.account_id IS NULL THEN 0 ELSE 1 END, p.id, p.phone_sealed
        FROM orgs o
        JOIN roles r ON r.org_id = o.id
        JOIN accounts a ON a.id = r.account_id
        LEFT JOIN second_factors f ON f.account_id = r.account_id
        LEFT JOIN account_phones p
               ON p.id = (SELECT MAX(latest.id) FROM account_phones latest WHERE latest.account_id = r.account_id AND latest.until_ms IS NULL)
       WHERE o.path >= :path AND o.path < :end AND (:below = 1 OR o.path = :path)
         AND (:administrators = 1 OR r.word NOT IN ('system_administrator', 'security_administrator', 'audit_administrator'))
         AND (r.since_ms, r.id) > (:since, :after)
         AND )sql" + role_in_force +
                          " ORDER BY r.since_ms, r.id LIMIT :limit",
                      asked.org_path, orgs::end_of_subtree(asked.org_path), asked.below, asked.administrators, asked.after_since,
                      asked.after, asked.now, asked.limit);
}

std::vector<RoleRow> roles_at(db::Session& db, OrgId org, int limit) {
  return db.all<RoleRow>(unended + R"sql(
       AND r.org_id = :org
       ORDER BY r.id LIMIT :limit)sql",
                         org, limit);
}

std::vector<Held> roles_ever(db::Session& db, AccountId account) {
  return db.all<Held>(R"sql(
      SELECT r.id, r.word, r.desk, r.org_id, o.name, r.since_ms,
             CASE WHEN r.ends_at_ms < COALESCE(r.until_ms, r.ends_at_ms + 1) THEN r.ends_at_ms ELSE r.until_ms END,
             COALESCE(g.name, ''), CASE WHEN r.lent_from IS NULL THEN 0 ELSE 1 END
        FROM roles r JOIN orgs o ON o.id = r.org_id LEFT JOIN accounts g ON g.id = r.granted_by
       WHERE r.account_id = :account
       ORDER BY r.since_ms DESC, r.id DESC LIMIT 1000)sql",
                      account);
}

std::vector<Rung> way_up(db::Session& db, OrgId org, Instant at) {
  std::vector<Rung> way;
  std::optional<OrgId> next = org;
  // A union hangs where its next move found it, else where it hangs today.
  while (next) {
    auto one = db.first<Above>(R"sql(
        SELECT o.id, o.name, (SELECT max(m.at_ms) FROM org_moves m WHERE m.org_id = o.id AND m.at_ms <= :at),
               COALESCE((SELECT m.parent_from FROM org_moves m WHERE m.org_id = o.id AND m.at_ms > :at ORDER BY m.id LIMIT 1), o.parent_id)
          FROM orgs o WHERE o.id = :org)sql",
                               at, *next);
    if (!one) break;
    way.push_back(std::move(one->rung));
    next = one->parent;
  }
  return way;
}

std::optional<std::string> org_path(db::Session& db, OrgId id) {
  return db.first<std::string>("SELECT path FROM orgs WHERE id = :id AND state = 'active'", id);
}

}  // namespace store

}  // namespace unionhall::accounts
