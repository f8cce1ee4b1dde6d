#pragma once
// What a rotation of keys (hall/keys) does to applications: what was written is sealed anew, and an open application holds
// its document under the keys that are written.
#include "hall/hall.h"

namespace unionhall::joining {

/// At most 500 rows of joining_forms. How many of them open.
int reseal(Hall& hall, const std::vector<std::int64_t>& forms);
std::int64_t claims_under(db::Session& db, int key_no);
/// Claims under a key that has left go where the key that seals holds them too, at most 500; how many.
std::int64_t forget_claims_under(db::Session& db, int key_no, int sealing);

}  // namespace unionhall::joining
