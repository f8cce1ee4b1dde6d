#pragma once
// What every kind of transfer writes of a membership. Private to this folder.
#include "services/transfers/transfers.h"

namespace unionhall::transfers {

/// One membership becomes another, counted and remembered. Refusals: changed_meanwhile.
Result<void, Problem> rewrite(db::Session& db, Hall& hall, const members::Member& before, const members::Member& after, Instant now);

/// Her membership while something is under way; nothing where it ended by another way.
std::optional<members::Member> transferring(db::Session& db, MemberId id);

}  // namespace unionhall::transfers
