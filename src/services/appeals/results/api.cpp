#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <mutex>

#include "services/appeals/results/recount.h"
#include "services/appeals/results/results.h"
#include "services/appeals/results/store.h"
#include "services/appeals/results/stories.h"
#include "services/appeals/results/words.h"

namespace unionhall::appeals::results {
namespace {

namespace json = http::json;

constexpr std::string_view csv_ending = ".csv";
constexpr int stories_shown = 6;
// A story may be taken back at any moment; the bytes of a month never change.
constexpr std::string_view asked_again = "public, no-cache", kept_a_day = "public, max-age=86400";

/// A whole number of days, "more" beyond the last that is counted.
json::value day(const Days& days, int tenths) {
  const auto found = day_by(days, tenths);
  if (!found) return nullptr;
  return *found == days_counted ? json::value("more") : json::value(static_cast<std::int64_t>(*found));
}

json::object share(std::int64_t part, std::int64_t whole) {
  return {{"numerator", part}, {"denominator", whole}, {"percent", percent(part, whole)}};
}

json::object times(const Days& days) { return {{"counted", sum(days)}, {"median", day(days, 5)}, {"p90", day(days, 9)}}; }

json::object shown(const Totals& totals) {
  return {{"filed", totals.filed},
          {"first_contact", times(totals.contacted)},
          {"solving", times(totals.solving)},
          {"solved", share(totals.solved, totals.filed)},
          {"on_time", share(totals.on_time, totals.answered)},
          {"satisfied", share(totals.satisfied, totals.rated)}};
}

json::object shown(const store::Correction& one) {
  return {{"month", one.month},     {"county", one.county}, {"category", one.category},    {"figure", one.figure},
          {"printed", one.printed}, {"now", one.now_is},    {"since", iso_date(one.since)}};
}

/// With an ETag, as long as anybody on the way may keep it; 304 where the asker has it.
http::Response tagged(const http::Request& request, http::Response response, std::string_view kept) {
  const auto tag = fmt::format("\"{}\"", crypto::hex(crypto::sha256(response.body)));
  if (request.header("if-none-match").find(tag) != std::string_view::npos) response = {.status = 304};
  response.headers["etag"] = tag;
  response.headers["cache-control"] = kept;
  return response;
}

struct Sums {
  std::size_t rows = 0;
  Totals totals;
};

/// What a month's csv adds up to. Kept by the sum of its bytes: what those say never changes.
Sums sums_of(db::Session& db, const store::Month& month) {
  static std::mutex door;
  static std::map<std::string, Sums> known;
  {
    const std::scoped_lock inside(door);
    if (const auto found = known.find(month.sha256); found != known.end()) return found->second;
  }
  Sums sums;
  for (const auto& row : read(store::csv_of(db, month.month).value())) {
    sums.totals.add(row);
    ++sums.rows;
  }
  const std::scoped_lock inside(door);
  return known[month.sha256] = sums;
}

/// GET /api/v1/results → {months: [{month, csv, sha256, frozen_at, rows, totals}], corrections, stories}: all numbers from the csv
http::Response get_results(const http::Request& request, Hall& hall) {
  auto response = hall.db.snapshot([&](db::Session& db) {
    json::array months, corrections, stories;
    for (const auto& month : store::published(db)) {
      const auto [rows, totals] = sums_of(db, month);
      months.push_back({{"month", month.month},
                        {"csv", fmt::format("/api/v1/results/{}{}", month.month, csv_ending)},
                        {"sha256", month.sha256},
                        {"frozen_at", rfc3339(month.frozen_at)},
                        {"rows", rows},
                        {"totals", shown(totals)}});
    }
    for (const auto& one : store::corrections(db, "")) corrections.push_back(shown(one));
    for (const auto& one : published_stories(db, stories_shown)) {
      stories.push_back({{"words", one.words}, {"month", one.month}, {"category", one.category}});
    }
    return http::ok({{"months", std::move(months)}, {"corrections", std::move(corrections)}, {"stories", std::move(stories)}});
  });
  return tagged(request, std::move(response), asked_again);
}

/// GET /api/v1/results/{file} → 2026-06.csv, byte for byte as it was published
http::Response get_csv(const http::Request& request, Hall& hall) {
  const auto& file = request.path_values.at("file");
  const auto month = std::string_view(file).substr(0, file.size() - std::min(file.size(), csv_ending.size()));
  if (!std::string_view(file).ends_with(csv_ending)) return http::problem({404, "appeals.no_such_results"}, request);
  const auto csv = hall.db.read([&](db::Session& db) { return store::csv_of(db, month); });
  if (!csv) return http::problem({404, "appeals.no_such_results"}, request);
  return tagged(
      request,
      {.headers = {{"content-type", "text/csv; charset=utf-8"}, {"content-disposition", http::disposition("inline", file)}}, .body = *csv},
      kept_a_day);
}

}  // namespace

void mount(http::Router& route, Hall& hall) {
  add_words();
  route.get("/api/v1/results", access::anyone, hall, get_results);
  route.get("/api/v1/results/{file}", access::anyone, hall, get_csv);
  mount_stories(route, hall);
}

}  // namespace unionhall::appeals::results
