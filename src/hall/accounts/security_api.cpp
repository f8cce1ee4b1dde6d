// What opens an officer's desk, by herself; and the security administrator's share: who is shut out, and the rules in force.
#include "base/names.h"
#include "hall/accounts/administration.h"
#include "hall/accounts/enrolment.h"
#include "hall/accounts/officers_api.h"
#include "hall/accounts/passwords.h"
#include "hall/accounts/store.h"
#include "hall/audit/audit.h"

namespace unionhall::accounts {
namespace {

using http::Request;
using http::Response;

// ── Her own ──

/// POST /api/v1/me/passwords  {totp | recovery_code, current?, password} → 204
Response post_password(const Request& request, Hall& hall) {
  http::Form form(request);
  PasswordChange change{.shown = code_in(form), .wanted = form.text("password", {.chars_min = 1, .chars_max = password_chars_max})};
  change.shown.password = form.optional_text("current", {.chars_min = 1, .chars_max = password_chars_max});
  require_code(form, change.shown);
  if (const auto invalid = form.problem()) return *invalid;
  const auto done = change_password(hall, access::actor(request), change, request.id);
  return done ? http::no_content() : http::problem(done.error(), request);
}

/// POST /api/v1/me/authenticators  {totp | recovery_code, password?} → 201 {enrolment_uri, ticket}
///
/// Neither code at a desk that was itself opened by a recovery code: the last one must not leave her without an authenticator.
Response post_authenticator(const Request& request, Hall& hall) {
  http::Form form(request);
  const auto& actor = access::actor(request);
  auto shown = code_in(form);
  shown.password = form.optional_text("password", {.chars_min = 1, .chars_max = password_chars_max});
  if (shown.totp.empty() && shown.recovery_code.empty() && actor.in_force) {
    shown.by_session = hall.db.read([&](db::Session& db) { return store::safety(db, actor.account, actor.session).recovered; });
  }
  require_code(form, shown);
  if (const auto invalid = form.problem()) return *invalid;
  const auto another = draw_another(hall, actor, shown, request.id);
  if (!another) return http::problem(another.error(), request);
  return http::created({{"enrolment_uri", another->uri}, {"ticket", another->ticket}});
}

/// POST /api/v1/me/authenticators/confirmations  {ticket, totp} → 201 {recovery_codes}
Response post_confirmation(const Request& request, Hall& hall) {
  http::Form form(request);
  const auto ticket = form.text("ticket", {.chars_min = 1, .chars_max = ticket_chars_max});
  const auto totp = form.text("totp", {.chars_min = 6, .chars_max = 6});
  if (const auto invalid = form.problem()) return *invalid;
  const auto codes = take_another(hall, access::actor(request), ticket, totp, request.id);
  if (!codes) return http::problem(codes.error(), request);
  return http::created({{"recovery_codes", http::json::value_from(*codes)}});
}

/// POST /api/v1/me/recovery-codes  {totp, password?} → 201 {recovery_codes}
Response post_recovery_codes(const Request& request, Hall& hall) {
  http::Form form(request);
  const Shown shown{.totp = form.text("totp", {.chars_min = 6, .chars_max = 6}),
                    .recovery_code = {},
                    .password = form.optional_text("password", {.chars_min = 1, .chars_max = password_chars_max})};
  if (const auto invalid = form.problem()) return *invalid;
  const auto codes = renew_recovery_codes(hall, access::actor(request), shown, request.id);
  if (!codes) return http::problem(codes.error(), request);
  return http::created({{"recovery_codes", http::json::value_from(*codes)}});
}

// ── The security administrator's ──

/// GET /api/v1/lock-outs
Response get_lock_outs(const Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  http::json::array items;
  const auto now = hall.clock.now();
  for (const auto& one : hall.db.read([&](db::Session& db) { return store::locked_out(db, reach_of(actor), now); })) {
    items.push_back({{"account", one.account.text()},
                     {"name_masked", names::masked(one.name)},
                     {"phone_masked", phone_masked(hall, one.phone, one.phone_sealed)},
                     {"failures", one.failures},
                     {"until", rfc3339(one.shut_until)}});
  }
  return http::ok({{"items", std::move(items)}});
}

/// DELETE /api/v1/lock-outs/{id} → 204
Response delete_lock_out(const Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const auto account = request.path_id<AccountId>("id");
  if (account == actor.account) return http::problem({403, "accounts.own_lock_out"}, request);
  const bool lifted = hall.db.write([&](db::Session& db) {
    if (!store::within(db, reach_of(actor), account, hall.clock.now()) || !store::end_lockout(db, account)) return false;
    audit::record(
        db, hall,
        audit::by(request, {.what = "lift_lock_out", .subject_kind = "account", .subject = account.value, .org = actor.in_force->org}));
    return true;
  });
  return lifted ? http::no_content() : http::problem({404, "http.not_found"}, request);
}

/// GET /api/v1/security-policies
Response get_policies(const Request&, Hall& hall) {
  const auto& settings = hall.settings;
  const auto& officers = settings.officers;
  return http::ok({{"passwords_required", officers.passwords_required},
                   {"password_days", officers.password_days},
                   {"password_chars_min", password_chars_min},
                   {"passwords_kept", passwords_kept},
                   {"wrong_max", officers.wrong_max},
                   {"wrong_within_minutes", officers.wrong_within.count()},
                   {"shut_for_minutes", officers.shut_for.count()},
                   {"sessions_max", officers.sessions_max},
                   {"idle_minutes", officers.idle_max.count()},
                   {"session_hours", officers.good_for.count()},
                   {"lookups_per_hour", settings.lookups_per_hour},
                   {"reveals_per_day", settings.reveals_per_day},
                   {"confirm_imports_above", settings.confirm_imports_above}});
}

}  // namespace

void mount_security(http::Router& route, Hall& hall) {
  const auto guardian = access::role({access::RoleWord::security_administrator});
  route.post("/api/v1/me/passwords", access::signed_in, hall, post_password);
  route.post("/api/v1/me/authenticators", access::signed_in, hall, post_authenticator);
  route.post("/api/v1/me/authenticators/confirmations", access::signed_in, hall, post_confirmation);
  route.post("/api/v1/me/recovery-codes", access::signed_in, hall, post_recovery_codes);
  route.get("/api/v1/lock-outs", guardian, hall, get_lock_outs);
  route.del("/api/v1/lock-outs/{id}", guardian, hall, delete_lock_out);
  route.get("/api/v1/security-policies", guardian, hall, get_policies);
}

}  // namespace unionhall::accounts
