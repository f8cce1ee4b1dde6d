#pragma once
// SQL of tickets. Private to this folder.
#include "services/appeals/store.h"
#include "services/appeals/tickets.h"

namespace unionhall::appeals::tickets::store {

/// Those of these that came before.
std::vector<std::string> known_numbers(db::Session& db, const std::vector<std::string>& numbers);
/// False when it came meanwhile.
bool add_ticket(db::Session& db, const Ticket& ticket, const cases::Case& appeal);

// What an import leaves for its undo.

void remember(db::Session& db, imports::ImportId import, cases::CaseId appeal);
/// Those that were neither taken back nor kept; at most 200.
std::vector<cases::CaseId> brought(db::Session& db, imports::ImportId import);
/// Its number may come again.
void forget(db::Session& db, imports::ImportId import, cases::CaseId appeal);
/// The undo leaves it as it is.
void keep(db::Session& db, imports::ImportId import, cases::CaseId appeal);

}  // namespace unionhall::appeals::tickets::store
