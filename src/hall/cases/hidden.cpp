#include "hall/cases/hidden.h"

#include "hall/accounts/accounts.h"
#include "hall/cases/store.h"
#include "hall/cases/tasks.h"
#include "hall/members/rewriting.h"
#include "hall/notices/notices.h"
#include "hall/orgs/orgs.h"

namespace unionhall::cases::hidden {
namespace {

struct Hidden {
  MemberId member;
  std::string path;  // of the org that must not know
};
BOOST_DESCRIBE_STRUCT(Hidden, (), (member, path))

/// A membership that must not come where its union goes.
struct Strayed {
  MemberId member;
  OrgId from;
};
BOOST_DESCRIBE_STRUCT(Strayed, (), (member, from))

std::vector<Strayed> strayed(db::Session& db, std::string_view path, const db::Numbers& above) {
  return db.all<Strayed>(R"sql(
      SELECT h.member_id, h.hidden_from
        FROM hidden_memberships h JOIN members m ON m.id = h.member_id JOIN orgs o ON o.id = m.org_id
       WHERE h.hidden_from = ANY_OF(:above) AND o.path >= :from AND o.path < :end)sql",
                         above, path, orgs::end_of_subtree(path));
}

/// Cases that were asked of a union there, and those that one there holds, with theirs; also ended ones: they are counted.
std::vector<CaseId> strayed_cases(db::Session& db, std::string_view path, const db::Numbers& above) {
  return db.all<CaseId>(R"sql(
      SELECT c.id FROM orgs o JOIN cases c ON c.org_id = o.id
       WHERE o.path >= :from AND o.path < :end AND c.hidden_from = ANY_OF(:above)
      UNION
      SELECT c.id FROM orgs o JOIN case_tasks t ON t.org_id = o.id JOIN cases c ON c.id = t.case_id
       WHERE o.path >= :from AND o.path < :end AND t.done_at_ms IS NULL AND c.hidden_from = ANY_OF(:above))sql",
                        path, orgs::end_of_subtree(path), above);
}

/// What gave way, and how it stood.
struct GaveWay {
  MemberId member;
  std::string status_before, changed_on_before;
};
BOOST_DESCRIBE_STRUCT(GaveWay, (), (member, status_before, changed_on_before))

/// What unions there were asked or hold is the place's outside from now on.
void go_outside(db::Session& db, Hall& hall, Case one, std::string_view path, Instant now) {
  const auto place = place_outside(db, *one.hidden_from).value();
  const auto strays = [&](OrgId org) { return orgs::path_of(db, org).starts_with(path); };
  for (const auto& task : store::tasks_of(db, one.id)) {
    if (!task.org || !strays(*task.org)) continue;
    if (!hand_over(db, hall, one, task, place, "", "", {}, now)) throw std::runtime_error("a hidden case was not handed on");
    one = *store::find(db, one.id);
  }
  if (!strays(one.org)) return;
  auto after = one;
  after.org = place;
  store::move(db, one, after.org, one.state, one.outcome, one.ended_at.value_or(now));
  tasks::count(db, hall, one, -1);
  tasks::count(db, hall, after, 1);
}

void tell(db::Session& db, Hall& hall, PersonId person, OrgId org, const std::string& key, Instant now) {
  const auto union_of = orgs::find(db, org);
  for (const auto account : accounts::of_person(db, person)) {
    notices::tell(db, hall, account,
                  {.key = "memberships." + key,
                   .params = {{"union", union_of ? union_of->facts.name : ""}},
                   .text = notices::Message::Text::once,
                   .must_be_told = true},
                  now);
  }
}

}  // namespace

std::map<MemberId, std::string> paths(db::Session& db, const std::vector<MemberId>& members) {
  db::Numbers ids;
  for (const auto member : members) ids.values.push_back(member.value);
  std::map<MemberId, std::string> paths;
  for (auto& one : db.all<Hidden>(R"sql(
           SELECT h.member_id, o.path FROM hidden_memberships h JOIN orgs o ON o.id = h.hidden_from
            WHERE h.member_id = ANY_OF(:ids) LIMIT 500)sql",
                                  ids)) {
    paths[one.member] = std::move(one.path);
  }
  return paths;
}

Known known_at(std::string_view org_path, std::string_view hidden_path, const people::Person& person, const members::Member& living) {
  if (hidden_path.empty() || !org_path.starts_with(hidden_path)) return Known::all;
  return person.source == living.source ? Known::nothing : Known::not_the_membership;
}

Known known_at(db::Session& db, OrgId org, PersonId id) {
  const auto living = members::living(db, {id});
  if (living.empty()) return Known::all;
  const auto hidden = paths(db, {living.front().id});
  const auto person = people::find(db, id);
  if (hidden.empty() || !person) return Known::all;
  return known_at(orgs::path_of(db, org), hidden.begin()->second, *person, living.front());
}

bool give_way(db::Session& db, Hall& hall, const members::Member& member, OrgId to, SourceId by, Instant now) {
  if (!overtake(db, hall, member.person, Overtaken::all, {}, now)) return false;
  const auto before = members::find(db, member.id);  // a transfer that was overtaken has changed it
  if (!before || !members::alive(before->status)) return false;
  auto after = *before;
  after.status = members::Status::transferred_out;
  after.changed_on = iso_date(beijing_date(now));
  after.change_kind = "transferred_out";
  after.change_cause = "employment_changed";
  if (!members::rewrite(db, hall, *before, after, {}, by, now)) return false;
  db.exec(
      "UPDATE hidden_memberships SET gave_way_to = :by, status_before = :status, changed_on_before = :changed WHERE member_id = :member",
      by, before->status, before->changed_on, before->id);
  tell(db, hall, member.person, to, "enrolled_by_employer", now);
  return true;
}

void come_back(db::Session& db, Hall& hall, PersonId person, SourceId by, Instant now) {
  const auto gave_way = db.first<GaveWay>(R"sql(
      SELECT h.member_id, h.status_before, h.changed_on_before
        FROM hidden_memberships h JOIN members m ON m.id = h.member_id
       WHERE m.person_id = :person AND h.gave_way_to = :by)sql",
                                          person, by);
  if (!gave_way || !members::living(db, {person}).empty()) return;
  const auto before = members::find(db, gave_way->member);
  if (!before || before->status != members::Status::transferred_out) return;
  auto after = *before;
  after.status = *db::from_word<members::Status>(gave_way->status_before);
  after.changed_on = gave_way->changed_on_before;
  after.change_kind = "joined";
  after.change_cause = "";
  if (!members::rewrite(db, hall, *before, after, {}, by, now)) return;  // its union was dissolved meanwhile
  db.exec("UPDATE hidden_memberships SET gave_way_to = NULL WHERE member_id = :member", before->id);
  tell(db, hall, person, before->org, "enrolment_undone", now);
}

std::optional<OrgId> place_outside(db::Session& db, OrgId hidden_from) {
  const auto above = orgs::ancestors(db, hidden_from);
  for (auto org = above.rbegin(); org != above.rend(); ++org) {
    if (org->id != hidden_from && !orgs::of_employer(org->level)) return org->id;
  }
  return std::nullopt;
}

bool stay_outside(db::Session& db, Hall& hall, std::string_view path, const std::vector<OrgId>& above, Instant now) {
  db::Numbers ids;
  for (const auto org : above) ids.values.push_back(org.value);
  const auto members = strayed(db, path, ids);
  const auto cases = strayed_cases(db, path, ids);
  for (const auto& one : members) {
    const auto before = members::find(db, one.member);
    auto after = *before;
    after.org = place_outside(db, one.from).value();
    members::rewrite(db, hall, *before, after, {}, before->source, now);
    if (members::alive(before->status)) tell(db, hall, before->person, after.org, "kept_outside", now);
  }
  for (const auto id : cases) go_outside(db, hall, *store::find(db, id), path, now);
  return !members.empty() || !cases.empty();
}

void add_words() {
  http::Texts::global().add({
      {"notices.memberships.enrolled_by_employer.title", "您所在单位的工会登记了您", "Your employer's union has enrolled you"},
      {"notices.memberships.enrolled_by_employer.text", "{union}把您登记为会员，您的会籍转到了那里。它不知道您以前在哪个工会。",
       "{union} has enrolled you, and your membership is there now. It was not told where you were a member before."},
      {"notices.memberships.kept_outside.title", "您的会籍换了一个工会", "Your membership is with another union now"},
      {"notices.memberships.kept_outside.text", "原来的工会转到了您的单位下面。为了不让单位知道，您的会籍改由{union}管。",
       "The union that you were a member of came below your employer. So that it does not learn of you, {union} holds your membership "
       "now."},
      {"notices.memberships.enrolment_undone.title", "您的会籍回到原来的工会", "Your membership is back where it was"},
      {"notices.memberships.enrolment_undone.text", "登记撤回了，您又是{union}的会员。",
       "The enrolment was undone. You are a member of {union} again."},
  });
}

}  // namespace unionhall::cases::hidden
