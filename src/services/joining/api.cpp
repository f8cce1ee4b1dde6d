#include <fmt/format.h>

#include <algorithm>

#include "base/codes.h"
#include "base/short_code.h"
#include "geo/geo.h"
#include "hall/access/own_data.h"
#include "hall/access/rates.h"
#include "hall/audit/audit.h"
#include "hall/orgs/orgs.h"
#include "services/joining/admission.h"
#include "services/joining/api.h"
#include "services/joining/store.h"
#include "services/joining/words.h"

namespace unionhall::joining {
namespace {

namespace json = http::json;

constexpr access::Rate searches_rate{.most = 120, .window = std::chrono::hours{1}};  // an address; whole offices share one
constexpr int offered_most = 30, found_most = 20, places_most = 500;

void record(db::Session& db, Hall& hall, const http::Request& request, std::string_view detail, std::int64_t subject, OrgId org) {
  audit::record(db, hall,
                audit::by(request, {.what = "change", .subject_kind = "joining", .subject = subject, .org = org, .detail = detail}));
}

/// As visitors may know a union: its name and those of the unions above it.
json::object union_json(db::Session& db, OrgId org) {
  json::object out{{"id", org.text()}};
  json::array above;
  for (const auto& one : orgs::ancestors(db, org)) {
    if (one.id == org) {
      out["name"] = one.name;
      out["level"] = db::word(one.level);
    } else {
      above.push_back(json::string(one.name));
    }
  }
  out["above"] = std::move(above);
  return out;
}

json::array words_json(const std::vector<std::string>& words) {
  json::array out;
  for (const auto& word : words) out.push_back(json::string(word));
  return out;
}

json::object channel_json(const Channel& channel) {
  return {{"id", channel.id.text()}, {"code", channel.code},         {"kind", db::word(channel.kind)},
          {"name", channel.name},    {"category", channel.category}, {"closed", channel.closed_at.has_value()}};
}

/// How often anybody may ask from one address.
void spend_search(Hall& hall, const http::Request& request) {
  const auto digest = hall.keys.digest("address", request.peer);
  const auto spent =
      hall.db.write([&](db::Session& db) { return access::spend(db, "joining search:" + digest, searches_rate, hall.clock.now()); });
  if (spent.allowed) return;
  throw Refused({.status = 429,
                 .key = "joining.tried_too_often",
                 .params = {{"hours", std::to_string((spent.retry_after_s + 3599) / 3600)}},
                 .retry_after_s = spent.retry_after_s});
}

// ── For whoever wants to join ──────────────────────────────────────────────────────────────────────────────────

/// GET /api/v1/joining/channels/{code} → {kind, name, category, union, automatic}
http::Response get_channel(const http::Request& request, Hall& hall) {
  const auto code = short_code::folded(request.path_values.find("code")->second);
  return hall.db.snapshot([&](db::Session& db) {
    const auto channel = store::find_channel(db, code);
    if (!channel) return http::problem({404, "joining.channel_not_found"}, request);
    if (channel->closed_at) return http::problem({404, "joining.channel_closed"}, request);
    return http::ok({{"code", channel->code},
                     {"kind", db::word(channel->kind)},
                     {"name", channel->name},
                     {"category", channel->category},
                     {"union", union_json(db, channel->org)},
                     {"automatic", words_json(store::ways_of(db, channel->org).automatic)}});
  });
}

/// POST /api/v1/joining/unions {q} → {items}: unions by name, pinyin or code
http::Response post_search(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto query = form.text("q", {.chars_min = 1, .chars_max = 60});
  if (const auto invalid = form.problem()) return *invalid;
  spend_search(hall, request);
  return hall.db.snapshot([&](db::Session& db) {
    json::array items;
    for (const auto& org : orgs::search(db, query, "", found_most)) items.push_back(union_json(db, org.id));
    return http::ok({{"items", std::move(items)}});
  });
}

/// The county's union with its division, where its record has one.
std::optional<Where> county(db::Session& db, OrgId id) {
  const auto org = orgs::find(db, id);
  if (!org || org->facts.level != orgs::Level::county || org->state != orgs::State::active) return std::nullopt;
  return Where{.division = org->facts.division.substr(0, 6), .county_path = org->path};
}

/// Unions as places to choose from. Of the tree alone, so it may be kept on the way for a while.
http::Response places(const std::vector<store::Place>& found) {
  json::array items;
  for (const auto& place : found) items.push_back({{"id", place.id.text()}, {"name", place.name}});
  auto response = http::ok({{"items", std::move(items)}});
  response.headers["cache-control"] = "public, max-age=600";
  return response;
}

/// GET /api/v1/joining/counties → {items: [{id, name}]}: the unions of the counties, in tree order
http::Response get_counties(const http::Request&, Hall& hall) {
  return hall.db.snapshot([&](db::Session& db) {
    const auto city = store::root(db);
    return places(city ? store::below(db, city->path, db::Words{{"county"}}, places_most) : std::vector<store::Place>{});
  });
}

/// GET /api/v1/joining/counties/{id}/towns → {items: [{id, name}]}: the unions of its streets and towns, and of its parks
http::Response get_towns(const http::Request& request, Hall& hall) {
  return hall.db.snapshot([&](db::Session& db) {
    const auto where = county(db, request.path_id<OrgId>("id"));
    if (!where) throw Refused({404, "http.not_found"});
    return places(store::below(db, where->county_path, db::Words{{"township", "park"}}, places_most));
  });
}

std::shared_ptr<const geo::Outlines>& outlines() {
  static std::shared_ptr<const geo::Outlines> known;
  return known;
}

/// Where she is: a county or a division that she chose, or a place that her phone knows. It is not kept.
Where read_where(http::Form& form, Hall& hall) {
  if (form.has("county")) {
    const auto id = form.id<OrgId>("county");
    auto chosen = hall.db.read([&](db::Session& db) { return county(db, id); });
    if (id && !chosen) form.fault("county", "no_such_union");
    return chosen.value_or(Where{});
  }
  if (form.has("division")) return {.division = form.text("division", {.chars_min = 6, .chars_max = 6}), .county_path = ""};
  const auto number = [&](std::string_view field) {
    const auto* given = form.raw(field);
    if (given && given->is_number()) return given->to_number<double>();
    form.fault(field, "no_such_place");
    return 0.0;
  };
  const geo::Point point{number("lng"), number("lat")};
  if (!geo::on_earth(point)) form.fault("lng", "no_such_place");
  return {.division = outlines() ? outlines()->division_at(point).value_or("") : "", .county_path = ""};
}

/// POST /api/v1/joining/offers {county | division | lng, lat, category} → {division, items: [{union, why}]}
http::Response post_offers(const http::Request& request, Hall& hall) {
  http::Form form(request);
  const auto where = read_where(form, hall);
  const auto category = form.text_or("category", "", {.chars_min = 0, .chars_max = 40});
  if (!category.empty() && !codes::find_word(codes::occupation_group, category)) form.fault("category", "unknown_word");
  if (const auto invalid = form.problem()) return *invalid;
  spend_search(hall, request);
  return hall.db.snapshot([&](db::Session& db) {
    json::array items;
    for (const auto& offer : offers(db, where, category, offered_most)) {
      items.push_back({{"union", union_json(db, offer.org)}, {"why", offer.why}});
    }
    return http::ok({{"division", where.division}, {"items", std::move(items)}});
  });
}

// ── For the union ──────────────────────────────────────────────────────────────────────────────────────────────

/// POST /api/v1/joining/channels {org, kind, name, category} → 201 {id}
http::Response post_channel(const http::Request& request, Hall& hall) {
  http::Form form(request);
  Channel channel{.id = hall.ids.next<struct ChannelTag>(), .org = form.id<OrgId>("org")};
  channel.kind = form.word<ChannelKind>("kind", db::from_word<ChannelKind>).value_or(ChannelKind::union_hall);
  channel.name = form.text("name", {.chars_min = 1, .chars_max = 60});
  channel.category = form.text_or("category", "", {.chars_min = 0, .chars_max = 40});
  if (!channel.category.empty() && !codes::find_word(codes::occupation_group, channel.category)) form.fault("category", "unknown_word");
  if (const auto invalid = form.problem()) return *invalid;

  const auto made = hall.write(request, [&](db::Session& db) -> Result<ChannelId, Problem> {
    access::require_reach(db, access::actor(request), channel.org);
    do {
      channel.code = crypto::random_code(8);
    } while (!add_channel(db, hall, channel, access::actor(request).account, hall.clock.now()));
    record(db, hall, request, "channel", channel.id.value, channel.org);
    return channel.id;
  });
  return made ? http::created({{"id", made->text()}}) : http::problem(made.error(), request);
}

/// GET /api/v1/joining/channels?org= → {items, next}: with those of the unions below
http::Response get_channels(const http::Request& request, Hall& hall) {
  const auto org = OrgId::parse(request.asked("org"));
  if (!org) return http::problem({404, "http.not_found"}, request);
  const int limit = cursor::limit_of(request);
  const auto list = "channels " + org->text();
  const auto place = cursor::open(hall, list, request.asked("cursor"), 1);
  const auto before = place ? ChannelId::parse(place->front()).value_or(ChannelId{}) : ChannelId{std::numeric_limits<std::int64_t>::max()};
  return hall.db.snapshot([&](db::Session& db) {
    const auto path = access::require_reach(db, access::actor(request), *org);
    auto found = store::channels(db, path, before, limit + 1);
    json::object page;
    if (found.size() > static_cast<std::size_t>(limit)) {
      found.pop_back();
      page["next"] = cursor::seal(hall, list, {found.back().channel.id.text()});
    }
    json::array items;
    for (const auto& one : found) {
      auto item = channel_json(one.channel);
      item["org"] = json::object{{"id", one.channel.org.text()}, {"name", one.org_name}};
      item["came"] = one.came;
      item["admitted"] = one.admitted;
      items.push_back(std::move(item));
    }
    page["items"] = std::move(items);
    return http::ok(std::move(page));
  });
}

/// DELETE /api/v1/joining/channels/{id} → 204: the code leads nowhere any more
http::Response delete_channel(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<ChannelId>("code");
  hall.db.write([&](db::Session& db) {
    const auto channel = store::find_channel(db, id);
    if (!channel) throw Refused({404, "joining.channel_not_found"});
    access::require_reach(db, access::actor(request), channel->org);
    if (store::close_channel(db, id, hall.clock.now())) record(db, hall, request, "channel closed", id.value, channel->org);
  });
  return http::no_content();
}

std::vector<std::string> read_groups(http::Form& form, std::string_view field) {
  std::vector<std::string> groups;
  const auto* given = form.raw(field);
  if (!given || given->is_null()) return groups;
  if (!given->is_array()) return form.fault(field, "unknown_word"), groups;
  for (const auto& one : given->as_array()) {
    const std::string word = one.is_string() ? std::string(one.as_string()) : "";
    if (!codes::find_word(codes::occupation_group, word) || std::ranges::find(groups, word) != groups.end()) {
      return form.fault(field, "unknown_word"), groups;
    }
    groups.push_back(word);
  }
  return groups;
}

http::Response ways_now(const http::Request& request, Hall& hall, OrgId org) {
  return hall.db.snapshot([&](db::Session& db) {
    access::require_reach(db, access::actor(request), org);
    const auto ways = store::ways_of(db, org);
    return http::ok({{"takes", words_json(ways.takes)}, {"automatic", words_json(ways.automatic)}});
  });
}

/// GET /api/v1/orgs/{id}/joining → {takes, automatic}
http::Response get_ways(const http::Request& request, Hall& hall) { return ways_now(request, hall, request.path_id<OrgId>("id")); }

/// PATCH /api/v1/orgs/{id}/joining {takes, automatic}
http::Response patch_ways(const http::Request& request, Hall& hall) {
  const auto org = request.path_id<OrgId>("id");
  http::Form form(request);
  const auto takes = read_groups(form, "takes"), automatic = read_groups(form, "automatic");
  if (const auto invalid = form.problem()) return *invalid;
  hall.db.write([&](db::Session& db) {
    access::require_reach(db, access::actor(request), org);
    auto ways = store::ways_of(db, org);
    if (form.mentions("takes")) ways.takes = takes;
    if (form.mentions("automatic")) ways.automatic = automatic;
    store::set_ways(db, org, ways, access::actor(request).account, hall.clock.now());
    record(db, hall, request, "ways", org.value, org);
  });
  return ways_now(request, hall, org);
}

}  // namespace

void counties_are(std::shared_ptr<const geo::Outlines> known) { outlines() = std::move(known); }

namespace {

/// What she wrote in her applications.
void erase(db::Session& db, Hall& hall, const access::own_data::Whose& whose, Instant) {
  for (const auto id : whose.cases.values) {
    db.exec(R"sql(
        UPDATE joining_forms
           SET name = :name, id_sealed = :id_number, phone_sealed = :phone, sex = 'unknown', birth_month = 0, employer = ''
         WHERE id = :id)sql",
            access::own_data::erased_name, hall.keys.seal("", {"joining_forms", "id_sealed", id}),
            hall.keys.seal("", {"joining_forms", "phone_sealed", id}), id);
  }
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  offer();
  access::own_data::erased_by("joining", erase);
  mount_posters(route, hall);
  route.get("/api/v1/joining/channels/{code}", access::anyone, hall, get_channel);
  route.post("/api/v1/joining/unions", access::anyone, hall, post_search);
  route.get("/api/v1/joining/counties", access::anyone, hall, get_counties);
  route.get("/api/v1/joining/counties/{id}/towns", access::anyone, hall, get_towns);
  route.post("/api/v1/joining/offers", access::anyone, hall, post_offers);
  route.post("/api/v1/joining/channels", access::clerk, hall, post_channel, {.makes_something = true});
  route.get("/api/v1/joining/channels", access::officer, hall, get_channels);
  route.del("/api/v1/joining/channels/{code}", access::clerk, hall, delete_channel);
  route.get("/api/v1/orgs/{id}/joining", access::officer, hall, get_ways);
  route.patch("/api/v1/orgs/{id}/joining", access::clerk, hall, patch_ways);
}

}  // namespace unionhall::joining
