// What whoever holds a link may do with it: open the record, say that it is right, say what is wrong.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "base/names.h"
#include "base/short_code.h"
#include "hall/access/rates.h"
#include "hall/audit/audit.h"
#include "hall/orgs/orgs.h"
#include "hall/people/people.h"
#include "services/verification/corrections.h"
#include "services/verification/mailings_store.h"

namespace unionhall::verification::links {
namespace {

namespace json = http::json;
namespace store = mailings::store;

constexpr access::Rate looks_rate{.most = 240, .window = std::chrono::hours{1}};  // an address; carriers put many members behind one

std::unexpected<Problem> no(Refusal refusal) { return std::unexpected(problem_for(refusal)); }

/// Nothing where it opens nothing, or her membership is over. One that is alive is never of somebody who is led to another.
std::optional<store::Lead> find(db::Session& db, std::int64_t serial, Instant now) {
  auto lead = store::find_lead(db, serial);
  if (!lead || !mailings::opens(lead->mailing, lead->expires_at, now) || !members::alive(lead->member.status)) return std::nullopt;
  const auto& link = lead->link;
  if (link.state == State::ready || link.state == State::locked || link.tries >= tries_most) return std::nullopt;
  return lead;
}

/// A link with the record that it leads to.
struct Found {
  Link link;
  members::Member member;
  people::Person person;
  std::string union_name;
};

// ── POST /verification-links/looks ─────────────────────────────────────────────────────────────────────────────

/// The last four signs of her document, as they were typed.
bool fits(const Hall& hall, const people::Person& person, std::string typed) {
  std::erase(typed, ' ');
  std::ranges::transform(typed, typed.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  const auto number = people::open_id_number(hall.keys, person);
  return typed.size() == 4 && number.size() >= 4 && crypto::same(typed, std::string_view(number).substr(number.size() - 4));
}

std::string look_of(const Hall& hall, const Found& found, Instant until) {
  return hall.keys.seal_token(fmt::format("{} {} {}", found.link.serial, found.member.id.value, unix_ms(until)), "verification_look");
}

json::object verified_json(const members::Member& member) {
  if (member.verified_method.empty()) return {{"state", "unverified"}};
  return {{"state", "verified"}, {"method", member.verified_method}, {"at", rfc3339(*member.verified_at)}};
}

json::object record_json(const Hall& hall, const Found& found) {
  const auto& person = found.person;
  return {{"name_masked", names::masked(person.facts.name)},
          {"union", found.union_name},
          {"status", db::word(found.member.status)},
          {"id_masked", people::masked_id_number(hall.keys, person.id, person.id_sealed)},
          {"phone_masked", people::masked_phone(hall.keys, person.id, person.phone_sealed)},
          {"joined_on", found.member.joined_on},
          {"employer", person.facts.employer},
          {"verified", verified_json(found.member)}};
}

/// Counts the try, and says why it opens nothing; a commit whatever comes of it.
std::optional<Problem> refused(Hall& hall, const http::Request& request, const std::optional<Found>& found, bool right) {
  const auto now = hall.clock.now();
  const auto bucket = "links:" + hall.keys.digest("address", request.peer);
  return hall.db.write([&](db::Session& db) -> std::optional<Problem> {
    const auto spent = access::spend(db, bucket, looks_rate, now);
    if (!spent.allowed) {
      auto problem = problem_for(Refusal::tried_too_often);
      problem.params = {{"minutes", std::to_string((spent.retry_after_s + 59) / 60)}};
      problem.retry_after_s = spent.retry_after_s;
      return problem;
    }
    const auto link = found ? store::find_link(db, found->link.serial) : std::nullopt;
    if (!link || link->tries >= tries_most) return problem_for(Refusal::nothing_fits);
    if (right) {
      audit::record(db, hall, {.what = "link_opened", .subject_kind = "person", .subject = found->person.id.value, .request = request.id});
      return link->state == State::sent ? std::nullopt : std::optional(problem_for(Refusal::used));
    }
    store::count_try(db, link->serial);
    if (link->tries + 1 == tries_most && store::move_link(db, link->serial, State::sent, State::locked, now)) {
      store::count(db, hall.ids.region(), link->mailing, {{link->org, {.locked = 1}}});
    }
    audit::record(db, hall, {.what = "link_refused", .subject_kind = "member", .subject = link->member.value, .request = request.id});
    return problem_for(Refusal::nothing_fits);
  });
}

/// POST /api/v1/verification-links/looks {code, last_four} → {look, good_for_s, record}
http::Response post_look(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto code = short_code::folded(form.text("code", {.chars_min = 1, .chars_max = 40}));
  const auto last_four = form.text("last_four", {.chars_min = 1, .chars_max = 8});
  if (const auto invalid = form.problem()) return *invalid;

  const auto now = hall.clock.now();
  const auto serial = serial_of(code);
  const auto found = hall.db.snapshot([&](db::Session& db) -> std::optional<Found> {
    const auto lead = serial ? find(db, *serial, now) : std::nullopt;
    if (!lead || !links::fits(hall.keys, code, static_cast<int>(lead->key_no), *serial, lead->link.member)) return std::nullopt;
    const auto person = people::find_row(db, lead->member.person);
    const auto org = orgs::find(db, lead->member.org);
    if (!person || !org) return std::nullopt;
    return Found{.link = lead->link, .member = lead->member, .person = *person, .union_name = org->facts.name};
  });
  const bool right = found && fits(hall, found->person, last_four);
  if (const auto why = refused(hall, request, found, right)) return http::problem(*why, request);
  return http::ok({{"look", look_of(hall, *found, now + look_good_for)},
                   {"good_for_s", std::chrono::seconds(look_good_for).count()},
                   {"record", record_json(hall, *found)}});
}

// ── POST /verification-links/confirmations, /corrections ───────────────────────────────────────────────────────

/// What a look was given for; Refused (409) when its time is over or it is none.
struct Look {
  std::int64_t serial = 0;
  MemberId member;
};
Look read_look(http::Form& form, const Hall& hall) {
  const auto token = form.text("look", {.chars_min = 1, .chars_max = 300});
  if (token.empty()) return {};
  const auto plain = hall.keys.open_token(token, "verification_look");
  std::int64_t parts[3] = {};
  if (plain) {
    const char* at = plain->data();
    for (auto& part : parts) at = std::from_chars(at, plain->data() + plain->size(), part).ptr + 1;
  }
  if (!plain || from_unix_ms(parts[2]) <= hall.clock.now()) throw Refused(problem_for(Refusal::look_over));
  return {.serial = parts[0], .member = MemberId{parts[1]}};
}

/// The link, while its record may be spoken of; Refused (409) when it is no more. `again`: what a repeat is answered with.
store::Lead require(db::Session& db, const Look& look, State again, Instant now) {
  auto lead = links::find(db, look.serial, now);
  if (!lead || lead->member.id != look.member) throw Refused(problem_for(Refusal::look_over));
  if (lead->link.state != State::sent && lead->link.state != again) throw Refused(problem_for(Refusal::used));
  return *std::move(lead);
}

/// POST /api/v1/verification-links/confirmations {look} → Verified
http::Response post_confirmation(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto look = read_look(form, hall);
  if (const auto invalid = form.problem()) return *invalid;
  const auto now = hall.clock.now();
  const auto done = hall.db.write([&](db::Session& db) -> Result<members::Member, Problem> {
    auto lead = require(db, look, State::confirmed, now);
    if (lead.link.state == State::sent) {
      if (!members::verify(db, hall, lead.member, members::Method::sms, {.request = request.id}, now)) return no(Refusal::look_over);
      store::move_link(db, look.serial, State::sent, State::confirmed, now);
      store::count(db, hall.ids.region(), lead.link.mailing, {{lead.link.org, {.confirmed = 1}}});
    }
    return lead.member;
  });
  return done ? http::ok(verified_json(*done)) : http::problem(done.error(), request);
}

/// POST /api/v1/verification-links/corrections {look, …, words} → {number}
http::Response post_correction(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto look = read_look(form, hall);
  const auto said = corrections::read(form, look.member, hall);
  if (const auto invalid = form.problem()) return *invalid;
  const auto now = hall.clock.now();
  members::Member member;
  std::optional<people::Person> person;
  hall.db.snapshot([&](db::Session& db) {
    auto lead = require(db, look, State::sent, now);
    person = people::find_row(db, lead.member.person);
    member = std::move(lead.member);
  });
  const auto id = hall.ids.next<cases::CaseTag>();
  const auto filing = corrections::filing(hall, id, *person, member, said, members::Method::sms, {});
  const auto filed = hall.db.write([&](db::Session& db) -> Result<std::string, Problem> {
    const auto lead = require(db, look, State::sent, now);
    const auto made = cases::file(db, hall, id, "correction", filing, {.party = cases::Party::applicant, .request = request.id}, now);
    if (!made) return std::unexpected(made.error());
    store::move_link(db, look.serial, State::sent, State::corrected, now);
    store::count(db, hall.ids.region(), lead.link.mailing, {{lead.link.org, {.corrected = 1}}});
    return cases::find(db, *made)->number;
  });
  return filed ? http::ok({{"number", *filed}}) : http::problem(filed.error(), request);
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  route.post("/api/v1/verification-links/looks", access::anyone, hall, post_look);
  route.post("/api/v1/verification-links/confirmations", access::anyone, hall, post_confirmation);
  route.post("/api/v1/verification-links/corrections", access::anyone, hall, post_correction);
}

}  // namespace unionhall::verification::links
