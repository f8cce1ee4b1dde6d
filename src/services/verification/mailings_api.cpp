// Mailings at the desk.
#include "crypto/rotation.h"
#include "hall/access/access.h"
#include "hall/audit/audit.h"
#include "hall/orgs/orgs.h"
#include "hall/texts/texts.h"
#include "services/verification/mailings_store.h"

namespace unionhall::verification::mailings {
namespace {

namespace json = http::json;

constexpr int pace_most = 6000, pace_usual = 600, days_most = 90, days_usual = 30;

json::object to_json(const Counts& counts) {
  return {{"prepared", counts.prepared},   {"without_phone", counts.without_phone}, {"sent", counts.sent},
          {"confirmed", counts.confirmed}, {"corrected", counts.corrected},         {"locked", counts.locked}};
}

json::object org_json(OrgId id, std::string_view name) { return {{"id", id.text()}, {"name", name}}; }

json::object to_json(const store::Listed& listed, const Counts& counts, const Hall& hall) {
  const auto& mailing = listed.mailing;
  json::object out{{"id", mailing.id.text()},
                   {"version", mailing.version},
                   {"org", org_json(mailing.org, listed.org_name)},
                   {"state", db::word(mailing.state)},
                   {"per_minute", mailing.per_minute},
                   {"at", rfc3339(mailing.at)},
                   {"expires_at", rfc3339(mailing.expires_at)},
                   {"by", listed.by_name},
                   {"counts", to_json(counts)}};
  if (mailing.state == State::sending) out["quiet"] = texts::is_quiet(hall.settings.quiet_hours, hall.clock.now());
  return out;
}

/// One within the caller's reach; else Refused 404.
store::Listed require(db::Session& db, const http::Request& request) {
  const auto found = store::listed(db, request.path_id<MailingId>("id"));
  if (!found) throw Refused({404, "http.not_found"});
  access::require_reach(db, access::actor(request), found->mailing.org);
  return *found;
}

http::Response shown(const http::Request& request, Hall& hall) {
  return hall.db.snapshot([&](db::Session& db) {
    const auto listed = require(db, request);
    const auto path = orgs::path_of(db, listed.mailing.org);
    // Not "not modified": what came of it moves while the version, which a step names, stays.
    auto response = http::ok(to_json(listed, store::counts(db, listed.mailing.id, path), hall));
    response.headers["etag"] = '"' + std::to_string(listed.mailing.version) + '"';
    return response;
  });
}

void record(db::Session& db, Hall& hall, const http::Request& request, const Mailing& mailing, std::string_view detail) {
  audit::record(
      db, hall,
      audit::by(request,
                {.what = "mailing", .subject_kind = "mailing", .subject = mailing.id.value, .org = mailing.org, .detail = detail}));
}

/// POST /api/v1/verification-mailings {org, per_minute, days} → 201 {id}
http::Response post_mailing(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto now = hall.clock.now();
  const auto org = form.id<OrgId>("org");
  const auto per_minute = form.integer_or("per_minute", pace_usual, 1, pace_most);
  const auto days = form.integer_or("days", days_usual, 1, days_most);
  if (const auto invalid = form.problem()) return *invalid;
  const Mailing mailing{.id = hall.ids.next<struct MailingTag>(),
                        .version = 1,
                        .org = org,
                        .state = State::preparing,
                        .address = address_of(hall, request),
                        .key_no = crypto::sealing(hall.keys),
                        .per_minute = per_minute,
                        .made_by = access::actor(request).account,
                        .at = now,
                        .expires_at = now + std::chrono::days{days},
                        .after_path = "",
                        .after_key = "",
                        .after_member = {},
                        .paced_at = {}};
  const auto made = hall.write(request, [&](db::Session& db) -> Result<MailingId, Problem> {
    access::require_reach(db, access::actor(request), org);
    if (store::at_work(db, org)) return std::unexpected(problem_for(Refusal::at_work));
    store::add(db, hall.ids.region(), mailing);
    record(db, hall, request, mailing, "prepare");
    return mailing.id;
  });
  return made ? http::created({{"id", made->text()}}) : http::problem(made.error(), request);
}

/// GET /api/v1/verification-mailings?org= → {items, next}
http::Response get_mailings(const http::Request& request, Hall& hall) {
  const auto org = OrgId::parse(request.asked("org"));
  if (!org) return http::problem({404, "http.not_found"}, request);
  const int limit = cursor::limit_of(request);
  const auto list = "mailings " + org->text();
  const auto place = cursor::open(hall, list, request.asked("cursor"), 1);
  const auto before = place ? MailingId::parse(place->front()).value_or(MailingId{}) : MailingId{std::numeric_limits<std::int64_t>::max()};
  return hall.db.snapshot([&](db::Session& db) {
    const auto path = access::require_reach(db, access::actor(request), *org);
    auto found = store::of_subtree(db, path, before, limit + 1);
    json::object page;
    if (found.size() > static_cast<std::size_t>(limit)) {
      found.pop_back();
      page["next"] = cursor::seal(hall, list, {found.back().mailing.id.text()});
    }
    json::array items;
    for (const auto& one : found) {
      items.push_back(to_json(one, store::counts(db, one.mailing.id, orgs::path_of(db, one.mailing.org)), hall));
    }
    page["items"] = std::move(items);
    return http::ok(std::move(page));
  });
}

/// POST /api/v1/verification-mailings/{id}/steps {step} → Mailing
http::Response post_step(const http::Request& request, Hall& hall) {
  const auto version = http::expected_version(request);
  http::Form form(request);
  const auto step = form.word<Step>("step", db::from_word<Step>);
  if (const auto invalid = form.problem()) return *invalid;
  const auto done = hall.db.write([&](db::Session& db) -> Result<void, Refusal> {
    const auto before = require(db, request).mailing;
    if (before.version != version) return std::unexpected(Refusal::changed_meanwhile);
    const auto to = mailings::after(before.state, *step);
    if (!to) return std::unexpected(Refusal::no_such_step);
    auto after = before;
    after.state = *to;
    if (before.state == State::ready) after.paced_at = hall.clock.now();
    if (!store::change(db, before, after)) return std::unexpected(Refusal::changed_meanwhile);
    record(db, hall, request, before, db::word(*step));
    return {};
  });
  return done ? shown(request, hall) : http::problem(problem_for(done.error()), request);
}

/// GET /api/v1/verification-mailings/{id}/results?org= → {org, own, items}
http::Response get_results(const http::Request& request, Hall& hall) {
  return hall.db.snapshot([&](db::Session& db) {
    const auto mailing = require(db, request).mailing;
    const auto asked = request.asked("org");
    const auto org = asked.empty() ? std::optional(mailing.org) : OrgId::parse(asked);
    const auto one = org ? orgs::find(db, *org) : std::nullopt;
    if (!one || !one->path.starts_with(orgs::path_of(db, mailing.org))) return http::problem({404, "http.not_found"}, request);
    json::array items;
    for (const auto& child : store::of_children(db, mailing.id, *org, one->path)) {
      items.push_back({{"org", org_json(child.org, child.name)}, {"has_below", child.has_below}, {"counts", to_json(child.counts)}});
    }
    return http::ok(
        {{"org", org_json(one->id, one->facts.name)}, {"own", to_json(store::own(db, mailing.id, *org))}, {"items", std::move(items)}});
  });
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  route.post("/api/v1/verification-mailings", access::clerk, hall, post_mailing, {.makes_something = true});
  route.get("/api/v1/verification-mailings", access::officer, hall, get_mailings);
  route.get("/api/v1/verification-mailings/{id}", access::officer, hall, shown);
  route.post("/api/v1/verification-mailings/{id}/steps", access::clerk, hall, post_step);
  route.get("/api/v1/verification-mailings/{id}/results", access::officer, hall, get_results);
}

}  // namespace unionhall::verification::mailings
