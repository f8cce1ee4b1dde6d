#include "hall/cases/opened.h"

#include "hall/audit/audit.h"
#include "hall/cases/json.h"

namespace unionhall::cases {

Opened open(db::Session& db, const access::Actor& actor, CaseId id) {
  auto one = store::find(db, id);
  auto tasks = store::tasks_of(db, id);
  // Looked up all the same: the time that an answer takes does not tell what is hidden from what is not there.
  auto standing = standing_of(db, one.value_or(Case{.id = id}), tasks, actor);
  if (!one || !standing) throw Refused(problem_for(Refusal::not_found));
  return {std::move(*one), std::move(tasks), std::move(*standing)};
}

bool untouched(db::Session& db, const Case& one) { return one.version == 1 && store::events(db, one.id, 2).size() == 1; }

By by(const http::Request& request, Party party) {
  const auto& actor = access::actor(request);
  By who{.party = party, .account = actor.account, .request = request.id};
  if (party != Party::applicant && actor.in_force) {
    who.role = actor.in_force->id.value;
    who.org = actor.in_force->org;
  }
  return who;
}

http::json::object shown_to_applicant(db::Session& db, const Hall& hall, const Case& one, http::Language language) {
  return as_json(db, hall, one, store::tasks_of(db, one.id), {.reader = Reader::applicant, .hands = {Party::applicant}, .own = true},
                 language);
}

void look(Hall& hall, const http::Request& request, const Opened& opened) {
  const auto& actor = access::actor(request);
  const auto id = opened.one.id.value;
  if (opened.standing.reader != Reader::officer) return;
  if (hall.db.read([&](db::Session& db) { return audit::has_looked(db, hall, actor.account, id); })) return;
  audit::look(hall, {.actor = actor.account,
                     .role = actor.in_force->id.value,
                     .subject_kind = "case",
                     .subject = id,
                     .org = actor.in_force->org,
                     .request = request.id});
}

http::Response shown(const http::Request& request, Hall& hall, CaseId id) {
  std::optional<Opened> opened;
  auto response = hall.db.snapshot([&](db::Session& db) {
    opened = open(db, access::actor(request), id);
    return http::versioned(request, as_json(db, hall, opened->one, opened->tasks, opened->standing, request.language), opened->one.version);
  });
  look(hall, request, *opened);
  return response;
}

}  // namespace unionhall::cases
