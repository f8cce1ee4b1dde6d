#pragma once
// A case as the API shows it. Private to this folder.
#include "hall/cases/store.h"

namespace unionhall::cases {

/// The words of a state or step, in this language: the type's own, else those that all share.
std::string label_of(std::string_view type, std::string_view kind, std::string_view word, http::Language language);

/// The whole of a case for this reader: what it is, who holds it until when, its track, what comes next, and which steps the
/// reader may take now.
http::json::object as_json(db::Session& db, const Hall& hall, const Case& one, const std::vector<Task>& tasks, const Standing& standing,
                           http::Language language);
/// A line of the inbox.
http::json::object as_json(const store::Line& line, Instant now, http::Language language);
/// A line of somebody's own cases.
http::json::object as_json(const Case& one, const std::string& org_name, const std::vector<Task>& tasks,
                           const std::map<OrgId, std::string>& names, http::Language language);

}  // namespace unionhall::cases
