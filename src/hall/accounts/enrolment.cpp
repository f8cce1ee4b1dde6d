#include "hall/accounts/enrolment.h"

#include <fmt/format.h>

#include <sstream>

#include "hall/accounts/sign_in.h"
#include "hall/accounts/store.h"

namespace unionhall::accounts {
namespace {

std::vector<std::string> give_recovery_codes(db::Session& db, AccountId account) {
  auto codes = draw_recovery_codes(account);
  store::put_recovery_codes(db, account, codes);
  return std::move(codes.shown);
}

std::string uri_of(db::Session& db, const Hall& hall, AccountId account, std::string_view secret) {
  const auto self = store::self(db, account);
  return crypto::totp_uri(secret, self ? self->name : "", hall.settings.name);
}

void remember_enrolment(db::Session& db, Hall& hall, const access::Actor& actor, std::string_view detail, std::string_view request) {
  auto event = about_herself(db, actor, "enrol", request);
  event.detail = detail;
  audit::record(db, hall, event);
}

// ── Tickets ──

constexpr auto ticket_good_for = 1h;
constexpr std::string_view ticket_purpose = "another_authenticator";

/// Which factor is in force: a ticket is good in its place alone, and so once.
std::string digest_of_factor(db::Session& db, AccountId account) {
  const auto factor = store::second_factor(db, account);
  return factor ? crypto::hex(crypto::sm3(factor->secret_sealed)) : "";
}

std::string ticket_for(db::Session& db, const Hall& hall, AccountId account, std::string_view secret) {
  const auto until = unix_ms(hall.clock.now() + ticket_good_for);
  return hall.keys.seal_token(fmt::format("{} {} {} {}", account.value, until, secret, digest_of_factor(db, account)), ticket_purpose);
}

struct Drawn {
  std::string secret, in_place_of;
};
std::optional<Drawn> read_ticket(const Hall& hall, AccountId account, std::string_view ticket) {
  const auto plain = hall.keys.open_token(ticket, ticket_purpose);
  if (!plain) return std::nullopt;
  std::istringstream parts(*plain);
  std::int64_t whose = 0, until_ms = 0;
  Drawn drawn;
  parts >> whose >> until_ms >> drawn.secret >> drawn.in_place_of;
  if (!parts || whose != account.value || unix_ms(hall.clock.now()) >= until_ms) return std::nullopt;
  return drawn;
}

}  // namespace

Result<OwnEnrolment, Refusal> take_waiting_factor(db::Session& db, Hall& hall, const access::Actor& actor, std::string_view request) {
  if (!store::take_waiting(db, actor.account)) return std::unexpected(Refusal::nothing_waits);
  const auto secret = hall.keys.open(store::second_factor(db, actor.account)->secret_sealed, secret_place(actor.account));
  if (!secret) throw std::runtime_error("second_factors.secret_sealed does not open");
  remember_enrolment(db, hall, actor, "herself", request);
  return OwnEnrolment{.uri = uri_of(db, hall, actor.account, *secret), .recovery_codes = give_recovery_codes(db, actor.account)};
}

Result<Another, Problem> draw_another(Hall& hall, const access::Actor& actor, const Shown& shown, std::string_view request) {
  const auto secret = crypto::new_totp_secret();
  Another another;
  const auto done = with_proof(hall, actor, shown, Needed::everything, "enrol_refused", request, [&](db::Session& db) {
    another = {.uri = uri_of(db, hall, actor.account, secret), .ticket = ticket_for(db, hall, actor.account, secret)};
    remember_enrolment(db, hall, actor, "drawn", request);
  });
  if (!done) return std::unexpected(done.error());
  return another;
}

Result<std::vector<std::string>, Problem> take_another(Hall& hall, const access::Actor& actor, std::string_view ticket,
                                                       std::string_view totp, std::string_view request) {
  const auto now = hall.clock.now();
  const auto drawn = read_ticket(hall, actor.account, ticket);
  if (!drawn) return std::unexpected(Problem{409, "accounts.ticket_over"});
  const auto now_s = std::chrono::floor<std::chrono::seconds>(now).time_since_epoch().count();
  const auto step = crypto::totp_step(drawn->secret, totp, now_s);
  if (!step) return std::unexpected(Problem{422, "accounts.another_totp_wrong", {}, {{"/totp", "another_totp_wrong"}}});
  const auto sealed = hall.keys.seal(drawn->secret, secret_place(actor.account));
  return hall.db.write([&](db::Session& db) -> Result<std::vector<std::string>, Problem> {
    if (digest_of_factor(db, actor.account) != drawn->in_place_of) return std::unexpected(Problem{409, "accounts.ticket_over"});
    store::enrol(db, actor.account, sealed, Enrolment::now, now, actor.session);
    store::use_step(db, actor.account, sealed, *step);
    remember_enrolment(db, hall, actor, "herself", request);
    return give_recovery_codes(db, actor.account);
  });
}

std::optional<DemoTotp> demo_totp_of_another(const Hall& hall, AccountId account, std::string_view ticket) {
  const auto drawn = hall.settings.demo ? read_ticket(hall, account, ticket) : std::nullopt;
  if (!drawn) return std::nullopt;
  constexpr std::int64_t step_s = 30;
  const auto now_s = std::chrono::floor<std::chrono::seconds>(hall.clock.now()).time_since_epoch().count();
  return DemoTotp{.code = crypto::totp_code(drawn->secret, now_s), .seconds_left = static_cast<int>(step_s - now_s % step_s)};
}

Result<std::vector<std::string>, Problem> renew_recovery_codes(Hall& hall, const access::Actor& actor, const Shown& shown,
                                                               std::string_view request) {
  std::vector<std::string> codes;
  const auto done = with_proof(hall, actor, shown, Needed::everything, "recovery_codes_refused", request, [&](db::Session& db) {
    codes = give_recovery_codes(db, actor.account);
    audit::record(db, hall, about_herself(db, actor, "recovery_codes", request));
  });
  if (!done) return std::unexpected(done.error());
  return codes;
}

}  // namespace unionhall::accounts
