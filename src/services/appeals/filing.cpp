// How an appeal comes in, and how it is shown.
#include "services/appeals/filing.h"

#include "base/names.h"
#include "hall/access/rates.h"
#include "hall/accounts/accounts.h"
#include "hall/cases/hidden.h"
#include "hall/members/members.h"
#include "hall/orgs/orgs.h"
#include "services/appeals/callers.h"
#include "services/appeals/store.h"

namespace unionhall::appeals {
namespace {

namespace json = http::json;

constexpr access::Rate appeals_rate{.most = 20, .window = std::chrono::hours{24}};
constexpr std::chrono::days same_again{180};

std::optional<std::string> sealed(const Hall& hall, const std::string& text, const crypto::Place& place) {
  return text.empty() ? std::nullopt : std::optional(hall.keys.seal(text, place));
}

std::string opened(const Hall& hall, const std::optional<std::string>& sealed, const crypto::Place& place) {
  if (!sealed) return "";
  auto text = hall.keys.open(*sealed, place);
  if (!text) throw std::runtime_error(std::string(place.table) + '.' + std::string(place.column) + " does not open");
  return *std::move(text);
}

/// What is about to be written, and who must not find it.
struct Draft {
  Form form;
  OrgId org, hidden_from;
  bool nameless = false;
  std::string caller;
};

void read_category(Hall& hall, http::Form& form, const std::string& words, bool by_officer, Form& out) {
  if (const auto chosen = form.optional_text("category", {.chars_min = 1, .chars_max = 40})) {
    if (!find_category(*chosen)) form.fault("category", "unknown_word");
    out.category = *chosen;
    out.category_by = by_officer ? ChosenBy::officer : ChosenBy::worker;
    return;
  }
  const auto suggested = suggest(words, hall.db.read([](db::Session& db) { return hints_of(db); }));
  out.category = suggested.category.empty() ? "other" : suggested.category;
  out.category_by = ChosenBy::words;
}

/// Whoever has no account: an officer writes down who called, and the phone that is called back.
void read_caller(Hall& hall, http::Form& form, Draft& draft) {
  const auto channel = form.word<Channel>("channel", db::from_word<Channel>);
  if (channel == Channel::app) form.fault("channel", "unknown_word");
  draft.form.channel = channel.value_or(Channel::hotline);
  if (const auto name = form.optional_text("caller", {.chars_min = 1, .chars_max = names::person_chars_max})) {
    const auto known = names::person_name(*name);
    if (!known) form.fault("caller", std::string(word(known.error())));
    draft.caller = known.value_or("");
    draft.form.caller_sealed = sealed(hall, draft.caller, caller_place(draft.form.id));
  }
  if (form.has("phone")) {
    if (const auto phone = accounts::phone_of(form, "phone", hall)) {
      draft.form.phone_sealed = hall.keys.seal(phone->text(), phone_place(draft.form.id));
    }
  }
}

/// How much of her the unions may see; hidden ones go to the nearest union outside that is no employer's.
void read_discretion(Hall& hall, http::Form& form, const cases::Filer& filer, Draft& draft) {
  draft.nameless = form.flag_or("nameless", false);
  draft.hidden_from = form.optional_id<OrgId>("hidden_from").value_or(OrgId{});
  if (!draft.hidden_from) {
    draft.org = form.id<OrgId>("org");
    if (draft.org && !hall.db.read([&](db::Session& db) { return orgs::active(db, {draft.org}); })) form.fault("org", "no_such_union");
    return;
  }
  const auto outside = hall.db.read([&](db::Session& db) { return cases::hidden::place_outside(db, draft.hidden_from); });
  if (!outside) throw Refused(problem_for(Refusal::no_place_outside));
  // Who works on the hidden side writes nothing down that her own side must not find.
  if (filer.actor.is_officer() &&
      filer.actor.in_force->org_path.starts_with(hall.db.read([&](db::Session& db) { return orgs::path_of(db, draft.hidden_from); }))) {
    throw Refused(problem_for(Refusal::no_place_outside));
  }
  draft.org = *outside;
}

std::optional<Draft> read(Hall& hall, http::Form& form, const cases::Filer& filer) {
  const bool for_another = form.flag_or("for_another", false);
  if (for_another && !filer.actor.is_officer()) form.fault("for_another", "officers_alone");
  Draft draft{.form = {.id = filer.id}, .org = {}, .hidden_from = {}, .caller = ""};
  auto& out = draft.form;
  const auto words = form.text("words", {.chars_min = 2, .chars_max = 2000});
  const auto where = form.text_or("place", "", {.chars_min = 0, .chars_max = 100});
  out.words_sealed = sealed(hall, words, words_place(out.id));
  out.place_sealed = sealed(hall, where, place_place(out.id));
  out.kind = form.word<Kind>("kind", db::from_word<Kind>, false).value_or(Kind::demand);
  if (form.flag_or("urgent", false)) {
    out.difficulty = Difficulty::urgent;
  } else if (out.kind == Kind::question) {
    out.difficulty = Difficulty::question;
  }
  if (for_another) read_caller(hall, form, draft);
  read_category(hall, form, words, for_another, out);
  read_discretion(hall, form, filer, draft);
  if (form.problem()) return std::nullopt;
  out.filed_month = month_of(hall.clock.now());
  out.asked_org = draft.org;
  return draft;
}

void spend_one(Hall& hall, AccountId account) {
  const auto spent =
      hall.db.write([&](db::Session& db) { return access::spend(db, "appeals:" + account.text(), appeals_rate, hall.clock.now()); });
  if (spent.allowed) return;
  auto problem = problem_for(Refusal::said_too_often);
  problem.retry_after_s = spent.retry_after_s;
  throw Refused(std::move(problem));
}

}  // namespace

std::string month_of(Instant at) { return iso_date(beijing_date(at)).substr(0, 7); }

Hints hints_of(db::Session& db) {
  auto hints = built_in_hints();
  for (auto& hint : store::hints(db)) hints[std::move(hint.word)] = std::move(hint.category);
  return hints;
}

cases::Filing file(Hall& hall, http::Form& form, const cases::Filer& filer) {
  auto draft = read(hall, form, filer);
  if (!draft) return {};
  const bool own = draft->form.channel == Channel::app;
  if (own) spend_one(hall, filer.actor.account);

  cases::Filing filing{.org = draft->org, .subject = draft->caller, .applicant = own ? filer.actor.account : AccountId{}};
  if (own) {
    filing.person = filer.actor.person;
    filing.subject = hall.db.read([&](db::Session& db) { return accounts::names(db, {filer.actor.account})[filer.actor.account]; });
  }
  if (draft->nameless) filing.leave_unnamed();
  if (draft->hidden_from) filing.hide(draft->hidden_from);
  const auto address = address_of(hall, filer.request);
  filing.write = [&hall, form = draft->form, address, now = hall.clock.now()](db::Session& db,
                                                                              const cases::Case& one) -> Result<void, Problem> {
    auto written = form;
    written.region = one.region;
    if (one.applicant) written.repeats = store::earlier(db, *one.applicant, form.category, now - same_again, one.id);
    store::insert(db, written);
    if (written.phone_sealed) callers::expect(db, hall, one, address, now);
    return {};
  };
  return filing;
}

std::map<cases::CaseId, std::string> briefs(db::Session& db, const std::vector<cases::CaseId>& ids, http::Language language) {
  const auto& texts = http::Texts::global();
  const auto label = [&](std::string_view word) { return texts.text("appeals.category." + std::string(word), language); };
  std::map<cases::CaseId, std::string> all;
  for (const auto& [id, category] : store::categories_of(db, ids)) {
    const auto group = group_of(category);
    all[id] = group == category ? label(group) : label(group) + " · " + label(category);
  }
  return all;
}

json::object show(db::Session& db, const Hall& hall, const cases::Case& one, cases::Reader reader) {
  const auto form = form_of(db, one.id).value();
  json::object out{{"category", form.category},
                   {"category_by", db::word(form.category_by)},
                   {"kind", db::word(form.kind)},
                   {"difficulty", db::word(form.difficulty)},
                   {"channel", db::word(form.channel)},
                   {"extended", form.extended_at.has_value()},
                   {"supervised", form.supervised_at.has_value()},
                   {"not_solved_times", form.not_solved_times}};
  if (form.words_sealed) out["words"] = opened(hall, form.words_sealed, words_place(one.id));
  if (form.place_sealed) out["place"] = opened(hall, form.place_sealed, place_place(one.id));
  if (!form.verdict.empty()) out["verdict"] = form.verdict;
  if (form.satisfaction) out["satisfaction"] = *form.satisfaction;
  if (reader != cases::Reader::officer) return out;
  const bool named = one.discretion != cases::Discretion::nameless;
  if (form.caller_sealed && named) out["caller"] = opened(hall, form.caller_sealed, caller_place(one.id));
  if (form.phone_sealed && named) out["phone_masked"] = Phone::mask(opened(hall, form.phone_sealed, phone_place(one.id)));
  if (const auto ticket = store::ticket_of(db, one.id)) {
    out["ticket"] = ticket->number;
    out["called"] = ticket->called;
  }
  if (form.repeats && named) out["repeats"] = form.repeats->text();
  return out;
}

}  // namespace unionhall::appeals
