#include "services/verification/verification.h"

#include <algorithm>

#include "base/id_document.h"
#include "base/names.h"
#include "hall/access/own_data.h"
#include "hall/access/rates.h"
#include "hall/accounts/accounts.h"
#include "hall/members/verifying.h"
#include "hall/people/people.h"
#include "hall/texts/texts.h"
#include "services/verification/corrections.h"
#include "services/verification/mailings.h"
#include "services/verification/words.h"

namespace unionhall::verification {
namespace {

namespace json = http::json;
using calendar::Count;
using cases::Outcome;
using cases::Party;
using cases::Reason;

constexpr std::string_view desk = "organisation";
constexpr access::Rate tries_rate{.most = tries_a_day, .window = std::chrono::hours{24}};
constexpr cases::Deadline to_look{.days = 7, .source = "setting"};

std::unexpected<Problem> no(Refusal refusal) { return std::unexpected(problem_for(refusal)); }

// ── The claim's own table ──────────────────────────────────────────────────────────────────────────────────────

struct Claim {
  PersonId person;
  std::string code_mac;
  Instant expires_at;
  std::int64_t tries = 0;
};
BOOST_DESCRIBE_STRUCT(Claim, (), (person, code_mac, expires_at, tries))

std::optional<Claim> find_claim(db::Session& db, cases::CaseId id) {
  return db.first<Claim>("SELECT person_id, code_mac, expires_at_ms, tries FROM verification_forms WHERE id = :id", id);
}

void insert_claim(db::Session& db, std::int64_t region, cases::CaseId id, const Claim& claim) {
  db.exec(R"sql(
      INSERT INTO verification_forms (id, region, person_id, code_mac, expires_at_ms)
      VALUES (:id, :region, :person, :mac, :expires))sql",
          id, region, claim.person, claim.code_mac, claim.expires_at);
}

void count_try(db::Session& db, cases::CaseId id) { db.exec("UPDATE verification_forms SET tries = tries + 1 WHERE id = :id", id); }

std::string mac_of(const Hall& hall, cases::CaseId id, std::string_view code) {
  return hall.keys.digest("verification_code", id.text() + ':' + std::string(code));
}

/// Also where another key has come to seal since it was sent.
bool is_code(const Hall& hall, cases::CaseId id, std::string_view code, std::string_view mac) {
  return std::ranges::any_of(hall.keys.numbers(), [&](int number) {
    return crypto::same(mac, hall.keys.digest("verification_code", id.text() + ':' + std::string(code), number));
  });
}

// ── Becoming her ───────────────────────────────────────────────────────────────────────────────────────────────

/// From now on this account is she, and her living membership says that she has verified it.
Result<void, Problem> verified(db::Session& db, Hall& hall, AccountId account, PersonId person, Instant now) {
  const auto record = people::find(db, person);
  if (!record || !accounts::become(db, account, person, record->facts.name)) return no(Refusal::is_known);
  if (!members::verify(db, hall, record->id, members::Method::sign_in, {.account = account}, now)) return no(Refusal::changed_meanwhile);
  return {};
}

// ── POST /me/verification ──────────────────────────────────────────────────────────────────────────────────────

/// What she gave, in clear.
struct Given {
  std::string name;
  std::vector<people::DocumentKey> keys;
};

std::optional<Given> read(http::Form& form, const Hall& hall) {
  const auto name = names::person_name(form.text("name", {.chars_min = 1, .chars_max = names::person_chars_max}));
  if (!name) form.fault("name", std::string(word(name.error())));
  const auto type = form.has("id_type") ? form.word<IdType>("id_type", db::from_word<IdType>) : std::optional(IdType::resident_id);
  const auto number = form.text("id_number", {.chars_min = 1, .chars_max = 30});
  if (!type || number.empty() || !name) return std::nullopt;
  const auto document =
      IdDocument::parse(*type, number, hall.settings.demo ? Numbering::demo : Numbering::real, beijing_date(hall.clock.now()));
  // Whatever is wrong with it, it is on no record.
  if (!document) throw Refused(problem_for(Refusal::no_match));
  return Given{*name, people::all_keys_of(hall.keys, document->type(), document->number())};
}

void spend_one(Hall& hall, AccountId account) {
  const auto spent =
      hall.db.write([&](db::Session& db) { return access::spend(db, "verification:" + account.text(), tries_rate, hall.clock.now()); });
  if (spent.allowed) return;
  auto problem = problem_for(Refusal::tried_too_often);
  problem.params = {{"hours", std::to_string((spent.retry_after_s + 3599) / 3600)}};
  problem.retry_after_s = spent.retry_after_s;
  throw Refused(std::move(problem));
}

/// A claim from another phone than the collected one: her union is asked, and the collected phone gets a code.
Result<cases::CaseId, Problem> wait_for_her(db::Session& db, Hall& hall, const access::Actor& actor, const people::Person& person,
                                            PersonId holder, const std::optional<Phone>& collected, OrgId org, cases::CaseId id,
                                            const std::string& code, const http::Request& request) {
  const auto now = hall.clock.now();
  if (!cases::open_of(db, "verification", actor.account, person.id).empty()) return no(Refusal::claimed_already);
  const cases::Filing filing{
      .org = org,
      .subject = person.facts.name,
      // Not yet known to be she: only the applicant's own account sees the case.
      .person = {},
      .applicant = actor.account,
      .write = [&](db::Session& session, const cases::Case& one) -> Result<void, Problem> {
        insert_claim(session, one.region, one.id,
                     {.person = holder, .code_mac = collected ? mac_of(hall, one.id, code) : "", .expires_at = now + code_good_for});
        return {};
      }};
  const auto filed =
      cases::file(db, hall, id, "verification", filing, {.party = Party::applicant, .account = actor.account, .request = request.id}, now);
  if (filed && collected) texts::add(db, hall, {.to = *collected, .template_word = "record_claimed", .params = {{"code", code}}}, now);
  return filed;
}

/// POST /api/v1/me/verification {name, id_type, id_number} → {state: verified} or 202 {state: waiting, case}
http::Response post_verification(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  http::Form form(request);
  const auto given = read(form, hall);
  if (const auto invalid = form.problem()) return *invalid;
  spend_one(hall, actor.account);

  std::optional<PersonId> holder;  // two records that became one may be told apart again: the account goes with its own
  std::optional<people::Person> person;
  std::vector<members::Member> living;
  std::optional<Phone> hers;
  hall.db.snapshot([&](db::Session& db) {
    holder = people::holder(db, given->keys);
    if (holder) person = people::find(db, *holder);
    if (person) living = members::living(db, {person->id});
    const auto reach = accounts::reach(db, hall, actor.account, hall.clock.now());
    if (reach) hers = reach->phone;
  });
  if (!person || person->facts.name != given->name) return http::problem(problem_for(Refusal::no_match), request);
  if (actor.person && actor.person != person->id) return http::problem(problem_for(Refusal::is_known), request);

  const auto number = people::open_phone(hall.keys, *person);
  const bool from_collected = number && hers && hers->text() == *number;
  if (actor.person == person->id || from_collected) {
    const auto done = hall.db.write([&](db::Session& db) { return verified(db, hall, actor.account, *holder, hall.clock.now()); });
    return done ? http::ok({{"state", "verified"}}) : http::problem(done.error(), request);
  }
  // Somebody without a living membership is asked after by nobody but the city.
  if (living.empty()) return http::problem(problem_for(Refusal::no_match), request);
  const auto collected =
      number ? Phone::parse(*number, hall.settings.demo ? Numbering::demo : Numbering::real) : std::unexpected(PhoneFault::empty);
  const auto id = hall.ids.next<cases::CaseTag>();
  const auto code = std::to_string(100'000 + crypto::random_below(900'000));
  const auto waits = hall.db.write([&](db::Session& db) {
    return wait_for_her(db, hall, actor, *person, *holder, collected ? std::optional(*collected) : std::nullopt, living.front().org, id,
                        code, request);
  });
  if (!waits) return http::problem(waits.error(), request);
  auto answer = http::ok({{"state", "waiting"}, {"case", waits->text()}});
  answer.status = 202;
  return answer;
}

// ── POST /members/{id}/verification ────────────────────────────────────────────────────────────────────────────

/// POST /api/v1/members/{id}/verification {method, document_seen} → Verified
http::Response post_in_person(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const auto id = request.path_id<MemberId>("id");
  http::Form form(request);
  const auto method = form.word<members::Method>("method", db::from_word<members::Method>);
  if (method && *method != members::Method::in_person && *method != members::Method::visit) form.fault("method", "unknown_word");
  if (!form.flag_or("document_seen", false)) form.fault("document_seen", "document_not_seen");
  if (const auto invalid = form.problem()) return *invalid;
  const auto done = hall.db.write([&](db::Session& db) -> Result<members::Member, Problem> {
    auto member = members::find(db, id);
    if (!member) throw Refused({404, "http.not_found"});
    access::require_reach(db, actor, member->org);
    if (member->person == actor.person) return std::unexpected(cases::problem_for(cases::Refusal::own_case));
    if (!members::alive(member->status)) return no(Refusal::not_alive);
    const members::Witness witness{.account = actor.account, .role = actor.in_force->id.value, .request = request.id};
    if (!members::verify(db, hall, *member, *method, witness, hall.clock.now())) return no(Refusal::changed_meanwhile);
    return *member;
  });
  if (!done) return http::problem(done.error(), request);
  return http::ok({{"state", "verified"}, {"method", done->verified_method}, {"at", rfc3339(*done->verified_at)}});
}

// ── The case ───────────────────────────────────────────────────────────────────────────────────────────────────

cases::Work step(Hall& hall, const cases::Case& one, const cases::Step& taken, http::Form* form) {
  const auto* to = cases::find_state(cases::rules_of(one), taken.to);
  if (!to->ended() || to->outcome != Outcome::granted) return {};
  const auto now = hall.clock.now();
  if (taken.by == Party::applicant) {
    const auto code = form ? form->text("code", {.chars_min = 6, .chars_max = 6}) : "";
    const auto claim = hall.db.write([&](db::Session& db) {
      count_try(db, one.id);  // outlives the refusal
      return find_claim(db, one.id);
    });
    const bool fits = claim && !claim->code_mac.empty() && claim->tries <= code_tries && now < claim->expires_at &&
                      is_code(hall, one.id, code, claim->code_mac);
    if (!fits) throw Refused(problem_for(Refusal::code_wrong));
  }
  return [&hall, now](db::Session& db, const cases::Case& granted) -> Result<void, Problem> {
    const auto claim = find_claim(db, granted.id);
    return verified(db, hall, *granted.applicant, claim->person, now);
  };
}

cases::Filing file(Hall&, http::Form& form, const cases::Filer&) {
  form.fault("type", "verified_elsewhere");  // POST /me/verification begins it
  return {};
}

json::object show(db::Session& db, const Hall&, const cases::Case& one, cases::Reader reader) {
  const auto claim = find_claim(db, one.id);
  if (!claim || reader == cases::Reader::applicant) return json::object{{"code_sent", claim && !claim->code_mac.empty()}};
  json::object out{{"code_sent", !claim->code_mac.empty()}};
  const auto living = members::living(db, {claim->person});
  if (!living.empty()) out["member"] = living.front().id.text();
  return out;
}

}  // namespace

const cases::Rules& rules() {
  static const cases::Rules table = [] {
    cases::Rules made{.type = "verification",
                      .version = 1,
                      .first = "waiting",
                      .states = {{"waiting", {{Party::addressed, desk, to_look}}}, {"granted", {}, Outcome::granted}},
                      .steps = {{"confirm", "waiting", "granted", Party::applicant},
                                {"approve", "waiting", "granted", Party::addressed},
                                {"refuse", "waiting", "refused", Party::addressed, Reason::must},
                                {"withdraw", "waiting", "withdrawn", Party::applicant}},
                      .path = {"waiting", "granted"}};
    cases::add_objection(made, "granted", desk, to_look);
    return made;
  }();
  return table;
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_match:
      return {409, "verification.no_match"};
    case Refusal::is_known:
      return {409, "verification.is_known"};
    case Refusal::claimed_already:
      return {409, "verification.claimed_already"};
    case Refusal::changed_meanwhile:
      return {409, "verification.changed_meanwhile"};
    case Refusal::not_alive:
      return {409, "verification.not_alive"};
    case Refusal::code_wrong:
      return {.status = 422, .key = "http.invalid_form", .params = {{"count", "1"}}, .errors = {{"/code", "claim_code_wrong"}}};
    case Refusal::tried_too_often:
      return {429, "verification.tried_too_often"};
  }
  std::unreachable();
}

void offer() {
  cases::offer({.rules = {rules()}, .file = file, .step = step, .show = show});
  corrections::offer();
  add_words();
}

void mount(http::Router& route, Hall& hall) {
  offer();
  access::own_data::erased_by("verification", [](db::Session& db, Hall&, const access::own_data::Whose& whose, Instant) {
    db.exec("UPDATE correction_forms SET words_sealed = NULL WHERE id = ANY_OF(:cases)", whose.cases);
    db.exec("DELETE FROM correction_fields WHERE form_id = ANY_OF(:cases)", whose.cases);
  });
  route.post("/api/v1/me/verification", access::signed_in, hall, post_verification);
  route.post("/api/v1/members/{id}/verification", access::officer, hall, post_in_person);
  mailings::mount(route, hall);
  links::mount(route, hall);
}

}  // namespace unionhall::verification
