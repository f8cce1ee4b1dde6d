// Codes, accounts, phones, sessions and desks. What proves an officer is in proof_store.cpp, roles are in roles_store.cpp.
#include "hall/accounts/store.h"

#include <algorithm>

#include "hall/people/people.h"

namespace unionhall::accounts {

std::int64_t forget_old(db::Session& db, Instant now) {
  const auto before = now - std::chrono::days(1);
  const auto codes = db.exec(R"sql(
      DELETE FROM sign_in_codes
       WHERE phone_digest IN (SELECT phone_digest FROM sign_in_codes WHERE expires_at_ms < :before LIMIT 500))sql",
                             before);
  const auto lockouts = db.exec(R"sql(
      DELETE FROM lockouts
       WHERE account_id IN (SELECT account_id FROM lockouts WHERE first_at_ms < :before AND COALESCE(shut_until_ms, 0) < :before LIMIT 500))sql",
                                before);
  return codes + lockouts +
         db.exec(R"sql(
      DELETE FROM sessions
       WHERE id IN (SELECT id FROM sessions WHERE expires_at_ms < :before ORDER BY expires_at_ms LIMIT 500))sql",
                 before);
}

std::map<AccountId, std::string> names(db::Session& db, const std::vector<AccountId>& accounts) {
  std::map<AccountId, std::string> found;
  for (auto& row : db.all<Choice>("SELECT id, name FROM accounts WHERE id = ANY_OF(:ids) LIMIT 500", accounts)) {
    found.emplace(row.account, std::move(row.name));
  }
  return found;
}

namespace store {

// ── Codes ──

void put_code(db::Session& db, std::string_view phone_digest, std::string_view mac, Instant expires_at) {
  db.exec(R"sql(
      INSERT INTO sign_in_codes (phone_digest, code_mac, expires_at_ms) VALUES (:phone, :mac, :expires)
          ON CONFLICT (phone_digest)
          DO UPDATE SET code_mac = excluded.code_mac, expires_at_ms = excluded.expires_at_ms, tries = 0, used = 0)sql",
          phone_digest, mac, expires_at);
}

std::optional<Code> code(db::Session& db, std::string_view phone_digest) {
  return db.first<Code>("SELECT code_mac, expires_at_ms, tries, used FROM sign_in_codes WHERE phone_digest = :phone", phone_digest);
}

void count_try(db::Session& db, std::string_view phone_digest, int by) {
  db.exec("UPDATE sign_in_codes SET tries = tries + :by WHERE phone_digest = :phone", by, phone_digest);
}

void use_code(db::Session& db, std::string_view phone_digest) {
  db.exec("UPDATE sign_in_codes SET used = 1 WHERE phone_digest = :phone", phone_digest);
}

// ── Accounts and their phones ──

void add_account(db::Session& db, std::int64_t region, AccountId id, std::string_view name, PersonId person, Instant now) {
  db.exec(R"sql(
      INSERT INTO accounts (id, region, person_id, name, created_at_ms) VALUES (:id, :region, :person, :name, :now))sql",
          id, region, person ? std::optional(person) : std::nullopt, name, now);
}

void name_account(db::Session& db, AccountId id, std::string_view name) {
  db.exec("UPDATE accounts SET name = :name WHERE id = :id", name, id);
}

bool set_person(db::Session& db, AccountId id, PersonId person, std::string_view name) {
  return db.exec(R"sql(
      UPDATE accounts SET person_id = COALESCE(person_id, :person), name = CASE WHEN name = '' THEN :name ELSE name END
       WHERE id = :id
         AND (person_id IS NULL OR COALESCE((SELECT into_id FROM merged_people WHERE person_id = accounts.person_id), person_id) = :standing))sql",
                 person, name, id, people::standing(db, person)) == 1;
}

std::vector<AccountId> of_people(db::Session& db, const std::vector<PersonId>& people) {
  return db.all<AccountId>("SELECT id FROM accounts WHERE person_id = ANY_OF(:people) AND state = 'active' ORDER BY id LIMIT 100", people);
}

void add_phone(db::Session& db, std::int64_t region, const NewPhone& phone, Instant now) {
  db.exec(R"sql(
      INSERT INTO account_phones (id, region, account_id, key_no, digest, phone_sealed, since_ms)
      VALUES (:id, :region, :account, :key_no, :digest, :sealed, :now))sql",
          phone.id, region, phone.account, phone.key_no, phone.digest, phone.sealed, now);
}

std::vector<Holder> holders(db::Session& db, const std::vector<std::string>& digests) {
  return db.all<Holder>(R"sql(
      SELECT p.id, p.account_id, a.name, p.proved_at_ms, CASE WHEN p.until_ms IS NULL THEN 0 ELSE 1 END AS ended
        FROM account_phones p JOIN accounts a ON a.id = p.account_id
       WHERE p.digest = ANY_OF(:digests) AND a.state = 'active'
       ORDER BY ended, p.id LIMIT 100)sql",
                        db::Words{digests});
}

bool has_suspended_account(db::Session& db, const std::vector<std::string>& digests, Instant proved_since) {
  return db
      .first<std::int64_t>(R"sql(
      SELECT 1 FROM account_phones p JOIN accounts a ON a.id = p.account_id
       WHERE p.digest = ANY_OF(:digests) AND p.until_ms IS NULL AND a.state = 'suspended'
         AND (p.proved_at_ms IS NULL OR p.proved_at_ms > :since) LIMIT 1)sql",
                           db::Words{digests}, proved_since)
      .has_value();
}

void prove_phone(db::Session& db, std::int64_t phone, Instant now) {
  db.exec("UPDATE account_phones SET proved_at_ms = :now WHERE id = :id", now, phone);
}

void end_phone(db::Session& db, std::int64_t phone, Instant now) {
  db.exec("UPDATE account_phones SET until_ms = :now WHERE id = :id AND until_ms IS NULL", now, phone);
}

std::optional<Self> self(db::Session& db, AccountId id) {
  return db.first<Self>(R"sql(
      SELECT a.name, a.language, CASE WHEN f.account_id IS NULL THEN 0 ELSE 1 END, COALESCE(f.waits, 0), p.id, p.phone_sealed
        FROM accounts a
        LEFT JOIN second_factors f ON f.account_id = a.id
        LEFT JOIN account_phones p ON p.account_id = a.id AND p.until_ms IS NULL
       WHERE a.id = :id
       ORDER BY p.id DESC LIMIT 1)sql",
                        id);
}

std::vector<OwnPhone> phones_of(db::Session& db, AccountId account) {
  return db.all<OwnPhone>(
      "SELECT id, phone_sealed, since_ms, proved_at_ms, until_ms FROM account_phones WHERE account_id = :account "
      "ORDER BY id DESC LIMIT 100",
      account);
}

std::optional<LatestPhone> latest_phone(db::Session& db, AccountId id) {
  return db.first<LatestPhone>(R"sql(
      SELECT a.language, p.id, p.phone_sealed, p.proved_at_ms
        FROM accounts a
        LEFT JOIN account_phones p ON p.account_id = a.id AND p.until_ms IS NULL
       WHERE a.id = :id AND a.state = 'active'
       ORDER BY p.id DESC LIMIT 1)sql",
                               id);
}

void set_language(db::Session& db, AccountId id, std::string_view language) {
  db.exec("UPDATE accounts SET language = :language WHERE id = :id", language, id);
}

// ── Sessions ──

void add_session(db::Session& db, std::int64_t region, const NewSession& session, Instant now) {
  db.exec(R"sql(
      INSERT INTO sessions (id, region, token_digest, account_id, means, device, signed_in_at_ms, last_seen_ms, expires_at_ms)
      VALUES (:id, :region, :token, :account, :means, :device, :now, :now, :expires))sql",
          session.id, region, session.token_digest, session.account, session.means, session.device, now, now + session_good_for);
}

std::vector<Found> find_session(db::Session& db, std::string_view token_digest, Instant now) {
  return db.all<Found>(R"sql(
      SELECT s.id, s.account_id, COALESCE(l.into_id, a.person_id), s.expires_at_ms, s.last_seen_ms, s.officer_role_id, s.officer_until_ms,
             r.id, r.word, r.org_id, o.path, r.desk, r.ends_at_ms
        FROM sessions s
        JOIN accounts a ON a.id = s.account_id AND a.state = 'active'
        LEFT JOIN merged_people l ON l.person_id = a.person_id
        LEFT JOIN roles r ON r.account_id = s.account_id AND r.until_ms IS NULL AND (r.ends_at_ms IS NULL OR r.ends_at_ms > :now)
        LEFT JOIN orgs o ON o.id = r.org_id
       WHERE s.token_digest = :token
       LIMIT 100)sql",
                       now, token_digest);
}

void see_session(db::Session& db, access::SessionId id, Instant now, std::chrono::minutes idle_max) {
  db.exec(R"sql(
      UPDATE sessions
         SET last_seen_ms = :now,
             officer_role_id = CASE WHEN last_seen_ms > :idle_since THEN officer_role_id END,
             officer_until_ms = CASE WHEN last_seen_ms > :idle_since THEN officer_until_ms END,
             officer_ended = CASE WHEN last_seen_ms > :idle_since THEN officer_ended ELSE '' END
       WHERE id = :id AND last_seen_ms < :now)sql",
          now, now - idle_max, id);
}

std::vector<Listed> sessions(db::Session& db, AccountId account, Instant now) {
  return db.all<Listed>(R"sql(
      SELECT id, means, device, signed_in_at_ms, last_seen_ms, officer_until_ms
        FROM sessions WHERE account_id = :account AND expires_at_ms > :now
       ORDER BY last_seen_ms DESC, id DESC LIMIT 100)sql",
                        account, now);
}

bool end_session(db::Session& db, AccountId account, access::SessionId id) {
  return db.exec("DELETE FROM sessions WHERE id = :id AND account_id = :account", id, account) == 1;
}

std::int64_t end_other_sessions(db::Session& db, AccountId account, access::SessionId but_not) {
  return db.exec("DELETE FROM sessions WHERE account_id = :account AND id <> :this", account, but_not);
}

// ── Desks ──

namespace {

struct Desk {
  access::SessionId id;
  access::RoleId role;
};
BOOST_DESCRIBE_STRUCT(Desk, (), (id, role))

}  // namespace

void put_in_force(db::Session& db, access::SessionId session, const InForce& desk, Instant now) {
  db.exec(R"sql(
      UPDATE sessions SET officer_role_id = :role, officer_until_ms = :until, officer_recovered = :recovered, last_seen_ms = :now,
                          officer_ended = ''
       WHERE id = :id)sql",
          desk.role, desk.until, desk.recovered, now, session);
}

void replace_token(db::Session& db, access::SessionId session, std::string_view token_digest) {
  db.exec("UPDATE sessions SET token_digest = :token WHERE id = :id", token_digest, session);
}

bool put_out_of_force(db::Session& db, access::SessionId session) {
  return db.exec("UPDATE sessions SET officer_role_id = NULL, officer_until_ms = NULL WHERE id = :id AND officer_role_id IS NOT NULL",
                 session) == 1;
}

void leave_other_desks(db::Session& db, AccountId account, access::SessionId but_not) {
  db.exec("UPDATE sessions SET officer_role_id = NULL, officer_until_ms = NULL WHERE account_id = :account AND id <> :but_not", account,
          but_not);
}

std::vector<access::RoleId> leave_older_desks(db::Session& db, AccountId account, access::SessionId here, int most, Instant now,
                                              std::chrono::minutes idle_max) {
  const auto older = db.all<Desk>(R"sql(
      SELECT id, officer_role_id FROM sessions
       WHERE account_id = :account AND id <> :here AND officer_until_ms > :now AND last_seen_ms > :idle_since
       ORDER BY officer_until_ms DESC, id DESC LIMIT 1000)sql",
                                  account, here, now, now - idle_max);
  std::vector<access::RoleId> left;
  for (auto desk = std::ranges::next(older.begin(), most, older.end()); desk != older.end(); ++desk) {
    db.exec("UPDATE sessions SET officer_role_id = NULL, officer_until_ms = NULL, officer_ended = 'elsewhere' WHERE id = :id", desk->id);
    left.push_back(desk->role);
  }
  return left;
}

bool is_recovered_desk(db::Session& db, access::SessionId session, Instant now) {
  return db
      .first<std::int64_t>(
          "SELECT 1 FROM sessions WHERE id = :id AND officer_recovered = 1 AND officer_role_id IS NOT NULL AND officer_until_ms > :now",
          session, now)
      .has_value();
}

}  // namespace store

}  // namespace unionhall::accounts
