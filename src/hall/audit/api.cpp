#include <fmt/format.h>

#include <limits>
#include <mutex>

#include "base/names.h"
#include "hall/access/access.h"
#include "hall/access/rates.h"
#include "hall/audit/store.h"
#include "hall/audit/words.h"
#include "sheets/sheets.h"

namespace unionhall::audit {
namespace {

constexpr int exported_most = 20'000;
constexpr access::Rate proofs{20, std::chrono::hours{1}};
constexpr int proof_takes_s = 10;           // after which it is worth asking again
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

/// With the stable words of the record: a table for programs and for whoever audits by one.
std::string csv_of(const std::vector<Listed>& events) {
  std::string csv(sheets::utf8_mark);
  const auto add = [&](std::initializer_list<std::string_view> cells) { sheets::add_csv_row(csv, std::span(cells.begin(), cells.size())); };
  add({"id", "at", "account", "name", "role", "what", "subject_kind", "subject", "org", "org_name", "detail"});
  for (const auto& event : events) {
    add({std::to_string(event.id), rfc3339(event.at), event.actor ? event.actor->text() : "", names::masked(event.actor_name),
         event.role_word, event.what, event.subject_kind, std::to_string(event.subject), event.org ? event.org->text() : "", event.org_name,
         event.detail});
  }
  return csv;
}

/// As somebody asked for events, before it is known whether she reaches the union.
struct Asked {
  std::string kind, org, actor, from, until;

  std::string text() const { return fmt::format("{}:{}:{}:{}:{}", kind, org, actor, from, until); }
  /// What was asked for, as it is recorded.
  std::string said() const {
    std::string said;
    const auto add = [&](std::string_view name, const std::string& value) {
      if (!value.empty()) said += fmt::format(" {}={}", name, value);
    };
    add("kind", kind);
    add("org", org);
    add("actor", actor);
    add("from", from);
    add("until", until);
    return said;
  }
};

std::optional<Date> day_of(const std::string& text) {
  if (text.empty()) return std::nullopt;
  const auto day = parse_iso_date(text);
  if (!day) throw Refused({422, "audit.not_a_day"});
  return day;
}

store::Filter filter_of(db::Session& db, const access::Actor& by, const Asked& asked) {
  if (asked.kind.size() > 40) throw Refused({422, "audit.kind_too_long"});
  const auto& area = by.in_force->org_path;
  store::Filter filter{.what = asked.kind, .area = area, .whole_site = area.size() == site_path_width, .within = {}, .actor = {}};
  if (!asked.org.empty()) {
    const auto id = OrgId::parse(asked.org);
    if (!id) throw Refused({404, "http.not_found"});
    filter.within = access::require_reach(db, by, *id);
  }
  if (!asked.actor.empty()) {
    const auto id = AccountId::parse(asked.actor);
    if (!id) throw Refused({422, "audit.nobody"});
    filter.actor = *id;
  }
  if (const auto day = day_of(asked.from)) filter.since = beijing_midnight(*day);
  if (const auto day = day_of(asked.until)) filter.until = beijing_midnight(std::chrono::sys_days(*day) + std::chrono::days(1));
  return filter;
}

/// GET /api/v1/audit-events?kind=&org=&actor=&from=&until= → {items, next}
http::Response get_events(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  const int limit = cursor::limit_of(request);
  const Asked asked{.kind = request.asked("kind"),
                    .org = request.asked("org"),
                    .actor = request.asked("actor"),
                    .from = request.asked("from"),
                    .until = request.asked("until")};
  const auto list_name = "audit:" + asked.text();
  const auto after = cursor::open(hall, list_name, request.asked("cursor"), 1);
  const auto before = after ? std::stoll(after->front()) : std::numeric_limits<std::int64_t>::max();
  auto events = hall.db.snapshot([&](db::Session& db) { return store::list(db, filter_of(db, actor, asked), before, limit + 1); });

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

/// POST /api/v1/audit-events/exports  {kind?, org?, actor?, from?, until?} → the list as CSV
http::Response post_export(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto text = [&](std::string_view field) { return form.text_or(field, "", {.chars_min = 0, .chars_max = 40}); };
  const Asked asked{.kind = text("kind"), .org = text("org"), .actor = text("actor"), .from = text("from"), .until = text("until")};
  if (const auto invalid = form.problem()) return *invalid;

  const auto& actor = access::actor(request);
  const auto events = hall.db.snapshot([&](db::Session& db) {
    return store::list(db, filter_of(db, actor, asked), std::numeric_limits<std::int64_t>::max(), exported_most + 1);
  });
  // A table that ends somewhere would pass for the whole.
  if (events.size() > static_cast<std::size_t>(exported_most)) {
    return http::problem({422, "audit.too_many", {{"max", std::to_string(exported_most)}}, {{"/from", "narrower_days"}}}, request);
  }
  // On record before anything leaves.
  const auto detail = fmt::format("{} events{}", events.size(), asked.said());
  hall.db.write([&](db::Session& db) {
    record(db, hall, by(request, {.what = "export", .subject_kind = "audit", .org = actor.in_force->org, .detail = detail}));
  });
  return {.status = 200,
          .headers = {{"content-type", "text/csv; charset=utf-8"}, {"content-disposition", "attachment; filename=\"audit.csv\""}},
          .body = csv_of(events)};
}

/// POST /api/v1/audit-events/proof → {events, sealed, broken_at?, at}
http::Response post_proof(const http::Request& request, Hall& hall) {
  // Every event is read for it: one walk at a time is enough for all.
  static std::mutex walking;
  const std::unique_lock walk(walking, std::try_to_lock);
  if (!walk) return http::problem({429, "audit.being_proved", {}, {}, proof_takes_s}, request);

  const auto& actor = access::actor(request);
  const auto now = hall.clock.now();
  const auto spent = hall.db.write([&](db::Session& db) {
    const auto tried = access::spend(db, "audit_proof", proofs, now);
    if (tried.allowed) record(db, hall, by(request, {.what = "prove", .subject_kind = "audit", .org = actor.in_force->org}));
    return tried;
  });
  if (!spent.allowed) {
    return http::problem(
        {429, "audit.proved_often", {{"minutes", std::to_string((spent.retry_after_s + 59) / 60)}}, {}, spent.retry_after_s}, request);
  }
  const auto verdict = check(hall.db);
  http::json::object said{{"events", verdict.events}, {"sealed", verdict.sealed}, {"at", rfc3339(now)}};
  if (!verdict.broken_at.empty()) said["broken_at"] = verdict.broken_at;
  return http::ok(std::move(said));
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
  route.post("/api/v1/audit-events/exports", auditor, hall, post_export);
  route.post("/api/v1/audit-events/proof", auditor, hall, post_proof);
  route.get("/api/v1/audit-events/head", auditor, hall, get_head);
}

}  // namespace unionhall::audit
