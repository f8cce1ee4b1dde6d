#pragma once
// A case as whoever asks may see it: for the routes of this room, and for those that a service adds to its own type.
#include "hall/cases/cases.h"

namespace unionhall::cases {

struct Opened {
  Case one;
  std::vector<Task> tasks;
  Standing standing;
};

/// Refused 404 when it does not exist for the caller.
Opened open(db::Session& db, const access::Actor& actor, CaseId id);

/// On whose behalf the caller moves a case with this hand.
By by(const http::Request& request, Party party);

/// An officer who reads a case is recorded, once an hour; durable before any data leaves.
void look(Hall& hall, const http::Request& request, const Opened& opened);

}  // namespace unionhall::cases
