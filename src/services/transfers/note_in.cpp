// Into this hall with a note of another.
#include <memory>

#include "base/names.h"
#include "hall/access/rates.h"
#include "hall/accounts/accounts.h"
#include "hall/consents/consents.h"
#include "hall/orgs/orgs.h"
#include "hall/people/form.h"
#include "hall/people/written_keys.h"
#include "services/transfers/notes_store.h"
#include "services/transfers/words.h"

namespace unionhall::transfers::notes {
namespace {

namespace json = http::json;
using cases::Outcome;
using cases::Party;
using cases::Reason;

// A document that is on record is answered otherwise than one that is not, so nobody may try many.
constexpr access::Rate notes_rate{.most = 10, .window = std::chrono::hours{24}};

constexpr std::string_view desk = "organisation";
constexpr cases::Deadline to_decide{.days = 5, .source = "setting"};
constexpr std::size_t document_bytes_max = 8000;

std::unexpected<Problem> no(Refusal refusal) { return std::unexpected(problem_for(refusal)); }

Numbering numbering(const Hall& hall) { return hall.settings.demo ? Numbering::demo : Numbering::real; }

// ── Filing ─────────────────────────────────────────────────────────────────────────────────────────────────────

/// What came with the request, in clear.
struct Written {
  OrgId org;
  std::string document;
  Received received;
  Verdict verdict = Verdict::genuine;
  IdDocument id;
  Phone phone;
  bool for_another = false;
};

std::optional<Phone> read_phone(http::Form& form, const Hall& hall, const access::Actor& actor, bool for_another) {
  if (for_another) return accounts::phone_of(form, "phone", hall);
  const auto reach = hall.db.read([&](db::Session& db) { return accounts::reach(db, hall, actor.account, hall.clock.now()); });
  if (!reach || !reach->phone) form.fault("phone", "sign_in_by_phone");
  return reach ? reach->phone : std::nullopt;
}

std::optional<Written> read(Hall& hall, http::Form& form, const cases::Filer& filer) {
  const bool for_another = form.flag_or("for_another", false);
  if (for_another && access::clerk.refuse(filer.request)) form.fault("for_another", "officers_alone");
  if (for_another && !form.flag_or("consented", false)) form.fault("consented", "consent_on_paper");
  const auto org = form.id<OrgId>("org");
  if (org && !hall.db.read([&](db::Session& db) { return orgs::active(db, {org}); })) form.fault("org", "no_such_union");
  auto document = document_in(form);
  auto received = notes::read(document);
  if (!received) form.fault("note", "not_a_note");
  auto id = people::document_in(form, hall);
  auto phone = read_phone(form, hall, filer.actor, for_another);
  if (form.problem()) return std::nullopt;
  if (for_another) {
    // An officer writes down who comes to a union of hers.
    const bool hers = hall.db.read([&](db::Session& db) { return filer.actor.reaches(orgs::path_of(db, org)); });
    if (!hers) throw Refused({404, "http.not_found"});
  }
  const auto verdict = judge(*received, issuers());
  return Written{.org = org,
                 .document = std::move(document),
                 .received = *std::move(received),
                 .verdict = verdict,
                 .id = *std::move(id),
                 .phone = *std::move(phone),
                 .for_another = for_another};
}

void spend_one(Hall& hall, const access::Actor& actor) {
  const auto spent =
      hall.db.write([&](db::Session& db) { return access::spend(db, "note:" + actor.account.text(), notes_rate, hall.clock.now()); });
  if (!spent.allowed) {
    throw Refused({.status = 429, .key = "transfers.too_many_notes", .params = {}, .errors = {}, .retry_after_s = spent.retry_after_s});
  }
}

/// What can be said of a note before anybody is asked.
void refuse_note(db::Session& db, const Hall& hall, const Written& written) {
  const auto& note = written.received.note;
  if (written.verdict == Verdict::tampered) throw Refused(problem_for(Refusal::tampered));
  if (note.issuer == ourselves(db, hall.keys).code) throw Refused(problem_for(Refusal::own_note));
  if (note.valid_until < iso_date(beijing_date(hall.clock.now()))) throw Refused(problem_for(Refusal::has_run_out));
}

/// Nobody is recorded twice, and nobody is a member twice.
void refuse_whom_we_know(db::Session& db, const Hall& hall, const Written& written, PersonId herself) {
  const auto known = people::find(db, people::all_keys_of(hall.keys, written.id.type(), written.id.number()));
  if (!known || !people::find(db, *known)) return;
  if (*known != herself) throw Refused(problem_for(Refusal::collected));
  if (!members::living(db, {*known}).empty()) throw Refused(problem_for(Refusal::member_here));
}

cases::Filing file(Hall& hall, http::Form& form, const cases::Filer& filer) {
  const auto written = read(hall, form, filer);
  if (!written) return {};
  const auto herself = written->for_another ? PersonId{} : filer.actor.person;
  if (!written->for_another) spend_one(hall, filer.actor);  // an officer acts in the open
  hall.db.snapshot([&](db::Session& db) {
    for (const auto kind : {consents::Kind::notice, consents::Kind::id_number}) {
      if (!written->for_another && !consents::has(db, filer.actor.account, kind)) throw Refused(problem_for(Refusal::consent_missing));
    }
    refuse_note(db, hall, *written);
    refuse_whom_we_know(db, hall, *written, herself);
  });

  const auto sealed = [&](std::string_view text, std::string_view column) {
    return hall.keys.seal(text, {"received_notes", column, filer.id.value});
  };
  cases::Filing filing{.org = written->org,
                       .subject = written->received.note.name,
                       .person = herself,
                       .applicant = written->for_another ? AccountId{} : filer.actor.account};
  filing.write = [&hall, coming = store::Coming{.issuer = written->received.note.issuer,
                                                .code = written->received.note.code,
                                                .verdict = written->verdict,
                                                .note_sealed = sealed(written->document, "note_sealed"),
                                                .id_type = written->id.type(),
                                                .id_sealed = sealed(written->id.number(), "id_sealed"),
                                                .phone_sealed = sealed(written->phone.text(), "phone_sealed")}](
                     db::Session& db, const cases::Case& one) -> Result<void, Problem> {
    if (!store::use(db, coming, one.id)) return no(Refusal::used_already);
    store::insert(db, one.region, one.id, coming, hall.clock.now());
    return {};
  };
  if (written->verdict != Verdict::genuine) filing.at_once = "issuer_unknown";
  return filing;
}

// ── Steps ──────────────────────────────────────────────────────────────────────────────────────────────────────

struct Arrival {
  Note note;
  std::vector<people::DocumentKey> written_keys, all_keys;
  people::NewPerson person;
  people::SearchRows search;
  MemberId member;
  SourceId source;
  Date today;
  Instant now;
};

std::string opened(const Hall& hall, const std::string& sealed, std::string_view column, cases::CaseId id) {
  const auto plain = hall.keys.open(sealed, {"received_notes", column, id.value});
  if (!plain) throw std::runtime_error("received_notes does not open");
  return *plain;
}

Arrival prepared(Hall& hall, const cases::Case& one, const store::Coming& coming) {
  const auto now = hall.clock.now();
  const auto note = notes::read(opened(hall, coming.note_sealed, "note_sealed", one.id))->note;
  const auto number = opened(hall, coming.id_sealed, "id_sealed", one.id);
  const auto document = IdDocument::parse(coming.id_type, number, numbering(hall), beijing_date(now));
  const auto phone = Phone::parse(opened(hall, coming.phone_sealed, "phone_sealed", one.id), numbering(hall));
  if (!document || !phone) throw std::runtime_error("received_notes holds no document or phone");
  people::Facts facts{.name = note.name, .id_type = coming.id_type};
  facts.sex = people::sex_of(*document);
  facts.birth_month = people::birth_month_of(*document);
  Arrival arrival{.note = note,
                  .written_keys = people::written_keys_of(hall.keys, coming.id_type, number),
                  .all_keys = people::all_keys_of(hall.keys, coming.id_type, number),
                  .person = people::prepare(hall.keys, hall.ids.next<struct Person>(), std::move(facts), number, *phone),
                  .search = {},
                  .member = hall.ids.next<struct Member>(),
                  .source = hall.ids.next<struct Source>(),
                  .today = beijing_date(now),
                  .now = now};
  arrival.search.add_name(arrival.person.id, note.name);
  people::add_phones(arrival.search, arrival.person.id, people::written_keys_of(hall.keys, *phone));
  arrival.search.sort();
  return arrival;
}

/// Who she is: somebody on record who has shown it, or recorded now.
Result<people::Person, Problem> recorded(db::Session& db, const Arrival& arrival, const cases::Case& one) {
  if (const auto known = people::find(db, arrival.all_keys)) {
    auto person = people::find(db, *known);
    if (!person || !one.person || !people::same(db, *one.person, *known)) return no(Refusal::collected);
    if (!members::living(db, {*known}).empty()) return no(Refusal::member_here);
    return *std::move(person);
  }
  const auto claims = people::claims_of(arrival.written_keys, arrival.person.id);
  if (people::claim(db, claims) != std::ssize(claims)) return no(Refusal::collected);
  people::add(db, {arrival.person}, one.region, arrival.source, arrival.now);
  people::add_search_rows(db, arrival.search);
  return people::Person{.id = arrival.person.id,
                        .facts = arrival.person.facts,
                        .id_sealed = arrival.person.id_sealed,
                        .phone_sealed = arrival.person.phone_sealed,
                        .source = arrival.source};
}

/// Her account is known to be her; or what she agreed to on paper is kept.
void belongs_to(db::Session& db, Hall& hall, const cases::Case& one, const people::Person& person, Instant now) {
  if (one.applicant) {
    accounts::become(db, *one.applicant, person.id, person.facts.name);
    return;
  }
  for (const auto kind : {consents::Kind::notice, consents::Kind::id_number}) {
    (void)consents::give(db, hall,
                         {.whose = {.account = {}, .person = person.id},
                          .kind = kind,
                          .version = consents::current_version(kind),
                          .channel = consents::Channel::paper,
                          .filled_in_by = one.filed_by},
                         now);
  }
}

Result<void, Problem> take_in(db::Session& db, Hall& hall, const Arrival& arrival, const cases::Case& one) {
  sources::add(db, one.region,
               {.id = arrival.source,
                .kind = one.applicant ? sources::Kind::member : sources::Kind::officer,
                .import_id = {},
                .department = arrival.note.issuer_name,
                .account = one.filed_by,
                .label = one.number,
                .recorded_on = arrival.today});
  const auto person = recorded(db, arrival, one);
  if (!person) return std::unexpected(person.error());
  const members::Member member{.id = arrival.member,
                               .person = person->id,
                               .org = one.org,
                               .name_key = names::sort_key(person->facts.name),
                               .joined_on = arrival.note.joined_on,  // joined once
                               .changed_on = iso_date(arrival.today),
                               .change_kind = "transferred_in",
                               .change_cause = "employment_changed",
                               .source = arrival.source};
  if (!members::add(db, {member}, one.region, arrival.now)) return no(Refusal::union_dissolved);
  figures::Deltas deltas;
  members::count(deltas, member, person->facts.sex, person->facts.birth_month, 1);
  figures::record(db, hall, deltas);
  belongs_to(db, hall, one, *person, arrival.now);
  store::set_member(db, one.id, arrival.member);
  return {};
}

cases::Work step(Hall& hall, const cases::Case& one, const cases::Step& taken, http::Form*) {
  const auto* to = cases::find_state(cases::rules_of(one), taken.to);
  if (!to->ended()) return {};
  if (to->outcome != Outcome::granted) {
    return [](db::Session& db, const cases::Case& ended) -> Result<void, Problem> {
      store::give_back(db, ended.id);
      return {};
    };
  }
  const auto coming = *hall.db.read([&](db::Session& db) { return store::find_coming(db, one.id); });
  return [&hall, arrival = std::make_shared<const Arrival>(prepared(hall, one, coming))](db::Session& db, const cases::Case& granted) {
    return take_in(db, hall, *arrival, granted);
  };
}

json::object show(db::Session& db, const Hall& hall, const cases::Case& one, cases::Reader) {
  const auto coming = store::find_coming(db, one.id);
  if (!coming) return {};
  const auto received = notes::read(opened(hall, coming->note_sealed, "note_sealed", one.id));
  const auto note = received ? received->note : Note{};  // one that was erased says nothing
  json::object out{{"verdict", db::word(coming->verdict)},
                   {"issuer", json::object{{"code", note.issuer}, {"name", note.issuer_name}}},
                   {"code", note.code},
                   {"name", note.name},
                   {"card", note.card},
                   {"union", note.union_name},
                   {"joined_on", note.joined_on},
                   {"issued_on", note.issued_on},
                   {"valid_until", note.valid_until},
                   {"id_type", db::word(coming->id_type)},
                   {"id_number", IdDocument::mask(opened(hall, coming->id_sealed, "id_sealed", one.id))},
                   {"phone", Phone::mask(opened(hall, coming->phone_sealed, "phone_sealed", one.id))}};
  if (coming->member) out["member"] = coming->member->text();
  return out;
}

}  // namespace

const cases::Rules& rules_in() {
  static const cases::Hold decides{Party::addressed, desk, to_decide};
  static const cases::Rules table = [] {
    cases::Rules made{.type = "transfer_in",
                      .version = 1,
                      .first = "checking",
                      .states = {{"checking", {decides}}, {"by_hand", {decides}}, {"done", {}, Outcome::granted}},
                      .steps = {{"issuer_unknown", "checking", "by_hand", Party::clock},
                                {"take_in", "checking", "done", Party::addressed},
                                {"turn_away", "checking", "refused", Party::addressed, Reason::must},
                                {"withdraw", "checking", "withdrawn", Party::applicant},
                                {"take_in", "by_hand", "done", Party::addressed, Reason::must},
                                {"turn_away", "by_hand", "refused", Party::addressed, Reason::must},
                                {"withdraw", "by_hand", "withdrawn", Party::applicant}},
                      .path = {"checking", "done"}};
    cases::add_objection(made, "done", desk, to_decide);
    return made;
  }();
  return table;
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::tampered:
      return {.status = 422, .key = "http.invalid_form", .params = {{"count", "1"}}, .errors = {{"/note", "note_tampered"}}};
    case Refusal::own_note:
      return {409, "transfers.own_note"};
    case Refusal::has_run_out:
      return {409, "transfers.note_has_run_out"};
    case Refusal::used_already:
      return {409, "transfers.note_used_already"};
    case Refusal::collected:
      return {409, "transfers.note_collected"};
    case Refusal::member_here:
      return {409, "transfers.note_member_here"};
    case Refusal::consent_missing:
      return {403, "transfers.note_consent_missing"};
    case Refusal::union_dissolved:
      return {409, "transfers.union_dissolved"};
  }
  std::unreachable();
}

std::string document_in(const http::Form& form) {
  const auto* given = form.raw("note");
  const auto* text = given ? given->if_string() : nullptr;
  return text && text->size() <= document_bytes_max ? std::string(*text) : "";
}

void offer_in() { cases::offer({.rules = {rules_in()}, .file = file, .step = step, .show = show}); }

}  // namespace unionhall::transfers::notes
