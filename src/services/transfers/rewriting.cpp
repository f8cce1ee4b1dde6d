#include "services/transfers/rewriting.h"

#include "hall/members/rewriting.h"

namespace unionhall::transfers {

Result<void, Problem> rewrite(db::Session& db, Hall& hall, const members::Member& before, const members::Member& after, Instant now) {
  if (!members::rewrite(db, hall, before, after, {}, after.source, now)) return std::unexpected(problem_for(Refusal::changed_meanwhile));
  return {};
}

std::optional<members::Member> transferring(db::Session& db, MemberId id) {
  auto member = members::find(db, id);
  if (member && member->status != members::Status::transferring) member.reset();
  return member;
}

}  // namespace unionhall::transfers
