#pragma once
#include "hall/people/people.h"

namespace unionhall::people {

/// Empties a person's record (PIPL Art. 47): no document and no phone finds her any more, and nothing tells who she was. Her id stays.
/// In the caller's transaction.
void erase(db::Session& db, const crypto::Keyring& keys, PersonId person, Instant now);

}  // namespace unionhall::people
