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

/// Whether nothing has happened to it since it was filed: no step, no word, no file.
bool untouched(db::Session& db, const Case& one);

/// On whose behalf the caller moves a case with this hand.
By by(const http::Request& request, Party party);

/// The answer to a GET of it, or to whatever moved it; the look is recorded.
http::Response shown(const http::Request& request, Hall& hall, CaseId id);

/// As the applicant sees it, who is known by something else than an account.
http::json::object shown_to_applicant(db::Session& db, const Hall& hall, const Case& one, http::Language language);

/// An officer who reads a case is recorded, once an hour; durable before any data leaves.
void look(Hall& hall, const http::Request& request, const Opened& opened);

}  // namespace unionhall::cases
