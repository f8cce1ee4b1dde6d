#pragma once
// Giving, ending and securing roles. Private to this room.
#include "hall/accounts/accounts.h"
#include "hall/accounts/store.h"
#include "hall/orgs/orgs.h"

namespace unionhall::accounts {

/// Ends every role that is held at a union, in the transaction that dissolves it; counted and audited.
void end_roles_at(db::Session& db, Hall& hall, OrgId org, const orgs::By& by);

struct Enrolled {
  access::RoleId role;
  std::string uri;
};
/// A new second factor for whoever holds the role; the old one stops at once, with its recovery codes. By the security
/// administrator her password, too, and what shuts her out.
Result<Enrolled, Refusal> enrol(db::Session& db, Hall& hall, access::RoleId role, const access::Actor& by, std::string_view secret);

/// The three administrators are three people, and none of them does the union's work: whether one person may hold `word` beside
/// these.
bool separated(access::RoleWord word, const std::vector<store::RoleRow>& others);

}  // namespace unionhall::accounts
