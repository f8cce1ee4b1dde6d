#include "services/stations/truth/truth.h"

#include <fmt/format.h>

#include <map>

#include "hall/accounts/accounts.h"
#include "hall/audit/audit.h"
#include "hall/calendar/calendar.h"
#include "hall/orgs/orgs.h"
#include "services/stations/truth/store.h"
#include "services/stations/truth/voices.h"

namespace unionhall::stations::truth {
namespace {

constexpr int looked_at = 500;  // of a day and a station; rates keep it far below
constexpr std::chrono::minutes confirmed_anew_after{10};
constexpr std::chrono::hours digests_kept{48};
constexpr std::chrono::days reports_kept{400};

bool is_fault(Said said) { return said != Said::as_it_says; }

/// The same person, as far as digests tell.
bool is_hers(const Report& before, const Report& report) {
  if (report.account_digest) return before.account_digest == report.account_digest;
  return report.device_digest && before.device_digest == report.device_digest && before.network_digest == report.network_digest;
}

std::optional<Date> due_day(db::Session& db, const Hall& hall, Instant now) {
  const auto set = hall.settings.case_days.find("stations.doubt");
  const int days = set == hall.settings.case_days.end() ? settling_days : set->second;
  return calendar::load(db).due(beijing_date(now), days, calendar::Count::working_days).day;
}

/// The union itself, then those above, the nearest first.
std::vector<OrgId> and_above(db::Session& db, OrgId org) {
  std::vector<OrgId> line;
  for (const auto& one : orgs::ancestors(db, org)) line.push_back(one.id);
  std::ranges::reverse(line);
  return line;
}

void tell_from(db::Session& db, Hall& hall, std::span<const OrgId> line, const notices::Message& message, Instant now) {
  for (const auto org : line) {
    if (accounts::officers_at(db, org, desk, 1, now).empty()) continue;
    return notices::tell_officers(db, hall, org, desk, message, now);
  }
}

notices::Message message_of(std::string_view what, const Station& station, Said fault, std::int64_t people) {
  return {.key = fmt::format("stations.{}.{}", what, db::word(fault)),
          .params = {{"station", station.facts.name}, {"code", station.code}, {"people", std::to_string(people)}}};
}

/// Whether it stood in its rank until now.
bool take_down(db::Session& db, Hall& hall, const Station& station, const Verdict& found, std::int64_t turn, Instant now) {
  const auto open = store::open_doubt(db, station.id);
  auto standing = station.standing;
  const bool is_down = standing.doubted(now);
  standing.fault = db::word(found.fault);
  standing.fault_people = found.people;
  if (!is_down) standing.fault_since = now;
  const auto lapses_at = now + counted_for;
  if (!open || open->state == DoubtState::raised) standing.fault_until = lapses_at;
  store::write_standing(db, station.id, standing, turn);

  if (open) {
    store::raise_again(db, open->id, found, lapses_at);
  } else {
    store::raise(db, station.region,
                 {.id = hall.ids.next<StationDoubtTag>(),
                  .station = station.id,
                  .fault = found.fault,
                  .people = found.people,
                  .raised_at = now,
                  .lapses_at = lapses_at,
                  .due_on = due_day(db, hall, now)});
  }
  return !is_down;
}

/// Nothing is said against it any more.
void lift(Standing& standing) {
  standing.fault.clear();
  standing.fault_people = 0;
  standing.fault_since.reset();
  standing.fault_until.reset();
}

void confirmed(Standing& standing, Confirmer by, Instant now) {
  standing.confirmed_at = now;
  standing.confirmed_by = db::word(by);
}

/// Whoever read the sign's code stood before the door: her word goes before those of the day.
void found_as_it_says(db::Session& db, const Station& station, bool at_door, std::int64_t turn, Instant now) {
  const auto open = at_door ? store::open_doubt(db, station.id) : std::nullopt;
  const bool lifts = open && open->state == DoubtState::raised;
  const auto& last = station.standing.confirmed_at;
  // Each one would make every process read the row anew, and no list shows minutes.
  if (!lifts && last && now - *last < confirmed_anew_after) return;
  auto standing = station.standing;
  if (lifts) {
    store::settle_doubt(db, open->id, DoubtState::lifted, {}, "", now);
    lift(standing);
  }
  confirmed(standing, Confirmer::visitor, now);
  store::write_standing(db, station.id, standing, turn);
}

}  // namespace

std::optional<Verdict> verdict(const std::vector<Report>& reports, Instant now) {
  std::vector<Voice> voices;
  std::map<Said, std::int64_t> said;
  for (const auto& report : reports) {
    if (report.at + counted_for <= now) break;
    if (report.said == Said::as_it_says && report.at_door) break;
    if (!is_fault(report.said) || !report.counts || report.settled_at) continue;
    voices.push_back({report.account_digest, report.device_digest, report.network_digest});
    ++said[report.said];
  }
  const auto people = independent(voices);
  if (people < people_needed) return std::nullopt;
  const auto most = std::ranges::max_element(said, {}, [](const auto& one) { return one.second; });
  return Verdict{.fault = most->first, .people = static_cast<std::int64_t>(people)};
}

Result<ReportId, Refusal> file(db::Session& db, Hall& hall, StationId id, const Report& report, Instant now) {
  // Before anything is read: of two who say the third fault at once, one must see the other's.
  const auto turn = stations::store::next_turn(db);
  const auto station = stations::find(db, id);
  if (!station || !on_the_map(station->standing.state)) return std::unexpected(Refusal::not_found);
  auto recent = store::reports(db, id, now - counted_for, looked_at);
  const bool again = std::ranges::any_of(recent, [&](const Report& one) { return one.said == report.said && is_hers(one, report); });
  if (again && is_fault(report.said)) return std::unexpected(Refusal::said_before);

  store::add_report(db, station->region, id, report);
  if (!report.counts) return report.id;
  if (!is_fault(report.said)) {
    found_as_it_says(db, *station, report.at_door, turn, now);
    return report.id;
  }
  recent.insert(recent.begin(), report);
  if (const auto found = verdict(recent, now); found && take_down(db, hall, *station, *found, turn, now)) {
    tell_keeper(db, hall, *station, message_of("doubted", *station, found->fault, found->people), now);
  }
  return report.id;
}

Result<void, Refusal> settle(db::Session& db, Hall& hall, const Station& given, Settlement how, std::string_view note, const By& by,
                             Instant now) {
  const auto turn = stations::store::next_turn(db);
  const auto station = stations::find(db, given.id).value();
  const auto open = store::open_doubt(db, station.id);
  if (!open && how != Settlement::check) return std::unexpected(Refusal::nothing_to_settle);
  if (how == Settlement::dismiss && note.empty()) return std::unexpected(Refusal::reason_missing);

  auto standing = station.standing;
  if (how == Settlement::uphold) {
    store::settle_doubt(db, open->id, DoubtState::upheld, by.account, note, now);
    standing.fault = db::word(open->fault);
    standing.fault_people = open->people;
    standing.fault_since = open->raised_at;
    standing.fault_until.reset();
  } else {
    if (open) {
      const auto to = how == Settlement::dismiss ? DoubtState::dismissed : DoubtState::mended;
      store::settle_doubt(db, open->id, to, by.account, note, now);
    }
    lift(standing);
    store::settle_reports(db, station.id, now);
    if (how != Settlement::dismiss) {
      confirmed(standing, Confirmer::keeper, now);
      standing.checked_on = beijing_date(now);
    }
  }
  store::write_standing(db, station.id, standing, turn);
  audit::record(db, hall,
                {.actor = by.account,
                 .role = by.role,
                 .what = "change",
                 .subject_kind = "station",
                 .subject = station.id.value,
                 .org = station.facts.keeper,
                 .detail = db::word(how),
                 .request = by.request});
  return {};
}

void confirm(db::Session& db, Hall&, const Station& given, Confirmer by, Instant now) {
  const auto turn = stations::store::next_turn(db);
  auto standing = stations::find(db, given.id).value().standing;
  if (const auto open = store::open_doubt(db, given.id)) store::settle_doubt(db, open->id, DoubtState::lifted, {}, "", now);
  lift(standing);
  store::settle_reports(db, given.id, now);
  confirmed(standing, by, now);
  store::write_standing(db, given.id, standing, turn);
}

void doubt(db::Session& db, Hall& hall, const Station& given, Said fault, Instant now) {
  const auto turn = stations::store::next_turn(db);
  take_down(db, hall, stations::find(db, given.id).value(), {.fault = fault, .people = 1}, turn, now);
}

void tell_keeper(db::Session& db, Hall& hall, const Station& station, const notices::Message& message, Instant now) {
  tell_from(db, hall, and_above(db, station.facts.keeper), message, now);
}

int turn(Hall& hall, int most) {
  const auto now = hall.clock.now();
  const auto overdue = hall.db.read([&](db::Session& db) { return store::overdue(db, beijing_date(now), most); });
  for (const auto& doubt : overdue) {
    hall.db.write([&](db::Session& db) {
      const auto station = stations::find(db, doubt.station).value();
      const auto line = and_above(db, station.facts.keeper);
      const auto next = static_cast<std::size_t>(doubt.levels_up) + 1;
      const bool more_above = next + 1 < line.size();
      if (!store::move_up(db, doubt, more_above ? due_day(db, hall, now) : std::nullopt) || next >= line.size()) return;
      tell_from(db, hall, std::span(line).subspan(next), message_of("unsettled", station, doubt.fault, doubt.people), now);
    });
  }
  return static_cast<int>(overdue.size());
}

std::int64_t forget_old(db::Session& db, Instant now) {
  const auto digests = db.exec(R"sql(
      UPDATE station_reports SET account_digest = NULL, device_digest = NULL, network_digest = NULL
       WHERE id IN (SELECT id FROM station_reports WHERE network_digest IS NOT NULL AND at_ms < :before ORDER BY at_ms LIMIT 500))sql",
                               now - digests_kept);
  const auto reports =
      db.exec("DELETE FROM station_reports WHERE id IN (SELECT id FROM station_reports WHERE at_ms < :before ORDER BY at_ms LIMIT 500)",
              now - reports_kept);
  return digests + reports;
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::not_found:
      return {404, "stations.not_found"};
    case Refusal::said_before:
      return {409, "stations.said_before"};
    case Refusal::wrong_door:
      return {422, "stations.wrong_door"};
    case Refusal::nothing_to_settle:
      return {409, "stations.nothing_to_settle"};
    case Refusal::reason_missing:
      return {422, "stations.dismissed_without_reason"};
  }
  std::unreachable();
}

}  // namespace unionhall::stations::truth
