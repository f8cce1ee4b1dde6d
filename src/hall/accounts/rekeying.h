#pragma once
// What a rotation of keys (hall/keys) does to the phones by which people sign in.
#include "hall/hall.h"

namespace unionhall::accounts {

/// Seals them anew and finds them by the key that seals now; at most 500 rows of account_phones. How many of them open.
int reseal_phones(Hall& hall, const std::vector<std::int64_t>& phones);

}  // namespace unionhall::accounts
