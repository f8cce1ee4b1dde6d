#pragma once
// Members as the API shows them: masked, except for a name to whoever may open one person. Private to this room.
#include "hall/members/store.h"

namespace unionhall::members {

http::json::object to_json(const Line& line, const crypto::Keyring& keys);
http::json::object person_json(const people::Person& person, const crypto::Keyring& keys);
http::json::object membership_json(const store::Record& record);
/// Where the record comes from, and each field that comes from elsewhere. `rows`: the sources of both rows.
http::json::object sources_json(const store::Record& record, const std::vector<store::FieldSource>& fields,
                                const std::map<SourceId, sources::Source>& rows);
http::json::object verified_json(std::string_view method, const std::optional<Instant>& at);
http::json::object org_json(OrgId id, std::string_view name);
/// "1990-03"; empty for an unknown month.
std::string month_text(std::int64_t month);

}  // namespace unionhall::members
