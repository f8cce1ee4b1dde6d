// Hours as a record holds them: the structure of services/stations/hours as JSON.
#include "services/stations/json.h"

namespace unionhall::stations {

namespace json = http::json;

std::optional<hours::Hours> stored_hours(std::string_view text) {
  json::error_code none;
  const auto value = json::parse(text, none);
  if (none) return std::nullopt;
  auto read = hours::from_json(value);
  return read ? std::optional(*std::move(read)) : std::nullopt;
}

std::string hours_text(const hours::Hours& hours) { return json::serialize(hours::to_json(hours)); }

std::string read_hours(http::Form& form) {
  const auto* given = form.raw("hours");
  if (!given || given->is_null()) return "";
  const auto read = hours::from_json(*given);
  if (read) return hours_text(*read);
  form.fault("hours", "hours_unreadable", {{"place", read.error().place}, {"expected", std::string(db::word(read.error().expected))}});
  return "";
}

}  // namespace unionhall::stations
