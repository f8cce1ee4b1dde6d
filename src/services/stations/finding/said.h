#pragma once
// What everybody reads of a station. Most of it depends on its record alone and is made text once, when the index reads it: twenty of them
// are an answer, and making JSON of each anew took longer than finding them. Private to this folder.
#include "services/stations/finding/index.h"

namespace unionhall::stations::finding {

/// {id, code, name, address, lng, lat, facilities}
http::json::object facts_json(StationId id, const std::string& code, const std::string& name, const std::string& address,
                              const geo::Point& point, Facilities facilities);
/// {open, intervals}: of its opening, `days` from now on; of what is suspended, never. Empty where its hours are unknown.
http::json::object opening_json(const Opening& opening, State state, Instant now, int days);
/// [[from, until], …], minutes since 1970.
http::json::array intervals(const Opening& opening, Instant now, int days);

/// An object as text, without its braces.
std::string members_text(const http::json::object& object);

}  // namespace unionhall::stations::finding
