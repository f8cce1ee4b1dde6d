#pragma once
// An appeal as whoever asks may see it. Private to this folder.
#include "hall/cases/opened.h"

namespace unionhall::appeals {

/// Refused 404 when it does not exist for the caller, or is another kind of case.
cases::Opened open_appeal(db::Session& db, const http::Request& request);
/// The same for an officer alone: to the worker herself it is not there.
cases::Opened open_for_officer(db::Session& db, const http::Request& request);
/// Refused 409 (403 in her own) where it is not hers to handle now.
void require_handling(const cases::Opened& opened);

}  // namespace unionhall::appeals
