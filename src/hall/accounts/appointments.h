#pragma once
// Giving, ending and securing roles. Private to this room.
#include "hall/accounts/accounts.h"
#include "hall/orgs/orgs.h"

namespace unionhall::accounts {

/// Ends every role that is held at a union, in the transaction that dissolves it; counted and audited.
void end_roles_at(db::Session& db, Hall& hall, OrgId org, const orgs::By& by);

struct Enrolled {
  access::RoleId role;
  std::string uri;
};
/// A new second factor for whoever holds the role; the old one stops at once.
Result<Enrolled, Refusal> enrol(db::Session& db, Hall& hall, access::RoleId role, const access::Actor& by, std::string_view secret);
/// The URI of the second factor that waits for whoever signed in; it waits no more. Refusals: nothing_waits.
Result<std::string, Refusal> take_waiting_factor(db::Session& db, Hall& hall, AccountId account, std::string_view request);

}  // namespace unionhall::accounts
