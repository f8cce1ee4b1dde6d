#include "hall/members/verifying.h"

#include "hall/audit/audit.h"

namespace unionhall::members {

bool verify(db::Session& db, Hall& hall, const people::Person& person, Method method, const Witness& witness, Instant now) {
  audit::record(db, hall,
                {.actor = witness.account,
                 .role = witness.role,
                 .what = "verify",
                 .subject_kind = "person",
                 .subject = person.id.value,
                 .detail = db::word(method),
                 .request = witness.request});
  const auto living = members::living(db, {person.id});
  if (living.empty() || !living.front().verified_method.empty()) return true;
  auto after = living.front();
  after.verified_method = db::word(method);
  after.verified_at = now;
  if (!change(db, living.front(), after, now)) return false;
  figures::Deltas deltas;
  count(deltas, living.front(), person.facts.sex, person.facts.birth_month, -1);
  count(deltas, after, person.facts.sex, person.facts.birth_month, 1);
  figures::record(db, hall, deltas);
  return true;
}

}  // namespace unionhall::members
