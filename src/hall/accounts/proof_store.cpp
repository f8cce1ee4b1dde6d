// What proves an officer: her second factor, recovery codes and password; and who is shut out.
#include "hall/accounts/store.h"

namespace unionhall::accounts::store {

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
  db.exec("UPDATE sessions SET officer_recovered = 0 WHERE account_id = :account", account);
  leave_other_desks(db, account, but_not);
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

// ── Recovery codes ──

std::vector<RecoveryCode> unused_recovery_codes(db::Session& db, AccountId account) {
  return db.all<RecoveryCode>("SELECT digest, key_no FROM recovery_codes WHERE account_id = :account AND used_at_ms IS NULL LIMIT 100",
                              account);
}

void put_recovery_codes(db::Session& db, AccountId account, const RecoveryCodes& codes) {
  db.exec("DELETE FROM recovery_codes WHERE account_id = :account", account);
  for (const auto& digest : codes.digests) {
    db.exec("INSERT INTO recovery_codes (account_id, digest, key_no) VALUES (:account, :digest, :key_no)", account, digest, no_key);
  }
}

bool use_recovery_code(db::Session& db, AccountId account, std::string_view digest, Instant now) {
  const auto used =
      db.exec("UPDATE recovery_codes SET used_at_ms = :now WHERE account_id = :account AND digest = :digest AND used_at_ms IS NULL", now,
              account, digest);
  if (used == 1) db.exec("UPDATE second_factors SET recovered_at_ms = :now WHERE account_id = :account", now, account);
  return used == 1;
}

// ── Passwords ──

std::optional<Password> password(db::Session& db, AccountId account) {
  return db.first<Password>("SELECT hash, set_at_ms FROM passwords WHERE account_id = :account ORDER BY number DESC LIMIT 1", account);
}

std::vector<std::string> password_hashes(db::Session& db, AccountId account) {
  return db.all<std::string>("SELECT hash FROM passwords WHERE account_id = :account ORDER BY number DESC LIMIT 100", account);
}

void set_password(db::Session& db, AccountId account, std::string_view hash, Instant now, int kept) {
  const auto number = 1 + *db.first<std::int64_t>("SELECT COALESCE(MAX(number), 0) FROM passwords WHERE account_id = :account", account);
  db.exec("INSERT INTO passwords (account_id, number, hash, set_at_ms) VALUES (:account, :number, :hash, :now)", account, number, hash,
          now);
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

void uncount_try(db::Session& db, AccountId account) {
  db.exec("UPDATE lockouts SET failures = failures - 1, shut_until_ms = NULL WHERE account_id = :account", account);
  db.exec("DELETE FROM lockouts WHERE account_id = :account AND failures <= 0", account);
}

bool end_lockout(db::Session& db, AccountId account) { return db.exec("DELETE FROM lockouts WHERE account_id = :account", account) == 1; }

Safety safety(db::Session& db, AccountId account, access::SessionId session) {
  return db
      .first<Safety>(R"sql(
      SELECT (SELECT MAX(w.set_at_ms) FROM passwords w WHERE w.account_id = a.id),
             (SELECT COUNT(*) FROM recovery_codes c WHERE c.account_id = a.id AND c.used_at_ms IS NULL),
             CASE WHEN f.recovered_at_ms IS NULL THEN 0 ELSE 1 END,
             COALESCE((SELECT s.officer_ended FROM sessions s WHERE s.id = :session), ''),
             COALESCE((SELECT s.officer_recovered FROM sessions s WHERE s.id = :session), 0)
        FROM accounts a LEFT JOIN second_factors f ON f.account_id = a.id
       WHERE a.id = :account)sql",
                     session, account)
      .value_or(Safety{});
}

}  // namespace unionhall::accounts::store
