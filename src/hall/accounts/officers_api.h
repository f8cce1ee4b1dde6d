#pragma once
#include "hall/accounts/accounts.h"
#include "hall/accounts/proof.h"

namespace unionhall::accounts {

void mount_officers(http::Router& route, Hall& hall);
void mount_security(http::Router& route, Hall& hall);
void mount_administration(http::Router& route, Hall& hall);

/// The two codes by which an officer proves herself, without a password.
Shown code_in(http::Form& form);
/// One of the two must be there.
void require_code(http::Form& form, const Shown& shown);

/// The last day on which a role is in force that ends then; and when one ends whose last day this is.
std::string last_day(Instant ends_at);
Instant end_of(Date last_day);

/// Begun minutes, as a refusal says when to come back.
std::string minutes_of(int seconds);

/// "126********"; empty where she has none. Throws when it does not open: the row was tampered with.
std::string phone_masked(const Hall& hall, std::optional<std::int64_t> phone, const std::optional<std::string>& sealed);

}  // namespace unionhall::accounts
