#include "hall/accounts/officers_api.h"

#include <charconv>

#include "base/names.h"
#include "hall/accounts/appointments.h"
#include "hall/accounts/enrolment.h"
#include "hall/accounts/sign_in.h"
#include "hall/accounts/store.h"

namespace unionhall::accounts {
namespace {

using http::Request;
using http::Response;

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::not_found:
      return {404, "http.not_found"};
    case Refusal::already_holds:
      return {409, "accounts.already_holds"};
    case Refusal::separated_duties:
      return {409, "accounts.separated_duties"};
    case Refusal::account_closed:
      return {409, "accounts.phone_of_closed"};
    case Refusal::own_role:
      return {403, "accounts.own_role"};
    case Refusal::not_appointable:
      return {403, "accounts.not_appointable"};
    case Refusal::nothing_waits:
      return {409, "accounts.nothing_waits"};
  }
  std::unreachable();
}

http::json::object line_json(const Hall& hall, const store::Line& line) {
  http::json::object json{{"id", line.id.text()},
                          {"account", line.account.text()},
                          {"name_masked", names::masked(line.name)},
                          {"phone_masked", phone_masked(hall, line.phone, line.phone_sealed)},
                          {"word", db::word(line.word)},
                          {"org", {{"id", line.org.text()}, {"name", line.org_name}}},
                          {"since", rfc3339(line.since)},
                          {"enrolled", line.enrolled}};
  if (line.ends_at) json["until"] = last_day(*line.ends_at);
  if (!line.desk.empty()) json["desk"] = line.desk;
  return json;
}

std::int64_t number_of(const std::string& text) {
  std::int64_t number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

/// GET /api/v1/orgs/{id}/officers?below=
Response get_officers(const Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const auto org = request.path_id<OrgId>("id");
  store::Asked asked{.org_path = {},
                     .below = request.asked("below") == "true",
                     .administrators = actor.in_force->word == access::RoleWord::security_administrator,
                     .after_since = {},
                     .after = {},
                     .limit = cursor::limit_of(request),
                     .now = hall.clock.now()};
  const auto list = "officers:" + org.text() + (asked.below ? ":below" : "");
  if (const auto after = cursor::open(hall, list, request.asked("cursor"), 2)) {
    asked.after_since = from_unix_ms(number_of((*after)[0]));
    asked.after = access::RoleId{number_of((*after)[1])};
  }
  const int limit = asked.limit++;  // one more tells whether there is a next page
  auto lines = hall.db.snapshot([&](db::Session& db) {
    asked.org_path = access::require_reach(db, actor, org);
    return store::officers(db, asked);
  });
  http::json::object page;
  if (std::ssize(lines) > limit) {
    lines.resize(static_cast<std::size_t>(limit));
    page["next"] = cursor::seal(hall, list, {std::to_string(unix_ms(lines.back().since)), lines.back().id.text()});
  }
  http::json::array items;
  for (const auto& line : lines) items.push_back(line_json(hall, line));
  page["items"] = std::move(items);
  return http::ok(std::move(page));
}

/// POST /api/v1/orgs/{id}/officers  {name, phone, word, desk?, until?} → 201 {id, enrolment_uri?}
Response post_officer(const Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  http::Form form(request);
  const auto written = form.text("name", {.chars_min = 1, .chars_max = names::person_chars_max});
  const auto name = names::person_name(written);
  if (!written.empty() && !name) form.fault("name", "name_bad_character");
  const auto phone = phone_of(form, "phone", hall);
  const auto word = form.word<access::RoleWord>("word", db::from_word<access::RoleWord>);
  const auto desk = form.text_or("desk", "", {.chars_min = 0, .chars_max = 30});
  if (!desk.empty() && std::ranges::find(desks, desk) == std::end(desks)) form.fault("desk", "unknown_word");
  const auto until = form.optional_date("until");
  if (until && std::chrono::sys_days(*until) < std::chrono::sys_days(beijing_date(hall.clock.now()))) form.fault("until", "day_is_past");
  if (const auto invalid = form.problem()) return *invalid;

  const Appointment appointment{.name = *name,
                                .phone = *phone,
                                .word = *word,
                                .org = request.path_id<OrgId>("id"),
                                .desk = desk,
                                .by = actor.account,
                                .by_role = actor.in_force->id,
                                .until = until ? std::optional(end_of(*until)) : std::nullopt};
  const auto secret = crypto::new_totp_secret();
  std::optional<std::string> uri;  // a repeat makes nobody and so shows none
  const auto role = hall.write(request, [&](db::Session& db) -> Result<access::RoleId, Refusal> {
    auto made = appoint(db, hall, appointment, secret);
    if (!made) return std::unexpected(made.error());
    uri = std::move(made->enrolment_uri);
    return made->role;
  });
  if (!role) return http::problem(problem_for(role.error()), request);
  http::json::object said{{"id", role->text()}};
  if (uri) said["enrolment_uri"] = *uri;
  return http::created(std::move(said));
}

/// DELETE /api/v1/officers/{id} → 204
Response delete_officer(const Request& request, Hall& hall) {
  const auto ended = end_role(hall, request.path_id<access::RoleId>("id"), access::actor(request));
  return ended ? http::no_content() : http::problem(problem_for(ended.error()), request);
}

/// POST /api/v1/officers/{id}/enrolments → 201 {enrolment_uri?}
Response post_enrolment(const Request& request, Hall& hall) {
  const auto role = request.path_id<access::RoleId>("id");
  const auto secret = crypto::new_totp_secret();
  http::json::object said;
  const auto done = hall.write(request, [&](db::Session& db) -> Result<access::RoleId, Refusal> {
    const auto enrolled = enrol(db, hall, role, access::actor(request), secret);
    if (!enrolled) return std::unexpected(enrolled.error());
    said["enrolment_uri"] = enrolled->uri;
    return enrolled->role;
  });
  return done ? http::created(std::move(said)) : http::problem(problem_for(done.error()), request);
}

/// POST /api/v1/me/enrolment → 201 {enrolment_uri?, recovery_codes?}
Response post_own_enrolment(const Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  http::json::object said;  // a repeat shows nothing
  const auto done = hall.write(request, [&](db::Session& db) -> Result<AccountId, Refusal> {
    const auto made = take_waiting_factor(db, hall, actor, request.id);
    if (!made) return std::unexpected(made.error());
    said["enrolment_uri"] = made->uri;
    said["recovery_codes"] = http::json::value_from(made->recovery_codes);
    return actor.account;
  });
  return done ? http::created(std::move(said)) : http::problem(problem_for(done.error()), request);
}

}  // namespace

std::string last_day(Instant ends_at) { return iso_date(beijing_date(ends_at - std::chrono::milliseconds(1))); }

Instant end_of(Date last_day) { return beijing_midnight(std::chrono::sys_days(last_day) + std::chrono::days(1)); }

std::string phone_masked(const Hall& hall, std::optional<std::int64_t> phone, const std::optional<std::string>& sealed) {
  if (!phone || !sealed) return "";
  const auto number = hall.keys.open(*sealed, phone_place(*phone));
  if (!number) throw std::runtime_error("account_phones.phone_sealed does not open");
  const auto parsed = Phone::parse(*number, hall.settings.demo ? Numbering::demo : Numbering::real);
  return parsed ? parsed->masked() : "";
}

void mount_officers(http::Router& route, Hall& hall) {
  orgs::roles_ended_by(end_roles_at);
  route.get("/api/v1/orgs/{id}/officers", access::officer_or_security_administrator, hall, get_officers);
  route.post("/api/v1/orgs/{id}/officers", access::appointer, hall, post_officer, {.makes_something = true});
  route.del("/api/v1/officers/{id}", access::appointer, hall, delete_officer);
  route.post("/api/v1/me/enrolment", access::signed_in, hall, post_own_enrolment, {.makes_something = true});
  route.post("/api/v1/officers/{id}/enrolments", access::appointer, hall, post_enrolment, {.makes_something = true});
}

}  // namespace unionhall::accounts
