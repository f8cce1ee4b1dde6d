#pragma once
// Giving, ending and securing roles. Private to this room.
#include "hall/accounts/accounts.h"
#include "hall/orgs/orgs.h"

namespace unionhall::accounts {

/// appoint() in the caller's transaction, which may run twice: `secret` is drawn before it.
Result<Appointed, Refusal> appoint(db::Session& db, Hall& hall, const Appointment& appointment, std::string_view secret);

/// Ends every role that is held at a union, in the transaction that dissolves it; counted and audited.
void end_roles_at(db::Session& db, Hall& hall, OrgId org, const orgs::By& by);

struct Enrolled {
  access::RoleId role;
  std::string uri;
};
/// A new second factor for whoever holds the role; the old one stops at once.
Result<Enrolled, Refusal> enrol(db::Session& db, Hall& hall, access::RoleId role, const access::Actor& by, std::string_view secret);

}  // namespace unionhall::accounts
