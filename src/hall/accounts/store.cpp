// Codes, accounts, phones, sessions and the second factor. Roles are in roles_store.cpp.
#include "hall/accounts/store.h"

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
  return codes + lockouts + db.exec(R"sql(
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
             officer_until_ms = CASE WHEN last_seen_ms > :idle_since THEN officer_until_ms END
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

// ── The second factor ──

std::optional<SecondFactor> second_factor(db::Session& db, AccountId account) {
  return db.first<SecondFactor>("SELECT secret_sealed, last_step FROM second_factors WHERE account_id = :account", account);
}

void enrol(db::Session& db, AccountId account, std::string_view secret_sealed, Enrolment shown, Instant now, access::SessionId but_not) {
  db.exec(R"sql(
      INSERT INTO second_factors (account_id, secret_sealed, enrolled_at_ms, waits) VALUES (:account, :secret, :now, :waits)
          ON CONFLICT (account_id)
          DO UPDATE SET secret_sealed = excluded.secret_sealed, last_step = 0, enrolled_at_ms = excluded.enrolled_at_ms,
                        waits = excluded.waits, recovered_at_ms = NULL)sql",
          account, secret_sealed, now, shown == Enrolment::at_first_sign_in);
  db.exec("DELETE FROM recovery_codes WHERE account_id = :account", account);
  db.exec("UPDATE sessions SET officer_role_id = NULL, officer_until_ms = NULL WHERE account_id = :account AND id <> :but_not", account,
          but_not);
}

bool take_waiting(db::Session& db, AccountId account) {
  return db.exec("UPDATE second_factors SET waits = 0 WHERE account_id = :account AND waits = 1", account) == 1;
}

bool use_step(db::Session& db, AccountId account, std::string_view secret_sealed, std::int64_t step) {
  return db.exec(R"sql(
      UPDATE second_factors SET last_step = :step
       WHERE account_id = :account AND secret_sealed = :secret AND last_step < :step)sql",
                 step, account, secret_sealed) == 1;
}

void put_in_force(db::Session& db, access::SessionId session, access::RoleId role, Instant now, Instant until) {
  db.exec(R"sql(
      UPDATE sessions SET officer_role_id = :role, officer_until_ms = :until, last_seen_ms = :now, officer_ended = ''
       WHERE id = :id)sql",
          role, until, now, session);
}

void put_out_of_force(db::Session& db, access::SessionId session) {
  db.exec("UPDATE sessions SET officer_role_id = NULL, officer_until_ms = NULL WHERE id = :id", session);
}

void leave_older_desks(db::Session& db, AccountId account, access::SessionId here, int most, Instant now, std::chrono::minutes idle_max) {
  db.exec(R"sql(
      UPDATE sessions SET officer_role_id = NULL, officer_until_ms = NULL, officer_ended = 'elsewhere'
       WHERE account_id = :account AND id <> :here AND officer_until_ms > :now AND last_seen_ms > :idle_since
         AND id NOT IN (SELECT other.id FROM sessions other
                         WHERE other.account_id = :account AND other.id <> :here AND other.officer_until_ms > :now
                           AND other.last_seen_ms > :idle_since
                         ORDER BY other.officer_until_ms DESC, other.id DESC LIMIT :most))sql",
          account, here, now, now - idle_max, most);
}

// ── Recovery codes ──

std::vector<RecoveryCode> unused_recovery_codes(db::Session& db, AccountId account) {
  return db.all<RecoveryCode>("SELECT digest, key_no FROM recovery_codes WHERE account_id = :account AND used_at_ms IS NULL LIMIT 100",
                              account);
}

void put_recovery_codes(db::Session& db, AccountId account, const RecoveryCodes& codes) {
  db.exec("DELETE FROM recovery_codes WHERE account_id = :account", account);
  for (const auto& digest : codes.digests) {
    db.exec("INSERT INTO recovery_codes (account_id, digest, key_no) VALUES (:account, :digest, :key_no)", account, digest, codes.key_no);
  }
}

bool use_recovery_code(db::Session& db, AccountId account, std::string_view digest, Instant now) {
  const auto used = db.exec(
      "UPDATE recovery_codes SET used_at_ms = :now WHERE account_id = :account AND digest = :digest AND used_at_ms IS NULL", now, account,
      digest);
  if (used == 1) db.exec("UPDATE second_factors SET recovered_at_ms = :now WHERE account_id = :account", now, account);
  return used == 1;
}

// ── Passwords ──

namespace {

struct InForce {
  std::string hash;
  Instant set_at;
};
BOOST_DESCRIBE_STRUCT(InForce, (), (hash, set_at))

std::optional<InForce> password(db::Session& db, AccountId account) {
  return db.first<InForce>("SELECT hash, set_at_ms FROM passwords WHERE account_id = :account ORDER BY number DESC LIMIT 1", account);
}

}  // namespace

std::optional<std::string> password_hash(db::Session& db, AccountId account) {
  auto found = password(db, account);
  return found ? std::optional(std::move(found->hash)) : std::nullopt;
}

std::optional<Instant> password_set_at(db::Session& db, AccountId account) {
  const auto found = password(db, account);
  return found ? std::optional(found->set_at) : std::nullopt;
}

std::vector<std::string> password_hashes(db::Session& db, AccountId account) {
  return db.all<std::string>("SELECT hash FROM passwords WHERE account_id = :account ORDER BY number DESC LIMIT 100", account);
}

void set_password(db::Session& db, AccountId account, std::string_view hash, Instant now, int kept) {
  const auto number =
      1 + *db.first<std::int64_t>("SELECT COALESCE(MAX(number), 0) FROM passwords WHERE account_id = :account", account);
  db.exec("INSERT INTO passwords (account_id, number, hash, set_at_ms) VALUES (:account, :number, :hash, :now)", account, number, hash, now);
  db.exec("DELETE FROM passwords WHERE account_id = :account AND number <= :old", account, number - kept);
}

void drop_passwords(db::Session& db, AccountId account) { db.exec("DELETE FROM passwords WHERE account_id = :account", account); }

// ── Who is shut out ──

std::optional<Lockout> lockout(db::Session& db, AccountId account) {
  return db.first<Lockout>("SELECT failures, first_at_ms, shut_until_ms FROM lockouts WHERE account_id = :account", account);
}

void put_lockout(db::Session& db, AccountId account, const Lockout& lockout) {
  db.exec(R"sql(
      INSERT INTO lockouts (account_id, failures, first_at_ms, shut_until_ms) VALUES (:account, :failures, :first, :until)
          ON CONFLICT (account_id)
          DO UPDATE SET failures = excluded.failures, first_at_ms = excluded.first_at_ms, shut_until_ms = excluded.shut_until_ms)sql",
          account, lockout.failures, lockout.first_at, lockout.shut_until);
}

bool end_lockout(db::Session& db, AccountId account) {
  return db.exec("DELETE FROM lockouts WHERE account_id = :account", account) == 1;
}

Safety safety(db::Session& db, AccountId account, access::SessionId session) {
  return db
      .first<Safety>(R"sql(
      SELECT (SELECT MAX(w.set_at_ms) FROM passwords w WHERE w.account_id = a.id),
             (SELECT COUNT(*) FROM recovery_codes c WHERE c.account_id = a.id AND c.used_at_ms IS NULL),
             CASE WHEN f.recovered_at_ms IS NULL THEN 0 ELSE 1 END,
             COALESCE((SELECT s.officer_ended FROM sessions s WHERE s.id = :session), '')
        FROM accounts a LEFT JOIN second_factors f ON f.account_id = a.id
       WHERE a.id = :account)sql",
                     session, account)
      .value_or(Safety{});
}

}  // namespace store

}  // namespace unionhall::accounts
