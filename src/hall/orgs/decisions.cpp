// What the union above decides of one: that its election is put off, that it is dissolved.
#include "hall/orgs/orgs.h"
#include "hall/orgs/store.h"

namespace unionhall::orgs {
namespace {

/// What the rooms above handed over.
struct RoomsAbove {
  std::function<std::int64_t(db::Session&, OrgId)> living_members;
  std::function<void(db::Session&, Hall&, OrgId, const By&)> end_roles;
};

RoomsAbove& rooms_above() {
  static RoomsAbove rooms;
  return rooms;
}

void remember_decision(db::Session& db, Hall& hall, OrgId id, store::Decided kind, Date day, std::string_view reason, Instant now,
                       const By& by) {
  store::remember_decision(db,
                           {.id = hall.ids.next<struct OrgDecision>().value,
                            .region = hall.ids.region(),
                            .org = id,
                            .kind = kind,
                            .day = day,
                            .reason = reason,
                            .by = by.account},
                           now);
  record(db, hall, id, kind == store::Decided::postponement ? "postpone" : "dissolve", iso_date(day), by);
}

}  // namespace

void members_counted_by(std::function<std::int64_t(db::Session&, OrgId)> living_members) {
  rooms_above().living_members = std::move(living_members);
}

void roles_ended_by(std::function<void(db::Session&, Hall&, OrgId, const By&)> end_roles) {
  rooms_above().end_roles = std::move(end_roles);
}

Result<void, Refusal> postpone(db::Session& db, Hall& hall, OrgId id, std::int64_t version, Date until, std::string_view reason,
                               Instant now, const By& by) {
  const auto org = find(db, id);
  if (!org) return std::unexpected(Refusal::not_found);
  if (!stands_above(by.path, org->path)) return std::unexpected(Refusal::not_from_above);
  if (org->state != State::active) return std::unexpected(Refusal::dissolved);
  if (org->version != version) return std::unexpected(Refusal::changed_meanwhile);
  const auto latest = latest_election(org->facts, hall.settings.postponement_months_max);
  if (!latest) return std::unexpected(Refusal::term_unknown);
  if (until <= *term_end(org->facts)) return std::unexpected(Refusal::within_the_term);
  if (until > *latest) return std::unexpected(Refusal::postponed_too_far);
  if (!store::postpone(db, id, version, until, now)) return std::unexpected(Refusal::changed_meanwhile);

  remember_decision(db, hall, id, store::Decided::postponement, until, reason, now, by);
  return {};
}

Standing standing(db::Session& db, const Org& org) {
  // Whoever cannot be asked may have something there.
  if (!rooms_above().living_members) throw std::logic_error("nobody counts the members of a union that is to be dissolved");
  return {.unions = store::count_led(db, org), .members = rooms_above().living_members(db, org.id)};
}

Result<OrgId, Refusal> dissolve(db::Session& db, Hall& hall, OrgId id, std::int64_t version, Date on, std::string_view reason, Instant now,
                                const By& by) {
  const auto org = find(db, id);
  if (!org) return std::unexpected(Refusal::not_found);
  if (!stands_above(by.path, org->path)) return std::unexpected(Refusal::not_from_above);
  if (org->state != State::active) return std::unexpected(Refusal::dissolved);
  if (org->version != version) return std::unexpected(Refusal::changed_meanwhile);
  if (const auto left = standing(db, *org); left.unions > 0 || left.members > 0) return std::unexpected(Refusal::not_empty);
  // Whoever puts a union below it, or brings a member to life in it, at this moment writes this row too, or finds it so.
  if (!store::dissolve(db, id, version, now)) return std::unexpected(Refusal::changed_meanwhile);

  if (!rooms_above().end_roles) throw std::logic_error("nobody ends the roles at a union that is dissolved");
  rooms_above().end_roles(db, hall, id, by);
  store::remove_words(db, id, grams_of(org->facts));
  figures::Deltas deltas;
  count(deltas, id, org->facts.level, -1);
  figures::record(db, hall, deltas);
  remember_decision(db, hall, id, store::Decided::dissolution, on, reason, now, by);
  return id;
}

}  // namespace unionhall::orgs
