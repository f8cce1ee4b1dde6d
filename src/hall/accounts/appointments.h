#pragma once
// Giving, ending and securing roles. Private to this room.
#include "hall/accounts/accounts.h"

namespace unionhall::accounts {

/// appoint() in the caller's transaction, which may run twice: `secret` is drawn before it.
Result<Appointed, Refusal> appoint(db::Session& db, Hall& hall, const Appointment& appointment, std::string_view secret);

struct Enrolled {
  access::RoleId role;
  std::string uri;
};
/// A new second factor for whoever holds the role; the old one stops at once.
Result<Enrolled, Refusal> enrol(db::Session& db, Hall& hall, access::RoleId role, const access::Actor& by, std::string_view secret);

}  // namespace unionhall::accounts
