#pragma once
// What tells. Private to this room.
#include "hall/notices/store.h"

namespace unionhall::notices {

crypto::Place params_place(NoticeId id);

/// Puts a notice into her list; 0: herself.
void put(db::Session& db, Hall& hall, AccountId account, OrgId as_officer_of, const Message& message, Instant now);
/// Puts a text into the outbox, unless she had one for this event or has no phone.
void text(db::Session& db, Hall& hall, AccountId account, const Message& message, std::int64_t event, Instant now);

}  // namespace unionhall::notices
