#pragma once
#include "hall/access/own_data.h"

namespace unionhall::accounts {

/// Closes her accounts (access/own_data.h). Whoever holds a role is not erased, so none is left to end.
void close(db::Session& db, Hall& hall, const access::own_data::Whose& whose, Instant now);

}  // namespace unionhall::accounts
