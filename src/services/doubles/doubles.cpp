#include "services/doubles/doubles.h"

#include "services/doubles/handing_up.h"

#include "hall/accounts/accounts.h"
#include "hall/cases/cases.h"
#include "hall/notices/notices.h"
#include "hall/orgs/orgs.h"
#include "hall/people/people.h"

namespace unionhall::doubles {
namespace {

namespace merging = members::merging;

std::unexpected<Problem> no(Refusal refusal) { return std::unexpected(problem_for(refusal)); }

/// Whether something is open about her that would end with her membership.
bool waits_on_membership(db::Session& db, PersonId person) {
  for (const auto& [word, type] : cases::types()) {
    for (const auto& open : cases::open_of(db, word, {}, person)) {
      if (cases::find_step(cases::rules_of(open), open.state, "membership_ended")) return true;
    }
  }
  return false;
}

/// Whether a membership of `one` was hidden from a union where `other` is on record.
bool hidden_from(db::Session& db, PersonId one, PersonId other) {
  for (const auto& hers : members::of_person(db, one)) {
    const auto from = members::hidden_from(db, hers.id);
    if (!from) continue;
    const auto path = orgs::path_of(db, *from);
    for (const auto& there : members::of_person(db, other)) {
      if (orgs::path_of(db, there.org).starts_with(path)) return true;
    }
  }
  return false;
}

std::optional<Refusal> why_not(db::Session& db, const access::Actor& actor, PersonId stands, PersonId led) {
  if (actor.person == stands || actor.person == led) return Refusal::own_record;
  if (hidden_from(db, stands, led) || hidden_from(db, led, stands)) return Refusal::hidden;
  if (!accounts::may_be_one(db, stands, led)) return Refusal::separated;
  return std::nullopt;
}

void tell(db::Session& db, Hall& hall, PersonId person, std::string_view key, OrgId org, Instant now) {
  const auto union_of = orgs::find(db, org);
  for (const auto account : accounts::of_person(db, person)) {
    notices::tell(db, hall, account, {.key = "doubles." + std::string(key), .params = {{"union", union_of ? union_of->facts.name : ""}}},
                  now);
  }
}

OrgId org_of(db::Session& db, MemberId member) { return members::find(db, member)->org; }

}  // namespace

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::own_record:
      return {403, "doubles.own_record"};
    case Refusal::case_open:
      return {409, "doubles.case_open"};
    case Refusal::hidden:
      return {409, "doubles.hidden"};
    case Refusal::separated:
      return {409, "doubles.separated"};
    case Refusal::yours:
      return {409, "doubles.yours"};
    case Refusal::handed_up_already:
      return {409, "doubles.handed_up_already"};
  }
  std::unreachable();
}

Result<merging::MergeId, Problem> merge(db::Session& db, Hall& hall, const merging::Merge& ready, const merging::By& by, Instant now) {
  if (const auto why = why_not(db, by.actor, ready.stands, ready.led)) return no(*why);
  if (ready.ended && waits_on_membership(db, ready.led)) return no(Refusal::case_open);
  const auto done = ready.write(db);
  if (!done) return std::unexpected(merging::problem_for(done.error()));
  if (const auto ended = end_cases(db, hall, {ready.stands, ready.led}, now); !ended) return std::unexpected(ended.error());
  tell(db, hall, ready.stands, "merged", ready.org, now);
  return *done;
}

Result<merging::Undone, Problem> undo(db::Session& db, Hall& hall, const merging::Undoing& ready, const merging::By& by, Instant now) {
  if (by.actor.person == ready.stands) return no(Refusal::own_record);
  const auto done = ready.write(db);
  if (!done) return std::unexpected(merging::problem_for(done.error()));
  tell(db, hall, ready.stands, "parted", org_of(db, done->member), now);
  tell(db, hall, ready.led, "parted", org_of(db, done->other), now);
  return *done;
}

}  // namespace unionhall::doubles
