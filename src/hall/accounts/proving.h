#pragma once
// The second factor once more (再次验证), for what an officer's session alone does not let out.
#include "hall/access/access.h"

namespace unionhall::accounts {

/// Refused like the beginning of an officer's session where the code is not hers, was used, or was tried too often. Committed by itself.
void prove_again(Hall& hall, const access::Actor& actor, std::string_view totp, std::string_view request);

}  // namespace unionhall::accounts
