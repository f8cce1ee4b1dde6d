// What whoever holds a link may do with it: read what everybody may read of the station, and answer. Reading it changes nothing.
#include "hall/access/links.h"
#include "hall/orgs/orgs.h"
#include "services/stations/json.h"
#include "services/stations/owners/owners.h"

namespace unionhall::stations::owners {
namespace {

namespace json = http::json;
using truth::Said;

constexpr http::Form::TextLimits words_limits{.chars_min = 1, .chars_max = 500};

/// POST /api/v1/station-owner-links/looks {code} → StationOwnerAsked
http::Response post_look(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto code = access::links::code_in(form);
  if (const auto invalid = form.problem()) return *invalid;
  access::links::count_try(hall, request);
  const auto now = hall.clock.now();
  return hall.db.snapshot([&](db::Session& db) {
    const auto found = open(db, hall, code, now);
    if (!found) return http::problem(problem_for(found.error()), request);
    const auto& [ask, station] = *found;
    const auto known = stored_hours(station.facts.hours);
    const auto keeper = orgs::find(db, station.facts.keeper);
    json::object out{{"id", station.id.text()},
                     {"name", station.facts.name},
                     {"address", station.facts.address},
                     {"keeper", keeper ? keeper->facts.name : ""},
                     {"by_week", changes_by_week(known.value_or(hours::Hours{}))},
                     {"last_day", iso_date(ask.last_day)}};
    if (known) out["hours"] = hours::to_json(*known);
    say_standing(out, station.standing, now);
    return http::ok(std::move(out));
  });
}

/// "hours" of an answer: what one taps; nothing where it is not mentioned.
std::optional<hours::Hours> read_usual(http::Form& form) {
  if (!form.has("hours")) return std::nullopt;
  auto usual = stored_hours(read_hours(form));
  if (usual && !is_usual(*usual)) form.fault("hours", "not_a_usual_week");
  return usual;
}

Answer read(http::Form& form) {
  Answer said{.says = form.word<Says>("says", db::from_word<Says>).value_or(Says::as_it_says)};
  if (said.says == Says::as_it_says) return said;
  if (form.has("words")) said.words = form.text("words", words_limits);
  if (said.says == Says::other_hours) {
    said.usual = read_usual(form);
    if (!form.has("hours") && said.words.empty()) form.fault("hours", "required");
    return said;
  }
  said.fault = form.word<Said>("fault", db::from_word<Said>).value_or(Said::gone);
  if (said.fault != Said::gone && said.fault != Said::turned_away) form.fault("fault", "unknown_word");
  return said;
}

/// POST /api/v1/station-owner-links/answers {code, says, hours, fault, words} → 204
http::Response post_answer(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto code = access::links::code_in(form);
  const auto said = read(form);
  if (const auto invalid = form.problem()) return *invalid;
  access::links::count_try(hall, request);
  const auto done = hall.db.write([&](db::Session& db) { return answer(db, hall, code, said, request.id, hall.clock.now()); });
  return done ? http::no_content() : http::problem(problem_for(done.error()), request);
}

}  // namespace

void mount_links(http::Router& route, Hall& hall) {
  route.post("/api/v1/station-owner-links/looks", access::anyone, hall, post_look);
  route.post("/api/v1/station-owner-links/answers", access::anyone, hall, post_answer);
}

}  // namespace unionhall::stations::owners
