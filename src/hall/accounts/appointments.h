#pragma once
// Giving, ending and securing roles. Private to this room.
#include "hall/accounts/accounts.h"
#include "hall/accounts/proof.h"
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
/// The URI of the second factor that waits for whoever signed in; it waits no more, and gets these recovery codes. Refusals:
/// nothing_waits.
Result<std::string, Refusal> take_waiting_factor(db::Session& db, Hall& hall, AccountId account, const RecoveryCodes& codes,
                                                 std::string_view request);
/// The same by whoever proves herself by the old one, or by a recovery code: its URI. She stays at work where she is.
Result<std::string, Problem> enrol_anew(Hall& hall, const access::Actor& actor, const Shown& shown, const RecoveryCodes& codes,
                                        std::string_view request);
/// Other recovery codes in place of those before.
Result<AccountId, Problem> renew_recovery_codes(Hall& hall, AccountId account, const Shown& shown, const RecoveryCodes& codes,
                                                std::string_view request);

}  // namespace unionhall::accounts
