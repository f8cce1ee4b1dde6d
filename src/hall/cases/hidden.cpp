#include "hall/cases/hidden.h"

#include "hall/cases/store.h"
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

/// What gave way, and how it stood.
struct GaveWay {
  MemberId member;
  std::string status_before, changed_on_before;
};
BOOST_DESCRIBE_STRUCT(GaveWay, (), (member, status_before, changed_on_before))

void tell(db::Session& db, Hall& hall, PersonId person, OrgId org, const std::string& key, Instant now) {
  const auto union_of = orgs::find(db, org);
  for (const auto account : store::accounts_of(db, person)) {
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

void add_words() {
  http::Texts::global().add({
      {"notices.memberships.enrolled_by_employer.title", "您所在单位的工会登记了您", "Your employer's union has enrolled you"},
      {"notices.memberships.enrolled_by_employer.text", "{union}把您登记为会员，您的会籍转到了那里。它不知道您以前在哪个工会。",
       "{union} has enrolled you, and your membership is there now. It was not told where you were a member before."},
      {"notices.memberships.enrolment_undone.title", "您的会籍回到原来的工会", "Your membership is back where it was"},
      {"notices.memberships.enrolment_undone.text", "登记撤回了，您又是{union}的会员。",
       "The enrolment was undone. You are a member of {union} again."},
  });
}

}  // namespace unionhall::cases::hidden
