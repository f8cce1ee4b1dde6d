#pragma once
// Imports as the API tells them. Private to this room.
#include "hall/access/access.h"
#include "hall/imports/imports.h"

namespace unionhall::imports {

/// What stands in a file's head, as it is kept with the import.
std::string head_as_json(const Match& match);

/// Lines of a list, for whoever asks; reads the names that they show.
http::json::array lines_as_json(db::Session& db, const Hall& hall, const std::vector<Import>& imports, const access::Actor& actor);
http::json::object as_json(db::Session& db, const Hall& hall, const Import& import, const access::Actor& actor, http::Language language);
http::json::object as_json(const Import& import, const Problem& problem, http::Language language);
/// What an undo left as it is.
http::json::array as_json(const Kept& kept);
http::json::array doubles_as_json(db::Session& db, const Import& import, const std::vector<Problem>& doubles);

/// The word of a topic as the API spells it, and back.
std::string_view word_of(Topic topic);
std::optional<Topic> topic_of(std::string_view word);

/// Whether so many rows from a desk need another officer.
bool needs_confirmation(const Import& import, const Hall& hall);

}  // namespace unionhall::imports
