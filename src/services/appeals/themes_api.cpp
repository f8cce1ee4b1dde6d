#include "hall/audit/audit.h"
#include "hall/orgs/orgs.h"
#include "services/appeals/store.h"
#include "services/appeals/themes.h"

namespace unionhall::appeals::themes {
namespace {

namespace json = http::json;

constexpr int sheet_most = 200;

std::string label(std::string_view category, http::Language language) {
  return http::Texts::global().text("appeals.category." + std::string(category), language);
}

OrgId asked_org(const http::Request& request) { return OrgId::parse(request.asked("org")).value_or(OrgId{}); }

/// GET /api/v1/appeal-themes?org= → {days, items: [{org, group, group_label, now, before, rising}]}
http::Response get_themes(const http::Request& request, Hall& hall) {
  const auto& actor = access::actor(request);
  return hall.db.snapshot([&](db::Session& db) {
    const auto path = access::require_reach(db, actor, asked_org(request));
    json::array items;
    for (const auto& theme : of(db, path, actor.in_force->org_path, hall.clock.now())) {
      items.push_back({{"org", {{"id", theme.org.text()}, {"name", theme.org_name}}},
                       {"group", theme.group},
                       {"group_label", label(theme.group, request.language)},
                       {"now", theme.now},
                       {"before", theme.before},
                       {"rising", theme.rising()}});
    }
    return http::ok({{"days", span.count()}, {"items", std::move(items)}});
  });
}

json::object line_json(const Hall& hall, const store::SheetLine& line, http::Language language) {
  const auto text = [&](const std::optional<std::string>& sealed, const crypto::Place& place) {
    return sealed ? hall.keys.open(*sealed, place).value_or("") : "";
  };
  json::object out{{"id", line.id.text()},
                   {"number", line.number},
                   {"category", line.category},
                   {"category_label", label(line.category, language)},
                   {"group_label", label(group_of(line.category), language)},
                   {"state", line.state},
                   {"state_label", http::Texts::global().text("cases.appeal.state." + line.state, language)},
                   {"filed_on", iso_date(beijing_date(line.filed_at))},
                   {"words", text(line.words_sealed, words_place(line.id))},
                   {"place", text(line.place_sealed, place_place(line.id))}};
  if (line.discretion == cases::Discretion::open && !line.subject.empty()) out["name"] = line.subject;
  return out;
}

/// GET /api/v1/appeal-sheets?org= → {union, made_on, items, has_more}; whoever makes one is recorded
http::Response get_sheet(const http::Request& request, Hall& hall) {
  const auto org = asked_org(request);
  auto sheet = hall.db.snapshot([&](db::Session& db) {
    const auto path = access::require_reach(db, access::actor(request), org);
    auto lines = store::sheet(db, path, sheet_most + 1);
    const bool has_more = lines.size() > sheet_most;
    if (has_more) lines.pop_back();
    json::array items;
    for (const auto& line : lines) items.push_back(line_json(hall, line, request.language));
    return json::object{{"union", orgs::find(db, org)->facts.name},
                        {"made_on", iso_date(beijing_date(hall.clock.now()))},
                        {"items", std::move(items)},
                        {"has_more", has_more}};
  });
  hall.db.write([&](db::Session& db) {
    audit::record(db, hall,
                  audit::by(request, {.what = "look", .subject_kind = "org", .subject = org.value, .org = org, .detail = "appeals"}));
  });
  return http::ok(std::move(sheet));
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  route.get("/api/v1/appeal-themes", access::officer, hall, get_themes);
  route.get("/api/v1/appeal-sheets", access::officer, hall, get_sheet);
}

}  // namespace unionhall::appeals::themes
