#include "services/verification/corrections.h"

#include "hall/people/people.h"

namespace unionhall::verification::corrections {
namespace {

namespace json = http::json;
using cases::Batch;
using cases::Outcome;
using cases::Party;
using cases::Reason;

constexpr std::string_view desk = "organisation";
constexpr cases::Deadline to_check{.days = 7, .counted = calendar::Count::working_days, .source = "setting: PIPL Art. 46 says in time"};
constexpr http::Form::TextLimits words_limits{.chars_min = 0, .chars_max = 500};

std::unexpected<Problem> no(Refusal refusal) { return std::unexpected(problem_for(refusal)); }

// ── Its tables ─────────────────────────────────────────────────────────────────────────────────────────────────

struct Field {
  std::int64_t id = 0;
  std::string field, value_sealed;
};
BOOST_DESCRIBE_STRUCT(Field, (), (id, field, value_sealed))

crypto::Place words_place(cases::CaseId id) { return {"correction_forms", "words_sealed", id.value}; }
crypto::Place value_place(std::int64_t id) { return {"correction_fields", "value_sealed", id}; }

void insert(db::Session& db, std::int64_t region, cases::CaseId id, const Form& form, const std::vector<Field>& fields, Instant now) {
  db.exec(R"sql(
      INSERT INTO correction_forms (id, region, person_id, member_id, method, words_sealed, at_ms)
      VALUES (:id, :region, :person, :member, :method, :words, :at))sql",
          id, region, form.person, form.member, form.method, form.words_sealed, now);
  for (const auto& one : fields) {
    db.exec(R"sql(
        INSERT INTO correction_fields (id, region, form_id, field, value_sealed) VALUES (:id, :region, :form, :field, :value))sql",
            one.id, region, id, one.field, one.value_sealed);
  }
}

std::optional<Form> find_form(db::Session& db, cases::CaseId id) {
  return db.first<Form>("SELECT person_id, member_id, method, words_sealed FROM correction_forms WHERE id = :id", id);
}

members::Wanted wanted_of(db::Session& db, const Hall& hall, cases::CaseId id) {
  members::Wanted wanted;
  for (const auto& one :
       db.all<Field>("SELECT id, field, value_sealed FROM correction_fields WHERE form_id = :form ORDER BY id LIMIT 100", id)) {
    auto value = hall.keys.open(one.value_sealed, value_place(one.id));
    if (!value) throw std::runtime_error("correction_fields.value_sealed does not open");
    wanted.emplace(one.field, *std::move(value));
  }
  return wanted;
}

// ── The case ───────────────────────────────────────────────────────────────────────────────────────────────────

cases::Filing file(Hall& hall, http::Form& form, const cases::Filer& filer) {
  std::optional<people::Person> person;
  std::vector<members::Member> living;
  hall.db.snapshot([&](db::Session& db) {
    if (!filer.actor.person) return;
    person = people::find(db, filer.actor.person);
    living = members::living(db, {filer.actor.person});
  });
  if (!person || living.empty()) throw Refused(problem_for(Refusal::no_record));
  const auto said = read(form, living.front().id, hall);
  if (form.problem()) return {};
  return filing(hall, filer.id, *person, living.front(), said, members::Method::sign_in, filer.actor.account);
}

cases::Work step(Hall& hall, const cases::Case& one, const cases::Step& taken, http::Form*) {
  const auto* to = cases::find_state(cases::rules_of(one), taken.to);
  if (!to->ended() || to->outcome != Outcome::granted) return {};
  const auto [form, wanted] = hall.db.snapshot([&](db::Session& db) {
    return std::pair{*find_form(db, one.id), wanted_of(db, hall, one.id)};
  });
  const auto write = members::correction_of(hall, form.member, wanted, one.applicant.value_or(AccountId{}));
  const auto now = hall.clock.now();
  return [&hall, form, write, now](db::Session& db, const cases::Case& granted) -> Result<void, Problem> {
    if (!write(db)) return no(Refusal::changed_meanwhile);
    const auto person = people::find(db, form.person);
    const members::Witness witness{.account = granted.applicant.value_or(AccountId{})};
    if (!person || !members::verify(db, hall, person->id, form.method, witness, now)) return no(Refusal::changed_meanwhile);
    return {};
  };
}

json::object show(db::Session& db, const Hall& hall, const cases::Case& one, cases::Reader reader) {
  const auto form = find_form(db, one.id);
  json::object out{{"by", db::word(form->method)}};
  if (reader == cases::Reader::officer) out["member"] = form->member.text();
  if (form->words_sealed) {
    const auto words = hall.keys.open(*form->words_sealed, words_place(one.id));
    if (!words) throw std::runtime_error("correction_forms.words_sealed does not open");
    out["words"] = *words;
  }
  json::array fields;
  for (const auto& [field, value] : wanted_of(db, hall, one.id)) {
    fields.push_back({{"field", field},
                      {"now", members::value_now(db, hall, form->member, field)},
                      {"wanted", field == "phone" && !value.empty() ? Phone::mask(value) : value}});
  }
  out["fields"] = std::move(fields);
  return out;
}

}  // namespace

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::no_record:
      return {409, "verification.no_record"};
    case Refusal::nothing_wrong:
      return {.status = 422, .key = "http.invalid_form", .params = {{"count", "1"}}, .errors = {{"/words", "nothing_wrong"}}};
    case Refusal::corrected_already:
      return {409, "verification.corrected_already"};
    case Refusal::changed_meanwhile:
      return {409, "verification.changed_meanwhile"};
  }
  std::unreachable();
}

const cases::Rules& rules() {
  static const cases::Rules table = [] {
    cases::Rules made{.type = "correction",
                      .version = 1,
                      .first = "checking",
                      .states = {{"checking", {{Party::addressed, desk, to_check}}}, {"granted", {}, Outcome::granted}},
                      .steps = {{"approve", "checking", "granted", Party::addressed, Reason::may, Batch::yes},
                                {"refuse", "checking", "refused", Party::addressed, Reason::must},
                                {"withdraw", "checking", "withdrawn", Party::applicant}},
                      .path = {"checking", "granted"}};
    cases::add_objection(made, "granted", desk, to_check);
    return made;
  }();
  return table;
}

Said read(http::Form& form, MemberId member, Hall& hall) {
  Said said{.wanted = members::read_corrections(form, member, hall), .words = form.text_or("words", "", words_limits)};
  if (said.wanted.empty() && said.words.empty()) form.fault("words", "nothing_wrong");
  return said;
}

cases::Filing filing(Hall& hall, cases::CaseId id, const people::Person& person, const members::Member& member, const Said& said,
                     members::Method method, AccountId applicant) {
  Form form{.person = person.id, .member = member.id, .method = method, .words_sealed = {}};
  if (!said.words.empty()) form.words_sealed = hall.keys.seal(said.words, words_place(id));
  std::vector<Field> fields;
  for (const auto& [field, value] : said.wanted) {
    const auto row = hall.ids.next<struct CorrectionField>().value;
    fields.push_back({.id = row, .field = field, .value_sealed = hall.keys.seal(value, value_place(row))});
  }
  cases::Filing filing{.org = member.org, .subject = person.facts.name, .person = person.id, .applicant = applicant};
  if (const auto from = hall.db.read([&](db::Session& db) { return members::hidden_from(db, member.id); })) filing.hide(*from);
  filing.write = [form, fields, now = hall.clock.now()](db::Session& db, const cases::Case& one) -> Result<void, Problem> {
    const auto open = cases::open_of(db, "correction", one.applicant.value_or(AccountId{}), form.person);
    // This one is open too.
    if (open.size() > 1) return no(Refusal::corrected_already);
    insert(db, one.region, one.id, form, fields, now);
    return {};
  };
  return filing;
}

void offer() { cases::offer({.rules = {rules()}, .file = file, .step = step, .show = show}); }

}  // namespace unionhall::verification::corrections
