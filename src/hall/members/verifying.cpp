#include "hall/members/verifying.h"

#include "hall/audit/audit.h"
#include "hall/members/store.h"

namespace unionhall::members {
namespace {

void remember_who_said_so(db::Session& db, Hall& hall, PersonId person, Method method, const Witness& witness) {
  audit::record(db, hall,
                {.actor = witness.account,
                 .role = witness.role,
                 .what = "verify",
                 .subject_kind = "person",
                 .subject = person.value,
                 .detail = db::word(method),
                 .request = witness.request});
}

bool mark(db::Session& db, Hall& hall, Member& living, Method method, Instant now) {
  if (!living.verified_method.empty()) return true;
  if (!store::mark_verified(db, living, db::word(method), now)) return false;
  ++living.version;
  living.verified_method = db::word(method);
  living.verified_at = now;
  figures::Deltas deltas;
  count_verified(deltas, living, 1);
  figures::record(db, hall, deltas);
  return true;
}

}  // namespace

bool verify(db::Session& db, Hall& hall, PersonId person, Method method, const Witness& witness, Instant now) {
  remember_who_said_so(db, hall, person, method, witness);
  auto found = living(db, {person});
  return found.empty() || mark(db, hall, found.front(), method, now);
}

bool verify(db::Session& db, Hall& hall, Member& living, Method method, const Witness& witness, Instant now) {
  remember_who_said_so(db, hall, living.person, method, witness);
  return mark(db, hall, living, method, now);
}

void count_verified(figures::Deltas& deltas, const Member& member, std::int64_t by) {
  deltas.add(member.org, "verified", by);
  deltas.add(member.org, "verified.method." + member.verified_method, by);
}

}  // namespace unionhall::members
