#pragma once
// What links have in common that open one task to whoever holds them, without an account: a code (crypto/link_code.h) that is typed or
// came behind `#`, and a limit for each address, whichever kind it tries.
#include "hall/hall.h"

namespace unionhall::access::links {

/// A code as it was typed, folded.
std::string code_in(http::Form& form);

/// Counts a try of this address, whatever comes of it. Refused 429 beyond the limit.
void count_try(Hall& hall, const http::Request& request);

}  // namespace unionhall::access::links
