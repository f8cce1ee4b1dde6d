#include "services/stations/owners/owners.h"

#include <fmt/format.h>

#include "crypto/link_code.h"
#include "crypto/rotation.h"
#include "hall/audit/audit.h"
#include "hall/orgs/orgs.h"
#include "hall/texts/texts.h"
#include "services/stations/json.h"
#include "services/stations/owners/store.h"

namespace unionhall::stations::owners {
namespace {

constexpr std::string_view link_kind = "station_owner_link";

bool is_answered(State state) {
  return state == State::confirmed || state == State::changed || state == State::told || state == State::gone;
}

void record(db::Session& db, Hall& hall, const Station& station, std::string_view detail, const By& by) {
  audit::record(db, hall,
                {.actor = by.account,
                 .role = by.role,
                 .what = "change",
                 .subject_kind = "station",
                 .subject = station.id.value,
                 .org = station.facts.keeper,
                 .detail = detail,
                 .request = by.request});
}

std::string_view told_of(State state, truth::Said fault) {
  if (state == State::gone) return fault == truth::Said::turned_away ? "turned_away" : "gone";
  return state == State::changed ? "changed" : "told";
}

void send_link(db::Session& db, Hall& hall, const Station& station, const Ask& ask, const Phone& phone, std::string_view address,
               Instant now) {
  const auto keeper = orgs::find(db, station.facts.keeper);
  texts::add(db, hall,
             {.to = phone,
              .template_word = "station_owner",
              .params = {{"union", keeper ? keeper->facts.name : ""},
                         {"station", station.facts.name},
                         {"link", link_of(address, code_of(hall.keys, ask))},
                         {"day", iso_date(ask.last_day)}}},
             now);
}

/// False when a keeper was faster, which the turn that was taken rules out.
bool write_hours(db::Session& db, const Station& station, const hours::Hours& hours, std::int64_t turn, Instant now) {
  auto facts = station.facts;
  facts.hours = hours_text(hours);
  return stations::store::update(db, station, facts, station.people, turn, now);
}

}  // namespace

std::string code_of(const crypto::Keyring& keys, const Ask& ask) {
  return crypto::link_code::of(keys, static_cast<int>(ask.key_no), link_kind, ask.serial, ask.id.value);
}

std::string link_of(std::string_view address, std::string_view code) { return fmt::format("{}/open/o/#{}", address, code); }

bool has_owner(const Facts& facts, const People& people) {
  return facts.build_type != BuildType::own || !facts.partner.empty() || !people.owner_phone.empty();
}

std::optional<Phone> phone_of(const Hall& hall, const People& people) {
  const auto phone = Phone::parse(people.owner_phone, hall.settings.demo ? Numbering::demo : Numbering::real);
  return phone ? std::optional(*phone) : std::nullopt;
}

// ── The keeper's ───────────────────────────────────────────────────────────────────────────────────────────────

Result<AskId, Refusal> ask(db::Session& db, Hall& hall, const Station& station, std::string_view address, const By& by, Instant now) {
  // Two officers may ask in the same second, and one link is to open at a time.
  stations::store::next_turn(db);
  const auto people = opened(hall, station);
  if (!has_owner(station.facts, people)) return std::unexpected(Refusal::no_owner);
  if (!on_the_map(station.standing.state)) return std::unexpected(Refusal::off_the_map);
  if (store::count_since(db, station.id, now - std::chrono::days{1}) >= asked_most) return std::unexpected(Refusal::enough);
  store::replace(db, station.id, now);
  const auto phone = phone_of(hall, people);
  Ask made{.id = hall.ids.next<StationOwnerAskTag>(),
           .region = station.region,
           .station = station.id,
           .serial = crypto::link_code::drawn_serial(),
           .key_no = crypto::sealing(hall.keys),
           .asked_by = by.account,
           .at = now,
           .last_day = Date{std::chrono::sys_days(beijing_date(now)) + good_for},
           .by_text = phone.has_value(),
           .words_sealed = {},
           .ended_at = {}};
  while (!store::add(db, made)) made.serial = crypto::link_code::drawn_serial();
  if (phone) send_link(db, hall, station, made, *phone, address, now);
  record(db, hall, station, "owner_asked", by);
  return made.id;
}

Result<void, Refusal> withdraw(db::Session& db, Hall& hall, const Station& station, const Ask& ask, const By& by, Instant now) {
  if (!store::settle(db, ask.id, State::withdrawn, {}, now)) {
    return std::unexpected(is_answered(ask.state) ? Refusal::answered : Refusal::over);
  }
  record(db, hall, station, "owner_ask_withdrawn", by);
  return {};
}

// ── The owner's ────────────────────────────────────────────────────────────────────────────────────────────────

Result<Opened, Refusal> open(db::Session& db, const Hall& hall, std::string_view code, Instant now) {
  const auto serial = crypto::link_code::serial_of(code);
  const auto ask = serial ? store::find_serial(db, *serial) : std::nullopt;
  if (!ask || !crypto::link_code::fits(hall.keys, code, static_cast<int>(ask->key_no), link_kind, ask->serial, ask->id.value)) {
    return std::unexpected(Refusal::fits_nothing);
  }
  if (is_answered(ask->state)) return std::unexpected(Refusal::answered);
  auto station = stations::find(db, ask->station);
  if (ask->state != State::open || ask->over(beijing_date(now)) || !station || !on_the_map(station->standing.state))
    return std::unexpected(Refusal::over);
  return Opened{.ask = *ask, .station = *std::move(station)};
}

Result<void, Refusal> answer(db::Session& db, Hall& hall, std::string_view code, const Answer& said, std::string_view request,
                             Instant now) {
  // Before anything is read: a keeper may change it in the same second, and she may press twice.
  const auto turn = stations::store::next_turn(db);
  const auto found = open(db, hall, code, now);
  if (!found) return std::unexpected(found.error());
  const auto& [ask, station] = *found;

  auto state = State::confirmed;
  if (said.says == Says::nothing_there) {
    state = State::gone;
    truth::doubt(db, hall, station, said.fault, now);
  } else if (said.says == Says::other_hours && !said.usual) {
    state = State::told;
  } else if (said.says == Says::other_hours) {
    state = State::changed;
    const auto known = stored_hours(station.facts.hours).value_or(hours::Hours{});
    if (!changes_by_week(known)) return std::unexpected(Refusal::not_by_week);
    if (!write_hours(db, station, with_usual(known, *said.usual), turn, now)) return std::unexpected(Refusal::over);
  }
  if (state == State::confirmed || state == State::changed) truth::confirm(db, hall, station, Confirmer::owner, now);

  std::optional<std::string> words;
  if (!said.words.empty()) words = hall.keys.seal(said.words, store::words_place(ask.id));
  store::settle(db, ask.id, state, words, now);
  record(db, hall, station, fmt::format("owner_{}", db::word(state)), {.account = {}, .request = request});
  if (state != State::confirmed) {
    truth::tell_keeper(db, hall, station,
                       {.key = fmt::format("stations.owner.{}", told_of(state, said.fault)),
                        .params = {{"station", station.facts.name}, {"code", station.code}}},
                       now);
  }
  return {};
}

// ── Hours that one taps on a phone ─────────────────────────────────────────────────────────────────────────────

namespace {

bool all_year(const hours::Part& part) { return part.seasons.empty() && part.weeks.none(); }

}  // namespace

bool is_usual(const hours::Hours& hours) {
  if (!hours.exceptions.empty()) return false;
  if (hours.always) return hours.parts.empty();
  return hours.parts.size() == 1 && all_year(hours.parts[0]) && !hours.parts[0].make_up;
}

bool changes_by_week(const hours::Hours& known) { return known.parts.empty() || all_year(known.parts[0]); }

hours::Hours with_usual(hours::Hours known, const hours::Hours& usual) {
  known.always = usual.always;
  if (usual.always) {
    known.parts.clear();
    return known;
  }
  if (known.parts.empty()) known.parts.emplace_back();
  auto& first = known.parts[0];
  first.week = usual.parts[0].week;
  first.holidays = usual.parts[0].holidays;
  return known;
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_owner:
      return {409, "stations.no_owner"};
    case Refusal::off_the_map:
      return {409, "stations.owner_off_the_map"};
    case Refusal::enough:
      return {409, "stations.owner_asked_enough"};
    case Refusal::fits_nothing:
      return {422, "stations.owner_link_fits_nothing"};
    case Refusal::answered:
      return {409, "stations.owner_answered"};
    case Refusal::over:
      return {409, "stations.owner_ask_over"};
    case Refusal::not_by_week:
      return {409, "stations.hours_not_by_week"};
  }
  std::unreachable();
}

}  // namespace unionhall::stations::owners
