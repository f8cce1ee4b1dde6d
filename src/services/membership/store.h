#pragma once
// SQL of cases about a membership. Private to this folder.
#include "services/membership/membership.h"

namespace unionhall::membership::store {

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const Form& form, Instant now);
std::optional<Form> find(db::Session& db, cases::CaseId id);

/// False when she has an open one of this kind.
bool open(db::Session& db, PersonId person, std::string_view type, cases::CaseId id);
void close(db::Session& db, PersonId person, std::string_view type);

}  // namespace unionhall::membership::store
