#pragma once
#include <boost/json.hpp>
#include <expected>
#include <string_view>

namespace unionhall::http {

/// A JSON object from outside. Refused are, by the key of the problem: what is not well formed, nested deeper than 32
/// or not UTF-8 (http.json_malformed), U+0000 in any text (PostgreSQL would cut it off), and a name that stands twice
/// (two readers would see two different values).
std::expected<boost::json::object, std::string_view> parse_json_object(std::string_view text);

}  // namespace unionhall::http
