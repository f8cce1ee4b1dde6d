// Stations as their keepers write them: whoever keeps stations for a union, or acts at its desk, and all above.
#include <algorithm>

#include "hall/audit/audit.h"
#include "hall/cases/evidence.h"
#include "hall/orgs/orgs.h"
#include "services/stations/desk.h"
#include "services/stations/json.h"

namespace unionhall::stations {
namespace {

namespace json = http::json;

constexpr std::chrono::days check_every{365};
constexpr http::Form::TextLimits reason_limits{.chars_min = 1, .chars_max = 200};

http::Response record_now(const http::Request& request, Hall& hall, StationId id) {
  std::vector<store::Photo> photos;
  std::string keeper;
  bool seen = false;
  const auto station = hall.db.snapshot([&](db::Session& db) {
    auto found = require_station(db, request, id);
    keeper = orgs::find(db, found.facts.keeper)->facts.name;
    photos = store::photos(db, id);
    seen = audit::has_looked(db, hall, access::actor(request).account, id.value);
    return found;
  });
  const auto people = opened(hall, station);
  const bool names_somebody = !people.manager.empty() || !people.manager_phone.empty() || !people.owner_phone.empty();
  if (names_somebody && !seen) {
    const auto& actor = access::actor(request);
    audit::look(hall, {.actor = actor.account,
                       .role = actor.in_force->id.value,
                       .subject_kind = "station",
                       .subject = id.value,
                       .org = station.facts.keeper,
                       .request = request.id});
  }
  auto record = record_json(station, people, keeper, hall.clock.now());
  say_photos(record, id, photos);
  return http::versioned(request, std::move(record), station.version);
}

/// GET /api/v1/stations?org=&state=&county=&due=doubted|check|confirmation&limit=&cursor= → {items, next}
http::Response get_stations(const http::Request& request, Hall& hall) {
  const auto org = OrgId::parse(request.asked("org"));
  if (!org) return http::problem({404, "http.not_found"}, request);
  const int limit = cursor::limit_of(request);
  const auto list = "stations " + org->text();
  const auto place = cursor::open(hall, list, request.asked("cursor"), 1);
  const auto before = place ? StationId::parse(place->front()).value_or(StationId{}) : StationId{std::numeric_limits<std::int64_t>::max()};
  const auto now = hall.clock.now();
  store::Wanted wanted{.path = "", .state = db::from_word<State>(request.asked("state")), .county = request.asked("county")};
  const auto due = request.asked("due");
  wanted.doubted = due == "doubted";
  if (due == "check") wanted.not_checked_since = beijing_date(now - check_every);
  if (due == "confirmation") wanted.not_confirmed_since = now - long_unconfirmed;
  return hall.db.snapshot([&](db::Session& db) {
    wanted.path = access::require_reach(db, access::actor(request), *org);
    auto found = store::page(db, wanted, now, before, limit + 1);
    json::object page;
    if (found.size() > static_cast<std::size_t>(limit)) {
      found.pop_back();
      page["next"] = cursor::seal(hall, list, {found.back().station.id.text()});
    }
    json::array items;
    for (const auto& line : found) items.push_back(line_json(line, now));
    page["items"] = std::move(items);
    return http::ok(std::move(page));
  });
}

/// POST /api/v1/stations NewStation → 201 {id}: planned
http::Response post_station(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto facts = read_facts(form, nullptr);
  const auto people = read_people(form, nullptr);
  if (const auto invalid = form.problem()) return *invalid;
  const auto id = hall.ids.next<struct StationTag>();
  const auto kept = sealed(hall, id, people);
  const auto made = hall.write(request, [&](db::Session& db) {
    access::require_reach(db, access::actor(request), facts.keeper);
    return add(db, hall, {.id = id, .facts = facts, .people = kept}, by(request), hall.clock.now());
  });
  return made ? http::created({{"id", made->text()}}) : http::problem(problem_for(made.error()), request);
}

/// GET /api/v1/stations/{id}/record → StationRecord
http::Response get_record(const http::Request& request, Hall& hall) { return record_now(request, hall, request.path_id<StationId>("id")); }

/// PATCH /api/v1/stations/{id}/record StationPatch → StationRecord
http::Response patch_record(const http::Request& request, Hall& hall) {
  const auto version = http::expected_version(request);
  const auto id = request.path_id<StationId>("id");
  const auto before = hall.db.read([&](db::Session& db) { return require_station(db, request, id); });
  const auto people_before = opened(hall, before);
  http::Form form(request);
  const auto facts = read_facts(form, &before.facts);
  const auto people = read_people(form, &people_before);
  if (const auto invalid = form.problem()) return *invalid;
  if (before.version != version) return http::problem(problem_for(Refusal::changed_meanwhile), request);
  const auto kept = sealed(hall, id, people);
  const auto changed = hall.db.write([&](db::Session& db) {
    access::require_reach(db, access::actor(request), facts.keeper);
    return change(db, hall, before, facts, kept, by(request), hall.clock.now());
  });
  return changed ? record_now(request, hall, id) : http::problem(problem_for(changed.error()), request);
}

/// POST /api/v1/stations/{id}/steps {step, reason, until} → StationRecord
http::Response post_step(const http::Request& request, Hall& hall) {
  const auto version = http::expected_version(request);
  const auto id = request.path_id<StationId>("id");
  auto station = hall.db.read([&](db::Session& db) { return require_station(db, request, id); });
  http::Form form(request);
  const auto step = form.word<Step>("step", db::from_word<Step>);
  const auto reason = form.text_or("reason", "", {.chars_min = 0, .chars_max = reason_limits.chars_max});
  const auto until = form.optional_date("until");
  if (const auto invalid = form.problem()) return *invalid;
  station.version = version;
  const auto taken =
      hall.db.write([&](db::Session& db) { return take(db, hall, station, *step, reason, until, by(request), hall.clock.now()); });
  return taken ? record_now(request, hall, id) : http::problem(problem_for(taken.error()), request);
}

}  // namespace

Station require_station(db::Session& db, const http::Request& request, StationId id) {
  auto station = find(db, id);
  if (!station) throw Refused(problem_for(Refusal::not_found));
  access::require_reach(db, access::actor(request), station->facts.keeper);
  return *std::move(station);
}

const http::Guard& keepers() {
  using enum access::RoleWord;
  static const auto guard = access::role({station_keeper, officer, registrar, chair});
  return guard;
}

void mount(http::Router& route, Hall& hall) {
  add_words();
  route.get("/api/v1/stations", access::officer, hall, get_stations);
  route.post("/api/v1/stations", keepers(), hall, post_station, {.makes_something = true});
  route.get("/api/v1/stations/{id}/record", access::officer, hall, get_record);
  route.patch("/api/v1/stations/{id}/record", keepers(), hall, patch_record);
  route.post("/api/v1/stations/{id}/steps", keepers(), hall, post_step);
  mount_photos(route, hall);
}

}  // namespace unionhall::stations
