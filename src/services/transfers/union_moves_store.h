#pragma once
// SQL of union moves. Private to this folder.
#include "services/transfers/union_moves.h"

namespace unionhall::transfers::union_moves::store {

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const UnionMove& move, Instant now);
std::optional<UnionMove> find(db::Session& db, cases::CaseId id);

/// False when the union has an open one.
bool open(db::Session& db, OrgId org, cases::CaseId id);
void close(db::Session& db, OrgId org);

/// Open ones whose union stands no more where it stood, or whose unions are no more.
std::vector<cases::CaseId> overtaken(db::Session& db, int limit);

}  // namespace unionhall::transfers::union_moves::store
