// What its keeper asks of whoever owns the door, and what came of it.
#include "services/stations/desk.h"
#include "services/stations/owners/store.h"

namespace unionhall::stations::owners {
namespace {

namespace json = http::json;

/// What opens nothing any more is over, also before the round comes by.
State state_of(const Ask& ask, const Station& station, Date today) {
  const bool is_open = ask.state == State::open && !ask.over(today) && on_the_map(station.standing.state);
  return ask.state == State::open && !is_open ? State::over : ask.state;
}

json::object to_json(const Hall& hall, const Ask& ask, const Station& station, Date today) {
  json::object out{{"id", ask.id.text()},
                   {"state", db::word(state_of(ask, station, today))},
                   {"asked_at", rfc3339(ask.at)},
                   {"last_day", iso_date(ask.last_day)},
                   {"by_text", ask.by_text}};
  if (ask.ended_at) out["ended_at"] = rfc3339(*ask.ended_at);
  if (ask.words_sealed) out["words"] = hall.keys.open(*ask.words_sealed, store::words_place(ask.id)).value_or("");
  return out;
}

/// GET /api/v1/stations/{id}/owner-asks → {may_ask, by_text, items}: the newest first
http::Response get_asks(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<StationId>("id");
  const auto today = beijing_date(hall.clock.now());
  return hall.db.snapshot([&](db::Session& db) {
    const auto station = require_station(db, request, id);
    const auto people = opened(hall, station);
    json::array items;
    for (const auto& one : store::of_station(db, id)) items.push_back(to_json(hall, one, station, today));
    return http::ok({{"may_ask", has_owner(station.facts, people) && on_the_map(station.standing.state)},
                     {"by_text", phone_of(hall, people).has_value()},
                     {"items", std::move(items)}});
  });
}

/// POST /api/v1/stations/{id}/owner-asks → 201 {id, link, code, last_day, by_text}: link and code are in this answer alone
http::Response post_ask(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<StationId>("id");
  const auto station = hall.db.read([&](db::Session& db) { return require_station(db, request, id); });
  const auto address = address_of(hall, request);
  const auto asked = hall.write(request, [&](db::Session& db) { return ask(db, hall, station, address, by(request), hall.clock.now()); });
  if (!asked) return http::problem(problem_for(asked.error()), request);
  const auto made = hall.db.read([&](db::Session& db) { return store::find(db, id, *asked); }).value();
  const auto code = code_of(hall.keys, made);
  return http::created({{"id", asked->text()},
                        {"link", link_of(address, code)},
                        {"code", code},
                        {"last_day", iso_date(made.last_day)},
                        {"by_text", made.by_text}});
}

/// DELETE /api/v1/stations/{id}/owner-asks/{ask} → 204
http::Response delete_ask(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<StationId>("id");
  const auto ask_id = request.path_id<AskId>("ask");
  const auto [station, one] = hall.db.snapshot([&](db::Session& db) {
    auto found = require_station(db, request, id);
    auto ask = store::find(db, id, ask_id);
    return std::pair{std::move(found), std::move(ask)};
  });
  if (!one) throw Refused({404, "http.not_found"});
  const auto done = hall.db.write([&](db::Session& db) { return withdraw(db, hall, station, *one, by(request), hall.clock.now()); });
  return done ? http::no_content() : http::problem(problem_for(done.error()), request);
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  add_words();
  route.get("/api/v1/stations/{id}/owner-asks", access::officer, hall, get_asks);
  route.post("/api/v1/stations/{id}/owner-asks", keepers(), hall, post_ask, {.makes_something = true});
  route.del("/api/v1/stations/{id}/owner-asks/{ask}", keepers(), hall, delete_ask);
  mount_links(route, hall);
}

}  // namespace unionhall::stations::owners
