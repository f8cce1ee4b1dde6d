// What anybody says at a door, and what its keeper makes of it.
#include "base/short_code.h"
#include "hall/access/rates.h"
#include "hall/notices/notices.h"
#include "hall/orgs/orgs.h"
#include "http/network.h"
#include "services/stations/desk.h"
#include "services/stations/json.h"
#include "services/stations/truth/store.h"
#include "services/stations/truth/voices.h"

namespace unionhall::stations::truth {
namespace {

namespace json = http::json;

constexpr access::Rate of_a_network{.most = 60, .window = std::chrono::hours{1}};  // carriers put many people behind one
constexpr access::Rate of_a_device{.most = 12, .window = std::chrono::hours{1}};
constexpr int listed_most = 100;
constexpr std::chrono::days listed_for{400}, check_every{365};
constexpr http::Form::TextLimits device_limits{.chars_min = 16, .chars_max = 64}, note_limits{.chars_min = 1, .chars_max = 200};

/// An account where somebody is signed in.
std::optional<AccountId> account_of(const http::Request& request) {
  const auto* principal = static_cast<const Principal*>(request.principal.get());
  return principal && principal->account ? std::optional(principal->account) : std::nullopt;
}

/// Counted whatever comes of it. Refused 429 beyond the limit.
void count_try(Hall& hall, const std::string& network, const std::string& device) {
  const auto by_network = "station_reports:" + hall.keys.digest("address", network);
  const auto by_device = "station_reports:" + hall.keys.digest("device", device);
  const auto spent = hall.db.write([&](db::Session& db) {
    const auto now = hall.clock.now();
    const auto here = access::spend(db, by_network, of_a_network, now);
    return here.allowed && !device.empty() ? access::spend(db, by_device, of_a_device, now) : here;
  });
  if (spent.allowed) return;
  throw Refused({.status = 429,
                 .key = "stations.reported_too_often",
                 .params = {{"minutes", std::to_string((spent.retry_after_s + 59) / 60)}},
                 .retry_after_s = spent.retry_after_s});
}

/// POST /api/v1/stations/{id}/reports {said, facility, here, door, device, note} → 201 {id}
http::Response post_report(const http::Request& request, Hall& hall) {
  const auto station = request.path_id<StationId>("id");
  http::Form form(request);
  Report report{.id = hall.ids.next<StationReportTag>()};
  report.said = form.word<Said>("said", db::from_word<Said>).value_or(Said::as_it_says);
  if (report.said == Said::facility_missing) {
    if (const auto which = form.word<Facility>("facility", db::from_word<Facility>)) report.facility = db::word(*which);
  }
  const bool here = form.flag_or("here", false);
  const auto door = form.has("door") ? short_code::folded(form.text("door", {.chars_min = 1, .chars_max = 40})) : "";
  const auto device = form.has("device") ? form.text("device", device_limits) : "";
  const auto note = form.has("note") ? form.text("note", note_limits) : "";
  if (const auto invalid = form.problem()) return *invalid;

  const auto network = http::network_of(request.peer);
  count_try(hall, network, device);
  const auto known = hall.db.read([&](db::Session& db) { return stations::find(db, station); });
  if (!known) return http::problem(problem_for(Refusal::not_found), request);
  if (!door.empty() && door != known->door) return http::problem(problem_for(Refusal::wrong_door), request);

  const auto digest = [&](std::string_view what, std::string_view of) {
    return hall.keys.digest("station_voice", station.text() + ":" + std::string(what) + ":" + std::string(of));
  };
  const auto account = account_of(request);
  if (account) report.account_digest = digest("account", account->text());
  if (!device.empty()) report.device_digest = digest("device", device);
  report.network_digest = digest("network", network);
  report.at_door = !door.empty();
  report.counts = (here || report.at_door) && (account || !device.empty());
  if (!note.empty()) report.note_sealed = hall.keys.seal(note, store::note_place(report.id));
  report.at = hall.clock.now();
  const auto filed = hall.write(request, [&](db::Session& db) { return file(db, hall, station, report, report.at); });
  return filed ? http::created({{"id", filed->text()}}) : http::problem(problem_for(filed.error()), request);
}

/// GET /api/v1/station-doors/{code} → {id, name, address, state}: whose door a sign stands at
http::Response get_door(const http::Request& request, Hall& hall) {
  const auto code = short_code::folded(request.path_values.find("code")->second);
  const auto station = hall.db.read([&](db::Session& db) { return stations::store::find_door(db, code); });
  if (!station || !on_the_map(station->standing.state)) return http::problem(problem_for(Refusal::not_found), request);
  return http::ok({{"id", station->id.text()},
                   {"code", station->code},
                   {"door", station->door},
                   {"name", station->facts.name},
                   {"address", station->facts.address},
                   {"state", db::word(station->standing.state)}});
}

// ── For its keeper ─────────────────────────────────────────────────────────────────────────────────────────────

json::object doubt_json(const Doubt& doubt, Instant now) {
  json::object out{{"state", db::word(doubt.state)},
                   {"fault", db::word(doubt.fault)},
                   {"people", doubt.people},
                   {"raised_at", rfc3339(doubt.raised_at)},
                   {"lapses_at", rfc3339(doubt.lapses_at)},
                   {"lapsed", doubt.state == DoubtState::raised && doubt.lapses_at <= now},
                   {"levels_up", doubt.levels_up}};
  if (doubt.due_on) out["due_on"] = iso_date(*doubt.due_on);
  return out;
}

/// GET /api/v1/stations/{id}/reports → {doubt, items}: what was said, the newest first
http::Response get_reports(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<StationId>("id");
  const auto now = hall.clock.now();
  return hall.db.snapshot([&](db::Session& db) {
    require_station(db, request, id);
    json::object out;
    if (const auto open = store::open_doubt(db, id)) out["doubt"] = doubt_json(*open, now);
    json::array items;
    for (const auto& report : store::reports(db, id, now - listed_for, listed_most)) {
      json::object item{{"said", db::word(report.said)},
                        {"at", rfc3339(report.at)},
                        {"at_door", report.at_door},
                        {"counts", report.counts},
                        {"settled", report.settled_at.has_value()}};
      if (!report.facility.empty()) item["facility"] = report.facility;
      if (report.note_sealed) item["note"] = hall.keys.open(*report.note_sealed, store::note_place(report.id)).value_or("");
      items.push_back(std::move(item));
    }
    out["items"] = std::move(items);
    return http::ok(std::move(out));
  });
}

/// POST /api/v1/stations/{id}/settlements {as, note} → 204
http::Response post_settlement(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<StationId>("id");
  const auto station = hall.db.read([&](db::Session& db) { return require_station(db, request, id); });
  http::Form form(request);
  const auto how = form.word<Settlement>("as", db::from_word<Settlement>);
  const auto note = form.has("note") ? form.text("note", note_limits) : "";
  if (const auto invalid = form.problem()) return *invalid;
  const auto settled = hall.db.write([&](db::Session& db) { return settle(db, hall, station, *how, note, by(request), hall.clock.now()); });
  return settled ? http::no_content() : http::problem(problem_for(settled.error()), request);
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  add_words();
  notices::counted_by("stations", [&hall](db::Session& db, const access::Role& role) -> std::vector<notices::Waiting> {
    if (const auto at = access::desk_of(role); !at.empty() && at != desk) return {};
    const auto waiting = store::waiting(db, role.org, Date{std::chrono::sys_days(beijing_date(hall.clock.now())) - check_every});
    std::vector<notices::Waiting> all;
    if (waiting.doubts > 0) all.push_back({"stations.doubts", waiting.doubts});
    if (waiting.checks > 0) all.push_back({"stations.checks", waiting.checks});
    return all;
  });
  route.post("/api/v1/stations/{id}/reports", access::anyone, hall, post_report, {.makes_something = true});
  route.get("/api/v1/stations/{id}/reports", access::officer, hall, get_reports);
  route.post("/api/v1/stations/{id}/settlements", keepers(), hall, post_settlement);
  route.get("/api/v1/station-doors/{code}", access::anyone, hall, get_door);
}

}  // namespace unionhall::stations::truth
