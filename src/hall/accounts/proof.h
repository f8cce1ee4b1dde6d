#pragma once
// How an officer proves herself beside the code by text (身份鉴别): by what her authenticator shows, or a recovery code
// (恢复码) in its place, and by her password where she has one. Private to this room.
//
// Wrong ones count together, whichever they are: the fifth within a quarter of an hour shuts her out for half an hour, or
// until the security administrator lifts it. A try is counted before anybody knows whether it is right, so that many guesses
// at once are no more than five; Argon2id runs outside any transaction.
#include "hall/accounts/accounts.h"

namespace unionhall::accounts {

struct Shown {
  std::string totp;
  std::string recovery_code;            // in place of the authenticator's
  std::optional<std::string> password;  // nothing: not looked at
};

enum class Denial { not_enrolled, shut_out, totp_wrong, totp_used, recovery_code_wrong, password_wrong };
BOOST_DESCRIBE_ENUM(Denial, not_enrolled, shut_out, totp_wrong, totp_used, recovery_code_wrong, password_wrong)
struct Denied {
  Denial why = Denial::not_enrolled;
  std::int64_t tries_left = 0;
  int retry_after_s = 0;
};
Problem problem_for(const Denied& denied);

/// What was right, and is to be used up with what it is good for.
struct Proof {
  AccountId account;
  std::string secret_sealed;
  std::int64_t step = 0;
  std::string recovery_digest;  // empty: the authenticator's code
};
/// Counts the try and looks. Not inside a transaction.
Result<Proof, Denied> prove(Hall& hall, AccountId account, const Shown& shown);
/// Uses the code up and forgets the wrong ones before it, in the caller's transaction. Denied when somebody was faster.
Result<void, Denied> take(db::Session& db, Hall& hall, const Proof& proof);
/// It was right, and comes to nothing for another reason: the code stays good, and no try is counted.
void let_off(Hall& hall, AccountId account);

constexpr int recovery_codes_given = 10;
/// Ten new ones, as they are shown this once, and as they are kept.
struct RecoveryCodes {
  std::vector<std::string> shown, digests;
  int key_no = 0;
};
RecoveryCodes draw_recovery_codes(const Hall& hall, AccountId account);

}  // namespace unionhall::accounts
