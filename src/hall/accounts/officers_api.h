#pragma once
#include "hall/accounts/accounts.h"
#include "hall/accounts/proof.h"

namespace unionhall::accounts {

void mount_officers(http::Router& route, Hall& hall);
void mount_security(http::Router& route, Hall& hall);
void mount_administration(http::Router& route, Hall& hall);

/// What an officer shows to prove herself; one of the two codes must be there.
Shown shown_in(http::Form& form);

/// The last day on which a role is in force that ends then; and when one ends whose last day this is.
std::string last_day(Instant ends_at);
Instant after(Date last_day);

/// "126********"; empty where she has none. Throws when it does not open: the row was tampered with.
std::string phone_masked(const Hall& hall, std::optional<std::int64_t> phone, const std::optional<std::string>& sealed);

}  // namespace unionhall::accounts
