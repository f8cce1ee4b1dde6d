#include "hall/accounts/administration.h"
#include "hall/accounts/store.h"
#include "hall/orgs/orgs.h"

namespace unionhall::accounts {

Reached reach_of(const access::Actor& actor) {
  const auto& path = actor.in_force->org_path;
  return {.path = path, .all = path.size() == orgs::path_width};
}

namespace store {
namespace {

// An account `a` of somebody who works below :path, and nowhere else.
const std::string within_reach = R"sql(
    (:all = 1 OR (EXISTS (SELECT 1 FROM roles r WHERE r.account_id = a.id AND )sql" +
                                 role_in_force + R"sql()
                  AND NOT EXISTS (SELECT 1 FROM roles r JOIN orgs o ON o.id = r.org_id
                                   WHERE r.account_id = a.id AND (o.path < :path OR o.path >= :end) AND )sql" +
                                 role_in_force + ")))";

constexpr std::string_view latest_phone_of = R"sql(
    LEFT JOIN account_phones p
           ON p.id = (SELECT MAX(latest.id) FROM account_phones latest WHERE latest.account_id = a.id AND latest.until_ms IS NULL))sql";

}  // namespace

bool within(db::Session& db, const Reached& reach, AccountId account, Instant now) {
  return db
      .first<std::int64_t>("SELECT 1 FROM accounts a WHERE a.id = :account AND " + within_reach, account, reach.all, now, reach.path,
                           orgs::end_of_subtree(reach.path))
      .has_value();
}

std::vector<LockedOut> locked_out(db::Session& db, const Reached& reach, Instant now) {
  return db.all<LockedOut>(R"sql(
      SELECT a.id, a.name, l.failures, l.shut_until_ms, p.id, p.phone_sealed
        FROM lockouts l JOIN accounts a ON a.id = l.account_id)sql" +
                               std::string(latest_phone_of) + " WHERE l.shut_until_ms > :now AND " + within_reach +
                               " ORDER BY l.shut_until_ms DESC, a.id LIMIT 100",
                           now, reach.all, reach.path, orgs::end_of_subtree(reach.path));
}

std::vector<AccountLine> find_accounts(db::Session& db, const Reached& reach, std::string_view name,
                                       const std::vector<std::string>& digests, Instant now) {
  // Each way in has an index of its own.
  const std::string by_name = "SELECT named.id FROM accounts named WHERE named.name = :name";
  const std::string by_phone = "SELECT had.account_id FROM account_phones had WHERE had.digest = ANY_OF(:digests) AND had.until_ms IS NULL";
  const auto meant = name.empty()      ? "a.id IN (" + by_phone + ")"
                     : digests.empty() ? "a.id IN (" + by_name + ")"
                                       : "a.id IN (" + by_name + ") AND a.id IN (" + by_phone + ")";
  const auto sql = R"sql(
      SELECT a.id, a.name, CASE WHEN a.state = 'suspended' THEN 1 ELSE 0 END,
             CASE WHEN EXISTS (SELECT 1 FROM second_factors f WHERE f.account_id = a.id) THEN 1 ELSE 0 END, a.created_at_ms,
             (SELECT COUNT(*) FROM sessions s WHERE s.account_id = a.id AND s.expires_at_ms > :now),
             (SELECT MAX(s.last_seen_ms) FROM sessions s WHERE s.account_id = a.id), p.id, p.phone_sealed
        FROM accounts a)sql" +
                   std::string(latest_phone_of) + " WHERE a.state <> 'closed' AND " + meant + " AND " + within_reach +
                   " ORDER BY a.id LIMIT 50";
  const auto end = orgs::end_of_subtree(reach.path);
  if (name.empty()) return db.all<AccountLine>(sql, now, db::Words{digests}, reach.all, reach.path, end);
  if (digests.empty()) return db.all<AccountLine>(sql, now, name, reach.all, reach.path, end);
  return db.all<AccountLine>(sql, now, name, db::Words{digests}, reach.all, reach.path, end);
}

bool administers(db::Session& db, AccountId account, Instant now) {
  const auto roles = roles_of(db, account, now);
  return std::ranges::any_of(roles, [](const auto& role) { return access::administers(role.word); });
}

bool suspend(db::Session& db, AccountId account) {
  if (db.exec("UPDATE accounts SET state = 'suspended' WHERE id = :id AND state = 'active'", account) != 1) return false;
  db.exec("DELETE FROM sessions WHERE account_id = :account", account);
  return true;
}

bool reopen(db::Session& db, AccountId account) {
  return db.exec("UPDATE accounts SET state = 'active' WHERE id = :id AND state = 'suspended'", account) == 1;
}

}  // namespace store
}  // namespace unionhall::accounts
