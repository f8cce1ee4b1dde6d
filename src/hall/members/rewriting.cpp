#include "hall/members/rewriting.h"

#include "hall/people/people.h"

namespace unionhall::members {

bool rewrite(db::Session& db, Hall& hall, const Member& before, const Member& after, AccountId by, SourceId source, Instant now) {
  if (!change(db, before, after, now)) return false;
  const auto person = people::find(db, before.person);
  figures::Deltas deltas;
  count(deltas, before, person->facts.sex, person->facts.birth_month, -1);
  count(deltas, after, person->facts.sex, person->facts.birth_month, 1);
  figures::record(db, hall, deltas);
  remember(db, hall,
           {{.member = before.id,
             .what = "status",
             .field = "",
             .value_from = std::string(db::word(before.status)),
             .value_to = std::string(db::word(after.status)),
             .cause = after.change_cause,
             .by = by,
             .source = source}},
           now);
  return true;
}

}  // namespace unionhall::members
