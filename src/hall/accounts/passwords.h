#pragma once
// Officers' passwords (口令): what one must be like, and how it is changed. Asked for beside the second factor where the hall
// requires it, and of whoever has set one. Private to this room. Source: GB/T 22239-2019 8.1.4.1 a; the numbers are ours.
#include "hall/accounts/accounts.h"
#include "hall/accounts/proof.h"

namespace unionhall::accounts {

constexpr std::size_t password_chars_min = 10, password_chars_max = 128;
constexpr int password_classes_min = 3;  // of small letters, capital letters, digits, and everything else
constexpr int passwords_kept = 5;        // none of them comes back

enum class PasswordFault { too_short, too_few_kinds, holds_name, holds_phone, used_before };
/// The fault as a text's key, behind "form.".
std::string_view word(PasswordFault fault);

/// What is wrong with it at first sight. `phone` is empty where she has none. Pure; whether it was used before is for the
/// hashes to say.
std::optional<PasswordFault> fault_of(std::string_view password, std::string_view name, std::string_view phone);

bool has_grown_old(Instant set_at, const OfficerSecurity& rules, Instant now);

struct PasswordChange {
  Shown shown;  // with the one before, where she has one
  std::string wanted;
};
/// Sets it, after the code and the one before have been proved; on other devices no role is in force any more. The faults of
/// `wanted` stand at /password, those of the one before at /current.
Result<void, Problem> change_password(Hall& hall, const access::Actor& actor, const PasswordChange& change, std::string_view request);

}  // namespace unionhall::accounts
