#include "services/joining/admission.h"

#include <memory>

#include "base/names.h"
#include "hall/accounts/accounts.h"
#include "hall/cases/hidden.h"
#include "hall/consents/consents.h"
#include "hall/members/members.h"
#include "hall/people/written_keys.h"
#include "hall/sources/sources.h"
#include "services/joining/store.h"

namespace unionhall::joining {
namespace {

std::unexpected<Problem> no(Refusal refusal) { return std::unexpected(problem_for(refusal)); }

/// All that could be made before the transaction.
struct Ready {
  std::vector<people::DocumentKey> written_keys, all_keys;
  people::NewPerson person;
  people::SearchRows search;
  MemberId member;
  SourceId source;
  std::int64_t region = 0;
  Date today;
  Instant now;
};

Ready made_ready(Hall& hall, const Joiner& joiner) {
  const auto& form = joiner.form;
  people::Facts facts{
      .name = form.name, .sex = form.sex, .birth_month = form.birth_month, .id_type = form.id_type, .employer = form.employer};
  const auto now = hall.clock.now();
  Ready ready{.written_keys = people::written_keys_of(hall.keys, form.id_type, joiner.id_number),
              .all_keys = people::all_keys_of(hall.keys, form.id_type, joiner.id_number),
              .person = people::prepare(hall.keys, hall.ids.next<struct Person>(), std::move(facts), joiner.id_number, joiner.phone),
              .search = {},
              .member = hall.ids.next<struct Member>(),
              .source = hall.ids.next<struct Source>(),
              .region = hall.ids.region(),
              .today = beijing_date(now),
              .now = now};
  ready.search.add_name(ready.person.id, form.name);
  people::add_phones(ready.search, ready.person.id, people::written_keys_of(hall.keys, joiner.phone));
  ready.search.sort();
  return ready;
}

/// Somebody of whose membership this union must not know: it gives way, and her record begins anew with what this union wrote.
/// Nothing: it may know all.
std::optional<Result<people::Person, Problem>> as_a_stranger(db::Session& db, Hall& hall, PersonId known, const Ready& ready,
                                                             const Joiner& joiner, const cases::Case& one) {
  if (one.person || cases::hidden::known_at(db, one.org, known) != cases::hidden::Known::nothing) return std::nullopt;
  const auto living = members::living(db, {known}).front();
  if (!cases::hidden::give_way(db, hall, living, one.org, ready.source, ready.now)) return no(Refusal::collected_meanwhile);
  const auto before = people::find(db, known);
  const auto after = people::prepare(hall.keys, known, ready.person.facts, joiner.id_number, joiner.phone);
  if (!people::begin_anew(db, *before, after, ready.source, ready.now)) return no(Refusal::collected_meanwhile);
  people::SearchRows gone, come;
  gone.add_name(known, before->facts.name);
  people::add_phones(gone, known, people::all_phone_keys_of(hall.keys, *before));
  come.add_name(known, joiner.form.name);
  people::add_phones(come, known, people::written_keys_of(hall.keys, joiner.phone));
  people::remove_search_rows(db, gone);
  people::add_search_rows(db, come);
  return *people::find(db, known);
}

/// Who she is: somebody on record, or recorded now.
Result<people::Person, Problem> recorded(db::Session& db, Hall& hall, const Ready& ready, const Joiner& joiner, const cases::Case& one) {
  if (const auto known = people::find(db, ready.all_keys)) {
    if (const auto stranger = as_a_stranger(db, hall, *known, ready, joiner, one)) return *stranger;
    // Only who has shown before that this record is hers may go on with it.
    if (!one.person || !people::same(db, *one.person, *known)) return no(Refusal::collected_meanwhile);
    auto person = people::find(db, *known);
    if (!person) return no(Refusal::collected_meanwhile);
    if (!members::living(db, {*known}).empty()) return no(Refusal::member_elsewhere);
    return *std::move(person);
  }
  const auto claims = people::claims_of(ready.written_keys, ready.person.id);
  if (people::claim(db, claims) != std::ssize(claims)) return no(Refusal::collected_meanwhile);
  people::add(db, {ready.person}, ready.region, ready.source, ready.now);
  people::add_search_rows(db, ready.search);
  return people::Person{.id = ready.person.id,
                        .version = 1,
                        .facts = ready.person.facts,
                        .id_sealed = ready.person.id_sealed,
                        .phone_sealed = ready.person.phone_sealed,
                        .source = ready.source};
}

/// What she agreed to before the officer who filled her form in.
void consented_on_paper(db::Session& db, Hall& hall, PersonId person, AccountId officer, Instant now) {
  for (const auto kind : {consents::Kind::notice, consents::Kind::id_number}) {
    (void)consents::give(db, hall,
                         {.whose = {.account = {}, .person = person},
                          .kind = kind,
                          .version = consents::current_version(kind),
                          .channel = consents::Channel::paper,
                          .filled_in_by = officer},
                         now);
  }
}

}  // namespace

cases::Work admission(Hall& hall, const Joiner& joiner) {
  const auto ready = std::make_shared<const Ready>(made_ready(hall, joiner));
  return [&hall, ready, joiner](db::Session& db, const cases::Case& one) -> Result<void, Problem> {
    sources::add(db, ready->region,
                 {.id = ready->source,
                  .kind = joiner.account ? sources::Kind::member : sources::Kind::officer,
                  .import_id = {},
                  .department = {},
                  .account = joiner.account.value_or(joiner.filled_in_by),
                  .label = joiner.form.name,
                  .recorded_on = ready->today});
    const auto person = recorded(db, hall, *ready, joiner, one);
    if (!person) return std::unexpected(person.error());

    const members::Member member{.id = ready->member,
                                 .version = 1,
                                 .person = person->id,
                                 .org = one.org,
                                 .name_key = ready->person.name_key,
                                 .status = members::Status::active,
                                 .category = joiner.form.category,
                                 .joined_on = iso_date(ready->today),  // counts from the committee's approval
                                 .changed_on = iso_date(ready->today),
                                 .change_kind = "joined",
                                 .change_cause = "",
                                 .verified_method = "",
                                 .verified_at = {},
                                 .source = ready->source};
    if (!members::add(db, {member}, ready->region, ready->now)) return no(Refusal::union_dissolved);
    figures::Deltas deltas;
    members::count(deltas, member, person->facts.sex, person->facts.birth_month, 1);
    figures::record(db, hall, deltas);
    if (joiner.account) {
      accounts::become(db, *joiner.account, person->id, person->facts.name);
    } else {
      consented_on_paper(db, hall, person->id, joiner.filled_in_by, ready->now);
    }
    if (one.hidden_from) members::hide(db, member.id, *one.hidden_from, ready->now);
    store::set_member(db, one.id, member.id);
    store::give_claim_back(db, one.id);
    return {};
  };
}

Joiner joiner_of(Hall& hall, const cases::Case& one) {
  const auto form = hall.db.read([&](db::Session& db) { return store::find(db, one.id); });
  if (!form) throw std::runtime_error("an application without its form");
  const auto id_number = hall.keys.open(form->id_sealed, {"joining_forms", "id_sealed", one.id.value});
  const auto phone_text = hall.keys.open(form->phone_sealed, {"joining_forms", "phone_sealed", one.id.value});
  if (!id_number || !phone_text) throw std::runtime_error("joining_forms does not open");
  auto phone = Phone::parse(*phone_text, hall.settings.demo ? Numbering::demo : Numbering::real);
  if (!phone) throw std::runtime_error("joining_forms.phone_sealed holds no phone");
  return {.form = *form, .id_number = *id_number, .phone = *std::move(phone), .account = one.applicant, .filled_in_by = one.filed_by};
}

}  // namespace unionhall::joining
