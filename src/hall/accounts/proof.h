#pragma once
// How an officer proves herself beside the code by text (身份鉴别): by what her authenticator shows, or a recovery code
// (恢复码) in its place, and by her password where she has one. Private to this room.
//
// Wrong ones count together, whichever they are: the fifth within a quarter of an hour shuts her out for half an hour, or
// until the security administrator lifts it. A try is counted before anybody knows whether it is right, so that many guesses
// at once are no more than five; Argon2id runs outside any transaction. Only whoever has shown everything that the account has
// begins with five tries anew: by the second factor alone the guesses at a password are not forgotten.
#include "hall/accounts/accounts.h"
#include "hall/audit/audit.h"

namespace unionhall::accounts {

struct Shown {
  std::string totp;
  std::string recovery_code;            // in place of the authenticator's
  std::optional<std::string> password;  // nothing: none was typed
  bool by_session = false;              // in place of both codes: this desk was itself opened by a recovery code
};

/// What she is asked for.
enum class Needed {
  second_factor,  // that alone
  everything,     // also the password, of whoever has one
  desk,           // everything, and she must have a password where the hall requires it
};

enum class Denial { not_enrolled, password_missing, password_needed, shut_out, totp_wrong, totp_used, recovery_code_wrong, password_wrong };
BOOST_DESCRIBE_ENUM(Denial, not_enrolled, password_missing, password_needed, shut_out, totp_wrong, totp_used, recovery_code_wrong,
                    password_wrong)
struct Denied {
  Denial why = Denial::not_enrolled;
  std::int64_t tries_left = 0;
  int retry_after_s = 0;
  bool shuts = false;  // shut_out by this very try
};
Problem problem_for(const Denied& denied);

/// What was right, and is to be used up with what it is good for.
struct Proof {
  AccountId account;
  access::SessionId session;
  std::string secret_sealed;
  std::int64_t step = 0;
  std::string recovery_digest;  // empty: the authenticator's code
  bool by_session = false;
  std::optional<std::string> password_hash;  // in force when it was proved
  std::optional<Instant> password_set_at;
  bool whole = false;  // everything that the account has was shown
  std::int64_t tries_left = 0;
};
/// Counts the try and looks. Not inside a transaction.
Result<Proof, Denied> prove(Hall& hall, const access::Actor& actor, const Shown& shown, Needed needed);
/// Uses the code up, in the caller's transaction. Denied when somebody was faster, with the code or with another password.
Result<void, Denied> take(db::Session& db, Hall& hall, const Proof& proof);
/// It was right, and comes to nothing for another reason: the code stays good, and no try is counted.
void let_off(Hall& hall, const Proof& proof);

/// Does it in one transaction with the code that proves her. What was wrong instead is on record as `refused`.
Result<void, Problem> with_proof(Hall& hall, const access::Actor& actor, const Shown& shown, Needed needed, std::string_view refused,
                                 std::string_view request, const std::function<void(db::Session&)>& act);

/// An event about her own security: by herself, at the union of her role in force, else of her highest one.
audit::Event about_herself(db::Session& db, const access::Actor& actor, std::string_view what, std::string_view request);
/// That something was refused her, committed by itself; at most twenty an hour, since whoever is signed in can try as often as she
/// likes. Nothing where it tells nothing new: there is no second factor, nothing was tried, or she was shut out before.
struct RefusedHer {
  std::string_view what, detail, request;
  access::RoleId role = {};  // which she wanted, and its union; 0: the one in force
  OrgId org = {};
};
void remember_refused(Hall& hall, const access::Actor& actor, const RefusedHer& refused);
bool is_news(const Denied& denied);

// Nobody can reckon the digest of a recovery code anew: the code is on a sheet in a drawer. So it is under no sealing key, or that
// key could never be retired. What a key would keep from whoever has stolen the database, length does: sixteen of 30 signs are 78
// bits, so one of ten is met after 2 · 10^22 guesses, 600 years at 10^12 a second, and each account takes its own, since its id
// is digested along; no slow digest is needed on top. Codes that were drawn before are of eight signs, under a key; they
// open until they are used, renewed, or forgotten with it (`unionhall keys retire --forget`).
constexpr int recovery_codes_given = 10, recovery_code_signs = 16;
/// Ten new ones, as they are shown this once, and as they are kept.
struct RecoveryCodes {
  std::vector<std::string> shown, digests;
};
RecoveryCodes draw_recovery_codes(AccountId account);

}  // namespace unionhall::accounts
