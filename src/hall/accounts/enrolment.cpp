#include "hall/accounts/enrolment.h"

#include "hall/accounts/sign_in.h"
#include "hall/accounts/store.h"

namespace unionhall::accounts {
namespace {

std::vector<std::string> give_recovery_codes(db::Session& db, const Hall& hall, AccountId account) {
  auto codes = draw_recovery_codes(hall, account);
  store::put_recovery_codes(db, account, codes);
  return std::move(codes.shown);
}

std::string uri_of(db::Session& db, const Hall& hall, AccountId account, std::string_view secret) {
  const auto self = store::self(db, account);
  return crypto::totp_uri(secret, self ? self->name : "", hall.settings.name);
}

void remember_enrolment(db::Session& db, Hall& hall, const access::Actor& actor, std::string_view request) {
  auto event = about_herself(db, actor, "enrol", request);
  event.detail = "herself";
  audit::record(db, hall, event);
}

}  // namespace

Result<OwnEnrolment, Refusal> take_waiting_factor(db::Session& db, Hall& hall, const access::Actor& actor, std::string_view request) {
  if (!store::take_waiting(db, actor.account)) return std::unexpected(Refusal::nothing_waits);
  const auto secret = hall.keys.open(store::second_factor(db, actor.account)->secret_sealed, secret_place(actor.account));
  if (!secret) throw std::runtime_error("second_factors.secret_sealed does not open");
  remember_enrolment(db, hall, actor, request);
  return OwnEnrolment{.uri = uri_of(db, hall, actor.account, *secret), .recovery_codes = give_recovery_codes(db, hall, actor.account)};
}

Result<OwnEnrolment, Problem> enrol_anew(Hall& hall, const access::Actor& actor, const Shown& shown, std::string_view request) {
  OwnEnrolment made;
  const auto done = with_proof(hall, actor, shown, Needed::everything, "enrol_refused", request, [&](db::Session& db) {
    const auto secret = crypto::new_totp_secret();
    store::enrol(db, actor.account, hall.keys.seal(secret, secret_place(actor.account)), Enrolment::now, hall.clock.now(), actor.session);
    made = {.uri = uri_of(db, hall, actor.account, secret), .recovery_codes = give_recovery_codes(db, hall, actor.account)};
    remember_enrolment(db, hall, actor, request);
  });
  if (!done) return std::unexpected(done.error());
  return made;
}

Result<std::vector<std::string>, Problem> renew_recovery_codes(Hall& hall, const access::Actor& actor, const Shown& shown,
                                                               std::string_view request) {
  std::vector<std::string> codes;
  const auto done = with_proof(hall, actor, shown, Needed::everything, "recovery_codes_refused", request, [&](db::Session& db) {
    codes = give_recovery_codes(db, hall, actor.account);
    audit::record(db, hall, about_herself(db, actor, "recovery_codes", request));
  });
  if (!done) return std::unexpected(done.error());
  return codes;
}

}  // namespace unionhall::accounts
