#pragma once
// What the routes of an import share. Private to this room.
#include "hall/access/access.h"
#include "hall/imports/imports.h"

namespace unionhall::imports {

/// What moves an import from state to state.
void mount_steps(http::Router& route, Hall& hall);

unionhall::Problem problem_for(Refusal refusal, const Hall& hall);
/// What a file is refused for as soon as it is read: not a table (415), or a broken one (422).
unionhall::Problem problem_for(const sheets::Fault& fault);

/// The import, where the caller's role reaches its union; else Refused 404.
Import reached(db::Session& db, const http::Request& request);
/// The import as it is now.
http::Response now(const http::Request& request, Hall& hall);

/// Records in the caller's transaction what the caller of this request did with the import.
void record(db::Session& db, Hall& hall, const http::Request& request, const Import& import, std::string_view what,
            std::string_view detail = "");

}  // namespace unionhall::imports
