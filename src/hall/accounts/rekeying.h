#pragma once
// What a rotation of keys (hall/keys) does to the phones by which people sign in, and to recovery codes that are under a key.
#include "hall/hall.h"

namespace unionhall::accounts {

/// Seals them anew and finds them by the key that seals now; at most 500 rows of account_phones. How many of them open.
int reseal_phones(Hall& hall, const std::vector<std::int64_t>& phones);

/// Unused recovery codes from before they went without a key (proof.h): how many are under this one, and the end of some.
std::int64_t recovery_codes_under(db::Session& db, int key_no);
std::int64_t forget_recovery_codes_under(db::Session& db, int key_no);

}  // namespace unionhall::accounts
