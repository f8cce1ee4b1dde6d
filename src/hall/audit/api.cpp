#include <limits>

#include "base/names.h"
#include "hall/access/access.h"
#include "hall/audit/store.h"
#include "hall/audit/words.h"

namespace unionhall::audit {
namespace {

constexpr std::size_t site_path_width = 5;  // the path of a top union (hall/orgs): one level

http::json::object to_json(const Listed& event) {
  http::json::object json{{"id", std::to_string(event.id)},
                          {"at", rfc3339(event.at)},
                          {"what", event.what},
                          {"subject", {{"kind", event.subject_kind}, {"id", std::to_string(event.subject)}}},
                          {"detail", event.detail}};
  if (event.actor) json["actor"] = {{"account", event.actor->text()}, {"name_masked", names::masked(event.actor_name)}};
  if (!event.role_word.empty()) json["role"] = event.role_word;
  if (event.org && !event.org_name.empty()) json["org"] = {{"id", event.org->text()}, {"name", event.org_name}};
  return json;
}

/// GET /api/v1/audit-events?kind=&org= → {items, next}
http::Response get_events(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const int limit = cursor::limit_of(request);
  const auto kind = request.asked("kind"), org = request.asked("org");
  if (kind.size() > 40) return http::problem({422, "audit.kind_too_long"}, request);
  const auto list_name = "audit:" + kind + ":" + org;
  const auto after = cursor::open(hall, list_name, request.asked("cursor"), 1);
  const auto before = after ? std::stoll(after->front()) : std::numeric_limits<std::int64_t>::max();

  const auto& area = actor.in_force->org_path;
  store::Filter filter{.what = kind, .area = area, .whole_site = area.size() == site_path_width, .within = {}};
  auto events = hall.db.snapshot([&](db::Session& db) {
    if (!org.empty()) {
      const auto id = OrgId::parse(org);
      if (!id) throw Refused({404, "http.not_found"});
      filter.within = access::require_reach(db, actor, *id);
    }
    return store::list(db, filter, before, limit + 1);
  });

  http::json::object page;
  if (events.size() > static_cast<std::size_t>(limit)) {
    events.pop_back();
    page["next"] = cursor::seal(hall, list_name, {std::to_string(events.back().id)});
  }
  http::json::array items;
  for (const auto& event : events) items.push_back(to_json(event));
  page["items"] = std::move(items);
  return http::ok(std::move(page));
}

/// GET /api/v1/audit-events/head → {sealed_until, head, count}
http::Response get_head(const http::Request&, Hall& hall) {
  const auto end = hall.db.read([](db::Session& db) { return head(db); });
  return http::ok({{"sealed_until", rfc3339(from_unix_ms(end.sealed_at_ms))}, {"head", end.digest}, {"count", end.position}});
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  add_words();
  const auto auditor = access::role({access::RoleWord::audit_administrator});
  route.get("/api/v1/audit-events", auditor, hall, get_events);
  route.get("/api/v1/audit-events/head", auditor, hall, get_head);
}

}  // namespace unionhall::audit
