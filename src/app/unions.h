#pragma once
// Unions as the command line names them.
#include <string_view>

#include "hall/orgs/orgs.h"

namespace unionhall::app {

/// By our code or its credit code. Throws NotDone when there is none.
orgs::Org union_by_code(db::Database& db, std::string_view code);
/// The one that leads all others of this hall; nothing while there is none.
std::optional<orgs::Org> root_union(db::Database& db);
/// `code`, or the root without one. Throws NotDone.
orgs::Org union_or_root(db::Database& db, std::string_view code);

}  // namespace unionhall::app
