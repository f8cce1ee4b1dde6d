#include "services/exports/exports.h"

#include "hall/members/full_exports.h"
#include "hall/orgs/orgs.h"
#include "services/exports/words.h"

namespace unionhall::exports {
namespace {

namespace json = http::json;
namespace full = members::full;
using cases::Batch;
using cases::Eyes;
using cases::Outcome;
using cases::Party;
using cases::Reason;

constexpr std::string_view desk = "organisation";
constexpr cases::Deadline to_check{.days = 3, .counted = calendar::Count::working_days, .source = "setting"};
constexpr std::chrono::days used_most{90};  // setting of this kind; a copy is no archive

std::unexpected<Problem> no(Refusal refusal) { return std::unexpected(problem_for(refusal)); }

struct Form {
  access::RoleId role;
  OrgId org;
  std::string list_sealed, purpose;
  Date use_by;
  std::int64_t members = 0;
};
BOOST_DESCRIBE_STRUCT(Form, (), (role, org, list_sealed, purpose, use_by, members))

crypto::Place list_place(cases::CaseId id) { return {"full_export_forms", "list_sealed", id.value}; }

void insert(db::Session& db, const cases::Case& one, const Form& form, Instant now) {
  db.exec(R"sql(
      INSERT INTO full_export_forms (id, region, role_id, org_id, list_sealed, purpose, use_by, members, at_ms)
      VALUES (:id, :region, :role, :org, :list, :purpose, :use_by, :members, :at))sql",
          one.id, one.region, form.role, form.org, form.list_sealed, form.purpose, form.use_by, form.members, now);
}

Form find_form(db::Session& db, cases::CaseId id) {
  return *db.first<Form>("SELECT role_id, org_id, list_sealed, purpose, use_by, members FROM full_export_forms WHERE id = :id", id);
}

full::List list_of(const Hall& hall, const Form& form, cases::CaseId id) {
  const auto text = hall.keys.open(form.list_sealed, list_place(id));
  if (!text) throw std::runtime_error("full_export_forms.list_sealed does not open");
  return full::list_of(*text);
}

cases::Filing file(Hall& hall, http::Form& form, const cases::Filer& filer) {
  if (const auto refused = access::clerk.refuse(filer.request)) throw Refused(*refused);
  const auto list = full::read(form, hall);
  const auto today = beijing_date(hall.clock.now());
  Form asked{.role = filer.actor.in_force->id,
             .org = list.org,
             .purpose = form.text("purpose", {.chars_min = 4, .chars_max = 200}),
             .use_by = form.date("use_by")};
  const bool named = form.has("use_by") && asked.use_by.ok();
  if (named && (asked.use_by < today || asked.use_by > Date{std::chrono::sys_days(today) + used_most})) {
    form.fault("use_by", "not_within_days", {{"days", std::to_string(used_most.count())}});
  }
  if (form.problem()) return {};

  const auto size = full::measure(hall, filer.request, list);
  asked.members = size.members;
  asked.list_sealed = hall.keys.seal(full::to_text(list), list_place(filer.id));
  cases::Filing filing{
      .org = filer.actor.in_force->org, .subject = size.org_name, .person = filer.actor.person, .applicant = filer.actor.account};
  filing.write = [asked, now = hall.clock.now()](db::Session& db, const cases::Case& one) -> Result<void, Problem> {
    // This one is open too.
    if (cases::open_of(db, "full_export", *one.applicant, PersonId{}).size() > 1) return no(Refusal::asked_already);
    insert(db, one, asked, now);
    return {};
  };
  return filing;
}

cases::Work step(Hall& hall, const cases::Case& one, const cases::Step& taken, http::Form*) {
  const auto* to = cases::find_state(cases::rules_of(one), taken.to);
  if (!to->ended() || to->outcome != Outcome::granted) return {};
  const auto form = hall.db.read([&](db::Session& db) { return find_form(db, one.id); });
  const full::Order wanted{.id = one.id.value,
                           .number = one.number,
                           .account = *one.applicant,
                           .role = form.role,
                           .list = list_of(hall, form, one.id),
                           .purpose = form.purpose,
                           .use_by = form.use_by};
  return [&hall, wanted, now = hall.clock.now()](db::Session& db, const cases::Case&) -> Result<void, Problem> {
    if (!full::order(db, hall, wanted, now)) return no(Refusal::role_ended);
    return {};
  };
}

json::object show(db::Session& db, const Hall& hall, const cases::Case& one, cases::Reader reader) {
  const auto form = find_form(db, one.id);
  const auto list = list_of(hall, form, one.id);
  json::object out{{"purpose", form.purpose},       {"use_by", iso_date(form.use_by)}, {"members", form.members}, {"format", list.format},
                   {"id_numbers", list.id_numbers}, {"phones", list.phones},           {"filters", list.filters}};
  if (const auto org = orgs::find(db, form.org)) out["union"] = json::object{{"id", org->id.text()}, {"name", org->facts.name}};
  if (const auto made = full::made(db, one.id.value)) {
    // The file is hers who asked; the others read what became of it.
    if (reader == cases::Reader::applicant) out["export"] = std::to_string(made->export_id);
    if (made->fetched_at) out["fetched_at"] = rfc3339(*made->fetched_at);
  }
  return out;
}

}  // namespace

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::asked_already:
      return {409, "full_exports.asked_already"};
    case Refusal::role_ended:
      return {409, "full_exports.role_ended"};
  }
  std::unreachable();
}

const cases::Rules& rules() {
  static const cases::Rules table = [] {
    cases::Rules made{.type = "full_export",
                      .version = 1,
                      .first = "checking",
                      .states = {{"checking", {{Party::addressed, desk, to_check}}}, {"granted", {}, Outcome::granted}},
                      .steps = {{"approve", "checking", "granted", Party::addressed, Reason::may, Batch::no, Eyes::second},
                                {"refuse", "checking", "refused", Party::addressed, Reason::must},
                                {"withdraw", "checking", "withdrawn", Party::applicant}},
                      .path = {"checking", "granted"}};
    cases::add_objection(made, "granted", desk, to_check);
    return made;
  }();
  return table;
}

void offer() {
  cases::offer({.rules = {rules()}, .file = file, .step = step, .show = show});
  add_words();
}

}  // namespace unionhall::exports
