#include "services/transfers/rewriting.h"

#include "hall/people/people.h"

namespace unionhall::transfers {

Result<void, Problem> rewrite(db::Session& db, Hall& hall, const members::Member& before, const members::Member& after, Instant now) {
  if (!members::change(db, before, after, now)) return std::unexpected(problem_for(Refusal::changed_meanwhile));
  const auto person = people::find(db, before.person);
  figures::Deltas deltas;
  members::count(deltas, before, person->facts.sex, person->facts.birth_month, -1);
  members::count(deltas, after, person->facts.sex, person->facts.birth_month, 1);
  figures::record(db, hall, deltas);
  members::remember(db, hall,
                    {{.member = before.id,
                      .what = "status",
                      .field = "status",
                      .value_from = std::string(db::word(before.status)),
                      .value_to = std::string(db::word(after.status)),
                      .cause = after.change_cause,
                      .by = {},
                      .source = after.source}},
                    now);
  return {};
}

std::optional<members::Member> transferring(db::Session& db, MemberId id) {
  auto member = members::find(db, id);
  if (member && member->status != members::Status::transferring) member.reset();
  return member;
}

}  // namespace unionhall::transfers
