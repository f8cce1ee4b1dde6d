#include "services/joining/joining.h"

#include <algorithm>

#include "base/codes.h"
#include "base/names.h"
#include "base/short_code.h"
#include "hall/access/rates.h"
#include "hall/accounts/accounts.h"
#include "hall/cases/hidden.h"
#include "hall/consents/consents.h"
#include "hall/members/members.h"
#include "hall/orgs/orgs.h"
#include "hall/people/form.h"
#include "hall/people/written_keys.h"
#include "services/joining/admission.h"
#include "services/joining/store.h"
#include "services/joining/words.h"

namespace unionhall::joining {
namespace {

namespace json = http::json;
using calendar::Count;
using cases::Batch;
using cases::Mends;
using cases::Outcome;
using cases::Party;
using cases::Reason;

// A document that is on record is answered otherwise than one that is not, so nobody may try many.
constexpr access::Rate applications_rate{.most = 10, .window = std::chrono::hours{24}};

constexpr std::string_view desk = "organisation";
constexpr cases::Deadline to_check{.days = 7, .counted = Count::working_days, .source = "setting: no rule names a number of days"};
constexpr cases::Deadline to_mend{.days = 30, .counted = Count::days, .source = "setting", .over = "lapse"};

// ── The form ───────────────────────────────────────────────────────────────────────────────────────────────────

/// What came with the request, in clear.
struct Written {
  Joiner joiner;
  OrgId org, hidden_from;
};

std::string read_name(http::Form& form) {
  auto name = names::person_name(form.text("name", {.chars_min = 1, .chars_max = names::person_chars_max}));
  if (!name) form.fault("name", std::string(word(name.error())));
  return name ? *std::move(name) : "";
}

std::string read_category(http::Form& form) {
  auto category = form.text_or("category", "", {.chars_min = 0, .chars_max = 40});
  if (!category.empty() && !codes::find_word(codes::occupation_group, category)) form.fault("category", "unknown_word");
  return category;
}

std::string read_employer(http::Form& form) { return form.text_or("employer", "", {.chars_min = 0, .chars_max = 100}); }

std::optional<IdDocument> read_document(http::Form& form, const Hall& hall, IdType otherwise = IdType::resident_id) {
  auto document = people::document_in(form, hall, otherwise);
  const auto today = beijing_date(hall.clock.now());
  if (document && document->birth() && *document->birth() + std::chrono::years{working_age} > today) {
    form.fault("id_number", "too_young", {{"age", std::to_string(working_age)}});
  }
  return document;
}

std::string sealed_id(const Hall& hall, cases::CaseId id, const IdDocument& document) {
  return hall.keys.seal(document.number(), {"joining_forms", "id_sealed", id.value});
}
std::string sealed_phone(const Hall& hall, cases::CaseId id, const Phone& phone) {
  return hall.keys.seal(phone.text(), {"joining_forms", "phone_sealed", id.value});
}

/// A union asked for by name, or by a code on a wall; the code says the group too where it knows it.
void read_union(Hall& hall, http::Form& form, Written& written) {
  if (const auto code = form.optional_text("channel", {.chars_min = 1, .chars_max = 20})) {
    const auto channel = hall.db.read([&](db::Session& db) { return store::find_channel(db, short_code::folded(*code)); });
    if (!channel || channel->closed_at) return form.fault("channel", "no_such_channel");
    written.org = channel->org;
    written.joiner.form.channel = channel->id;
    if (written.joiner.form.category.empty()) written.joiner.form.category = channel->category;
    return;
  }
  written.org = form.id<OrgId>("org");
  if (written.org && !hall.db.read([&](db::Session& db) { return orgs::active(db, {written.org}); })) form.fault("org", "no_such_union");
}

std::optional<Written> read(Hall& hall, http::Form& form, const cases::Filer& filer) {
  const auto& actor = filer.actor;
  const bool for_another = form.flag_or("for_another", false);
  if (for_another && !actor.is_officer()) form.fault("for_another", "officers_alone");
  // On paper, before the officer who writes it down.
  if (for_another && !form.flag_or("consented", false)) form.fault("consented", "consent_on_paper");

  const auto name = read_name(form);
  const auto document = read_document(form, hall);
  std::optional<Phone> phone;
  if (for_another) {
    phone = accounts::phone_of(form, "phone", hall);
  } else {
    const auto reach = hall.db.read([&](db::Session& db) { return accounts::reach(db, hall, actor.account, hall.clock.now()); });
    if (reach) phone = reach->phone;
    if (!phone) form.fault("phone", "sign_in_by_phone");
  }
  const auto category = read_category(form);
  const auto employer = read_employer(form);
  const auto hidden_from = form.optional_id<OrgId>("hidden_from").value_or(OrgId{});
  if (name.empty() || !document || !phone) return std::nullopt;

  Written written{.joiner = {.form = {.name = name,
                                      .id_type = document->type(),
                                      .id_sealed = sealed_id(hall, filer.id, *document),
                                      .phone_sealed = sealed_phone(hall, filer.id, *phone),
                                      .sex = people::sex_of(*document),
                                      .birth_month = people::birth_month_of(*document),
                                      .category = category,
                                      .employer = employer,
                                      .channel = {},
                                      .member = {}},
                             .id_number = document->number(),
                             .phone = *phone,
                             .account = for_another ? std::nullopt : std::optional(actor.account),
                             .filled_in_by = actor.account},
                  .org = {},
                  .hidden_from = hidden_from};
  read_union(hall, form, written);
  return written;
}

// ── Filing ─────────────────────────────────────────────────────────────────────────────────────────────────────

void spend_one(Hall& hall, const access::Actor& actor) {
  const auto spent = hall.db.write(
      [&](db::Session& db) { return access::spend(db, "joining:" + actor.account.text(), applications_rate, hall.clock.now()); });
  if (spent.allowed) return;
  auto problem = problem_for(Refusal::tried_too_often);
  problem.params = {{"hours", std::to_string((spent.retry_after_s + 3599) / 3600)}};
  problem.retry_after_s = spent.retry_after_s;
  throw Refused(std::move(problem));
}

/// She was told what becomes of her data, and agreed to each part (PIPL Art. 13, 17, 29).
void refuse_without_consent(db::Session& db, AccountId account) {
  for (const auto kind : {consents::Kind::notice, consents::Kind::id_number}) {
    if (!consents::has(db, account, kind)) throw Refused(problem_for(Refusal::consent_missing));
  }
}

/// Nobody registers twice. Whom this union must not know of is a stranger to it.
void refuse_whom_we_know(db::Session& db, const std::vector<people::DocumentKey>& keys, PersonId herself, OrgId org) {
  const auto known = people::find(db, keys);
  if (!known || !people::find(db, *known)) return;
  const auto living = members::living(db, {*known});
  if (*known != herself && cases::hidden::known_at(db, org, *known) == cases::hidden::Known::nothing) return;
  if (*known != herself) throw Refused(problem_for(Refusal::already_collected));
  if (living.empty()) return;
  throw Refused(problem_for(living.front().org == org ? Refusal::member_here : Refusal::member_elsewhere));
}

/// By an application that this union must not know of: it is answered as if there were none.
bool claimed_unseen(db::Session& db, const people::DocumentKey& key, OrgId org) {
  const auto claimed = store::claimed_by(db, key);
  const auto other = claimed ? cases::find(db, *claimed) : std::nullopt;
  return other && other->hidden_from && orgs::path_of(db, org).starts_with(orgs::path_of(db, *other->hidden_from));
}

/// One open application a document: this one's, under every key that is written.
Result<void, Problem> claim(db::Session& db, const std::vector<people::DocumentKey>& keys, const cases::Case& one) {
  people::hold(db, keys);
  for (const auto& key : keys) {
    if (!store::claim(db, key, one.id) && !claimed_unseen(db, key, one.org)) {
      return std::unexpected(problem_for(Refusal::applies_already));
    }
  }
  return {};
}

cases::Filing file(Hall& hall, http::Form& form, const cases::Filer& filer) {
  auto written = read(hall, form, filer);
  if (!written || form.problem()) return {};
  if (written->joiner.account) spend_one(hall, filer.actor);  // an officer's look-ups have a quota of their own

  auto& joiner = written->joiner;
  const auto herself = joiner.account ? filer.actor.person : PersonId{};
  const auto keys = people::all_keys_of(hall.keys, joiner.form.id_type, joiner.id_number);
  const auto ways = hall.db.snapshot([&](db::Session& db) {
    if (joiner.account) refuse_without_consent(db, *joiner.account);
    if (written->hidden_from) {
      const auto place = cases::hidden::place_outside(db, written->hidden_from);
      if (!place) throw Refused(problem_for(Refusal::no_place_outside));
      written->org = *place;
    }
    refuse_whom_we_know(db, keys, herself, written->org);
    return store::ways_of(db, written->org);
  });

  cases::Filing filing{
      .org = written->org, .subject = joiner.form.name, .person = herself, .applicant = joiner.account.value_or(AccountId{})};
  if (written->hidden_from) filing.hide(written->hidden_from);
  filing.write = [&hall, keys = people::written_keys_of(hall.keys, joiner.form.id_type, joiner.id_number), application = joiner.form](
                     db::Session& db, const cases::Case& one) -> Result<void, Problem> {
    if (auto claimed = claim(db, keys, one); !claimed) return claimed;
    store::insert(db, hall.ids.region(), one.id, application, hall.clock.now());
    return {};
  };
  const auto& category = joiner.form.category;
  if (!category.empty() && std::ranges::find(ways.automatic, category) != ways.automatic.end()) {
    filing.at_once = "admit";
    filing.write_at_once = admission(hall, joiner);
  }
  return filing;
}

// ── Correcting ─────────────────────────────────────────────────────────────────────────────────────────────────

/// The names of the fields that say something else now.
std::vector<std::string_view> changed_between(const Joiner& before, const Joiner& after) {
  std::vector<std::string_view> fields;
  if (after.form.name != before.form.name) fields.emplace_back("name");
  if (after.form.id_type != before.form.id_type) fields.emplace_back("id_type");
  if (after.id_number != before.id_number) fields.emplace_back("id_number");
  if (after.phone.text() != before.phone.text()) fields.emplace_back("phone");
  if (after.form.category != before.form.category) fields.emplace_back("category");
  if (after.form.employer != before.form.employer) fields.emplace_back("employer");
  return fields;
}

/// What she mentions is put in the place of what is kept. Her phone stays the one that she signed in with.
Joiner read_mended(Hall& hall, http::Form& form, const cases::Case& one, Joiner joiner) {
  if (form.mentions("name")) joiner.form.name = read_name(form);
  if (form.mentions("category")) joiner.form.category = read_category(form);
  if (form.mentions("employer")) joiner.form.employer = read_employer(form);
  if (form.mentions("phone") && !joiner.account) {
    if (const auto phone = accounts::phone_of(form, "phone", hall)) {
      joiner.phone = *phone;
      joiner.form.phone_sealed = sealed_phone(hall, one.id, *phone);
    }
  }
  if (!form.mentions("id_number") && !form.mentions("id_type")) return joiner;
  if (const auto document = read_document(form, hall, joiner.form.id_type)) {
    joiner.id_number = document->number();
    joiner.form.id_type = document->type();
    joiner.form.id_sealed = sealed_id(hall, one.id, *document);
    joiner.form.sex = people::sex_of(*document);
    joiner.form.birth_month = people::birth_month_of(*document);
  }
  return joiner;
}

cases::Correction correct(Hall& hall, http::Form& form, const cases::Case& one, const access::Actor& actor) {
  const auto kept = joiner_of(hall, one);
  const auto mended = read_mended(hall, form, one, kept);
  if (form.problem()) return {};
  const bool other_document = mended.form.id_type != kept.form.id_type || mended.id_number != kept.id_number;
  if (other_document && mended.account) spend_one(hall, actor);

  const auto keys = people::all_keys_of(hall.keys, mended.form.id_type, mended.id_number);
  hall.db.snapshot([&](db::Session& db) {
    if (mended.account) refuse_without_consent(db, *mended.account);
    refuse_whom_we_know(db, keys, one.person.value_or(PersonId{}), one.org);
  });
  return {.fields = changed_between(kept, mended),
          .subject = mended.form.name,
          .write = [keys = people::written_keys_of(hall.keys, mended.form.id_type, mended.id_number), other_document,
                    application = mended.form](db::Session& db, const cases::Case& now) -> Result<void, Problem> {
            if (other_document) {
              store::give_claim_back(db, now.id);
              if (auto claimed = claim(db, keys, now); !claimed) return claimed;
            }
            store::correct(db, now.id, application);
            return {};
          }};
}

// ── Steps ──────────────────────────────────────────────────────────────────────────────────────────────────────

cases::Work step(Hall& hall, const cases::Case& one, const cases::Step& taken, http::Form*) {
  const auto* to = cases::find_state(cases::rules_of(one), taken.to);
  if (!to->ended()) return {};
  if (to->outcome == Outcome::granted) return admission(hall, joiner_of(hall, one));
  return [](db::Session& db, const cases::Case& ended) -> Result<void, Problem> {
    store::give_claim_back(db, ended.id);
    return {};
  };
}

json::object show(db::Session& db, const Hall& hall, const cases::Case& one, cases::Reader) {
  const auto form = store::find(db, one.id);
  if (!form) return {};
  const auto open = [&](const std::string& sealed, std::string_view column) {
    return hall.keys.open(sealed, {"joining_forms", column, one.id.value}).value_or("");
  };
  json::object out{{"name", form->name},
                   {"id_type", db::word(form->id_type)},
                   {"id_number", IdDocument::mask(open(form->id_sealed, "id_sealed"))},
                   {"phone", Phone::mask(open(form->phone_sealed, "phone_sealed"))},
                   {"sex", db::word(form->sex)},
                   {"category", form->category},
                   {"employer", form->employer}};
  if (form->birth_month != 0) out["birth_year"] = form->birth_month / 100;
  if (form->channel) {
    if (const auto channel = store::find_channel(db, *form->channel)) {
      out["channel"] = {{"kind", db::word(channel->kind)}, {"name", channel->name}};
    }
  }
  if (form->member) out["member"] = form->member->text();
  return out;
}

}  // namespace

bool add_channel(db::Session& db, Hall& hall, Channel channel, AccountId by, Instant now) {
  if (!channel.id) channel.id = hall.ids.next<struct ChannelTag>();
  return store::insert_channel(db, hall.ids.region(), channel, by, now);
}

void close_channel(db::Session& db, std::string_view code, Instant now) {
  if (const auto channel = store::find_channel(db, code)) store::close_channel(db, channel->id, now);
}

const cases::Rules& rules() {
  static const cases::Rules table = [] {
    cases::Rules made{.type = "joining",
                      .version = 1,
                      .first = "checking",
                      .states = {{"checking", {{Party::addressed, desk, to_check}}},
                                 {"returned", {{Party::applicant, "", to_mend}}},
                                 {"granted", {}, Outcome::granted},
                                 {"lapsed", {}, Outcome::lapsed}},
                      .steps = {{"approve", "checking", "granted", Party::addressed, Reason::may, Batch::yes},
                                {"admit", "checking", "granted", Party::clock},
                                {"return", "checking", "returned", Party::addressed, Reason::must, Batch::yes},
                                {"refuse", "checking", "refused", Party::addressed, Reason::must, Batch::yes},
                                {"withdraw", "checking", "withdrawn", Party::applicant},
                                {.word = "resubmit", .from = "returned", .to = "checking", .by = Party::applicant, .mends = Mends::form},
                                {"withdraw", "returned", "withdrawn", Party::applicant},
                                {"lapse", "returned", "lapsed", Party::clock}},
                      .path = {"checking", "granted"}};
    cases::add_objection(made, "granted", desk, to_check);
    return made;
  }();
  return table;
}

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::already_collected:
      return {409, "joining.already_collected"};
    case Refusal::member_here:
      return {409, "joining.member_here"};
    case Refusal::member_elsewhere:
      return {409, "joining.member_elsewhere"};
    case Refusal::applies_already:
      return {409, "joining.applies_already"};
    case Refusal::consent_missing:
      return {409, "joining.consent_missing"};
    case Refusal::collected_meanwhile:
      return {409, "joining.collected_meanwhile"};
    case Refusal::union_dissolved:
      return {409, "joining.union_dissolved"};
    case Refusal::no_place_outside:
      return {409, "joining.no_place_outside"};
    case Refusal::tried_too_often:
      return {429, "joining.tried_too_often"};
  }
  std::unreachable();
}

void offer() {
  cases::offer({.rules = {rules()}, .file = file, .step = step, .correct = correct, .show = show});
  add_words();
}

}  // namespace unionhall::joining
