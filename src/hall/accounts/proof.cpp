#include "hall/accounts/proof.h"

#include "base/short_code.h"
#include "hall/accounts/sign_in.h"
#include "hall/accounts/store.h"

namespace unionhall::accounts {
namespace {

constexpr int recovery_code_signs = 8;

struct Counted {
  bool shut = false;
  std::int64_t left = 0;
  int retry_after_s = 0;
};

int seconds_until(Instant then, Instant now) { return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(then - now).count()); }

Counted count_try(db::Session& db, const OfficerSecurity& rules, AccountId account, Instant now) {
  auto lockout = store::lockout(db, account).value_or(store::Lockout{.failures = 0, .first_at = now, .shut_until = {}});
  if (lockout.shut_until && now < *lockout.shut_until) return {.shut = true, .retry_after_s = seconds_until(*lockout.shut_until, now)};
  if (lockout.shut_until || now - lockout.first_at >= rules.wrong_within) lockout = {.failures = 0, .first_at = now, .shut_until = {}};
  if (++lockout.failures >= rules.wrong_max) lockout.shut_until = now + rules.shut_for;
  store::put_lockout(db, account, lockout);
  return {.left = rules.wrong_max - lockout.failures,
          .retry_after_s = lockout.shut_until ? seconds_until(*lockout.shut_until, now) : 0};
}

std::string digest_of(const Hall& hall, AccountId account, std::string_view bare, int key_no) {
  return hall.keys.digest("recovery_code", account.text() + ":" + std::string(bare), key_no);
}

/// The kept digest that a typed code fits; empty when it fits none.
std::string fitting(const Hall& hall, AccountId account, std::string_view typed, const std::vector<store::RecoveryCode>& kept) {
  const auto bare = short_code::folded(typed);
  for (const auto& code : kept) {
    const int key_no = static_cast<int>(code.key_no);
    if (crypto::same(code.digest, digest_of(hall, account, bare, key_no))) return code.digest;
  }
  return {};
}

}  // namespace

Result<Proof, Denied> prove(Hall& hall, AccountId account, const Shown& shown) {
  const auto now = hall.clock.now();
  std::optional<std::string> password_hash;
  std::vector<store::RecoveryCode> codes;
  const auto factor = hall.db.snapshot([&](db::Session& db) {
    if (shown.password) password_hash = store::password_hash(db, account);
    if (!shown.recovery_code.empty()) codes = store::unused_recovery_codes(db, account);
    return store::second_factor(db, account);
  });
  if (!factor) return std::unexpected(Denied{.why = Denial::not_enrolled});

  const auto counted = hall.db.write([&](db::Session& db) { return count_try(db, hall.settings.officers, account, now); });
  if (counted.shut) return std::unexpected(Denied{.why = Denial::shut_out, .retry_after_s = counted.retry_after_s});
  const auto wrong = [&](Denial why) {
    // Whoever has no try left is told so at once.
    if (counted.left == 0) why = Denial::shut_out;
    return std::unexpected(Denied{.why = why, .tries_left = counted.left, .retry_after_s = counted.retry_after_s});
  };

  Proof proof{.account = account, .secret_sealed = factor->secret_sealed};
  if (shown.recovery_code.empty()) {
    const auto secret = hall.keys.open(factor->secret_sealed, secret_place(account));
    if (!secret) throw std::runtime_error("second_factors.secret_sealed does not open");
    const auto step = crypto::totp_step(*secret, shown.totp, std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count());
    if (!step) return wrong(Denial::totp_wrong);
    if (*step <= factor->last_step) return wrong(Denial::totp_used);
    proof.step = *step;
  } else {
    proof.recovery_digest = fitting(hall, account, shown.recovery_code, codes);
    if (proof.recovery_digest.empty()) return wrong(Denial::recovery_code_wrong);
  }
  if (password_hash && !crypto::password_fits(*shown.password, *password_hash)) return wrong(Denial::password_wrong);
  return proof;
}

Result<void, Denied> take(db::Session& db, Hall& hall, const Proof& proof) {
  const auto now = hall.clock.now();
  if (proof.recovery_digest.empty()) {
    if (!store::use_step(db, proof.account, proof.secret_sealed, proof.step)) return std::unexpected(Denied{.why = Denial::totp_used});
  } else if (!store::use_recovery_code(db, proof.account, proof.recovery_digest, now)) {
    return std::unexpected(Denied{.why = Denial::recovery_code_wrong});
  }
  store::end_lockout(db, proof.account);
  return {};
}

void let_off(Hall& hall, AccountId account) {
  hall.db.write([&](db::Session& db) { store::end_lockout(db, account); });
}

RecoveryCodes draw_recovery_codes(const Hall& hall, AccountId account) {
  RecoveryCodes codes{.shown = {}, .digests = {}, .key_no = hall.keys.newest()};
  for (int i = 0; i < recovery_codes_given; ++i) {
    const auto bare = crypto::random_code(recovery_code_signs);
    codes.shown.push_back(short_code::in_fours(bare));
    codes.digests.push_back(digest_of(hall, account, bare, codes.key_no));
  }
  return codes;
}

Problem problem_for(const Denied& denied) {
  const TextParams tries{{"left", std::to_string(denied.tries_left)}};
  switch (denied.why) {
    case Denial::not_enrolled:
      return {403, "accounts.not_enrolled"};
    case Denial::shut_out:
      return {429,
              "accounts.shut_out",
              {{"minutes", std::to_string((denied.retry_after_s + 59) / 60)}},
              {},
              denied.retry_after_s};
    case Denial::totp_wrong:
      return {422, "accounts.totp_wrong", tries, {{"/totp", "totp_wrong", tries}}};
    case Denial::totp_used:
      return {422, "accounts.totp_used", {}, {{"/totp", "totp_used"}}};
    case Denial::recovery_code_wrong:
      return {422, "accounts.recovery_code_wrong", tries, {{"/recovery_code", "recovery_code_wrong", tries}}};
    case Denial::password_wrong:
      return {422, "accounts.password_wrong", tries, {{"/password", "password_wrong", tries}}};
  }
  std::unreachable();
}

}  // namespace unionhall::accounts
