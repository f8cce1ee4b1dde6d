#include "services/stations/stations.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/names.h"
#include "base/text.h"
#include "hall/audit/audit.h"
#include "hall/orgs/orgs.h"
#include "services/stations/store.h"

namespace unionhall::stations {
namespace {

constexpr int door_signs = 8;
constexpr std::size_t county_digits = 6;

std::shared_ptr<const geo::Outlines>& outlines() {
  static std::shared_ptr<const geo::Outlines> known;
  return known;
}

struct Joining {
  StartJoining start;
  EndJoining end;
};
Joining& joining() {
  static Joining handed_down;
  return handed_down;
}

void record(db::Session& db, Hall& hall, const By& by, std::string_view detail, StationId id, OrgId keeper) {
  audit::record(db, hall,
                {.actor = by.account,
                 .role = by.role,
                 .what = "change",
                 .subject_kind = "station",
                 .subject = id.value,
                 .org = keeper,
                 .detail = detail,
                 .request = by.request});
}

/// Free on the walls of stations and, where joining was handed down, among its own codes.
std::string hang_door(db::Session& db, Hall& hall, const NewStation& made, const By& by, Instant now) {
  for (auto code = made.door;; code.clear()) {
    if (code.empty()) code = crypto::random_code(door_signs);
    if (store::door_taken(db, code)) continue;
    if (!joining().start || joining().start(db, hall, code, made.facts.name, made.facts.keeper, by, now)) return code;
  }
}

std::string city_name(db::Session& db) {
  return db.first<std::string>("SELECT name FROM orgs WHERE parent_id IS NULL ORDER BY path LIMIT 1").value_or("");
}

}  // namespace

// ── Facilities, places, codes ──────────────────────────────────────────────────────────────────────────────────

Facilities Facilities::parse(std::string_view words) {
  Facilities all;
  while (!words.empty()) {
    const auto comma = std::min(words.find(','), words.size());
    if (const auto one = db::from_word<Facility>(words.substr(0, comma))) all.add(*one);
    words.remove_prefix(std::min(comma + 1, words.size()));
  }
  return all;
}

std::vector<std::string_view> Facilities::words() const {
  std::vector<std::string_view> all;
  boost::mp11::mp_for_each<boost::describe::describe_enumerators<Facility>>([&](auto one) {
    if (has(one.value)) all.push_back(one.name);
  });
  return all;
}

std::string Facilities::text() const {
  std::string text;
  for (const auto word : words()) text.append(text.empty() ? "" : ",").append(word);
  return text;
}

Place Place::of(const geo::Point& point) { return {.lng_e7 = std::llround(point.lng * 1e7), .lat_e7 = std::llround(point.lat * 1e7)}; }

std::string prefix_of(std::string_view city) {
  const auto name = city.substr(0, std::min(city.find("市"), city.size()));
  std::string first_two;
  int characters = 0;
  text::each_character(name, [&](std::string_view one) {
    if (++characters <= 2) first_two += one;
  });
  const auto initials = text::upper(names::pinyin_initials(first_two, names::Kind::union_));
  return initials.empty() ? "XX" : initials;
}

std::string county_of(db::Session& db, const Facts& facts) {
  if (outlines()) {
    if (auto lies_in = outlines()->division_at(facts.place.point())) return *std::move(lies_in);
  }
  if (facts.division.size() >= county_digits) return facts.division.substr(0, county_digits);
  const auto keeper = orgs::find(db, facts.keeper);
  const auto division = keeper ? keeper->facts.division : "";
  return division.size() >= county_digits ? division.substr(0, county_digits) : std::string(county_digits, '0');
}

// ── Life ───────────────────────────────────────────────────────────────────────────────────────────────────────

Result<State, Refusal> after(State from, Step step) {
  if (from == State::closed) return std::unexpected(Refusal::closed);
  switch (step) {
    case Step::build:
      if (from == State::planned) return State::building;
      break;
    case Step::accept:
      if (from == State::building) return State::acceptance;
      break;
    case Step::open:
      if (from == State::planned || from == State::acceptance || from == State::suspended) return State::open;
      break;
    case Step::suspend:
      if (from == State::open) return State::suspended;
      break;
    case Step::close:
      return State::closed;
  }
  return std::unexpected(Refusal::not_from_here);
}

By by(const http::Request& request) {
  const auto& actor = access::actor(request);
  return {.account = actor.account, .role = actor.in_force ? actor.in_force->id.value : 0, .request = request.id};
}

SealedPeople sealed(const Hall& hall, StationId id, const People& people) {
  const auto seal = [&](const std::string& text, const crypto::Place& place) {
    return text.empty() ? std::nullopt : std::optional(hall.keys.seal(text, place));
  };
  return {.manager_sealed = seal(people.manager, store::manager_place(id)),
          .manager_phone_sealed = seal(people.manager_phone, store::manager_phone_place(id)),
          .owner_phone_sealed = seal(people.owner_phone, store::owner_phone_place(id))};
}

People opened(const Hall& hall, const Station& station) {
  const auto open = [&](const std::optional<std::string>& text, const crypto::Place& place) {
    return text ? hall.keys.open(*text, place).value_or("") : "";
  };
  return {.manager = open(station.people.manager_sealed, store::manager_place(station.id)),
          .manager_phone = open(station.people.manager_phone_sealed, store::manager_phone_place(station.id)),
          .owner_phone = open(station.people.owner_phone_sealed, store::owner_phone_place(station.id))};
}

std::optional<Station> find(db::Session& db, StationId id) { return store::find(db, id); }

Result<StationId, Refusal> add(db::Session& db, Hall& hall, const NewStation& made, const By& by, Instant now) {
  const auto& facts = made.facts;
  if (!orgs::active(db, {facts.keeper})) return std::unexpected(Refusal::keeper_dissolved);
  // The turn first: whoever else adds one waits until this one has its number.
  const auto turn = store::next_turn(db);
  store::Numbered numbered{.code = "", .county = county_of(db, facts), .door = hang_door(db, hall, made, by, now)};
  numbered.number = store::last_number(db, numbered.county) + 1;
  numbered.code = fmt::format("{}-{}-{:04}", prefix_of(city_name(db)), numbered.county, numbered.number);

  Station station{.id = made.id, .region = hall.ids.region(), .facts = facts, .people = made.people};
  station.standing.state = made.state;
  store::insert(db, station, numbered, turn, by.account, now);
  record(db, hall, by, "added", made.id, facts.keeper);
  return made.id;
}

Result<void, Refusal> change(db::Session& db, Hall& hall, const Station& station, const Facts& facts, const SealedPeople& people,
                             const By& by, Instant now) {
  if (station.standing.state == State::closed) return std::unexpected(Refusal::closed);
  if (facts.keeper != station.facts.keeper && !orgs::active(db, {facts.keeper})) return std::unexpected(Refusal::keeper_dissolved);
  if (!store::update(db, station, facts, people, store::next_turn(db), now)) return std::unexpected(Refusal::changed_meanwhile);
  record(db, hall, by, "changed", station.id, facts.keeper);
  return {};
}

Result<void, Refusal> take(db::Session& db, Hall& hall, const Station& station, Step step, std::string_view reason,
                           std::optional<Date> until, const By& by, Instant now) {
  const auto to = after(station.standing.state, step);
  if (!to) return std::unexpected(to.error());
  const bool says_why = step == Step::suspend || step == Step::close;
  if (says_why && reason.empty()) return std::unexpected(Refusal::reason_missing);
  if (step == Step::suspend && until && *until < beijing_date(now)) return std::unexpected(Refusal::until_passed);

  auto standing = station.standing;
  standing.state = *to;
  standing.state_reason = says_why ? reason : "";
  standing.suspended_until = step == Step::suspend ? until : std::nullopt;
  if (step == Step::open && by.account) standing.checked_on = beijing_date(now);
  if (!store::update_state(db, station, standing, store::next_turn(db), now)) return std::unexpected(Refusal::changed_meanwhile);
  record(db, hall, by, db::word(*to), station.id, station.facts.keeper);
  return {};
}

int reopen_due(Hall& hall, int most) {
  const auto now = hall.clock.now();
  const auto due = hall.db.read([&](db::Session& db) { return store::suspended_until(db, beijing_date(now), most); });
  int reopened = 0;
  for (const auto& station : due) {
    // Whoever changed it meanwhile decided something else.
    reopened += hall.db.write([&](db::Session& db) { return take(db, hall, station, Step::open, "", {}, {}, now); }).has_value() ? 1 : 0;
  }
  return reopened;
}

// ── What is handed down ────────────────────────────────────────────────────────────────────────────────────────

void counties_are(std::shared_ptr<const geo::Outlines> known) { outlines() = std::move(known); }

void joining_starts_by(StartJoining start, EndJoining end) { joining() = {std::move(start), std::move(end)}; }

void end_joining(db::Session& db, std::string_view door, Instant now) {
  if (joining().end) joining().end(db, door, now);
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::not_found:
      return {404, "stations.not_found"};
    case Refusal::keeper_dissolved:
      return {409, "stations.keeper_dissolved"};
    case Refusal::not_from_here:
      return {409, "stations.not_from_here"};
    case Refusal::reason_missing:
      return {422, "stations.reason_missing"};
    case Refusal::until_passed:
      return {422, "stations.until_passed"};
    case Refusal::changed_meanwhile:
      return {412, "stations.changed_meanwhile"};
    case Refusal::closed:
      return {409, "stations.closed"};
    case Refusal::enough_photos:
      return {409, "stations.enough_photos"};
    case Refusal::no_picture:
      return {422, "stations.no_picture"};
  }
  std::unreachable();
}

}  // namespace unionhall::stations
