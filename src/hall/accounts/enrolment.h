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
/// Another one, as it is shown to her: what it is, and a ticket that says so, good for an hour. Nothing is kept of it until she
/// shows a code of it: an answer that was lost leaves the old one as it was.
constexpr std::size_t ticket_chars_max = 1000;
struct Another {
  std::string uri, ticket;
};
/// For whoever proves herself by the old one, by a recovery code, or by a desk that a recovery code opened.
Result<Another, Problem> draw_another(Hall& hall, const access::Actor& actor, const Shown& shown, std::string_view request);
/// It takes the place of the old one, whose recovery codes are void: other ones. She stays at work where she is, and nowhere else.
Result<std::vector<std::string>, Problem> take_another(Hall& hall, const access::Actor& actor, std::string_view ticket,
                                                       std::string_view totp, std::string_view request);
/// What it shows now, for a demo hall to fill in; nothing outside a demo hall.
std::optional<DemoTotp> demo_totp_of_another(const Hall& hall, AccountId account, std::string_view ticket);

/// Other recovery codes in place of those before.
Result<std::vector<std::string>, Problem> renew_recovery_codes(Hall& hall, const access::Actor& actor, const Shown& shown,
                                                               std::string_view request);

}  // namespace unionhall::accounts
