#pragma once
// What she sets up of her own security: the second factor that waits for her, another one, recovery codes. Private to this room.
#include "hall/accounts/proof.h"

namespace unionhall::accounts {

/// As it is shown to her this once.
struct OwnEnrolment {
  std::string uri;
  std::vector<std::string> recovery_codes;
};
/// The second factor that waits for whoever signed in; it waits no more. Refusals: nothing_waits.
Result<OwnEnrolment, Refusal> take_waiting_factor(db::Session& db, Hall& hall, const access::Actor& actor, std::string_view request);
/// Another one, for whoever proves herself by the old one, by a recovery code, or by a desk that a recovery code opened. She stays
/// at work where she is.
Result<OwnEnrolment, Problem> enrol_anew(Hall& hall, const access::Actor& actor, const Shown& shown, std::string_view request);
/// Other recovery codes in place of those before.
Result<std::vector<std::string>, Problem> renew_recovery_codes(Hall& hall, const access::Actor& actor, const Shown& shown,
                                                               std::string_view request);

}  // namespace unionhall::accounts
