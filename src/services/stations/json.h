#pragma once
// Stations as JSON, in and out. Private to this folder and the rooms in it.
#include "services/stations/hours/hours.h"
#include "services/stations/store.h"

namespace unionhall::stations {

/// Nobody has found it as it says for so long: that is said beside it.
constexpr std::chrono::days long_unconfirmed{30};

/// {lng, lat}, WGS 84. Faulty: outside the earth, or no numbers.
geo::Point read_point(http::Form& form);
/// {lng, lat, datum}: as maps of China write it, where the form says so.
Place read_place(http::Form& form);
/// What a keeper wrote, over `before` where a field is not mentioned; of a new station all that must be there is asked for.
Facts read_facts(http::Form& form, const Facts* before);
People read_people(http::Form& form, const People* before);
/// "hours": the structure, as it is stored; null: unknown, which is empty.
std::string read_hours(http::Form& form);
/// Nothing: unknown, or what this program cannot read.
std::optional<hours::Hours> stored_hours(std::string_view text);
std::string hours_text(const hours::Hours& hours);

/// The same the other way: what a form with all of it would say.
http::json::object fields_of(const Facts& facts, const People& people);

/// What everybody may read beside name, place and facilities.
void say_facts(http::json::object& to, const Facts& facts);
/// "state", and who found it as it says and when.
void say_state(http::json::object& to, const Standing& standing);
/// What the clock says of that: whether it was long ago, and what is said against it now.
void say_doubt(http::json::object& to, const Standing& standing, Instant now);
/// Both.
void say_standing(http::json::object& to, const Standing& standing, Instant now);
void say_photos(http::json::object& to, StationId id, const std::vector<store::Photo>& photos);
/// A line of the keepers' list.
http::json::object line_json(const store::Line& line, Instant now);
/// The whole record, for whoever keeps it.
http::json::object record_json(const Station& station, const People& people, std::string_view keeper_name, Instant now);

}  // namespace unionhall::stations
