// Publications for whoever keeps stations, and the table that goes to the map.
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "hall/audit/audit.h"
#include "hall/files/files.h"
#include "hall/orgs/orgs.h"
#include "services/stations/desk.h"
#include "services/stations/keeping/table.h"
#include "services/stations/publishing/store.h"
#include "services/stations/store.h"
#include "sheets/sheets.h"

namespace unionhall::stations::publishing {
namespace {

namespace json = http::json;

constexpr int submissions_listed = 10;
constexpr std::size_t named_most = 500, at_once = 500;
constexpr http::Form::TextLimits note_limits{.chars_min = 1, .chars_max = 200};

std::string_view name_of(Provider provider) {
  switch (provider) {
    case Provider::amap:
      return "高德地图";
    case Provider::tencent:
      return "腾讯地图";
    case Provider::baidu:
      return "百度地图";
  }
  std::unreachable();
}

template <class Line>
void say_progress(json::object& to, const Line& line) {
  to["part"] = db::word(line.part);
  if (line.at) to["at"] = rfc3339(*line.at);
  if (!line.note.empty()) to["note"] = line.note;
}

json::object line_json(const store::Line& line) {
  json::object out{{"id", line.id.text()},
                   {"code", line.code},
                   {"name", line.name},
                   {"address", line.address},
                   {"org", json::object{{"id", line.keeper.text()}, {"name", line.keeper_name}}},
                   {"state", db::word(line.state)}};
  say_progress(out, line);
  return out;
}

/// GET /api/v1/station-publications?org=&provider=&of=&limit=&cursor= → {counts, items, next, submissions}
http::Response get_publications(const http::Request& request, Hall& hall) {
  const auto org = OrgId::parse(request.asked("org"));
  const auto provider = db::from_word<Provider>(request.asked("provider"));
  if (!org || !provider) return http::problem({404, "http.not_found"}, request);
  const auto part = db::from_word<Part>(request.asked("of"));
  const int limit = cursor::limit_of(request);
  const auto list = fmt::format("publications {} {}", org->text(), db::word(*provider));
  const auto place = cursor::open(hall, list, request.asked("cursor"), 1);
  const auto before = place ? StationId::parse(place->front()).value_or(StationId{}) : StationId{std::numeric_limits<std::int64_t>::max()};
  return hall.db.snapshot([&](db::Session& db) {
    const Scope scope{.org = *org, .path = access::require_reach(db, access::actor(request), *org), .provider = *provider, .only = {}};
    json::object counts{{"add", 0}, {"update", 0}, {"remove", 0}, {"submitted", 0}, {"shown", 0}, {"refused", 0}};
    for (const auto& count : store::counts(db, scope)) counts[db::word(count.part)] = count.stations;
    auto found = store::lines(db, scope, part, before, limit + 1);
    json::object page{{"counts", std::move(counts)}};
    if (found.size() > static_cast<std::size_t>(limit)) {
      found.pop_back();
      page["next"] = cursor::seal(hall, list, {found.back().id.text()});
    }
    json::array items, submissions;
    for (const auto& line : found) items.push_back(line_json(line));
    for (const auto& one : store::last_submissions(db, *org, *provider, submissions_listed)) {
      submissions.push_back(json::object{{"id", one.id.text()}, {"at", rfc3339(one.at)}, {"stations", one.stations}});
    }
    page["items"] = std::move(items);
    page["submissions"] = std::move(submissions);
    return http::ok(std::move(page));
  });
}

Scope read_scope(http::Form& form) {
  Scope scope{.org = form.id<OrgId>("org"), .path = "", .provider = Provider::amap, .only = {}};
  scope.provider = form.word<Provider>("provider", db::from_word<Provider>).value_or(Provider::amap);
  if (!form.has("stations")) return scope;
  const auto* list = form.raw("stations")->if_array();
  for (const auto& one : list ? *list : json::array{}) {
    const auto id = one.is_string() ? StationId::parse(one.as_string()) : std::nullopt;
    if (!id) {
      form.fault("stations", "not_an_id");
      return scope;
    }
    scope.only.push_back(*id);
  }
  std::ranges::sort(scope.only);
  const auto twice = std::ranges::unique(scope.only);
  scope.only.erase(twice.begin(), twice.end());
  if (scope.only.empty() || scope.only.size() > named_most) form.fault("stations", "not_an_id");
  return scope;
}

/// POST /api/v1/station-submissions {org, provider, stations} → 201 {id}
http::Response post_submission(const http::Request& request, Hall& hall) {
  http::Form form(request);
  auto scope = read_scope(form);
  if (const auto invalid = form.problem()) return *invalid;
  const auto made = hall.write(request, [&](db::Session& db) {
    scope.path = access::require_reach(db, access::actor(request), scope.org);
    return submit(db, hall, scope, by(request), hall.clock.now());
  });
  return made ? http::created({{"id", made->text()}}) : http::problem(problem_for(made.error()), request);
}

/// POST /api/v1/station-publications {org, provider, as, stations, note} → {stations}
http::Response post_settled(const http::Request& request, Hall& hall) {
  http::Form form(request);
  auto scope = read_scope(form);
  const auto as = form.word<Settled>("as", db::from_word<Settled>);
  const auto note = form.has("note") ? form.text("note", note_limits) : "";
  if (const auto invalid = form.problem()) return *invalid;
  if (*as == Settled::refused && note.empty()) return http::problem({422, "stations.refused_for_what"}, request);
  const auto moved = hall.db.write([&](db::Session& db) {
    scope.path = access::require_reach(db, access::actor(request), scope.org);
    return settle(db, hall, scope, *as, *as == Settled::refused ? note : "", by(request), hall.clock.now());
  });
  return moved ? http::ok({{"stations", *moved}}) : http::problem(problem_for(moved.error()), request);
}

/// GET /api/v1/stations/{id}/publications → {items}
http::Response get_of_one(const http::Request& request, Hall& hall) {
  const auto id = request.path_id<StationId>("id");
  return hall.db.snapshot([&](db::Session& db) {
    require_station(db, request, id);
    json::array items;
    for (const auto& one : store::of_one(db, id)) {
      json::object item{{"provider", db::word(one.provider)}};
      say_progress(item, one);
      items.push_back(std::move(item));
    }
    return http::ok({{"items", std::move(items)}});
  });
}

// ── The table ──────────────────────────────────────────────────────────────────────────────────────────────────

constexpr std::string_view headings[]{"操作", "编号",   "名称", "别名",     "分类",     "区县代码", "地址",     "经度",
                                      "纬度", "坐标系", "电话", "营业时间", "服务设施", "状态",     "管理单位", "详情页"};

std::vector<std::string> row_of(const stations::store::Line& line, Provider provider, Part asks, std::string_view address) {
  const auto& station = line.station;
  const auto& facts = station.facts;
  const auto cells = keeping::cells_of(station, line.keeper_name);
  const auto cell = [&](keeping::Column column) { return cells[static_cast<std::size_t>(column)]; };
  const auto at = shifted(provider, facts.place.point());
  const bool closed = station.standing.state == State::closed;
  return {closed              ? "下线"
          : asks == Part::add ? "新增"
                              : "更新",
          station.code,
          facts.name,
          facts.alias,
          cell(keeping::Column::kind),
          station.code.substr(station.code.find('-') + 1, 6),
          facts.address,
          fmt::format("{:.6f}", at.lng),
          fmt::format("{:.6f}", at.lat),
          std::string(at.datum),
          facts.public_phone,
          cell(keeping::Column::hours),
          cell(keeping::Column::facilities),
          cell(keeping::Column::state),
          line.keeper_name,
          closed ? "" : fmt::format("{}/s/{}", address, station.id.text())};
}

/// GET /api/v1/station-submissions/{id}/table → the file
http::Response get_table(const http::Request& request, Hall& hall) {
  std::optional<Submission> submission;
  std::vector<store::InFile> in_file;
  hall.db.write([&](db::Session& db) {
    submission = store::find(db, request.path_id<SubmissionId>("id"));
    if (!submission) throw Refused({404, "http.not_found"});
    access::require_reach(db, access::actor(request), submission->org);
    in_file = store::in_file(db, submission->id);
    audit::record(db, hall,
                  audit::by(request, {.what = "export",
                                      .subject_kind = "list",
                                      .subject = submission->org.value,
                                      .org = submission->org,
                                      .detail = db::word(submission->provider)}));
  });

  sheets::Layout layout{.sheet = std::string(name_of(submission->provider)), .columns = {}, .made_at = submission->at};
  for (const auto heading : headings) layout.columns.push_back({.name = std::string(heading)});
  const auto scratch = std::make_shared<const files::Opened>(files::scratch(hall));
  const auto writer = sheets::create(scratch->path(), sheets::Format::xlsx, layout);
  const auto address = address_of(hall, request);
  for (std::size_t from = 0; from < in_file.size(); from += at_once) {
    std::vector<StationId> ids;
    std::map<StationId, Part> asks;
    for (auto i = from; i < std::min(from + at_once, in_file.size()); ++i) {
      ids.push_back(in_file[i].station);
      asks[in_file[i].station] = in_file[i].asks;
    }
    auto lines = hall.db.read([&](db::Session& db) { return stations::store::lines(db, ids); });
    std::ranges::sort(lines, {}, [](const auto& line) { return line.station.id; });
    for (const auto& line : lines) {
      const auto cells = row_of(line, submission->provider, asks.at(line.station.id), address);
      writer->add_row(std::vector<std::string_view>(cells.begin(), cells.end()));
    }
  }
  writer->finish();
  const auto name = fmt::format("{}-{}.xlsx", name_of(submission->provider), iso_date(beijing_date(submission->at)));
  return {.headers = {{"content-type", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"},
                      {"content-disposition", http::disposition("attachment", name)}},
          .file = scratch->path(),
          .keeps = scratch};
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  add_words();
  route.get("/api/v1/station-publications", access::officer, hall, get_publications);
  route.post("/api/v1/station-publications", keepers(), hall, post_settled);
  route.post("/api/v1/station-submissions", keepers(), hall, post_submission, {.makes_something = true});
  route.get("/api/v1/station-submissions/{id}/table", access::officer, hall, get_table);
  route.get("/api/v1/stations/{id}/publications", access::officer, hall, get_of_one);
}

}  // namespace unionhall::stations::publishing
