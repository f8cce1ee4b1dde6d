#pragma once
// What the rooms above do about a move of unions before it happens.
#include <functional>

#include "hall/orgs/orgs.h"

namespace unionhall::orgs {

/// The subtree at `path` is about to come below the last of the unions `above` (from the top): what must not be found there goes
/// elsewhere, in the move's transaction. True where anything went.
using MakeReady = std::function<bool(db::Session&, Hall&, std::string_view path, const std::vector<OrgId>& above, Instant)>;

/// A room above hands its part down where it mounts.
void moves_made_ready_by(MakeReady make_ready);
bool make_ready_for_move(db::Session& db, Hall& hall, std::string_view path, const std::vector<OrgId>& above, Instant now);

}  // namespace unionhall::orgs
