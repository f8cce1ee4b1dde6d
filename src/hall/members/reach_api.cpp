// Why somebody may see a record: asked by the member of who looked at her, by the auditor of a row that she reads, by officers of
// anybody.
#include "hall/accounts/why.h"
#include "hall/audit/looks.h"
#include "hall/members/api.h"

namespace unionhall::members {
namespace {

/// Then and now, since much may have changed between.
http::Response told(const accounts::Why& then, const accounts::Why& now, Instant at) {
  return http::ok({{"at", rfc3339(at)}, {"then", to_json(then)}, {"now", to_json(now)}});
}

http::Response told_of(db::Session& db, const Hall& hall, const audit::Looked& look) {
  const access::RoleId in_force{look.role};
  return told(accounts::why(db, look.actor, look.org, look.at, in_force),
              accounts::why(db, look.actor, look.org, hall.clock.now(), in_force), look.at);
}

/// GET /api/v1/me/accesses/{id}/reach → Reach
http::Response of_my_look(const http::Request& request, Hall& hall) {
  const auto person = access::actor(request).person;
  const auto id = request.path_id<audit::EventId>("id");
  return hall.db.snapshot([&](db::Session& db) {
    const auto look = audit::find_look(db, id);
    if (!look || !person || !people::same(db, look->person, person)) throw Refused({404, "http.not_found"});
    return told_of(db, hall, *look);
  });
}

/// GET /api/v1/audit-events/{id}/reach → Reach
http::Response of_event(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<audit::EventId>("id");
  return hall.db.snapshot([&](db::Session& db) {
    const auto look = audit::find_look(db, id);
    if (!look || !access::actor(request).reaches(look->org_path)) throw Refused({404, "http.not_found"});
    return told_of(db, hall, *look);
  });
}

/// The end of that day, or this moment where it is not over.
Instant moment_of(const http::Request& request, Instant now) {
  const auto on = request.asked("on");
  if (on.empty()) return now;
  const auto day = parse_iso_date(on);
  if (!day) throw Refused({422, "members.no_such_day"});
  return std::min(now, beijing_midnight(std::chrono::sys_days(*day) + std::chrono::days{1}) - std::chrono::milliseconds{1});
}

/// GET /api/v1/members/{id}/reach?account=&on= → Reach
http::Response of_member(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<MemberId>("id");
  const auto account = AccountId::parse(request.asked("account"));
  if (!account) throw Refused({422, "members.no_such_account"});
  const auto now = hall.clock.now();
  const auto at = moment_of(request, now);
  return hall.db.snapshot([&](db::Session& db) {
    const auto record = require_record(db, access::actor(request), id);
    if (unix_ms(at) < record.recorded_at_ms) throw Refused({422, "members.not_recorded_then"});
    const auto org = record.member.org;
    return told(accounts::why(db, *account, org, at), accounts::why(db, *account, org, now), at);
  });
}

}  // namespace

void mount_reach(http::Router& route, Hall& hall) {
  route.get("/api/v1/me/accesses/{id}/reach", access::signed_in, hall, of_my_look);
  route.get("/api/v1/audit-events/{id}/reach", access::role({access::RoleWord::audit_administrator}), hall, of_event);
  route.get("/api/v1/members/{id}/reach", access::clerk, hall, of_member);
}

}  // namespace unionhall::members
