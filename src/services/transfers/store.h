#pragma once
// SQL of transfers. Private to this folder.
#include "services/transfers/transfers.h"

namespace unionhall::transfers::store {

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const Transfer& transfer, Instant now);
std::optional<Transfer> find(db::Session& db, cases::CaseId id);
void set_new_member(db::Session& db, cases::CaseId id, MemberId member);

/// False when she has an open one.
bool open(db::Session& db, PersonId person, cases::CaseId id);
void close(db::Session& db, PersonId person);

}  // namespace unionhall::transfers::store
