#include "services/roster/member_plan.h"

#include "hall/members/retirement.h"

namespace unionhall::roster {
namespace {

using imports::Fate;
using imports::Outcome;
using imports::Remark;
using imports::Topic;
using members::Member;

constexpr int joining_age = 16;  // 劳动法 Art. 15: nobody works below it

Remark said_no(int column, std::string_view code, Outcome outcome = Outcome::refused, Topic topic = Topic::other, TextParams params = {}) {
  return {.column = column, .code = std::string(code), .outcome = outcome, .topic = topic, .params = std::move(params)};
}

/// Whoever has no number that tells her birthday is taken for older by up to a month.
int age_of(const MemberRow& row, Date today) {
  if (row.document && row.document->birth()) return age_on(*row.document->birth(), today);
  if (row.facts.birth_month == 0) return joining_age;
  const std::chrono::year year{static_cast<int>(row.facts.birth_month / 100)};
  const std::chrono::month month{static_cast<unsigned>(row.facts.birth_month % 100)};
  return age_on(year / month / 1, today);
}

std::optional<Remark> check_may_join(const MemberRow& row, const Rules& rules) {
  const int age = age_of(row, rules.today);
  if (age < joining_age) return said_no(id_number, "too_young", Outcome::refused, Topic::other, {{"age", std::to_string(joining_age)}});
  const auto& retires = row.facts.sex == people::Sex::female ? rules.women : rules.men;
  const bool of_age = row.facts.birth_month != 0 && row.facts.birth_month <= members::youngest_retired(retires, rules.today);
  if (row.facts.employment == "retired" && of_age) return said_no(employment, "retired");
  return std::nullopt;
}

void take(std::string& ours, const std::string& theirs, bool said, const char* field, std::vector<std::string>& changed) {
  if (!said || ours == theirs) return;
  ours = theirs;
  changed.emplace_back(field);
}

/// What the row says about the person; a blank cell says nothing.
void plan_person(Plan& plan, const MemberRow& row, const OnRecord& on_record) {
  const auto& said = row.said;
  const auto& r = row.facts;
  auto f = on_record.person.facts;
  auto& changed = plan.changed;
  take(f.name, r.name, true, "name", changed);
  // A document of a record that became one with hers says nothing of the one that she goes by.
  const bool tells = !on_record.by_another_document;
  if (tells && r.sex != people::Sex::unknown && f.sex != r.sex) {
    f.sex = r.sex;
    changed.emplace_back("sex");
  }
  if (tells && r.birth_month != 0 && f.birth_month != r.birth_month) {
    f.birth_month = r.birth_month;
    changed.emplace_back("birth_month");
  }
  take(f.ethnicity, r.ethnicity, said[ethnicity], "ethnicity", changed);
  take(f.education, r.education, said[education], "education", changed);
  take(f.politics, r.politics, said[politics], "politics", changed);
  take(f.employment, r.employment, said[employment], "employment", changed);
  take(f.skill, r.skill, said[skill], "skill", changed);
  take(f.household_kind, r.household_kind, said[household_kind], "household_kind", changed);
  take(f.household_place, r.household_place, said[household_place], "household_place", changed);
  take(f.native_place, r.native_place, said[native_place], "native_place", changed);
  take(f.employer, r.employer, said[employer], "employer", changed);
  take(f.migrant, r.migrant, said[migrant], "migrant", changed);
  if (row.phone && row.phone->text() != on_record.phone) {
    plan.phone_changes = true;
    changed.emplace_back("phone");
  }
  if (!changed.empty()) plan.facts = std::move(f);
}

Member new_membership(const MemberRow& row, OrgId org) {
  return {.org = org,
          .status = row.status,
          .category = row.category,
          .joined_on = row.changed_on,
          .changed_on = row.changed_on,
          .change_kind = row.change_kind,
          .change_cause = row.change_cause};
}

void change_status(Member& m, const MemberRow& row) {
  m.status = row.status;
  m.changed_on = row.changed_on;
  m.change_kind = row.change_kind;
  m.change_cause = row.change_cause;
}

/// She is a member of this very union.
void plan_living(Plan& plan, const MemberRow& row, const Member& living) {
  auto after = living;
  if (!alive(row.status)) {
    if (row.dated && row.changed_on < living.joined_on) {
      plan.remarks.push_back(said_no(change_date, "left_before_joining", Outcome::refused, Topic::date, {{"joined", living.joined_on}}));
      return;
    }
    change_status(after, row);
  } else {
    const bool later = !row.dated || row.changed_on >= living.changed_on;
    const bool other_status = living.status != row.status && living.status != members::Status::transferring;
    if (row.said[change_kind] && other_status && later) {
      change_status(after, row);
    } else if (row.dated && living.status == row.status && living.change_kind == row.change_kind) {
      // The same fact with another day: the roster knows better.
      after.changed_on = row.changed_on;
      if (row.status == members::Status::active) after.joined_on = row.changed_on;
      if (row.said[change_cause]) after.change_cause = row.change_cause;
    }
    if (row.said[category]) after.category = row.category;
  }
  plan.before = living;
  plan.after = std::move(after);
}

/// She is nobody's member now.
void plan_ended(Plan& plan, const MemberRow& row, OrgId org, const Member* ended_here, const Rules& rules) {
  if (!alive(row.status)) {
    if (ended_here == nullptr || ended_here->status != row.status) {
      plan.remarks.push_back(said_no(change_kind, "no_membership_to_end"));
      return;
    }
    auto after = *ended_here;
    if (row.dated) after.changed_on = row.changed_on;
    if (row.said[change_cause]) after.change_cause = row.change_cause;
    plan.before = *ended_here;
    plan.after = std::move(after);
    return;
  }
  if (ended_here != nullptr && (!row.dated || row.changed_on <= ended_here->changed_on)) {
    plan.remarks.push_back(said_no(change_date, "left_since", Outcome::refused, Topic::date, {{"left", ended_here->changed_on}}));
    return;
  }
  if (row.status == members::Status::active) {
    if (auto no = check_may_join(row, rules)) {
      plan.remarks.push_back(*std::move(no));
      return;
    }
  }
  plan.after = new_membership(row, org);
}

bool differs(const Member& a, const Member& b) {
  return std::tie(a.status, a.category, a.joined_on, a.changed_on, a.change_kind, a.change_cause) !=
         std::tie(b.status, b.category, b.joined_on, b.changed_on, b.change_kind, b.change_cause);
}

}  // namespace

Plan plan(const MemberRow& row, OrgId org, const OnRecord* on_record, const Rules& rules) {
  Plan plan;
  const auto* const living = on_record != nullptr && on_record->living ? &*on_record->living : nullptr;
  const Member* ended_here = nullptr;
  if (on_record != nullptr) {
    for (const auto& ended : on_record->ended) ended_here = ended.org == org ? &ended : ended_here;
  }
  if (living != nullptr && living->org != org) {
    if (alive(row.status)) {
      plan.remarks.push_back(said_no(id_number, "in_another_union", Outcome::transfer_needed, Topic::double_or_transfer));
    } else {
      plan.remarks.push_back(said_no(change_kind, "no_membership_to_end"));
    }
  } else if (living != nullptr) {
    plan_living(plan, row, *living);
  } else {
    plan_ended(plan, row, org, ended_here, rules);
  }
  if (!plan.remarks.empty()) return plan;

  if (on_record != nullptr) plan_person(plan, row, *on_record);
  const bool new_one = !plan.before;
  if (!new_one && !differs(*plan.before, *plan.after)) {
    plan.before.reset();
    plan.after.reset();
  }
  plan.fate = new_one ? Fate::fresh : plan.after || plan.facts ? Fate::changed : Fate::same;
  return plan;
}

int age_on(Date birth, Date today) {
  const int years = static_cast<int>(today.year()) - static_cast<int>(birth.year());
  const bool had_birthday = std::pair(today.month(), today.day()) >= std::pair(birth.month(), birth.day());
  return had_birthday ? years : years - 1;
}

}  // namespace unionhall::roster
