#pragma once
// What all links of appeals have in common: a code that is typed or came behind `#`, and a limit for each address. Private to this folder.
#include "hall/hall.h"

namespace unionhall::appeals::links {

/// A code as it was typed, folded.
std::string code_in(http::Form& form);

/// Counts a try of this address, whatever comes of it. Refused 429 beyond the limit.
void count_try(Hall& hall, const http::Request& request);

}  // namespace unionhall::appeals::links
