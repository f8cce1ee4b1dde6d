#pragma once
#include "hall/accounts/accounts.h"

namespace unionhall::accounts {

void mount_officers(http::Router& route, Hall& hall);

/// "126********"; empty where she has none. Throws when it does not open: the row was tampered with.
std::string phone_masked(const Hall& hall, std::optional<std::int64_t> phone, const std::optional<std::string>& sealed);

}  // namespace unionhall::accounts
