#include "services/erasure/erasure.h"

#include <algorithm>
#include <set>

#include "hall/access/own_data.h"
#include "hall/audit/audit.h"
#include "hall/members/members.h"
#include "hall/orgs/orgs.h"
#include "hall/people/people.h"
#include "services/erasure/store.h"
#include "services/erasure/words.h"

namespace unionhall::erasure {
namespace {

using cases::Batch;
using cases::Outcome;
using cases::Party;
using cases::Reason;

constexpr std::string_view desk = "organisation";
constexpr cases::Deadline to_check{.days = 15, .source = "setting: PIPL Art. 50 says in time"};
constexpr cases::Deadline to_think{.days = 7, .counted = calendar::Count::days, .source = "setting", .over = "erase"};

std::unexpected<Problem> no(Refusal refusal) { return std::unexpected(problem_for(refusal)); }

/// What stands in the way, now.
std::optional<Refusal> in_the_way(db::Session& db, const store::Whom& whom, cases::CaseId but_not, Instant now) {
  if (whom.person && !members::living(db, {whom.person}).empty()) return Refusal::member_still;
  const auto own = store::open_cases(db, whom, but_not);
  if (std::ranges::find(own, "erasure") != own.end()) return Refusal::asked_already;
  if (!own.empty()) return Refusal::cases_open;
  if (store::holds_a_role(db, whom, now)) return Refusal::officer_still;
  return std::nullopt;
}

/// The union that she was a member of last and that still is, else the one at the top.
OrgId whom_to_ask(db::Session& db, PersonId person) {
  const auto last = person ? store::last_union(db, person) : std::nullopt;
  if (last && orgs::active(db, {*last})) return *last;
  return orgs::within(db, "", "", 1).front().id;
}

cases::Filing file(Hall& hall, http::Form&, const cases::Filer& filer) {
  const store::Whom whom{.account = filer.actor.account, .person = filer.actor.person};
  return hall.db.snapshot([&](db::Session& db) {
    if (const auto refusal = in_the_way(db, whom, filer.id, hall.clock.now())) throw Refused(problem_for(*refusal));
    cases::Filing filing{
        .org = whom_to_ask(db, whom.person), .subject = store::name_of(db, whom), .person = whom.person, .applicant = whom.account};
    if (const auto hidden = whom.person ? store::hidden_from(db, whom.person) : std::nullopt) filing.hide(*hidden);
    filing.write = [&hall, whom](db::Session& session, const cases::Case& one) -> Result<void, Problem> {
      if (const auto refusal = in_the_way(session, whom, one.id, hall.clock.now())) return no(*refusal);
      return {};
    };
    return filing;
  });
}

cases::Work step(Hall& hall, const cases::Case& one, const cases::Step& taken, http::Form*) {
  if (taken.to != "erased") return {};
  const store::Whom whom{.account = one.applicant.value_or(AccountId{}), .person = one.person.value_or(PersonId{})};
  return [&hall, whom, now = hall.clock.now()](db::Session& db, const cases::Case& granted) -> Result<void, Problem> {
    if (const auto refusal = in_the_way(db, whom, granted.id, now)) return no(*refusal);
    access::own_data::erase(db, hall, store::whose(db, whom), now);
    return {};
  };
}

http::json::object show(db::Session&, const Hall&, const cases::Case& one, cases::Reader) {
  return {{"on_record", one.person.has_value()}};
}

}  // namespace

Problem problem_for(Refusal refusal) {
  switch (refusal) {
    case Refusal::member_still:
      return {409, "erasure.member_still"};
    case Refusal::officer_still:
      return {409, "erasure.officer_still"};
    case Refusal::cases_open:
      return {409, "erasure.cases_open"};
    case Refusal::asked_already:
      return {409, "erasure.asked_already"};
  }
  std::unreachable();
}

const cases::Rules& rules() {
  static const cases::Rules table = [] {
    cases::Rules made{.type = "erasure",
                      .version = 1,
                      .first = "checking",
                      .states = {{"checking", {{Party::addressed, desk, to_check}}},
                                 {"waiting", {{Party::applicant, "", to_think}}},
                                 {"erased", {}, Outcome::granted}},
                      .steps = {{"approve", "checking", "waiting", Party::addressed, Reason::may, Batch::yes},
                                {"refuse", "checking", "refused", Party::addressed, Reason::must},
                                {"withdraw", "checking", "withdrawn", Party::applicant},
                                {"erase", "waiting", "erased", Party::clock},
                                {"withdraw", "waiting", "withdrawn", Party::applicant}},
                      .path = {"checking", "waiting", "erased"}};
    cases::add_objection(made, "waiting", desk, to_check);
    return made;
  }();
  return table;
}

int forget_ended(Hall& hall, std::chrono::days after) {
  const auto now = hall.clock.now();
  const auto before = now - after;
  int erased = 0;
  store::Ended last{};
  while (true) {
    const auto ended = hall.db.read([&](db::Session& db) { return store::ended(db, last, before); });
    if (ended.empty()) return erased;
    last = ended.back();
    std::set<PersonId> people;
    for (const auto& one : ended) people.insert(one.person);
    for (const auto person : people) {
      erased += hall.db.write_in_background([&](db::Session& db) {
        const store::Whom whom{.account = {}, .person = people::standing(db, person)};
        if (!store::gone_since(db, whom, before, now) || in_the_way(db, whom, {}, now)) return 0;
        access::own_data::erase(db, hall, store::whose(db, whom), now);
        audit::record(db, hall, {.what = "erase_ended", .subject_kind = "person", .subject = whom.person.value});
        return 1;
      });
    }
  }
}

void offer() {
  add_words();
  cases::offer({.rules = {rules()}, .file = file, .step = step, .show = show});
}

void mount(http::Router&, Hall&) { offer(); }

}  // namespace unionhall::erasure
