#include "hall/accounts/proof.h"

#include "base/short_code.h"
#include "crypto/rotation.h"
#include "hall/access/rates.h"
#include "hall/accounts/officers_api.h"
#include "hall/accounts/proving.h"
#include "hall/accounts/sign_in.h"
#include "hall/accounts/store.h"

namespace unionhall::accounts {
namespace {

constexpr access::Rate refusals_kept{20, 1h};

struct Counted {
  bool shut = false;
  std::int64_t left = 0;
  int retry_after_s = 0;
};

/// What the account has, and what became of the try.
struct Kept {
  std::optional<Denial> untried;  // nothing was tried, for this
  Counted counted = {};
  store::SecondFactor factor = {};
  std::optional<store::Password> password = {};
  std::vector<store::RecoveryCode> codes = {};
};

int seconds_until(Instant then, Instant now) { return static_cast<int>(std::chrono::ceil<std::chrono::seconds>(then - now).count()); }

Counted count_try(db::Session& db, const OfficerSecurity& rules, AccountId account, Instant now) {
  auto lockout = store::lockout(db, account).value_or(store::Lockout{.failures = 0, .first_at = now, .shut_until = {}});
  if (lockout.shut_until && now < *lockout.shut_until) return {.shut = true, .retry_after_s = seconds_until(*lockout.shut_until, now)};
  if (lockout.shut_until || now - lockout.first_at >= rules.wrong_within) lockout = {.failures = 0, .first_at = now, .shut_until = {}};
  if (++lockout.failures >= rules.wrong_max) lockout.shut_until = now + rules.shut_for;
  store::put_lockout(db, account, lockout);
  return {.left = rules.wrong_max - lockout.failures, .retry_after_s = lockout.shut_until ? seconds_until(*lockout.shut_until, now) : 0};
}

/// Read where it is written, in one state with the try: a replica may not know yet that a password or a factor was replaced.
Kept read_and_count(db::Session& db, const Hall& hall, const access::Actor& actor, const Shown& shown, Needed needed) {
  const auto& rules = hall.settings.officers;
  const auto factor = store::second_factor(db, actor.account);
  if (!factor) return {.untried = Denial::not_enrolled};
  Kept kept{.untried = {}, .factor = *factor, .password = store::password(db, actor.account)};
  if (needed == Needed::desk && !kept.password && rules.passwords_required) return {.untried = Denial::password_missing};
  if (needed != Needed::second_factor && kept.password && !shown.password) return {.untried = Denial::password_needed};
  if (!shown.recovery_code.empty()) kept.codes = store::unused_recovery_codes(db, actor.account);
  kept.counted = count_try(db, rules, actor.account, hall.clock.now());
  return kept;
}

std::string digest_of(AccountId account, std::string_view code) {
  return crypto::base64url(crypto::sm3("recovery_code:" + account.text() + ":" + std::string(code)));
}
/// As it was before codes were long enough to go without a key.
std::string keyed_digest_of(const Hall& hall, AccountId account, std::string_view code, int key_no) {
  return hall.keys.digest("recovery_code", account.text() + ":" + std::string(code), key_no);
}

/// The kept digest that a typed code fits; empty when it fits none. One whose key is gone fits nothing any more.
std::string fitting(const Hall& hall, AccountId account, std::string_view typed, const std::vector<store::RecoveryCode>& kept) {
  const auto code = short_code::folded(typed);
  for (const auto& one : kept) {
    const int key_no = static_cast<int>(one.key_no);
    if (key_no != store::no_key && !crypto::has(hall.keys, key_no)) continue;
    const auto digest = key_no == store::no_key ? digest_of(account, code) : keyed_digest_of(hall, account, code, key_no);
    if (crypto::same(one.digest, digest)) return one.digest;
  }
  return {};
}

/// What is wrong with the code; the step or the digest that is to be used up stands in `proof`.
std::optional<Denial> fault_of_code(const Hall& hall, const Shown& shown, const Kept& kept, Proof& proof) {
  if (shown.by_session) return std::nullopt;
  if (!shown.recovery_code.empty()) {
    proof.recovery_digest = fitting(hall, proof.account, shown.recovery_code, kept.codes);
    return proof.recovery_digest.empty() ? std::optional(Denial::recovery_code_wrong) : std::nullopt;
  }
  const auto secret = hall.keys.open(kept.factor.secret_sealed, secret_place(proof.account));
  if (!secret) throw std::runtime_error("second_factors.secret_sealed does not open");
  const auto now_s = std::chrono::floor<std::chrono::seconds>(hall.clock.now()).time_since_epoch().count();
  const auto step = crypto::totp_step(*secret, shown.totp, now_s);
  if (!step) return Denial::totp_wrong;
  if (*step <= kept.factor.last_step) return Denial::totp_used;
  proof.step = *step;
  return std::nullopt;
}

/// Who has shown everything begins anew; of who has not, this one try was none.
void forget_tries(db::Session& db, const Proof& proof) {
  if (proof.whole)
    store::end_lockout(db, proof.account);
  else
    store::uncount_try(db, proof.account);
}

}  // namespace

Result<Proof, Denied> prove(Hall& hall, const access::Actor& actor, const Shown& shown, Needed needed) {
  const auto kept = hall.db.write([&](db::Session& db) { return read_and_count(db, hall, actor, shown, needed); });
  if (kept.untried) return std::unexpected(Denied{.why = *kept.untried});
  const auto& counted = kept.counted;
  if (counted.shut) return std::unexpected(Denied{.why = Denial::shut_out, .retry_after_s = counted.retry_after_s});
  const auto wrong = [&](Denial why) {
    // Whoever has no try left is told so at once.
    const bool shuts = counted.left == 0;
    if (shuts) why = Denial::shut_out;
    return std::unexpected(Denied{.why = why, .tries_left = counted.left, .retry_after_s = counted.retry_after_s, .shuts = shuts});
  };

  Proof proof{.account = actor.account,
              .session = actor.session,
              .secret_sealed = kept.factor.secret_sealed,
              .by_session = shown.by_session,
              .whole = !shown.by_session && (!kept.password || shown.password),
              .tries_left = counted.left};
  if (kept.password) {
    proof.password_hash = kept.password->hash;
    proof.password_set_at = kept.password->set_at;
  }
  if (const auto fault = fault_of_code(hall, shown, kept, proof)) return wrong(*fault);
  if (kept.password && shown.password && !crypto::password_fits(*shown.password, kept.password->hash)) return wrong(Denial::password_wrong);
  return proof;
}

Result<void, Denied> take(db::Session& db, Hall& hall, const Proof& proof) {
  const auto now = hall.clock.now();
  const auto denied = [&](Denial why) { return std::unexpected(Denied{.why = why, .tries_left = proof.tries_left}); };
  const auto password = store::password(db, proof.account);
  if ((password ? std::optional(password->hash) : std::nullopt) != proof.password_hash) return denied(Denial::password_wrong);
  if (proof.by_session) {
    if (!store::is_recovered_desk(db, proof.session, now)) return denied(Denial::recovery_code_wrong);
  } else if (!proof.recovery_digest.empty()) {
    if (!store::use_recovery_code(db, proof.account, proof.recovery_digest, now)) return denied(Denial::recovery_code_wrong);
  } else if (!store::use_step(db, proof.account, proof.secret_sealed, proof.step)) {
    return denied(Denial::totp_used);
  }
  forget_tries(db, proof);
  return {};
}

void let_off(Hall& hall, const Proof& proof) {
  hall.db.write([&](db::Session& db) { forget_tries(db, proof); });
}

Result<void, Problem> with_proof(Hall& hall, const access::Actor& actor, const Shown& shown, Needed needed, std::string_view refused,
                                 std::string_view request, const std::function<void(db::Session&)>& act) {
  const auto done = [&]() -> Result<void, Denied> {
    const auto proof = prove(hall, actor, shown, needed);
    if (!proof) return std::unexpected(proof.error());
    return hall.db.write([&](db::Session& db) -> Result<void, Denied> {
      if (auto taken = take(db, hall, *proof); !taken) return taken;
      act(db);
      return {};
    });
  }();
  if (done) return {};
  if (is_news(done.error())) remember_refused(hall, actor, {.what = refused, .detail = db::word(done.error().why), .request = request});
  return std::unexpected(problem_for(done.error()));
}

void prove_again(Hall& hall, const access::Actor& actor, std::string_view totp, std::string_view request) {
  const auto proved = with_proof(hall, actor, {.totp = std::string(totp)}, Needed::second_factor, "prove_again_refused", request,
                                 [&](db::Session& db) { audit::record(db, hall, about_herself(db, actor, "prove_again", request)); });
  if (!proved) throw Refused(proved.error());
}

// ── On record ──

audit::Event about_herself(db::Session& db, const access::Actor& actor, std::string_view what, std::string_view request) {
  const auto highest = [&] {
    OrgId org;
    std::size_t shortest = std::string::npos;
    for (const auto& role : store::unended_roles_of(db, actor.account)) {
      if (role.org_path.size() < shortest) shortest = role.org_path.size(), org = role.org;
    }
    return org;
  };
  return {.actor = actor.account,
          .role = actor.in_force ? actor.in_force->id.value : 0,
          .what = what,
          .subject_kind = "account",
          .subject = actor.account.value,
          .org = actor.in_force ? actor.in_force->org : highest(),
          .request = request};
}

bool is_news(const Denied& denied) {
  switch (denied.why) {
    case Denial::not_enrolled:
    case Denial::password_needed:
      return false;
    case Denial::shut_out:
      return denied.shuts;
    case Denial::password_missing:
    case Denial::totp_wrong:
    case Denial::totp_used:
    case Denial::recovery_code_wrong:
    case Denial::password_wrong:
      return true;
  }
  std::unreachable();
}

void remember_refused(Hall& hall, const access::Actor& actor, const RefusedHer& refused) {
  hall.db.write([&](db::Session& db) {
    if (!access::spend(db, "refused:" + actor.account.text(), refusals_kept, hall.clock.now()).allowed) return;
    auto event = about_herself(db, actor, refused.what, refused.request);
    event.detail = refused.detail;
    if (refused.role) event.role = refused.role.value;
    if (refused.org) event.org = refused.org;
    audit::record(db, hall, event);
  });
}

// ── Recovery codes ──

RecoveryCodes draw_recovery_codes(AccountId account) {
  RecoveryCodes codes;
  for (int i = 0; i < recovery_codes_given; ++i) {
    codes.shown.push_back(crypto::random_code(recovery_code_signs));
    codes.digests.push_back(digest_of(account, codes.shown.back()));
  }
  return codes;
}

Problem problem_for(const Denied& denied) {
  const TextParams tries{{"left", std::to_string(denied.tries_left)}};
  switch (denied.why) {
    case Denial::not_enrolled:
      return {403, "accounts.not_enrolled"};
    case Denial::password_missing:
      return {403, "accounts.password_missing"};
    case Denial::password_needed:
      return {422, "accounts.password_needed", {}, {{"/password", "required"}}};
    case Denial::shut_out:
      return {429, "accounts.shut_out", {{"minutes", minutes_of(denied.retry_after_s)}}, {}, denied.retry_after_s};
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
