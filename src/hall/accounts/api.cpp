// Signing in and oneself. Who acts for a union is in officers_api.cpp.
#include <fmt/format.h>

#include "base/names.h"
#include "hall/access/own_data.h"
#include "hall/access/rates.h"
#include "hall/accounts/closing.h"
#include "hall/accounts/enrolment.h"
#include "hall/accounts/officers_api.h"
#include "hall/accounts/passwords.h"
#include "hall/accounts/sign_in.h"
#include "hall/accounts/store.h"
#include "hall/accounts/words.h"
#include "hall/audit/audit.h"

namespace unionhall::accounts {
namespace {

using http::Request;
using http::Response;

std::string cookie_of(const Request& request, const Hall& hall, std::string_view token, std::chrono::seconds lasts) {
  const bool secure = hall.settings.secure_cookies || request.header("x-forwarded-proto") == "https";
  return fmt::format("{}={}; Path=/; Max-Age={}; HttpOnly; SameSite=Lax{}", cookie_name, token, lasts.count(), secure ? "; Secure" : "");
}

std::string language_tag(std::string_view language) { return language == "en" ? "en" : "zh-CN"; }

// ── Signing in ──

/// POST /api/v1/sign-in/code  {phone} → 202 {expires_in_s, again_in_s, demo_code?}
Response post_code(const Request& request, Hall& hall) {
  http::Form form(request);
  const auto phone = phone_of(form, "phone", hall);
  if (const auto invalid = form.problem()) return *invalid;

  const auto code = send_code(hall, *phone, request.peer);
  if (!code.sent && code.from_here) {
    return http::problem({429, "accounts.address_too_often", {{"minutes", minutes_of(code.again_in_s)}}, {}, code.again_in_s}, request);
  }
  if (!code.sent) {
    return http::problem({429, "accounts.code_too_often", {{"seconds", std::to_string(code.again_in_s)}}, {}, code.again_in_s}, request);
  }
  http::json::object said{{"expires_in_s", std::chrono::seconds(code_good_for).count()}, {"again_in_s", code.again_in_s}};
  if (hall.settings.demo) said["demo_code"] = code.code;
  auto response = http::ok(std::move(said));
  response.status = 202;
  return response;
}

Problem problem_for(const SignInOutcome& outcome) {
  using What = SignInOutcome::What;
  const TextParams tries{{"left", std::to_string(outcome.tries_left)}};
  switch (outcome.what) {
    case What::wrong:
      return {422, "accounts.code_wrong", tries, {{"/code", "code_wrong", tries}}};
    case What::expired:
      return {422, "accounts.code_expired", {}, {{"/code", "code_expired"}}};
    case What::spent:
      return {422, "accounts.code_spent", {}, {{"/code", "code_spent"}}};
    case What::not_on_phone:
      return {422, "accounts.not_on_phone", {}, {{"/account", "not_an_id"}}};
    case What::too_often:
      return {429, "accounts.address_too_often", {{"minutes", minutes_of(outcome.retry_after_s)}}, {}, outcome.retry_after_s};
    case What::closed:
      return {403, "accounts.closed"};
    case What::signed_in:
    case What::choose:
      break;
  }
  std::unreachable();
}

/// POST /api/v1/sign-in  {phone, code, account?} → {account, token?} | {choose}
Response post_sign_in(const Request& request, Hall& hall) {
  http::Form form(request);
  const auto phone = phone_of(form, "phone", hall);
  auto code = form.text("code", {.chars_min = 1, .chars_max = 12});
  const auto account = form.optional_id<AccountId>("account");
  if (const auto invalid = form.problem()) return *invalid;

  const auto means = request.header("x-session") == "token" ? Means::bearer : Means::cookie;
  const auto outcome = sign_in(hall, {.phone = *phone,
                                      .code = std::move(code),
                                      .account = account,
                                      .means = means,
                                      .device = device_of(request.header("user-agent")),
                                      .address = request.peer,
                                      .request = request.id});
  if (outcome.what == SignInOutcome::What::choose) {
    http::json::array choose;
    for (const auto& choice : outcome.choices) {
      choose.push_back({{"account", choice.account.text()},
                        {"name_masked", choice.name.empty() ? http::Texts::global().text("accounts.nameless", request.language)
                                                            : names::masked(choice.name)}});
    }
    return http::ok({{"choose", std::move(choose)}});
  }
  if (outcome.what != SignInOutcome::What::signed_in) return http::problem(problem_for(outcome), request);

  http::json::object said{{"account", {{"id", outcome.who.account.text()}, {"name", outcome.who.name}}}};
  if (means == Means::bearer) said["token"] = outcome.token;
  auto response = http::ok(std::move(said));
  if (means == Means::cookie) response.headers["set-cookie"] = cookie_of(request, hall, outcome.token, session_good_for);
  return response;
}

/// Ends a session of hers; false when it is none.
bool end(Hall& hall, const Request& request, access::SessionId session) {
  const auto account = access::actor(request).account;
  return hall.db.write([&](db::Session& db) {
    if (!store::end_session(db, account, session)) return false;
    audit::record(db, hall,
                  {.actor = account, .what = "sign_out", .subject_kind = "account", .subject = account.value, .request = request.id});
    return true;
  });
}

/// POST /api/v1/sign-out → 204
Response post_sign_out(const Request& request, Hall& hall) {
  end(hall, request, access::actor(request).session);
  auto response = http::no_content();
  if (!request.cookie(cookie_name).empty()) response.headers["set-cookie"] = cookie_of(request, hall, "", std::chrono::seconds(0));
  return response;
}

// ── The officer's session ──

/// POST /api/v1/officer-session  {totp | recovery_code, role, password?} → 201 {until, role}
Response post_officer_session(const Request& request, Hall& hall) {
  http::Form form(request);
  auto shown = code_in(form);
  shown.password = form.optional_text("password", {.chars_min = 1, .chars_max = password_chars_max});
  require_code(form, shown);
  const auto role = form.id<access::RoleId>("role");
  if (const auto invalid = form.problem()) return *invalid;

  // A cookie can be planted in a browser; a bearer token cannot.
  const auto token = request.cookie(cookie_name).empty() || !request.header("authorization").empty() ? "" : crypto::random_token();
  const auto until = begin_officer_session(hall, access::actor(request), role, shown, token, request.id);
  if (!until) return http::problem(until.error(), request);
  auto response = http::created({{"until", rfc3339(*until)}, {"role", role.text()}});
  if (!token.empty()) response.headers["set-cookie"] = cookie_of(request, hall, token, session_good_for);
  return response;
}

/// DELETE /api/v1/officer-session → 204
Response delete_officer_session(const Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  hall.db.write([&](db::Session& db) {
    if (store::put_out_of_force(db, actor.session)) audit::record(db, hall, about_herself(db, actor, "leave_desk", request.id));
  });
  return http::no_content();
}

/// GET /api/v1/demo/totp?ticket= → {code, seconds_left}, also of an authenticator that is not in force yet
Response get_demo_totp(const Request& request, Hall& hall) {
  const auto account = access::actor(request).account;
  const auto ticket = request.asked("ticket");
  const auto totp = ticket.empty() ? demo_totp(hall, account) : demo_totp_of_another(hall, account, ticket);
  if (!totp) return http::problem({404, "http.not_found"}, request);
  return http::ok({{"code", totp->code}, {"seconds_left", totp->seconds_left}});
}

// ── Oneself ──

http::json::object role_json(const store::RoleRow& role) {
  http::json::object json{{"id", role.id.text()},
                          {"word", db::word(role.word)},
                          {"org", {{"id", role.org.text()}, {"name", role.org_name}, {"level", role.org_level}}}};
  if (!role.desk.empty()) json["desk"] = role.desk;
  if (role.ends_at) json["until"] = last_day(*role.ends_at);
  return json;
}

/// Whether her password will do at the next sign-in: none (and none is asked for), set, missing or expired.
std::string_view password_state(const store::Safety& safety, const OfficerSecurity& rules, Instant now) {
  if (!safety.password_set_at) return rules.passwords_required ? "missing" : "none";
  return has_grown_old(*safety.password_set_at, rules, now) ? "expired" : "set";
}

/// GET /api/v1/me
Response get_me(const Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  std::vector<store::RoleRow> roles;
  store::Safety safety;
  const auto self = hall.db.snapshot([&](db::Session& db) {
    roles = store::roles_of(db, actor.account, hall.clock.now());
    safety = store::safety(db, actor.account, actor.session);
    return store::self(db, actor.account);
  });
  if (!self) return http::problem({404, "http.not_found"}, request);

  const auto& rules = hall.settings.officers;
  http::json::object officer{{"active", actor.is_officer()},
                             {"needs_enrolment", !roles.empty() && !self->enrolled},
                             {"enrolment_waits", self->waits},
                             {"enrol_anew", safety.enrol_anew},
                             {"recovered", actor.is_officer() && safety.recovered},
                             {"recovery_codes_left", safety.recovery_codes_left},
                             {"password", password_state(safety, rules, hall.clock.now())}};
  if (safety.password_set_at && rules.password_days > 0) {
    officer["password_until"] = rfc3339(*safety.password_set_at + std::chrono::days(rules.password_days));
  }
  if (actor.is_officer()) officer["until"] = rfc3339(actor.in_force_until);
  if (!actor.is_officer() && !safety.ended.empty()) officer["ended"] = safety.ended;
  http::json::array held;
  for (const auto& role : roles) {
    if (!role.ends_at || hall.clock.now() < *role.ends_at) held.push_back(role_json(role));
  }
  http::json::object me{{"id", actor.account.text()},
                        {"name", self->name},
                        {"phone_masked", phone_masked(hall, self->phone, self->phone_sealed)},
                        {"language", language_tag(self->language)},
                        {"officer", std::move(officer)},
                        {"roles", std::move(held)}};
  if (actor.in_force) me["role_in_force"] = actor.in_force->id.text();
  return http::ok(std::move(me));
}

/// PATCH /api/v1/me  {language}
Response patch_me(const Request& request, Hall& hall) {
  http::Form form(request);
  const auto language = form.text("language", {.chars_min = 1, .chars_max = 10});
  if (!language.empty() && language != "en" && language != "zh-CN") form.fault("language", "unknown_word");
  if (const auto invalid = form.problem()) return *invalid;

  const auto account = access::actor(request).account;
  hall.db.write([&](db::Session& db) {
    store::set_language(db, account, language == "en" ? "en" : "zh_cn");
    audit::record(db, hall,
                  audit::by(request, {.what = "change", .subject_kind = "account", .subject = account.value, .detail = "language"}));
  });
  return get_me(request, hall);
}

http::json::array sessions_json(db::Session& db, const Hall& hall, const access::Actor& actor) {
  const auto now = hall.clock.now();
  const auto idle_max = hall.settings.officers.idle_max;
  http::json::array items;
  for (const auto& session : store::sessions(db, actor.account, now)) {
    items.push_back({{"id", session.id.text()},
                     {"kind", db::word(session.means)},
                     {"device", session.device},
                     {"signed_in_at", rfc3339(session.signed_in_at)},
                     {"last_seen_at", rfc3339(session.last_seen)},
                     {"officer", session.officer_until && now < *session.officer_until && now - session.last_seen < idle_max},
                     {"current", session.id == actor.session}});
  }
  return items;
}

/// GET /api/v1/me/sessions
Response get_sessions(const Request& request, Hall& hall) {
  return http::ok({{"items", hall.db.read([&](db::Session& db) { return sessions_json(db, hall, access::actor(request)); })}});
}

/// DELETE /api/v1/me/sessions: all but this one → 204
Response delete_other_sessions(const Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  hall.db.write([&](db::Session& db) {
    if (store::end_other_sessions(db, actor.account, actor.session) == 0) return;
    audit::record(db, hall,
                  {.actor = actor.account,
                   .what = "sign_out",
                   .subject_kind = "account",
                   .subject = actor.account.value,
                   .detail = "elsewhere",
                   .request = request.id});
  });
  return http::no_content();
}

/// DELETE /api/v1/me/sessions/{id} → 204
Response delete_session(const Request& request, Hall& hall) {
  if (!end(hall, request, request.path_id<access::SessionId>("id"))) return http::problem({404, "http.not_found"}, request);
  return http::no_content();
}

// ── What is kept about oneself ──

http::json::value account_json(db::Session& db, const Hall& hall, const access::Actor& actor, http::Language) {
  const auto self = store::self(db, actor.account).value();
  http::json::array roles, phones;
  for (const auto& role : store::roles_of(db, actor.account, hall.clock.now())) roles.push_back(role_json(role));
  for (const auto& phone : store::phones_of(db, actor.account)) {
    http::json::object one{{"phone_masked", phone_masked(hall, phone.id, phone.phone_sealed)}, {"since", rfc3339(phone.since)}};
    if (phone.proved_at) one["proved_at"] = rfc3339(*phone.proved_at);
    if (phone.until) one["until"] = rfc3339(*phone.until);
    phones.push_back(std::move(one));
  }
  return {{"id", actor.account.text()},
          {"name", self.name},
          {"language", language_tag(self.language)},
          {"second_factor", self.enrolled},
          {"phones", std::move(phones)},
          {"roles", std::move(roles)},
          {"sessions", sessions_json(db, hall, actor)}};
}

}  // namespace

Shown code_in(http::Form& form) {
  return {.totp = form.text_or("totp", "", {.chars_min = 6, .chars_max = 6}),
          .recovery_code = form.text_or("recovery_code", "", {.chars_min = 1, .chars_max = 20}),
          .password = {}};
}

void require_code(http::Form& form, const Shown& shown) {
  const bool none = shown.totp.empty() && shown.recovery_code.empty() && !shown.by_session;
  if (none && !form.problem()) form.fault("totp", "required");
}

std::string minutes_of(int seconds) { return std::to_string((seconds + 59) / 60); }

std::optional<Phone> phone_of(http::Form& form, std::string_view field, const Hall& hall) {
  const auto text = form.text(field, {.chars_min = 1, .chars_max = 30});
  if (text.empty()) return std::nullopt;  // faulted by the form
  auto phone = Phone::parse(text, hall.settings.demo ? Numbering::demo : Numbering::real);
  if (phone) return *std::move(phone);
  form.fault(field, std::string(word(phone.error())));
  return std::nullopt;
}

void mount(http::Router& route, Hall& hall) {
  add_words();
  route.post("/api/v1/sign-in/code", access::anyone, hall, post_code);
  route.post("/api/v1/sign-in", access::anyone, hall, post_sign_in);
  route.post("/api/v1/sign-out", access::signed_in, hall, post_sign_out);
  route.post("/api/v1/officer-session", access::signed_in, hall, post_officer_session);
  route.del("/api/v1/officer-session", access::signed_in, hall, delete_officer_session);
  route.get("/api/v1/demo/totp", access::signed_in, hall, get_demo_totp);
  route.get("/api/v1/me", access::signed_in, hall, get_me);
  route.patch("/api/v1/me", access::signed_in, hall, patch_me);
  route.get("/api/v1/me/sessions", access::signed_in, hall, get_sessions);
  route.del("/api/v1/me/sessions", access::signed_in, hall, delete_other_sessions);
  route.del("/api/v1/me/sessions/{id}", access::signed_in, hall, delete_session);
  access::own_data::kept_as("account", account_json);
  access::own_data::erased_by("accounts", close);
  mount_officers(route, hall);
  mount_security(route, hall);
  mount_administration(route, hall);
}

}  // namespace unionhall::accounts
