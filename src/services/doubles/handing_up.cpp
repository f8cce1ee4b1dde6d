#include "services/doubles/handing_up.h"

#include "base/names.h"
#include "hall/cases/hidden.h"
#include "hall/orgs/orgs.h"

namespace unionhall::doubles {
namespace {

namespace json = http::json;
namespace merging = members::merging;
using cases::Party;
using cases::Reason;

constexpr std::string_view desk = "organisation";
constexpr cases::Deadline to_decide{.days = 15, .source = "setting"};

struct Form {
  MemberId one, other;
  PersonId person_one, person_other;
};
BOOST_DESCRIBE_STRUCT(Form, (), (one, other, person_one, person_other))

void insert(db::Session& db, const cases::Case& one, const Form& form, Instant now) {
  db.exec(R"sql(
      INSERT INTO double_forms (id, region, member_one, member_other, person_one, person_other, at_ms)
      VALUES (:id, :region, :one, :other, :person_one, :person_other, :at))sql",
          one.id, one.region, form.one, form.other, form.person_one, form.person_other, now);
}

Form find_form(db::Session& db, cases::CaseId id) {
  return *db.first<Form>("SELECT member_one, member_other, person_one, person_other FROM double_forms WHERE id = :id", id);
}

std::vector<cases::CaseId> open_about(db::Session& db, people::Pair people, cases::CaseId but_not) {
  return db.all<cases::CaseId>(R"sql(
      SELECT f.id FROM double_forms f JOIN cases c ON c.id = f.id
       WHERE c.outcome = '' AND f.id <> :but_not
         AND ((f.person_one = :one AND f.person_other = :other) OR (f.person_one = :other AND f.person_other = :one))
       ORDER BY f.id LIMIT 100)sql",
                               but_not, people.first, people.second);
}

cases::Filing file(Hall& hall, http::Form& form, const cases::Filer& filer) {
  if (const auto refused = access::clerk.refuse(filer.request)) throw Refused(*refused);
  const auto one = form.id<MemberId>("member"), other = form.id<MemberId>("other");
  if (form.problem()) return {};
  return hall.db.snapshot([&](db::Session& db) {
    const auto compared = merging::compare(db, hall, filer.actor, one, other);
    if (!compared) throw Refused(merging::problem_for(compared.error()));
    // The nearest union above that is no employer's: where either is a member tells nothing of it.
    const auto above = cases::hidden::place_outside(db, filer.actor.in_force->org);
    if (compared->decides || !above) throw Refused(problem_for(Refusal::yours));
    const Form asked{.one = one, .other = other, .person_one = compared->one.person, .person_other = compared->other.person};
    cases::Filing filing{.org = *above, .subject = orgs::find(db, compared->one.org)->facts.name, .applicant = filer.actor.account};
    filing.write = [asked, now = hall.clock.now()](db::Session& now_in, const cases::Case& written) -> Result<void, Problem> {
      if (!open_about(now_in, {asked.person_one, asked.person_other}, written.id).empty()) {
        return std::unexpected(problem_for(Refusal::handed_up_already));
      }
      insert(now_in, written, asked, now);
      return {};
    };
    return filing;
  });
}

cases::Work step(Hall& hall, const cases::Case&, const cases::Step& taken, http::Form*) {
  if (taken.word != "keep_apart") return {};
  return [now = hall.clock.now()](db::Session& db, const cases::Case& one) -> Result<void, Problem> {
    const auto form = find_form(db, one.id);
    people::keep_apart(db, people::pair_of(people::standing(db, form.person_one), people::standing(db, form.person_other)), {}, now);
    return {};
  };
}

json::object side_json(db::Session& db, MemberId id) {
  json::object side{{"id", id.text()}};
  const auto member = members::find(db, id);
  const auto person = member ? people::find(db, member->person) : std::nullopt;
  const auto org = member ? orgs::find(db, member->org) : std::nullopt;
  if (person) side["name_masked"] = names::masked(person->facts.name);
  if (org) side["union"] = {{"id", org->id.text()}, {"name", org->facts.name}};
  return side;
}

json::object show(db::Session& db, const Hall&, const cases::Case& one, cases::Reader) {
  const auto form = find_form(db, one.id);
  json::object both;
  both["one"] = side_json(db, form.one);
  both["other"] = side_json(db, form.other);
  return both;
}

}  // namespace

Result<void, Problem> end_cases(db::Session& db, Hall& hall, people::Pair people, Instant now) {
  for (const auto id : open_about(db, people, {})) {
    const auto one = cases::find(db, id);
    const auto* joined = cases::find_step(cases::rules_of(*one), one->state, "join");
    if (!joined) continue;
    if (const auto taken = cases::take(db, hall, *one, *joined, "", {}, {}, now); !taken) return std::unexpected(taken.error());
  }
  return {};
}

const cases::Rules& rules() {
  static const cases::Rules table{.type = "double",
                                  .version = 1,
                                  .first = "deciding",
                                  .states = {{"deciding", {{Party::addressed, desk, to_decide}}},
                                             {"joined", {}, cases::Outcome::granted},
                                             {"apart", {}, cases::Outcome::granted},
                                             {"withdrawn", {}, cases::Outcome::withdrawn}},
                                  .steps = {{"join", "deciding", "joined", Party::clock},
                                            {"keep_apart", "deciding", "apart", Party::addressed, Reason::must},
                                            {"withdraw", "deciding", "withdrawn", Party::applicant}},
                                  .path = {"deciding", "joined"}};
  return table;
}

void offer() { cases::offer({.rules = {rules()}, .file = file, .step = step, .show = show}); }

}  // namespace unionhall::doubles
